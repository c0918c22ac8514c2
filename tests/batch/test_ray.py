"""The Ray engine: the same files as the local one, also when a node is lost twice."""

from __future__ import annotations

import hashlib
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Semaphore

import pytest
import ray
from ray.cluster_utils import Cluster

from onrecord.batch.local import LocalEngine
from onrecord.batch.ray_engine import RayEngine
from onrecord.batch.run import Tally, run

SMALL = 3


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    """A head without cores, so that all work is done on nodes that a test adds."""
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False, **ports()})
    ray.init(address=cluster.address, log_to_driver=False, logging_level="ERROR")
    yield cluster
    ray.shutdown()
    cluster.shutdown()


def ports() -> dict[str, int]:
    """Free ports for what a node starts beside itself: a node that is not told any waits 15 seconds for that, too few on a busy machine."""
    names = ("metrics_agent_port", "metrics_export_port", "dashboard_agent_listen_port", "runtime_env_agent_port")
    with ExitStack() as stack:
        taken = [stack.enter_context(socket.socket()) for _ in names]
        for each in taken:
            each.bind(("127.0.0.1", 0))
        return {name: each.getsockname()[1] for name, each in zip(names, taken, strict=True)}


def files(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_node_is_killed_twice_in_mid_run(cluster: Cluster, tmp_path: Path) -> None:
    news = tmp_path / "news.jsonl"
    said = '{} opened on Tuesday. "We open {} gates," said Ines Okafor, who runs the dam. Per Holm denied it.'
    news.write_text("".join(json.dumps({"text": said.format(f"Gate {n}", n)}) + "\n" for n in range(90)))
    (tmp_path / "empty.txt").touch()
    sources = [str(news), str(tmp_path / "empty.txt")]
    calm = run(sources, str(tmp_path / "calm"), lambda: LocalEngine(1), most=SMALL)
    nodes = [cluster.add_node(num_cpus=1, **ports()) for _ in range(2)]
    parts_at_kill = iter((4, 8))
    wanted, done = Semaphore(0), Semaphore(0)
    next_kill = next(parts_at_kill)

    def hold(tally: Tally) -> None:
        """Stop the run at each kill until the node is gone: however slow this machine is, both come in mid-run."""
        nonlocal next_kill
        if tally.parts >= next_kill:
            next_kill = next(parts_at_kill, 90)
            wanted.release()
            assert done.acquire(timeout=120)

    with ThreadPoolExecutor(1) as other:  # nodes can be added in the main thread only
        running = other.submit(run, sources, str(tmp_path / "killed"), lambda: RayEngine(2), most=SMALL, watch=hold)
        for _ in range(2):
            assert wanted.acquire(timeout=300)
            cluster.remove_node(nodes.pop(0), allow_graceful=False)
            done.release()
            nodes.append(cluster.add_node(num_cpus=1, **ports()))
        disturbed = running.result()
    assert disturbed.lost
    assert (calm.reports, calm.failures, calm.whole) == (90, 1, 1)
    assert files(tmp_path / "killed") == files(tmp_path / "calm")

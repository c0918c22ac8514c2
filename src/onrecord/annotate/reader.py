"""The reader: one small encoder pass over a report gives its cues, what each cue governs, and its names.

The network is a fine-tuned MiniLM-L6 (Wang et al. 2020). Cues are tagged token by token; then, for each cue, its content, source,
addressee and venue are tagged by a linear-chain CRF conditioned on that cue (as in semantic role labelling, where the cue is the
predicate), so that links, discontinuous contents and quotations within quotations need no second step.

``weights/`` holds the network (ONNX, int8), the small matrices of the role tagger, the tokenizer and a manifest with their sha256.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.tokens import FEATURE_SIZES, Tokens, Window, load_tokenizer, tokenize, windows
from onrecord.errors import ModelError

Floats = NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "weights"
CLS, SEP = 101, 102
MARGIN = 6.0  # roles are decided where one comes within this of none, in log-odds
TOGETHER = 64  # cues whose roles are decided side by side
CUE_THRESHOLD = 0.4  # chosen on articles of the training sets that were held out (training/choose.py)


class Cue(NamedTuple):
    """A cue and what it governs, in code points. ``contents`` and the rest are ``(start, end)``; the scores are probabilities."""

    start: int
    end: int
    thought: float
    score: float
    contents: tuple[tuple[int, int], ...]
    source: tuple[int, int] | None
    addressee: tuple[int, int] | None
    venue: tuple[int, int] | None


class _Open(NamedTuple):
    """A cue whose roles are not decided: its pieces, its scores, and the roles' scores (pieces, tags) from piece ``offset`` on."""

    start: int
    end: int
    thought: float
    score: float
    offset: int
    emissions: Floats


class Name(NamedTuple):
    start: int
    end: int
    label: str
    score: float


class Reading(NamedTuple):
    """What the reader saw in one text. ``in_content`` is, for each piece, the probability that it stands in some content."""

    tokens: Tokens
    cues: list[Cue]
    names: list[Name]
    in_content: Floats


_Part = tuple[list[_Open], list[Name], Floats]


class Reader:
    """The shipped network. Safe to use from several threads.

    Raises ModelError where the weights are missing or are not the ones that were shipped.
    """

    def __init__(self, weights: Path = WEIGHTS, threads: int | None = None) -> None:
        self.weights = weights
        self.threads = threads or _cores()
        try:
            self.manifest: dict[str, Any] = json.loads((weights / "manifest.json").read_text())
            for name, digest in self.manifest["sha256"].items():
                if hashlib.sha256((weights / name).read_bytes()).hexdigest() != digest:
                    raise ModelError(f"{weights / name} is not the file that was shipped; install onrecord again")
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"the reader's weights in {weights} cannot be read ({error}); install onrecord again") from error
        tags = self.manifest["tags"]
        self.cue_tags: list[str] = tags["cue"]
        self.name_tags: list[str] = tags["name"]
        self.role_tags: list[str] = tags["role"]
        self.pair: int = self.manifest["pair"]
        heads = np.load(weights / "heads.npz")
        self.distance: Floats = heads["distance"]
        self.role_weight: Floats = heads["role_weight"]
        self.role_bias: Floats = heads["role_bias"]
        self.transition: Floats = heads["transition"]

    @cached_property
    def tokenizer(self) -> Any:
        return load_tokenizer(self.weights / "tokenizer.json")

    @cached_property
    def session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # Windows run side by side, each on one core: cores then never wait for each other within an operator.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # The extended optimisations fuse additions into layer norms by a kernel that is ten times slower than the two apart.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        return onnxruntime.InferenceSession(str(self.weights / "reader.onnx"), options, providers=["CPUExecutionProvider"])

    def read(self, text: str) -> Reading:
        return next(self.read_all([text]))

    def read_all(self, texts: Iterable[str]) -> Iterator[Reading]:
        """One Reading for each text, in order. Windows are spread over the cores; a few texts are read ahead.

        A window is never padded or put in a batch, so a text's reading does not depend on what is read with it.
        """
        self.session, self.tokenizer  # noqa: B018  made once, before the threads start
        with ThreadPoolExecutor(self.threads) as pool:
            ahead: deque[tuple[Tokens, list[Future[_Part]]]] = deque()
            pending = 0
            try:
                for text in texts:
                    tokens = tokenize(text, self.tokenizer)
                    parts = [pool.submit(self._window, text, tokens, w) for w in windows(tokens, text)]
                    ahead.append((tokens, parts))
                    pending += len(parts)
                    while len(ahead) > 1 and pending > 6 * self.threads:
                        pending -= len(ahead[0][1])
                        yield self._joined(*ahead.popleft())
                while ahead:
                    yield self._joined(*ahead.popleft())
            finally:
                for _, parts in ahead:
                    for part in parts:
                        part.cancel()

    def _joined(self, tokens: Tokens, parts: list[Future[_Part]]) -> Reading:
        done = [part.result() for part in parts]
        opened = [o for d in done for o in d[0]]
        cues = [c for k in range(0, len(opened), TOGETHER) for c in self._close(tokens, opened[k : k + TOGETHER])]
        in_content = np.concatenate([d[2] for d in done]) if done else np.zeros(0, dtype=np.float32)
        return Reading(tokens, cues, [n for d in done for n in d[1]], in_content)

    def encode(self, tokens: Tokens, w: Window) -> Floats:
        """The heads' outputs for a window, (pieces, width), [CLS] and [SEP] left off."""
        n = w.end - w.start
        ids = np.empty((1, n + 2), dtype=np.int64)
        ids[0, 0], ids[0, -1] = CLS, SEP
        ids[0, 1:-1] = tokens.ids[w.start : w.end]
        f = tokens.features[w.start : w.end]
        features = np.zeros((1, n + 2), dtype=np.int64)
        features[0, 1:-1] = (f[:, 0] * FEATURE_SIZES[1] + f[:, 1]) * FEATURE_SIZES[2] + f[:, 2]
        places = np.arange(n + 2, dtype=np.int64)[None]
        out: Floats = self.session.run(None, {"ids": ids, "features": features, "places": places})[0]
        return out[0, 1:-1]

    def _window(self, text: str, tokens: Tokens, w: Window) -> _Part:
        out = self.encode(tokens, w)
        a = len(self.cue_tags)
        b = 2 * a + 3
        c = b + len(self.name_tags)
        d = c + self.pair
        core = slice(w.core_start - w.start, w.core_end - w.start)
        in_content = 1 - _softmax(out[:, 2 * a : b])[:, 0]
        cue = _softmax(np.where(in_content[:, None] > 0.5, out[:, a : 2 * a], out[:, :a]))
        names = self._names(text, tokens, w, _softmax(out[:, b:c]))
        spans = [s for s in _cue_spans(tokens, w.start, cue) if w.core_start <= s[0] + w.start < w.core_end]
        return self._open(w, spans, cue, out[:, c:d], out[:, d:]) if spans else [], names, in_content[core]

    def _names(self, text: str, tokens: Tokens, w: Window, p: Floats) -> list[Name]:
        tag = p.argmax(1)
        found: list[Name] = []
        i, n = 0, len(tag)
        while i < n:
            if tag[i] == 0:
                i += 1
                continue
            label = (int(tag[i]) - 1) // 2
            j = i + 1
            while j < n and (tag[j] == 2 * label + 2 or (tag[j] != 0 and _glued(tokens, w.start + j))):
                j += 1
            if w.core_start <= w.start + i < w.core_end:
                start, end = int(tokens.start[w.start + i]), int(tokens.end[w.start + j - 1])
                score = float((p[i:j, 2 * label + 1] + p[i:j, 2 * label + 2]).mean())
                found.append(Name(start, end, self.name_tags[2 * label + 1][2:], score))
            i = j
        return found

    def _open(self, w: Window, spans: list[tuple[int, int]], cue: Floats, token: Floats, shift_scale: Floats) -> list[_Open]:
        """For each cue of a window the scores of its roles, over the stretch where any role comes near."""
        means = np.stack([shift_scale[i:j].mean(0) for i, j in spans])
        z = token[None] * (1 + means[:, None, self.pair :])
        z += means[:, None, : self.pair]
        starts = np.array([i for i, _ in spans])
        z += self.distance[_bucket(np.arange(len(token))[None] - starts[:, None])]
        np.maximum(z, 0, out=z)
        emissions: Floats = z @ self.role_weight + self.role_bias
        live = emissions[:, :, 1:].max(2) - emissions[:, :, 0] > -MARGIN
        opened = []
        for k, (i, j) in enumerate(spans):
            at = np.flatnonzero(live[k])
            a, b = (int(at[0]), int(at[-1]) + 1) if len(at) else (i, i)
            thought = float(cue[i:j, 3:].sum() / max(1e-9, cue[i:j, 1:].sum()))
            opened.append(_Open(w.start + i, w.start + j, thought, float(1 - cue[i:j, 0].mean()), w.start + a, emissions[k, a:b]))
        return opened

    def _close(self, tokens: Tokens, opened: list[_Open]) -> list[Cue]:
        """Decide the roles of cues. Those of a whole text are decided side by side: that costs little more than one."""
        opened = [o for o in opened if len(o.emissions)]
        if not opened:
            return []
        lengths = np.array([len(o.emissions) for o in opened])
        emissions = np.full((len(opened), int(lengths.max()), len(self.role_tags)), -1e4, dtype=np.float32)
        emissions[:, :, 0] = 0
        for k, o in enumerate(opened):
            emissions[k, : lengths[k]] = o.emissions
        paths = _viterbi(emissions, self.transition)
        p = 1 - _softmax(emissions)[:, :, 0]
        return [self._cue(tokens, o, self._runs(paths[k, : lengths[k]]), p[k]) for k, o in enumerate(opened)]

    def _cue(self, tokens: Tokens, o: _Open, runs: list[tuple[str, int, int]], p: Floats) -> Cue:
        def characters(a: int, b: int) -> tuple[int, int]:
            return int(tokens.start[o.offset + a]), int(tokens.end[o.offset + b - 1])

        contents = [r for r in runs if r[0] == "content"]
        best: dict[str, tuple[int, int]] = {}
        for role in ("source", "addressee", "venue"):
            near = o.start - o.offset
            ranked = [(float(p[a:b].mean()) * min(b - a, 6) ** 0.25 - abs(a - near) * 0.001, a, b) for r, a, b in runs if r == role]
            if ranked:
                best[role] = characters(*max(ranked)[1:])
        sure = float(np.mean([p[a:b].mean() for _, a, b in contents])) if contents else 0.0
        return Cue(
            int(tokens.start[o.start]),
            int(tokens.end[o.end - 1]),
            o.thought,
            o.score * sure,
            tuple(characters(a, b) for _, a, b in contents),
            best.get("source"),
            best.get("addressee"),
            best.get("venue"),
        )

    def _runs(self, path: NDArray[np.int64]) -> list[tuple[str, int, int]]:
        """``(role, first piece, last piece + 1)`` for each stretch of a tag path."""
        out: list[tuple[str, int, int]] = []
        for i in np.flatnonzero(path).tolist():
            position, _, role = self.role_tags[path[i]].partition("-")
            if out and position in "IL" and out[-1][0] == role and out[-1][2] == i:
                out[-1] = (role, out[-1][1], i + 1)
            else:
                out.append((role, i, i + 1))
        return out


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _glued(tokens: Tokens, i: int) -> bool:
    """Whether piece ``i`` goes on in the middle of a word."""
    return bool(i > 0 and tokens.start[i] == tokens.end[i - 1] and tokens.features[i, 0] and tokens.features[i - 1, 0])


def _cue_spans(tokens: Tokens, offset: int, p: Floats) -> list[tuple[int, int]]:
    """Pieces ``[i, j)`` of each cue in a window: whole words."""
    on = (1 - p[:, 0]) > CUE_THRESHOLD
    begins = p[:, 1] + p[:, 3] > p[:, 2] + p[:, 4]
    spans: list[tuple[int, int]] = []
    for i in np.flatnonzero(on).tolist():
        glued = _glued(tokens, offset + i) if i else False
        if spans and spans[-1][1] == i and (not begins[i] or glued):
            spans[-1] = (spans[-1][0], i + 1)
        else:
            while glued and i > 0 and (not spans or spans[-1][1] < i):
                i -= 1
                glued = _glued(tokens, offset + i) if i else False
            spans.append((i, i + 1))
    whole: list[tuple[int, int]] = []
    for i, j in spans:
        while j < len(p) and _glued(tokens, offset + j):
            j += 1
        if not whole or i >= whole[-1][1]:
            whole.append((i, j))
    return whole


def _bucket(distance: NDArray[np.int64]) -> NDArray[np.int64]:
    size = np.abs(distance)
    k = np.where(size <= 3, size, (np.log2(np.maximum(size, 1).astype(np.float32)) * np.float32(1.5) + np.float32(1.7)).astype(np.int64))
    k = np.minimum(k, 11)
    return np.where(distance < 0, k + 12, k)


def _softmax(x: Floats) -> Floats:
    e: Floats = np.exp(x - x.max(-1, keepdims=True))
    e /= e.sum(-1, keepdims=True)
    return e


def _viterbi(emissions: Floats, transition: Floats) -> NDArray[np.int64]:
    """The best tag path of each sequence, from and to O: (sequences, steps, tags) → (sequences, steps)."""
    count, steps, tags = emissions.shape
    score = transition[0] + emissions[:, 0]
    back = np.empty((steps, count, tags), dtype=np.int64)
    across = np.ascontiguousarray(transition.T)  # (to, from)
    each = np.empty((count, tags, tags), dtype=np.float32)
    for t in range(1, steps):
        np.add(score[:, None, :], across, out=each)
        each.argmax(2, out=back[t])
        score = each.max(2)
        score += emissions[:, t]
    tag = (score + transition[:, 0]).argmax(1)
    path = np.empty((count, steps), dtype=np.int64)
    rows = np.arange(count)
    for t in range(steps - 1, 0, -1):
        path[:, t] = tag
        tag = back[t][rows, tag]
    path[:, 0] = tag
    return path


def bare_pass(texts: Iterable[str]) -> int:
    """Nothing but the encoder over ``texts``, in windows that do not overlap, on all cores: what everything else is measured against.

    Returns the number of word pieces.
    """
    reader = shared_reader()
    reader.session, reader.tokenizer  # noqa: B018
    total = 0
    with ThreadPoolExecutor(reader.threads) as pool:
        jobs: deque[Future[Floats]] = deque()
        for text in texts:
            tokens = tokenize(text, reader.tokenizer)
            total += len(tokens.ids)
            jobs.extend(pool.submit(reader.encode, tokens, w) for w in windows(tokens, text, before=0, after=0))
            while len(jobs) > 6 * reader.threads:
                jobs.popleft().result()
        for job in jobs:
            job.result()
    return total


_shared: Reader | None = None


def shared_reader() -> Reader:
    """The one reader of this process, made at first use."""
    global _shared
    if _shared is None:
        _shared = Reader()
    return _shared

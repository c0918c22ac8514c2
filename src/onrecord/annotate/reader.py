"""The reader: one small encoder pass over a report gives its cues, what each cue governs, its names, and who is meant by whom.

The network is a fine-tuned MiniLM-L6 (Wang et al. 2020). Cues are tagged token by token; then, for each cue, its content, source,
addressee and venue are tagged by a linear-chain CRF conditioned on that cue (as in semantic role labelling, where the cue is the
predicate), so that links, discontinuous contents and quotations within quotations need no second step.

``weights/`` holds the network (ONNX, int8), the small matrices of the role tagger, the tokenizer and a manifest with their sha256.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.links import Links, Meeting
from onrecord.annotate.tokens import AFTER, BEFORE, CORE, FEATURE_SIZES, Tokens, Window, load_tokenizer, tokenize, windows
from onrecord.annotate.viterbi import best_paths
from onrecord.cores import cores
from onrecord.errors import ModelError

Floats = NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "weights"
CLS, SEP = 101, 102
MARGIN = 4.0  # roles are decided where one comes within this of none, in log-odds
TOGETHER = 64  # cues whose roles are decided side by side
# Chosen on articles of the training sets that were held out (training/choose.py).
CUE_THRESHOLD = 0.35
INNER_CUE_THRESHOLD = 0.25  # of a cue inside someone's words


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
    """What the reader saw in one text. ``in_content`` is, for each piece, the probability that it stands in some content;
    ``links`` is None where only the rest was made."""

    tokens: Tokens
    cues: list[Cue]
    names: list[Name]
    in_content: Floats
    links: Links | None = None


class _Part(NamedTuple):
    """What was seen in one window."""

    opened: list[_Open]
    names: list[Name]
    in_content: Floats
    links: NDArray[np.float16]  # query, key and alone of each piece of the core


_Run = tuple[str, int, int, float]  # role, first piece, last piece + 1, how sure on average
_WINDOW = BEFORE + CORE + AFTER


class Reader:
    """The shipped network. Safe to use from several threads.

    Raises ModelError where the weights are missing or are not the ones that were shipped.
    """

    def __init__(self, weights: Path = WEIGHTS, threads: int | None = None) -> None:
        self.weights = weights
        # One more than cores: at times one waits for the interpreter, which may be busy with a record for some milliseconds.
        self.threads = threads or cores() + 1
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
        self.link: int = self.manifest["link"]
        heads = np.load(weights / "heads.npz")
        # A row for each distance from a cue that a window can hold, so that those of one cue are a slice of it.
        self.distance: Floats = heads["distance"][_bucket(np.arange(-_WINDOW, _WINDOW))]
        apart = _bucket(np.arange(-_WINDOW, _WINDOW))
        self.meeting = Meeting(heads["meet"], heads["meet_bias"], heads["meet_apart"][apart], heads["met"], heads["apart"][apart])
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

        The threads run the network and no more: whatever else they did would wait for the interpreter again and again. A window is never
        padded or put in a batch, so a text's reading does not depend on what is read with it.
        """
        self.session, self.tokenizer  # noqa: B018  made once, before the threads start
        with ThreadPoolExecutor(self.threads) as pool:
            ahead: deque[tuple[Tokens, list[tuple[Window, Future[Floats]]]]] = deque()
            pending = 0
            try:
                for text in texts:
                    tokens = tokenize(text, self.tokenizer)
                    encoded = [(w, pool.submit(self.encode, tokens, w)) for w in windows(tokens, text)]
                    ahead.append((tokens, encoded))
                    pending += len(encoded)
                    while len(ahead) > 1 and pending > 4 * self.threads:
                        pending -= len(ahead[0][1])
                        yield self._joined(*ahead.popleft())
                while ahead:
                    yield self._joined(*ahead.popleft())
            finally:
                for _, encoded in ahead:
                    for _, out in encoded:
                        out.cancel()

    def _joined(self, tokens: Tokens, encoded: list[tuple[Window, Future[Floats]]]) -> Reading:
        done = [self._part(tokens, w, out.result()) for w, out in encoded]
        opened = [o for d in done for o in d.opened]
        cues = [c for k in range(0, len(opened), TOGETHER) for c in self._close(tokens, opened[k : k + TOGETHER])]
        in_content = np.concatenate([d.in_content for d in done]) if done else np.zeros(0, dtype=np.float32)
        seen = np.concatenate([d.links for d in done]) if done else np.zeros((0, 2 * self.link + 1), dtype=np.float16)
        links = Links(tokens, seen[:, : self.link], seen[:, self.link : -1], seen[:, -1], self.meeting)
        return Reading(tokens, cues, [n for d in done for n in d.names], in_content, links)

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

    def _part(self, tokens: Tokens, w: Window, out: Floats) -> _Part:
        """What the heads' outputs for a window say."""
        a = len(self.cue_tags)
        b = 2 * a + 3
        c = b + len(self.name_tags)
        d = c + self.pair
        e = d + 2 * self.pair
        core = slice(w.core_start - w.start, w.core_end - w.start)
        by_tag = np.ascontiguousarray(out[:, :c].T)  # reductions over rows are several times faster than within them
        in_content = 1 - _softmax(by_tag[2 * a : b])[0]
        inner = in_content > 0.5
        cue = _softmax(np.where(inner, by_tag[a : 2 * a], by_tag[:a]))
        likely = 1 - cue[0] > np.where(inner, INNER_CUE_THRESHOLD, CUE_THRESHOLD)
        glued = _glued(tokens, w)
        names = self._names(tokens, w, by_tag[b:c], glued)
        spans = [s for s in _cue_spans(cue, likely, glued) if w.core_start <= s[0] + w.start < w.core_end]
        opened = self._open(w, spans, cue, out[:, c:d], out[:, d:e]) if spans else []
        return _Part(opened, names, in_content[core], out[core, e:].astype(np.float16))

    def _names(self, tokens: Tokens, w: Window, out: Floats, glued: list[bool]) -> list[Name]:
        tag = out.argmax(0).tolist()
        found: list[Name] = []
        end = 0
        for i in [k for k, t in enumerate(tag) if t]:
            if i < end:
                continue
            label = (tag[i] - 1) // 2
            end = i + 1
            while end < len(tag) and (tag[end] == 2 * label + 2 or (tag[end] and glued[end])):
                end += 1
            if w.core_start <= w.start + i < w.core_end:
                start, stop = int(tokens.start[w.start + i]), int(tokens.end[w.start + end - 1])
                score = float(_softmax(out[:, i:end])[2 * label + 1 : 2 * label + 3].sum()) / (end - i)
                found.append(Name(start, stop, self.name_tags[2 * label + 1][2:], score))
        return found

    def _open(self, w: Window, spans: list[tuple[int, int]], cue: Floats, token: Floats, shift_scale: Floats) -> list[_Open]:
        """For each cue of a window the scores of its roles, over the stretch where any role comes near."""
        token = np.ascontiguousarray(token)
        z, zero = np.empty_like(token), np.zeros_like(token)
        opened = []
        for i, j in spans:
            mean = shift_scale[i:j].mean(0)
            np.multiply(token, 1 + mean[self.pair :], out=z)
            z += mean[: self.pair]
            z += self.distance[_WINDOW - i : _WINDOW - i + len(token)]
            np.maximum(z, zero, out=z)  # with an array numpy is three times as fast as with a number
            emissions: Floats = z @ self.role_weight + self.role_bias
            by_tag = np.ascontiguousarray(emissions.T)
            live = np.flatnonzero(by_tag[1:].max(0) - by_tag[0] > -MARGIN)
            a, b = (int(live[0]), int(live[-1]) + 1) if len(live) else (i, i)
            none, *speech, begin, inside = cue[:, i:j].sum(1).tolist()
            thought = (begin + inside) / max(1e-9, sum(speech) + begin + inside)
            opened.append(_Open(w.start + i, w.start + j, thought, 1 - none / (j - i), w.start + a, emissions[a:b]))
        return opened

    def _close(self, tokens: Tokens, opened: list[_Open]) -> list[Cue]:
        """Decide the roles of cues. Those of a whole text are decided side by side: that costs little more than one."""
        opened = [o for o in opened if len(o.emissions)]
        if not opened:
            return []
        runs = [self._runs(path) for path in best_paths([o.emissions for o in opened], self.transition)]
        found = [o.emissions[a:b] for o, each in zip(opened, runs, strict=True) for _, a, b in each]
        if not found:
            return [self._cue(tokens, o, []) for o in opened]
        sizes = [len(f) for f in found]
        sure = 1 - _softmax(np.ascontiguousarray(np.concatenate(found).T))[0]
        means = iter((np.add.reduceat(sure, np.cumsum([0, *sizes[:-1]])) / sizes).tolist())
        return [self._cue(tokens, o, [(*r, next(means)) for r in each]) for o, each in zip(opened, runs, strict=True)]

    def _cue(self, tokens: Tokens, o: _Open, runs: list[_Run]) -> Cue:
        def characters(a: int, b: int) -> tuple[int, int]:
            return int(tokens.start[o.offset + a]), int(tokens.end[o.offset + b - 1])

        contents = [r for r in runs if r[0] == "content"]
        near = o.start - o.offset
        best: dict[str, tuple[float, int, int]] = {}
        for role, a, b, sure in runs:
            if role != "content":
                ranked = (sure * min(b - a, 6) ** 0.25 - abs(a - near) * 0.001, a, b)
                best[role] = max(best.get(role, ranked), ranked)
        source, addressee, venue = (characters(*best[r][1:]) if r in best else None for r in ("source", "addressee", "venue"))
        return Cue(
            int(tokens.start[o.start]),
            int(tokens.end[o.end - 1]),
            o.thought,
            o.score * (sum(r[3] for r in contents) / len(contents) if contents else 0.0),
            tuple(characters(a, b) for _, a, b, _ in contents),
            source,
            addressee,
            venue,
        )

    def _runs(self, path: list[tuple[int, int, int]]) -> list[tuple[str, int, int]]:
        """``(role, first piece, last piece + 1)`` for each role in a tag path."""
        out: list[tuple[str, int, int]] = []
        for tag, start, end in path:
            position, _, role = self.role_tags[tag].partition("-")
            if position not in "IL":
                out.extend((role, i, i + 1) for i in range(start, end))
            elif out and out[-1][0] == role and out[-1][2] == start:
                out[-1] = (role, out[-1][1], end)
            else:
                out.append((role, start, end))
        return out


def _glued(tokens: Tokens, w: Window) -> list[bool]:
    """For each piece of a window, whether it goes on in the middle of a word that began in the window."""
    start, end, letters = tokens.start[w.start : w.end], tokens.end[w.start : w.end], tokens.features[w.start : w.end, 0] > 0
    return [False, *((start[1:] == end[:-1]) & letters[1:] & letters[:-1]).tolist()]


def _cue_spans(p: Floats, likely: NDArray[np.bool_], glued: list[bool]) -> list[tuple[int, int]]:
    """Pieces ``[i, j)`` of each cue in a window: whole words. ``p`` are the probabilities (tags, pieces) of those that are ``likely``."""
    begins = p[1] + p[3] > p[2] + p[4]
    spans: list[tuple[int, int]] = []
    for i in np.flatnonzero(likely).tolist():
        if spans and spans[-1][1] == i and (not begins[i] or glued[i]):
            spans[-1] = (spans[-1][0], i + 1)
        else:
            while glued[i] and (not spans or spans[-1][1] < i):
                i -= 1
            spans.append((i, i + 1))
    whole: list[tuple[int, int]] = []
    for i, j in spans:
        while j < len(glued) and glued[j]:
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
    """The softmax of each column."""
    e: Floats = np.exp(x - x.max(0))
    e /= e.sum(0)
    return e


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
            while len(jobs) > 4 * reader.threads:
                jobs.popleft().result()
        for job in jobs:
            job.result()
    return total


_shared: Reader | None = None


def shared_reader(threads: int | None = None) -> Reader:
    """The one reader of this process, made at first use, for so many threads; where None, for one more than there are cores."""
    global _shared
    if _shared is None:
        _shared = Reader(threads=threads)
    return _shared

"""Words that two attributions claim go to one of them."""

from __future__ import annotations

from onrecord.annotate.found import Found, Range, same, shared, size
from onrecord.annotate.nearby import Places

TOLD_SCORE = 0.5  # how sure the less sure must be of two of which one is told within the other


def without_rivals(found: list[Found]) -> list[Found]:
    """Words that two cues claim go to one of them: a whole content to the surer cue, a part of a content to the nearer."""
    kept: list[Found] = []
    places = Places()
    for f in sorted(found, key=lambda f: -f.score):
        rivals = [k for k in places.near(f.contents) if shared(f.contents, kept[k].contents)]
        mine = size(f.contents)
        apart = [k for k in rivals if not (f.score >= TOLD_SCORE and (_told(f, kept[k]) or _told(kept[k], f)))]
        if any(same(shared(f.contents, kept[k].contents), mine, size(kept[k].contents)) for k in apart):
            continue
        for k in apart:
            f, kept[k] = _divide(f, kept[k])
        places.add(len(kept), f.contents)
        kept.append(f)
    return kept


def _told(inner: Found, outer: Found) -> bool:
    """Whether ``inner`` is told within what ``outer`` says: its cue and its words stand in one stretch of that."""
    if inner.cue is None or outer.cue is None or outer.thought:
        return False
    low, high = min(inner.cue[0], inner.contents[0][0]), max(inner.cue[1], inner.contents[-1][1])
    return any(start <= low and high <= end and not _inside(outer.cue, (start, end)) for start, end in outer.contents)


def _divide(f: Found, k: Found) -> tuple[Found, Found]:
    """Two attributions without the contents that belong to the other."""
    for mine in f.contents:
        for theirs in k.contents:
            common = shared((mine,), (theirs,))
            a, b = mine[1] - mine[0], theirs[1] - theirs[0]
            if same(common, a, b):
                if len(k.contents) > 1 and (_gap(f, mine) < _gap(k, theirs) or len(f.contents) == 1):
                    k = k._replace(contents=tuple(c for c in k.contents if c != theirs))
                elif len(f.contents) > 1:
                    f = f._replace(contents=tuple(c for c in f.contents if c != mine))
            elif common > 0.8 * a and len(f.contents) > 1 and not _inside(f.cue, theirs):
                f = f._replace(contents=tuple(c for c in f.contents if c != mine))
            elif common > 0.8 * b and len(k.contents) > 1 and not _inside(k.cue, mine):
                k = k._replace(contents=tuple(c for c in k.contents if c != theirs))
    return f, k


def _inside(r: Range | None, outer: Range) -> bool:
    return r is not None and outer[0] <= r[0] and r[1] <= outer[1]


def _gap(f: Found, content: Range) -> int:
    return max(f.cue[0] - content[1], content[0] - f.cue[1], 0) if f.cue else 0

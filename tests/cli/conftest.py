"""A pipeline that finds little but finds it at once, so that these tests are about the command line alone."""

import re
import sys
from collections.abc import Iterable, Iterator
from types import ModuleType

import pytest

from onrecord.model import Entity, Mention, Quotation, Record, Report, Span

SAID = re.compile(r'("[^"]+") (said) (?:([A-Z]\w+ [A-Z]\w+)|a \w+)')


def record_of(report: Report) -> Record:
    """``"…" said First Last`` is a quotation of First Last; ``"…" said a farmer`` is one of nobody known."""
    names: dict[str, str] = {}
    quotations = []
    mentions: dict[str, list[Mention]] = {}
    for number, found in enumerate(SAID.finditer(report.text), 1):
        name = found[3]
        if name:
            names.setdefault(name, f"E{len(names) + 1}")
            mentions.setdefault(name, []).append(Mention(start=found.start(3), end=found.end(3), text=name))
        source = found.span(3) if name else (found.end(2) + 1, found.end())
        quotations.append(
            Quotation(
                id=f"Q{number}",
                kind="direct",
                contents=(Span.of(report.text, *found.span(1)),),
                attribution=Span.of(report.text, found.start(2), found.end()),
                source=Span.of(report.text, *source),
                cue=Span.of(report.text, *found.span(2)),
                speaker=names.get(name) if name else None,
                speaker_reason=None if name else "not named",
                speaker_confidence=0.97 if name else 0.0,
                because=(f"“{name}” is named", "alone") if name else (),
            )
        )
    return Record.of(
        report,
        entities=tuple(Entity(id=id, name=name, kind="person", mentions=tuple(mentions[name])) for name, id in names.items()),
        quotations=tuple(quotations),
    )


@pytest.fixture(autouse=True)
def quick_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    def attempts(reports: Iterable[Report]) -> Iterator[Record]:
        return (record_of(report) for report in reports)

    quick = ModuleType("onrecord.pipeline")
    quick.attempts = attempts  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "onrecord.pipeline", quick)
    monkeypatch.setattr("onrecord.pipeline", quick, raising=False)

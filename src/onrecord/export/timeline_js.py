"""TimelineJS (https://timeline.knightlab.com/docs/json-format.html): events and dated quotations as slides."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.archive import Archive
from onrecord.ask import QuoteRow, quotes

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def write(archive: Archive, folder: Path) -> Iterator[Path]:
    """One timeline: what happened on a day, month or year that is known, and what was said then. A day that is not known is left out."""
    path = folder / "timeline.json"
    events = [slide for slide in (*happenings(archive), *map(said, quotes(archive, order="date"))) if slide]
    timeline = {"title": {"text": {"headline": "onrecord"}}, "events": events}
    path.write_text(json.dumps(timeline, ensure_ascii=False, indent=1), encoding="utf-8")
    yield path


def date_of(value: str | None) -> dict[str, int] | None:
    """A TIMEX3 date as TimelineJS writes it, as precise as it is; None where it is none."""
    found = _DAY.fullmatch(value or "")
    return {unit: int(part) for unit, part in zip(("year", "month", "day"), found.groups(), strict=True) if part} if found else None


def happenings(archive: Archive) -> Iterator[dict[str, Any]]:
    rows = archive.select(
        "SELECT event.type, event.time, event.text, report.title, report.outlet, report.url, report.record_id, event.label, "
        "(SELECT group_concat(entity.name, ', ') FROM participant JOIN entity ON entity.id = participant.entity "
        "WHERE participant.event = event.id) AS people FROM event_in_full AS event JOIN report ON report.id = event.report "
        "WHERE replaced_by IS NULL AND event.time IS NOT NULL ORDER BY event.time, event.id"
    )
    for row in rows:
        day = date_of(row["time"])
        if day:
            headline = f"{row['type']}: {row['people'] or row['text']}"
            id = f"{row['record_id']}-{row['label']}"
            yield slide(id, day, headline, row["title"] or "", "events", row["outlet"], row["url"])


def said(row: QuoteRow) -> dict[str, Any] | None:
    day = date_of(row.said_value)
    if day is None:
        return None
    words = " … ".join(content.text for content in row.contents)
    return slide(f"{row.report}-{row.quotation}", day, row.speaker or row.source or "not named", words, "quotations", row.outlet, row.url)


def slide(id: str, day: dict[str, int], headline: str, words: str, group: str, outlet: str | None, url: str | None) -> dict[str, Any]:
    """One slide; TimelineJS takes its texts for HTML."""
    source = html.escape(outlet or url or "")
    link = f'<a href="{html.escape(url)}">{source}</a>' if url and url.startswith(("http://", "https://")) else source
    return {
        "unique_id": re.sub(r"[^A-Za-z0-9-]", "-", id),
        "start_date": day,
        "text": {"headline": html.escape(headline), "text": f"<p>{html.escape(words)}</p><p>{link}</p>"},
        "group": group,
    }

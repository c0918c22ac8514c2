"""A person's story as a drawing that can stand in an article: SVG, or an HTML page around it with the evidence below.

One row an entry. A day that is known is a dot; days that are not are a bar over all that it can have been; where nothing but the day of
publication bounds an entry, the bar is open and fades. Drawn by hand: no library, no script, no font but the reader's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from onrecord.timeline import Entry

WIDTH, MARGIN, LABELS, ROW, TOP = 960, 24, 430, 30, 88
_FACTS, _SPEECH, _GREY, _INK = "#1f5f8b", "#b4552d", "#8a8f98", "#1c1f24"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONGEST = 50
_FITS = 42  # letters that any common font sets in the room for labels
_STYLE = (
    f"text{{font-family:system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif;fill:{_INK}}}"
    f".day{{font-size:12px;fill:#555b64}}.what{{font-size:12px}}.axis{{font-size:11px;fill:{_GREY}}}"
    ".head{font-size:20px;font-weight:600}.small{font-size:11px;fill:#666c75}"
)


def svg(name: str, entries: Sequence[Entry]) -> str:
    """The drawing of ``entries``, which are in order. An empty story is a drawing that says so."""
    height = TOP + ROW * max(1, len(entries)) + 58
    scale = _Scale(entries)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-label="Timeline of {escape(name, quote=True)}">',
        f"<style>{_STYLE}</style>",
        f'<defs><linearGradient id="open"><stop offset="0" stop-color="{_GREY}" stop-opacity="0"/>'
        f'<stop offset="1" stop-color="{_GREY}" stop-opacity=".55"/></linearGradient>'
        f'<linearGradient id="ahead"><stop offset="0" stop-color="{_GREY}" stop-opacity=".55"/>'
        f'<stop offset="1" stop-color="{_GREY}" stop-opacity="0"/></linearGradient></defs>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text class="head" x="{MARGIN}" y="38">{escape(name)}</text>',
        *scale.axis(height - 50),
    ]
    if not entries:
        parts.append(f'<text class="what" x="{MARGIN}" y="{TOP + 20}">Nothing is known.</text>')
    for number, entry in enumerate(entries):
        parts += _row(entry, TOP + ROW * number + ROW // 2, scale)
    parts += _legend(height - 18, entries)
    return "\n".join([*parts, "</svg>"]) + "\n"


def html(name: str, entries: Sequence[Entry]) -> str:
    """A page with the drawing and, below it, each entry with its sentence and where it was printed."""
    rows = "\n".join(
        f"<tr><td>{escape(days_of(e))}</td><td>{escape(label_of(e))}</td><td>{escape(' '.join(e.sentence.text.split()))}</td>"
        f"<td>{_printed(e)}</td></tr>"
        for e in entries
    )
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(name)}</title><style>body{{margin:2rem auto;max-width:{WIDTH}px;font-family:system-ui,sans-serif;color:{_INK}}}"
        "svg{width:100%;height:auto}table{border-collapse:collapse;font-size:.85rem}td,th{padding:.35rem .6rem;text-align:left;"
        "vertical-align:top;border-top:1px solid #ddd}td:first-child,td:last-child{white-space:nowrap}</style></head><body>\n"
        f"{svg(name, entries)}<table><thead><tr><th>When</th><th>What</th><th>In its sentence</th><th>Printed</th></tr></thead>\n"
        f"<tbody>{rows}</tbody></table></body></html>\n"
    )


def _printed(entry: Entry) -> str:
    words = escape(", ".join(part for part in (entry.outlet, entry.published) if part) or entry.report)
    url = entry.url or ""
    return f'<a href="{escape(url, quote=True)}">{words}</a>' if url.startswith(("http://", "https://")) else words


def days_of(entry: Entry) -> str:
    """When, in words: "12 May 2024", "May 2024", "2016", "by 6 Jul 2024"."""
    first, last = entry.earliest, entry.latest
    if first is None or last is None:
        return f"by {_day(last)}" if last else f"after {_day(first)}" if first else "undated"
    if first == last:
        return _day(first)
    if first[:7] == last[:7] and first.endswith("-01") and (date.fromisoformat(last) + timedelta(days=1)).day == 1:
        return f"{_MONTHS[int(first[5:7]) - 1]} {first[:4]}"
    if first[4:] == "-01-01" and last[4:] == "-12-31":
        return first[:4] if first[:4] == last[:4] else f"{first[:4]}–{last[:4]}"
    return f"{_day(first)} – {_day(last)}"


def _day(iso: str | None) -> str:
    if iso is None:
        return ""
    day = date.fromisoformat(iso[:10])
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def label_of(entry: Entry) -> str:
    """What happened, in a few words: "sentence (10-year) · Ada Reyes", "“It was over.”"."""
    if entry.kind == "quotation":
        return _cut(entry.words if entry.words.startswith(("“", '"')) else f"said {entry.words}")
    status = "" if entry.status in (None, "actual") else f"{entry.status} "
    amount = f" ({entry.amount})" if entry.amount else ""
    people = ", ".join(who for _, who in entry.people)
    return _cut(f"{status}{entry.what}{amount} · {people}" if people else f"{status}{entry.what}{amount}")


def _cut(words: str) -> str:
    if len(words) <= _LONGEST:
        return words
    kept = words[:_LONGEST].rsplit(" ", 1)[0] if " " in words[:_LONGEST] else words[: _LONGEST - 1]
    return kept.rstrip(" ,;:·") + "…"


class _Scale:
    """From days to places across the drawing."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        known = [date.fromisoformat(d[:10]) for e in entries for d in (e.earliest, e.latest) if d]
        self.first = min(known, default=date(2000, 1, 1))
        self.last = max(known, default=date(2000, 12, 31))
        margin = timedelta(days=max(3, (self.last - self.first).days // 20))
        self.first -= min(margin, self.first - date.min)
        self.last += min(margin, date.max - self.last)

    def x(self, iso: str) -> float:
        left, right = MARGIN + LABELS, WIDTH - MARGIN
        share = (date.fromisoformat(iso[:10]) - self.first).days / max(1, (self.last - self.first).days)
        return round(left + share * (right - left), 1)

    def axis(self, bottom: int) -> list[str]:
        out = []
        for day, words in self._ticks():
            x = self.x(day.isoformat())
            out.append(f'<line x1="{x}" y1="{TOP - 10}" x2="{x}" y2="{bottom}" stroke="#e3e5e8"/>')
            out.append(f'<text class="axis" x="{x}" y="{TOP - 18}" text-anchor="middle">{words}</text>')
        return out

    def _ticks(self) -> list[tuple[date, str]]:
        years = self.last.year - self.first.year
        if years >= 3:
            step = next((s for s in (1, 2, 5, 10, 20, 50, 100) if years / s <= 8), 200)
            found = [(date(y, 1, 1), str(y)) for y in range(self.first.year, self.last.year + 1) if y % step == 0 and y > 0]
        else:
            months = years * 12 + self.last.month - self.first.month
            step = next((s for s in (1, 2, 3, 6) if months / s <= 6), 12)
            found = []
            for m in range(self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month):
                if m % step == 0:
                    found.append((date(m // 12, m % 12 + 1, 1), f"{_MONTHS[m % 12]} {m // 12}"))
        return [(day, words) for day, words in found if self.first <= day <= self.last]


def _row(entry: Entry, y: int, scale: _Scale) -> list[str]:
    colour = _SPEECH if entry.kind == "quotation" else _FACTS
    hollow = entry.status in ("planned", "possible", "denied")
    fill = "#fff" if hollow else colour
    title = escape(" ".join(entry.sentence.text.split()) + f" ({entry.outlet or entry.report}, {entry.published or 'undated'})")
    out = [
        f"<g><title>{title}</title>",
        f'<text class="day" x="{MARGIN}" y="{y + 4}">{escape(days_of(entry))}</text>',
        f'<text class="what" x="{MARGIN + 112}" y="{y + 4}"{_fitted(label_of(entry))}>{escape(label_of(entry))}</text>',
    ]
    first, last = entry.earliest, entry.latest
    if first is not None and last is not None and first == last:
        x = scale.x(first)
        if entry.kind == "quotation":
            out.append(
                f'<rect x="{x - 5}" y="{y - 5}" width="10" height="10" transform="rotate(45 {x} {y})" fill="{fill}" stroke="{colour}"/>'
            )
        else:
            out.append(f'<circle cx="{x}" cy="{y}" r="5.5" fill="{fill}" stroke="{colour}" stroke-width="1.5"/>')
    elif first is not None and last is not None:
        a, b = scale.x(first), scale.x(last)
        out.append(
            f'<rect x="{a}" y="{y - 5}" width="{max(6.0, round(b - a, 1))}" height="10" rx="5" fill="{fill}" fill-opacity=".28" '
            f'stroke="{colour}" stroke-dasharray="3 2"/>'
        )
    elif last is not None:
        x, left = scale.x(last), MARGIN + LABELS
        out.append(f'<rect x="{left}" y="{y - 3}" width="{max(6.0, round(x - left, 1))}" height="6" fill="url(#open)"/>')
        out.append(f'<line x1="{x}" y1="{y - 6}" x2="{x}" y2="{y + 6}" stroke="{colour}" stroke-width="2"/>')
    elif first is not None:
        x, right = scale.x(first), WIDTH - MARGIN
        out.append(f'<rect x="{x}" y="{y - 3}" width="{max(6.0, round(right - x, 1))}" height="6" fill="url(#ahead)"/>')
        out.append(f'<line x1="{x}" y1="{y - 6}" x2="{x}" y2="{y + 6}" stroke="{colour}" stroke-width="2"/>')
    return [*out, "</g>"]


def _fitted(words: str) -> str:
    """The attributes that keep a long label from running into the drawing in a wide font."""
    return f' textLength="{LABELS - 120}" lengthAdjust="spacingAndGlyphs"' if len(words) > _FITS else ""


def _legend(y: int, entries: Sequence[Entry]) -> list[str]:
    outlets = sorted({e.outlet for e in entries if e.outlet})
    count = len({e.report for e in entries})
    source = f"From {count} report{'s' * (count != 1)}" + (f": {', '.join(outlets[:6])}" if outlets else "")
    return [
        f'<circle cx="{MARGIN + 5}" cy="{y - 22}" r="5" fill="{_FACTS}"/><text class="small" x="{MARGIN + 16}" y="{y - 18}">a day</text>',
        f'<rect x="{MARGIN + 66}" y="{y - 27}" width="26" height="10" rx="5" fill="{_FACTS}" fill-opacity=".28" stroke="{_FACTS}" '
        f'stroke-dasharray="3 2"/><text class="small" x="{MARGIN + 98}" y="{y - 18}">some day in it</text>',
        f'<rect x="{MARGIN + 196}" y="{y - 25}" width="30" height="6" fill="url(#open)"/><line x1="{MARGIN + 226}" y1="{y - 28}" '
        f'x2="{MARGIN + 226}" y2="{y - 16}" stroke="{_FACTS}" stroke-width="2"/>'
        f'<text class="small" x="{MARGIN + 234}" y="{y - 18}">some time before it was printed</text>',
        f'<rect x="{MARGIN + 426}" y="{y - 26}" width="8" height="8" transform="rotate(45 {MARGIN + 430} {y - 22})" fill="{_SPEECH}"/>'
        f'<text class="small" x="{MARGIN + 442}" y="{y - 18}">something said</text>',
        f'<circle cx="{MARGIN + 546}" cy="{y - 22}" r="5" fill="#fff" stroke="{_FACTS}" stroke-width="1.5"/>'
        f'<text class="small" x="{MARGIN + 557}" y="{y - 18}">planned, possible or denied</text>',
        f'<text class="small" x="{MARGIN}" y="{y}">{escape(source)}</text>',
    ]

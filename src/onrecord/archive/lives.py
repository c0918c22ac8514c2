"""Finding what happened to one person, or was said by them, in all reports."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.archive.search import NAMED, words_query
from onrecord.archive.store import Archive
from onrecord.database import Row


def find_events(archive: Archive, name: str) -> Iterator[Row]:
    """Rows of the events in which someone of that name takes part, in the order of the reports' publication.

    Columns are those of ``event`` and ``report``, with ``people`` as JSON: [role, name] of each participant.
    """
    query = words_query(name)
    if not query:
        return
    archive.settle()
    yield from archive.select(
        f"""
        SELECT event.*, report.record_id, report.outlet, report.published, report.title, report.url, report.text AS report_text,
               quotation.label AS quotation_label, speaker.name AS according_to_name,
               (SELECT json_group_array(json_array(role, name)) FROM
                   (SELECT role, name FROM participant JOIN entity ON entity.id = participant.entity
                    WHERE participant.event = event.id ORDER BY position) AS listed) AS people
        FROM event_in_full AS event
        JOIN report ON report.id = event.report
        LEFT JOIN quotation ON quotation.id = event.according_to
        LEFT JOIN entity AS speaker ON speaker.id = quotation.speaker
        WHERE report.replaced_by IS NULL AND event.id IN (SELECT event FROM participant WHERE entity IN ({NAMED.format("name")}))
        ORDER BY report.published NULLS LAST, report.id, event.id
        """,
        name=query,
    )

"""How many quotations there are of each sort of source, by outlet and month: kept in the table ``quoted``, counted a month at a time."""

from __future__ import annotations

from onrecord.database import Connection

_COUNT = """
    INSERT INTO quoted (outlet, month, source, kind, quotations)
    SELECT :outlet, :month,
           coalesce(entity.kind, CASE WHEN statement.speaker_name IS NULL THEN 'unknown' ELSE 'person' END), statement.kind, count(*)
    FROM report
    JOIN statement ON statement.report = report.id
    LEFT JOIN entity_in_full AS entity ON entity.id = statement.speaker
    WHERE {of_outlet} AND {of_month}
    GROUP BY 3, 4
"""


def count(connection: Connection) -> None:
    """Count again where something is new, gone or judged. Runs inside the caller's transaction."""
    for outlet, month in connection.execute("SELECT outlet, month FROM uncounted").fetchall():
        of_outlet = (
            "report.outlet = :outlet COLLATE NOCASE AND report.outlet = :outlet"
            if outlet
            else "(report.outlet IS NULL OR report.outlet = '')"
        )
        of_month = (
            "report.published >= :month AND report.published < :month || '~'"
            if month
            else "(report.published IS NULL OR report.published = '')"
        )
        given = {"outlet": outlet, "month": month}
        connection.execute("DELETE FROM quoted WHERE outlet = :outlet AND month = :month", given)
        connection.execute(_COUNT.format(of_outlet=of_outlet, of_month=of_month), given)
    connection.execute("DELETE FROM uncounted")

"""``docs/tables.md``, made from ``schema.sql``: what each table, view and column holds.

python -m onrecord.archive.documentation > docs/tables.md
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from onrecord.archive.migrations import VERSION, make, script, statements

_MADE = re.compile(r"CREATE (TABLE|VIEW) (\w+)")
_COLUMN = re.compile(r"    (\w+)\s+(TEXT|INTEGER|BIGINT|REAL)\b([^-]*?),?\s*(?:--\s*(.*))?$")
_REFERENCE = re.compile(r"REFERENCES (\w+)")
#: Columns that mean the same in every table.
SAID_ONCE = {
    "id": "the row's number in this file",
    "starts": "where it starts in the text of its report: a code point, from 0",
    "ends": "where it ends: the code point behind it",
}

HEAD = """# The tables of record.db

Version {version}. Made from `src/onrecord/archive/schema.sql` by `python -m onrecord.archive.documentation`.

`record.db` is an SQLite file. Start at the views: each is a question. Offsets count Unicode code points of `report.text` from 0, end
exclusive: `substr(report.text, starts + 1, ends - starts)` is the words. NULL says that the report leaves it open.
"""


def tables_page() -> str:
    """The page, in Markdown."""
    empty = sqlite3.connect(":memory:")
    make(empty, made_by="", now="")
    tables: list[str] = []
    views: list[str] = []
    for statement in statements(script()):
        found = _MADE.search(statement)
        if found:
            (tables if found[1] == "TABLE" else views).append("\n".join(section(statement, found)))
            if found[1] == "VIEW":
                columns = ", ".join(row[1] for row in empty.execute(f"PRAGMA table_info({found[2]})"))
                views.append(f"Columns: {columns}.\n")
    empty.close()
    return "\n".join([HEAD.format(version=VERSION), "## Views", "", *views, "## Tables", "", *tables]).rstrip() + "\n"


def section(statement: str, found: re.Match[str]) -> Iterator[str]:
    """One table or view: its name, what it is, its columns."""
    yield f"### {found[2]}\n"
    said = statement[: found.start()].strip().split("\n\n")[-1]
    yield " ".join(line.removeprefix("--").strip() for line in said.splitlines()) + "\n"
    if found[1] == "TABLE":
        yield "| column | type | holds |\n|---|---|---|"
        for line in statement[found.end() :].splitlines():
            column = _COLUMN.match(line)
            if column:
                name, kind, rest, words = column.groups()
                yield f"| {name} | {kind}{' or NULL' if is_open(rest) else ''} | {holds(name, rest, words)} |"
        yield ""


def is_open(rest: str) -> bool:
    return "NOT NULL" not in rest and "PRIMARY KEY" not in rest


def holds(name: str, rest: str, words: str | None) -> str:
    """What a column holds: the comment beside it, or what is said once for all; and the table that it leads to."""
    reference = _REFERENCE.search(rest)
    ends = re.fullmatch(r"(\w+)_(starts|ends)", name)
    text = words or SAID_ONCE.get(name) or (f"where {ends[1].replace('_', ' ')} {ends[2]}" if ends else "")
    lead = f"a row of [{reference[1]}](#{reference[1]})" if reference else ""
    return ": ".join(part for part in (lead, text.replace("|", "\\|")) if part)


if __name__ == "__main__":
    print(tables_page(), end="")

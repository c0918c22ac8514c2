"""Some words of a report around those that were looked for."""

from __future__ import annotations

import sqlite3

#: Of a report in which SQLite does not see the words, so many characters are shown.
LONGEST = 200


class Passages:
    """Chooses passages, in an index of one report in memory: in that of an archive a beginning of a word would be looked up in full anew
    for each report, and PostgreSQL chooses others."""

    def __init__(self) -> None:
        self._memory = sqlite3.connect(":memory:", isolation_level=None)
        self._memory.execute("CREATE VIRTUAL TABLE shown USING fts5 (title, text, tokenize='porter unicode61 remove_diacritics 2')")

    def passage(self, query: str, title: str | None, text: str) -> str:
        """The words around those that a query of :func:`onrecord.archive.search.words_query` asks for, these in ⟦ ⟧."""
        self._memory.execute("INSERT INTO shown VALUES (?, ?)", (title, text))
        shown = self._memory.execute("SELECT snippet(shown, -1, '⟦', '⟧', '…', 24) FROM shown WHERE shown MATCH ?", (query,)).fetchone()
        self._memory.execute("DELETE FROM shown")
        return str(shown[0]) if shown else text[:LONGEST]

    def close(self) -> None:
        self._memory.close()

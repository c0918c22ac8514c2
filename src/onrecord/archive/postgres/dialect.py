"""The queries of the archive, which are SQLite's, in PostgreSQL's words. All that differs is listed here.

- ``?`` and ``:name`` stand for values; psycopg has ``%s`` and ``%(name)s``.
- ``group_concat``, ``json_group_array``, ``json_array`` and ``json_each`` have other names.
- ``report_search MATCH :words`` asks the column ``found`` of that table, and ``bm25(report_search, 3.0, 1.0)`` is ``ts_rank`` for the same
  words: both are the better the further from zero, so it is made negative. The order by relevance is PostgreSQL's own.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: The search tables whose words count in any of their forms; in the others they count as they are.
STEMMED = frozenset({"report_search", "quotation_search"})

_WORDS = [
    (re.compile(r"\bgroup_concat\("), "string_agg("),
    (re.compile(r"\bjson_group_array\(((?:[^()]|\([^()]*\))*)\)"), r"coalesce(CAST(json_agg(\1) AS TEXT), '[]')"),
    (re.compile(r"\bjson_array\("), "json_build_array("),
]
_EACH = re.compile(r"\bjson_each\(([^()]*)\)(?: AS (\w+))?")
_MATCH = re.compile(r"\b(\w+_search) MATCH ((?::\w+)|\?)")
_RANK = re.compile(r"\bbm25\((\w+)((?:, [\d.]+)*)\)")
_VALUE = re.compile(r"'[^']*'|(?<![:\w]):(\w+)|\?")


@lru_cache(maxsize=512)
def query(sqlite: str) -> str:
    """A query for psycopg."""
    return _VALUE.sub(_value, words(sqlite.replace("%", "%%")))


def words(sqlite: str) -> str:
    """A query, or a part of one, whose values are still marked as SQLite has it."""
    for pattern, other in _WORDS:
        sqlite = pattern.sub(other, sqlite)
    asked = dict(_MATCH.findall(sqlite))
    sqlite = _RANK.sub(lambda found: _rank(found[1], found[2], asked[found[1]]), sqlite)
    sqlite = _MATCH.sub(lambda found: f"{found[1]}.found @@ {_asked(found[1], found[2])}", sqlite)
    return _EACH.sub(_each, sqlite)


def configuration(table: str) -> str:
    """How the words of a search table are taken: a text search configuration."""
    return "stemmed" if table in STEMMED else "simple"


def _value(found: re.Match[str]) -> str:
    if found[0].startswith("'"):
        return found[0]
    return f"%({found[1]})s" if found[1] else "%s"


def _each(found: re.Match[str]) -> str:
    of, name = found.groups()
    listed = f"json_array_elements_text(CAST({of} AS JSON)) AS each(value)"
    return f'LATERAL (SELECT value COLLATE "C" AS value FROM {listed}) AS {name or "json_each"}'


def _asked(table: str, words: str) -> str:
    return f"asked_for('{configuration(table)}', {words})"


def _rank(table: str, weights: str, words: str) -> str:
    given = [float(weight) for weight in weights.split(", ")[1:]] or [1.0]
    title, text = max(given) / max(given), min(given) / max(given)
    return f"-ts_rank('{{{text:.3f}, 0, 0, {title:.3f}}}', {table}.found, {_asked(table, words)}, 1)"

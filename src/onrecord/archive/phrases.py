"""Words that many rows say, kept once each in the table ``phrase``."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, get_args

from onrecord.database import Connection
from onrecord.model import Anchor, EntityKind, MentionForm, Mode, Quotation, QuotationKind, Record, Stance, TimeType

#: The phrases that every archive has, the commonest first: the numbers of the first two take no room in a row, those up to 127 a byte.
KNOWN: tuple[str, ...] = tuple(
    dict.fromkeys(
        (*get_args(MentionForm), *get_args(QuotationKind), *get_args(Mode), *get_args(Stance), *get_args(EntityKind), *get_args(TimeType),
         *get_args(Anchor), "[]")
    )
)  # fmt: skip

#: So many are looked for in one query.
AT_ONCE = 500


def add_known(connection: Connection) -> None:
    """Write the phrases that every archive has into an empty table."""
    connection.executemany("INSERT INTO phrase (words) VALUES (?)", ((words,) for words in KNOWN))


def numbers_of(connection: Connection, phrases: Iterable[str | None]) -> Mapping[str | None, int | None]:
    """The row of each phrase, written where there is none; of None, None. Runs inside the caller's transaction."""
    wanted = sorted({phrase for phrase in phrases if phrase is not None})
    found = _rows(connection, wanted)
    missing = [phrase for phrase in wanted if phrase not in found]
    if missing:
        connection.executemany("INSERT INTO phrase (words) VALUES (?)", ((phrase,) for phrase in missing))
        found |= _rows(connection, missing)
    return {None: None, **found}


def _rows(connection: Connection, phrases: list[str]) -> dict[str | None, int | None]:
    found: dict[str | None, int | None] = {}
    for first in range(0, len(phrases), AT_ONCE):
        some = phrases[first : first + AT_ONCE]
        query = f"SELECT words, id FROM phrase WHERE words IN ({', '.join('?' * len(some))})"
        found.update((words, id) for words, id in connection.execute(query, some))
    return found


def phrases_of(record: Record, because: Mapping[str, str]) -> set[str | None]:
    """The phrases that the rows of a record say; ``because`` are those of its quotations by their ids."""
    return {
        *(entity.kind for entity in record.entities),
        *(mention.form for entity in record.entities for mention in entity.mentions),
        *(phrase for q in record.quotations for phrase in (q.kind, q.mode, q.stance, q.speaker_reason, because[q.id])),
        *(phrase for time in record.times for phrase in (time.type, time.mod, time.anchor, time.reason)),
    }


def in_general(quotation: Quotation, speaker: str | None) -> str:
    """What decided the speaker of that name, as JSON, with ⟨source⟩, ⟨cue⟩ and ⟨speaker⟩ in place of the quotation's own words, so that
    many quotations say the same; :func:`in_particular` of it is the JSON again."""
    given = json.dumps(quotation.because, ensure_ascii=False)
    source, cue = quotation.source.text if quotation.source else "", quotation.cue.text if quotation.cue else ""
    general = given.replace("⟨", "\\u27e8")
    for words, place in ((source, "⟨source⟩"), (cue, "⟨cue⟩")):
        general = general.replace(f"“{words}”", f"“{place}”") if words else general
    general = general.replace(speaker, "⟨speaker⟩") if speaker else general
    return general if in_particular(general, source, cue, speaker) == given else given.replace("⟨", "\\u27e8")


def in_particular(general: str, source: str, cue: str, speaker: str | None) -> str:
    """As the view ``quotation_in_full`` does it."""
    return general.replace("⟨source⟩", source).replace("⟨cue⟩", cue).replace("⟨speaker⟩", speaker or "")


def words_of(connection: Connection, ids: Collection[int | None]) -> dict[int | None, Any]:
    """The words of these rows; of None, None."""
    wanted = [id for id in ids if id is not None]
    found: dict[int | None, Any] = {None: None}
    for first in range(0, len(wanted), AT_ONCE):
        some = wanted[first : first + AT_ONCE]
        found.update(connection.execute(f"SELECT id, words FROM phrase WHERE id IN ({', '.join('?' * len(some))})", some).fetchall())
    return found

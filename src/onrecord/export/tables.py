"""The tables that a folder of files gets: those of record.db, with the words of quotations and mentions beside their offsets."""

from __future__ import annotations

#: The name of each file, and the rows that it holds.
TABLES = {
    "report": "SELECT * FROM report ORDER BY id",
    "change": "SELECT * FROM change ORDER BY id",
    "person": "SELECT * FROM person ORDER BY id",
    "entity": "SELECT * FROM entity_in_full ORDER BY id",
    "mention": "SELECT entity, position, starts, ends, form, words FROM mention_words ORDER BY entity, position",
    "quotation": "SELECT said.*, words FROM quotation_in_full AS said JOIN quotation_words ON quotation = said.id ORDER BY id",
    "quotation_content": "SELECT * FROM quotation_content ORDER BY quotation, position",
    "via": "SELECT * FROM via ORDER BY quotation, position",
    "time": "SELECT * FROM time_in_full ORDER BY id",
    "event": "SELECT * FROM event_in_full ORDER BY id",
    "participant": "SELECT * FROM participant ORDER BY event, position",
    "post": "SELECT * FROM post_in_full ORDER BY id",
    "judgement": "SELECT * FROM judgement ORDER BY id",
    "correction": "SELECT * FROM correction ORDER BY quotation",
    "who_said_what": "SELECT * FROM who_said_what",
}

"""The archive: records kept in one SQLite file that other tools can open too.

``schema.sql`` says what each table and column holds.
"""

from onrecord.archive.store import Archive

__all__ = ["Archive"]

"""The archive in a PostgreSQL database: the same tables, the same questions.

``schema.sql`` says what the tables are, here too: ``tables.py`` says it in PostgreSQL's words, and ``dialect.py`` each query.
"""

from onrecord.archive.postgres.opening import connect

__all__ = ["connect"]

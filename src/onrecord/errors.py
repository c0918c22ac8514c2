"""Every error that onrecord raises on purpose. Each message is one line that says what is wrong and what to do about it.

::

    OnrecordError
    ├── ReadingError          a report (or a file of reports) cannot be read; a run sets it aside and goes on
    │   ├── MissingFile       no such file or folder, or no permission to open it
    │   ├── EmptyReport       there is no text
    │   ├── NotText           binary data where text was expected, or text in no known encoding
    │   ├── NoArticle         a web page with no article on it
    │   ├── BadStructure      broken JSON, a missing key, an unclosed front matter
    │   ├── BadDate           a date that no calendar holds
    │   ├── TooLarge          over the limits of size or time
    │   ├── NotFetched        a page of the web that is not there, or that may not be asked for
    │   ├── MissingExtra      a package that this format needs is not installed
    │   └── Defect            onrecord itself fails at this report
    ├── ArchiveError          a record.db cannot be opened, read or written
    │   └── BadRecord         a record that contradicts itself; a run sets it aside and goes on
    ├── BatchError            a run over many files cannot go on, or its output cannot be read
    ├── GoldError             gold records that cannot be scored
    └── ModelError            the shipped weights are missing or are not the ones that were shipped
"""

from __future__ import annotations


class OnrecordError(Exception):
    """The root of all errors raised on purpose."""


class ReadingError(OnrecordError):
    """A report that cannot be read.

    ``where`` names the place as a person would look for it: a path, with the line of a JSON lines file where there is one.
    ``str(error)`` is ``"WHERE: message"``.
    """

    def __init__(self, message: str, *, where: str = "") -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.message = message
        self.where = where


class MissingFile(ReadingError):
    pass


class EmptyReport(ReadingError):
    pass


class NotText(ReadingError):
    pass


class NoArticle(ReadingError):
    pass


class BadStructure(ReadingError):
    pass


class BadDate(ReadingError):
    pass


class TooLarge(ReadingError):
    pass


class NotFetched(ReadingError):
    pass


class MissingExtra(ReadingError):
    pass


class Defect(ReadingError):
    """Whatever else was raised while a report was read: a mistake in onrecord, kept as ``__cause__``."""


class ArchiveError(OnrecordError):
    pass


class ReadOnly(ArchiveError):
    pass


class Unfit(ArchiveError):
    """A value that the database cannot hold."""


class BadRecord(ArchiveError):
    pass


class BatchError(OnrecordError):
    pass


class GoldError(OnrecordError):
    pass


class ModelError(OnrecordError):
    pass

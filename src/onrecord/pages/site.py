"""What is served, and to whom: the choices of one run, and its open archives."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from dataclasses import dataclass, field

from onrecord.archive import Archive
from onrecord.database import Place

#: Names under which a browser on this machine reaches the pages.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
#: One upload, all its files together, in bytes.
MAX_UPLOAD = 64_000_000


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(24)


@dataclass(frozen=True, kw_only=True)
class Site:
    """The choices of one run.

    ``record`` is the file of the archive. ``token`` is what a browser must show, None where only this machine can ask. ``read_only``
    leaves out whatever changes the archive. ``who`` signs judgements. ``hosts`` are the names by which the pages may be asked for, so
    that no page of the web can reach them under a name of its own (DNS rebinding); None: any.
    """

    record: Place
    token: str | None = None
    read_only: bool = False
    who: str = "unknown"
    hosts: frozenset[str] | None = LOOPBACK
    max_upload: int = MAX_UPLOAD
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    _open: threading.local = field(default_factory=threading.local, repr=False)

    @property
    def archive(self) -> Archive:
        """The archive, open for this thread. Raises ArchiveError where it cannot be opened."""
        found: Archive | None = getattr(self._open, "archive", None)
        if found is None:
            found = self._open.archive = Archive.open(self.record, create=not self.read_only)
        return found

    def sealed(self, words: str) -> str:
        """What only this run can make of ``words``: an HMAC."""
        return hmac.new(self._secret, words.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def is_sealed(self, words: str, seal: str) -> bool:
        return hmac.compare_digest(self.sealed(words), seal.encode("ascii", "replace").decode("ascii"))

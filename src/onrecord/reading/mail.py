"""A mail (EML, RFC 5322), such as a newsletter: the text of it, without what stands around it for mail programs."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from onrecord.errors import EmptyReport, ReadingError
from onrecord.model import Report
from onrecord.reading import fragments, published
from onrecord.reading.encodings import decode, encodable

# Lines that newsletter services print around a newsletter.
_AROUND = re.compile(
    r"(?:view|read|open|see)\b.{0,40}\b(?:browser|online|web|app|web version)\b.{0,20}"
    r"|.{0,80}\bunsubscribe\b.{0,120}|manage (?:your )?(?:preferences|subscription).{0,60}|(?:forwarded|was this e?mail) .{0,100}"
    r"|you(?:'|’)?(?:re| are| have)? (?:receiv|received|getting|subscribed).{0,160}|sent to \S+@\S+.{0,80}|©.{0,120}|copyright ©.{0,120}"
    r"|update your (?:preferences|profile).{0,80}|(?:share|like|comment|restack|subscribe(?: now)?|add to address book)[.!]?",
    re.IGNORECASE | re.DOTALL,
)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_FROM_OUTLET = re.compile(r"(.{2,60}?) (?:from|at|via) (.{2,60})")
_PREFIX = re.compile(r"^\s*(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)
_QUOTED = re.compile(r"^(?:>.*|On .{5,120} wrote:)$")
_MOST_PARTS = 200
_LONGEST_HEADER = 400


def read(data: bytes) -> Report:
    """The report in a mail: title (Subject), outlet (the sender's name), published (Date), URL (Archived-At); text of the HTML part, else
    of the plain one. "Ana Reyes from The Vell Letter" is an author and an outlet.

    Raises EmptyReport where there is no text in it.
    """
    # The newer of the standard library's two header parsers takes minutes, or raises, at headers that spammers write.
    message = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
    text = _text(message)
    if not text.strip():
        raise EmptyReport("there is no text in this mail: save its attachment, or the page that it links to")
    outlet, authors = _sender(_header(message, "From"))
    url = _header(message, "Archived-At").strip("<> ")
    return Report(
        text=text,
        url=url if re.fullmatch(r"https?://\S+", url) else None,
        outlet=outlet,
        published=published.parse(_header(message, "Date")),
        title=_PREFIX.sub("", _words(_header(message, "Subject"))) or None,
        authors=authors,
    )


def _text(message: Message) -> str:
    bodies: dict[str, str] = {}
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            break
        kind = part.get_content_type()
        if kind in ("text/html", "text/plain") and part.get_content_disposition() != "attachment" and kind not in bodies:
            bodies[kind] = _decoded(part)
    plain, markup = bodies.get("text/plain", ""), bodies.get("text/html", "")
    words = fragments.text_of(markup) if markup.strip() else ""
    return _without_what_is_around(words or _unfolded(plain, message))


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return decode(payload, page=True, charset=str(part.get_content_charset() or ""))
    except ReadingError:
        return ""


def _unfolded(text: str, message: Message) -> str:
    """Plain text without a signature and quoted mail, lines joined that were only broken to fit (RFC 3676, format=flowed)."""
    text = encodable(text.replace("\r\n", "\n").replace("\r", "\n"))
    cut = _SIGNATURE.search(text)
    lines = [line for line in (text[: cut.start()] if cut else text).split("\n") if not _QUOTED.match(line)]
    if str(message.get_param("format", "")).lower() == "flowed":
        joined: list[str] = []
        for line in lines:
            if joined and joined[-1].endswith(" ") and line.strip():
                joined[-1] += line
            else:
                joined.append(line)
        lines = joined
    return "\n".join(line.rstrip() for line in lines).strip()


def _without_what_is_around(text: str) -> str:
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
    return "\n\n".join(block for block in blocks if len(block) > 300 or not _AROUND.fullmatch(block))


def _header(message: Message, name: str) -> str:
    """A header in one line, at most 400 characters of it."""
    return " ".join(encodable(str(message.get(name, ""))[:_LONGEST_HEADER]).split())


def _words(printed: str) -> str:
    """What a header says whose letters are encoded (RFC 2047)."""
    try:
        decoded = str(make_header(decode_header(printed)))
    except (ValueError, LookupError, MessageError):
        decoded = printed
    return " ".join(encodable(decoded).split())


def _sender(printed: str) -> tuple[str | None, tuple[str, ...]]:
    name, address = parseaddr(printed)
    name = _words(name) or ("" if "@" in (address or printed) else printed)
    if found := _FROM_OUTLET.fullmatch(name):
        return found[2], (found[1],)
    return name or None, ()

"""One page of the web, politely: only where robots.txt allows it, one page a second of a site, within limits of size and time, and never
from an address of the machine's own network.

A host's addresses are looked up once and checked, and the connection goes to a checked one, so that a name that answers differently the
second time (DNS rebinding) gains nothing. Each redirect is a new address, checked as the first was. Proxies are not used.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from onrecord import __version__
from onrecord.errors import NotFetched, ReadingError, TooLarge
from onrecord.reading.robots import Robots
from onrecord.reading.warc import charset_of, decoded

AGENT = "onrecord"
USER_AGENT = f"{AGENT}/{__version__} (reads single news reports when a person asks for them)"

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_PORTS = {"http": 80, "https": 443}
_MOST_REDIRECTS = 5
_LONGEST_WAIT = 10.0
_PART = 65_536


class Page(NamedTuple):
    """What a server sent: ``url`` is where it was found in the end, ``charset`` what the server says of it."""

    body: bytes
    url: str
    name: str
    charset: str | None


def is_public(address: Address) -> bool:
    """Whether ``address`` is one of the open web: not of this machine, a home or office network, a cloud's insides, or many at once."""
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    if inner is not None:
        return is_public(inner)
    if getattr(address, "teredo", None) is not None or (address.version == 6 and address in _NAT64):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Fetcher:
    """Fetches pages, and remembers each site's robots.txt and when it was last asked. For one thread.

    ``max_bytes`` limits a page as sent and unpacked, ``seconds`` the time for it with all its redirects, ``pause`` the seconds between
    two pages of a site. ``allowed`` says which addresses may be connected to.
    """

    def __init__(
        self, *, max_bytes: int = 20_000_000, seconds: float = 30.0, pause: float = 1.0, allowed: Callable[[Address], bool] = is_public
    ) -> None:
        self.max_bytes = max_bytes
        self.seconds = seconds
        self.pause = pause
        self.allowed = allowed
        self._robots: dict[str, Robots] = {}
        self._asked: dict[str, float] = {}

    def __call__(self, url: str) -> Page:
        """The page at ``url``. Raises NotFetched where it is not there or may not be asked for, TooLarge where a limit is passed."""
        deadline = time.monotonic() + self.seconds
        for _ in range(_MOST_REDIRECTS + 1):
            parts = _split(url)
            if not self._rules(parts, deadline).allow(url):
                raise NotFetched(f"the site asks programs not to read it (robots.txt of {parts.hostname}): save the page with a browser")
            status, headers, body = self._get(parts, self.max_bytes, deadline)
            if status in (301, 302, 303, 307, 308) and headers.get("location"):
                url = urljoin(url, headers["location"].strip())
                continue
            if status != 200:
                raise NotFetched(f"the server answers {status} {http.client.responses.get(status, '')}".rstrip() + ": check the address")
            body = decoded(body, headers.get("content-encoding", "").lower().replace(" ", ""), max_bytes=self.max_bytes)
            kind = headers.get("content-type", "")
            name = "page.html" if "html" in kind.lower() else parts.path.rpartition("/")[2]
            return Page(body, url, name, charset_of(kind))
        raise NotFetched(f"more than {_MOST_REDIRECTS} redirects: save the page with a browser")

    def _rules(self, parts: SplitResult, deadline: float) -> Robots:
        """What the robots.txt of a site says; everything is allowed where there is none, nothing where the server fails at it."""
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            where = _split(f"{site}/robots.txt")
            status, headers, body = self._get(where, 500_000, deadline, cut=True)
            for _ in range(_MOST_REDIRECTS):
                if status not in (301, 302, 303, 307, 308) or not headers.get("location"):
                    break
                where = _split(urljoin(where.geturl(), headers["location"].strip()))
                status, headers, body = self._get(where, 500_000, deadline, cut=True)
            if status >= 500:
                raise NotFetched(f"the server fails at its robots.txt ({status}): try again later")
            self._robots[site] = Robots(body.decode("utf-8", "replace") if status == 200 else "", AGENT)
            self._asked.pop(site, None)  # for robots.txt nobody waits
        return self._robots[site]

    def _get(self, parts: SplitResult, max_bytes: int, deadline: float, *, cut: bool = False) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (lower case) and body of one answer. Of a body too large the start where ``cut``, else raises TooLarge."""
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        site = f"{parts.scheme}://{parts.netloc}"
        time.sleep(max(0.0, min(self._asked.get(site, 0.0) + self.pause - time.monotonic(), deadline - time.monotonic())))
        connection = _Connection(host, port, self._address(host, port), is_secure=parts.scheme == "https")
        # Timeouts are for each part that comes; this is for a server that sends a letter a second.
        timer = threading.Timer(max(0.0, deadline - time.monotonic()), connection.cut_off)
        timer.daemon = True
        timer.start()
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request(
                "GET", target, headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip", "Accept": "text/html,*/*;q=0.8"}
            )
            answer = connection.getresponse()
            body = b""
            while len(body) <= max_bytes and (part := answer.read(_PART)):
                body += part
            if len(body) > max_bytes and not cut:
                raise TooLarge(f"more than {max_bytes / 1e6:,.4g} MB in one page: save it, and read the file")
            if connection.is_cut_off:  # which http.client takes for the end of an answer
                raise TimeoutError
            return answer.status, {key.lower(): value for key, value in answer.getheaders()}, body[:max_bytes]
        except ReadingError:
            raise
        except (OSError, http.client.HTTPException, ValueError, UnicodeError) as error:
            if isinstance(error, TimeoutError) or connection.is_cut_off:
                raise TooLarge(f"no answer, or no end of one, from {host} in {self.seconds:.0f} seconds: try again later") from error
            said = " ".join(str(error).split())[:120] or type(error).__name__
            raise NotFetched(f"{host} cannot be reached ({said}): check the address and the network") from error
        finally:
            timer.cancel()
            connection.close()
            self._asked[site] = time.monotonic()

    def _address(self, host: str, port: int) -> str:
        """The address to connect to. All that a name has must be allowed: one that leads both out and in is a trap."""
        try:
            found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            raise NotFetched(f"there is no host {host}: check the address and the network") from error
        for address in found:
            if not self.allowed(ipaddress.ip_address(address.partition("%")[0])):
                raise NotFetched(f"{host} is an address of this machine or its network ({address}), which is never asked: save the page")
        return found[0]


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotFetched(f"not an address of the web ({error}): check it") from error
    if parts.scheme not in _PORTS or not parts.hostname or port == 0:
        raise NotFetched("not an address of the web, http or https: check it")
    if parts.username is not None or parts.password is not None:
        raise NotFetched("an address with a password in it: save the page with a browser")
    if any(letter <= " " or letter > "~" for letter in parts.path + parts.query + parts.netloc):
        raise NotFetched("an address with letters that must be percent-encoded: copy it from the browser")
    return parts


class _Connection(http.client.HTTPConnection):
    """A connection to one address, over which ``host`` is asked."""

    def __init__(self, host: str, port: int, address: str, *, is_secure: bool) -> None:
        super().__init__(host, port, timeout=_LONGEST_WAIT)
        self._address = address
        self._is_secure = is_secure
        self.default_port = _PORTS["https" if is_secure else "http"]
        self.is_cut_off = False
        # http.client lets go of its socket while an answer is still read from it.
        self._line: socket.socket | None = None

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), timeout=_LONGEST_WAIT)
        if self._is_secure:
            self.sock = _trust().wrap_socket(self.sock, server_hostname=self.host)
        self._line = self.sock

    def cut_off(self) -> None:
        self.is_cut_off = True
        if self._line is not None:
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)


def _trust() -> ssl.SSLContext:
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context

"""--fetch, against a server of our own."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from builders import TEXT, page

from onrecord.errors import NotFetched, ReadingError, TooLarge
from onrecord.model import Report
from onrecord.reading import fetching, reports
from onrecord.reading.fetching import Fetcher
from onrecord.reading.robots import Robots

ROBOTS = "User-agent: *\nDisallow: /closed\n\nUser-agent: OnRecord\nDisallow: /no/\nDisallow: /*.pdf$\nAllow: /no/yes # but this\n"


class Server(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str | None]] = []
        self.robots: tuple[int, str] = (200, ROBOTS)

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["User-Agent"]))
        name = self.path.rpartition("/")[2]
        if name == "robots.txt":
            self.answer(self.server.robots[1].encode(), status=self.server.robots[0])
        elif name.startswith("to-"):
            self.answer(b"", "Location", self.path.replace("to-", "", 1), status=302)
        elif name == "inside":
            self.answer(b"", "Location", "http://169.254.169.254/latest/meta-data", status=302)
        elif name == "round":
            self.answer(b"", "Location", "/round", status=301)
        elif name == "shut":
            self.answer(b"", "Location", "/no/mill", status=302)
        elif name == "file":
            self.answer(b"", "Location", "file:///etc/passwd", status=302)
        elif name == "packed":
            self.answer(gzip.compress(page().encode()), "Content-Encoding", "gzip")
        elif name == "bomb":
            self.answer(gzip.compress(bytes(3_000_000)), "Content-Encoding", "gzip")
        elif name == "big":
            self.answer(page().encode() * 5_000)
        elif name == "older":
            self.answer(page().replace("<meta charset=utf-8>", "").encode("cp1252"), charset="windows-1252")
        elif name == "slow":
            self.send_response(200)
            self.flush_headers()
            for _ in range(100):
                self.wfile.write(b"X-Header: 1\r\n")
                self.wfile.flush()
                time.sleep(0.1)
        elif name == "gone":
            self.answer(b"", status=404)
        else:
            self.answer(page().encode())

    def answer(self, body: bytes, *header: str, status: int = 200, charset: str = "utf-8") -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"text/html; charset={charset}")
        self.send_header("Content-Length", str(len(body)))
        if header:
            self.send_header(*header)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


def loopback(address: fetching.Address) -> bool:
    return address.is_loopback


def one(url: str, fetch: Fetcher | None) -> Report | ReadingError:
    (found,) = reports([url], fetch=fetch)
    return found


def fetcher(**options: object) -> Fetcher:
    return Fetcher(allowed=loopback, pause=0, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["/mill", "/to-mill", "/to-to-mill", "/packed", "/older", "/no/yes"])
def test_a_page(server: Server, path: str) -> None:
    found = one(server.at(path), fetcher())
    assert found == Report(text=TEXT, title="Mill burns", url=server.at(path.replace("to-", "")), place=server.at(path))
    assert all(agent and agent.startswith("onrecord/") for _, agent in server.asked)


@pytest.mark.parametrize(
    ("path", "error", "says"),
    [
        ("/no/mill", NotFetched, "robots.txt"),
        ("/a/release.pdf", NotFetched, "robots.txt"),
        ("/shut", NotFetched, "robots.txt"),
        ("/gone", NotFetched, "404 Not Found"),
        ("/round", NotFetched, "redirects"),
        ("/inside", NotFetched, "never asked"),
        ("/file", NotFetched, "http or https"),
        ("/big", TooLarge, "1 MB"),
        ("/bomb", TooLarge, "unpacks"),
        ("/slow", TooLarge, "1 seconds"),
    ],
)
def test_what_is_not_fetched(server: Server, path: str, error: type[ReadingError], says: str) -> None:
    start = time.monotonic()
    found = one(server.at(path), fetcher(max_bytes=1_000_000, seconds=1.0 if path == "/slow" else 30.0))
    assert isinstance(found, error)
    assert says in found.message
    assert found.where == server.at(path)
    if path == "/slow":
        assert time.monotonic() - start < 8
    assert not any(asked.startswith("/no/") for asked, _ in server.asked)


@pytest.mark.parametrize(("status", "is_read"), [(404, True), (403, True), (500, False), (503, False)])
def test_a_robots_file_that_is_not_there(server: Server, status: int, is_read: bool) -> None:
    server.robots = status, "User-agent: *\nDisallow: /"
    assert isinstance(one(server.at("/mill"), fetcher()), Report) is is_read


def test_one_robots_file_and_a_pause_for_each_site(server: Server) -> None:
    start = time.monotonic()
    found = list(reports([server.at("/a"), server.at("/b"), server.at("/c")], fetch=Fetcher(allowed=loopback, pause=0.2)))
    assert [type(item) for item in found] == [Report] * 3
    assert time.monotonic() - start >= 0.4
    assert [path for path, _ in server.asked] == ["/robots.txt", "/a", "/b", "/c"]


def test_nothing_is_asked_without_fetch_nor_of_this_machine(server: Server) -> None:
    assert "--fetch" in str(one(server.at("/mill"), None))
    for host in ("127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"):
        found = one(f"http://{host}:{server.server_port}/mill", Fetcher())
        assert isinstance(found, NotFetched)
    assert server.asked == []


def test_a_name_that_leads_to_this_machine(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., list[tuple[object, ...]]] = socket.getaddrinfo
    asked: list[str] = []

    def rebinding(host: str, *rest: object, **more: object) -> list[tuple[object, ...]]:
        """The open web first, this machine the second time."""
        if host != "news.example":
            return real(host, *rest, **more)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("203.0.113.9" if len(asked) == 1 else "127.0.0.1", 80))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    connected: list[object] = []

    def connect(address: object, **_: object) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    fetch = Fetcher(allowed=lambda address: not address.is_loopback)
    assert isinstance(one("http://news.example/", fetch), NotFetched)
    assert isinstance(one("http://news.example/", fetch), NotFetched)
    assert connected == [("203.0.113.9", 80)]


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "240.0.0.1"),
    ],
)
def test_addresses_that_are_not_of_the_open_web(address: str) -> None:
    assert not fetching.is_public(ipaddress.ip_address(address))


def test_addresses_of_the_open_web() -> None:
    assert all(fetching.is_public(ipaddress.ip_address(address)) for address in ("93.184.215.14", "2606:2800:21f::1"))


@pytest.mark.parametrize(
    "url",
    ["http://", "http://a:b@news.example/", "http://news.example:0/", "http://news.example:x/", "http://news.example/a b", "http://[::1"],
)
def test_addresses_that_are_none(url: str) -> None:
    assert isinstance(one(url, Fetcher()), NotFetched)


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /b", "/a", True),
        ("User-agent: other\nUser-agent: onrecord\nDisallow: /a", "/a/b", False),
        ("User-agent: *\nDisallow: /\nUser-agent: onrecord\nAllow: /", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*/print$", "/a/print", False),
        ("User-agent: *\nDisallow: /*/print$", "/a/print/x", True),
        ("User-agent: *\nDisallow: /*?page=", "/a?page=2", False),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/caf%c3%a9", False),
        ("User-agent: *\nDisallow: " + "*a" * 5000 + "$", "/" + "a" * 5000, True),
        ("\ufeff<html>not found</html>", "/a", True),
    ],
)
def test_robots(text: str, path: str, allowed: bool) -> None:
    start = time.process_time()
    assert Robots(text, "onrecord").allow(f"https://news.example{path}") is allowed
    assert time.process_time() - start < 1

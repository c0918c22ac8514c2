"""Who may ask, and what goes out with every answer."""

from __future__ import annotations

import hmac
import secrets
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.pages.site import Site

SESSION = "onrecord_session"
KEY = "onrecord_key"
CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})

#: Nothing but our own files is loaded, and nothing inline runs or styles: words of reports could do neither even if they were HTML.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """The outermost layer. Refuses what is not for us, bounds what comes in, and gives every browser a session, against which forms are
    sealed (see :func:`csrf`)."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app = app
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookies = SimpleCookie(headers.get("cookie", ""))
        known = cookies.get(SESSION)
        session = known.value if known else secrets.token_urlsafe(16)
        scope.setdefault("state", {})["session"] = session
        fresh = None if known else f"{SESSION}={session}; Path=/; HttpOnly; SameSite=Strict"

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out.setdefault(name, value)
                if not scope["path"].startswith("/static/"):
                    out.setdefault("cache-control", "no-store")
                if fresh:
                    out.append("set-cookie", fresh)
            await send(message)

        refusal = self.refusal(scope, headers, cookies)
        await (refusal or self.app)(scope, self.bounded(receive), sending)

    def refusal(self, scope: Scope, headers: Headers, cookies: SimpleCookie) -> Response | None:
        """What to answer in place of the page; None where it may be seen."""
        host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        if self.site.hosts is not None and host not in self.site.hosts:
            return PlainTextResponse(f"These pages are not served under the name {host!r}.", 421)
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        if self.site.token is not None and not self.shows_token(bearer, cookies):
            return self.ask_for_token(scope)
        if scope["method"] in CHANGING:
            if self.site.read_only:
                return PlainTextResponse("These pages are for reading only.", 403)
            origin = headers.get("origin")
            if (origin is not None and urlsplit(origin).netloc != headers.get("host")) or headers.get("sec-fetch-site") in (
                "cross-site",
                "same-site",
            ):
                return PlainTextResponse("This did not come from these pages.", 403)
            length = headers.get("content-length", "0")
            if not length.isdecimal() or int(length) > self.site.max_upload:
                return PlainTextResponse(too_much(self.site), 413)
        return None

    def shows_token(self, bearer: str, cookies: SimpleCookie) -> bool:
        token = self.site.token or ""
        key = cookies.get(KEY)
        return same(bearer, token) or (key is not None and self.site.is_sealed(token, key.value))

    def ask_for_token(self, scope: Scope) -> Response:
        """The token in the address is taken once, into a cookie, and out of the address."""
        query = parse_qsl(scope["query_string"].decode("ascii", "replace"), keep_blank_values=True)
        token = self.site.token or ""
        if scope["method"] != "GET" or not any(name == "token" and same(value, token) for name, value in query):
            return PlainTextResponse("Open the address that `onrecord serve` printed: it ends in ?token=…", 401)
        rest = urlencode([(name, value) for name, value in query if name != "token"])
        path = "/" + scope["path"].lstrip("/\\")  # never another machine's
        answer = RedirectResponse(f"{path}?{rest}" if rest else path, 303)
        answer.set_cookie(KEY, self.site.sealed(token), httponly=True, samesite="strict")
        return answer

    def bounded(self, receive: Receive) -> Receive:
        """``receive``, up to the size of one upload, for bodies that do not say how long they are."""
        total = 0

        async def receiving() -> Message:
            nonlocal total
            message = await receive()
            total += len(message.get("body", b""))
            if total > self.site.max_upload:
                raise HTTPException(413, too_much(self.site))
            return message

        return receiving


def same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def too_much(site: Site) -> str:
    return f"More than {site.max_upload / 1e6:,.0f} MB at once. Add large files with `onrecord add`, which takes any size."


def csrf(site: Site, session: str) -> str:
    """What a form of this session must bring back."""
    return site.sealed(f"form {session}")


def require_csrf(site: Site, session: str, given: object) -> None:
    """Raises HTTPException 403 where a form does not bring back what it was given."""
    if not isinstance(given, str) or not site.is_sealed(f"form {session}", given):
        raise HTTPException(403, "This form has grown old. Go back, load the page again and send it once more.")

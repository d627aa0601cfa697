"""What every answer of the workbench carries, and which requests it takes."""

from __future__ import annotations

import dataclasses
import logging
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

from parley.web.tokens import Door

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""Names of one's own machine. A page elsewhere that points its name here is refused."""
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
READS = frozenset({"GET", "HEAD"})
MOST_BODY = 4_000_000
"""Bytes a request may carry: a long report, not a disk."""
COOKIE = "parley"
OPEN = ("/enter", "/static/")
"""Paths that need no access token: the door itself and what it looks like."""


@dataclasses.dataclass(frozen=True)
class Rules:
    """Who may ask: the names the workbench answers to, and the door when it has one."""

    hosts: frozenset[str] = HOSTS
    door: Door | None = None
    most_body: int = MOST_BODY


class Refused(Exception):  # noqa: N818 - a refusal, not a fault
    """A request that is not let in: status and one sentence."""

    def __init__(self, status: int, says: str) -> None:
        super().__init__(says)
        self.status, self.says = status, says


class Safety:
    """Let in only what is ours, set the headers of every answer, and answer HEAD like GET.

    Notes
    -----
    The Host check stops DNS rebinding: a page whose name is made to point at loopback still sends
    its own name. `Origin` and `Sec-Fetch-Site` stop requests that another site's page starts;
    changes need a form token besides (`parley.web.forms`). Pages are not kept by caches.
    """

    def __init__(self, app: ASGIApp, rules: Rules | None = None) -> None:
        self.app, self.rules = app, rules or Rules()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = _headers(scope)
        answer = _Answer(scope, send)
        from parley.web.answers import failure

        try:
            self._check(scope, headers)
            inner = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
            await self.app(inner, _limited(receive, self.rules.most_body), answer)
        except Refused as refused:
            if answer.started:
                raise
            if refused.status == 401 and not scope["path"].startswith("/api/"):
                await _to_the_door(scope, receive, answer)
                return
            await failure(scope["path"], refused.status, refused.says)(scope, receive, answer)
        except Exception:
            logging.getLogger(__name__).exception("%s failed", scope["path"])
            if answer.started:
                raise
            says = "this went wrong inside Parley; its terminal says more"
            await failure(scope["path"], 500, says)(scope, receive, answer)

    def _check(self, scope: Scope, headers: dict[str, list[str]]) -> None:
        """Raise Refused unless the request may pass."""
        if not _own(headers.get("host", []), self.rules.hosts):
            raise Refused(400, "this workbench answers to its own machine only")
        _check_site(scope["method"], headers)
        size = headers.get("content-length", ["0"])[-1]
        if not size.isdigit() or int(size) > self.rules.most_body:
            raise Refused(413, f"at most {self.rules.most_body:,} bytes are taken at a time")
        door = self.rules.door
        if door is None or scope["path"].startswith(OPEN):
            return
        bearer = headers.get("authorization", [""])[0].removeprefix("Bearer ").strip()
        if not door.opens(cookie=_cookie(headers), bearer=bearer):
            raise Refused(401, "this workbench asks for its access token")


class _Answer:
    """Sends an answer with the headers of all answers; leaves out the body of HEAD."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope, self._send, self.started = scope, send, False

    async def __call__(self, message: Message) -> None:
        self.started = True
        if message["type"] == "http.response.start":
            own = list(message.get("headers", []))
            if not any(name == b"cache-control" for name, _ in own):
                own.append((b"cache-control", b"no-store"))
            message["headers"] = [*own, *HEADERS]
        elif message["type"] == "http.response.body" and self.scope["method"] == "HEAD":
            message = {**message, "body": b""}
        await self._send(message)


def _check_site(method: str, headers: dict[str, list[str]]) -> None:
    """Refuse what another site's page started."""
    host = headers["host"][0].lower()
    origin = headers.get("origin", [])
    if len(origin) > 1 or (origin and origin[0].lower().partition("://")[2] != host):
        raise Refused(403, "this request comes from another site")
    site = headers.get("sec-fetch-site", ["none"])[0]
    if site in ("same-origin", "none"):
        return
    opened = headers.get("sec-fetch-mode", [""])[0] == "navigate"
    if method not in READS or not opened:
        raise Refused(403, "this request comes from another site")


def _limited(receive: Receive, most: int) -> Receive:
    """Receive a body, and refuse it once it is longer than allowed."""
    seen = 0

    async def receiving() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise Refused(413, f"at most {most:,} bytes are taken at a time")
        return message

    return receiving


async def _to_the_door(scope: Scope, receive: Receive, send: Send) -> None:
    """Send a browser without the token to where it is asked for."""
    from starlette.responses import RedirectResponse

    await RedirectResponse("/enter", status_code=303)(scope, receive, send)


def _headers(scope: Scope) -> dict[str, list[str]]:
    """Headers by lower-case name, every value of each."""
    out: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        out.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return out


def _cookie(headers: dict[str, list[str]]) -> str | None:
    """The workbench's cookie, if the request carries it."""
    try:
        jar = SimpleCookie("; ".join(headers.get("cookie", [])))
    except CookieError:
        return None
    return jar[COOKIE].value if COOKIE in jar else None


def _own(hosts: list[str], known: frozenset[str]) -> bool:
    """Whether the request names this workbench, once."""
    if len(hosts) != 1:
        return False
    text = hosts[0].lower()
    name, colon, port = text.rpartition(":")
    if not colon or text.endswith("]"):
        name, port = text, "0"
    return name in known and port.isdigit()

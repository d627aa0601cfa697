"""What every answer of the workbench carries, and which requests it takes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""Names of one's own machine. A page elsewhere that points its name here is refused."""
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)


class Safety:
    """Refuse a foreign Host, and set the headers of every answer.

    Notes
    -----
    The Host check stops DNS rebinding: a page whose name is made to point at loopback still sends
    its own name. Pages are not kept by caches; static files may be.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 400 when its Host is not one's own machine."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = True
            if message["type"] == "http.response.start":
                kept = b"max-age=300" if scope["path"].startswith("/static/") else b"no-store"
                message["headers"] = [
                    *message.get("headers", []),
                    *HEADERS,
                    (b"cache-control", kept),
                ]
            await send(message)

        from parley.web.answers import failure

        if not _own(scope):
            says = "this workbench answers to its own machine only"
            await failure(scope["path"], 400, says)(scope, receive, sending)
            return
        try:
            await self.app(scope, receive, sending)
        except Exception:
            logging.getLogger(__name__).exception("%s failed", scope["path"])
            if started:
                raise
            says = "this went wrong inside Parley; its terminal says more"
            await failure(scope["path"], 500, says)(scope, receive, sending)


def _own(scope: Scope) -> bool:
    """Whether the request names one's own machine, once."""
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if len(hosts) != 1:
        return False
    text = hosts[0].decode("latin-1").lower()
    name, colon, port = text.rpartition(":")
    if not colon or text.endswith("]"):
        name, port = text, "0"
    return name in HOSTS and port.isdigit()

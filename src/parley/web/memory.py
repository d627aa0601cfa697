"""Pages kept in memory for as long as what they show stays the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from parley.web.workbench import Workbench

MOST_BYTES = 32_000_000
"""Bytes of pages kept."""
MOST_PAGE = 600_000
"""A longer answer is not kept: it is a file, not a page."""
KINDS = (b"text/html", b"application/json")


class Memory:
    """Answers a GET from memory when the workbench has not changed since it was last answered.

    Notes
    -----
    The key holds the workbench's `version`: files of the dossier, runs that ended, the ledger, kept
    outlooks. Forms carry a token that stays good for the life of the process, so that a page with a
    form may be kept too. Only answers of status 200 are.
    """

    def __init__(self, app: ASGIApp, bench: Workbench) -> None:
        self.app, self.bench = app, bench
        self._kept: OrderedDict[Any, tuple[list[tuple[bytes, bytes]], bytes]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or pass the request on and keep what comes back."""
        key = self._key(scope)
        if key is None:
            await self.app(scope, receive, send)
            return
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
        if found is not None:
            await send({"type": "http.response.start", "status": 200, "headers": found[0]})
            await send({"type": "http.response.body", "body": found[1]})
            return
        start: Message = {}
        parts: list[bytes] = []

        async def keeping(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))
            await send(message)

        await self.app(scope, receive, keeping)
        if start.get("status") == 200 and key == self._key(scope):
            self._keep(key, list(start.get("headers", [])), b"".join(parts))

    def _key(self, scope: Scope) -> Any:
        """What an answer depends on; None for one that is not kept."""
        if scope["type"] != "http" or scope["method"] != "GET":
            return None
        path: str = scope["path"]
        parts = path.removeprefix("/api").split("/")
        if path in ("/", "/api/home"):
            name = None
        elif len(parts) > 2 and parts[1] == "p" and "files" not in parts:
            name = parts[2]
        else:
            return None
        version = self.bench.version(name)
        if version is None:
            return None
        part = any(n == b"hx-request" for n, _ in scope["headers"])
        return path, scope["query_string"], part, version

    def _keep(self, key: Any, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        kind = next((v for n, v in headers if n == b"content-type"), b"")
        if len(body) > MOST_PAGE or not kind.startswith(KINDS):
            return
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = (headers, body)
            self._bytes += len(body)
            while self._bytes > MOST_BYTES:
                _, (_, old) = self._kept.popitem(last=False)
                self._bytes -= len(old)

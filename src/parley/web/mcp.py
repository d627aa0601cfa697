"""A workspace for assistants, by the Model Context Protocol: the record is read, not changed.

The only way to write is to propose an entry with a verbatim quote, which a person then reviews.
"""

from __future__ import annotations

import functools
import hmac
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio.to_thread
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ToolAnnotations

from parley import __version__
from parley.dossier.schema import Dossier
from parley.dossier.settings import Setting
from parley.errors import ParleyError
from parley.outlook.document import Outlook
from parley.outlook.whatif import WhatIf
from parley.web.mcp_proposals import Tools
from parley.web.mcp_tools import DATA
from parley.web.workbench import Run, Workbench

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

READS = (
    "list_processes", "list_findings", "why", "what_if", "search_sources", "read_source",
    "list_entries",
)  # fmt: skip
WRITES = ("propose_entry", "propose_position")
INSTRUCTIONS = (
    "Parley keeps a sourced record of peace processes and runs formal models over it. Start with "
    "list_processes. Say chances with their intervals and attribute every claim to who made it. "
    "What you propose waits for a person's review. " + DATA
)


def create_server(
    workspace: Path,
    *,
    unreviewed: bool = False,
    seed: int = 1,
    draws: int = 500,
    paths: int = 200,
    who: str = "assistant",
    run: Run | None = None,
) -> MCPServer[Any]:
    """Return the server over a workspace.

    Parameters
    ----------
    workspace : Path
        A dossier folder, or a folder whose subfolders are dossiers; nothing else is opened.
    unreviewed : bool
        Whether proposed entries count in runs.
    seed, draws, paths : int
        Of the runs.
    who : str
        Name under which proposals stand in the log of reviews.
    run : callable, optional
        How the models are run; by default `parley.outlook.run`.
    """

    def whole(dossier: Dossier, loose: bool) -> Outlook:
        from parley.outlook import run

        return run(dossier, seed=seed, draws=draws, paths=paths, unreviewed=loose)

    def compare(dossier: Dossier, settings: dict[str, Setting]) -> WhatIf:
        from parley.outlook import what_if

        return what_if(dossier, settings, seed=seed, draws=draws, paths=paths)

    from parley.dossier.store import load

    tools = Tools(Workbench(workspace, load, run or whole, unreviewed=unreviewed, who=who), compare)
    server = _Server("parley", version=__version__, instructions=INSTRUCTIONS, log_level="ERROR")
    for name in READS + WRITES:
        reads = name in READS
        hints = ToolAnnotations(
            read_only_hint=reads, destructive_hint=False, idempotent_hint=reads,
            open_world_hint=False,
        )  # fmt: skip
        server.add_tool(_aside(getattr(tools, name)), name=name, annotations=hints)
    return server


def http_app(
    server: MCPServer[Any], *, hosts: tuple[str, ...] = (), token: str | None = None
) -> ASGIApp:
    """Return the server as an ASGI application (streamable HTTP at /mcp).

    Parameters
    ----------
    server : MCPServer
        As `create_server` gives it.
    hosts : tuple of str
        Names it is reached by besides those of its own machine; other Host headers are refused.
    token : str, optional
        What each request must carry as `Authorization: Bearer TOKEN`.
    """
    own = ["127.0.0.1", "localhost", "[::1]", *hosts]
    names = [*own, *(f"{h}:*" for h in own)]
    origins = [f"{scheme}://{h}" for h in names for scheme in ("http", "https")]
    rules = TransportSecuritySettings(allowed_hosts=names, allowed_origins=origins)
    app: ASGIApp = server.streamable_http_app(transport_security=rules)
    return app if token is None else _Guard(app, token)


class _Server(MCPServer[Any]):
    """A server whose errors are one line each."""

    async def call_tool(self, *args: Any, **kwargs: Any) -> Any:
        """Call a tool; what it refuses is told on one line."""
        try:
            return await super().call_tool(*args, **kwargs)
        except ToolError as error:
            raise ToolError(" ".join(str(error).split())) from error


class _Guard:
    """Lets only requests with the token through."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self.app, self._wanted = app, f"Bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 401."""
        if scope["type"] == "http":
            given = dict(scope["headers"]).get(b"authorization", b"")
            if not hmac.compare_digest(given, self._wanted):
                from starlette.responses import JSONResponse

                says = {"error": {"status": 401, "message": "the access token is needed"}}
                await JSONResponse(says, 401)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _aside(tool: Callable[..., Any]) -> Callable[..., Any]:
    """A tool that runs beside the loop, so that a long run holds up nobody else."""

    @functools.wraps(tool)
    async def called(*args: Any, **kwargs: Any) -> Any:
        try:
            return await anyio.to_thread.run_sync(functools.partial(tool, *args, **kwargs))
        except ParleyError as error:
            raise ToolError(" ".join(str(error).split())) from error
        except Exception as error:
            logging.getLogger(__name__).exception("%s failed", tool.__name__)
            raise ToolError(f"{tool.__name__}: this went wrong inside Parley") from error

    return called

"""`parley mcp`: the workspace for an assistant that speaks the Model Context Protocol."""

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.common import Seed, tell
from parley.cli.inputs import Draws, Paths, Unreviewed

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def mcp(
    workspace: Annotated[
        Path, typer.Argument(metavar="DIR", help="A dossier folder, or a folder of them.")
    ],
    http: Annotated[
        bool, typer.Option("--http", help="Serve over HTTP at /mcp instead of standard input.")
    ] = False,
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=1, max=65535, help="With --http: the port.")
    ] = 8643,
    host: Annotated[
        str,
        typer.Option(
            "--host",
            metavar="ADDRESS",
            help="With --http: address to listen on. Beyond this machine it needs --token, and TLS "
            "(--cert, --key) or --behind-proxy.",
        ),
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="A name it is reached by; repeatable."),
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(
            "--token", metavar="TEXT", envvar="PARLEY_TOKEN",
            help="Access token, at least 16 characters.",
        ),
    ] = None,
    cert: Annotated[
        Path | None, typer.Option("--cert", metavar="FILE", help="TLS certificate (PEM).")
    ] = None,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="Key of the certificate (PEM).")
    ] = None,
    behind_proxy: Annotated[
        bool,
        typer.Option(
            "--behind-proxy", help="A proxy in front of it speaks TLS; it still needs --token."
        ),
    ] = False,
    who: Annotated[
        str, typer.Option("--who", metavar="NAME", help="Who proposes, for the log.")
    ] = "assistant",
    seed: Seed = 1,
    draws: Draws = 500,
    paths: Paths = 200,
    unreviewed: Unreviewed = False,
) -> None:  # fmt: skip
    """Let an assistant read a workspace and propose entries (Model Context Protocol).

    It reads processes, findings, chains, what-ifs, entries and sources. The only thing it can write
    is a proposal that rests on a verbatim quote; a person reviews it. Over standard input unless
    --http is given; it sends nothing anywhere.
    """
    from parley.errors import DossierError, MissingLibraryError

    if not workspace.is_dir():
        raise DossierError(f"{workspace}: no such folder")
    if http:
        _check(host, token, tls=cert is not None and key is not None, proxied=behind_proxy)
    try:
        from parley.web.mcp import create_server, http_app
    except ModuleNotFoundError as error:
        raise MissingLibraryError("`parley mcp` needs the library mcp") from error
    server = create_server(
        workspace, unreviewed=unreviewed, who=who, seed=seed, draws=draws, paths=paths
    )
    if not http:
        server.run("stdio")
        return
    import uvicorn

    names = (*(name or ()), *(() if host in (*LOOPBACK, "0.0.0.0", "::") else (host,)))
    app = http_app(server, hosts=names, token=token)
    scheme = "https" if cert and key else "http"
    shown = f"[{host}]" if ":" in host else host
    tell(f"Parley for assistants on {scheme}://{shown}:{port}/mcp (Ctrl-C stops it)")
    uvicorn.run(
        app, host=host, port=port, log_level="warning", server_header=False,
        ssl_certfile=cert, ssl_keyfile=key, proxy_headers=False,
    )  # fmt: skip


def _check(host: str, token: str | None, *, tls: bool, proxied: bool) -> None:
    """Refuse to be reached from elsewhere without a lock."""
    from parley.errors import UsageError

    outside = host not in LOOPBACK or proxied
    if outside and not token:
        raise UsageError(f"mcp --host {host}: beyond this machine it needs --token")
    if outside and not (tls or proxied):
        raise UsageError(
            f"mcp --host {host}: beyond this machine it needs --cert and --key, or --behind-proxy"
        )
    if token is not None and len(token) < 16:
        raise UsageError("mcp --token: must have at least 16 characters")


VERBS = {"mcp": mcp}

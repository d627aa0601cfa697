"""`parley mcp`: the workspace for an assistant that speaks the Model Context Protocol."""

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.common import Seed
from parley.cli.inputs import Draws, Paths, Unreviewed
from parley.cli.listening import (
    BehindProxy,
    Cert,
    Host,
    Key,
    Names,
    Token,
    listen,
    own_names,
    require_lock,
)


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
    host: Host = "127.0.0.1",
    name: Names = None,
    token: Token = None,
    cert: Cert = None,
    key: Key = None,
    behind_proxy: BehindProxy = False,
    who: Annotated[
        str, typer.Option("--who", metavar="NAME", help="Who proposes, for the log.")
    ] = "assistant",
    seed: Seed = 1,
    draws: Draws = 500,
    paths: Paths = 200,
    unreviewed: Unreviewed = False,
) -> None:
    """Let an assistant read a workspace and propose entries (Model Context Protocol).

    It reads processes, findings, chains, what-ifs, entries and sources. The only thing it can write
    is a proposal that rests on a verbatim quote; a person reviews it. Over standard input unless
    --http is given; it sends nothing anywhere.
    """
    from parley.errors import DossierError, MissingLibraryError

    if not workspace.is_dir():
        raise DossierError(f"{workspace}: no such folder")
    if http:
        require_lock(
            "mcp", host, token, tls=cert is not None and key is not None, proxied=behind_proxy
        )
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
    app = http_app(server, hosts=tuple(sorted(own_names(host, name))), token=token)
    listen(app, "Parley for assistants on {address}/mcp", (host, port), (cert, key))


VERBS = {"mcp": mcp}

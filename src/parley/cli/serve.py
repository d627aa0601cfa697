"""`parley serve`: the workbench in one's own browser."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli.common import Seed
from parley.cli.inputs import Unreviewed
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

if TYPE_CHECKING:
    from parley.web.safety import Rules


def serve(
    workspace: Annotated[
        Path, typer.Argument(metavar="DIR", help="A dossier folder, or a folder of them.")
    ],
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=1, max=65535, help="Port to listen on.")
    ] = 8642,
    host: Host = "127.0.0.1",
    name: Names = None,
    token: Token = None,
    cert: Cert = None,
    key: Key = None,
    behind_proxy: BehindProxy = False,
    who: Annotated[
        str | None, typer.Option("--who", metavar="NAME", help="Who reviews, for the log.")
    ] = None,
    ledger: Annotated[
        str | None,
        typer.Option("--ledger", metavar="ADDRESS", help="Where forecasts are kept."),
    ] = None,
    seed: Seed = 1,
    unreviewed: Unreviewed = False,
) -> None:
    """Serve the workbench to a browser.

    It shows the outlook, the reports with what was read in them, the dossier, deals, moves and
    positions, the forecasts, and gives the brief in every form.
    It answers on this machine only unless told otherwise, and sends nothing anywhere.
    Stop it with Ctrl-C.
    """
    from parley.errors import DossierError

    if not workspace.is_dir():
        raise DossierError(f"{workspace}: no such folder")
    require_lock(
        "serve", host, token, tls=cert is not None and key is not None, proxied=behind_proxy
    )
    from parley.web import create_app

    app = create_app(
        workspace, unreviewed=unreviewed, seed=seed, rules=_rules(host, name, token),
        who=who or _user(), ledger=ledger,
    )  # fmt: skip
    listen(app, "Parley on {address}", (host, port), (cert, key))


def _rules(host: str, names: list[str] | None, token: str | None) -> "Rules":
    """Who may ask."""
    from parley.web.safety import HOSTS, Rules
    from parley.web.tokens import Door

    return Rules(hosts=HOSTS | own_names(host, names), door=Door(token) if token else None)


def _user() -> str:
    """The name of whoever runs this."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "analyst"


VERBS = {"serve": serve}

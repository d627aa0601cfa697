"""`parley serve`: the workbench in one's own browser."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli.common import Seed, tell
from parley.cli.inputs import Unreviewed

if TYPE_CHECKING:
    from parley.web.safety import Rules

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(
    workspace: Annotated[
        Path, typer.Argument(metavar="DIR", help="A dossier folder, or a folder of them.")
    ],
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=1, max=65535, help="Port to listen on.")
    ] = 8642,
    host: Annotated[
        str,
        typer.Option(
            "--host",
            metavar="ADDRESS",
            help="Address to listen on. Beyond this machine it needs --token, and TLS "
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
            "--token",
            metavar="TEXT",
            envvar="PARLEY_TOKEN",
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
    rules = _rules(host, name or [], token, tls=cert is not None and key is not None,
                   proxied=behind_proxy)  # fmt: skip
    import uvicorn

    from parley.web import create_app

    app = create_app(
        workspace, unreviewed=unreviewed, seed=seed, rules=rules, who=who or _user(), ledger=ledger
    )
    scheme = "https" if cert and key else "http"
    shown = f"[{host}]" if ":" in host else host
    tell(f"Parley on {scheme}://{shown}:{port} (Ctrl-C stops it)")
    uvicorn.run(
        app, host=host, port=port, log_level="warning", server_header=False,
        ssl_certfile=cert, ssl_keyfile=key, proxy_headers=False,
    )  # fmt: skip


def _rules(host: str, names: list[str], token: str | None, *, tls: bool, proxied: bool) -> "Rules":
    """Who may ask; UsageError when it would be reached from elsewhere without a lock."""
    from parley.errors import UsageError
    from parley.web.safety import HOSTS, Rules
    from parley.web.tokens import Door

    outside = host not in LOOPBACK or proxied
    if outside and not token:
        raise UsageError(f"serve --host {host}: beyond this machine it needs --token")
    if outside and not (tls or proxied):
        raise UsageError(
            f"serve --host {host}: beyond this machine it needs --cert and --key, or --behind-proxy"
        )
    if token is not None and len(token) < 16:
        raise UsageError("serve --token: must have at least 16 characters")
    own = {n.lower() for n in names} | ({host.lower()} if host not in ("0.0.0.0", "::") else set())
    return Rules(hosts=HOSTS | own, door=Door(token) if token else None)


def _user() -> str:
    """The name of whoever runs this."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "analyst"


VERBS = {"serve": serve}

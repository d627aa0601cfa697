"""What verbs that answer over HTTP share: where they listen, who may ask, and the server itself."""

from pathlib import Path
from typing import Annotated, Any

import typer

from parley.cli.common import tell

LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::")
SHORTEST = 16
"""Characters of the shortest access token."""

Host = Annotated[
    str,
    typer.Option(
        "--host",
        metavar="ADDRESS",
        help="Address to listen on. Beyond this machine it needs --token, and TLS "
        "(--cert, --key) or --behind-proxy.",
    ),
]
Names = Annotated[
    list[str] | None,
    typer.Option("--name", metavar="HOST", help="A name it is reached by; repeatable."),
]
Token = Annotated[
    str | None,
    typer.Option(
        "--token",
        metavar="TEXT",
        envvar="PARLEY_TOKEN",
        help="Access token, at least 16 characters.",
    ),
]
Cert = Annotated[Path | None, typer.Option("--cert", metavar="FILE", help="TLS certificate (PEM).")]
Key = Annotated[
    Path | None, typer.Option("--key", metavar="FILE", help="Key of the certificate (PEM).")
]
BehindProxy = Annotated[
    bool,
    typer.Option(
        "--behind-proxy", help="A proxy in front of it speaks TLS; it still needs --token."
    ),
]


def require_lock(verb: str, host: str, token: str | None, *, tls: bool, proxied: bool) -> None:
    """Refuse to be reached from elsewhere without a lock.

    Raises
    ------
    UsageError
        When the address is beyond this machine and there is no token, or neither TLS nor a proxy
        that speaks it; or when the token is too short.
    """
    from parley.errors import UsageError

    outside = host not in LOOPBACK or proxied
    if outside and not token:
        raise UsageError(f"{verb} --host {host}: beyond this machine it needs --token")
    if outside and not (tls or proxied):
        raise UsageError(
            f"{verb} --host {host}: beyond this machine it needs --cert and --key, "
            "or --behind-proxy"
        )
    if token is not None and len(token) < SHORTEST:
        raise UsageError(f"{verb} --token: must have at least {SHORTEST} characters")


def own_names(host: str, names: list[str] | None) -> frozenset[str]:
    """Names it is reached by besides those of its own machine.

    Examples
    --------
    >>> sorted(own_names("Talks.example", ["b"])), own_names("0.0.0.0", None)
    (['b', 'talks.example'], frozenset())
    """
    own = {n.lower() for n in names or ()}
    return frozenset(own if host in EVERYWHERE else own | {host.lower()})


def listen(
    app: Any, says: str, place: tuple[str, int], tls: tuple[Path | None, Path | None]
) -> None:
    """Serve an application at an address and port until stopped, and say where."""
    import uvicorn

    (host, port), (cert, key) = place, tls
    scheme = "https" if cert and key else "http"
    shown = f"[{host}]" if ":" in host else host
    tell(f"{says.format(address=f'{scheme}://{shown}:{port}')} (Ctrl-C stops it)")
    uvicorn.run(
        app, host=host, port=port, log_level="warning", server_header=False,
        ssl_certfile=cert, ssl_keyfile=key, proxy_headers=False,
    )  # fmt: skip

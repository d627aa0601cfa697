"""`parley serve`: the workbench in one's own browser."""

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.common import Seed, tell
from parley.cli.inputs import Unreviewed


def serve(
    workspace: Annotated[
        Path, typer.Argument(metavar="DIR", help="A dossier folder, or a folder of them.")
    ],
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=1, max=65535, help="Port on this machine.")
    ] = 8642,
    seed: Seed = 1,
    unreviewed: Unreviewed = False,
) -> None:
    """Serve the workbench to a browser on this machine.

    It shows the outlook, the dossier and its sources with their sentences marked.
    It answers on loopback only, to this machine's own names only, and sends nothing anywhere.
    Stop it with Ctrl-C.
    """
    from parley.errors import DossierError

    if not workspace.is_dir():
        raise DossierError(f"{workspace}: no such folder")
    import uvicorn

    from parley.web import create_app

    app = create_app(workspace, unreviewed=unreviewed, seed=seed)
    tell(f"Parley on http://127.0.0.1:{port} (Ctrl-C stops it)")
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", server_header=False)


VERBS = {"serve": serve}

"""An outlook on screen: a local workbench served to one's own browser.

`create_app` makes the application; `parley serve DIR` runs it on loopback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI

    from parley.web.workbench import Load, Run

__all__ = ["create_app"]


def create_app(
    workspace: Path,
    *,
    unreviewed: bool = False,
    seed: int = 1,
    load: Load | None = None,
    run: Run | None = None,
) -> FastAPI:
    """Return the workbench over a dossier folder, or a folder of them (see `parley.web.app`)."""
    from parley.web import app

    return app.create_app(workspace, unreviewed=unreviewed, seed=seed, load=load, run=run)

"""An outlook on screen: a local workbench served to one's own browser.

`create_app` makes the application; `parley serve DIR` runs it on loopback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI

__all__ = ["create_app"]


def create_app(workspace: Path, **settings: Any) -> FastAPI:
    """Return the workbench over a dossier folder, or a folder of them (see `parley.web.app`)."""
    from parley.web import app

    return app.create_app(workspace, **settings)

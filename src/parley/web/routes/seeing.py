"""What every route needs: the workbench behind the application, and answers in the right form."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from parley.dossier.schema import Dossier
from parley.errors import ParleyError
from parley.outlook.document import Outlook
from parley.outlook.live import Live
from parley.web.answers import page
from parley.web.workbench import Workbench

PATIENCE = 0.4
"""Seconds a page waits for a running outlook before it shows that it is running."""


def bench_of(request: Request) -> Workbench:
    """The workbench of the application that was asked."""
    found: Workbench = request.app.state.bench
    return found


def dossier_of(request: Request, name: str) -> Dossier:
    """The dossier of a process; 404 when there is none."""
    bench = bench_of(request)
    if name not in bench.names():
        raise HTTPException(404, f"{name}: no such process")
    return bench.dossier(name)


def outlook_of(request: Request, name: str, patience: float | None = None) -> Outlook:
    """The outlook of a process; 503 when it is not there in time."""
    dossier_of(request, name)
    found = bench_of(request).outlook(name, patience)
    if found is None:
        raise HTTPException(503, f"process {name!r}: the models are running; ask again")
    return found


def live_of(request: Request, name: str, patience: float | None = None) -> Live:
    """The process prepared for what-ifs; 503 when it is not there in time."""
    dossier_of(request, name)
    found = bench_of(request).live(name, patience)
    if found is None:
        raise HTTPException(503, f"process {name!r}: being prepared; ask again")
    return found


def known_live(request: Request, name: str, patience: float = 0.0) -> Live | None:
    """The prepared process if it is there; None while it is made, or when it cannot be."""
    try:
        return bench_of(request).live(name, patience)
    except ParleyError:
        return None
    except Exception:
        logging.getLogger(__name__).exception("preparing %s failed", name)
        return None


def wants_part(request: Request) -> bool:
    """Whether a script of ours asks for a part of a page."""
    return request.headers.get("hx-request") == "true"


def either(request: Request, name: str, data: Any, status: int = 200) -> Response:
    """The part of a page when a script asks, else the whole page."""
    answer = page(name, data, status, part=f"{name}_part" if wants_part(request) else None)
    answer.headers["vary"] = "HX-Request"
    return answer

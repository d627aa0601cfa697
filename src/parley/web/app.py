"""The application: one workbench, its routes and its rules put together."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from parley import __version__
from parley.dossier.schema import Dossier
from parley.errors import ParleyError
from parley.outlook.document import Outlook
from parley.outlook.live import Live
from parley.web.answers import failure
from parley.web.memory import Memory
from parley.web.safety import Rules, Safety
from parley.web.workbench import Load, Prepare, Run, Workbench


def create_app(
    workspace: Path,
    *,
    unreviewed: bool = False,
    seed: int = 1,
    load: Load | None = None,
    run: Run | None = None,
    prepare: Prepare | None = None,
    rules: Rules | None = None,
    who: str = "analyst",
    ledger: str | Path | None = None,
) -> FastAPI:
    """Return the workbench over a workspace.

    Parameters
    ----------
    workspace : Path
        A dossier folder, or a folder whose subfolders are dossiers.
    unreviewed : bool
        Whether proposed entries count.
    seed : int
        Seed of the runs.
    load, run, prepare : callable, optional
        How a folder is read, the models are run, and a dossier is made ready for live what-ifs;
        by default `parley.dossier.store.load`, `parley.outlook.run` and `parley.outlook.live`.
    rules : Rules, optional
        Who may ask; by default this machine only.
    who : str
        Who reviews, for the log.
    ledger : str or Path, optional
        Where forecasts are kept; by default `forecasts.db` beside each dossier's `.parley` folder.

    Returns
    -------
    FastAPI
        An ASGI application.
    """
    from parley.web.routes import api, api_models, changes, exports, files, models, pages

    rules = rules or Rules()
    bench = Workbench(
        workspace, load or _load, run or _runner(seed), unreviewed=unreviewed, who=who,
        prepare=prepare or _preparer(seed), ledger=ledger,
    )  # fmt: skip

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        bench.close()

    app = FastAPI(
        title="Parley",
        version=__version__,
        description=api.DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    app.state.bench, app.state.rules = bench, rules
    app.add_middleware(Memory, bench=bench)
    app.add_middleware(Safety, rules=rules)
    app.add_exception_handler(ParleyError, _parley_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    for part in (files, exports, changes, pages, models, api, api_models):
        app.include_router(part.router)
    return app


def _load(folder: Path) -> Dossier:
    from parley.dossier.store import load

    return load(folder)


def _runner(seed: int) -> Run:
    """The joined run at its default size."""

    def run(dossier: Dossier, unreviewed: bool) -> Outlook:
        from parley.outlook import run

        return run(dossier, seed=seed, unreviewed=unreviewed)

    return run


def _preparer(seed: int) -> Prepare:
    """The live what-ifs at their default size."""

    def prepare(dossier: Dossier) -> Live:
        from parley.outlook.live import LIVE

        return Live(dossier, dataclasses.replace(LIVE, seed=seed))

    return prepare


def _parley_error(request: Request, error: Any) -> Response:
    return failure(request.url.path, 422, " ".join(str(error).split()))


def _http_error(request: Request, error: Any) -> Response:
    answer = failure(request.url.path, error.status_code, str(error.detail))
    for name, value in (error.headers or {}).items():
        answer.headers[name] = value
    return answer


def _validation_error(request: Request, error: Any) -> Response:
    first = error.errors()[0]
    where = ".".join(str(x) for x in first["loc"][1:])
    return failure(request.url.path, 422, f"{where}: {first['msg'].lower()}")

"""The application: its routes, over a workbench that is given to it."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response

from parley import __version__
from parley.dossier.schema import Dossier
from parley.errors import ParleyError
from parley.outlook.document import Outlook
from parley.web import pages
from parley.web.answers import failure, page
from parley.web.safety import Safety
from parley.web.workbench import Load, Run, Workbench

PATIENCE = 0.4
"""Seconds a page waits for a running outlook before it shows that it is running."""


def create_app(
    workspace: Path,
    *,
    unreviewed: bool = False,
    seed: int = 1,
    load: Load | None = None,
    run: Run | None = None,
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
    load, run : callable, optional
        How a folder is read and how the models are run; by default `parley.dossier.store.load`
        and `parley.outlook.run`.

    Returns
    -------
    FastAPI
        An ASGI application that answers GET only, and only to its own machine's names.
    """
    bench = Workbench(workspace, load or _load, run or _runner(seed), unreviewed=unreviewed)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        bench.close()

    app = FastAPI(
        title="Parley",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    app.add_middleware(Safety)
    app.add_exception_handler(ParleyError, _parley_error)
    app.add_exception_handler(HTTPException, _http_error)
    _add_pages(app, bench)
    _add_files(app)
    _add_api(app, bench)
    return app


def _add_pages(app: FastAPI, bench: Workbench) -> None:
    """Pages for people."""

    @app.get("/", include_in_schema=False)
    def home() -> Response:
        names = bench.names()
        cards = tuple(_card(bench, n) for n in names)
        return page("home", pages.HomePage("Processes", cards))

    @app.get("/p/{name}", include_in_schema=False)
    def outlook(name: str) -> Response:
        place = pages.place(name, _dossier(bench, name))
        found = bench.outlook(name, PATIENCE)
        if found is None:
            return page("outlook", pages.OutlookPage("Running", place, None), 202)
        from parley.brief.render import body

        return page("outlook", pages.OutlookPage("Outlook", place, body(found)))

    @app.get("/p/{name}/dossier", include_in_schema=False)
    def dossier(name: str) -> Response:
        return page("dossier", pages.record(name, _dossier(bench, name)))

    @app.get("/p/{name}/sources/{source}", include_in_schema=False)
    def reader(name: str, source: str) -> Response:
        found = _dossier(bench, name)
        if source not in {s.id for s in found.sources}:
            raise HTTPException(404, f"{source}: no such source")
        return page("reader", pages.reader(name, found, source))

    @app.get("/p/{name}/brief.{ending}", include_in_schema=False)
    def brief(name: str, ending: str) -> Response:
        return _download(_ready(bench, name), ending)


def _add_files(app: FastAPI) -> None:
    """The style sheet and the one script, served as files."""

    @app.get("/static/style.css", include_in_schema=False)
    def style() -> Response:
        from importlib import resources

        from parley.brief.render import style

        own = resources.files("parley.web").joinpath("web.css").read_text(encoding="utf-8")
        return PlainTextResponse(style() + own, media_type="text/css")

    @app.get("/static/parley.js", include_in_schema=False)
    def script() -> Response:
        from parley.brief.render import script

        return PlainTextResponse(script(), media_type="text/javascript")

    @app.get("/favicon.ico", include_in_schema=False)
    def icon() -> Response:
        return Response(status_code=204)


def _add_api(app: FastAPI, bench: Workbench) -> None:
    """The same documents for programs."""

    @app.get("/api/processes", summary="Names of the processes of the workspace")
    def processes() -> JSONResponse:
        return JSONResponse({"processes": bench.names()})

    @app.get("/api/outlook", summary="The outlook document of a process")
    def outlook(process: str | None = None) -> JSONResponse:
        return JSONResponse(_ready(bench, _only(bench, process)).to_json())

    @app.get("/api/dossier", summary="The dossier of a process")
    def dossier(process: str | None = None) -> JSONResponse:
        found = _dossier(bench, _only(bench, process))
        return JSONResponse(found.model_dump(mode="json"))


def _card(bench: Workbench, name: str) -> pages.ProcessCard:
    """A process on the home page; one that cannot be read says why."""
    try:
        dossier = bench.dossier(name)
    except ParleyError as error:
        return pages.unreadable(name, str(error))
    try:
        return pages.card(name, dossier, bench.known_outlook(name))
    except ParleyError as error:
        return pages.card(name, dossier, None, problem=str(error))
    except Exception:
        logging.getLogger(__name__).exception("the run of %s failed", name)
        says = "The run went wrong inside Parley; its terminal says more."
        return pages.card(name, dossier, None, problem=says)


def _only(bench: Workbench, name: str | None) -> str:
    """The process asked for; the only one when none is named."""
    names = bench.names()
    if name is not None:
        return name
    if len(names) == 1:
        return names[0]
    raise HTTPException(400, f"process: name one of {', '.join(names) or 'none'}")


def _dossier(bench: Workbench, name: str) -> Dossier:
    """The dossier of a process."""
    if name not in bench.names():
        raise HTTPException(404, f"{name}: no such process")
    return bench.dossier(name)


def _ready(bench: Workbench, name: str) -> Outlook:
    """The outlook, however long it takes."""
    _dossier(bench, name)
    found = bench.outlook(name)
    if found is None:
        raise HTTPException(503, f"process {name!r}: no outlook yet")
    return found


def _download(outlook: Outlook, ending: str) -> Response:
    """The brief as a file to keep."""
    from parley import brief

    if ending not in ("html", "md"):
        raise HTTPException(404, f"brief.{ending}: the endings are html and md")
    text = brief.html(outlook) if ending == "html" else brief.markdown(outlook)
    headers = {"content-disposition": f'attachment; filename="brief.{ending}"'}
    kind = "text/html" if ending == "html" else "text/markdown"
    return PlainTextResponse(text, media_type=kind, headers=headers)


def _load(folder: Path) -> Dossier:
    from parley.dossier.store import load

    return load(folder)


def _runner(seed: int) -> Run:
    """The joined run at its default size."""

    def run(dossier: Dossier, unreviewed: bool) -> Outlook:
        from parley.outlook import run

        return run(dossier, seed=seed, unreviewed=unreviewed)

    return run


def _parley_error(request: Request, error: Any) -> Response:
    return failure(request.url.path, 422, " ".join(str(error).split()))


def _http_error(request: Request, error: Any) -> Response:
    return failure(request.url.path, error.status_code, str(error.detail))

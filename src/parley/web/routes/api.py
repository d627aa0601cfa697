"""The same data for programs: every page of a process at `/p/…` has its JSON at `/api/p/…`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from parley.dossier import review
from parley.dossier.review import Decision
from parley.dossier.schema import Dossier, Scenario
from parley.dossier.store import MODELS
from parley.outlook.document import Outlook
from parley.outlook.settings import parse_settings
from parley.web.answers import TOKENS, ErrorBody
from parley.web.edits import Change, StaleError, version_of
from parley.web.routes import changes, pages
from parley.web.routes.seeing import PATIENCE, bench_of, dossier_of, outlook_of
from parley.web.screens import dossier as dossiers
from parley.web.screens import home as homes
from parley.web.screens import outlook as outlooks
from parley.web.screens import reader as readers

DESCRIPTION = """The data of every page of the workbench. Errors have one shape:
`{"error": {"status": 404, "message": "…"}}`. Changes need the header `X-Parley-Token`, got from
`/api/session`, and name the version of the entry that was seen."""
ERRORS: dict[int | str, dict[str, Any]] = {
    code: {"model": ErrorBody, "description": says}
    for code, says in (
        (400, "Asked wrongly"), (401, "The access token is missing"),
        (403, "From another site, or without a token"), (404, "Not there"),
        (409, "Changed since it was seen"), (413, "Too long"), (422, "Breaks a rule"),
        (503, "The models are running; ask again"),
    )
}  # fmt: skip
router = APIRouter(prefix="/api", responses=ERRORS)
Name = Annotated[str, Path(description="Name of the process: its folder.")]
Process = Annotated[str | None, Query(description="Name of the process; needed when several.")]


class Processes(BaseModel):
    """The processes of the workspace."""

    processes: list[str]


class Session(BaseModel):
    """What a program needs to make changes."""

    token: str


class Decide(BaseModel):
    """A decision on an entry, or a new entry."""

    model_config = ConfigDict(extra="forbid")
    action: Literal["accept", "reject", "edit", "add", "undo"]
    entry: str | None = Field(None, description="LIST/ID; for `add` the name of the list.")
    version: str | None = Field(None, description="Version of the entry that was seen.")
    why: str | None = None
    fields: dict[str, Any] = Field({}, description="For `edit` and `add`: plain data, as in YAML.")
    source: str | None = Field(None, description="For `add`: the source it rests on.")
    start: int | None = Field(None, ge=0)
    end: int | None = Field(None, ge=0)


class Decided(BaseModel):
    """The line written to the log, and the entry's new version (none once it is gone)."""

    decision: Decision
    version: str | None


class SaveScenario(BaseModel):
    """A scenario to keep: its name, and settings ID=STATE."""

    model_config = ConfigDict(extra="forbid")
    label: str
    set: list[str]


@router.get("/processes", summary="Names of the processes of the workspace")
def processes(request: Request) -> Processes:
    """List the processes."""
    return Processes(processes=bench_of(request).names())


@router.get("/session", summary="A token for changes")
def session() -> Session:
    """Give a token."""
    return Session(token=TOKENS.new())


@router.get("/outlook", summary="The outlook document of a process", response_model=Outlook)
def outlook_document(request: Request, process: Process = None) -> JSONResponse:
    """The outlook document, as `parley outlook --json` prints it; waits for a run."""
    return JSONResponse(outlook_of(request, _only(request, process)).to_json())


@router.get("/dossier", summary="The dossier of a process", response_model=Dossier)
def dossier_document(request: Request, process: Process = None) -> JSONResponse:
    """Everything on record."""
    return JSONResponse(dossier_of(request, _only(request, process)).model_dump(mode="json"))


@router.get("/home", summary="The home page")
def home(request: Request) -> homes.HomePage:
    """Every process with its latest outlook and what changed."""
    return pages.home_page(bench_of(request))


@router.get("/p/{name}", summary="The outlook page")
def outlook(request: Request, name: Name) -> outlooks.OutlookPage:
    """The outlook as its page shows it; `state` is running while the models run."""
    return pages.outlook_page(request, name, PATIENCE)


@router.get("/p/{name}/whatif", summary="A scenario beside things as they stand")
def whatif(
    request: Request,
    name: Name,
    set: Annotated[list[str], Query(description="ID=STATE, any number of times.")] = [],  # noqa: B006
    horizon: Annotated[int, Query(ge=1, le=240, description="Month of the rows.")] = 12,
) -> outlooks.WhatIfView:
    """Set levers, meetings or constraints otherwise; same draws, same shocks."""
    return pages.whatif_of(request, name)


@router.get("/p/{name}/why/{anchor}", summary="The chain behind one number")
def why(request: Request, name: Name, anchor: str) -> outlooks.WhyView:
    """Finding, estimates, entries and sentences."""
    try:
        return outlooks.why_view(pages.book_of(request, name), anchor)
    except KeyError:
        raise HTTPException(404, f"{anchor}: no such number") from None


@router.get("/p/{name}/compare", summary="Two outlooks side by side")
def compare(request: Request, name: Name, before: str = "", after: str = "") -> homes.ComparePage:
    """The last two outlooks kept, or those named."""
    return pages.compare_page(request, name, before, after)


@router.get("/p/{name}/reader", summary="Every report")
def sources(request: Request, name: Name) -> readers.SourcesPage:
    """The reports, with how many entries wait in each."""
    return readers.sources(name, dossier_of(request, name))


@router.get("/p/{name}/reader/{source}", summary="One report with what was read in it")
def reader(request: Request, name: Name, source: str) -> readers.ReaderPage:
    """The text cut at its evidence, and the entries that rest on it."""
    return pages.reader_page(request, name, source)


@router.get("/p/{name}/dossier", summary="The matrix and one list of entries")
def dossier(
    request: Request, name: Name, kind: str = "", q: str = "",
    start: Annotated[int, Query(ge=0)] = 0,
) -> dossiers.DossierPage:  # fmt: skip
    """Who stands where, and the entries of a kind that hold the words."""
    return dossiers.record(name, dossier_of(request, name), kind, q, start)


@router.get("/p/{name}/entries/{key:path}", summary="One entry")
def entry(request: Request, name: Name, key: str) -> dossiers.EntryPage:
    """An entry with its quotes, fields and log."""
    return pages.entry_page(request, name, key)


@router.post("/p/{name}/decisions", summary="Accept, reject, edit, add or undo")
def decide(
    request: Request,
    name: Name,
    wanted: Decide,
    x_parley_token: Annotated[str, Header(description="From /api/session.")] = "",
) -> Decided:
    """Carry out one decision on the record."""
    require_token(x_parley_token)
    found, bench = dossier_of(request, name), bench_of(request)
    if wanted.action == "undo":
        decision = bench.change(name, changes.undoing(bench.log(name)))
    elif wanted.action == "add":
        kind = wanted.entry or ""
        if kind not in MODELS:
            raise HTTPException(400, f"entry: must be a list, one of {', '.join(MODELS)}")
        span = None if wanted.start is None or wanted.end is None else (wanted.start, wanted.end)
        step = changes.adding(found, kind, wanted.fields, wanted.source or "", span, wanted.why)
        decision = bench.change(name, step)
    else:
        decision = _on_entry(request, name, wanted)
    try:
        version = version_of(review.entry_of(bench.dossier(name), decision.entry))
    except ValueError:
        version = None
    return Decided(decision=decision, version=version)


@router.post("/p/{name}/scenarios", summary="Save a scenario", status_code=201)
def save_scenario(
    request: Request,
    name: Name,
    wanted: SaveScenario,
    x_parley_token: Annotated[str, Header(description="From /api/session.")] = "",
) -> list[Scenario]:
    """Keep a scenario under a name; give every one kept."""
    require_token(x_parley_token)
    dossier_of(request, name)
    bench = bench_of(request)
    bench.keep_scenario(name, wanted.label, parse_settings(wanted.set))
    return list(bench.dossier(name).scenarios)


def _on_entry(request: Request, name: str, wanted: Decide) -> Decision:
    """Accept, reject or edit an entry that somebody saw in the version they name."""
    found, bench, key = dossier_of(request, name), bench_of(request), wanted.entry or ""
    review.entry_of(found, key)
    if wanted.version is None:
        raise HTTPException(400, "version: name the version of the entry that was seen")
    if wanted.action == "accept":
        step = changes.accepting(key)
    elif wanted.action == "reject":
        step = changes.rejecting(key, wanted.why or "")
    else:
        step = changes.editing(key, wanted.fields, wanted.why)
    shown = wanted.fields or {"review": wanted.action}
    try:
        return bench.change(name, step, Change(key, wanted.version, shown))
    except StaleError as stale:
        raise HTTPException(409, f"{stale}; now: {stale.theirs.model_dump_json()}") from stale


def _only(request: Request, name: str | None) -> str:
    """The process asked for; the only one when none is named."""
    names = bench_of(request).names()
    if name is not None:
        return name
    if len(names) == 1:
        return names[0]
    raise HTTPException(400, f"process: name one of {', '.join(names) or 'none'}")


def require_token(token: str) -> None:
    """403 unless the token is one of ours."""
    if not TOKENS.valid(token):
        raise HTTPException(403, "X-Parley-Token: get one from /api/session")

"""The models' pages for programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from pydantic import BaseModel, ConfigDict

from parley.ledger import Ledger, read_questions
from parley.web.routes import exports, models
from parley.web.routes.api import ERRORS, Name, require_token
from parley.web.routes.seeing import bench_of, dossier_of, outlook_of
from parley.web.screens import brief, deals, forecasts, moves, network, positions

router = APIRouter(prefix="/api", responses=ERRORS)
Token = Annotated[str, Header(description="From /api/session.")]


class Resolve(BaseModel):
    """How a question turned out."""

    model_config = ConfigDict(extra="forbid")
    id: str
    outcome: str
    process: str | None = None
    by: str | None = None
    on: str | None = None
    source: str = ""


@router.get("/p/{name}/network", summary="Meetings in order, and who deals with whom")
def network_(request: Request, name: Name) -> network.NetworkPage:
    """The timeline and the network."""
    return network.network_page(name, dossier_of(request, name))


@router.get("/p/{name}/deals", summary="The table, and a package built on it")
def deals_(
    request: Request,
    name: Name,
    t: Annotated[list[str], Query(description="ISSUE=OPTION, any number of times.")] = [],  # noqa: B006
) -> deals.DealsPage:
    """Who accepts a package, who refuses it and why, and what betters it."""
    return models.deals_page(request, name)


@router.get("/p/{name}/moves", summary="The graph of states")
def moves_(request: Request, name: Name) -> moves.MovesPage:
    """States, the moves between them, and the ways from today."""
    return models.moves_page(request, name)


@router.get("/p/{name}/moves/{number}", summary="One state: why it holds or does not")
def state(request: Request, name: Name, number: int) -> moves.StatePage:
    """A state in words."""
    return models.state_page(request, name, number)


@router.get("/p/{name}/positions", summary="One issue's spectrum and forecast")
def positions_(
    request: Request,
    name: Name,
    issue: str = "",
    move: Annotated[list[str], Query(description="PARTY=PERCENT along the scale.")] = [],  # noqa: B006
) -> positions.PositionsPage:
    """Who stands where, the density, and the same with positions moved."""
    return models.positions_page(request, name)


@router.get("/p/{name}/forecasts", summary="Questions, answers and scores")
def forecasts_(request: Request, name: Name) -> forecasts.ForecastsPage:
    """The ledger of a process."""
    return models.forecasts_page(request, name)


@router.post("/p/{name}/forecasts", summary="Keep the outlook's questions", status_code=201)
def keep(request: Request, name: Name, x_parley_token: Token = "") -> dict[str, int]:
    """Add the questions of the outlook to the ledger; how many were new."""
    require_token(x_parley_token)
    document = outlook_of(request, name).to_json()
    with Ledger(models.ledger_of(request, name)) as ledger:
        return {"recorded": ledger.record(read_questions(document))}


@router.post("/p/{name}/forecasts/resolve", summary="Record how a question turned out")
def resolve(
    request: Request, name: Name, wanted: Resolve, x_parley_token: Token = ""
) -> dict[str, str]:
    """Add an answer to the ledger."""
    require_token(x_parley_token)
    dossier_of(request, name)
    models.resolve_in(bench_of(request).ledger(name), wanted.model_dump())
    return {"id": wanted.id, "outcome": wanted.outcome}


@router.get("/p/{name}/brief", summary="The brief's preview and its files")
def brief_(request: Request, name: Name) -> brief.BriefPage:
    """Every form the brief comes in, with addresses."""
    return exports.brief_page(request, name)

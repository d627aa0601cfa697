"""Pages of the models: deals, moves, positions; and of the record in time: network, forecasts."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from parley.errors import InputError, OutlookError, ParleyError
from parley.ledger import Ledger, read_questions
from parley.web.answers import page
from parley.web.routes.changes import Form
from parley.web.routes.seeing import PATIENCE, bench_of, dossier_of, either, outlook_of
from parley.web.screens import deals, forecasts, moves, network, positions
from parley.web.workbench import Workbench

router = APIRouter(include_in_schema=False)
Found = TypeVar("Found")


@router.get("/p/{name}/network")
def network_(request: Request, name: str) -> Response:
    """Meetings in order, and who deals with whom."""
    return page("network", network.network_page(name, dossier_of(request, name)))


@router.get("/p/{name}/deals")
def deals_(request: Request, name: str) -> Response:
    """The table, and a package built on it."""
    data = deals_page(request, name)
    return either(request, "deals", data, _status(data.state))


@router.get("/p/{name}/moves")
def moves_(request: Request, name: str) -> Response:
    """The graph of states."""
    data = moves_page(request, name)
    return page("moves", data, _status(data.state))


@router.get("/p/{name}/moves/{number}")
def state(request: Request, name: str, number: int) -> Response:
    """One state: why it holds or does not."""
    return either(request, "state", state_page(request, name, number))


@router.get("/p/{name}/positions")
def positions_(request: Request, name: str) -> Response:
    """One issue's spectrum."""
    data = positions_page(request, name)
    return either(request, "positions", data, _status(data.state))


@router.get("/p/{name}/forecasts")
def forecasts_(request: Request, name: str) -> Response:
    """Questions, answers and how good the forecasts were."""
    return page("forecasts", forecasts_page(request, name))


@router.post("/p/{name}/forecasts/keep")
def keep(request: Request, name: str, form: dict[str, str] = Form) -> Response:
    """Keep the outlook's questions in the ledger."""
    document = outlook_of(request, name).to_json()
    with Ledger(ledger_of(request, name)) as ledger:
        ledger.record(read_questions(document))
    return RedirectResponse(f"/p/{quote(name)}/forecasts", 303)


@router.post("/p/{name}/forecasts/resolve")
def resolve(request: Request, name: str, form: dict[str, str] = Form) -> Response:
    """Record how a question turned out."""
    dossier_of(request, name)
    resolve_in(bench_of(request).ledger(name), form)
    return RedirectResponse(f"/p/{quote(name)}/forecasts", 303)


def resolve_in(address: str | Path, said: Mapping[str, str | None]) -> None:
    """Add an answer to a ledger.

    Raises
    ------
    InputError
        When there is no such question, the outcome does not fit it, or a day is none.
    """
    with Ledger(address, create=False) as ledger:
        ledger.resolve(
            said.get("id") or "",
            said.get("outcome") or "",
            process=said.get("process") or None,
            by=_day(said.get("by")),
            on=_day(said.get("on")),
            source=said.get("source") or "",
        )


def deals_page(request: Request, name: str) -> deals.DealsPage:
    """The deals page's data; `t.ISSUE=OPTION` sets a term, `x` and `y` the parties of the chart."""
    found = dossier_of(request, name)
    builder, why = _tried(request, name, Workbench.builder)
    query = request.query_params
    chosen = {k[2:]: v for k, v in query.items() if k.startswith("t.")}
    chosen |= _pairs(query.getlist("t"))
    axes = (_whole(query.get("x"), 0), _whole(query.get("y"), 1))
    return deals.deals_page(name, found, builder, chosen, axes, why, "ask" in query)


def moves_page(request: Request, name: str) -> moves.MovesPage:
    """The moves page's data."""
    found = dossier_of(request, name)
    graph, why = _tried(request, name, Workbench.graph)
    return moves.moves_page(name, found, graph, why)


def state_page(request: Request, name: str, number: int) -> moves.StatePage:
    """One state's data."""
    found = dossier_of(request, name)
    graph = bench_of(request).graph(name)
    if graph is None:
        raise OutlookError("moves: not there yet; ask again")
    return moves.state_page(name, found, graph, number)


def positions_page(request: Request, name: str) -> positions.PositionsPage:
    """The positions page's data; `m.PARTY=PERCENT` moves a party."""
    found = dossier_of(request, name)
    live, why = _tried(request, name, Workbench.live)
    query = request.query_params
    places = {k[2:]: v for k, v in query.items() if k.startswith("m.")}
    places |= _pairs(query.getlist("move"))
    moved = {k: min(int(v), 100) / 100 for k, v in places.items() if v.isdigit()}
    joined = live.joined if live is not None else None
    return positions.positions_page(name, found, joined, query.get("issue", ""), moved, why)


def forecasts_page(request: Request, name: str) -> forecasts.ForecastsPage:
    """The forecasts page's data."""
    bench, found = bench_of(request), dossier_of(request, name)
    try:
        outlook = bench.outlook(name, PATIENCE)
    except ParleyError:
        outlook = None
    return forecasts.forecasts_page(name, found, bench.ledger(name), outlook)


def _tried(
    request: Request, name: str, make: Callable[[Workbench, str, float], Found | None]
) -> tuple[Found | None, str | None]:
    """Something prepared, or why it cannot be; neither while it is made."""
    try:
        return make(bench_of(request), name, PATIENCE), None
    except ParleyError as error:
        return None, str(error)
    except Exception:
        logging.getLogger(__name__).exception("preparing %s failed", name)
        return None, "This went wrong inside Parley; its terminal says more."


def _pairs(texts: list[str]) -> dict[str, str]:
    """Texts KEY=VALUE as a mapping."""
    return {k: v for k, _, v in (t.partition("=") for t in texts)}


def _status(state: str) -> int:
    """202 while the models run."""
    return 202 if state == "running" else 200


def ledger_of(request: Request, name: str) -> str | Path:
    """Where forecasts are kept, its folder made."""
    address = bench_of(request).ledger(name)
    if isinstance(address, Path):
        address.parent.mkdir(exist_ok=True)
    return address


def _day(text: str | None) -> datetime.date | None:
    """A day as a form sends it."""
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"date: must be YYYY-MM-DD, got {text!r}") from error


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdigit() else default

"""Pages for people: home, outlook with its what-ifs and chains, reader, dossier."""

from __future__ import annotations

import dataclasses
import logging
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from parley.brief.chains import Chain, ChainBook
from parley.dossier.review import entry_of
from parley.errors import ParleyError
from parley.outlook.live import anchored
from parley.outlook.settings import parse_settings
from parley.web import kept
from parley.web.answers import page
from parley.web.routes.seeing import (
    PATIENCE,
    bench_of,
    dossier_of,
    either,
    known_live,
    live_of,
    outlook_of,
)
from parley.web.screens import dossier as dossiers
from parley.web.screens import home as homes
from parley.web.screens import outlook as outlooks
from parley.web.screens import reader as readers
from parley.web.screens.common import Place, place
from parley.web.workbench import Workbench

router = APIRouter(include_in_schema=False)
LONG = 30.0
"""Seconds the part of a page waits that is asked for apart."""


@router.get("/")
def home(request: Request) -> Response:
    """Every process of the workspace."""
    return page("home", home_page(bench_of(request)))


@router.get("/p/{name}")
def outlook(request: Request, name: str) -> Response:
    """The outlook of a process; while the models run, a page that says so."""
    found = dossier_of(request, name)
    bench = bench_of(request)
    answer = bench.outlook(name, PATIENCE)
    if answer is None:
        return page("outlook", outlooks.outlook_page(name, found, None), 202)
    return page("outlook", outlook_page(request, name, PATIENCE))


@router.get("/p/{name}/levers")
def levers(request: Request, name: str) -> Response:
    """The sliders, once they are prepared."""
    return either(request, "levers", outlook_page(request, name, LONG))


@router.get("/p/{name}/whatif")
def whatif(request: Request, name: str) -> Response:
    """A scenario beside things as they stand."""
    where = place(name, dossier_of(request, name), "outlook")
    return either(request, "whatif", WhatIfPage("What if", where, whatif_of(request, name)))


@router.get("/p/{name}/why/{anchor}")
def why(request: Request, name: str, anchor: str) -> Response:
    """The chain behind one number."""
    where = place(name, dossier_of(request, name), "outlook")
    try:
        view = outlooks.why_view(book_of(request, name), anchor)
    except KeyError:
        raise HTTPException(404, f"{anchor}: no such number") from None
    return either(request, "why", WhyPage("What it rests on", where, view.chain))


@router.get("/p/{name}/compare")
def compare(request: Request, name: str, before: str = "", after: str = "") -> Response:
    """Two outlooks of a process side by side."""
    return page("compare", compare_page(request, name, before, after))


@router.get("/p/{name}/reader")
def sources(request: Request, name: str) -> Response:
    """Every report; the only one is opened."""
    found = dossier_of(request, name)
    if len(found.sources) == 1:
        return page("reader", readers.reader(name, found, found.sources[0].id))
    return page("sources", readers.sources(name, found))


@router.get("/p/{name}/reader/{source}")
def reader(request: Request, name: str, source: str) -> Response:
    """One report with what was read in it."""
    return page("reader", reader_page(request, name, source))


@router.get("/p/{name}/dossier")
def dossier(request: Request, name: str, kind: str = "", q: str = "", start: int = 0) -> Response:
    """The matrix and one list of entries."""
    return page("dossier", dossiers.record(name, dossier_of(request, name), kind, q, start))


@router.get("/p/{name}/entries/{key:path}")
def entry(request: Request, name: str, key: str) -> Response:
    """One entry with its quotes and the form to change it."""
    return either(request, "entry", entry_page(request, name, key))


@dataclasses.dataclass(frozen=True)
class WhatIfPage:
    """A scenario on its page, or beside the sliders."""

    title: str
    place: Place
    view: outlooks.WhatIfView


@dataclasses.dataclass(frozen=True)
class WhyPage:
    """The chain behind one number, on its page or in the sheet."""

    title: str
    place: Place
    chain: Chain


def home_page(bench: Workbench) -> homes.HomePage:
    """The home page's data."""
    return homes.HomePage("Processes", tuple(_card(bench, n) for n in bench.names()))


def outlook_page(request: Request, name: str, patience: float) -> outlooks.OutlookPage:
    """The outlook's data, with sliders when they are there in time."""
    found, bench = dossier_of(request, name), bench_of(request)
    answer = bench.outlook(name, patience)
    live = None
    if answer is not None and answer.outcomes is not None:
        live = known_live(request, name, patience)
    sliders = live.sliders if live else None
    return outlooks.outlook_page(name, found, answer, sliders)


def book_of(request: Request, name: str) -> ChainBook:
    """Every chain of an outlook, gathered once."""
    found = outlook_of(request, name)
    return bench_of(request).once(name, "chains", lambda: ChainBook(found))


def reader_page(request: Request, name: str, source: str) -> readers.ReaderPage:
    """The reader's data; 404 for a report that is not there."""
    try:
        return readers.reader(name, dossier_of(request, name), source)
    except KeyError:
        raise HTTPException(404, f"{source}: no such source") from None


def entry_page(request: Request, name: str, key: str) -> dossiers.EntryPage:
    """One entry's data; 404 for one that is not there."""
    found = dossier_of(request, name)
    try:
        entry_of(found, key)
    except ParleyError as error:
        raise HTTPException(404, str(error)) from None
    if key == "process" or "/" not in key:
        raise HTTPException(404, f"{key}: no such entry; write LIST/ID")
    log = tuple(
        f"{d.when:%Y-%m-%d %H:%M} {d.who}: {d.action} {d.field}" + (f" – {d.why}" if d.why else "")
        for d in bench_of(request).log(name)
        if d.entry == key
    )
    return dossiers.entry(name, found, key, log)


def compare_page(request: Request, name: str, before: str, after: str) -> homes.ComparePage:
    """Two kept outlooks; the last two when none are named."""
    where = place(name, dossier_of(request, name), "outlook")
    found = kept.kept(bench_of(request).folder(name))
    if len(found) < 2:
        runs = tuple((s.run, s.made) for s in found)
        return homes.ComparePage("What changed", where, runs, "", "", (), ())
    known = {s.run: s for s in found}
    one, two = known.get(before, found[1]), known.get(after, found[0])
    return homes.compare(where, found, one, two)


def whatif_of(request: Request, name: str) -> outlooks.WhatIfView:
    """The view of the scenario in a query.

    `set=ID=STATE` as on the command line, any number of times; `p.ID=PERCENT` as sliders send it,
    which counts only where it differs from things as they stand; `horizon` is the month shown.
    """
    live = live_of(request, name)
    at = {s.id: round(100 * s.at) for s in live.sliders}
    query = request.query_params
    texts = list(query.getlist("set"))
    for key, value in query.multi_items():
        if key.startswith("p.") and value.isdigit() and int(value) != at.get(key[2:]):
            texts.append(f"{key[2:]}={min(int(value), 100) / 100}")
    scenario = parse_settings(texts)
    month = query.get("horizon", "12")
    again = urlencode([("set", t) for t in texts])
    picture = live.picture(scenario)
    found = bench_of(request).known_outlook(name)
    if found is not None:
        picture = anchored(picture, found)
    return outlooks.whatif_view(picture, int(month) if month.isdigit() else 12, again)


def _card(bench: Workbench, name: str) -> homes.ProcessCard:
    """A process on the home page; one that cannot be read says why."""
    try:
        dossier = bench.dossier(name)
    except ParleyError as error:
        return homes.unreadable(name, str(error))
    past = kept.kept(bench.folder(name))
    try:
        return homes.card(name, dossier, bench.known_outlook(name), past)
    except ParleyError as error:
        return homes.card(name, dossier, None, past, problem=str(error))
    except Exception:
        logging.getLogger(__name__).exception("the run of %s failed", name)
        says = "The run went wrong inside Parley; its terminal says more."
        return homes.card(name, dossier, None, past, problem=says)

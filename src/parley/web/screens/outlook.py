"""Outlook: the chances over time, what moves them, and sliders that move them while one watches."""

from __future__ import annotations

import dataclasses
from typing import Any
from urllib.parse import urlencode

from parley.brief.chains import Chain, ChainBook
from parley.dossier.schema import Dossier
from parley.outlook.document import MeetingView, Number, Outlook, ZoneView
from parley.outlook.live import Picture, Slider
from parley.web import specs
from parley.web.screens.common import Place, place

KEYS = ("settlement", "ceasefire_holding", "war_continues", "collapse")
"""Headline outcomes, in the order shown."""
STUCK = 6
"""Sticking points shown."""


@dataclasses.dataclass(frozen=True)
class Figure:
    """One headline chance."""

    key: str
    number: Number
    history: float | None
    anchor: str
    """Name of the chain behind it."""


@dataclasses.dataclass(frozen=True)
class Control:
    """A lever, meeting or constraint as a slider."""

    slider: Slider
    percent: int
    """Where it stands, 0 to 100."""
    note: str
    anchor: str | None


@dataclasses.dataclass(frozen=True)
class Stuck:
    """An issue that blocks a deal, and by how much a step on it would help."""

    id: str
    question: str
    number: Number
    says: str | None
    anchor: str


@dataclasses.dataclass(frozen=True)
class Driver:
    """An uncertain number that carries the headline, with its share of what is uncertain."""

    id: str
    name: str
    origin: str
    share: float


@dataclasses.dataclass(frozen=True)
class OutlookPage:
    """The outlook on a process; `state` is running, none (with `why`), or ready."""

    title: str
    place: Place
    state: str
    why: str | None
    question: str | None
    as_of: str | None
    headline: str | None
    note: str | None
    unreviewed: bool
    horizon: int
    figures: tuple[Figure, ...]
    chart: dict[str, Any] | None
    """Vega-Lite: every exclusive outcome month by month with its band."""
    ready: bool
    """Whether the sliders are there; they are prepared after the outlook."""
    controls: tuple[Control, ...]
    meetings: tuple[tuple[MeetingView, str], ...]
    """Meetings to come, each with the name of its chain."""
    stuck: tuple[Stuck, ...]
    zone: ZoneView | None
    shares: dict[str, float]
    drivers: tuple[Driver, ...]
    missing: tuple[str, ...]
    scenarios: tuple[tuple[str, str], ...]
    """Kept scenarios: name, and query that opens it."""
    run: str | None


@dataclasses.dataclass(frozen=True)
class WhatIfView:
    """A scenario beside things as they stand."""

    set: dict[str, str | float]
    words: tuple[str, ...]
    """What is set otherwise, in words; empty for things as they stand."""
    horizon: int
    rows: tuple[tuple[str, Number, Number, Number], ...]
    """Outcome, as things stand, as set, paired difference."""
    chart: dict[str, Any]
    query: str


@dataclasses.dataclass(frozen=True)
class WhyView:
    """The chain behind one number: finding, estimates, entries, sentences."""

    anchor: str
    chain: Chain


def outlook_page(
    name: str,
    dossier: Dossier,
    found: Outlook | None,
    sliders: tuple[Slider, ...] | None = None,
) -> OutlookPage:
    """Return the outlook of a process as its page.

    Parameters
    ----------
    name, dossier : the process
    found : its outlook, None while the models run
    sliders : what can be set otherwise, None while that is prepared
    """
    where = place(name, dossier, "outlook")
    if found is None or found.outcomes is None:
        return _without(where, dossier, found)
    month = 12 if 12 in found.outcomes["settlement"] else max(found.outcomes["settlement"])
    history = {(a.outcome, a.horizon): a.rows.get("history") for a in found.alone}
    coming = [m for m in found.meetings if m.chance is not None]
    return OutlookPage(
        title="Outlook",
        place=where,
        state="ready",
        why=None,
        question=found.process.question,
        as_of=str(found.as_of) if found.as_of else None,
        headline=found.headline.says if found.headline else None,
        note=found.headline.note if found.headline else None,
        unreviewed=found.unreviewed,
        horizon=month,
        figures=tuple(
            Figure(
                k, found.outcomes[k][month], history.get((k, month)), ChainBook.anchor("outcome", k)
            )
            for k in KEYS
            if k in found.outcomes
        ),
        chart=specs.bands(found.months, found.phases),
        ready=sliders is not None,
        controls=controls(found, sliders or ()),
        meetings=tuple((m, ChainBook.anchor("entry", m.id)) for m in coming),
        stuck=_stuck(found),
        zone=found.zone,
        shares={str(k): v for k, v in found.headline.shares.items()} if found.headline else {},
        drivers=_drivers(found),
        missing=tuple(found.missing),
        scenarios=tuple(
            (s.note or s.id, urlencode([("set", f"{k}={v}") for k, v in s.settings.items()]))
            for s in dossier.scenarios
        ),
        run=found.run_id,
    )


def controls(found: Outlook, sliders: tuple[Slider, ...]) -> tuple[Control, ...]:
    """The sliders with a note and the chain of what each does."""
    levers = {v.id: v for v in found.levers}
    meetings = {m.id: m for m in found.meetings}
    out = []
    for s in sliders:
        note, anchor = "", None
        if s.id in levers:
            v = levers[s.id]
            note = f"{v.holder} → {v.target}; {v.state.replace('_', ' ')}"
            anchor = ChainBook.anchor("entry", s.id) if v.effects else None
        elif s.id in meetings:
            note, anchor = "chance that it takes place", ChainBook.anchor("entry", s.id)
        elif s.kind == "constraint":
            note = "in force; 0 lifts it"
        out.append(Control(s, round(100 * s.at), note, anchor))
    return tuple(out)


def whatif_view(picture: Picture, horizon: int, query: str) -> WhatIfView:
    """Return a scenario as the page shows it.

    Parameters
    ----------
    picture : the scenario's numbers
    horizon : month of the rows
    query : the scenario as a query, so that it can be opened again
    """
    month = horizon if horizon in picture.base["settlement"] else max(picture.base["settlement"])
    rows = tuple(
        (k, picture.base[k][month], picture.changed[k][month], picture.difference[k][month])
        for k in (*KEYS, "signed_by")
        if k in picture.base
    )
    months = list(range(len(picture.base_bands["settlement"].mean)))
    before = picture.base_bands if picture.settings else None
    chart = specs.bands(months, picture.changed_bands, before)
    return WhatIfView(picture.settings, picture.words, month, rows, chart, query)


def why_view(book: ChainBook, anchor: str) -> WhyView:
    """Return the chain of one number.

    Raises
    ------
    KeyError
        If the outlook has no number of this name.
    """
    return WhyView(anchor, book.all[anchor])


def _without(where: Place, dossier: Dossier, found: Outlook | None) -> OutlookPage:
    """The page while the models run, or when the record allows no outlook."""
    return OutlookPage(
        title="Running the models" if found is None else "No outlook possible",
        place=where, state="running" if found is None else "none",
        why=found.why if found else None, question=dossier.process.question,
        as_of=str(dossier.process.as_of) if dossier.process.as_of else None,
        headline=None, note=None, unreviewed=bool(found and found.unreviewed), horizon=12,
        figures=(), chart=None, ready=True, controls=(), meetings=(), stuck=(), zone=None,
        shares={}, drivers=(), missing=tuple(found.missing) if found else (), scenarios=(),
        run=found.run_id if found else None,
    )  # fmt: skip


def _stuck(found: Outlook) -> tuple[Stuck, ...]:
    """Issues that block, the one that blocks most first."""
    rows = [i for i in found.issues if i.sticking is not None]
    rows.sort(key=lambda i: -(i.sticking.value if i.sticking else 0))
    return tuple(
        Stuck(i.id, i.question, i.sticking, i.says, ChainBook.anchor("entry", i.id))
        for i in rows[:STUCK]
        if i.sticking is not None
    )


def _drivers(found: Outlook) -> tuple[Driver, ...]:
    """The numbers that carry the headline, largest share first."""
    pairs = found.headline.drivers if found.headline else []
    known = {e.id: e for e in found.estimates}
    return tuple(
        Driver(k, known[k].name, known[k].origin, share) for k, share in pairs[:8] if k in known
    )

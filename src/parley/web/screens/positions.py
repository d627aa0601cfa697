"""Positions: who stands where on an issue, over time, with the forecast; and what if one moved."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from parley.dossier.schema import Dossier
from parley.outlook.joined import Joined
from parley.outlook.spectra import Spectrum, issues, spectrum_of
from parley.web import specs
from parley.web.screens.common import Place, called, option_label, place


@dataclasses.dataclass(frozen=True)
class Held:
    """One position on record: when, whose, which option, and the entry that holds it."""

    date: str | None
    party: str
    option: str
    key: str


@dataclasses.dataclass(frozen=True)
class PositionsPage:
    """One issue's spectrum; `state` is running, none (with `why`), or ready."""

    title: str
    place: Place
    state: str
    why: str | None
    issues: tuple[tuple[str, str], ...]
    issue: str
    spectrum: Spectrum | None
    moved: Spectrum | None
    """The same with positions moved; None when none is."""
    chart: dict[str, Any] | None
    drift: dict[str, Any] | None
    """Positions over time, where the record holds more than one of a party."""
    record: tuple[Held, ...]


def positions_page(
    name: str,
    dossier: Dossier,
    joined: Joined | None,
    issue: str = "",
    moved: Mapping[str, float] | None = None,
    why: str | None = None,
) -> PositionsPage:
    """Return one issue's spectrum; the first issue when none is named.

    Parameters
    ----------
    name, dossier : the process
    joined : the prepared run, None while it is made or when there is none
    issue : which issue
    moved : party -> place from 0 to 1
    why : why there is none
    """
    where = place(name, dossier, "positions")
    known = issues(joined) if joined is not None else ()
    if joined is None or not known:
        words = why or (None if joined is None else "No contested issue has options in order.")
        state = "none" if words else "running"
        return PositionsPage("Positions", where, state, words, (), "", None, None, None, None, ())
    issue = issue or known[0][0]
    found = spectrum_of(joined, issue)
    changed = {
        s.party: moved[s.party]
        for s in found.stands
        if moved and s.party in moved and abs(moved[s.party] - s.place) > 0.005
    }
    other = spectrum_of(joined, issue, changed) if changed else None
    chart = specs.density(
        found.outcome.grid, found.outcome.density, other.outcome.density if other else None
    )
    record = _record(dossier, issue)
    return PositionsPage(
        title="Positions",
        place=where,
        state="ready",
        why=None,
        issues=known,
        issue=issue,
        spectrum=found,
        moved=other,
        chart=chart,
        drift=_drift(found, record),
        record=record,
    )


def _record(dossier: Dossier, issue: str) -> tuple[Held, ...]:
    """Every position on an issue that nobody rejected, oldest first."""
    dates = {s.id: s.date for s in dossier.sources}
    rows = []
    for p in dossier.positions:
        if p.issue == issue and p.review != "rejected" and p.preferred:
            said = p.as_of or next((dates.get(e.source) for e in p.evidence), None)
            rows.append(
                Held(
                    str(said) if said else None, called(dossier, p.party),
                    option_label(dossier, issue, p.preferred), f"positions/{p.id}",
                )
            )  # fmt: skip
    return tuple(sorted(rows, key=lambda r: (r.date or "", r.party)))


def _drift(found: Spectrum, record: tuple[Held, ...]) -> dict[str, Any] | None:
    """Lines over time, when some party has more than one dated position."""
    places = {label: i / (len(found.options) - 1) for i, (_, label) in enumerate(found.options)}
    rows = [
        {"date": r.date, "party": r.party, "place": places[r.option]}
        for r in record
        if r.date and r.option in places
    ]
    if len({r["date"] for r in rows}) < 2:
        return None
    return specs.drift(rows, [label for _, label in found.options])

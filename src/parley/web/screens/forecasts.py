"""Forecasts: what was asked, what was said, how it turned out, and how good it was."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from parley.dossier.schema import Dossier
from parley.ledger import Forecast, Ledger, Question, Resolution, ScoreCard, score
from parley.outlook.document import Outlook
from parley.web import specs
from parley.web.screens.common import Place, place


@dataclasses.dataclass(frozen=True)
class Asked:
    """One question with the forecasts of it and its answer."""

    process: str
    id: str
    text: str
    resolves: str
    by: str
    kind: str
    value: float | None
    """The latest forecast."""
    interval: tuple[float, float] | None
    base_rate: float | None
    made: str | None
    forecasts: int
    outcome: str | None
    on: str | None
    note: str | None
    kept: bool
    """False for a question of the outlook that is not in the ledger yet."""


@dataclasses.dataclass(frozen=True)
class ForecastsPage:
    """The ledger of a process."""

    title: str
    place: Place
    open: tuple[Asked, ...]
    answered: tuple[Asked, ...]
    fresh: int
    """Questions of the present outlook that are not kept yet."""
    card: ScoreCard | None
    chart: dict[str, Any] | None


def forecasts_page(
    name: str, dossier: Dossier, address: str | Path, found: Outlook | None
) -> ForecastsPage:
    """Return the questions kept for a process, and those of its outlook that are not.

    Parameters
    ----------
    name, dossier : the process
    address : where the ledger is; absent is empty
    found : the outlook, if it has been run
    """
    forecasts, answers = read(address)
    rows = _rows(forecasts, answers)
    known = {(r.id, r.by) for r in rows}
    fresh = [
        _fresh(dossier.process.title, q)
        for q in (found.questions if found else ())
        if q.by and (q.id, str(q.by)) not in known
    ]
    card = score(forecasts, answers) if answers else None
    return ForecastsPage(
        title="Forecasts",
        place=place(name, dossier, "forecasts"),
        open=tuple([*fresh, *(r for r in rows if r.outcome is None)]),
        answered=tuple(r for r in rows if r.outcome is not None),
        fresh=len(fresh),
        card=card,
        chart=_chart(card) if card and card.chances.n else None,
    )


def read(address: str | Path) -> tuple[tuple[Forecast, ...], tuple[Resolution, ...]]:
    """Forecasts and resolutions of a ledger; none where there is no ledger."""
    if isinstance(address, Path) and not address.is_file():
        return (), ()
    with Ledger(address, create=False) as ledger:
        return ledger.forecasts(), ledger.resolutions()


def _rows(forecasts: tuple[Forecast, ...], answers: tuple[Resolution, ...]) -> list[Asked]:
    """Every question kept, with its latest forecast and answer."""
    by_question: dict[Question, list[Forecast]] = {}
    for f in forecasts:
        by_question.setdefault(f.question, []).append(f)
    last = {r.question: r for r in answers}
    out = []
    for q, made in by_question.items():
        f, r = made[-1], last.get(q)
        out.append(
            Asked(
                q.process, q.id, q.text, q.resolves, str(q.by), q.kind, f.value, f.interval,
                f.base_rate, str(f.made) if f.made else None, len(made),
                r.outcome if r else None, str(r.on) if r else None, (r.note or None) if r else None,
                True,
            )
        )  # fmt: skip
    return sorted(out, key=lambda a: a.by)


def _fresh(process: str, q: Any) -> Asked:
    """A question of the outlook that the ledger does not hold."""
    return Asked(
        process, q.id, q.text, q.resolves, str(q.by), "chance", q.value, q.interval, q.base_rate,
        None, 0, None, None, None, False,
    )  # fmt: skip


def _chart(card: ScoreCard) -> dict[str, Any]:
    """The calibration plot: bins that hold a forecast."""
    rows = [
        {"said": b.mean, "came": b.share, "low": b.interval[0], "high": b.interval[1], "n": b.n}
        for b in card.calibration
        if b.n and b.interval is not None
    ]
    return specs.calibration(rows)

"""Twelve historical processes, each a dossier as it stood on a stated date, with what followed.

One folder per process under `processes/`: `case.yaml` holds the date, the horizon and the outcomes
with their sources, `dossier/` what was known on that date. The protocol they are coded by, what
the models said of them and how little that proves is docs/explanation/hindcast-cases.md.
"""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parley.dossier.schema import Dossier
from parley.dossier.store import load
from parley.dossier.words import WarType
from parley.errors import DossierError

ROOT = Path(__file__).with_name("processes")
OUTCOMES = ("signed", "stopped", "collapse")
"""Questions that every case answers, in this order."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question of a case, what happened, and the source that says so."""

    id: str
    question: str
    answer: bool
    source: str


@dataclass(frozen=True, slots=True)
class HistoricalCase:
    """One process and what became of it.

    Attributes
    ----------
    id, title : its folder, and its name
    date : the day the dossier stands on; nothing dated later is in it
    why_date : why that day
    horizon_months : months after the date at which the questions are answered
    type, started, ceasefire_since : as in the dossier
    deaths_a_year, deaths_source : battle deaths a year, and where the figure is from
    outcomes : one for each of `OUTCOMES`, in that order
    """

    id: str
    title: str
    date: datetime.date
    why_date: str
    horizon_months: int
    type: WarType
    started: datetime.date
    ceasefire_since: datetime.date | None
    deaths_a_year: float
    deaths_source: str
    outcomes: tuple[Outcome, ...]

    @property
    def folder(self) -> Path:
        """The folder of its dossier."""
        return ROOT / self.id / "dossier"

    def dossier(self) -> Dossier:
        """Load its dossier."""
        return load(self.folder)

    def happened(self, outcome: str) -> bool:
        """Return the answer to one of the questions; DossierError when there is no such one."""
        for found in self.outcomes:
            if found.id == outcome:
                return found.answer
        known = ", ".join(OUTCOMES)
        raise DossierError(f"case {self.id!r}: outcome must be one of {known}, got {outcome!r}")


def historical_ids() -> tuple[str, ...]:
    """Return the ids of the cases that ship with the package, by date.

    Examples
    --------
    >>> historical_ids()[0]
    'korea-1951'
    """
    cases = [historical_case(p.parent.name) for p in ROOT.glob("*/case.yaml")]
    return tuple(c.id for c in sorted(cases, key=lambda c: c.date))


def historical_case(key: str) -> HistoricalCase:
    """Return one case.

    Parameters
    ----------
    key : its id, see `historical_ids`

    Raises
    ------
    DossierError
        When there is no such case, or its file lacks a question or has another one.

    Examples
    --------
    >>> case = historical_case("aceh-2005")
    >>> case.date.isoformat(), case.happened("signed")
    ('2005-01-27', True)
    """
    import yaml

    path = ROOT / key / "case.yaml"
    if not path.is_file():
        raise DossierError(f"cases: no historical process {key!r}")
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    deaths = data.pop("intensity")
    outcomes = tuple(Outcome(**o) for o in data.pop("outcomes"))
    ids = tuple(o.id for o in outcomes)
    if ids != OUTCOMES or data["id"] != key:
        raise DossierError(f"case {key!r}: outcomes must be {OUTCOMES}, got {ids}")
    return HistoricalCase(
        **data,
        deaths_a_year=float(deaths["deaths_a_year"]),
        deaths_source=deaths["source"],
        outcomes=outcomes,
    )

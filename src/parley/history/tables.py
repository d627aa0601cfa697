"""The shipped tables: what each row holds, and how to load it.

Every figure is derived from a published data set that is not shipped; `sources.csv` cites each and
names the command that reproduces the figures from a user's own copy of the data.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from parley.errors import HistoryError

TYPES = ("interstate", "civil", "internationalised")
INTENSITIES = ("under 1,000 deaths a year", "1,000 or more deaths a year")
AGE_BANDS = ((1, 1), (2, 2), (3, 3), (4, 5), (6, 10), (11, None))
ENDINGS = ("agreement", "ceasefire", "victory_a", "victory_b", "low_activity", "actor_ceases")


@dataclass(frozen=True)
class Source:
    """A data set behind the tables: citation, coverage, and the command that refits from it."""

    id: str
    citation: str
    coverage: str
    command: str


@dataclass(frozen=True)
class BaseRate:
    """One historical figure.

    Attributes
    ----------
    name : str
        Short id, `mediation.icb.mediated.agreement` for instance.
    figure, low, high : float
        The figure and its 95 % interval; `low` and `high` are None where none was computed.
    events, n : int or None, int
        Cases in which it happened, of how many looked at; `events` is None for other than shares.
    unit, says : str
        Unit of the figure, and one sentence on what it counts.
    source : Source
        Where it comes from, with the command that reproduces it.
    """

    name: str
    figure: float
    low: float | None
    high: float | None
    events: int | None
    n: int
    unit: str
    says: str
    source: Source


@dataclass(frozen=True)
class Survival:
    """A Kaplan-Meier curve at a few months: share still free of the event, 95 % intervals.

    `median` is the month at which half are left, None when more than half never had the event.
    """

    table: str
    group: str
    n: int
    events: int
    median: float | None
    months: tuple[int, ...]
    survival: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    source: Source


@dataclass(frozen=True)
class Hazard:
    """A hazard constant within pieces of age: events and months at risk in each piece.

    `edges` are months, one more than the pieces; the last edge is None (open). A piece's rate is
    events divided by months at risk, per month.
    """

    table: str
    group: str
    edges: tuple[int | None, ...]
    events: tuple[int, ...]
    months_at_risk: tuple[float, ...]
    source: Source

    @property
    def rates(self) -> tuple[float, ...]:
        """Events per month at risk, piece by piece; 0 where nothing was at risk."""
        return tuple(
            e / m if m else 0.0 for e, m in zip(self.events, self.months_at_risk, strict=True)
        )


@dataclass(frozen=True)
class Cell:
    """Years of war of one type, age band, intensity and period, and how many ended in each way.

    `ends` follows ENDINGS. A year of war is a dyad-year: one pair of opponents in one calendar
    year.
    """

    type: str
    age_from: int
    age_to: int | None
    high_intensity: bool
    since_1990: bool
    years: int
    ends: tuple[int, ...]
    source: Source


def load_sources() -> dict[str, Source]:
    """Return every source of the shipped tables by id.

    Examples
    --------
    >>> load_sources()["ucdp-termination"].coverage
    'dyad episodes 1946-2020'
    """
    return {r["id"]: Source(**r) for r in _rows("sources.csv", None)}


def load_base_rates(folder: Path | None = None) -> dict[str, BaseRate]:
    """Return the single figures (mediation, sanctions, intensity, transitions) by name.

    Parameters
    ----------
    folder : Path, optional
        A folder written by `parley history fit --output`; the shipped tables when None.

    Returns
    -------
    dict of str to BaseRate

    Raises
    ------
    HistoryError
        If the table is absent from the folder or a number in it does not parse.

    Examples
    --------
    >>> rate = load_base_rates()["sanctions.imposed.settled"]
    >>> round(rate.figure, 2), rate.n
    (0.24, 536)
    """
    sources, rates = load_sources(), {}
    for r in _rows("base_rates.csv", folder):
        rates[r["name"]] = BaseRate(
            name=r["name"],
            figure=_float(r, "figure"),
            low=_maybe_float(r, "low"),
            high=_maybe_float(r, "high"),
            events=_maybe_int(r, "events"),
            n=_int(r, "n"),
            unit=r["unit"],
            says=r["says"],
            source=_source(sources, r),
        )
    return rates


def load_survival(folder: Path | None = None) -> dict[tuple[str, str], Survival]:
    """Return every survival curve by (table, group).

    Tables: `agreement` (months an agreement stays in force), `recurrence` (months until the same
    pair of opponents fights again, by how their fighting ended), `transition` (months until the
    next text of a kind in the same process).

    Examples
    --------
    >>> curve = load_survival()["agreement", "all agreements"]
    >>> curve.n, [round(s, 2) for s in curve.survival]
    (374, [0.96, 0.9, 0.85, 0.79, 0.74, 0.69, 0.65])
    """
    sources = load_sources()
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for r in _rows("survival.csv", folder):
        found.setdefault((r["table"], r["group"]), []).append(r)
    return {
        key: Survival(
            *key,
            n=_int(rows[0], "n"),
            events=_int(rows[0], "events"),
            median=_maybe_float(rows[0], "median"),
            months=tuple(_int(r, "month") for r in rows),
            survival=tuple(_float(r, "survival") for r in rows),
            low=tuple(_float(r, "low") for r in rows),
            high=tuple(_float(r, "high") for r in rows),
            source=_source(sources, rows[0]),
        )
        for key, rows in found.items()
    }


def load_hazards(folder: Path | None = None) -> dict[tuple[str, str], Hazard]:
    """Return every piecewise hazard by (table, group); tables `agreement` and `recurrence`.

    Examples
    --------
    >>> hazard = load_hazards()["agreement", "ceasefire provision, not full"]
    >>> [round(r, 3) for r in hazard.rates[:4]]
    [0.061, 0.072, 0.029, 0.012]
    """
    sources = load_sources()
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for r in _rows("hazards.csv", folder):
        found.setdefault((r["table"], r["group"]), []).append(r)
    return {
        key: Hazard(
            *key,
            edges=(*(_int(r, "from_month") for r in rows), _maybe_int(rows[-1], "to_month")),
            events=tuple(_int(r, "events") for r in rows),
            months_at_risk=tuple(_float(r, "months_at_risk") for r in rows),
            source=_source(sources, rows[0]),
        )
        for key, rows in found.items()
    }


def load_cells(folder: Path | None = None) -> tuple[Cell, ...]:
    """Return years of war by type, age, intensity and period, with how they ended.

    Examples
    --------
    >>> cells = load_cells()
    >>> sum(c.years for c in cells), sum(c.years for c in cells if c.type == "interstate")
    (2942, 133)
    """
    sources = load_sources()
    return tuple(
        Cell(
            type=r["type"],
            age_from=_int(r, "age_from"),
            age_to=_maybe_int(r, "age_to"),
            high_intensity=r["high_intensity"] == "1",
            since_1990=r["since_1990"] == "1",
            years=_int(r, "years"),
            ends=tuple(_int(r, e) for e in ENDINGS),
            source=_source(sources, r),
        )
        for r in _rows("annual_ends.csv", folder)
    )


@cache
def _shipped(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a table inside the package, read once."""
    text = files("parley.history").joinpath("tables", name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def _rows(name: str, folder: Path | None) -> tuple[dict[str, str], ...]:
    """Rows of a table, shipped or in a user's folder."""
    if folder is None:
        return _shipped(name)
    path = Path(folder) / name
    if not path.is_file():
        raise HistoryError(f"no table {name} in {folder}; write it with `parley history fit`")
    with path.open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle))


def _source(sources: dict[str, Source], row: dict[str, str]) -> Source:
    """The source a row names."""
    if row.get("source") not in sources:
        raise HistoryError(f"row {list(row.values())[:2]}: no source '{row.get('source')}'")
    return sources[row["source"]]


def _float(row: dict[str, str], column: str) -> float:
    """A number of a row, or an error naming the row."""
    try:
        return float(row[column])
    except (KeyError, TypeError, ValueError) as error:
        label = list(row.values())[:2]
        raise HistoryError(
            f"row {label}: {column} must be a number, got {row.get(column)!r}"
        ) from error


def _int(row: dict[str, str], column: str) -> int:
    """A whole number of a row."""
    return int(_float(row, column))


def _maybe_float(row: dict[str, str], column: str) -> float | None:
    """A number, or None where the cell is empty."""
    return None if row.get(column) in ("", None) else _float(row, column)


def _maybe_int(row: dict[str, str], column: str) -> int | None:
    """A whole number, or None where the cell is empty."""
    return None if row.get(column) in ("", None) else _int(row, column)

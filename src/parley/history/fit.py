"""Refit every table from a folder of data sets, and write the tables out."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parley.errors import HistoryError
from parley.history.files import read_folder

Row = dict[str, object]
Rows = dict[str, list[Row]]


@dataclass(frozen=True)
class Fit:
    """Tables refitted from a user's files.

    Attributes
    ----------
    tables : dict of str to list of dict
        Rows by file name (`survival.csv`, `hazards.csv`, `annual_ends.csv`, `base_rates.csv`,
        `wars.csv`); a table whose data set was absent has no entry.
    used, missing : tuple of str
        Data sets found in the folder, and those not.
    skipped : tuple of str
        Files that are no known data set.
    """

    tables: dict[str, list[Row]]
    used: tuple[str, ...]
    missing: tuple[str, ...]
    skipped: tuple[str, ...]


def fit_folder(folder: Path) -> Fit:
    """Refit what the data sets of a folder allow.

    Parameters
    ----------
    folder : Path
        Holds any of: UCDP Conflict Termination (dyads), UCDP Peace Agreements, PA-X, ICB (system
        level), CWM, TIES, a UCDP events file of one war, each as .csv or .xlsx. They are
        recognised by columns.

    Returns
    -------
    Fit

    Raises
    ------
    HistoryError
        If no data set is found, one is there twice, or one cannot be read.
    MissingLibraryError
        If pandas, lifelines or openpyxl is absent.
    """
    frames, skipped = read_folder(folder)
    tables: dict[str, list[Row]] = {}
    for needs, fit in _fits():
        if all(n in frames for n in needs):
            try:
                rows = fit(frames)
            except HistoryError:
                raise
            except (ValueError, TypeError, KeyError) as error:
                raise HistoryError(f"{needs[0]}: a value cannot be used ({error})") from error
            for name, part in rows.items():
                tables.setdefault(name, []).extend(part)
    from parley.history.files import COLUMNS

    return Fit(
        tables=tables,
        used=tuple(k for k in COLUMNS if k in frames),
        missing=tuple(k for k in COLUMNS if k not in frames),
        skipped=skipped,
    )


def write_tables(tables: dict[str, list[Row]], folder: Path) -> tuple[str, ...]:
    """Write each table as CSV into a folder, made when absent; return the file names written."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        (folder / name).write_text(table_text(rows), encoding="utf-8")
    return tuple(sorted(tables))


def table_text(rows: list[Row]) -> str:
    """Return rows as CSV text with a header; empty text for no rows.

    Examples
    --------
    >>> table_text([{"a": 1, "b": "x,y"}]).splitlines()
    ['a,b', '1,"x,y"']
    """
    if not rows:
        return ""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _fits() -> list[tuple[tuple[str, ...], Callable[[dict[str, Any]], Rows]]]:
    """Each fit with the data sets it cannot do without, in the order of the shipped tables."""
    from parley.history.fit_agreements import fit_agreements
    from parley.history.fit_cases import fit_crises, fit_intensity, fit_sanctions
    from parley.history.fit_mediation import fit_mediation_ends
    from parley.history.fit_termination import fit_termination
    from parley.history.fit_texts import fit_mediation_starts, fit_transitions
    from parley.history.fit_wars import fit_wars

    return [
        (("ucdp-agreements",), lambda f: fit_agreements(f["ucdp-agreements"])),
        (("ucdp-termination",), lambda f: fit_termination(f["ucdp-termination"])),
        (
            ("ucdp-termination",),
            lambda f: fit_wars(f["ucdp-termination"], f.get("ucdp-agreements"), f.get("cwm")),
        ),
        (("pa-x",), lambda f: fit_transitions(f["pa-x"])),
        (("icb",), lambda f: fit_crises(f["icb"])),
        (
            ("cwm", "ucdp-agreements"),
            lambda f: fit_mediation_starts(f["cwm"], f["ucdp-agreements"]),
        ),
        (
            ("cwm", "ucdp-termination"),
            lambda f: fit_mediation_ends(f["cwm"], f["ucdp-termination"]),
        ),
        (("ties",), lambda f: fit_sanctions(f["ties"])),
        (("ucdp-events",), lambda f: fit_intensity(f["ucdp-events"])),
    ]

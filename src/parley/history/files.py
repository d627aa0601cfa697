"""Read the data files a user has; each data set is known by its columns, not its file name."""

import importlib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from parley.errors import HistoryError, MissingLibraryError

# The columns each fit reads; a file that holds them all is taken to be that data set.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "ucdp-termination": (
        "dyad_id", "dyadepisode", "year", "type_of_conflict", "intensity_level", "dyadterm",
        "outcome", "ependdate", "start_date2", "location", "side_a", "side_b",
    ),
    "ucdp-agreements": (
        "paid", "pa_date", "duration", "pa_type", "cease", "pko", "pa_3rd", "inclusive",
        "dyad_id", "conflict_name",
    ),
    "pa-x": ("PP", "Dat", "Agtp", "Stage", "StageSub", "AgtId"),
    "icb": ("crisno", "mediate", "forout", "viol"),
    "cwm": ("country", "Med_yes.no", "med.begins", "episode.start.date"),
    "ties": (
        "imposition", "finaloutcome", "sancimpositionstartyear", "sancimpositionstartmonth",
        "endyear", "endmonth",
    ),
    "ucdp-events": ("date_start", "best", "dyad_name", "type_of_violence"),
}  # fmt: skip


def library(name: str) -> Any:
    """Import an optional library, or say what to install.

    Raises
    ------
    MissingLibraryError
        If it is absent.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingLibraryError(
            f"refitting base rates needs {name}: install parley[history]"
        ) from error


def read_folder(folder: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Read every data set of a folder.

    Parameters
    ----------
    folder : Path
        Holds .csv and .xlsx files as their publishers give them out.

    Returns
    -------
    dict of str to DataFrame
        By data set id (the keys of COLUMNS).
    tuple of str
        Names of files that are none of them.

    Raises
    ------
    HistoryError
        If the folder is absent, holds no data set Parley knows, or holds the same one twice.
    MissingLibraryError
        If pandas (or openpyxl for .xlsx) is absent.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise HistoryError(f"{folder}: not a folder")
    found: dict[str, Any] = {}
    named: dict[str, str] = {}
    skipped = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in (".csv", ".xlsx"):
            continue
        frame = read_table(path)
        kinds = [k for k, need in COLUMNS.items() if set(need) <= set(frame.columns)]
        if not kinds:
            skipped.append(path.name)
            continue
        kind = kinds[0]
        if kind in found:
            raise HistoryError(f"{path.name}: {kind} was already read from {named[kind]}")
        found[kind], named[kind] = frame, path.name
    if not found:
        raise HistoryError(f"{folder}: no file with the columns of a known data set ({_known()})")
    return found, tuple(skipped)


def read_table(path: Path) -> Any:
    """Read one .csv or .xlsx file as text and numbers, its header's blanks stripped.

    Raises
    ------
    HistoryError
        If the file is not a table.
    """
    pandas = library("pandas")
    if path.suffix.lower() == ".xlsx":
        library("openpyxl")
    try:
        if path.suffix.lower() == ".xlsx":
            frame = pandas.read_excel(path)
        else:
            frame = _read_csv(pandas, path)
    except (ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
        raise HistoryError(f"{path.name}: not a table that can be read ({error})") from error
    frame.columns = [str(c).strip() for c in frame.columns]
    return frame


def dates(frame: Any, column: str) -> Any:
    """Return a column as dates (ISO text or workbook dates), missing where empty.

    Raises
    ------
    HistoryError
        If a value is no date.
    """
    try:
        return library("pandas").to_datetime(frame[column], format="ISO8601")
    except (ValueError, TypeError) as error:
        raise HistoryError(f"{column}: not a column of dates ({error})") from error


def need(frame: Any, kind: str) -> Any:
    """Return the frame if it has the columns of its kind, else raise naming one it lacks."""
    for column in COLUMNS[kind]:
        if column not in frame.columns:
            raise HistoryError(f"{kind}: column '{column}' is missing")
    return frame


def _read_csv(pandas: Any, path: Path) -> Any:
    """A CSV file in UTF-8 or, failing that, Latin-1; a second header line of #tags is dropped."""
    try:
        frame = pandas.read_csv(path, encoding="utf-8-sig", low_memory=False)
    except UnicodeDecodeError:
        frame = pandas.read_csv(path, encoding="latin-1", low_memory=False)
    if len(frame) and frame.iloc[0].astype(str).str.startswith("#").any():
        frame = frame.iloc[1:].reset_index(drop=True)
    return frame


def _known() -> str:
    """Ids of the known data sets, for messages."""
    return ", ".join(COLUMNS)

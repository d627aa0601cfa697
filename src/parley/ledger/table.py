"""The ledger as a CSV file and back; text cells are safe to open in a spreadsheet."""

import csv
import datetime
import io
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from parley.errors import LedgerError
from parley.ledger.questions import Forecast, Kind, Quantiles, Question, Resolution, check_forecast

FORMULA = "=+-@\t\r\n＝＋－＠"
TEXT = (
    "process",
    "question",
    "text",
    "resolves",
    "unit",
    "model",
    "run",
    "version",
    "note",
    "source",
)
COLUMNS = (
    "record", "process", "question", "text", "resolves", "by", "kind", "unit", "model", "value",
    "low", "high", "quantiles", "base_rate", "base_quantiles", "run", "as_of", "seed", "version",
    "outcome", "on", "note", "source", "recorded",
)  # fmt: skip


def to_csv(forecasts: Iterable[Forecast], resolutions: Iterable[Resolution]) -> str:
    """Return forecasts and resolutions as CSV text, one row each.

    A text cell that a spreadsheet would take for a formula (it starts with =, +, -, @, a tab or a
    line break) gets an apostrophe before it; `from_csv` takes it off again. Numbers are written in
    full.

    Examples
    --------
    >>> to_csv([], []).startswith("record,process,question,text")
    True
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    rows = [_forecast_row(f) for f in forecasts] + [_resolution_row(r) for r in resolutions]
    for row in rows:
        writer.writerow({k: guard(v) if k in TEXT else v for k, v in row.items()})
    return out.getvalue()


def from_csv(text: str) -> tuple[tuple[Forecast, ...], tuple[Resolution, ...]]:
    """Read what `to_csv` wrote.

    Parameters
    ----------
    text : str
        A header with at least the columns used, in any order, and one row per forecast or
        resolution.

    Returns
    -------
    tuple of Forecast, tuple of Resolution

    Raises
    ------
    LedgerError
        If a column is missing or a cell cannot be read; the message names the line.
    """
    try:
        reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
        header = reader.fieldnames or ()
        missing = [c for c in ("record", "process", "question", "by") if c not in header]
        if missing:
            raise LedgerError(f"line 1: column '{missing[0]}' is missing")
        forecasts: list[Forecast] = []
        resolutions: list[Resolution] = []
        for raw in reader:
            row = {k: v or "" for k, v in raw.items() if k is not None}
            row |= {k: unguard(row.get(k, "")) for k in TEXT}
            where = f"line {reader.line_num}"
            if row["record"] == "forecast":
                forecasts.append(_read_forecast(row, where))
            elif row["record"] == "resolution":
                resolutions.append(_read_resolution(row, where))
            else:
                raise LedgerError(
                    f"{where}: record must be forecast or resolution, got '{row['record']}'"
                )
    except csv.Error as error:
        raise LedgerError(f"not a CSV table: {error}") from error
    return tuple(forecasts), tuple(resolutions)


def guard(text: str) -> str:
    """Return text that no spreadsheet takes for a formula.

    Examples
    --------
    >>> guard("=1+1"), guard("plain"), unguard(guard("'=1"))
    ("'=1+1", 'plain', "'=1")
    """
    risky = text[:1] in FORMULA if text else False
    mistaken = text[:1] == "'" and (text[1:2] == "'" or (text[1:2] != "" and text[1:2] in FORMULA))
    return f"'{text}" if risky or mistaken else text


def unguard(text: str) -> str:
    """Return text as it was before `guard`."""
    guarded = text[:1] == "'" and text[1:2] != "" and text[1:2] in f"{FORMULA}'"
    return text[1:] if guarded else text


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Write a file whole or not at all: beside it first, then in its place.

    What is no plain file (a pipe, a terminal, a device) is written to as it is; a link is followed.

    Raises
    ------
    LedgerError
        If it cannot be written; what stood at the path still stands.
    """
    target = Path(path).resolve()
    beside = ""
    try:
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8", newline="")
            return
        handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
    except OSError as error:
        if beside:
            Path(beside).unlink(missing_ok=True)
        raise LedgerError(
            f"{path}: cannot be written ({error.strerror}); nothing changed"
        ) from error


def _forecast_row(f: Forecast) -> dict[str, str]:
    """A forecast as cells."""
    low, high = f.interval or ("", "")
    return {
        "record": "forecast",
        **_question_cells(f.question),
        "model": f.model,
        "value": repr(f.value),
        "low": "" if low == "" else repr(low),
        "high": "" if high == "" else repr(high),
        "quantiles": _quantile_cell(f.quantiles),
        "base_rate": "" if f.base_rate is None else repr(f.base_rate),
        "base_quantiles": _quantile_cell(f.base_quantiles),
        "run": f.run,
        "as_of": "" if f.as_of is None else f.as_of.isoformat(),
        "seed": "" if f.seed is None else str(f.seed),
        "version": f.version,
        "recorded": f.recorded,
    }


def _resolution_row(r: Resolution) -> dict[str, str]:
    """A resolution as cells."""
    return {
        "record": "resolution",
        **_question_cells(r.question),
        "outcome": r.outcome,
        "on": r.on.isoformat(),
        "note": r.note,
        "source": r.source,
        "recorded": r.recorded,
    }


def _question_cells(q: Question) -> dict[str, str]:
    """A question as cells."""
    return {
        "process": q.process,
        "question": q.id,
        "text": q.text,
        "resolves": q.resolves,
        "by": q.by.isoformat(),
        "kind": q.kind,
        "unit": q.unit,
    }


def _quantile_cell(quantiles: Quantiles) -> str:
    """Quantiles as JSON; empty for none."""
    return json.dumps({repr(level): amount for level, amount in quantiles}) if quantiles else ""


def _read_question(row: Mapping[str, str], where: str) -> Question:
    """The question of a row."""
    kind: Kind = "amount" if row.get("kind") == "amount" else "chance"
    if row.get("kind", "chance") not in ("chance", "amount", ""):
        raise LedgerError(f"{where}: kind must be chance or amount, got '{row['kind']}'")
    by = _date(row, "by", where)
    return Question(
        row["process"], row["question"], row["text"], row["resolves"], by, kind, row["unit"]
    )


def _read_forecast(row: Mapping[str, str], where: str) -> Forecast:
    """A row as a forecast."""
    low, high = row.get("low", ""), row.get("high", "")
    forecast = Forecast(
        question=_read_question(row, where),
        value=_number(row, "value", where),
        interval=(_number(row, "low", where), _number(row, "high", where)) if low or high else None,
        quantiles=_read_quantiles(row, "quantiles", where),
        base_rate=_number(row, "base_rate", where) if row.get("base_rate") else None,
        base_quantiles=_read_quantiles(row, "base_quantiles", where),
        model=row["model"] or "joined",
        run=row["run"],
        as_of=_date(row, "as_of", where) if row.get("as_of") else None,
        seed=int(_number(row, "seed", where)) if row.get("seed") else None,
        version=row["version"],
        recorded=_moment(row, where),
    )
    try:
        return check_forecast(forecast)
    except LedgerError as error:
        raise LedgerError(f"{where}: {error}") from error


def _read_resolution(row: Mapping[str, str], where: str) -> Resolution:
    """A row as a resolution."""
    return Resolution(
        question=_read_question(row, where),
        outcome=row.get("outcome", ""),
        on=_date(row, "on", where),
        note=row["note"],
        source=row["source"],
        recorded=_moment(row, where),
    )


def _number(row: Mapping[str, str], column: str, where: str) -> float:
    """A number from a cell."""
    try:
        return float(row.get(column, ""))
    except ValueError as error:
        raise LedgerError(f"{where}: {column} must be a number, got '{row.get(column)}'") from error


def _date(row: Mapping[str, str], column: str, where: str) -> datetime.date:
    """A date from a cell."""
    try:
        return datetime.date.fromisoformat(row.get(column, ""))
    except ValueError as error:
        raise LedgerError(
            f"{where}: {column} must be a date like 2026-12-31, got '{row.get(column)}'"
        ) from error


def _moment(row: Mapping[str, str], where: str) -> str:
    """The time of recording in UTC; empty when the cell is."""
    text = row.get("recorded", "")
    if not text:
        return ""
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise LedgerError(f"{where}: recorded must be an ISO time, got '{text}'") from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return moment.astimezone(datetime.UTC).isoformat(timespec="microseconds")


def _read_quantiles(row: Mapping[str, str], column: str, where: str) -> Quantiles:
    """Quantiles from a JSON cell."""
    text = row.get(column, "")
    if not text:
        return ()
    try:
        return tuple(sorted((float(k), float(v)) for k, v in json.loads(text).items()))
    except (ValueError, TypeError, AttributeError) as error:
        raise LedgerError(f"{where}: {column} must map levels to amounts, got '{text}'") from error

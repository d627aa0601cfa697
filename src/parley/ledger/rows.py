"""Questions, forecasts and resolutions as rows of the ledger's tables, and back."""

import datetime
import json
from typing import Any

from sqlalchemy import Connection, Row, select

from parley.errors import LedgerError
from parley.ledger import schema
from parley.ledger.questions import Forecast, Quantiles, Question, Resolution


class Numbers:
    """Questions of a ledger by row number; adds a question when it is new."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.known = {q: n for n, q in read_questions(connection).items()}
        self._rules = {(q.process, q.id, q.by): q for q in self.known}

    def of(self, asked: Question) -> int:
        """Row number of a question."""
        if asked in self.known:
            return self.known[asked]
        key = (asked.process, asked.id, asked.by)
        if key in self._rules:
            raise LedgerError(
                f"question '{asked.id}' by {asked.by}: already there with another text, rule "
                "or kind; give the new one its own id"
            )
        values = {
            "process": asked.process,
            "id": asked.id,
            "text": asked.text,
            "resolves": asked.resolves,
            "by": asked.by,
            "kind": asked.kind,
            "unit": asked.unit,
        }
        key_row = self._connection.execute(
            schema.question.insert().values(values)
        ).inserted_primary_key
        number = int(key_row[0]) if key_row is not None else 0
        self.known[asked], self._rules[key] = number, asked
        return number


def read_questions(connection: Connection) -> dict[int, Question]:
    """Questions by row number."""
    q = schema.question.c
    rows = connection.execute(
        select(q.number, q.process, q.id, q.text, q.resolves, q.by, q.kind, q.unit).order_by(
            q.number
        )
    )
    return {int(r[0]): Question(*r[1:]) for r in rows}


def read_forecasts(connection: Connection) -> list[tuple[int, Forecast]]:
    """(question's row number, forecast) in the order recorded."""
    asked = read_questions(connection)
    rows = connection.execute(
        select(schema.forecast).order_by(schema.forecast.c.recorded, schema.forecast.c.number)
    )
    return [(r.question, _to_forecast(r, asked[r.question])) for r in rows]


def read_resolutions(connection: Connection) -> list[tuple[int, Resolution]]:
    """(question's row number, resolution) in the order recorded."""
    asked = read_questions(connection)
    rows = connection.execute(
        select(schema.resolution).order_by(schema.resolution.c.recorded, schema.resolution.c.number)
    )
    return [
        (r.question, Resolution(asked[r.question], r.outcome, r.on, r.note, r.source, r.recorded))
        for r in rows
    ]


def _to_forecast(row: Row[Any], asked: Question) -> Forecast:
    """A row as a forecast."""
    return Forecast(
        question=asked,
        value=row.value,
        interval=None if row.low is None else (row.low, row.high),
        quantiles=_pairs(row.quantiles),
        base_rate=row.base_rate,
        base_quantiles=_pairs(row.base_quantiles),
        model=row.model,
        run=row.run,
        as_of=row.as_of,
        seed=int(row.seed) if row.seed else None,
        version=row.version,
        recorded=row.recorded,
    )


def forecast_values(f: Forecast, number: int) -> dict[str, Any]:
    """A forecast as a row."""
    return {
        "question": number,
        "value": f.value,
        "low": f.interval[0] if f.interval else None,
        "high": f.interval[1] if f.interval else None,
        "quantiles": json.dumps(f.quantiles),
        "base_rate": f.base_rate,
        "base_quantiles": json.dumps(f.base_quantiles),
        "model": f.model,
        "run": f.run,
        "as_of": f.as_of,
        "seed": "" if f.seed is None else str(f.seed),
        "version": f.version,
        "recorded": f.recorded,
    }


def resolution_values(r: Resolution, number: int) -> dict[str, Any]:
    """A resolution as a row."""
    return {
        "question": number,
        "outcome": r.outcome,
        "on": r.on,
        "note": r.note,
        "source": r.source,
        "recorded": r.recorded,
    }


def find(
    connection: Connection, id: str, process: str | None, by: datetime.date | None
) -> tuple[int, Question]:
    """The one question that is named, or an error saying what would name it."""
    matches = [
        (n, q)
        for n, q in read_questions(connection).items()
        if q.id == id and process in (None, q.process) and by in (None, q.by)
    ]
    if not matches:
        raise LedgerError(f"no question '{id}' in the ledger" + (f" by {by}" if by else ""))
    if len(matches) > 1:
        several = "; ".join(f"{q.process} by {q.by}" for _, q in matches)
        raise LedgerError(f"question '{id}': several match ({several}); give its process or date")
    return matches[0]


def _pairs(text: str) -> Quantiles:
    """Quantiles from their stored text."""
    return tuple((float(a), float(b)) for a, b in json.loads(text))

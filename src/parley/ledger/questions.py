"""Questions, forecasts and resolutions; how an outlook's questions are read."""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from parley.errors import LedgerError

Kind = Literal["chance", "amount"]
Quantiles = tuple[tuple[float, float], ...]
WORDS = ("yes", "no", "void")


@dataclass(frozen=True)
class Question:
    """Something that will turn out one way or another by a date.

    Attributes
    ----------
    process, id : str
        Which process it is about, and its short id there; with `by` they name the question.
    text, resolves : str
        The question, and the rule by which it is resolved.
    by : date
        Last day it is about.
    kind : {"chance", "amount"}
        A yes-or-no question forecast by a chance, or an amount forecast by quantiles.
    unit : str
        Unit of an amount; empty for a chance.
    """

    process: str
    id: str
    text: str
    resolves: str
    by: datetime.date
    kind: Kind = "chance"
    unit: str = ""


@dataclass(frozen=True)
class Forecast:
    """One answer to a question, as given at one time by one model.

    `value` is a chance in [0, 1] or the middle of an amount; `interval` is 10-90 %; `quantiles`
    are (level, amount) pairs, empty for a chance. `base_rate` and `base_quantiles` are what
    history alone would say. `run` hashes what the forecast was computed from; `recorded` is when
    the ledger took it (ISO, UTC).
    """

    question: Question
    value: float
    interval: tuple[float, float] | None = None
    quantiles: Quantiles = ()
    base_rate: float | None = None
    base_quantiles: Quantiles = ()
    model: str = "joined"
    run: str = ""
    as_of: datetime.date | None = None
    seed: int | None = None
    version: str = ""
    recorded: str = ""

    @property
    def made(self) -> datetime.date | None:
        """Day the forecast speaks from: `as_of`, else the day it was recorded."""
        if self.as_of is not None:
            return self.as_of
        return datetime.date.fromisoformat(self.recorded[:10]) if self.recorded else None


@dataclass(frozen=True)
class Resolution:
    """How a question turned out.

    `outcome` is yes, no, void (the question makes no sense any more; never scored) or an amount as
    text; `on` is the day the answer was known. A later resolution of the same question corrects an
    earlier one.
    """

    question: Question
    outcome: str
    on: datetime.date
    note: str = ""
    source: str = ""
    recorded: str = ""


def read_questions(document: Mapping[str, Any]) -> tuple[Forecast, ...]:
    """Read the forecasts in an outlook document.

    Parameters
    ----------
    document : mapping
        With `questions`, a list of mappings: `id`, `text`, `resolves`, `by` (ISO date), `value`,
        and where given `interval`, `base_rate`, `model`; for an amount also `unit` and `quantiles`
        ({level: amount}) or `interval`, and `base_rate` as quantiles. Of the document itself:
        `process` (a name, or a mapping with `id` or `title`), `run_id`, `as_of`, `seed`,
        `version`.

    Returns
    -------
    tuple of Forecast
        In the document's order; empty when it asks nothing.

    Raises
    ------
    LedgerError
        If a question lacks its text, rule or date, or a number is out of range; the message names
        it.

    Examples
    --------
    >>> asked = {"id": "truce", "text": "A truce?", "resolves": "signed by both",
    ...          "by": "2026-06-30", "value": 0.1, "interval": [0.05, 0.2]}
    >>> found = read_questions({"process": "X", "questions": [asked]})
    >>> found[0].value, found[0].question.by.year
    (0.1, 2026)
    """
    asked = document.get("questions")
    if not isinstance(asked, Sequence) or isinstance(asked, str):
        raise LedgerError("the document has no list of questions")
    process = _process_name(document.get("process"))
    run = {
        "run": str(document.get("run_id") or ""),
        "as_of": _date(document.get("as_of"), "the document", "as_of", optional=True),
        "seed": _whole(document.get("seed")),
        "version": str(document.get("version") or ""),
    }
    found = tuple(_forecast(q, k, process, run) for k, q in enumerate(asked))
    seen: set[tuple[object, ...]] = set()
    for f in found:
        key = (f.question.id, f.question.by, f.model)
        if key in seen:
            raise LedgerError(f"question '{f.question.id}': asked twice by {f.question.by}")
        seen.add(key)
    return found


def check_outcome(question: Question, outcome: str) -> str:
    """Return the outcome in its stored form, or raise when the question cannot turn out so.

    Raises
    ------
    LedgerError
        If a chance is not resolved yes, no or void, or an amount is no number.

    Examples
    --------
    >>> day = datetime.date(2026, 6, 30)
    >>> check_outcome(Question("X", "truce", "A truce?", "signed", day), " Yes ")
    'yes'
    """
    text = outcome.strip().lower()
    if text == "void" or (question.kind == "chance" and text in WORDS):
        return text
    if question.kind == "chance":
        raise LedgerError(
            f"question '{question.id}': outcome must be yes, no or void, got '{outcome}'"
        )
    try:
        amount = float(text)
    except ValueError:
        amount = math.nan
    if not math.isfinite(amount):
        raise LedgerError(f"question '{question.id}': outcome must be a number, got '{outcome}'")
    return repr(amount)


def check_forecast(forecast: Forecast) -> Forecast:
    """Return the forecast, or raise naming the question, the rule and the value.

    Raises
    ------
    LedgerError
        If a chance is outside [0, 1], an interval or the quantiles are out of order, or a word is
        missing.
    """
    q, name = forecast.question, f"question '{forecast.question.id}'"
    for field, text in (("text", q.text), ("resolution rule", q.resolves), ("id", q.id)):
        if not text.strip():
            raise LedgerError(f"{name}: has no {field}")
    if q.kind not in ("chance", "amount"):
        raise LedgerError(f"{name}: kind must be chance or amount, got '{q.kind}'")
    numbers: list[tuple[str, float | None]] = [("value", forecast.value)]
    numbers += [("base rate", forecast.base_rate)]
    numbers += [("interval", x) for x in forecast.interval or ()]
    for field, number in numbers:
        if number is not None and not math.isfinite(number):
            raise LedgerError(f"{name}: {field} must be finite, got {number}")
        if number is not None and q.kind == "chance" and not 0.0 <= number <= 1.0:
            raise LedgerError(f"{name}: {field} must be in [0, 1], got {number}")
    if forecast.interval is not None and forecast.interval[0] > forecast.interval[1]:
        raise LedgerError(f"{name}: interval must go from low to high, got {forecast.interval}")
    for quantiles in (forecast.quantiles, forecast.base_quantiles):
        _check_quantiles(name, quantiles)
    if q.kind == "amount" and not forecast.quantiles:
        raise LedgerError(f"{name}: an amount needs quantiles or an interval")
    return forecast


def _forecast(raw: Any, k: int, process: str, run: Mapping[str, Any]) -> Forecast:
    """One question of a document as a forecast."""
    if not isinstance(raw, Mapping):
        raise LedgerError(f"question {k + 1}: must be a mapping, got {type(raw).__name__}")
    name = f"question '{raw.get('id') or k + 1}'"
    value, interval = _number(raw.get("value"), name, "value"), _interval(raw.get("interval"), name)
    unit, quantiles = str(raw.get("unit") or ""), _quantiles(raw.get("quantiles"), name)
    amount = bool(unit or quantiles or raw.get("kind") == "amount")
    if amount and not quantiles and interval is not None:
        quantiles = ((0.1, interval[0]), (0.5, value), (0.9, interval[1]))
    base = raw.get("base_rate")
    question = Question(
        process=process,
        id=str(raw.get("id") or ""),
        text=str(raw.get("text") or ""),
        resolves=str(raw.get("resolves") or ""),
        by=_date(raw.get("by"), name, "by"),
        kind="amount" if amount else "chance",
        unit=unit,
    )
    forecast = Forecast(
        question=question,
        value=value,
        interval=interval,
        quantiles=quantiles if amount else (),
        base_rate=None if base is None or amount else _number(base, name, "base rate"),
        base_quantiles=_quantiles(base, name) if amount else (),
        model=str(raw.get("model") or "joined"),
        **run,
    )
    return check_forecast(forecast)


def _process_name(raw: Any) -> str:
    """The name of a process given as text or as a mapping."""
    if isinstance(raw, Mapping):
        raw = raw.get("id") or raw.get("title")
    return str(raw or "").strip()


def _date(raw: Any, name: str, field: str, *, optional: bool = False) -> Any:
    """A date from ISO text, or an error; None when optional and absent."""
    if raw is None and optional:
        return None
    if isinstance(raw, datetime.date):
        return raw
    if not raw:
        raise LedgerError(f"{name}: has no date to be resolved by")
    try:
        return datetime.date.fromisoformat(str(raw))
    except ValueError as error:
        raise LedgerError(f"{name}: {field} must be a date like 2026-12-31, got '{raw}'") from error


def _number(raw: Any, name: str, field: str) -> float:
    """A number, or an error."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise LedgerError(f"{name}: {field} must be a number, got {raw!r}")
    return float(raw)


def _whole(raw: Any) -> int | None:
    """A whole number, or None."""
    return raw if isinstance(raw, int) and not isinstance(raw, bool) else None


def _interval(raw: Any, name: str) -> tuple[float, float] | None:
    """A pair of numbers, or None when absent."""
    if raw is None:
        return None
    if not isinstance(raw, Sequence) or isinstance(raw, str) or len(raw) != 2:
        raise LedgerError(f"{name}: interval must be two numbers, got {raw!r}")
    return _number(raw[0], name, "interval"), _number(raw[1], name, "interval")


def _quantiles(raw: Any, name: str) -> Quantiles:
    """Pairs of level and amount from a mapping, by level; empty when there are none."""
    if not isinstance(raw, Mapping):
        return ()
    try:
        pairs = [(float(k), float(v)) for k, v in raw.items()]
    except (TypeError, ValueError) as error:
        raise LedgerError(f"{name}: quantiles must map levels to amounts, got {raw!r}") from error
    return tuple(sorted(pairs))


def _check_quantiles(name: str, quantiles: Quantiles) -> None:
    """Levels must rise within (0, 1), amounts must not fall."""
    levels, amounts = [q[0] for q in quantiles], [q[1] for q in quantiles]
    if not all(0.0 < level < 1.0 for level in levels) or len(set(levels)) != len(levels):
        raise LedgerError(f"{name}: quantile levels must differ and lie in (0, 1), got {levels}")
    if not all(math.isfinite(a) for a in amounts) or sorted(amounts) != amounts:
        raise LedgerError(f"{name}: quantile amounts must not fall as levels rise, got {amounts}")

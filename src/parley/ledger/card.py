"""How the forecasts of a ledger did: which ones count, and their scores together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from parley.errors import LedgerError
from parley.ledger.questions import Forecast, Question, Resolution
from parley.ledger.scores import Bin, bootstrap, brier, calibration, crps, log_score, skill

Which = Literal["first", "last", "all"]
WHICH: tuple[Which, ...] = ("first", "last", "all")


@dataclass(frozen=True)
class Scored:
    """One forecast with its scores.

    `score` is the Brier score of a chance or the CRPS of an amount; `log` is None for an amount;
    `base` is the same score of the base rate, None where none was given.
    """

    forecast: Forecast
    outcome: str
    score: float
    log: float | None
    base: float | None


@dataclass(frozen=True)
class Part:
    """Scores of one kind together.

    `skill` compares with the base rate over the `base_n` forecasts that have one. Intervals are 90
    % bootstrap over forecasts, None with fewer than two.
    """

    n: int
    score: float | None
    interval: tuple[float, float] | None
    log: float | None
    base_n: int
    base_score: float | None
    skill: float | None
    skill_interval: tuple[float, float] | None


@dataclass(frozen=True)
class ScoreCard:
    """How forecasts did.

    Attributes
    ----------
    which, hindcast : str, bool
        Which forecasts of a question count, and whether those recorded after its answer do.
    chances, amounts : Part
        Brier scores of yes-or-no questions; CRPS of amounts (compare only within one unit).
    calibration : tuple of Bin
        Of the chances.
    by_model : dict of str to Part
        Chances by model.
    unresolved, void, late : int
        Questions without an answer, questions annulled, and forecasts left out because the answer
        was known when they were made.
    scored : tuple of Scored
    """

    which: Which
    hindcast: bool
    chances: Part
    amounts: Part
    calibration: tuple[Bin, ...]
    by_model: dict[str, Part]
    unresolved: int
    void: int
    late: int
    scored: tuple[Scored, ...]


def score(
    forecasts: Iterable[Forecast],
    resolutions: Iterable[Resolution],
    *,
    which: Which = "last",
    hindcast: bool = False,
    bins: int = 10,
    rng: np.random.Generator | int | None = 0,
) -> ScoreCard:
    """Score forecasts against how their questions turned out.

    Parameters
    ----------
    forecasts, resolutions : iterables
        As a ledger gives them, in the order recorded; of a question's resolutions the last holds.
    which : {"last", "first", "all"}
        Which forecast of each question and model counts, among those made in time.
    hindcast : bool
        Count forecasts by the date they speak from (`as_of`) even when they were recorded after
        the answer. By default a forecast counts only when it was recorded no later than the day
        the answer was known and the question's own date.
    bins : int
        Bins of the calibration table.
    rng : numpy Generator, int or None
        For the bootstrap intervals.

    Returns
    -------
    ScoreCard
        With n 0 and scores None when nothing can be scored.

    Raises
    ------
    LedgerError
        If `which` is none of the three.

    Examples
    --------
    >>> import datetime
    >>> day = datetime.date(2026, 6, 30)
    >>> q = Question("X", "truce", "A truce?", "signed by both", day)
    >>> f = Forecast(q, 0.2, base_rate=0.1, recorded="2026-01-01T00:00:00+00:00")
    >>> card = score([f], [Resolution(q, "no", day)])
    >>> round(card.chances.score, 3), round(card.chances.skill, 1)
    (0.04, -3.0)
    """
    if which not in WHICH:
        raise LedgerError(f"which must be one of {', '.join(WHICH)}; got '{which}'")
    answers = {r.question: r for r in resolutions}
    given = list(forecasts)
    asked = dict.fromkeys(f.question for f in given)
    late, counted = 0, []
    for f in given:
        answer = answers.get(f.question)
        if answer is None or answer.outcome == "void":
            continue
        if _in_time(f, answer, hindcast):
            counted.append(f)
        else:
            late += 1
    scored = tuple(_scored(f, answers[f.question]) for f in _choose(counted, which))
    chances = [s for s in scored if s.forecast.question.kind == "chance"]
    models = dict.fromkeys(s.forecast.model for s in chances)
    return ScoreCard(
        which=which,
        hindcast=hindcast,
        chances=_part(chances, rng),
        amounts=_part([s for s in scored if s.forecast.question.kind == "amount"], rng),
        calibration=calibration(
            [s.forecast.value for s in chances], [float(s.outcome == "yes") for s in chances], bins
        ),
        by_model={m: _part([s for s in chances if s.forecast.model == m], rng) for m in models},
        unresolved=sum(q not in answers for q in asked),
        void=sum(q in answers and answers[q].outcome == "void" for q in asked),
        late=late,
        scored=scored,
    )


def _in_time(f: Forecast, answer: Resolution, hindcast: bool) -> bool:
    """Whether a forecast was made before its answer was known."""
    closed = min(answer.on, answer.question.by)
    made = f.made
    if made is not None and made > closed:
        return False
    return hindcast or not f.recorded or f.recorded[:10] <= closed.isoformat()


def _choose(forecasts: Sequence[Forecast], which: Which) -> list[Forecast]:
    """The first, last or every forecast of each question and model."""
    if which == "all":
        return list(forecasts)
    chosen: dict[tuple[Question, str], Forecast] = {}
    ordered = sorted(forecasts, key=lambda f: (str(f.made), f.recorded))
    for f in ordered if which == "last" else reversed(ordered):
        chosen[f.question, f.model] = f
    return [f for f in forecasts if chosen.get((f.question, f.model)) is f]


def _scored(f: Forecast, answer: Resolution) -> Scored:
    """A forecast with its scores."""
    if f.question.kind == "amount":
        amount = float(answer.outcome)
        base = crps(f.base_quantiles, amount) if f.base_quantiles else None
        return Scored(f, answer.outcome, crps(f.quantiles, amount), None, base)
    happened = [float(answer.outcome == "yes")]
    base = None if f.base_rate is None else float(brier([f.base_rate], happened)[0])
    return Scored(
        f,
        answer.outcome,
        float(brier([f.value], happened)[0]),
        float(log_score([f.value], happened)[0]),
        base,
    )


def _part(scored: Sequence[Scored], rng: np.random.Generator | int | None) -> Part:
    """Scores together."""
    values = [s.score for s in scored]
    logs = [s.log for s in scored if s.log is not None]
    pairs = [(s.score, s.base) for s in scored if s.base is not None]
    ours, base = [p[0] for p in pairs], [p[1] for p in pairs]
    return Part(
        n=len(values),
        score=float(np.mean(values)) if values else None,
        interval=bootstrap(values, rng=rng),
        log=float(np.mean(logs)) if logs else None,
        base_n=len(pairs),
        base_score=float(np.mean(base)) if base else None,
        skill=skill(ours, base),
        skill_interval=bootstrap(ours, base, rng=rng),
    )

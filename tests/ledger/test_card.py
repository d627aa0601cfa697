"""Which forecasts count, and their scores together."""

import datetime
from dataclasses import replace

import pytest

from parley.errors import LedgerError
from parley.ledger import Forecast, Question, Resolution, score

DAY = datetime.date(2026, 6, 30)
TRUCE = Question("X", "truce", "A truce?", "signed", DAY)


def said(value: float, recorded: str, **change: object) -> Forecast:
    return replace(Forecast(TRUCE, value, base_rate=0.5, recorded=recorded), **change)  # type: ignore[arg-type]


def answer(outcome: str, on: datetime.date = DAY, question: Question = TRUCE) -> Resolution:
    return Resolution(question, outcome, on)


FIRST, LAST, LATE = (
    said(0.2, "2026-01-01T00:00:00+00:00"),
    said(0.6, "2026-05-01T00:00:00+00:00"),
    said(1.0, "2026-07-01T00:00:00+00:00"),
)


@pytest.mark.parametrize(
    ("which", "values"), [("first", [0.2]), ("last", [0.6]), ("all", [0.2, 0.6])]
)
def test_which_forecasts_count(which: str, values: list[float]) -> None:
    card = score([FIRST, LAST, LATE], [answer("yes")], which=which)  # type: ignore[arg-type]
    assert [s.forecast.value for s in card.scored] == values
    assert card.late == 1
    assert card.chances.score == pytest.approx(sum((1 - v) ** 2 for v in values) / len(values))


def test_a_forecast_after_the_answer_is_no_forecast() -> None:
    known = datetime.date(2026, 3, 1)
    card = score([FIRST, LAST], [answer("yes", known)])
    assert [s.forecast.value for s in card.scored] == [0.2]
    # an answer dated after the question's date does not open the question again
    assert score([LATE], [answer("yes", DAY + datetime.timedelta(days=90))]).late == 1


def test_a_hindcast_counts_by_the_date_it_speaks_from() -> None:
    back = said(0.9, "2030-01-01T00:00:00+00:00", as_of=datetime.date(2026, 1, 1))
    assert score([back], [answer("yes")]).late == 1
    card = score([back], [answer("yes")], hindcast=True)
    assert card.hindcast
    assert card.chances.n == 1
    ahead = replace(back, as_of=datetime.date(2027, 1, 1))
    assert score([ahead], [answer("yes")], hindcast=True).late == 1


def test_open_and_void_questions_are_counted_not_scored() -> None:
    other = replace(TRUCE, id="other")
    card = score([FIRST, replace(FIRST, question=other)], [answer("void")])
    assert (card.unresolved, card.void, card.chances.n) == (1, 1, 0)
    assert card.chances.score is None
    assert card.chances.skill is None


def test_the_last_resolution_holds() -> None:
    card = score([FIRST], [answer("yes"), answer("no")])
    assert card.scored[0].outcome == "no"


def test_skill_only_over_those_with_a_base_rate() -> None:
    other = replace(TRUCE, id="other")
    bare = replace(FIRST, question=other, base_rate=None)
    card = score([FIRST, bare], [answer("no"), answer("no", question=other)])
    assert (card.chances.n, card.chances.base_n) == (2, 1)
    assert card.chances.skill == pytest.approx(1 - 0.04 / 0.25)


def test_models_are_scored_apart() -> None:
    card = score([FIRST, replace(FIRST, model="coin", value=0.5)], [answer("no")])
    assert {m: p.score for m, p in card.by_model.items()} == {
        "joined": pytest.approx(0.04),
        "coin": pytest.approx(0.25),
    }


def test_amounts_are_scored_by_crps() -> None:
    asked = replace(TRUCE, id="deaths", kind="amount", unit="deaths")
    f = Forecast(asked, 10.0, quantiles=((0.5, 10.0),), base_quantiles=((0.5, 20.0),))
    card = score([f], [answer("13.0", question=asked)])
    assert (card.amounts.n, card.amounts.score) == (1, 3.0)
    assert card.amounts.skill == pytest.approx(1 - 3 / 7)
    assert card.chances.n == 0


def test_nothing_to_score_is_an_answer() -> None:
    card = score([], [])
    assert (card.chances.n, card.scored, card.unresolved) == (0, (), 0)
    with pytest.raises(LedgerError, match="which must be one of"):
        score([], [], which="best")  # type: ignore[arg-type]

"""The joined run conditioned on what was observed."""

import datetime

import numpy as np
import pytest

import makers
from parley.dossier.schema import Dossier
from parley.errors import OutlookError
from parley.models.course.model import Course
from parley.models.course.updating import Observation, condition
from parley.outlook.document import EXCLUSIVE
from parley.outlook.events import Event, from_record, parse_events, with_inputs
from parley.outlook.update import Update, update
from parley.outlook.weighed import pooled_number

SMALL = {"draws": 40, "particles": 4000}
AS_OF = datetime.date(2024, 5, 2)


def updated(*observed: str, **more: object) -> Update:
    return update(makers.dossier(), observed, **{**SMALL, **more})  # type: ignore[arg-type]


def test_a_war_seen_to_go_on_goes_on() -> None:
    u = updated("12=war")
    assert u.refused is None
    assert u.last == 12
    for h in u.after["war_continues"]:
        total = sum(u.after[k][h].value for k in EXCLUSIVE)
        assert total == pytest.approx(1, abs=1e-9)
    assert u.after["war_continues"][12].value == pytest.approx(1)
    assert u.after["war_continues"][60].value > u.before["war_continues"][60].value
    assert set(u.after["settlement"]) == {12, 24, 60}


def test_chance_of_events_is_that_of_the_run() -> None:
    u = updated("12=war")
    base = u.before["war_continues"][12]
    assert u.chance_of_events == pytest.approx(base.value, abs=0.03)


def test_total_probability_holds() -> None:
    """The chance before is the mean of the chances after, weighted by the chance of each event."""
    parts = [updated("6=war"), updated("6=ceasefire"), updated("6=settlement"),
             updated("6=collapse:WL"), updated("6=collapse:EL")]  # fmt: skip
    weights = [u.chance_of_events or 0.0 for u in parts]
    assert sum(weights) == pytest.approx(1, abs=0.05)
    for name in EXCLUSIVE:
        mean = sum(
            w * u.after[name][60].value for w, u in zip(weights, parts, strict=True) if u.after
        )
        assert mean == pytest.approx(parts[0].before[name][60].value, abs=0.06)


def test_a_signed_truce_is_in_force_and_one_that_broke_is_not() -> None:
    signed = updated("3=ceasefire_signed")
    assert signed.after["ceasefire_holding"][3].value == pytest.approx(1)
    broken = updated("3=ceasefire_signed", "6=ceasefire_broken")
    assert broken.after["war_continues"][6].value == pytest.approx(1)


def test_same_seed_same_answer() -> None:
    assert updated("6=war", seed=2).to_json() == updated("6=war", seed=2).to_json()


def test_it_refuses_when_it_degenerates() -> None:
    u = updated("1=collapse:WL", "intensity@2=1e8", "3=ceasefire")
    assert u.refused is not None
    assert "too unlikely" in u.refused
    assert u.after == {}
    assert "No answer" in u.in_words()


def test_a_lever_that_moved_is_an_input() -> None:
    still = updated("3=war", seed=4)
    moved = updated("3=war", "arms@1=withdrawn", seed=4)
    assert moved.after["collapse"][60].value != still.after["collapse"][60].value
    assert moved.before == still.before


def test_order_of_events_does_not_matter() -> None:
    one = updated("3=war", "6=no_talks").to_json()
    two = updated("6=no_talks", "3=war").to_json()
    assert {**one, "observed": []} == {**two, "observed": []}


def test_pooled_number_of_a_chain_is_bayes() -> None:
    """Two draws of a constant hazard, no end in k months: the weights are known exactly."""
    rates, k = np.array([0.01, 0.05]), 15
    c = Course(40, settle=rates, truce=0.0, settle_ceasefire=0.0, relapse_hazard=0.0)
    seen = [Observation(m, phase="war") for m in range(k)]
    runs = [condition(c, seen, particles=20_000, seed=s) for s in range(4)]
    post = np.exp(-rates * k) / np.exp(-rates * k).sum()
    exact = float(post @ -np.expm1(-rates * (40 - k)))
    number = pooled_number(runs, np.exp([r.log_evidence for r in runs]), 40, (3,))
    assert number.value == pytest.approx(exact, abs=0.01)
    assert number.mc_error is not None
    assert np.exp(runs[0].log_evidence) == pytest.approx(np.exp(-rates * k).mean(), rel=1e-9)
    for r in runs:
        np.testing.assert_allclose(r.draw_weight, post, atol=0.02)
        np.testing.assert_allclose(r.by_draw.sum(0), r.phases)


def held(**change: object) -> Dossier:
    """The plain process whose meetings have a date before the record's."""
    given = makers.dossier()
    date = datetime.date(2024, 3, 1)
    meetings = tuple(
        m.model_copy(update={"date": date, "status": "held", **change}) for m in given.meetings[:1]
    )
    return given.model_copy(update={"meetings": (*meetings, *given.meetings[1:])})


def test_later_entries_of_the_record_become_events() -> None:
    dossier = held()
    since = datetime.date(2024, 2, 1)
    before, events = from_record(dossier, since)
    key = dossier.meetings[0].id
    assert before.process.as_of == since
    assert before.meetings[0].status == "planned"
    assert Event("meeting", key, True, 0) in events
    assert Event("state", "", "war", 3) in events
    u = update(dossier, since=since, **SMALL)  # type: ignore[arg-type]
    assert u.refused is None
    assert u.start == since


def test_a_truce_signed_since_is_undone_and_observed() -> None:
    given = makers.dossier()
    process = given.process.model_copy(update={"ceasefire_since": datetime.date(2024, 4, 1)})
    before, events = from_record(
        given.model_copy(update={"process": process}), datetime.date(2024, 2, 1)
    )
    assert not before.process.quiet
    assert events == (
        Event("state", "", "ceasefire_signed", 1),
        Event("state", "", "ceasefire", 3),
    )


def test_dates_of_observed_meetings_are_set() -> None:
    dossier = makers.dossier()
    key = dossier.meetings[0].id
    changed = with_inputs(dossier, [Event("meeting", key, True, 4)])
    date = changed.meetings[0].date
    assert date is not None
    assert 120 < (date - AS_OF).days <= 150
    assert with_inputs(dossier, []) is dossier


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("war", "must be MEETING"),
        ("nothing=held", "no meeting or lever"),
        ("2024-13=war", "must be a date"),
        ("2023-01=war", "before the date"),
        ("0=war", "count from 1"),
        ("3=peace", "must be MEETING"),
        ("3=collapse", "must be MEETING"),
        ("3=collapse:NL", "fights on no side"),
        ("intensity=5", "needs a month"),
        ("intensity@3=-5", "positive"),
        ("arms@3=full", "a lever is one of"),
    ],
)
def test_bad_events_are_one_line(text: str, says: str) -> None:
    with pytest.raises(OutlookError, match=says):
        parse_events([text], makers.dossier())


@pytest.mark.parametrize(
    ("observed", "says"),
    [
        ((), "nothing observed"),
        (("3=war", "3=ceasefire"), "cannot be"),
        (("3=ceasefire_broken",), "none before it"),
    ],
)
def test_contradictions_are_one_line(observed: tuple[str, ...], says: str) -> None:
    with pytest.raises(OutlookError, match=says):
        updated(*observed)


def test_a_meeting_may_be_cancelled_in_either_word() -> None:
    dossier = makers.dossier()
    key = next(m.id for m in dossier.meetings if m.status == "planned")
    one, two = (parse_events([f"{key}@2={w}"], dossier) for w in ("called_off", "cancelled"))
    assert one == two == (Event("meeting", key, False, 1),)

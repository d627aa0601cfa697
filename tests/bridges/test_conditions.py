import numpy as np
import pytest

import makers
from parley.bridges.coding import code
from parley.bridges.conditions import MAX_STRETCHES, hangs_on_talks, same, stretches
from parley.bridges.defaults import ARMS_IN_FULL
from parley.bridges.draws import draw
from parley.bridges.estimates import estimates, field_ids
from parley.bridges.worths import worths
from parley.dossier.schema import Dossier
from parley.errors import OutlookError


def record(**arms):
    levers = makers.plain()["levers"]
    levers[0] |= {"state": "on_hold"} | arms
    return makers.dossier(levers=levers)


def plan(d: Dossier, scenario=None, months=60):
    coding = code(d)
    listed = estimates(d, coding)
    sample = draw(listed, 20, field=field_ids(listed), field_draws=20, rng=1)
    return stretches(coding, sample, worths(coding, sample), scenario or {}, months), sample


def test_without_a_condition_or_timetable_there_is_one_stretch() -> None:
    (only,), _ = plan(record())
    assert only.month == 0
    assert not only.switches
    assert only.inside is only.outside


def test_held_back_while_talks_go_on_is_in_force_outside_them() -> None:
    d = record(during="talks")
    assert hangs_on_talks(code(d))
    (only,), sample = plan(d)
    assert only.switches
    assert np.allclose(only.outside.arms[:, 1], ARMS_IN_FULL)
    assert np.allclose(only.inside.arms[:, 1], ARMS_IN_FULL * sample["level.arms"])


def test_held_back_until_talks_begin_is_the_mirror_of_it() -> None:
    one, two = plan(record(during="talks"))[0][0], plan(record(during="war"))[0][0]
    assert np.array_equal(one.inside.arms, two.outside.arms)
    assert np.array_equal(one.outside.arms, two.inside.arms)


def test_the_other_state_may_be_named() -> None:
    (only,), _ = plan(record(during="talks", otherwise="withdrawn"))
    assert (only.outside.arms[:, 1] == 0).all()


@pytest.mark.parametrize(
    ("setting", "switches"),
    [
        ("threatened", True),
        ("on_hold", True),
        ("active", False),
        ("withdrawn", False),
        (0.4, False),
    ],
)
def test_a_what_if_keeps_the_condition_of_a_state_that_withholds(setting, switches) -> None:
    (only,), _ = plan(record(during="talks"), {"arms": setting})
    assert only.switches == bool(switches)


def test_a_timetable_changes_the_lever_from_its_month_on() -> None:
    steps = [
        {"date": "2024-04-01", "state": "offered"},
        {"date": "2024-07-15", "state": "active"},
        {"date": "2025-05-02", "state": "withdrawn", "level": 0.5},
    ]
    found, _ = plan(record(schedule=steps))
    assert [s.month for s in found] == [0, 2, 12]
    assert (found[0].outside.arms[:, 1] < ARMS_IN_FULL).all()
    assert np.allclose(found[1].outside.arms[:, 1], ARMS_IN_FULL)
    assert np.allclose(found[2].outside.arms[:, 1], ARMS_IN_FULL / 2)


def test_a_what_if_takes_the_place_of_the_timetable_and_late_steps_are_not_heard() -> None:
    d = record(schedule=[{"date": "2024-07-15", "state": "active"}])
    assert len(plan(d, {"arms": "on_hold"})[0]) == 1
    assert len(plan(d, months=2)[0]) == 1


def test_sanctions_lifted_on_a_date_are_given_from_then_on() -> None:
    levers = makers.plain()["levers"]
    levers[1]["schedule"] = [{"date": "2024-09-01", "state": "withdrawn"}]
    found, _ = plan(makers.dossier(levers=levers))
    assert (found[0].outside.sanctions[:, 0] == 1).all()
    assert (found[1].outside.sanctions[:, 0] == 0).all()
    assert (found[1].outside.now[:, 1] == 2).all(), "what was to be traded is given"


def test_equal_plans_are_told_from_others() -> None:
    d = record(during="talks")
    one, two = plan(d)[0], plan(d)[0]
    assert same(one, two)
    assert not same(one, plan(d, {"arms": "active"})[0])
    lifted = plan(d, {"sanctions": "withdrawn"})[0]
    assert not same(one, lifted, field_only=True)


def test_too_many_dates_are_refused_in_one_line() -> None:
    steps = [
        {"date": f"2024-{m:02d}-15", "state": s}
        for m, s in zip(range(6, 6 + MAX_STRETCHES), ["active", "on_hold"] * 3, strict=True)
    ]
    with pytest.raises(OutlookError, match="at most 5 dates") as e:
        plan(record(schedule=steps))
    assert "\n" not in str(e.value)


def test_what_is_not_modelled_of_a_condition_is_said() -> None:
    said = code(record(condition="while it sees where the dialogue leads")).limits
    assert any("no `during`" in x and "arms deliveries" in x for x in said)
    assert not any("no `during`" in x for x in code(record(condition="x", during="talks")).limits)

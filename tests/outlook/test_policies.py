"""Policies: paired, regret against the best by draw, the front over parties' aims."""

import numpy as np
import pytest

import makers
from outlook import invented
from parley.errors import OutlookError
from parley.outlook.joined import scenario_values, simulate_scenario
from parley.outlook.policies import BASE, Advice, Policy, _beats, _front, _under, advise, regrets

SMALL = {"draws": 20, "paths": 10}


@pytest.fixture(scope="module")
def found() -> Advice:
    return advise(makers.dossier(), "NL", later=6, **SMALL)


def test_policies_are_every_set_now_and_one_and_all_later(found: Advice) -> None:
    ids = [j.policy.id for j in found.judged]
    assert ids == [
        BASE, "arms=on_hold", "sanctions=withdrawn", "arms=on_hold+sanctions=withdrawn",
        "arms=on_hold@6", "sanctions=withdrawn@6", "arms=on_hold+sanctions=withdrawn@6",
    ]  # fmt: skip


def test_things_as_they_stand_change_nothing(found: Advice) -> None:
    base = found.judged[0]
    assert all(a.change.value == 0 and a.no_worse == 1 for a in base.aims.values())
    assert all(n.value == 0 for by in base.outcomes.values() for n in by.values())


def test_what_is_not_on_the_front_is_beaten_on_every_party(found: Advice) -> None:
    by_id = {j.policy.id: j for j in found.judged}
    parties = [k for k in found.aims if k not in ("settlement", "war_over")]
    assert parties == ["WL", "EL", "NL"]
    for j in found.judged:
        assert j.front == (j.beaten_by is None)
        if j.beaten_by is not None:
            other = by_id[j.beaten_by]
            apart = [other.aims[k].mean.value - j.aims[k].mean.value for k in parties]
            assert min(apart) >= -1e-12
            assert max(apart) > 0


def test_the_best_on_average_has_least_regret_but_for_luck(found: Advice) -> None:
    for key in found.aims:
        least = min(j.aims[key].regret.value for j in found.judged)
        best = max(j.aims[key].mean.value for j in found.judged)
        top = next(j for j in found.judged if j.aims[key].mean.value == best)
        assert top.aims[key].regret.value == pytest.approx(least, abs=0.03)


def test_a_policy_from_month_0_is_the_what_if() -> None:
    j = invented.joined()
    run, v = _under(j, Policy("x", "x", {"sanctions": ((0, "withdrawn"),)}))
    one = simulate_scenario(run, {}, v)
    other = simulate_scenario(
        j, {"sanctions": "withdrawn"}, scenario_values(j, {"sanctions": "withdrawn"})
    )
    for a, b in zip(one.halves, other.halves, strict=True):
        assert np.array_equal(a.phases, b.phases)


def test_a_policy_that_waits_changes_nothing_before() -> None:
    j = invented.joined()
    run, v = _under(j, Policy("x", "x", {"sanctions": ((7, "withdrawn"),)}))
    waits = simulate_scenario(run, {}, v)
    base = simulate_scenario(j, {}, j.base)
    for a, b in zip(waits.halves, base.halves, strict=True):
        assert np.array_equal(a.phases[:, :8], b.phases[:, :8])


def test_luck_is_no_regret() -> None:
    """Equal policies seen with noise: picking the best on the same paths would regret 1.03."""
    g = np.random.default_rng(1)
    level = g.normal(size=(4, 2, 20_000))
    assert regrets(level).mean(axis=(1, 2)) == pytest.approx(np.zeros(4), abs=0.02)
    assert (level.max(axis=0) - level).mean() == pytest.approx(1.03, abs=0.02)


def test_regret_is_what_the_best_has_more() -> None:
    level = np.array([[[1.0, 5.0]] * 2, [[3.0, 4.0]] * 2, [[2.0, 2.0]] * 2])
    assert regrets(level)[:, 0].tolist() == [[2, 0], [0, 1], [1, 3]]


def test_the_front_of_known_means() -> None:
    mean = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0], [1.0, 0.0]])
    assert _beats(mean).any(axis=0).tolist() == [False, False, True, False]
    level = np.repeat(mean[:, :, None], 5, axis=2)
    front, surely, beaten = _front(level, seed=1)
    assert front.tolist() == [True, True, False, True]
    assert surely.tolist() == [1, 1, 0, 1]
    assert beaten[2] in (0, 1, 3)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"holder": "XX"}, "'XX' is no party"),
        ({"holder": "WL"}, "WL holds no lever"),
        ({"levers": ["ghost"]}, "'ghost' is no lever of NL"),
        ({"later": 0}, "later month"),
        ({"own": {"x": {"ghost": ((0, "active"),)}}}, "'ghost' is no lever of NL"),
        ({"own": {"x": {"arms": ((99, "active"),)}}}, "month must be in"),
        ({"enough": {"fame": 1.0}}, "no aim 'fame'"),
    ],
)
def test_what_cannot_be_compared_is_said(changes: dict[str, object], says: str) -> None:
    call: dict[str, object] = {"holder": "NL", **SMALL, **changes}
    holder = str(call.pop("holder"))
    with pytest.raises(OutlookError, match=says):
        advise(makers.dossier(), holder, **call)  # type: ignore[arg-type]

import numpy as np
import pytest

import makers
from parley.bridges.coding import Coding, code
from parley.bridges.draws import Draws, draw
from parley.bridges.estimates import estimates
from parley.bridges.situation import check_scenario, planned_meetings, situation
from parley.bridges.worths import falls, front_slopes, worths
from parley.dossier.schema import Dossier
from parley.errors import OutlookError


def drawn(d: Dossier, n: int = 200) -> tuple[Coding, Draws]:
    coding = code(d)
    return coding, draw(estimates(d, coding), n, rng=3)


def test_worths_are_between_nothing_and_everything() -> None:
    coding, draws = drawn(makers.dossier())
    w = worths(coding, draws)
    best = w.table.max(axis=3).sum(axis=2)
    assert np.allclose(best, 1)
    assert w.table.min() >= 0
    assert np.allclose(w.weight.sum(axis=2), 1)


def test_stated_demands_fix_the_preferred_option() -> None:
    coding, draws = drawn(makers.dossier())
    w = worths(coding, draws)
    cape = [i.id for i in coding.issues].index("cape")
    assert (w.preferred[:, 0, cape] == 0).all()
    assert (w.preferred[:, 1, cape] == 2).all()


def test_a_silent_belligerent_leans_away_from_the_demand() -> None:
    coding, draws = drawn(makers.dossier(), 1000)
    relief = [i.id for i in coding.issues].index("relief")
    share = np.bincount(worths(coding, draws).preferred[:, 1, relief], minlength=3) / 1000
    assert share == pytest.approx([0.6, 0.2, 0.2], abs=0.002)


def test_terms_of_a_fall_leave_third_party_issues_alone() -> None:
    coding, draws = drawn(makers.dossier())
    w = worths(coding, draws)
    now = situation(coding, draws, w, {}).now
    ids = [i.id for i in coding.issues]
    a_falls = falls(coding, w, now, 0)
    assert (a_falls[:, ids.index("cape")] == 2).all()
    assert (a_falls[:, ids.index("relief")] == 0).all()


def test_front_is_worth_half_the_line_to_each_side() -> None:
    coding, draws = drawn(makers.dossier())
    w = worths(coding, draws)
    slopes = front_slopes(coding, w, situation(coding, draws, w, {}).now)
    cape = [i.id for i in coding.issues].index("cape")
    assert np.allclose(slopes[:, 0], 0.5 * w.weight[:, 0, cape])
    assert np.allclose(slopes[:, 1], -0.5 * w.weight[:, 1, cape])


def test_swapping_the_sides_swaps_worths_and_nothing_else() -> None:
    (c1, d1), (c2, d2) = drawn(makers.dossier()), drawn(makers.swapped())
    w1, w2 = worths(c1, d1), worths(c2, d2)
    p1, p2 = (list(c.parties) for c in (c1, c2))
    i1, i2 = ([i.id for i in c.issues] for c in (c1, c2))
    for party in p1:
        for issue in i1:
            a = w1.table[:, p1.index(party), i1.index(issue)]
            b = w2.table[:, p2.index(party), i2.index(issue)]
            assert np.array_equal(a, b)


def test_holding_arms_lowers_one_side_only() -> None:
    coding, draws = drawn(makers.dossier())
    w = worths(coding, draws)
    base = situation(coding, draws, w, {})
    held = situation(coding, draws, w, {"arms": "on_hold"})
    assert (held.arms[:, 1] < base.arms[:, 1]).all()
    assert np.array_equal(held.arms[:, 0], base.arms[:, 0])
    assert np.array_equal(held.now, base.now)


def test_lifting_sanctions_moves_what_holds_now() -> None:
    coding, draws = drawn(makers.dossier())
    w = worths(coding, draws)
    relief = [i.id for i in coding.issues].index("relief")
    lifted = situation(coding, draws, w, {"sanctions": "withdrawn"})
    assert (lifted.now[:, relief] == 2).all()
    assert (lifted.sanctions[:, 0] == 0).all()


def test_meetings_follow_their_order_and_constraints() -> None:
    d = makers.dossier()
    coding, draws = drawn(d)
    first, second = planned_meetings(d, coding, draws, {})
    assert (first.id, second.id, second.after) == ("ministers", "summit", (0,))
    assert second.month == first.month + 1
    free = planned_meetings(d, coding, draws, {"warrant": "withdrawn"})[1]
    assert free.chance.mean() > second.chance.mean()
    off = planned_meetings(d, coding, draws, {"summit": "withdrawn"})[1]
    assert (off.chance == 0).all()


@pytest.mark.parametrize(
    ("scenario", "says"),
    [
        ({"nothing": "active"}, "no lever"),
        ({"arms": "broken"}, "must be one of"),
        ({"arms": 1.5}, "from 0 to 1"),
    ],
)
def test_a_bad_scenario_is_named(scenario: dict[str, str | float], says: str) -> None:
    with pytest.raises(OutlookError, match=says):
        check_scenario(makers.dossier(), scenario)


def test_one_of_two_senders_moves_what_holds_by_its_share() -> None:
    data = makers.plain()
    other = {**data["levers"][1], "id": "sanctions2"}
    data["levers"].append(other)
    coding, draws = drawn(Dossier.model_validate(data))
    w = worths(coding, draws)
    relief = [i.id for i in coding.issues].index("relief")
    assert (situation(coding, draws, w, {"sanctions": "withdrawn"}).now[:, relief] == 1).all()
    both = {"sanctions": "withdrawn", "sanctions2": "withdrawn"}
    assert (situation(coding, draws, w, both).now[:, relief] == 2).all()

"""Published bargaining problems give their published answers."""

from types import ModuleType

import pytest

from parley.cases import (
    deals_bob_and_carol,
    deals_camp_david,
    deals_john_and_mary,
    deals_nash_barter,
    deals_risk_and_division,
)
from parley.models.deals.merge import frontier
from parley.models.deals.solutions import adjusted_winner, solve
from parley.models.deals.zone import agreement_zone


@pytest.mark.parametrize("case", [deals_camp_david, deals_bob_and_carol, deals_john_and_mary])
def test_adjusted_winner_gives_the_published_division(case: ModuleType):
    found = adjusted_winner(case.POINTS, case.ISSUES)
    assert [sum(p) for p in case.POINTS] == [100, 100]
    assert found.split == case.SPLIT
    assert found.first[case.ISSUES.index(case.SPLIT)] == pytest.approx(case.SHARE)
    assert found.points == pytest.approx((case.EACH, case.EACH))


def test_each_side_wins_what_it_puts_more_points_on_at_camp_david():
    egypt, israel = deals_camp_david.POINTS
    for name, a, b in zip(deals_camp_david.ISSUES, egypt, israel, strict=True):
        winner = "Egypt" if a > b else "Israel"
        assert name in deals_camp_david.WINS[winner]


def test_nash_barter_has_nashs_answer():
    model = deals_nash_barter.barter()
    found = solve(model)["nash"]
    to_jack = {
        issue.name
        for issue, option in zip(model.issues, found.package, strict=True)
        if issue.options[option] == "Jack"
    }
    assert to_jack == set(deals_nash_barter.GOES_TO_JACK)
    assert found.gains == deals_nash_barter.GAINS
    assert all(isinstance(g, int) for g in found.gains)
    assert agreement_zone(model).packages == 2**9
    assert list(found.worths) in frontier(model).worths.tolist()


def test_risk_aversion_lowers_the_share():
    found = solve(deals_risk_and_division.division())
    assert found["nash"].worths[0] == pytest.approx(deals_risk_and_division.NASH_SHARE, abs=1 / 600)
    for concept in ("ks", "kalai"):
        share = found[concept].worths[0]
        assert share == pytest.approx(deals_risk_and_division.KALAI_SMORODINSKY_SHARE, abs=1 / 600)

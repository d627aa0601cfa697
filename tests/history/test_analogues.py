"""Past wars nearest to a given one."""

import pytest

from parley.errors import HistoryError
from parley.history import PastWar, analogues, load_wars

BASE = PastWar(
    "a",
    "X",
    "G",
    "R",
    "civil",
    1990,
    1999,
    10,
    5,
    True,
    "full",
    "agreement",
    None,
    "ucdp-termination",
)


def war(**change: object) -> PastWar:
    return PastWar(**{**BASE.__dict__, **change})


def test_distance_is_the_mean_difference() -> None:
    past = war(type="internationalised", years=1, years_high=0, mediated=False, agreement="process")
    found = analogues("civil", 10, 5000, True, "full", wars=[past], count=1).nearest[0]
    assert found.distance == pytest.approx((0.5 + 1 + 1 + 1 + 2 / 3) / 5, abs=1e-6)
    assert found.compared == ("type", "length", "intensity", "mediation", "agreement")


def test_unknown_attributes_are_left_out() -> None:
    found = analogues(None, None, 5000, True, wars=[war(mediated=None)]).nearest[0]
    assert found.compared == ("intensity",)
    assert found.distance == 0.5


def test_a_longer_war_was_once_as_long() -> None:
    assert analogues(age_years=3, wars=[war(years=30)]).nearest[0].distance == 0.0


def test_identical_war_is_first_and_order_of_input_does_not_matter() -> None:
    wars = [war(id="b", type="interstate"), BASE, war(id="c", years_high=0)]
    for pool in (wars, wars[::-1]):
        found = analogues("civil", 10, 5000, True, "full", wars=pool)
        assert [a.war.id for a in found.nearest] == ["a", "c", "b"]


def test_what_became_of_them_is_counted() -> None:
    wars = [BASE, war(id="b", months_to_recurrence=24.0), war(id="c", ending=None)]
    found = analogues("civil", wars=wars)
    assert found.endings == {"agreement": 2, "still fought": 1}
    assert found.recurred == 1


def test_nothing_known_and_nothing_asked_are_empty() -> None:
    assert analogues().nearest == ()
    assert analogues("civil", count=0).nearest == ()
    assert analogues("civil", wars=[]).endings == {}


def test_later_wars_can_be_left_out() -> None:
    assert all(a.war.first_year < 1980 for a in analogues("civil", before=1980).nearest)
    assert analogues("civil").candidates == len(load_wars())


def test_bad_words_are_named() -> None:
    with pytest.raises(HistoryError, match="agreement must be one of"):
        analogues(agreement="peace")
    with pytest.raises(HistoryError, match="war type must be one of"):
        analogues("cold")
    with pytest.raises(HistoryError, match="age in years"):
        analogues("civil", -3)

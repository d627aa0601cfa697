"""What became of past wars after a given age."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.history.analogues import PastWar, load_wars
from parley.history.fates import STATES, fates, kept, lasted, state_at, wilson


def war(years: int, ending: str | None, back: float | None = None, last: int = 1990) -> PastWar:
    first = last - years + 1
    return PastWar(
        "w", "X", "G", "R", "civil", first, last, years, 0, None, None, ending, back, "test"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("past", "age", "months", "state"),
    [
        (war(5, "agreement"), 3, 12, "war"),
        (war(5, "agreement"), 4, 12, "settlement"),
        (war(5, "ceasefire", back=24), 4, 12, "ceasefire"),
        (war(5, "ceasefire", back=24), 4, 36, "war"),
        (war(5, "victory_b"), 4, 6, "collapse"),
        (war(5, "actor_ceases"), 4, 60, "collapse"),
        (war(5, "low_activity"), 4, 60, "faded"),
        (war(5, None, last=2020), 4, 3, "war"),
        (war(5, None, last=2020), 4, 60, None),
        (war(5, "agreement", last=2019), 4, 60, None),
    ],
)
def test_state_of_one_war(past: PastWar, age: float, months: int, state: str | None) -> None:
    assert state_at(past, age, months) == state


def test_every_known_war_is_in_exactly_one_state() -> None:
    found = fates(load_wars(), 3.5, [3, 12, 60])
    assert set(found) == set(STATES)
    for h in (12, 60):
        n = {found[s][h].n for s in STATES}
        assert len(n) == 1
        assert sum(found[s][h].happened for s in STATES) == n.pop()
    assert 3 not in found["war"]


def test_a_war_counts_once_it_is_as_old() -> None:
    wars = [war(2, "agreement"), war(9, "agreement")]
    assert [lasted(w, 3) for w in wars] == [False, True]
    assert fates(wars, 3, [12])["war"][12].n == 1


def test_order_of_the_wars_does_not_matter() -> None:
    wars = load_wars()
    assert fates(wars, 2, [24]) == fates(wars[::-1], 2, [24])


def test_a_truce_that_held_longer_holds_better() -> None:
    wars = load_wars()
    assert kept(wars, 36, [60])[60].value > kept(wars, 0, [60])[60].value
    assert 6 not in kept(wars, 0, [6])
    assert 6 in kept(wars, 12, [6])


def test_recurrence_counts_from_the_age_of_the_truce() -> None:
    wars = [war(3, "ceasefire", back=24), war(3, "ceasefire", back=48), war(3, "victory_a", back=1)]
    assert kept(wars, 0, [36])[36].happened == 1
    assert kept(wars, 30, [12])[12].n == 1


@given(st.integers(0, 200), st.integers(0, 200))
def test_wilsons_interval_holds_the_share(happened: int, more: int) -> None:
    n = happened + more
    ends = wilson(happened, n)
    if n == 0:
        assert ends is None
    else:
        assert ends is not None
        assert -1e-12 <= ends[0] <= happened / n + 1e-12
        assert happened / n - 1e-12 <= ends[1] <= 1 + 1e-12


def test_wilsons_published_case() -> None:
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3: 15 of 148
    ends = wilson(15, 148)
    assert ends == pytest.approx((0.0624, 0.1605), abs=5e-5)

"""The expected-utility model: a published run, both implementations, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.cases import positions_emission_standards as case
from parley.errors import PositionError
from parley.models.positions import (
    Flags,
    Issue,
    expected_utility,
    expected_utility_draws,
    explore,
    weighted_median,
)
from parley.models.positions.expected_utility import one_round


def test_emission_standards_round_by_round() -> None:
    run = expected_utility(case.ISSUE, flags=case.FLAGS)
    assert run.means == pytest.approx(np.array(case.MEANS), abs=1e-10)
    assert run.medians == pytest.approx(np.array(case.MEDIANS), abs=6e-4)
    first = [(p.actor, p.kind, p.by) for p in run.pressures if p.round_ == 1]
    assert first == [
        ("Belgium", "compromise", "France"),
        ("Luxembourg", "confrontation", "Belgium"),
        ("Ireland", "confrontation", "Luxembourg"),
    ]
    assert run.pressures[0].to == pytest.approx(8.415932315426764, abs=1e-10)
    assert not run.settled


def test_the_answer_hangs_on_the_flags() -> None:
    spread = explore(case.ISSUE)
    assert (spread.low, spread.high) == (4, 10)
    assert len(set(spread.flags)) == len(spread.flags) == len(spread.medians)
    assert 0 < spread.settled < len(spread.flags)


def test_compiled_and_plain_agree_under_every_flag() -> None:
    rng = np.random.default_rng(0)
    x, s, c = (rng.random((6, 7)) for _ in range(3))
    for flags in explore(case.ISSUE, rounds=0).flags:
        fast = expected_utility_draws(x, s, c, rounds=2, flags=flags)
        for i in range(6):
            at = x[i]
            for t in range(3):
                assert fast[i, t] == pytest.approx(float(weighted_median(at, c[i] * s[i])))
                at = one_round(at, c[i], s[i], flags)[0]


def test_a_draw_does_not_depend_on_its_neighbours() -> None:
    rng = np.random.default_rng(3)
    x, s, c = (rng.random((200, 5)) for _ in range(3))
    many = expected_utility_draws(x, s, c, rounds=3)
    assert many.tobytes() == expected_utility_draws(x, s, c, rounds=3).tobytes()
    assert (
        many[150:].tobytes()
        == expected_utility_draws(x[150:], s[150:], c[150:], rounds=3).tobytes()
    )


actors = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 10), st.integers(1, 10)), min_size=1, max_size=6
)


@settings(max_examples=40, deadline=None)
@given(actors, st.sampled_from(explore(case.ISSUE, rounds=0).flags))
def test_positions_stay_among_the_actors(rows: list[tuple[int, int, int]], flags: Flags) -> None:
    x, s, c = zip(*rows, strict=True)
    issue = Issue([str(i) for i in range(len(x))], x, np.array(s) / 10, c, low=-3, high=20)
    run = expected_utility(issue, rounds=4, flags=flags)
    assert np.isfinite(run.positions).all()
    assert run.positions.min() >= min(x) - 1e-9
    assert run.positions.max() <= max(x) + 1e-9
    if len(set(x)) == 1:
        assert run.settled
        assert not run.pressures


def test_the_mirror_image_gives_the_mirrored_run() -> None:
    flags = Flags(choice="least_move")
    x = case.ISSUE.x + np.linspace(0, 0.9, 10) * (case.ISSUE.x < 10)
    there, back = (
        expected_utility(
            Issue(case.ISSUE.actors, v, case.ISSUE.s, case.ISSUE.c, low=0, high=14),
            rounds=3,
            flags=flags,
        ).positions
        for v in (x, 14 - x)
    )
    # a median between two middles takes the lower; here the middle is clear
    assert there == pytest.approx(14 - back)


@pytest.mark.parametrize(
    "wrong",
    [{"denominator": "none"}, {"choice": "best"}, {"span": "day"}, {"status_quo_chance": 1.5}],
)
def test_unknown_flags_are_refused(wrong: dict) -> None:
    with pytest.raises(PositionError, match=f"flag {next(iter(wrong))}: must be"):
        Flags(**wrong)


def test_bad_draws_are_refused() -> None:
    ok = np.full((2, 3), 0.5)
    for bad, message in (
        ((ok, ok[:1], ok), "one shape"),
        ((ok, ok * 3, ok), "salience must be in"),
        ((ok * 3, ok, ok), "positions must be in"),
        ((ok, ok * 0, ok), "more than 0"),
        ((ok, ok, ok * np.nan), "none missing"),
    ):
        with pytest.raises(PositionError, match=message):
            expected_utility_draws(*bad)
    with pytest.raises(PositionError, match="rounds must be"):
        expected_utility_draws(ok, ok, ok, rounds=-1)
    with pytest.raises(PositionError, match="rounds must be"):
        expected_utility(case.ISSUE, rounds=-1)

"""Uncertain inputs: draws within their ranges, limits that are known, and whose move matters."""

import numpy as np
import pytest

from parley.errors import PositionError
from parley.models.positions import (
    Issue,
    Ranges,
    draw_inputs,
    forecast,
    ranges_about,
    sensitivity,
    uncertain_forecast,
)

ISSUE = Issue(
    ["A", "B", "C", "D"], [10, 10, 60, 90], [0.9, 0.3, 0.5, 1.0], [3, 1, 2, 2],
    high=100, status_quo=0, options=["low", "middle", "high"],
)  # fmt: skip


def test_draws_stay_in_their_ranges_and_follow_the_seed() -> None:
    ranges = ranges_about(ISSUE)
    x, s, c = draw_inputs(ISSUE, ranges, 500, rng=4)
    for drawn, (low, high) in zip(
        (x * 100, s, c), (ranges.position, ranges.salience, ranges.capability), strict=True
    ):
        assert np.all((drawn >= low - 1e-9) & (drawn <= high + 1e-9))
    again = draw_inputs(ISSUE, ranges, 500, rng=np.random.default_rng(4))
    assert x.tobytes() == again[0].tobytes()
    assert c.tobytes() == again[2].tobytes()
    assert x.tobytes() != draw_inputs(ISSUE, ranges, 500, rng=5)[0].tobytes()
    assert np.array_equal(x[:, 0], x[:, 1])  # two actors on one point stay together


def test_draws_are_triangular() -> None:
    x = draw_inputs(ISSUE, ranges_about(ISSUE, position=0.3), 20_000, rng=0)[0][:, 2]
    # triangle on [.3, .9] with its peak at .6: mean .6, variance .3^2 / 6
    assert x.mean() == pytest.approx(0.6, abs=0.003)
    assert x.var() == pytest.approx(0.3**2 / 6, rel=0.03)


def test_no_width_gives_the_plain_forecast() -> None:
    exact = ranges_about(ISSUE, position=0, salience=0, capability=1)
    sure, plain = uncertain_forecast(ISSUE, exact, draws=3, rng=0), forecast(ISSUE)
    assert sure.density == pytest.approx(plain.density)
    assert sure.interval80 == pytest.approx(plain.interval80)
    assert sure.mean == pytest.approx(plain.mean, abs=0.1)
    assert {k: v[0] for k, v in sure.options.items()} == pytest.approx(plain.options)
    assert all(share == 0 for _, _, share in sure.drivers)


def test_wider_inputs_leave_more_open() -> None:
    widths = [
        np.diff(uncertain_forecast(ISSUE, ranges_about(ISSUE, position=p), rng=0).weighted_mean)[0]
        for p in (0, 0.1, 0.3)
    ]
    assert widths == sorted(widths)
    assert widths[2] > 1.5 * widths[0]


def test_chances_add_up() -> None:
    f = uncertain_forecast(ISSUE, ranges_about(ISSUE), draws=200, rng=0)
    assert f.density.sum() == pytest.approx(1)
    assert sum(v[0] for v in f.options.values()) == pytest.approx(1)
    assert all(low <= mean <= high for mean, low, high in f.options.values())
    assert {name for _, name, _ in f.drivers} == {"position", "salience", "capability"}
    assert [share for _, _, share in f.drivers] == sorted((d[2] for d in f.drivers), reverse=True)


def test_the_only_uncertain_input_drives_all() -> None:
    point = ranges_about(ISSUE, position=0, salience=0, capability=1)
    high = ISSUE.x.copy()
    high[3] = 100
    low = ISSUE.x.copy()
    low[3] = 50
    ranges = Ranges((low, high), point.salience, point.capability)
    first = uncertain_forecast(ISSUE, ranges, draws=100, rng=0).drivers[0]
    assert first[:2] == ("D", "position")
    assert first[2] == pytest.approx(1)


def test_moves_pull_the_way_they_should() -> None:
    moves = {m.actor: m for m in sensitivity(ISSUE)}
    for move in moves.values():
        assert move.to_low <= 0.2
        assert move.to_high >= -0.2
        assert move.reach == pytest.approx(
            max(abs(v) for v in (move.to_low, move.to_high, move.indifferent, move.doubled))
        )
    assert moves["D"].doubled > 0 > moves["D"].indifferent
    reach = [m.reach for m in sensitivity(ISSUE)]
    assert reach == sorted(reach, reverse=True)


def test_a_lone_actor_cannot_become_indifferent() -> None:
    [move] = sensitivity(Issue(["A"], [0.5], [1], [1]))
    assert move.indifferent == 0
    assert move.to_low < 0 < move.to_high


def test_what_does_not_fit_is_refused() -> None:
    ranges = ranges_about(ISSUE)
    with pytest.raises(PositionError, match="draws must be"):
        draw_inputs(ISSUE, ranges, 0)
    with pytest.raises(PositionError, match="half-widths"):
        ranges_about(ISSUE, capability=0.5)
    off = Ranges((ISSUE.x + 1, ISSUE.x + 2), ranges.salience, ranges.capability)
    with pytest.raises(PositionError, match=r"range of position of A .* must hold 10"):
        draw_inputs(ISSUE, off, 10)
    short = Ranges(ranges.position, (np.zeros(1), np.ones(1)), ranges.capability)
    with pytest.raises(PositionError, match="one number per actor"):
        draw_inputs(ISSUE, short, 10)

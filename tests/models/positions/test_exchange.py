"""Trades between issues: by hand, against a search, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.errors import PositionError
from parley.models.positions import Issue, exchange


def issues_of(rows: list[tuple[int, int, int, int]], c: list[float] | None = None) -> list[Issue]:
    names = [str(i) for i in range(len(rows))]
    x, y, s, t = (np.array(v) for v in zip(*rows, strict=True))
    c = [1.0] * len(rows) if c is None else c
    return [
        Issue(names, x / 10, s / 10, c, name="p"),
        Issue(names, y / 10, t / 10, c, name="q"),
    ]


def test_a_trade_by_hand() -> None:
    # equal weights within an issue: A .6/.4 of p, .4/.6 of q after salience
    [p, q] = issues_of([(0, 0, 6, 4), (10, 10, 4, 6)])
    result = exchange([p, q])
    [trade] = result.trades
    assert (trade.first, trade.issue, trade.second, trade.other_issue) == ("0", "p", "1", "q")
    # p stood at .4, q at .6; both give way in full: p to 0, q to 1
    assert result.before == pytest.approx([0.4, 0.6])
    assert result.after == pytest.approx([0.0, 1.0])
    assert trade.gain == pytest.approx(0.6 * 0.4 - 0.4 * 0.4)
    assert trade.externalities == pytest.approx([trade.gain, trade.gain])


def test_a_bystander_can_lose() -> None:
    result = exchange(issues_of([(0, 0, 9, 1), (10, 10, 1, 9), (10, 0, 5, 5)]))
    assert result.trades
    assert result.gains[:2].min() > 0
    assert result.gains[2] < 0


def test_no_larger_equal_trade_is_missed() -> None:
    rng = np.random.default_rng(7)
    for _ in range(40):
        rows = [tuple(int(v) for v in rng.integers([0, 0, 1, 1], 11)) for _ in range(2)]
        [p, q] = issues_of(rows, c=[1.0, 2.0])
        best = 0.0
        wp, wq = p.weights / p.weights.sum(), q.weights / q.weights.sum()
        base = np.array([wp @ p.x, wq @ q.x])
        for a, b in ((0, 1), (1, 0)):
            grid = np.linspace(0, 1, 201)
            for f in grid:  # b moves a share f of its way on p; find a's share on q by scan
                op = base[0] + wp[b] * f * (p.x[a] - p.x[b])
                oq = base[1] + wq[a] * grid * (q.x[b] - q.x[a])
                loss_p = np.abs(p.x - base[0]) - np.abs(p.x - op)
                loss_q = np.abs(q.x[:, None] - base[1]) - np.abs(q.x[:, None] - oq)
                ga, gb = (p.s[k] * loss_p[k] + q.s[k] * loss_q[k] for k in (a, b))
                best = max(best, float(np.minimum(ga, gb).max()))
        trades = exchange([p, q]).trades
        found = trades[0].gain if trades else 0.0
        opposite = (p.x[0] - base[0]) * (p.x[1] - base[0]) < 0
        opposite &= (q.x[0] - base[1]) * (q.x[1] - base[1]) < 0
        assert found == pytest.approx(best if opposite else 0.0, abs=0.01)


four = st.tuples(st.integers(0, 10), st.integers(0, 10), st.integers(0, 9), st.integers(0, 9))


@settings(max_examples=60, deadline=None)
@given(st.lists(four, min_size=1, max_size=5))
def test_traders_gain_alike(
    rows: list[tuple[int, int, int, int]],
) -> None:
    rows[0] = (*rows[0][:2], 5, 5)
    result = exchange(issues_of(rows))
    for trade in result.trades:
        assert trade.gain > 0
        for actor in (trade.first, trade.second):
            assert trade.externalities[int(actor)] == pytest.approx(trade.gain, abs=1e-9)
    assert result.votes.min() >= 0
    assert result.votes.max() <= 1
    moves = [(t.second, t.issue) for t in result.trades]
    moves += [(t.first, t.other_issue) for t in result.trades]
    assert len(set(moves)) == len(moves)


def test_one_issue_has_no_trades_and_units_return() -> None:
    issue = Issue(["A", "B"], [10, 30], [1, 1], [1, 1], low=10, high=30)
    result = exchange([issue])
    assert result.trades == ()
    assert result.before.tolist() == result.after.tolist() == [20]
    assert result.gains.tolist() == [0, 0]


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(PositionError, match="at least one issue"):
        exchange([])
    with pytest.raises(PositionError, match="same actors"):
        exchange([Issue(["A"], [0], [1], [1]), Issue(["B"], [0], [1], [1])])

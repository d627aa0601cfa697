"""Models of war with a closed form, worked with the course's own parts: exact, no simulation.

The forms that need paths (attrition, first passage, frailty) are in test_simulate. Lanchester's
square law is not here: in the course attrition does not depend on the other side's strength.
"""

import numpy as np
import pytest

from parley.models.course import paths
from parley.models.course.fighting import Pieces, pieces_from_chain
from parley.models.course.hazards import course_on_chain
from parley.models.course.model import Course, Tables
from parley.models.course.packed import pack
from parley.models.course.value import Stakes, fighting_on


def forts(count=10, p=0.45):
    """Smith and Stam (2004), Slantchev (2003): each battle moves one of `count` forts."""
    M = np.diag(np.full(count - 2, p), 1) + np.diag(np.full(count - 2, 1 - p), -1)
    b_A, b_B = np.zeros(count - 1), np.zeros(count - 1)
    b_A[0], b_B[-1] = 1 - p, p
    return M, b_A, b_B


def test_forts():
    M, b_A, b_B = forts()
    pieces = pieces_from_chain(M, b_A, b_B, 0.0, np.zeros(9), np.zeros(9))
    r = 0.55 / 0.45
    win = (1 - r**4) / (1 - r**10)
    assert win == pytest.approx(0.1912659613, abs=1e-10)
    assert pieces["p_B"][3] == pytest.approx(win, abs=1e-12)
    assert pieces["D"][3] == pytest.approx(20.8734038685, abs=1e-9)
    none = dict.fromkeys(("settle", "truce", "settle_ceasefire", "break_hazard"), 0.0)
    c = course_on_chain(M, b_A, b_B, np.eye(9)[3], 20, **none)
    assert c.collapse_A[20] + c.collapse_B[20] == pytest.approx(0.6397793075, abs=1e-10)


def lottery(p, cost_A=0.0, cost_B=0.0):
    """R of both sides when war is one draw: A wins all with chance p, and each pays a cost."""
    chain = pieces_from_chain([[0.0]], [1 - p], [p], 0.0, [0.0], [0.0])
    one = Pieces(chain.values[None], 1, "chain")
    cost_B = np.atleast_1d(cost_B)
    n = len(cost_B)
    s = Stakes(
        ("A", "B"), A_falls=[[0.0, 1.0]] * n, B_falls=[[1.0, 0.0]] * n, now=[[0.5, 0.5]] * n,
        cost=np.stack([np.full(n, cost_A), cost_B], 1),
    )  # fmt: skip
    R = fighting_on(one, s, field_of=np.zeros(n, int), floor=False)
    return R[:, 0, 0, 0], R[:, 1, 0, 0]


def test_lottery_less_its_cost():
    R_A, R_B = lottery(0.6, 0.1, 0.2)
    assert R_A[0] == pytest.approx(0.5)
    assert R_B[0] == pytest.approx(0.2)


def test_screening():
    """Fearon (1995): B's cost is U[0, .4], A's .1; the best offer risks war with chance .375."""
    cost_B = (np.arange(4000) + 0.5) / 4000 * 0.4
    R_A, R_B = lottery(0.5, 0.1, cost_B)
    offers = np.sort(R_B)
    accepts = np.searchsorted(offers, offers, side="right") / len(offers)
    gain = (1 - offers) * accepts + R_A[0] * (1 - accepts)
    assert 1 - accepts[gain.argmax()] == pytest.approx(0.375, abs=1e-3)


def test_powell_shift():
    """delta .95, p .3, d .1: the declining side fights iff the other's chance will pass .432749."""
    delta, p, d = 0.95, 0.3, 0.1
    keeps = 1 - d  # what of the pie survives a war

    def fights(later):
        now = keeps * lottery(p)[1][0]
        best = (1 - delta) + delta * (1 - keeps * lottery(later)[0][0])
        return now > best

    low, high = 0.3, 0.9
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if fights(middle) else (middle, high)
    assert low == pytest.approx(0.432749, abs=1e-6)


def test_learning_halves_the_gap():
    """Beta(6, 4) and Beta(3, 7) are .30 apart; ten battles seen by both leave .15."""
    table = np.zeros((1, 1, 6, 6, 2, 4))
    table[..., 0] = 0.30
    c = Course(24, 0.01, 0.01, tables=Tables(table, np.array([-1.0, 1.0])), learning=10.0)
    p = pack(c)
    s = paths.begin(p, np.array([0]), np.array([1], np.uint64))
    assert paths.look_up(p, s, 0, np.array([0]))[0][0] == pytest.approx(0.30)
    assert paths.look_up(p, s, 10, np.array([0]))[0][0] == pytest.approx(0.15)

"""The two-party, three-month process of the notes: levels 1 and 2, worked in exact fractions."""

from fractions import Fraction as F
from itertools import product

import numpy as np

STATES = list(product((1, 2), (1, 2)))
LOSE_A, LOSE_B = F(1, 4), {"delivered": F(1, 5), "held": F(2, 5)}
LINE = {"A": (F(3, 5), F(3, 10), F(0)), "B": (F(0), F(7, 25), F(7, 10))}
SANCTIONS = {"A": (F(0), F(2, 5)), "B": (F(3, 10), F(0))}


def worth(party, line, sanctions):
    return LINE[party][line] + SANCTIONS[party][sanctions]


def chain(arms):
    M = np.array([[F(0)] * 4 for _ in range(4)])
    b_A, b_B = np.array([F(0)] * 4), np.array([F(0)] * 4)
    for i, (a, b) in enumerate(STATES):
        p, q = LOSE_A, LOSE_B[arms]
        M[i, i] += 1 - p - q
        if a == 1:
            b_A[i] += p
        else:
            M[i, STATES.index((a - 1, b))] += p
        if b == 1:
            b_B[i] += q
        else:
            M[i, STATES.index((a, b - 1))] += q
    return M, b_A, b_B


def exhaustion(side):
    return np.array([F(2 - s[side]) for s in STATES])


def reservation(party, pieces):
    p_A, p_B, D, D_A, D_B, _, left = pieces.values
    own = D_A if party == "A" else D_B
    cost = F(1, 25) if party == "A" else F(1, 20)
    return (
        p_A * worth(party, 2, 0) + p_B * worth(party, 0, 1) + left * worth(party, 1, 0)
        - cost * (D + own)
    )  # fmt: skip

"""Elmira: who pays for polluted groundwater, Ontario 1991.

A chemical plant of Uniroyal was found to have polluted the aquifer under Elmira. The Ministry of
the Environment (MoE) had issued a control order; Uniroyal appealed against it. The ministry may
modify the order, Uniroyal may delay, accept or abandon the plant, the local government may insist
on the order as first issued.

Source: Hipel, Fang, Kilgour & Haight (1993), Environmental conflict resolution using the graph
model, Proceedings of the IEEE International Conference on Systems, Man and Cybernetics; Kilgour,
Hipel, Fang & Peng (2001), Coalition analysis in group decision support, Group Decision and
Negotiation 10, 159-175. They count nine states, with one for every way in which Uniroyal abandons;
here these are four states, all tied. Texts differ on the order of the four states Uniroyal likes
least; no result below depends on it.
"""

from parley.models.stability import ConflictModel, Option, Ranking

ABANDONED = (5, 6, 11, 12)

OPTIONS = (
    Option("modify", "MoE", "Modify the order", "forward"),
    Option("delay", "Uniroyal", "Delay the appeal", "back"),
    Option("accept", "Uniroyal", "Accept the order"),
    Option("abandon", "Uniroyal", "Abandon the plant", "forward"),
    Option("insist", "Local government", "Insist on the first order"),
)

RANKINGS = (
    Ranking(((9,), (3,), (4,), (10,), (7,), (1,), (2,), (8,), ABANDONED)),
    Ranking(((1,), (4,), (10,), (7,), ABANDONED, (2,), (3,), (9,), (8,))),
    Ranking(((9,), (3,), (7,), (1,), (10,), (8,), (4,), (2,), ABANDONED)),
)

MODEL = ConflictModel(
    ("MoE", "Uniroyal", "Local government"),
    OPTIONS,
    RANKINGS,
    ("exactly one of delay, accept, abandon",),
    "Elmira",
)

NINE = (1, 2, 3, 4, 9, 9, 5, 6, 7, 8, 9, 9)
"""Number in the papers of each state of the model."""

EQUILIBRIA = {"nash": {5, 8, 9}, "gmr": {1, 4, 5, 8, 9}, "smr": {1, 4, 5, 8, 9}, "seq": {5, 8, 9}}
"""Published equilibria, numbered as in the papers."""

STATUS_QUO = 7
"""State of the model in which the ministry and Uniroyal made their joint move (5 in the papers)."""

JOINT_MOVE = 10
"""Where they moved together: the order modified and accepted (8 in the papers)."""

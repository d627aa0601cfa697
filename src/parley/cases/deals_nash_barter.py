"""Bill and Jack barter nine things without money: the example of Nash's paper.

Source: Nash (1950), "The bargaining problem", Econometrica 18(2), 155-162; the table of worths as
reprinted in ACM Crossroads, summer 2008, p. 22 (read). Each thing goes to one of the two; no deal
is each keeping his own. Nash's solution: Bill gives book, whip, ball, bat, Jack gives pen, toy,
knife; Bill gains 12 and Jack 5.
"""

from parley.models.deals.model import DealModel, Issue, make_model

SOURCE = "Nash (1950), Econometrica 18(2), 155-162"

PARTIES = ("Bill", "Jack")
BILLS = {"book": (2, 4), "whip": (2, 2), "ball": (2, 1), "bat": (2, 2), "box": (4, 1)}
JACKS = {"pen": (10, 1), "toy": (4, 1), "knife": (6, 2), "hat": (2, 2)}

GOES_TO_JACK = ("book", "whip", "ball", "bat", "hat")
"""Who ends with what in the published solution; the rest goes to Bill."""

GAINS = (12, 5)


def barter() -> DealModel:
    """The problem: one issue per thing, with the options Bill and Jack.

    Examples
    --------
    >>> barter().n_packages, barter().reservation.tolist()
    (512, [12, 6])
    """
    worths = BILLS | JACKS
    return make_model(
        [[[to_bill, 0], [0, to_jack]] for to_bill, to_jack in worths.values()],
        [sum(w[0] for w in BILLS.values()), sum(w[1] for w in JACKS.values())],
        parties=PARTIES,
        issues=[Issue(name, PARTIES) for name in worths],
        name="Nash's barter",
    )

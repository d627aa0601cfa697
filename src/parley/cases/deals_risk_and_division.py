"""Two divide a sum, one of them averse to risk: the textbook case with a closed answer.

Source: the split-the-pie problem of Nash's solution, as in Osborne & Rubinstein (1990), Bargaining
and Markets, chapter 2 (risk aversion lowers a share); the numbers are derived here. The first
party's worth is its share x, the second's the square root of the rest. Nash maximises
x * sqrt(1 - x): x = 2/3. Kalai-Smorodinsky and Kalai set x = sqrt(1 - x): x = (sqrt(5) - 1) / 2.
"""

from math import sqrt

from parley.models.deals.model import DealModel, Issue, make_model

SOURCE = "Osborne & Rubinstein (1990), Bargaining and Markets, chapter 2 (derived)"

NASH_SHARE = 2 / 3
KALAI_SMORODINSKY_SHARE = (sqrt(5) - 1) / 2


def division(steps: int = 300) -> DealModel:
    """The sum in equal steps; the answers hold to half a step.

    Examples
    --------
    >>> division(10).sizes
    (11,)
    """
    shares = [k / steps for k in range(steps + 1)]
    return make_model(
        [[shares, [sqrt(1 - x) for x in shares]]],
        [0.0, 0.0],
        parties=("neutral to risk", "averse to risk"),
        issues=[Issue("share of the first", tuple(f"{x:.4f}" for x in shares))],
        name="division of a sum",
    )

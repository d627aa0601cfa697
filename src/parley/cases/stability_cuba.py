"""The Cuban missile crisis, October 1962.

The United States may strike from the air and may blockade; the Soviet Union may withdraw the
missiles or escalate.

Source: Fraser & Hipel (1984), Conflict Analysis: Models and Resolutions, North-Holland, chapter 1.
States are numbered there by the sum of 1 (air strike), 2 (blockade), 4 (withdraw) and 8
(escalate).
"""

from parley.models.stability import ConflictModel, Option, Ranking

UNITED_STATES = (4, 6, 5, 7, 2, 1, 3, 0, 11, 9, 10, 8)
SOVIET_UNION = (0, 4, 6, 2, 5, 1, 7, 3, 11, 9, 10, 8)
"""The printed preference vectors, best first, in the book's numbers."""

MODEL = ConflictModel(
    ("US", "USSR"),
    (
        Option("strike", "US", "Air strike"),
        Option("blockade", "US", "Blockade"),
        Option("withdraw", "USSR", "Withdraw the missiles"),
        Option("escalate", "USSR", "Escalate"),
    ),
    (
        Ranking(tuple((s + 1,) for s in UNITED_STATES)),
        Ranking(tuple((s + 1,) for s in SOVIET_UNION)),
    ),
    ("not both withdraw and escalate",),
    "Cuban missile crisis",
)

SEQUENTIAL = {4, 6}
"""Published equilibria by sequential stability, in the book's numbers: the missiles withdrawn, with
or without the blockade. The crisis went from 2 (blockade) to 6, and then to 4."""

"""Emission standards for small cars, European Community 1989: ten governments, years of delay.

Source: Bueno de Mesquita (1994), "Political forecasting: an expected utility method", in Bueno de
Mesquita & Stokman (eds), European Community Decision Making, as printed by Scholz, Calbert & Smith
(2011), Journal of Theoretical Politics 23, 510-531. Positions are the years from 4 to 10 by which
the standard is put off. The trajectory is that of a public replication (Masad, "bdm-scholz") with
its departures from the text: votes of all pairs in the denominator, no capitulation.
"""

from parley.models.positions import Flags, Issue

ISSUE = Issue(
    actors=(
        "Netherlands", "Belgium", "Luxembourg", "Germany", "France",
        "Italy", "United Kingdom", "Ireland", "Denmark", "Greece",
    ),
    positions=(4, 7, 4, 4, 10, 10, 10, 7, 4, 7),
    salience=(0.8, 0.4, 0.2, 0.8, 0.6, 0.6, 0.9, 0.1, 1.0, 0.7),
    capability=(0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08),
    low=4,
    high=10,
    name="emission standards",
)  # fmt: skip

FLAGS = Flags()

MEANS = (
    7.389955686853767, 7.461314378277189, 7.552500865855845, 7.590144997451547,
    7.358130531334201, 7.3491739896752115, 7.414877545372958, 7.510457183677219,
    7.5724470975503, 7.324989065683666, 7.242130958473938,
)  # fmt: skip
"""Weighted means before round 1 and after each round, as that replication prints them."""

MEDIANS = (7, 8.416, 9.611, 9.962, 9.962, 9.962, 7.472, 8.825, 9.671, 9.671, 7.0)
"""Weighted medians of the same run, to the digits known."""

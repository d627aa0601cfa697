"""Room 'models/deals': package bargaining; see docs/explanation/deals.md."""

from parley.models.deals.advice import improvements, single_text, trades
from parley.models.deals.merge import Frontier, frontier
from parley.models.deals.model import (
    DealModel,
    Interaction,
    Issue,
    Quorum,
    RedLine,
    make_model,
    package_from_names,
)
from parley.models.deals.opening import coalitions, losses, openings, sticking_points
from parley.models.deals.solutions import Solution, adjusted_winner, rational_part, solve
from parley.models.deals.surplus import margin, package_set, package_worths, surplus_on_grid
from parley.models.deals.uncertainty import Spread, Spreads, acceptability
from parley.models.deals.zone import AgreementZone, agreement_zone, zone_packages

__all__ = [
    "AgreementZone",
    "DealModel",
    "Frontier",
    "Interaction",
    "Issue",
    "Quorum",
    "RedLine",
    "Solution",
    "Spread",
    "Spreads",
    "acceptability",
    "adjusted_winner",
    "agreement_zone",
    "coalitions",
    "frontier",
    "improvements",
    "losses",
    "make_model",
    "margin",
    "openings",
    "package_from_names",
    "package_set",
    "package_worths",
    "rational_part",
    "single_text",
    "solve",
    "sticking_points",
    "surplus_on_grid",
    "trades",
    "zone_packages",
]

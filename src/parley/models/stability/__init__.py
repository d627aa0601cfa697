"""Who can move away from an outcome, and who can answer: the graph model for conflicts."""

from parley.models.stability.individual import CONCEPTS, StabilityResult, stability
from parley.models.stability.model import ConflictModel, GraphModel, Option, forbid
from parley.models.stability.preferences import (
    Payoffs,
    Ranking,
    Statement,
    Statements,
    Weights,
    dense_ranks,
)
from parley.models.stability.probability import (
    EquilibriumProbability,
    equilibrium_probability,
    stable_in_draws,
)
from parley.models.stability.why import Explanation, explain, explain_state

__all__ = [
    "CONCEPTS",
    "ConflictModel",
    "EquilibriumProbability",
    "Explanation",
    "GraphModel",
    "Option",
    "Payoffs",
    "Ranking",
    "StabilityResult",
    "Statement",
    "Statements",
    "Weights",
    "dense_ranks",
    "equilibrium_probability",
    "explain",
    "explain_state",
    "forbid",
    "stability",
    "stable_in_draws",
]

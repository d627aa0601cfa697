"""Who can move away from an outcome, and who can answer: the graph model for conflicts."""

from parley.models.stability.coalitions import (
    COALITION_CONCEPTS,
    CoalitionResult,
    coalition_stability,
)
from parley.models.stability.documents import from_document, to_document
from parley.models.stability.graph_model import GraphModel
from parley.models.stability.individual import CONCEPTS, StabilityResult, stability
from parley.models.stability.lint import Trap, lint
from parley.models.stability.model import AnyModel, ConflictModel, Option, forbid
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
    "COALITION_CONCEPTS",
    "CONCEPTS",
    "AnyModel",
    "CoalitionResult",
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
    "Trap",
    "Weights",
    "coalition_stability",
    "dense_ranks",
    "equilibrium_probability",
    "explain",
    "explain_state",
    "forbid",
    "from_document",
    "lint",
    "stability",
    "stable_in_draws",
    "to_document",
]

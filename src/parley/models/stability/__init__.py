"""Who can move away from an outcome, and who can answer: the graph model for conflicts."""

from parley.models.stability.coalitions import (
    COALITION_CONCEPTS,
    CoalitionResult,
    coalition_stability,
)
from parley.models.stability.documents import from_document, to_document
from parley.models.stability.drawing import to_dot, to_graphml, to_svg
from parley.models.stability.evolution import Evolution, Reach, distances, evolution
from parley.models.stability.goals import Need, Plan, seek_goal
from parley.models.stability.graph_model import GraphModel
from parley.models.stability.hypergame import HypergameResult, hypergame
from parley.models.stability.individual import CONCEPTS, StabilityResult, stability
from parley.models.stability.inverse import InverseResult, inverse, rankings
from parley.models.stability.least_change import RankingChange, least_change
from parley.models.stability.least_edits import StatementChange, least_edits
from parley.models.stability.limited_move import limited_move
from parley.models.stability.lint import Trap, lint
from parley.models.stability.model import AnyModel, ConflictModel, Option, forbid
from parley.models.stability.paths import Step, shortest_path
from parley.models.stability.preferences import (
    Payoffs,
    Preference,
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
from parley.models.stability.statement_draws import statement_draws
from parley.models.stability.strength import strong_stability
from parley.models.stability.uncertain import (
    preference_chances,
    probabilistic_stability,
    unknown_between,
    unknown_stability,
)
from parley.models.stability.why import Explanation, explain, explain_state

__all__ = [
    "COALITION_CONCEPTS",
    "CONCEPTS",
    "AnyModel",
    "CoalitionResult",
    "ConflictModel",
    "EquilibriumProbability",
    "Evolution",
    "Explanation",
    "GraphModel",
    "HypergameResult",
    "InverseResult",
    "Need",
    "Option",
    "Payoffs",
    "Plan",
    "Preference",
    "Ranking",
    "RankingChange",
    "Reach",
    "StabilityResult",
    "Statement",
    "StatementChange",
    "Statements",
    "Step",
    "Trap",
    "Weights",
    "coalition_stability",
    "dense_ranks",
    "distances",
    "equilibrium_probability",
    "evolution",
    "explain",
    "explain_state",
    "forbid",
    "from_document",
    "hypergame",
    "inverse",
    "least_change",
    "least_edits",
    "limited_move",
    "lint",
    "preference_chances",
    "probabilistic_stability",
    "rankings",
    "seek_goal",
    "shortest_path",
    "stability",
    "stable_in_draws",
    "statement_draws",
    "strong_stability",
    "to_document",
    "to_dot",
    "to_graphml",
    "to_svg",
    "unknown_between",
    "unknown_stability",
]

"""Base rates: what became of past wars, truces and agreements, with n, source and uncertainty."""

from parley.history.analogues import Analogue, Analogues, PastWar, analogues, load_wars
from parley.history.classes import ENDS, HistoricalClass, ReferenceClass, reference_class
from parley.history.draws import (
    RateDraws,
    draw_classes,
    draw_hazards,
    draw_rates,
    expected_rates,
    survival_at,
)
from parley.history.tables import (
    BaseRate,
    Cell,
    Hazard,
    Source,
    Survival,
    load_base_rates,
    load_cells,
    load_hazards,
    load_sources,
    load_survival,
)

__all__ = [
    "ENDS",
    "Analogue",
    "Analogues",
    "BaseRate",
    "Cell",
    "Hazard",
    "HistoricalClass",
    "PastWar",
    "RateDraws",
    "ReferenceClass",
    "Source",
    "Survival",
    "analogues",
    "draw_classes",
    "draw_hazards",
    "draw_rates",
    "expected_rates",
    "load_base_rates",
    "load_cells",
    "load_hazards",
    "load_sources",
    "load_survival",
    "load_wars",
    "reference_class",
    "survival_at",
]

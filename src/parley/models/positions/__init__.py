"""Room 'models/positions': forecasts of one issue from positions, salience and capability.

See docs/explanation/positions.md, and positions-cannot-tell.md for what not to ask of it.
"""

from parley.models.positions.baselines import (
    Baselines,
    baselines,
    mean,
    mid_range,
    weighted_mean,
    weighted_median,
)
from parley.models.positions.distribution import Fit, option_probabilities, shipped_fit
from parley.models.positions.election import Election, election
from parley.models.positions.fitting import fit_forecast
from parley.models.positions.forecast import Forecast, forecast
from parley.models.positions.model import Issue
from parley.models.positions.table import read_table, write_ktab

__all__ = [
    "Baselines",
    "Election",
    "Fit",
    "Forecast",
    "Issue",
    "baselines",
    "election",
    "fit_forecast",
    "forecast",
    "mean",
    "mid_range",
    "option_probabilities",
    "read_table",
    "shipped_fit",
    "weighted_mean",
    "weighted_median",
    "write_ktab",
]

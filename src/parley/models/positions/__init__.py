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
from parley.models.positions.exchange import Exchange, Trade, exchange
from parley.models.positions.expected_utility import (
    ExpectedUtility,
    Exploration,
    Flags,
    Pressure,
    expected_utility,
    expected_utility_draws,
    explore,
)
from parley.models.positions.fitting import fit_forecast
from parley.models.positions.forecast import Forecast, forecast
from parley.models.positions.model import Issue
from parley.models.positions.spatial import Challenge, SpatialTurn, spatial_model
from parley.models.positions.table import read_table, write_ktab
from parley.models.positions.uncertain import (
    Move,
    Ranges,
    UncertainForecast,
    draw_inputs,
    ranges_about,
    sensitivity,
    uncertain_forecast,
)

__all__ = [
    "Baselines",
    "Challenge",
    "Election",
    "Exchange",
    "ExpectedUtility",
    "Exploration",
    "Fit",
    "Flags",
    "Forecast",
    "Issue",
    "Move",
    "Pressure",
    "Ranges",
    "SpatialTurn",
    "Trade",
    "UncertainForecast",
    "baselines",
    "draw_inputs",
    "election",
    "exchange",
    "expected_utility",
    "expected_utility_draws",
    "explore",
    "fit_forecast",
    "forecast",
    "mean",
    "mid_range",
    "option_probabilities",
    "ranges_about",
    "read_table",
    "sensitivity",
    "shipped_fit",
    "spatial_model",
    "uncertain_forecast",
    "weighted_mean",
    "weighted_median",
    "write_ktab",
]

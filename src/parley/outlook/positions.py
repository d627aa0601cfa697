"""The positions model's part: its own forecast of each issue, beside the joined one."""

from parley.bridges.positions import spectrum
from parley.models.positions import option_probabilities
from parley.outlook.joined import Joined

LEAST = 2
"""Options an issue needs before it is forecast."""


def forecasts(joined: Joined) -> dict[str, dict[str, float]]:
    """Return the chance of each option by the positions model alone, issue by issue.

    Unordered issues have no scale and are left out. The status quo of the model is the option that
    holds now.
    """
    out = {}
    for k, issue in enumerate(joined.coding.issues):
        if not issue.ordered or len(issue.options) < LEAST:
            continue
        x, weights, places = spectrum(joined.coding, joined.draws, joined.ground.worths, k)
        now = joined.base.situation.now[:, k] / (len(issue.options) - 1)
        chance = option_probabilities(x, weights, places, status_quo=now).mean(axis=0)
        out[issue.id] = dict(zip(issue.options, (float(c) for c in chance), strict=True))
    return out

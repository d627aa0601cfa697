"""The input of the positions engine refuses what it cannot use, in one line."""

import numpy as np
import pytest

from parley.errors import PositionError
from parley.models.positions import Issue

GOOD = {
    "actors": ["A", "B"],
    "positions": [2.0, 8.0],
    "salience": [0.5, 1.0],
    "capability": [1.0, 3.0],
    "high": 10.0,
    "name": "tariff",
}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"positions": [2, 11]}, r"position of B on 'tariff': must be in \[0, 10\], got 11"),
        ({"positions": [np.nan, 1]}, "position of A on 'tariff': must be .*, got nothing"),
        ({"salience": [1.4, 1]}, r"salience of A on 'tariff': must be in \[0, 1\], got 1.4"),
        ({"capability": [1, None]}, "capability of B on 'tariff': must be at least 0, got nothing"),
        ({"capability": [-1, 1]}, "capability of A on 'tariff': must be at least 0, got -1"),
        ({"capability": [1, np.inf]}, "capability of B"),
        ({"capability": [0, 0]}, "capability times salience above 0"),
        ({"capability": [1e308, 1e308], "salience": [1, 1]}, "sum must be finite, got inf"),
        ({"low": -1e308, "high": 1e308}, "from a lower to a higher"),
        ({"positions": [1]}, "one number per actor"),
        ({"actors": ["A", "A"]}, "'A' is given more than once"),
        ({"actors": []}, "at least one actor"),
        ({"low": 10.0}, "from a lower to a higher"),
        ({"status_quo": 12}, "status quo must be in"),
        ({"options": ["x", "x"]}, "different names"),
        ({"options": ["x", "y"], "option_positions": [5, 1]}, "rise strictly"),
        ({"options": ["x", "y"], "option_positions": [5]}, "one number per option"),
    ],
)
def test_a_broken_rule_is_named(change: dict, message: str) -> None:
    with pytest.raises(PositionError, match=message) as caught:
        Issue(**(GOOD | change))
    assert "\n" not in str(caught.value)


def test_units_go_both_ways() -> None:
    issue = Issue(**(GOOD | {"low": -10.0}))
    assert issue.unit_positions.tolist() == [0.6, 0.9]
    assert issue.from_unit(issue.unit_positions) == pytest.approx(issue.x)


def test_options_are_spread_from_end_to_end() -> None:
    issue = Issue(**GOOD, options=["low", "middle", "high"])
    assert np.asarray(issue.option_positions).tolist() == [0, 5, 10]
    assert np.asarray(Issue(**GOOD, options=["only"]).option_positions).tolist() == [5]


def test_inputs_cannot_change_afterwards() -> None:
    given = np.array([2.0, 8.0])
    issue = Issue(**(GOOD | {"positions": given}))
    given[0] = 9
    assert issue.x[0] == 2
    with pytest.raises(ValueError, match="read-only"):
        issue.x[0] = 1

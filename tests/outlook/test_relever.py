from dataclasses import replace

import numpy as np
import pytest

import makers
from outlook import invented
from parley.errors import OutlookError
from parley.outlook.joined import scenario_values, simulate_scenario
from parley.outlook.relever import Prepared, _lagrange, prepare, relever

SIZE = replace(invented.SMALL, paths=60)


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return prepare(makers.dossier(), SIZE)


def test_weights_reproduce_parabolas_and_stay_inside() -> None:
    levels = np.array([0.0, 0.5, 1.0])
    for at in (0.0, 0.1, 0.5, 0.62, 0.9):
        w = _lagrange(levels, at)
        assert w is not None
        assert w @ levels**2 == pytest.approx(at**2)
        assert w.sum() == pytest.approx(1)
    assert _lagrange(levels[1:], 0.2) is None
    assert _lagrange(np.empty(0), 0.2) is None


def test_between_levels_the_answer_is_close_to_the_solved_one(prepared: Prepared) -> None:
    joined, scenario = prepared.joined, {"arms": 0.3}
    found = relever(prepared, scenario)
    assert len(found.between) == 3
    _, between = prepared.sample(scenario)
    assert between == found.between
    solved = scenario_values(joined, scenario)
    values, _ = prepared._between(("arms", ()), scenario) or (None, ())
    assert values is not None
    assert np.abs(values.tables - solved.tables).mean() < 0.001
    exact = simulate_scenario(joined, scenario, solved)
    ours = found.changed["settlement"][joined.dossier.process.horizon].value
    share = np.mean([h.shares()[:, -1, 3].mean() for h in exact.halves])
    assert ours == pytest.approx(share, abs=0.005)


def test_at_a_level_kept_the_answer_is_the_solved_one(prepared: Prepared) -> None:
    scenario = {"arms": 1.0}
    relever(prepared, {"arms": 0.4})
    sample, _ = prepared.sample(scenario)
    exact = simulate_scenario(prepared.joined, scenario)
    for a, b in zip(sample.halves, exact.halves, strict=True):
        assert a.phases.tobytes() == b.phases.tobytes()


def test_a_word_or_a_meeting_is_solved_in_full(prepared: Prepared) -> None:
    found = relever(prepared, {"arms": "withdrawn"})
    assert found.between == ()
    nothing = relever(prepared, {})
    assert all(n.value == 0 for by in nothing.difference.values() for n in by.values())


def test_same_settings_same_answer_whatever_came_before(prepared: Prepared) -> None:
    fresh = Prepared(prepared.joined, prepared.base)
    relever(prepared, {"arms": 0.9})
    assert relever(prepared, {"arms": 0.25}).changed == relever(fresh, {"arms": 0.25}).changed


def test_an_unknown_lever_is_refused(prepared: Prepared) -> None:
    with pytest.raises(OutlookError, match="nobody"):
        relever(prepared, {"nobody": 0.5})

import copy

import numpy as np
import pytest

from parley.errors import CourseError
from parley.models.course.model import TALKS
from parley.models.course.setup import read_setup
from parley.models.course.simulate import simulate

DOCUMENT = {
    "months": 36,
    "draws": 8,
    "field_draws": 4,
    "history": {"negotiated": [0.06, 0.04], "sudden": [0.03, 0.02]},
    "start": {"phase": "war", "r_A": 0.6, "r_B": 0.6},
    "stakes": {
        "parties": [
            {"id": "one", "side": "A", "A_falls": 0.0, "B_falls": 1.0, "now": 0.5,
             "nearness": 0.5, "kappa": 1.0},
            {"id": "two", "side": "B", "A_falls": 1.0, "B_falls": 0.0, "now": 0.5,
             "nearness": 0.5, "kappa": 1.0},
        ],
        "packages": [{"id": "split", "worths": [0.6, 0.6]}, {"id": "stay", "worths": [0.5, 0.5]}],
    },
}  # fmt: skip


def surplus(worths, needs, R, slopes, fronts):
    """The best package's least gain, all parties needed."""
    gain = worths[:, :, :, None, None] - R[:, None]
    return gain.min(2).max(1)


def made(**changes):
    return read_setup({**copy.deepcopy(DOCUMENT), **changes}, seed=1, surplus=surplus)


ARMS = {"strength_B": 0.6, "drain_B": 1.4}


def test_levers_act_on_values_and_paths() -> None:
    plain, held = made(), made(levers=[ARMS])
    assert held.course.tables.values.shape == plain.course.tables.values.shape
    assert (held.joint.R[:, 1] < plain.joint.R[:, 1]).all(), "B's value of fighting on falls"
    assert (held.joint.R[:, 0] > plain.joint.R[:, 0]).all()
    assert np.allclose(held.course.drain_B, 1.4 * plain.course.drain_B)


def test_a_lever_from_a_month_on_has_a_table_of_its_own() -> None:
    plain, later = made(), made(levers=[ARMS | {"month": 12, "until": 24}])
    tables = later.course.tables
    assert tables.values.shape[0] == 3
    assert tables.of_month[0].tolist() == [0] * 12 + [1] * 12 + [2] * 12
    assert np.array_equal(tables.of_month[0], tables.of_month[1])
    assert np.array_equal(tables.values[0], plain.course.tables.values[0])
    assert np.array_equal(tables.values[2], tables.values[0])
    assert not np.allclose(tables.values[1], tables.values[0], atol=1e-3)


def test_a_lever_in_talks_makes_two_regimes_that_are_solved_together() -> None:
    plain, both, talks = made(), made(levers=[ARMS]), made(levers=[ARMS | {"in_talks": True}])
    tables = talks.course.tables
    assert tables.values.shape[0] == 2
    assert (tables.of_month == [[0], [1]]).all()
    R = [x.joint.R[:, 1] for x in (plain, talks, both)]
    assert (R[0] > R[1]).all(), "B foresees that arms are held in talks"
    assert (R[1] > R[2]).all()


def test_paths_meet_the_table_of_talks_only_in_talks() -> None:
    one, two = made(), made(levers=[ARMS | {"in_talks": True}])
    assert (simulate(one.course, 50, seed=1).shares()[..., TALKS] > 0).any()
    assert np.array_equal(one.course.drain_B[:, 0], two.course.drain_B[:, 0])
    assert not np.array_equal(one.course.drain_B[:, 1], two.course.drain_B[:, 1])


def changed(path, value):
    d = copy.deepcopy(DOCUMENT)
    place = d
    for key in path[:-1]:
        place = place.setdefault(key, {}) if isinstance(place, dict) else place[key]
    place[path[-1]] = value
    return d


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("stakes", "parties", 1, "side"), None, "stakes: side B has no party"),
        (("start", "r_A"), -0.2, "r_A: draw 0 must be in [0, 1], got -0.2"),
        (("meetings",), [{"month": 40, "chance": 0.5}],
         "meeting 0: month must be in 0..35, got 40"),
        (("levers",), [{"month": 3}],
         "levers[0]: moves nothing; name one of drain_A, drain_B, strength_A, strength_B"),
        (("levers",), [ARMS | {"month": 40}],
         "levers[0].month: must be a whole number in 0..35, got 40"),
        (("levers",), [ARMS | {"month": 12, "until": 6}],
         "levers[0].until: must be a whole number in 12..1200, got 6"),
        (("levers",), [ARMS | {"month": 4 * k} for k in range(8)],
         "levers: with stakes at most 5 months in which levers change, got 7"),
        (("stakes", "packages", 0, "worths"), [2.5, 2.5],
         "stakes: surplus of draw 0 must be in [-1, 1], got"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line(path, value, says) -> None:
    with pytest.raises(CourseError) as e:
        read_setup(changed(path, value), seed=1, surplus=surplus)
    assert str(e.value).startswith(says)
    assert "\n" not in str(e.value)

"""KTAB's spatial model: its printed reference run, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.cases import positions_ktab_sample as case
from parley.errors import PositionError
from parley.models.positions import Issue, spatial_model


def test_reference_run_turn_by_turn() -> None:
    turns = spatial_model(case.ISSUES, turns=2)
    assert turns[0].probabilities == pytest.approx(np.array(case.PROBABILITIES), abs=5.1e-5)
    assert turns[0].utility == pytest.approx(np.array(case.UTILITY), abs=5.1e-5)
    for turn, risk in zip(turns, case.RISK, strict=True):
        assert turn.risk == pytest.approx(np.array(risk), abs=5.1e-4)
    for turn, positions in zip(turns[1:], case.POSITIONS, strict=True):
        assert turn.positions == pytest.approx(np.array(positions), abs=1e-9)
    names = case.ISSUES[0].actors
    for turn, expected in zip(turns, case.CHALLENGES, strict=False):
        assert [c.actor for c in turn.challenges] == list(names)
        assert [c.target for c in turn.challenges] == [names[j] for j, _, _ in expected]
        found = np.array([(c.chance, c.gain) for c in turn.challenges])
        assert found == pytest.approx(np.array([e[1:] for e in expected]), abs=5.1e-5)


def test_a_proposed_bargain_to_its_last_digit() -> None:
    challenge = spatial_model(case.ISSUES, turns=0)[0].challenges[0]
    assert challenge.actor_to == pytest.approx([75.61, 24.78, 71.95])
    assert challenge.target_to == pytest.approx([75.61, 24.79, 71.95])


actors = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 5), st.integers(1, 5)),
    min_size=1,
    max_size=5,
)


@settings(max_examples=30, deadline=None)
@given(actors)
def test_positions_stay_between_the_actors(rows: list[tuple[int, int, int, int]]) -> None:
    names = [str(i) for i in range(len(rows))]
    x, y, s, c = (np.array(v) for v in zip(*rows, strict=True))
    issues = [Issue(names, v, s / 10, c, high=9) for v in (x, y)]
    turns = spatial_model(issues, turns=3)
    assert len(turns) == 4
    for turn in turns:
        assert turn.probabilities.sum() == pytest.approx(1)
        assert np.all((turn.risk >= -0.5 - 1e-9) & (turn.risk <= 1 + 1e-9))
        for d, start in enumerate((x, y)):
            assert start.min() - 1e-3 <= turn.positions[:, d].min()
            assert turn.positions[:, d].max() <= start.max() + 1e-3
        assert all(0 < c.chance < 1 and c.gain > 0 for c in turn.challenges)
    if len({(a, b) for a, b, _, _ in rows}) == 1:
        assert not turns[-1].challenges


def test_what_does_not_fit_is_refused() -> None:
    a = Issue(["A", "B"], [0, 1], [0.6, 0.5], [1, 1], name="a")
    with pytest.raises(PositionError, match="at least one issue"):
        spatial_model([])
    with pytest.raises(PositionError, match="turns must be"):
        spatial_model([a], turns=-1)
    with pytest.raises(PositionError, match="share actors and capabilities"):
        spatial_model([a, Issue(["A", "B"], [0, 1], [0.1, 0.1], [1, 2], name="b")])
    with pytest.raises(PositionError, match=r"saliences of A .* got 1.2"):
        spatial_model([a, a])
    with pytest.raises(PositionError, match=r"saliences of B .* got 0"):
        spatial_model([Issue(["A", "B"], [0, 1], [0.6, 0], [1, 1])])

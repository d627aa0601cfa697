"""The graph of states: what is shown is there, moves are the model's, ways lead where they say."""

import pytest

import makers
from parley.errors import OutlookError
from parley.models.stability.moves import moves_of
from parley.outlook.graph import Graph
from parley.outlook.joined import Size
from parley.outlook.live import Live


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(Live(makers.dossier(), Size(draws=10, paths=4, field_draws=3)).joined)


def test_today_comes_first_and_each_state_once(graph: Graph) -> None:
    states = graph.states([graph.today, *graph.picked])
    assert states[0].now
    assert sum(s.now for s in states) == 1
    assert len({s.number for s in states}) == len(states)


def test_each_maker_says_why(graph: Graph) -> None:
    for k in graph.picked:
        assert len(graph.says(k)) == len(graph.model.decision_makers)


def test_ways_are_moves_of_the_model(graph: Graph) -> None:
    table = moves_of(graph.model)
    for goal in graph.picked[1:]:
        way = graph.way(goal)
        if way is None:
            continue
        assert (way.states[0], way.states[-1]) == (graph.today, goal)
        for a, b in zip(way.states, way.states[1:], strict=False):
            assert any(b in table.targets[j][:, a] for j in range(len(table.targets)))


def test_arcs_are_between_states_shown(graph: Graph) -> None:
    shown = list(graph.picked)
    for arc in graph.arcs(shown):
        assert {arc.source, arc.target} <= set(shown)


def test_a_state_that_is_not_there_is_named(graph: Graph) -> None:
    with pytest.raises(OutlookError, match="state"):
        graph.state(10**6)

import numpy as np
import pytest
from stability_literal import literal, random_graph, random_model

from parley.errors import StabilityError
from parley.models.stability.evolution import distances, evolution
from parley.models.stability.goals import seek_goal
from parley.models.stability.graph_model import GraphModel
from parley.models.stability.individual import stability
from parley.models.stability.model import ConflictModel, Option
from parley.models.stability.paths import Step
from parley.models.stability.preferences import Payoffs, Ranking, Statement, Statements


def legal(model: ConflictModel | GraphModel, steps: tuple[Step, ...], start: int, end: int) -> bool:
    twin = literal(model)
    at, last = start, None
    for s in steps:
        mover = model.decision_makers.index(s.mover)
        if s.source != at or mover == last or s.target not in twin.move[mover][at]:
            return False
        at, last = s.target, mover
    return at == end


def test_paths_are_legal_shortest_and_complete() -> None:
    rng = np.random.default_rng(1)
    for k in range(30):
        model = random_model(rng, 3, 4) if k % 2 else random_graph(rng, 3, 7)
        twin, result = literal(model), evolution(model, 0, "gmr")
        by_moves, by_gains = distances(model, 0), distances(model, 0, improving=True)
        assert {t for t in range(twin.n) if by_moves[t] > 0} == twin.reach(twin.people, 0)
        assert {t for t in range(twin.n) if by_gains[t] > 0} == twin.reach_up(twin.people, 0)
        assert sorted(r.state + 1 for r in result.reaches) == list(
            stability(model).equilibria("gmr")
        )
        for reach in result.reaches:
            for path, steps in ((reach.by_moves, by_moves), (reach.by_improvements, by_gains)):
                assert (path is None) == (steps[reach.state] < 0)
                if path is not None:
                    assert len(path) == steps[reach.state]
                    assert legal(model, path, 0, reach.state)
            assert all(s.improves for s in reach.by_improvements or ())


def test_the_easiest_way_needs_the_fewest_unwanted_steps() -> None:
    rng = np.random.default_rng(2)
    for k in range(30):
        model = random_model(rng, 3, 4) if k % 2 else random_graph(rng, 3, 7)
        goal = model.n_states - 1
        plan = seek_goal(model, 0, goal, "gmr")
        if plan.steps is None:
            assert distances(model, 0)[goal] < 0
            continue
        assert legal(model, plan.steps, 0, goal)
        unwanted = sum(not s.improves for s in plan.steps)
        assert (unwanted == 0) == (distances(model, 0, improving=True)[goal] >= 0)
        assert unwanted == sum(n.kind == "prefer" for n in plan.needs)
        held = stability(model).stable["gmr"][:, goal]
        leavers = [w for w, ok in zip(model.decision_makers, held, strict=True) if not ok]
        assert [n.who for n in plan.needs if n.kind == "stay"] == leavers


def test_what_stands_in_the_way_is_named() -> None:
    blank = Statements(())
    one_way = ConflictModel(("A",), (Option("a", "A", "Leave", "forward"),), (blank,))
    plan = seek_goal(one_way, 1, 0)
    assert plan.steps is None
    assert (
        plan.needs[0].says == 'A must be able to go back on "Leave": it cannot be given up again.'
    )
    ruled = ConflictModel(
        ("A", "B"), (Option("a", "A"), Option("b", "B")), (blank, blank), ("a iff b",)
    )
    assert seek_goal(ruled, 0, 1).needs[0].says == 'The rule "a iff b" stands in the way.'
    cut = GraphModel(("A",), ("s", "t"), ((),), (Payoffs((0, 1)),))
    assert "No sequence" in seek_goal(cut, 0, 1).needs[0].says


def test_a_belief_can_hold_the_goal() -> None:
    options = (Option("a", "A", "Defect"), Option("b", "B", "Punish"))
    first = Ranking(((2,), (1,), (4,), (3,)))
    mild = Statements((Statement("not b"),))
    plan = seek_goal(ConflictModel(("A", "B"), options, (first, mild)), 0, 0)
    assert [(n.who, n.kind) for n in plan.needs] == [("A", "stay"), ("A", "believe")]
    assert plan.needs[0].says == 'A must come to prefer the goal to "Defect".'
    assert plan.needs[1].says == ('Or A must believe that leaving is met: B by choosing "Punish".')


def test_sentences_say_who_would_move_against_preference() -> None:
    options = (Option("a", "A", "Sign"), Option("b", "B", "Withdraw"))
    keen, wary = (
        Statements((Statement("a"),)),
        Statements((Statement("b if a"), Statement("not b"))),
    )
    model = ConflictModel(("A", "B"), options, (keen, wary))
    told = evolution(model, 0, "nash").reaches
    assert [r.sentence for r in told] == [
        '"Sign + Withdraw" is reached to each mover\'s gain: A by choosing "Sign", then B by '
        'choosing "Withdraw".'
    ]
    assert (
        evolution(model, 3, "nash").reaches[0].sentence
        == 'Things already stand at "Sign + Withdraw".'
    )
    with pytest.raises(StabilityError, match="state 9"):
        evolution(model, 8)

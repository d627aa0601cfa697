from itertools import pairwise

import numpy as np
from stability_literal import literal, random_graph, random_model

from parley.models.stability.graph_model import GraphModel
from parley.models.stability.individual import CONCEPTS, stability
from parley.models.stability.model import ConflictModel, Option
from parley.models.stability.paths import shortest_path
from parley.models.stability.preferences import Payoffs, Statement, Statements
from parley.models.stability.why import explain, explain_state


def strongest(model: ConflictModel | GraphModel, who: int, state: int) -> str:
    stable = stability(model).stable
    for c in ("nash", "sseq", "seq", "smr", "gmr"):
        if stable[c][who, state]:
            return c
    return "unstable"


def test_the_verdict_is_the_solvers_and_the_answer_is_a_sanction() -> None:
    rng = np.random.default_rng(8)
    for k in range(60):
        model = random_model(rng, 3, 4) if k % 2 else random_graph(rng, 3, 6)
        for state in range(model.n_states):
            for who, told in enumerate(explain_state(model, state)):
                assert told.verdict == strongest(model, who, state)
                if told.answer:
                    assert told.move is not None
                    assert told.answer[0].source == told.move.target
                    end = told.answer[-1].target
                    assert model.payoffs[who, end] <= model.payoffs[who, state]
                    movers = [s.mover for s in told.answer]
                    assert all(a != b for a, b in pairwise(movers))
                    assert model.decision_makers[who] not in movers


def test_a_path_exists_exactly_where_the_definitions_reach() -> None:
    rng = np.random.default_rng(9)
    for _ in range(30):
        model = random_graph(rng, 3, 6)
        twin = literal(model)
        for s in range(6):
            for improving, reach in (
                (False, twin.reach([0, 2], s)),
                (True, twin.reach_up([0, 2], s)),
            ):
                found = {
                    t for t in range(6)
                    if t != s and shortest_path(model, s, [t], [0, 2], improving=improving)
                }  # fmt: skip
                assert found == reach


def test_sentences_name_options_as_given() -> None:
    model = ConflictModel(
        ("North", "South"),
        (Option("a", "North", "Strike first"), Option("b", "South", "Close the strait")),
        (Statements((Statement("a"),)), Statements((Statement("b iff a"),))),
    )
    assert explain(model, 0, 0).sentence == (
        'North could move from here to "Strike first" by choosing "Strike first", and no answer of '
        "the others would leave it no better: not stable."
    )
    assert explain(model, 0, 1).sentence == (
        'South could only move from here to "Close the strait", and does not prefer it: '
        "Nash stable."
    )


def test_without_moves_the_sentence_says_so() -> None:
    model = GraphModel(("A", "B"), ("s", "t"), ((), ((0, 1),)), (Payoffs((0, 1)), Payoffs((1, 0))))
    assert explain(model, 0, 0).sentence == "A has no move from here: Nash stable."
    assert set(CONCEPTS) == set(stability(model).stable)

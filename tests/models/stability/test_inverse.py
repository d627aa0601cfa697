from itertools import permutations

import numpy as np
import pytest
from stability_literal import random_graph, random_model

from parley.errors import StabilityError
from parley.models.stability.individual import CONCEPTS, stability, stable_cells
from parley.models.stability.inverse import inverse, rankings
from parley.models.stability.least_change import least_change
from parley.models.stability.least_edits import least_edits
from parley.models.stability.model import AnyModel, ConflictModel, Option, with_payoffs
from parley.models.stability.moves import moves_of
from parley.models.stability.preferences import Statement, Statements


def models(count: int, states: int = 6) -> list[AnyModel]:
    rng = np.random.default_rng(count + states)
    made: list[AnyModel] = []
    while len(made) < count:
        model = random_model(rng, 3, 3) if len(made) % 2 else random_graph(rng, 2, states - 1)
        if 3 <= model.n_states <= states:
            made.append(model)
    return made


def test_counts_and_rankings_are_those_of_trying_each() -> None:
    for model in models(12):
        n = model.n_states
        orders = np.array(list(permutations(range(n))))
        sheets = np.repeat(model.payoffs[:, :, None], len(orders), axis=2)
        sheets[0] = n - 1 - np.argsort(orders, axis=1).T
        cells = stable_cells(moves_of(model), sheets)
        for concept in CONCEPTS:
            tried = {tuple(o) for o in orders[cells[concept][0, 0]].tolist()}
            found = inverse(model, 0, 0, concept)
            assert set(rankings(model, 0, 0, concept)) == tried
            assert found.count == len(tried)
            for order in map(tuple, orders.tolist()):
                above = set(order[: order.index(0)])
                assert (order in tried) == any(above <= most for most in found.largest)


def test_the_least_change_works_and_nothing_less_does() -> None:
    for model in models(5, 5):
        for concept in ("nash", "gmr", "smr"):
            change = least_change(model, 0, concept)
            assert change is not None
            assert stability(change.model, [concept]).stable[concept][:, 0].all()
            for who in range(len(model.decision_makers)):
                least = min(
                    distance(model.payoffs[who], np.array(row))
                    for row in weak_orders(model.n_states)
                    if stable_for(model, who, np.array(row), concept)
                )
                assert distance(model.payoffs[who], change.model.payoffs[who]) == least


def test_sequential_changes_are_verified() -> None:
    rng = np.random.default_rng(3)
    found = 0
    for _ in range(20):
        model = random_model(rng, 3, 5)
        state = int(rng.integers(model.n_states))
        for concept in ("seq", "sseq"):
            change = least_change(model, state, concept)
            if change is not None:
                found += 1
                assert stability(change.model, [concept]).stable[concept][:, state].all()
    assert found > 30


def test_the_count_for_syria_is_384() -> None:
    """The Euphrates dispute of 1975 in Kinsara, Kilgour & Hipel (2015), counted right.

    Syria releases water or escalates, not both; Iraq may attack. A public tool prints 420 of the
    720 rankings for GMR, as it lets the last gain overwrite the ones before it.
    """
    options = (Option("release", "Syria"), Option("escalate", "Syria"), Option("attack", "Iraq"))
    blank = Statements(())
    model = ConflictModel(
        ("Syria", "Iraq"), options, (blank, blank), ("not both release and escalate",)
    )
    assert {inverse(model, s, 0, "gmr").count for s in range(6)} == {384}
    assert len(list(rankings(model, 2, 0, "gmr"))) == 384


def test_a_stable_state_needs_no_change() -> None:
    model = models(2)[1]
    stable = stability(model, ["gmr"]).equilibria("gmr")
    for s in stable:
        change = least_change(model, s - 1, "gmr")
        assert change is not None
        assert (change.pairs, change.lowered) == (0, {})


def test_questions_too_large_are_refused() -> None:
    names = ("A", "B")
    options = tuple(Option(f"o{k}", names[k % 2]) for k in range(6))
    big = ConflictModel(names, options, (Statements(()), Statements(())))
    with pytest.raises(StabilityError, match="at most 20"):
        inverse(big, 0, 0, "gmr")
    with pytest.raises(StabilityError, match="at most 8"):
        next(rankings(big, 0, 0, "gmr"))
    with pytest.raises(StabilityError, match="state 1000"):
        least_change(big, 999, "gmr") or inverse(big, 999, 0, "gmr")


def test_the_fewest_edits_are_found_and_hold() -> None:
    options = (Option("a", "A"), Option("b", "B"), Option("c", "B"))
    first = Statements(tuple(Statement(t) for t in ("not b", "a", "c")))
    second = Statements(tuple(Statement(t) for t in ("a if b", "not a", "b")))
    model = ConflictModel(("A", "B"), options, (first, second))
    for state in range(8):
        for concept in CONCEPTS:
            found = least_edits(model, state, concept)
            assert len({len(c.edits) for c in found}) <= 1
            for change in found:
                assert stability(change.model, [concept]).stable[concept][:, state].all()
            if stability(model, [concept]).stable[concept][:, state].all():
                assert [c.edits for c in found] == [()]
            else:
                assert all(c.edits for c in found)
    assert least_edits(model, 0, "nash", most=0) == ()
    told = [[str(e) for e in change.edits] for change in least_edits(model, 2, "nash")]
    assert [
        'A preferred the opposite of "a"',
        'B preferred the opposite of "a if b"',
    ] in told


def weak_orders(n: int) -> list[tuple[int, ...]]:
    """Every ranking with ties, as dense ranks."""
    codes = np.indices((n,) * n).reshape(n, -1).T
    dense = codes[[set(row) == set(range(max(row) + 1)) for row in codes.tolist()]]
    return [tuple(row) for row in dense.tolist()]


def distance(a: np.ndarray, b: np.ndarray) -> int:
    signs = [np.sign(np.subtract.outer(p.astype(int), p.astype(int))) for p in (a, b)]
    return int((signs[0] != signs[1]).sum()) // 2


def stable_for(model: AnyModel, who: int, row: np.ndarray, concept: str) -> bool:
    ranks = model.payoffs.copy()
    ranks[who] = row
    return bool(stability(with_payoffs(model, ranks), [concept]).stable[concept][who, 0])

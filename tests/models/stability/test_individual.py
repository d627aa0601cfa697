from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stability_literal import literal, random_graph, random_model

from parley.errors import StabilityError
from parley.models.stability.expressions import Expression
from parley.models.stability.individual import CONCEPTS, stability, stable_cells
from parley.models.stability.model import ConflictModel
from parley.models.stability.moves import moves_of
from parley.models.stability.preferences import Payoffs

SIZES = [(2, 2), (2, 4), (3, 3), (3, 5), (4, 4), (4, 5), (5, 5)]


@pytest.mark.parametrize("size", SIZES)
def test_no_cell_differs_from_the_definitions(size: tuple[int, int]) -> None:
    rng = np.random.default_rng(size[0] * 100 + size[1])
    for _ in range(65):
        model = random_model(rng, *size)
        twin, result = literal(model), stability(model)
        for c in CONCEPTS:
            assert result.stable[c].tolist() == twin.table(c), (c, model)


def test_graph_form_follows_the_definitions_where_moves_do_not_compose() -> None:
    rng = np.random.default_rng(5)
    for _ in range(80):
        model = random_graph(rng, int(rng.integers(2, 5)), int(rng.integers(2, 9)))
        twin, result = literal(model), stability(model)
        for c in CONCEPTS:
            assert result.stable[c].tolist() == twin.table(c), (c, model)


def test_many_draws_at_once_equal_one_at_a_time() -> None:
    rng = np.random.default_rng(11)
    model = random_model(rng, 3, 5)
    moves = moves_of(model)
    ranks = rng.integers(6, size=(3, model.n_states, 7)).astype(np.int16)
    together = stable_cells(moves, ranks)
    for d in range(7):
        alone = stable_cells(moves, ranks[:, :, d : d + 1])
        for c in CONCEPTS:
            assert np.array_equal(together[c][:, :, d], alone[c][:, :, 0])


def test_concepts_nest_as_the_theory_says() -> None:
    rng = np.random.default_rng(3)
    for _ in range(60):
        s = stability(random_model(rng, 4, 5)).stable
        for weaker, stronger in [
            ("gmr", "smr"), ("gmr", "seq"), ("seq", "sseq"), ("smr", "sseq"),
            ("smr", "nash"), ("seq", "nash"), ("sseq", "nash"),
        ]:  # fmt: skip
            assert (s[stronger] <= s[weaker]).all(), (weaker, stronger)


def test_an_unknown_concept_is_named() -> None:
    with pytest.raises(StabilityError, match="concept 'sim'"):
        stability(random_model(np.random.default_rng(0), 2, 2), ["sim"])


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_the_order_of_decision_makers_and_options_does_not_matter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    model = random_model(rng, 3, 4)
    people, places = rng.permutation(3), rng.permutation(4)
    position = {int(old): new for new, old in enumerate(places)}
    moved = [sum((c >> k & 1) << position[k] for k in range(4)) for c in model.states.tolist()]
    order = np.argsort(moved)

    def there(rule: Expression) -> Expression:
        parts = tuple(there(p) for p in rule.parts)
        return Expression(rule.op, parts, position[rule.option] if rule.op == "option" else -1)

    other = ConflictModel(
        tuple(model.decision_makers[i] for i in people),
        tuple(model.options[k] for k in places),
        tuple(Payoffs(model.payoffs[i][order].astype(float)) for i in people),
        tuple(there(rule) for rule in model.constraints),
    )
    before, after = stability(model).stable, stability(other).stable
    for c in CONCEPTS:
        assert np.array_equal(after[c], before[c][people][:, order])


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_only_the_order_of_payoffs_matters(seed: int) -> None:
    model = random_model(np.random.default_rng(seed), 3, 4)
    stretched = replace(
        model, preferences=tuple(Payoffs(np.exp(p / 3.0) - 5) for p in model.payoffs)
    )
    for c in CONCEPTS:
        assert np.array_equal(stability(stretched).stable[c], stability(model).stable[c])

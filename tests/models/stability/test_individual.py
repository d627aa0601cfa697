import numpy as np
import pytest
from stability_literal import literal, random_graph, random_model

from parley.errors import StabilityError
from parley.models.stability.individual import CONCEPTS, stability, stable_cells
from parley.models.stability.moves import moves_of

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

import numpy as np
import pytest
from stability_literal import literal, random_model

from parley.models.stability.individual import CONCEPTS, stability, stable_cells
from parley.models.stability.large import stable_on_cube
from parley.models.stability.model import ConflictModel, Option
from parley.models.stability.moves import moves_of
from parley.models.stability.preferences import Payoffs


@pytest.mark.parametrize("size", [(2, 3), (3, 4), (4, 5), (5, 5)])
def test_compiled_loops_follow_the_definitions(size: tuple[int, int]) -> None:
    rng = np.random.default_rng(sum(size))
    for _ in range(40):
        model = random_model(rng, *size)
        twin, found = literal(model), stable_on_cube(model, CONCEPTS)
        for c in CONCEPTS:
            assert found[c].tolist() == twin.table(c), (c, model)


@pytest.mark.parametrize("size", [(2, 9), (3, 10), (4, 12), (6, 10)])
def test_compiled_loops_agree_with_numpy_beyond_the_reach_of_the_definitions(
    size: tuple[int, int],
) -> None:
    rng = np.random.default_rng(size[1])
    for _ in range(4):
        model = random_model(rng, *size)
        cells = stable_cells(moves_of(model), model.payoffs[:, :, None])
        for threads in (1, 2):
            found = stable_on_cube(model, CONCEPTS, threads)
            for c in CONCEPTS:
                assert np.array_equal(found[c], cells[c][:, :, 0]), c


@pytest.mark.parametrize("owners", [[0] * 5, [0, 0, 0, 2, 2], [2, 2, 2, 2, 2]])
def test_decision_makers_without_options_and_with_all(owners: list[int]) -> None:
    names = ("A", "B", "C")
    rng = np.random.default_rng(1)
    options = tuple(Option(f"o{k}", names[j]) for k, j in enumerate(owners))
    ranks = tuple(Payoffs(rng.permutation(32).astype(float)) for _ in names)
    model = ConflictModel(names, options, ranks)
    twin, found = literal(model), stable_on_cube(model, CONCEPTS)
    for c in CONCEPTS:
        assert found[c].tolist() == twin.table(c) == stability(model).stable[c].tolist()

import numpy as np
import pytest
from stability_literal import literal, random_graph, random_model

from parley.errors import StabilityError
from parley.models.stability.coalitions import (
    COALITION_CONCEPTS,
    all_coalitions,
    coalition_stability,
)
from parley.models.stability.individual import stability


@pytest.mark.parametrize("pareto", [False, True])
@pytest.mark.parametrize("size", [(2, 3), (3, 3), (3, 4), (4, 4)])
def test_coalitions_follow_the_definitions(size: tuple[int, int], pareto: bool) -> None:
    rng = np.random.default_rng(sum(size))
    for _ in range(55 if size[0] < 4 else 25):
        model = random_model(rng, *size)
        twin, found = literal(model), coalition_stability(model, pareto=pareto)
        assert list(found.coalitions) == twin.coalitions()
        for concept in COALITION_CONCEPTS:
            for row, c in enumerate(found.coalitions):
                expected = [twin.coalition_stable(concept, c, s, pareto) for s in range(twin.n)]
                assert found.stable[concept][row].tolist() == expected, (concept, c, model)


def test_coalitions_in_graph_form_follow_the_definitions() -> None:
    rng = np.random.default_rng(4)
    for _ in range(40):
        model = random_graph(rng, 3, int(rng.integers(2, 7)))
        twin, found = literal(model), coalition_stability(model)
        for concept in COALITION_CONCEPTS:
            for row, c in enumerate(found.coalitions):
                expected = [twin.coalition_stable(concept, c, s) for s in range(twin.n)]
                assert found.stable[concept][row].tolist() == expected, (concept, c, model)


def test_a_coalition_of_one_has_the_individual_concept() -> None:
    rng = np.random.default_rng(6)
    for _ in range(30):
        model = random_model(rng, 3, 5)
        alone = coalition_stability(model, coalitions=[(0,), (1,), (2,)])
        single = stability(model).stable
        for concept in ("nash", "gmr", "smr"):
            assert np.array_equal(alone.stable["c" + concept], single[concept])


def test_members_that_do_not_exist_are_refused() -> None:
    model = random_model(np.random.default_rng(1), 2, 3)
    with pytest.raises(StabilityError, match=r"coalition \(0, 2\)"):
        coalition_stability(model, coalitions=[(0, 2)])
    assert len(all_coalitions(5)) == 31

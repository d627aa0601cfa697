import numpy as np
import pytest
from stability_literal import random_model

from parley.errors import StabilityError
from parley.models.stability.individual import CONCEPTS, stability
from parley.models.stability.model import ConflictModel, Option, with_payoffs
from parley.models.stability.preferences import Payoffs, Statement, Statements, dense_ranks
from parley.models.stability.probability import equilibrium_probability, stable_in_draws
from parley.models.stability.statement_draws import statement_draws


def test_chances_are_the_shares_of_models_solved_one_by_one() -> None:
    rng = np.random.default_rng(21)
    model = random_model(rng, 3, 5)
    payoffs = np.round(rng.normal(size=(40, 3, model.n_states)), 1)
    chances = equilibrium_probability(model, payoffs)
    alone = [stability(with_payoffs(model, dense_ranks(p))) for p in payoffs]
    for c in CONCEPTS:
        each = np.stack([r.stable[c] for r in alone])
        assert np.allclose(chances.stable[c], each.mean(axis=0))
        assert np.allclose(chances.equilibrium[c], each.all(axis=1).mean(axis=0))
        assert chances.none[c] == pytest.approx((~each.all(axis=1).any(axis=1)).mean())
        assert np.array_equal(stable_in_draws(model, payoffs)[c], each)


def test_scale_of_the_payoffs_does_not_matter() -> None:
    rng = np.random.default_rng(22)
    model = random_model(rng, 2, 4)
    payoffs = rng.integers(9, size=(30, 2, model.n_states))
    a = equilibrium_probability(model, payoffs)
    b = equilibrium_probability(model, payoffs * 0.37 - 1e3)
    for c in CONCEPTS:
        assert np.array_equal(a.stable[c], b.stable[c])


def test_a_solvable_case_lies_within_its_error() -> None:
    model = ConflictModel(
        ("A", "B"), (Option("a", "A"), Option("b", "B")), (Statements(()), Statements(()))
    )
    chances = equilibrium_probability(
        model, lambda rng, n: rng.random((n, 2, 4)), ["nash"], draws=4000, rng=0
    )
    assert np.all(
        np.abs(chances.equilibrium["nash"] - 0.25) < 4 * chances.equilibrium_error["nash"]
    )
    assert abs(chances.none["nash"] - 1 / 8) < 0.025
    again = equilibrium_probability(
        model, lambda rng, n: rng.random((n, 2, 4)), ["nash"], draws=4000, rng=0
    )
    assert np.array_equal(chances.stable["nash"], again.stable["nash"])


def test_an_error_is_never_zero() -> None:
    model = ConflictModel(("A",), (Option("a", "A"),), (Statements(()),))
    chances = equilibrium_probability(model, np.zeros((3, 1, 2)))
    assert chances.equilibrium["nash"].tolist() == [1.0, 1.0]
    assert (chances.equilibrium_error["nash"] > 0.1).all()


@pytest.mark.parametrize("shape", [(0, 1, 2), (3, 2, 2), (3, 1, 4), (3, 2)])
def test_draws_that_do_not_fit_are_refused(shape: tuple[int, ...]) -> None:
    model = ConflictModel(("A",), (Option("a", "A"),), (Statements(()),))
    with pytest.raises(StabilityError, match="payoff draws have shape"):
        equilibrium_probability(model, np.zeros(shape))


def drawn_model() -> ConflictModel:
    first = Statements((Statement("b"), Statement("not a"), Statement("a or b")))
    return ConflictModel(
        ("A", "B"), (Option("a", "A"), Option("b", "B")), (first, Payoffs((0, 1, 3, 2)))
    )


def test_statements_held_for_sure_are_the_model_itself() -> None:
    model = drawn_model()
    sure = statement_draws(model, {"A": [1, 1, 1]}, 3, rng=0)
    assert np.array_equal(dense_ranks(sure[0]), model.payoffs)
    assert np.array_equal(sure[0], sure[2])
    none = statement_draws(model, {"A": [0, 0, 0]}, 1, rng=0)
    assert none[0].tolist() == [[0, 0, 0, 0], [0, 1, 3, 2]]


def test_statements_are_held_as_often_as_their_chance_and_the_seed_decides() -> None:
    model = drawn_model()
    draws = statement_draws(model, {"A": [0.3, 0.0, 0.0]}, 4000, rng=1)
    assert abs((draws[:, 0, 2] > draws[:, 0, 0]).mean() - 0.3) < 0.03
    again = statement_draws(model, {"A": [0.3, 0.0, 0.0]}, 4000, rng=1)
    assert np.array_equal(draws, again)


@pytest.mark.parametrize(
    ("chances", "draws", "says"),
    [
        ({"C": [1]}, 1, "no decision maker is named 'C'"),
        ({"B": [1]}, 1, "its preferences are no statements"),
        ({"A": [1]}, 1, "1 given for 3 statements"),
        ({"A": [1, 2, 0]}, 1, "every chance must be"),
        ({}, 0, "draws must be at least 1"),
    ],
)
def test_chances_that_do_not_fit_are_refused(
    chances: dict[str, list[float]], draws: int, says: str
) -> None:
    with pytest.raises(StabilityError, match=says):
        statement_draws(drawn_model(), chances, draws, rng=0)

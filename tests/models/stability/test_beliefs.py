"""Strength of preference, unknown and probabilistic preferences, limited moves and hypergames."""

import numpy as np
import pytest
from stability_literal import Literal, literal, random_graph, random_model

from parley.errors import StabilityError
from parley.models.stability.graph_model import GraphModel
from parley.models.stability.hypergame import hypergame
from parley.models.stability.individual import CONCEPTS, stability
from parley.models.stability.limited_move import anticipated, limited_move
from parley.models.stability.model import ConflictModel, Option, with_payoffs
from parley.models.stability.preferences import Payoffs, Ranking, Statement, Statements, Weights
from parley.models.stability.strength import STRONG_CONCEPTS, strong_stability
from parley.models.stability.uncertain import (
    preference_chances,
    probabilistic_stability,
    unknown_between,
    unknown_stability,
)

Relation = list[list[list[bool]]]


def by_relations(
    twin: Literal, concept: str, i: int, s: int, wants: Relation, deters: Relation, answer: Relation
) -> bool:
    """Stability word for word, with tables in place of ranks; entries [i][s][t]."""
    departures = [t for t in twin.move[i][s] if wants[i][s][t]]
    if concept == "nash":
        return not departures
    others = twin.others([i])

    def answers(s1: int) -> set[int]:
        if concept in ("gmr", "smr"):
            return twin.reach(others, s1)
        return twin.walk(
            others,
            s1,
            lambda j, u: {t for t in twin.move[j][u] if answer[j][u][t]},  # type: ignore
        )

    def sanctions(s2: int) -> bool:
        after = twin.move[i][s2] if concept in ("smr", "sseq") else set()
        return all(deters[i][s][t] for t in {s2} | after)

    return all(any(sanctions(s2) for s2 in answers(s1)) for s1 in departures)


def models(count: int) -> list[ConflictModel | GraphModel]:
    rng = np.random.default_rng(count)
    made: list[ConflictModel | GraphModel] = [random_model(rng, 3, 4) for _ in range(count)]
    return made + [random_graph(rng, 3, 6) for _ in range(count)]


@pytest.mark.parametrize("attitude", "abcd")
def test_unknown_preferences_follow_the_definitions(attitude: str) -> None:
    rng = np.random.default_rng(ord(attitude))
    for model in models(15):
        n = model.n_states
        pairs = rng.random((3, n, n)) < 0.25
        pairs = np.triu(pairs, 1) | np.triu(pairs, 1).transpose(0, 2, 1)
        better = model.payoffs[:, None, :] > model.payoffs[:, :, None]
        sure, maybe = better & ~pairs, better | pairs
        wants = (maybe if attitude in "ac" else sure).tolist()
        deters = (~maybe if attitude in "ab" else ~sure).tolist()
        found, twin = unknown_stability(model, pairs, attitude).stable, literal(model)
        for c in CONCEPTS:
            for i in range(3):
                expected = [
                    by_relations(twin, c, i, s, wants, deters, maybe.tolist()) for s in range(n)
                ]
                assert found[c][i].tolist() == expected, (c, attitude)


def test_nothing_unknown_is_the_plain_case() -> None:
    for model in models(8):
        none = np.zeros((3, model.n_states, model.n_states), dtype=bool)
        plain = stability(model).stable
        chances = preference_chances(model.payoffs[None])
        for c in CONCEPTS:
            for attitude in "abcd":
                assert np.array_equal(unknown_stability(model, none, attitude).stable[c], plain[c])
            found = probabilistic_stability(model, chances, 0.5, 0.5, 0.5).stable[c]
            assert np.array_equal(found, plain[c])


def test_probabilistic_preferences_follow_the_definitions() -> None:
    rng = np.random.default_rng(3)
    for model in models(12):
        n = model.n_states
        chances = preference_chances(rng.integers(4, size=(7, 3, n)))
        a, b, g = rng.choice([0.0, 0.2, 0.5, 0.8, 1.0], size=3)
        wants, deters = (chances > 1 - a).tolist(), (chances <= 1 - b).tolist()
        found, twin = probabilistic_stability(model, chances, a, b, g).stable, literal(model)
        for c in CONCEPTS:
            for i in range(3):
                expected = [
                    by_relations(twin, c, i, s, wants, deters, (chances > g).tolist())
                    for s in range(n)
                ]
                assert found[c][i].tolist() == expected


def test_strong_stability_follows_the_definitions() -> None:
    rng = np.random.default_rng(5)
    for model in models(20):
        n = model.n_states
        worth = rng.integers(0, 8, size=(3, n))
        strong = ConflictModel if isinstance(model, ConflictModel) else GraphModel
        given = tuple(Payoffs(tuple(float(v) for v in row), greatly=3.0) for row in worth)
        fields = {k: getattr(model, k) for k in strong.__dataclass_fields__}
        model = strong(**(fields | {"preferences": given}))  # type: ignore[arg-type]
        twin, found = literal(model), strong_stability(model).stable
        better = (worth[:, None, :] > worth[:, :, None]).tolist()
        great = (worth[:, :, None] - worth[:, None, :] >= 3).tolist()
        plain = stability(model).stable
        for c in STRONG_CONCEPTS:
            for i in range(3):
                expected = [by_relations(twin, c, i, s, better, great, better) for s in range(n)]
                assert found[c][i].tolist() == expected, c
            assert (found[c] <= plain[c]).all()


def test_great_preference_comes_from_every_form() -> None:
    options = (Option("a", "A"), Option("b", "A"))

    def floors(preference: object) -> list[int]:
        return ConflictModel(("A",), options, (preference,)).great_floors[0].tolist()  # type: ignore

    first = Statements((Statement("a", greatly=True), Statement("b")))
    assert floors(first) == [-1, 1, -1, 1]  # states NN YN NY YY have ranks 0 2 1 3
    assert floors(Ranking(((4,), (2, 3), (1,)), (1,))) == [-1, -1, -1, 1]
    assert floors(Weights({"a": 1, "b": 2}, greatly=2)) == [-1, -1, 0, 1]
    assert floors(Payoffs((0, 1, 2, 3))) == [-1, -1, -1, -1]
    with pytest.raises(StabilityError, match="must stand first"):
        floors(Statements((Statement("b"), Statement("a", greatly=True))))
    with pytest.raises(StabilityError, match="no gap after group 2"):
        floors(Ranking(((4,), (1, 2, 3)), (2,)))


def ends(twin: Literal, h: int, i: int, s: int) -> int:
    """G_h(i, s) of the definition, one state at a time."""
    if h == 0:
        return s
    best = None
    for t in sorted(twin.move[i][s]):
        ahead = [ends(twin, h - 1, j, t) for j in twin.others([i])]
        feared = min(ahead, key=lambda u: twin.payoff[i][u]) if ahead else t
        if best is None or twin.payoff[i][feared] > twin.payoff[i][best]:
            best = feared
    return best if best is not None and twin.better(i, best, s) else s


def test_limited_moves_follow_the_definition() -> None:
    rng = np.random.default_rng(7)
    for k in range(30):
        people = 2 + k % 2
        model = random_model(rng, people, 4) if k % 3 else random_graph(rng, people, 5)
        twin = literal(model)
        for h in (1, 2, 3):
            found = anticipated(model, h)
            for i in range(people):
                assert found[i].tolist() == [ends(twin, h, i, s) for s in range(twin.n)]
        assert np.array_equal(
            limited_move(model, 1).stable["l_1"], stability(model, ["nash"]).stable["nash"]
        )
    with pytest.raises(StabilityError, match="at least 1"):
        limited_move(model, 0)


def test_a_hypergame_takes_each_row_from_its_own_picture() -> None:
    rng = np.random.default_rng(9)
    model = random_model(rng, 3, 4)
    names = model.decision_makers
    other = Payoffs(tuple(float(v) for v in rng.permutation(model.n_states)))
    result = hypergame(model, {names[0]: {names[1]: other}})
    seen = with_payoffs(
        model, np.stack([model.payoffs[0], np.array(other.values), model.payoffs[2]])
    )
    for c in CONCEPTS:
        assert np.array_equal(result.perceived.stable[c][0], stability(seen).stable[c][0])
        assert np.array_equal(result.perceived.stable[c][1:], stability(model).stable[c][1:])
    assert hypergame(model, {}).by_mistake("seq") == ()
    with pytest.raises(StabilityError, match="no decision maker is named 'X'"):
        hypergame(model, {"X": {}})
    with pytest.raises(StabilityError, match="its own preferences"):
        hypergame(model, {names[0]: {names[0]: other}})


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda m: unknown_stability(m, np.zeros((1, 2, 2)), "e"), "attitude 'e'"),
        (lambda m: unknown_stability(m, np.zeros((2, 2, 2)), "a"), "expected \\(1, 2, 2\\)"),
        (lambda m: unknown_stability(m, np.triu(np.ones((1, 2, 2))), "a"), "one order only"),
        (lambda m: probabilistic_stability(m, np.zeros((1, 2, 2)), 2, 0, 0), "alpha must be"),
        (lambda m: probabilistic_stability(m, np.full((1, 2, 2), 3), 0, 0, 0), "every value"),
    ],
)
def test_what_does_not_fit_is_refused(call: object, says: str) -> None:
    model = ConflictModel(("A",), (Option("a", "A"),), (Statements(()),))
    assert unknown_between(model, "a").tolist() == [[False, True], [True, False]]
    with pytest.raises(StabilityError, match=says):
        call(model)  # type: ignore[operator]

"""Parts of a change add up, follow who moved what, and are exact where they say so."""

from itertools import permutations

import numpy as np
import pytest

import makers
from parley.dossier.schema import Dossier
from parley.errors import OutlookError
from parley.outlook import run
from parley.outlook.changes import Changes, _split, changes

SMALL = {"draws": 20, "paths": 10}


def moved(**lists: object) -> Dossier:
    return makers.dossier(**lists)


def put_off() -> Dossier:
    data = makers.plain()
    data["meetings"][1]["status"] = "postponed"
    data["levers"][0]["state"] = "withdrawn"
    data["levers"][1]["note"] = "words"
    return Dossier.model_validate(data)


@pytest.fixture(scope="module")
def found() -> Changes:
    return changes(makers.dossier(), put_off(), **SMALL)


def test_parts_add_up_to_the_change(found: Changes) -> None:
    for m in found.moved:
        assert sum(p.change.value for p in m.parts) == pytest.approx(m.change.value, abs=1e-12)
        assert m.new - m.old == pytest.approx(m.change.value, abs=1e-12)
        assert all(p.error == 0 for p in m.parts)


def test_the_ends_are_the_two_outlooks(found: Changes) -> None:
    one, two = (run(d, **SMALL) for d in (makers.dossier(), put_off()))
    assert one.outcomes is not None
    assert two.outcomes is not None
    for m in found.moved:
        assert m.old == pytest.approx(one.outcomes[m.outcome][m.horizon].value, abs=1e-12)
        assert m.new == pytest.approx(two.outcomes[m.outcome][m.horizon].value, abs=1e-12)


def test_words_that_changed_move_nothing(found: Changes) -> None:
    assert {g.id for g in found.groups} == {"meetings/summit", "levers/arms"}
    assert len(found.silent) == 1
    assert "words only" in found.silent[0]
    assert (found.method, found.runs) == ("exact", 4)


def test_one_change_is_the_whole_change() -> None:
    data = makers.plain()
    data["levers"][0]["state"] = "withdrawn"
    made = changes(makers.dossier(), Dossier.model_validate(data), **SMALL)
    for m in made.moved:
        assert m.parts[0].change == m.change


def test_nothing_changed_is_said() -> None:
    made = changes(makers.dossier(), makers.dossier(), **SMALL)
    assert made.groups == ()
    assert made.in_words() == "Nothing changed that a chance hangs on."


def test_a_record_without_sides_is_refused() -> None:
    data = makers.plain()
    data["process"]["sides"] = []
    with pytest.raises(OutlookError, match="older record has no two sides"):
        changes(Dossier.model_validate(data), makers.dossier())


def game(n: int):  # type: ignore[no-untyped-def]
    """A game with interplay: pairs of neighbours are worth more together."""
    worth = np.arange(1.0, n + 1)

    def value(chosen: frozenset[str]) -> np.ndarray:
        at = np.array([f"g{k}" in chosen for k in range(n)], float)
        total = at @ worth + 3 * (at[1:] @ at[:-1]) + 2 * at[0] * at[-1] * at[1]
        return np.full((1, 2, 1), total)

    return [f"g{k}" for k in range(n)], value


def test_exact_parts_are_means_over_all_orders() -> None:
    ids, value = game(4)
    parts, _ = _split(ids, value, np.random.default_rng(1))
    for g in ids:
        gains = []
        for order in permutations(ids):
            before = frozenset(order[: order.index(g)])
            gains.append(value(before | {g}) - value(before))
        assert parts[g] == pytest.approx(np.mean(gains, axis=0))


def test_sampled_parts_add_up_and_lie_within_their_error() -> None:
    ids, value = game(8)
    parts, error = _split(ids, value, np.random.default_rng(1))
    total = value(frozenset(ids)) - value(frozenset())
    assert sum(p[0, 0, 0] for p in parts.values()) == pytest.approx(total[0, 0, 0])
    neighbours = [1.5, *[3.0] * 6, 1.5]
    triple = [2 / 3 if k in (0, 1, 7) else 0.0 for k in range(8)]
    for k, g in enumerate(ids):
        true = k + 1 + neighbours[k] + triple[k]
        assert abs(parts[g][0, 0, 0] - true) <= 4 * error[g][0] + 1e-9

"""Probabilistic Condorcet election: by hand, by simulation, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.errors import PositionError
from parley.models.positions import Issue, election
from parley.models.positions.election import (
    LAWS,
    METHODS,
    coalition_strengths,
    election_rows,
    victory_probabilities,
    winners,
)

points = st.lists(st.tuples(st.integers(0, 10), st.integers(1, 9)), min_size=1, max_size=7)


def issue_of(pairs: list[tuple[int, int]]) -> Issue:
    x, w = zip(*pairs, strict=True)
    return Issue([str(i) for i in range(len(x))], x, [1] * len(x), w, high=10)


def test_three_candidates_by_hand() -> None:
    # middle against an end: 5 + 5 against 5, so 2 to 1; end against end is even
    e = election(issue_of([(0, 1), (5, 1), (10, 1)]), method="conditional")
    assert e.victory[1] == pytest.approx([2 / 3, 1 / 2, 2 / 3])
    assert e.probabilities == pytest.approx(np.array([3, 8, 3]) / 14, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(points, st.sampled_from(list(LAWS)), st.sampled_from(METHODS))
def test_chances_sum_to_one_and_order_does_not_matter(
    pairs: list[tuple[int, int]], law: str, method: str
) -> None:
    e = election(issue_of(pairs), law=law, method=method)
    assert e.probabilities.sum() == pytest.approx(1)
    assert np.all(e.probabilities >= 0)
    assert e.victory + e.victory.T == pytest.approx(np.ones_like(e.victory))
    again = election(issue_of(pairs[::-1]), law=law, method=method)
    assert again.probabilities == pytest.approx(e.probabilities, abs=1e-9)


def test_markov_chances_are_the_long_run_of_a_simulated_contest() -> None:
    e = election(issue_of([(0, 3), (4, 2), (5, 1), (10, 4)]))
    rng = np.random.default_rng(1)
    steps, m = 200_000, len(e.candidates)
    rivals, luck = rng.integers(0, m, steps), rng.random(steps)
    standing, seen = 0, np.zeros(m)
    for rival, u in zip(rivals, luck, strict=True):
        standing = rival if u < e.victory[rival, standing] else standing
        seen[standing] += 1
    assert seen / steps == pytest.approx(e.probabilities, abs=0.01)


def test_strengths_against_loops() -> None:
    rng = np.random.default_rng(2)
    u, w = rng.random((4, 5)), rng.random(4)
    slow = np.array([
        [sum(w[k] * max(0, u[k, a] - u[k, b]) for k in range(4)) for b in range(5)]
        for a in range(5)
    ])  # fmt: skip
    assert coalition_strengths(u, w) == pytest.approx(slow)


def test_rows_equal_single_elections() -> None:
    rng = np.random.default_rng(3)
    x, w = rng.integers(0, 5, (30, 6)) / 4, rng.random((30, 6)) + 0.1
    at, p = election_rows(x, w)
    for i in range(30):
        one = election(Issue(list("abcdef"), x[i], [1] * 6, w[i]))
        kept = p[i] > 0
        assert at[i][kept].tolist() == one.candidates.tolist()
        assert p[i][kept] == pytest.approx(one.probabilities)


def test_a_stronger_law_helps_the_stronger() -> None:
    pairs = [(0, 1), (4, 3), (10, 2)]
    top = [election(issue_of(pairs), law=law).probabilities.max() for law in LAWS]
    assert top == sorted(top)
    assert election(issue_of(pairs), law="binary").probabilities == pytest.approx([0, 1, 0])


def test_one_candidate_is_certain() -> None:
    assert election(issue_of([(3, 1), (3, 2)])).probabilities.tolist() == [1]


def test_unknown_words_are_refused() -> None:
    with pytest.raises(PositionError, match="victory law must be one of"):
        victory_probabilities([[0.0]], "cubic")
    with pytest.raises(PositionError, match="method must be one of"):
        winners([[0.5]], "coin")

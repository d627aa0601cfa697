"""The surplus of many draws in compiled loops against the plain search."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.models.deals import batch
from parley.models.deals.batch import frontiers, surplus_of_draws, surplus_of_rows


def problem(seed, side=6, whole=False):
    """Worths, needs, walls over a grid of side x side states twice, lines and slopes."""
    g = np.random.default_rng(seed)
    draws, packages, parties = 3, int(g.integers(1, 40)), int(g.integers(1, 5))
    needs = g.random((packages, parties)) < 0.8
    needs[:, 0] = True
    number = (lambda *s: g.integers(0, 4, s) / 4) if whole else (lambda *s: g.random(s))
    u, held = number(draws, packages, parties), number(draws, parties, 2 * side * side, 3)
    return u, needs, held, (g.random(packages) < 0.5).astype(float), number(draws, parties)


def plain(u, needs, held, line, slope, fronts):
    """Every package at every cell."""
    worth = u[:, :, :, None, None] + (
        line[None, :, None, None, None] * slope[:, None, :, None, None] * fronts
    )
    gain = np.where(needs[None, :, :, None, None], worth - held[:, None], np.inf)
    return gain.min(axis=2).max(axis=1)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), whole=st.booleans(), wide=st.sampled_from([None, 6]))
def test_tiles_find_what_a_look_at_every_package_finds(seed, whole, wide):
    u, needs, held, line, slope = problem(seed, whole=whole)
    fronts = np.array([-1.0, 0.0, 1.0])
    every = [np.arange(u.shape[1])] * len(u)
    found = surplus_of_rows(
        list(u), every, needs, held, keeps_line=line, slope=slope, fronts=fronts, wide=wide
    )
    wanted = plain(u, needs, held, line, slope, fronts)
    np.testing.assert_allclose(found.z, wanted, atol=1e-12)
    d, _, f = np.indices(found.z.shape)
    p = found.package
    gain = u[d, p] + (line[p] * fronts[f])[..., None] * slope[d] - np.moveaxis(held, 1, -1)
    reached = np.where(needs[p], gain, np.inf).min(axis=-1)
    np.testing.assert_allclose(reached, wanted, atol=1e-12)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_only_rows_of_the_frontier_matter(seed):
    u, needs, held, line, slope = problem(seed)
    fronts = np.array([-1.0, 0.0, 1.0])
    rows = frontiers(u, needs, line)
    few = [u[d][r] for d, r in enumerate(rows)]
    found = surplus_of_rows(
        few, rows, needs, held, keeps_line=line, slope=slope, fronts=fronts, threads=1
    )
    np.testing.assert_allclose(found.z, plain(u, needs, held, line, slope, fronts), atol=1e-12)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_path_by_size_changes_nothing(seed, monkeypatch):
    u, needs, held, line, slope = problem(seed)
    fronts = np.array([-1.0, 0.0, 1.0])
    call = {"keeps_line": line, "slope": slope, "fronts": fronts}
    small = surplus_of_draws(u, needs, held, **call)
    monkeypatch.setattr(batch, "LARGE", 0)
    large = surplus_of_draws(u, needs, held, wide=6, **call)
    again = surplus_of_draws(u, needs, held, wide=6, threads=1, **call)
    np.testing.assert_allclose(large.z, small.z, atol=1e-12)
    assert large.z.tobytes() == again.z.tobytes()
    assert large.package.tobytes() == again.package.tobytes()

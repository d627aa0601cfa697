"""R on the grid against R counted on simulated paths, in the fields that a run itself draws."""

from dataclasses import replace

import numpy as np

import makers
from parley.models.course.simulate import simulate
from parley.models.course.value import fighting_on, pieces_here
from parley.outlook.joined import Size, build_course, prepare
from parley.outlook.values import stakes

DRAWS, PATHS, MONTHS = 6, 12_000, 300


def test_R_of_a_run_equals_R_on_its_paths() -> None:
    """Within .005, on paths with the real intensity and sudden collapse by war age.

    The clock is laid over the paths: a month t counts with the chance that it has not rung. Months
    beyond the last are less than a half per cent of the war.
    """
    j = prepare(makers.dossier(), Size(draws=DRAWS, paths=2, field_draws=DRAWS, seed=3))
    pieces = counted(j)
    neutral = j.base.beliefs[0]
    a, b = j.ground.potentials()
    s = stakes(j.ground, j.base.situation, j.cost)
    grid = pieces_here(neutral, s.sides, a, b, s.draws, j.draws.field_of)[:, 0]
    worth = s.coefficients()
    R, seen = (np.maximum((worth * p[:, None]).sum(2), s.give_in()) for p in (grid, pieces))
    np.testing.assert_allclose(R, seen, atol=0.005)
    assert np.ptp(seen) > 0.1
    assert fighting_on(neutral, s, field_of=j.draws.field_of).shape[0] == DRAWS


def counted(j) -> np.ndarray:
    """The seven pieces of fighting to the end, by draw, from paths on which nobody signs."""
    c = build_course(j, j.base, {}, frozenset({"table", "meetings"}))
    sudden = j.ground.sudden
    more = np.repeat(sudden[:, -1:], MONTHS - sudden.shape[1], axis=1)
    sudden = np.concatenate([sudden, more], axis=1)
    flat = {k: getattr(c, k)[:, :, :1].repeat(MONTHS, 2) for k in
            ("drain_A", "drain_B", "strength_A", "strength_B")}  # fmt: skip
    none = np.zeros((DRAWS, MONTHS))
    war = replace(
        c, months=MONTHS, settle=none, truce=none, sudden_A=sudden, sudden_B=sudden, start="war",
        **flat,
    )  # fmt: skip
    paths = simulate(war, PATHS, seed=5, every=1)
    share, clock = paths.shares(), 1 / j.draws["clock"]
    left = (1 - clock)[:, None] ** np.arange(MONTHS)
    p_A, p_B = ((np.diff(share[:, :, k], axis=1) * left).sum(1) for k in (4, 5))
    war_on = share[:, :, :2].sum(2)
    tired = [war_on * (1 - np.nan_to_num(paths.mean_at_war(k), nan=1.0)) for k in ("r_A", "r_B")]
    D, D_A, D_B = ((v[:, :-1] * left).sum(1) for v in (war_on, *tired))
    front = war_on * np.nan_to_num(paths.mean_at_war("front"))
    Y = (front[:, 1:] * left).sum(1) * clock
    return np.stack([p_A, p_B, D, D_A, D_B, Y, 1 - p_A - p_B], 1)

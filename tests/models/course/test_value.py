"""The value of never settling: what must hold, and brute force."""

from dataclasses import replace

import numpy as np
import pytest

from parley.errors import CourseError
from parley.models.course.anchors import anchor_costs
from parley.models.course.field import Field, burn_moments, stack
from parley.models.course.fighting import Pieces, fighting, month_chain
from parley.models.course.premium import waiting_premium
from parley.models.course.value import Stakes, discounted_worth, fighting_on, ripeness

BURN, SKEW = burn_moments(0.76, 0.78, 0.5)


def field(**changes):
    base = {"drain_A": 0.007, "drain_B": 0.008, "swing": 0.03, "clock": 1 / 60, "sudden_A": 0.0008,
            "sudden_B": 0.0008, "tilt": 2.0, "front": 0.01, "burn": BURN, "skew": SKEW}  # fmt: skip
    return Field(**{**base, **changes})


def stakes(cost=(0.004, 0.005, 0.001), kappa=1.0):
    return Stakes(
        ("A", "B", None), A_falls=[[0.0, 1.0, 0.6]], B_falls=[[1.0, 0.0, 0.2]],
        now=[[0.55, 0.45, 0.5]], slope=[[0.2, -0.2, 0.1]], cost=[cost], kappa=kappa,
    )  # fmt: skip


def full_paths(f, s, r_A, r_B, paths, seed):
    """R of three parties by simulation with the real AR(1) of intensity."""
    row, rng = f.table()[0], np.random.default_rng(seed)
    drain_A, drain_B, swing, clock, sudden_A, sudden_B, tilt, e_A, e_B, front, *_ = row
    phi, sd, psi = 0.76, 0.78, 0.5
    half = psi**2 * sd**2 / (1 - phi**2) / 2
    a, b, x = np.full(paths, r_A), np.full(paths, r_B), np.zeros(paths)
    l = rng.standard_normal(paths) * sd / np.sqrt(1 - phi**2)
    total = np.zeros(3)
    tired = np.zeros((3, 1))
    while len(a):
        tired = np.stack([1 - a, 1 - b, 0 * a])
        total -= (s.cost[0][:, None] * (1 + s.kappa[0][:, None] * tired)).sum(1)
        n, z = len(a), swing * rng.standard_normal(len(a))
        l = phi * l + sd * rng.standard_normal(n)
        e = np.exp(psi * l - half)
        na, nb = a - drain_A * e + z, b - drain_B * e - z
        cA, cB = (
            np.where(q <= 0, 1, np.exp(-2 * r * np.maximum(q, 0) / swing**2))
            for r, q in ((a, na), (b, nb))
        )
        balance = e_A * a - e_B * b
        fell = rng.random(n) < 1 - (1 - cA) * (1 - cB)
        is_A = rng.random(n) < cA / np.maximum(cA + cB, 1e-300)
        hA, hB = sudden_A * np.exp(-tilt * balance), sudden_B * np.exp(tilt * balance)
        sudden = ~fell & (rng.random(n) < -np.expm1(-hA - hB))
        is_A = np.where(sudden, rng.random(n) < hA / (hA + hB), is_A)
        gone = fell | sudden
        total += (gone & is_A).sum() * s.A_falls[0] + (gone & ~is_A).sum() * s.B_falls[0]
        x = x + front * balance
        rung = ~gone & (rng.random(n) < clock)
        total += rung.sum() * s.now[0] + s.slope[0] * x[rung].sum()
        keep = ~gone & ~rung
        a, b, x, l = np.minimum(na, 1)[keep], np.minimum(nb, 1)[keep], x[keep], l[keep]
    return total / paths


@pytest.mark.parametrize(("r_A", "r_B"), [(0.6, 0.6), (0.4, 0.7), (0.85, 0.5)])
def test_R_equals_brute_force_with_the_real_intensity(r_A, r_B):
    """An independent factor of two points in the grid against the real AR(1)."""
    R = fighting_on(fighting(field()), stakes(), floor=False)[0, :, :, 0]
    grid = np.stack(
        [Pieces(np.repeat(v[None, None], 7, 1), 20, "").at([r_A], [r_B])[0, 0] for v in R]
    )
    seen = full_paths(field(), stakes(), r_A, r_B, 100_000, seed=3)
    np.testing.assert_allclose(grid, seen, atol=0.005)


def test_R_is_linear_in_worths_costs_and_front():
    f = fighting(field())
    s = stakes()
    R = fighting_on(f, s, (-1.0, 0.0, 1.0), floor=False)
    np.testing.assert_allclose(R[..., 0] + R[..., 2], 2 * R[..., 1], atol=1e-12)
    twice = Stakes(
        s.sides,
        *(2 * getattr(s, k) for k in ("A_falls", "B_falls", "now", "slope", "cost")),
        s.kappa,
    )
    np.testing.assert_allclose(fighting_on(f, twice, floor=False), 2 * R[..., 1:2], atol=1e-12)


def test_swapping_the_sides_mirrors_R():
    f, s = field(drain_B=0.01, sudden_B=0.002), stakes()
    back = Stakes(
        ("B", "A", None), A_falls=s.B_falls, B_falls=s.A_falls, now=s.now, slope=-s.slope,
        cost=s.cost, kappa=s.kappa,
    )  # fmt: skip
    R = fighting_on(fighting(f), s, (-0.5, 0.5)).reshape(3, 20, 20, 2)
    mirrored = fighting_on(fighting(f.swap()), back, (0.5, -0.5)).reshape(3, 20, 20, 2)
    np.testing.assert_allclose(R, mirrored.transpose(0, 2, 1, 3), atol=1e-11)


def test_floor_and_monotone_in_potential_cost_and_front():
    f = fighting(field())
    R = fighting_on(f, stakes(), (-1.0, 1.0))[0].reshape(3, 20, 20, 2)
    assert R[0].min() >= 0
    assert R[1].min() >= 0
    assert np.diff(R[0], axis=0).min() > -0.004  # rises with its own potential; .003 at the barrier
    assert np.diff(R[0], axis=1).max() < 0.004  # falls with the other side's
    assert (np.diff(R[0], axis=2) >= 0).all()
    dear = fighting_on(f, stakes(cost=(0.008, 0.01, 0.002)), (-1.0, 1.0))[0].reshape(3, 20, 20, 2)
    assert (dear <= R + 1e-12).all()


def test_no_attrition_and_no_cost_is_things_as_they_stand():
    R = fighting_on(fighting(Field(0, 0, 1e-6, 1 / 60)), stakes(cost=(0, 0, 0)), floor=False)
    np.testing.assert_allclose(R[0, :, -1, 0], [0.55, 0.45, 0.5], atol=1e-6)


def test_own_beliefs_raise_R_of_both_sides():
    f = field()
    as_A, as_B = f.believed(0.001, 0.001)
    p = fighting(stack(f, as_A, as_B))
    three = tuple(Pieces(p.values[k : k + 1], p.grid, p.method) for k in range(3))
    apart, together = fighting_on(three, stakes()), fighting_on(three[0], stakes())
    middle = 10 * 20 + 10
    assert (apart[0, :2, middle, 0] > together[0, :2, middle, 0]).all()
    assert apart[0, 2, middle, 0] == together[0, 2, middle, 0]


def test_arms_held_weaken_the_side_they_are_held_from():
    g = np.random.default_rng(5)
    n = 12
    base = field(
        drain_A=g.uniform(0.004, 0.01, n), drain_B=g.uniform(0.004, 0.01, n),
        tilt=g.uniform(1, 3, n), strength_B=1.0,
    )  # fmt: skip
    held = replace(base, drain_B=base.drain_B * 1.15, strength_B=0.85 * base.strength_B)
    before, after = fighting(base), fighting(held)
    assert (after["p_B"] - before["p_B"]).min() > -1e-3
    s = Stakes(
        ("A", "B"), A_falls=[[0.0, 1.0]] * n, B_falls=[[1.0, 0.0]] * n, now=[[0.5, 0.5]] * n,
        cost=0.004,
    )  # fmt: skip
    change = fighting_on(after, s) - fighting_on(before, s)
    assert change[:, 0].min() > -1e-3
    assert change[:, 1].max() < 1e-3


def test_many_stakes_share_a_field():
    f = fighting(stack(field(), field(drain_A=0.012)))
    s = stakes()
    many = Stakes(
        s.sides,
        *(
            np.repeat(getattr(s, k), 3, 0)
            for k in ("A_falls", "B_falls", "now", "slope", "cost", "kappa")
        ),
    )
    R = fighting_on(f, many, field_of=[1, 0, 1])
    np.testing.assert_array_equal(R[0], R[2])
    np.testing.assert_array_equal(R[1:2], fighting_on(Pieces(f.values[:1], 20, ""), s))


def test_cost_anchor_is_where_a_party_would_give_in():
    f = fighting(field())
    cost = anchor_costs(f, stakes(), [[1.0, 1.0, np.nan]], 0.6, 0.6)
    s = stakes(cost=tuple(cost[0]))
    R = fighting_on(f, s, floor=False)[0, :, 11 * 20 + 11, 0]
    np.testing.assert_allclose(R[:2], 0, atol=1e-9)
    assert cost[0, 2] == 0


def test_ripeness_shows_three_factors():
    r = ripeness(fighting(field()), stakes(), [0.6], [0.6])
    np.testing.assert_allclose(r.hurt, [[0.004 * 1.4, 0.005 * 1.4, 0.001]])
    assert (r.months > 10).all()
    assert r.own_falls[0, 0] == pytest.approx(r.other_falls[0, 1])


def test_premium_on_the_grid_has_its_fixed_point():
    f = field()
    M, _ = month_chain(f.table()[0], 10)
    z = np.linspace(-0.1, 0.3, 100)
    g = waiting_premium(M, 1 / 60, z, hazard=0.01, theta=3.0, reference=0.1)
    assert g.contracts
    gap = np.maximum(z - g.values, 0)
    h = -np.expm1(-0.01 * np.exp(3.0 * (z - g.values - 0.1)))
    np.testing.assert_allclose(g.values, (1 - 1 / 60) * M @ (g.values + h * gap), atol=1e-12)
    assert not waiting_premium(M, 1 / 60, z, hazard=2.0, theta=9.0, reference=0.0).contracts


def test_commitment_discount():
    np.testing.assert_allclose(
        discounted_worth([0.4, 0.8], 0.2, [[0.0], [1.0]]), [[0.4, 0.8], [0.2, 0.2]]
    )
    with pytest.raises(CourseError, match="relapse"):
        discounted_worth(0.5, 0.2, 1.2)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Stakes(("A", "C"), [[0, 0]], [[0, 0]], [[0, 0]]), "party 1 must be on side"),
        (lambda: Stakes(("A", "B"), [[0, 0, 0]], [[0, 0]], [[0, 0]]), "A_falls: need"),
        (lambda: Stakes(("A", "B"), [[0, 0]], [[0, 0]], [[0, 0]], cost=-1), "cost: must be finite"),
        (lambda: fighting_on(fighting(field()), stakes(), field_of=[3]), "field_of"),
        (lambda: anchor_costs(fighting(field()), stakes(), 1.2, 0.5, 0.5), "nearness"),
        (
            lambda: waiting_premium([[0.5]], 0.1, [0.1, 0.2], hazard=1, theta=1, reference=0),
            "M must be",
        ),
    ],
)
def test_bad_input_is_one_line(make, says):
    with pytest.raises(CourseError, match=says):
        make()

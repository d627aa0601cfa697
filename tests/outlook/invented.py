"""Small runs and random well-formed dossiers for the tests of the joined run."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

import makers
from parley.bridges.coding import code
from parley.bridges.draws import draw
from parley.bridges.estimates import estimates, field_ids
from parley.bridges.history import base_rates
from parley.bridges.situation import situation
from parley.bridges.worths import worths
from parley.dossier.schema import Dossier
from parley.models.course.anchors import anchor_costs
from parley.models.course.value import fighting_on
from parley.outlook.joined import Joined, Size, prepare
from parley.outlook.regimes import look_up
from parley.outlook.values import FRONTS, Ground, Values, beliefs, stakes, values

SMALL = Size(draws=40, paths=20, field_draws=20, seed=1)


@cache
def joined(seed: int = 1, swapped: bool = False) -> Joined:
    """The plain process prepared at the small size, with the sides in either order."""
    return prepare(makers.swapped() if swapped else makers.dossier(), replace(SMALL, seed=seed))


def point(key: str, value: float) -> dict[str, Any]:
    """An estimate of the dossier's own that fixes one number of the run."""
    return {
        "id": key, "name": key, "unit": "1", "origin": "judgement", "who": "test", "why": "fixed",
        "distribution": {"family": "point", "numbers": [value]},
    }  # fmt: skip


def ground(dossier: Dossier, n: int = 8, rows: int = 3, seed: int = 1) -> Ground:
    """What scenarios share, at pace 1: the collapse anchor is not set."""
    coding = code(dossier)
    listed = estimates(dossier, coding)
    sample = draw(listed, n, field=field_ids(listed), field_draws=rows, rng=seed)
    rates = base_rates(dossier, n, sample.field_of, np.random.default_rng([seed, 2]))
    whole = replace(sample, values={**rates.values, **sample.values})
    w = worths(coding, whole)
    base = situation(coding, whole, w, {})
    return Ground(coding, whole, w, rates, base, 1.0, np.full_like(rates.falling, 0.001))


def costs(g: Ground, seed: int = 1, most: float = 0.01) -> np.ndarray:
    """A cost of a month of war for every party; none for third parties."""
    shape = (g.draws.n, len(g.coding.parties))
    fights = np.array([s is not None for s in g.coding.side_of])
    return np.random.default_rng(seed).uniform(0, most, shape) * fights


def anchored_costs(g: Ground) -> np.ndarray:
    """Costs a share of those at which each belligerent would give in today, as in a run."""
    near = np.full((g.draws.n, len(g.coding.parties)), np.nan)
    for i, side in enumerate(g.coding.side_of):
        if side is not None:
            near[:, i] = g.draws[f"near.{g.coding.parties[i]}"]
    stake = stakes(g, g.base, np.zeros_like(near))
    at = g.draws.field_of
    return anchor_costs(beliefs(g, g.base), stake, near, *g.potentials(), field_of=at)


def surplus(v: Values) -> np.ndarray:
    """z with beliefs as of now: (n, N, N, fronts)."""
    return v.tables[..., 0].astype(float)


def worth_of_fighting(g: Ground, v: Values) -> np.ndarray:
    """R of every party with beliefs as of now: (n, parties, N, N, fronts)."""
    R = fighting_on(v.beliefs, v.stakes, FRONTS, field_of=g.draws.field_of)
    grid = v.beliefs[0].grid
    return R.reshape(*R.shape[:2], grid, grid, FRONTS.size)


def surplus_today(g: Ground, v: Values) -> np.ndarray:
    """z at today's potentials, per draw."""
    return look_up(v.tables[..., 0], *g.potentials())


def as_they_stand(g: Ground, cost: np.ndarray, **known: Any) -> Values:
    """Values of a ground's own situation at given costs."""
    return values(g, g.base, cost, **known)


def random_dossier(seed: int, **changes: Any) -> Dossier:
    """A well-formed process drawn at random: sides, third parties, issues, positions, levers."""
    g = np.random.default_rng(seed)
    sides = [[f"{s}{k}" for k in range(g.integers(1, 3))] for s in "AB"]
    third = [f"C{k}" for k in range(g.integers(0, 3))]
    fights = [*sides[0], *sides[1]]
    issues = [_issue(g, k, third) for k in range(g.integers(1, 4))]
    positions = [
        {
            "id": f"p-{p}-{i['id']}", "party": p, "issue": i["id"],
            "preferred": str(g.choice([o["id"] for o in i["options"]])),
            **({"salience": float(g.uniform(0.1, 1))} if g.random() < 0.5 else {}),
        }
        for p in [*fights, *third] for i in issues if g.random() < 0.7
    ]  # fmt: skip
    positions = positions or [
        {"id": "p", "party": fights[0], "issue": issues[0]["id"], "preferred": "o0"}
    ]
    holders = third or fights
    levers = [
        {
            "id": f"l{k}", "holder": str(g.choice(holders)), "target": sides[k % 2][0],
            "instrument": str(g.choice(["arms", "sanctions"])), "name": f"lever {k}",
            "state": str(g.choice(["active", "on_hold", "threatened", "withdrawn"])),
        }
        for k in range(g.integers(0, 4))
    ]  # fmt: skip
    data = {
        "process": {"title": f"random {seed}", "sides": sides, "as_of": "2024-05-02"},
        "parties": [{"id": p, "name": p, "kind": "state"} for p in [*fights, *third]],
        "issues": issues,
        "positions": positions,
        "levers": levers,
    }
    return Dossier.model_validate({**data, **changes})


def _issue(g: np.random.Generator, k: int, third: list[str]) -> dict[str, Any]:
    """One issue of two to four options, held by a third party now and then."""
    options = [{"id": f"o{n}", "label": f"option {n}"} for n in range(g.integers(2, 5))]
    held = [str(g.choice(third))] if third and g.random() < 0.4 else []
    return {
        "id": f"i{k}", "question": f"Question {k}?", "options": options,
        "ordered": bool(g.random() < 0.8), "holders": held,
        "demand_class": str(g.choice(["territory", "governance_elections", "other"])),
        **({"now": str(g.choice([o["id"] for o in options]))} if g.random() < 0.7 else {}),
    }  # fmt: skip


def arms(seed: int, level: float) -> Dossier:
    """A random process with equal beliefs and one more lever: arms for side A, at a level."""
    made = random_dossier(seed)
    own = {
        "id": "arms", "holder": made.process.sides[0][0], "target": made.process.sides[0][0],
        "instrument": "arms", "state": "active", "name": "arms", "level": level,
    }  # fmt: skip
    calm = [point(f"optimism.{side[0]}", 0.0) for side in made.process.sides]
    levers = [x.model_dump() for x in made.levers if x.instrument != "arms"]
    return random_dossier(seed, levers=[*levers, own], estimates=calm)

"""Join the table to the field: value of fighting on, surplus and margin, from a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from parley.errors import CourseError
from parley.models.course import paths
from parley.models.course.anchors import anchor_costs
from parley.models.course.document import Document
from parley.models.course.field import Array, Field, burn_moments, stack
from parley.models.course.fighting import Pieces, fighting, switching
from parley.models.course.hazards import mean_hazard
from parley.models.course.model import Course, Tables
from parley.models.course.packed import pack
from parley.models.course.schema import SECTIONS, section
from parley.models.course.value import Ripeness, Stakes, fighting_on, pieces_here, ripeness

FRONTS = np.array([-1.0, -0.5, 0.0, 0.5, 1.0])
SurplusOf = Callable[[Array, Any, Array, Array, Array], Array]
Parts = list[dict[str, Any]]
Beliefs = tuple[Pieces, Pieces, Pieces]
MAX_STRETCHES = 6
"""Most stretches of months with levers of their own: each has tables of its own."""


@dataclass(frozen=True)
class Joint:
    """What the sides fight for, at the start: R (n_draws, n_parties), z, m, ripeness."""

    parties: tuple[str, ...]
    packages: tuple[str, ...]
    R: Array
    z: Array
    m: Array
    ripeness: Ripeness


def join(d: Document, course: Course, surplus: SurplusOf) -> tuple[Course, Joint]:
    """Value fighting on, then surplus and margin by state, and join them to the course."""
    given = d.part("stakes")
    parties = _parts("parties", "party", given["parties"])
    ids = [str(p["id"]) for p in parties]
    for side in "AB":
        if side not in [p["side"] for p in parties]:
            raise CourseError(f"stakes: side {side} has no party")
    learning, at = d.number("stakes.learning", given["learning"]), np.arange(d.draws) % d.fields
    starts, pieces = _pieces(d, course, parties, ids, learning)
    stakes = _stakes(d, parties, ids)
    near = _column(d, parties, ids, "nearness")
    cost = anchor_costs(pieces[0], stakes, near, course.r_A, course.r_B, field_of=at)
    stakes = replace(stakes, cost=cost)
    packages = _parts("packages", "package", given["packages"])
    deals = _packages(d, packages, ids, stakes)
    values = np.stack([_values(stakes, beliefs, deals, surplus, at) for beliefs in pieces])
    tables = Tables(values, FRONTS, _of_month(starts, course.months))
    course = replace(course, tables=tables, learning=learning)
    z, m = _at_start(course)
    joint = Joint(
        parties=tuple(ids),
        packages=tuple(str(p["id"]) for p in packages),
        R=_value_at_start(pieces[0], stakes, course, at),
        z=z,
        m=m,
        ripeness=ripeness(pieces[0], stakes, course.r_A, course.r_B, field_of=at),
    )
    return replace(course, z_reference=z, m_reference=m), joint


def _parts(name: str, kind: str, given: Any) -> Parts:
    """Parties or packages of the stakes, each with its defaults."""
    return [
        section(f"stakes.{name}[{k}]", part, SECTIONS[kind]) for k, part in enumerate(given or [])
    ]


def _column(d: Document, parties: Parts, ids: list[str], key: str) -> Array:
    """One number of every party, (n_draws, n_parties); NaN where it is left out."""
    none = np.full(d.draws, np.nan)
    return np.stack(
        [
            none if p[key] is None else d.number(f"stakes.{i}.{key}", p[key])
            for i, p in zip(ids, parties, strict=True)
        ],
        1,
    )


def _stakes(d: Document, parties: Parts, ids: list[str]) -> Stakes:
    """Stakes of the parties, costs still open."""
    keys = ("A_falls", "B_falls", "now", "slope", "kappa")
    return Stakes(
        tuple(p["side"] for p in parties), **{k: _column(d, parties, ids, k) for k in keys}
    )


def _values(stakes: Stakes, beliefs: Beliefs, deals: Any, surplus: SurplusOf, at: Any) -> Any:
    """Surplus and margin on the grid of one regime, beliefs as of now and converged."""
    worths, needs, lean = deals
    fights = np.array([s is not None for s in stakes.sides])
    stand = stakes.now[:, :, None, None] + stakes.slope[:, :, None, None] * FRONTS
    layers = []
    for held in (beliefs, beliefs[0]):
        R = fighting_on(held, stakes, FRONTS, field_of=at)
        z = surplus(worths, needs, R, lean, FRONTS)
        off = np.argwhere(z > 1 + 1e-9)
        if off.size:
            raise CourseError(
                f"stakes: surplus of draw {off[0][0]} must be in [-1, 1], got {z[tuple(off[0])]:g}:"
                " worths need a scale on which 1 is all that is at stake"
            )
        layers += [z, (stand - R)[:, fights].min(1)]
    n = beliefs[0].grid
    both = np.clip(np.stack(layers, -1), -1, 1).astype(np.float32)
    return both.reshape(stakes.draws, n, n, len(FRONTS), 4)


def _pieces(
    d: Document, c: Course, parties: Parts, ids: list[str], learning: Array
) -> tuple[list[tuple[int, bool]], list[Beliefs]]:
    """Stretches of months, and the pieces of each regime under neutral beliefs, A's and B's.

    A stretch is (first month, whether levers hang on the talks); one that switches has two regimes,
    outside talks and in talks.
    """
    tilted = _tilts(d, c, parties, ids, learning)
    leave = [np.tile(v[: d.fields], 3) for v in (c.talks_start, c.talks_fail)]
    starts, out = [], []
    for month in lever_months(c):
        outside, inside = (stack(f, *f.believed(*tilted)) for f in _fields(d, c, month))
        switches = not np.array_equal(outside.table(), inside.table())
        starts.append((month, switches))
        solved = switching(outside, inside, *leave) if switches else (fighting(outside),)
        for p in solved:
            a, b, e = (Pieces(v, p.grid, p.method) for v in np.split(p.values, 3))
            out.append((a, b, e))
    return starts, out


def lever_months(c: Course) -> list[int]:
    """First months of the stretches in which drains and strengths stay as they are.

    Raises
    ------
    CourseError
        If there are more than `MAX_STRETCHES`.

    Examples
    --------
    >>> lever_months(Course(12, 0, 0, drain_A=[[.01] * 6 + [.02] * 6]))
    [0, 6]
    """
    paths = (c.drain_A, c.drain_B, c.strength_A, c.strength_B)
    moved = np.any([(np.diff(v, axis=2) != 0).any((0, 1)) for v in paths], axis=0)
    starts = [0, *(int(m) + 1 for m in np.flatnonzero(moved))]
    if len(starts) > MAX_STRETCHES:
        raise CourseError(
            f"levers: with stakes at most {MAX_STRETCHES - 1} months in which levers change, "
            f"got {len(starts) - 1}"
        )
    return starts


def _fields(d: Document, c: Course, month: int) -> list[Field]:
    """The field outside talks and in talks from a month on, one per distinct field draw."""
    k = slice(0, d.fields)
    clock = 1 / d.number("field.clock", d.part("field")["clock"])[k]
    burn, skew = (np.full(d.fields, v) for v in burn_moments(c.phi, c.sd, c.psi))
    falls = c.sudden_A + c.sudden_B
    sudden = [mean_hazard(v[k], clock, falls[k]) for v in (c.sudden_A, c.sudden_B)]
    return [
        Field(
            drain_A=c.drain_A[k, g, month],
            drain_B=c.drain_B[k, g, month],
            swing=c.swing[k],
            clock=clock,
            sudden_A=sudden[0],
            sudden_B=sudden[1],
            tilt=c.tilt[k],
            strength_A=c.strength_A[k, g, month],
            strength_B=c.strength_B[k, g, month],
            front=c.front[k],
            burn=burn,
            skew=skew,
        )
        for g in (0, 1)
    ]


def _tilts(
    d: Document, c: Course, parties: Parts, ids: list[str], learning: Array
) -> tuple[Array, Array]:
    """How far each side overrates its drift today: the most of its parties, per field draw."""
    k, left = slice(0, d.fields), learning / (learning + c.fought)
    tilted = {"A": np.zeros(d.fields), "B": np.zeros(d.fields)}
    for p, i in zip(parties, ids, strict=True):
        if p["side"]:
            own = d.number(f"stakes.optimism.{i}", p["optimism"]) * left
            tilted[p["side"]] = np.maximum(tilted[p["side"]], own[k])
    return tilted["A"], tilted["B"]


def _of_month(starts: list[tuple[int, bool]], months: int) -> Any:
    """Regime in force in each month, outside talks and in talks."""
    of, k = np.zeros((2, months), np.int64), 0
    for month, switches in starts:
        of[0, month:], of[1, month:] = k, k + switches
        k += 1 + switches
    return of


def _packages(
    d: Document, packages: Parts, ids: list[str], stakes: Stakes
) -> tuple[Array, Any, Array]:
    """Worths (draws, packages, parties), consent (packages, parties) and slopes of the packages."""
    if not packages:
        raise CourseError("stakes.packages: needs at least one package")
    worths, needs, lean = [], np.zeros((len(packages), len(ids)), bool), []
    fighting_sides = [s for s, side in zip(ids, stakes.sides, strict=True) if side]
    for k, p in enumerate(packages):
        name, given = f"stakes.packages[{k}]", p["worths"]
        if not isinstance(given, list) or len(given) != len(ids):
            raise CourseError(f"{name}.worths: needs one number for each of {', '.join(ids)}")
        pairs = zip(ids, given, strict=True)
        worths.append(np.stack([d.number(f"stakes.{p['id']}.{i}", v) for i, v in pairs], 1))
        for i in fighting_sides if p["consent"] is None else p["consent"]:
            if i not in ids:
                raise CourseError(f"{name}.consent: no party is named {i!r}")
            needs[k, ids.index(i)] = True
        lean.append(stakes.slope * bool(p["keeps_line"]))
    return np.stack(worths, 1), needs, np.stack(lean, 1)


def _at_start(course: Course) -> tuple[Array, Array]:
    """Surplus and margin at the start."""
    p = pack(course)
    s = paths.begin(p, np.arange(course.draws), np.zeros(course.draws, np.uint64))
    z, m = paths.look_up(p, s, 0, np.arange(course.draws))
    return np.clip(z, -1, 1), np.clip(m, -1, 1)


def _value_at_start(pieces: Beliefs, stakes: Stakes, c: Course, at: Any) -> Array:
    """R of every party at the start of each draw."""
    here = pieces_here(pieces, stakes.sides, c.r_A, c.r_B, stakes.draws, at)
    R = (stakes.coefficients() * here).sum(2) + stakes.slope * here[:, :, 6] * c.x[:, None]
    return np.asarray(np.maximum(R, stakes.give_in()))

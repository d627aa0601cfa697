"""Uncertain numbers of a parameter file: a point, a range or a distribution, drawn by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zlib import crc32

import numpy as np

from parley.errors import CourseError
from parley.models.course.field import Array

KINDS = ("uniform", "normal", "lognormal", "beta", "half_normal")


def draw_number(name: str, value: Any, draws: int, seed: int) -> Array:
    """Draw one uncertain number of a parameter file.

    Parameters
    ----------
    name : str
        Its place in the file, as `field.swing`; it keys the draw, so that the order of the file and
        the other numbers do not matter.
    value : number or mapping
        A number; or one of `uniform: [low, high]`, `normal: [mean, sd]`,
        `lognormal: [median, factor]` (the log has standard deviation log factor), `beta: [a, b]`,
        `half_normal: [scale]`.
    draws, seed : int
        Size and seed.

    Returns
    -------
    array, shape (draws,)
        One value in each of `draws` equally likely strata, in random order.

    Examples
    --------
    >>> draw_number("field.swing", .03, 2, 1).tolist()
    [0.03, 0.03]
    >>> sorted(draw_number("start.r_A", {"uniform": [0, 1]}, 4, 1).round(3).tolist())
    [0.125, 0.375, 0.625, 0.875]
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return np.full(draws, float(value))
    if not isinstance(value, Mapping) or len(value) != 1 or next(iter(value)) not in KINDS:
        raise CourseError(f"{name}: must be a number or one of {', '.join(KINDS)}, got {value!r}")
    kind, given = next(iter(value.items()))
    need = 1 if kind == "half_normal" else 2
    numbers = given if isinstance(given, list | tuple) else [given]
    if len(numbers) != need or not all(isinstance(v, int | float) for v in numbers):
        raise CourseError(f"{name}: {kind} needs {need} numbers, got {given!r}")
    rng = np.random.default_rng([seed % 2**63, crc32(name.encode())])
    u = (rng.permutation(draws) + 0.5) / draws
    return _quantile(name, kind, [float(v) for v in numbers], u)


def _quantile(name: str, kind: str, at: list[float], u: Array) -> Array:
    """Quantiles of a named distribution."""
    from scipy import special

    a, b = at[0], at[-1]
    wrong = {
        "uniform": not a <= b,
        "normal": not b >= 0,
        "lognormal": not (a > 0 and b >= 1),
        "beta": not (a > 0 and b > 0),
        "half_normal": not a >= 0,
    }
    if wrong[kind] or not np.isfinite(at).all():
        raise CourseError(f"{name}: {kind} cannot have parameters {at}")
    if kind == "uniform":
        out = a + (b - a) * u
    elif kind == "normal":
        out = a + b * special.ndtri(u)
    elif kind == "lognormal":
        out = a * np.exp(np.log(b) * special.ndtri(u))
    elif kind == "beta":
        out = special.betaincinv(a, b, u)
    else:
        out = a * special.ndtri((1 + u) / 2)
    return np.asarray(out, float)

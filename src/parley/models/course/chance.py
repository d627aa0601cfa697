"""Counter-based random numbers: same (seed, draw, path, month), same shocks, whatever else changes.

SplitMix64 (Steele, Lea and Flood 2014, OOPSLA): a trajectory's key starts a sequence, and the k-th
word is `mix(key + k * GOLDEN)`, so any month can be had without the ones before it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

GOLDEN, FIRST, SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
# words set aside for a month: 0 normals, 1 table and talks, 2 escalation, 3 field, 4 on: meetings
SLOTS = 16
MEETING_SLOT = 4


def mix(word: Any) -> Any:
    """SplitMix64's output function on an array of 64-bit words.

    Examples
    --------
    >>> hex(int(mix(np.array([GOLDEN], np.uint64))[0]))
    '0xe220a8397b1dcdaf'
    """
    z = (word ^ (word >> np.uint64(30))) * np.uint64(FIRST)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(SECOND)
    return z ^ (z >> np.uint64(31))


def keys(seed: int, draw: Any, path: Any) -> Any:
    """Key of each trajectory, shape of `draw` and `path` together."""
    with np.errstate(over="ignore"):
        return mix(draw_keys(seed, draw) + np.asarray(path, np.uint64) * np.uint64(GOLDEN))


def draw_keys(seed: int, draw: Any) -> Any:
    """Key of each draw, from which those of its paths come."""
    start = np.array([seed % 2**64], np.uint64) + np.uint64(GOLDEN)
    with np.errstate(over="ignore"):
        return mix(mix(start) + np.asarray(draw, np.uint64) * np.uint64(GOLDEN))


def word(key: Any, month: int, slot: int) -> Any:
    """The 64-bit word of one slot of a month; month -1 is before the start."""
    step = ((month + 1) * SLOTS + slot + 1) * GOLDEN % 2**64
    return mix(key + np.uint64(step))


def uniform_high(w: Any) -> Any:
    """A uniform number in (0, 1) from the upper 32 bits."""
    return ((w >> np.uint64(32)).astype(np.float64) + 0.5) * 2.0**-32


def uniform_low(w: Any) -> Any:
    """A uniform number in (0, 1) from the lower 32 bits."""
    return ((w & np.uint64(0xFFFFFFFF)).astype(np.float64) + 0.5) * 2.0**-32


@cache
def normal_table() -> NDArray[np.float32]:
    """65,536 equally likely normal values, of mean 0 and variance 1; the farthest is 4.3.

    Examples
    --------
    >>> t = normal_table()
    >>> len(t), round(float(t.var(dtype=float)), 6), round(float(t[-1]), 1)
    (65536, 1.0, 4.3)
    """
    from scipy.special import ndtri

    z = ndtri((np.arange(65536) + 0.5) / 65536)
    z = (z - z[::-1]) / 2
    z /= np.sqrt((z * z).mean())
    out: NDArray[np.float32] = z.astype(np.float32)
    out.setflags(write=False)
    return out


def normals(w: Any) -> tuple[Any, Any, Any]:
    """Three standard normals from the lowest, middle and next 16 bits of a word."""
    t, low = normal_table(), np.uint64(0xFFFF)
    a, b, c = (t[((w >> np.uint64(s)) & low).astype(np.int64)].astype(float) for s in (0, 16, 32))
    return a, b, c

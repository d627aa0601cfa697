"""Compiled loops. Importing this module loads numba: import it inside the function in need."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

BLOCK = 512


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def sort_filter(rows: NDArray[np.float64], tags: NDArray[np.int64]) -> NDArray[np.int64]:
    """For rows sorted so that beaters come first: index among those kept, -1 when beaten."""
    n, width = rows.shape
    place = np.full(n, -1, np.int64)
    kept = np.empty(n, np.int64)
    count = 0
    for r in range(n):
        beaten = False
        for q in range(count):
            k = kept[q]
            if tags[k] & ~tags[r]:
                continue
            better = True
            for j in range(width):
                if rows[k, j] < rows[r, j]:
                    better = False
                    break
            if better:
                same = tags[k] == tags[r]
                for j in range(width):
                    same = same and rows[k, j] == rows[r, j]
                if same:
                    place[r] = q
                beaten = True
                break
        if not beaten:
            kept[count] = r
            place[r] = count
            count += 1
    return place


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def largest_least_gain(
    worth: NDArray[np.float64],
    slope: NDArray[np.float64],
    needs: NDArray[np.bool_],
    start: NDArray[np.int64],
    held: NDArray[np.float64],
    fronts: NDArray[np.float64],
    best: NDArray[np.float64],
    choice: NDArray[np.int32],
) -> None:
    """Fill best[d, x, s] = max over packages of min over needed parties of gain, and which."""
    draws, width, n_fronts, states = held.shape
    least = np.empty(BLOCK)
    for d in range(draws):
        for x in range(n_fronts):
            for at in range(0, states, BLOCK):
                size = min(BLOCK, states - at)
                top, which = best[d, x, at : at + size], choice[d, x, at : at + size]
                for p in range(start[d], start[d + 1]):
                    least[:size] = np.inf
                    for i in range(width):
                        if needs[p, i]:
                            here = worth[p, i] + slope[p, i] * fronts[x]
                            wall = held[d, i, x, at : at + size]
                            for s in range(size):
                                gain = here - wall[s]
                                least[s] = gain if gain < least[s] else least[s]
                    for s in range(size):
                        more = least[s] > top[s]
                        top[s] = least[s] if more else top[s]
                        which[s] = p - start[d] if more else which[s]

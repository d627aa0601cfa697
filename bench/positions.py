"""Speed of the positions engine: `python bench/positions.py [--json]`.

The expected-utility model over 10,000 draws of 20 actors and 5 rounds, compiled and warm, against
the package's own NumPy rounds (whole arrays, distances and powers once per round), timed in the
same run on 100 of the draws; and mean and weighted median of 10,000 x 20 positions.
"""

import argparse
import json
import os
import platform
import time
from collections.abc import Callable

import numpy as np

from parley.models.positions import Flags, expected_utility_draws, mean, weighted_median
from parley.models.positions.expected_utility import one_round

DRAWS, ACTORS, ROUNDS, SAMPLE = 10_000, 20, 5, 100


def best(call: Callable[[], object], times: int) -> float:
    """Shortest of several runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        found.append(time.perf_counter() - start)
    return min(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print only the closing object")
    args = parser.parse_args()
    rng = np.random.default_rng(1)
    x, s, c = (rng.random((DRAWS, ACTORS)) for _ in range(3))

    start = time.perf_counter()
    expected_utility_draws(x[:2], s[:2], c[:2], rounds=1)
    compile_s = time.perf_counter() - start

    def numpy_rounds() -> np.ndarray:
        medians = np.empty((SAMPLE, ROUNDS + 1))
        for i in range(SAMPLE):
            at = x[i]
            medians[i, 0] = weighted_median(at, c[i] * s[i])
            for t in range(ROUNDS):
                at = one_round(at, c[i], s[i], Flags())[0]
                medians[i, t + 1] = weighted_median(at, c[i] * s[i])
        return medians

    ours = best(lambda: expected_utility_draws(x, s, c, rounds=ROUNDS), 3)
    plain = best(numpy_rounds, 2) * DRAWS / SAMPLE
    same = expected_utility_draws(x[:SAMPLE], s[:SAMPLE], c[:SAMPLE], rounds=ROUNDS)
    apart = float(np.abs(same - numpy_rounds()).max())
    points = best(lambda: (mean(x), weighted_median(x, c)), 20) * 1e3
    if not args.json:
        print(f"expected utility, {DRAWS} x {ACTORS} x {ROUNDS}: {ours:.2f} s")
        print(f"first call, loading or compiling: {compile_s:.1f} s")
        print(f"the same in NumPy: {plain:.1f} s; largest difference {apart:.1e}")
        print(f"mean and weighted median, {DRAWS} x {ACTORS}: {points:.2f} ms")
    print(
        json.dumps({
            "figures": {
                "eum_10000x20x5_s": round(ours, 3),
                "eum_numpy_ratio": round(plain / ours, 2),
                "mean_median_10000x20_ms": round(points, 3),
            },
            "machine": f"{platform.machine()} {platform.system()}, {os.cpu_count()} cores, "
            f"Python {platform.python_version()}",
        })
    )  # fmt: skip


if __name__ == "__main__":
    main()

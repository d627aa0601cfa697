"""How fast and how right the stability engine is.

    python bench/stability.py            speeds; --json prints them as one object last
    python bench/stability.py --large    also 2^24 states (a minute, two gigabytes)
    python bench/stability.py --seq      also SEQ against trying every pair of states of a fibre
    python bench/stability.py --reference    compare with the reference results in PARLEY_SHARED

Conflicts are drawn at random: every decision maker ranks all states in an order of its own, the
case with least structure to use. Options go round the decision makers in turn. Times are the best
of several warm runs, the command line in a new process each time; growth is in processor time.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from parley.models.stability import (
    CONCEPTS,
    ConflictModel,
    Option,
    Payoffs,
    coalition_stability,
    equilibrium_probability,
    from_document,
    stability,
    to_document,
)

SHARED = Path(os.environ.get("PARLEY_SHARED", Path(__file__).parents[2] / "shared"))
FAST = ("nash", "gmr", "smr")
FOUR = (*FAST, "seq")


def conflict(options: int, people: int = 4, seed: int = 1) -> ConflictModel:
    """A conflict of 2^options states with random rankings."""
    rng = np.random.default_rng(seed)
    names = tuple(f"P{j}" for j in range(people))
    made = tuple(Option(f"o{k}", names[k % people]) for k in range(options))
    n = 1 << options
    ranks = tuple(Payoffs(rng.permutation(n).astype(np.float64)) for _ in names)
    return ConflictModel(names, made, ranks, name=f"random {n}")


def best(work: Callable[[], object], runs: int) -> float:
    """Seconds of the quickest of several runs, after one that warms up."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def processor_time(work: Callable[[], object], runs: int) -> float:
    """Seconds of processor time of the quickest of several runs: what others run does not count."""
    work()
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def cold_cli() -> float:
    """Seconds of `parley stability` on a 32-state model in a new process, the best of five."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model = conflict(5)
        document = to_document(model)
        path.write_text(json.dumps(document))
        times = []
        for _ in range(5):
            start = time.perf_counter()
            call = "import sys; from parley.cli import main; sys.exit(main())"
            words = [sys.executable, "-c", call, "stability", str(path), "--json"]
            subprocess.run(words, check=True, capture_output=True)
            times.append(time.perf_counter() - start)
    return min(times)


def speeds(large: bool) -> dict[str, float]:
    figures: dict[str, float] = {}
    for options, key in ((10, "n1024_4dm_ms"), (12, "n4096_4dm_ms")):
        model = conflict(options)
        figures[key] = 1e3 * best(lambda model=model: stability(model, FOUR), 20)
    small, big = conflict(16), conflict(20)
    pair = [processor_time(lambda m=m: stability(m, ("nash", "gmr")), 15) for m in (small, big)]
    figures["n2e20_nash_gmr_smr_s"] = best(lambda: stability(big, FAST), 3)
    figures["n2e20_seq_s"] = best(lambda: stability(big, ("seq",)), 3)
    figures["n2e20_sseq_s"] = best(lambda: stability(big, ("sseq",)), 3)
    figures["growth_2e16_2e20"] = pair[1] / pair[0]
    rng = np.random.default_rng(2)
    for options, draws, key in ((6, 500, "draw_64_ms"), (12, 100, "draw_4096_ms")):
        model = conflict(options)
        drawn = rng.random((draws, 4, model.n_states))
        seconds = best(lambda m=model, d=drawn: equilibrium_probability(m, d), 3)
        figures[key] = 1e3 * seconds / draws
    seeds = conflict(6)
    figures["coalitions_64_ms"] = 1e3 * best(lambda: coalition_stability(seeds), 3)
    figures["cold_cli_s"] = cold_cli()
    if large:
        huge = conflict(24)
        start = time.perf_counter()
        stability(huge, FAST)
        figures["n2e24_nash_gmr_smr_s"] = time.perf_counter() - start
        start = time.perf_counter()
        stability(huge, ("seq",))
        figures["n2e24_seq_s"] = time.perf_counter() - start
    return figures


def by_pairs(model: ConflictModel) -> np.ndarray:
    """SEQ as a plain compiled loop does it: every pair of states of every fibre, in turns."""
    from numba import njit

    from parley.models.stability.kernels import offsets

    @njit
    def lower(v, rank, own, places):  # type: ignore[no-untyped-def]
        fell = False
        for x in range(len(v)):
            base = x & ~own
            for k in range(len(places)):
                y = base + places[k]
                if rank[y] > rank[x] and v[y] < v[x]:
                    v[x] = v[y]
                    fell = True
        return fell

    ranks = model.payoffs
    masks = [sum(1 << k for k in model.owned(j)) for j in range(len(ranks))]
    places = [offsets(m) for m in masks]
    stable = np.empty(ranks.shape, dtype=bool)
    for i in range(len(ranks)):
        worst = ranks[i].copy()
        while any(
            [lower(worst, ranks[j], masks[j], places[j]) for j in range(len(ranks)) if j != i]
        ):
            pass
        np.minimum(worst, ranks[i], out=worst)
        best = worst.copy()
        for place in places[i]:
            base = np.arange(len(best)) & ~masks[i]
            np.maximum(best, worst[base + place], out=best)
        stable[i] = best <= ranks[i]
    return stable


def seq_ratio() -> dict[str, float]:
    """How much sorting each fibre once gains over trying every pair, with the same answer."""
    figures = {}
    for options, people in ((16, 4), (16, 2)):
        model = conflict(options, people)
        ours = stability(model, ("seq",)).stable["seq"]
        assert np.array_equal(ours, by_pairs(model))
        pairs = best(lambda m=model: by_pairs(m), 1)
        figures[f"seq_2e{options}_{people}dm_ratio"] = pairs / best(
            lambda m=model: stability(m, ("seq",)), 3
        )
    return figures


def reference() -> dict[str, float]:
    """Count the cells that differ from the reference results; None of them may."""
    folder = SHARED / "data" / "stability"
    if not folder.is_dir():
        sys.exit(f"reference data absent: no folder {folder}; set PARLEY_SHARED")
    cells = differ = 0
    for path in sorted((folder / "models").glob("*.json")):
        expected_at = folder / "reference" / path.name
        if not expected_at.is_file():
            continue
        model = from_document(json.loads(path.read_text()))
        expected = json.loads(expected_at.read_text())["independent"]
        got = stability(model)
        found = {c: got.stable[c].tolist() for c in CONCEPTS}
        equal = {c: list(got.equilibria(c)) for c in CONCEPTS}
        pairs = [(found[c], expected["stable"][c]) for c in CONCEPTS]
        pairs += [([[equal[c]]], [[expected["equilibria"][c]]]) for c in CONCEPTS]
        if "coalition" in expected:
            together = coalition_stability(model)
            for c, table in expected["coalition"].items():
                rows = {
                    together.name(k): r
                    for k, r in zip(together.coalitions, together.stable[c].tolist(), strict=True)
                }
                pairs.append(([rows[name] for name in table], list(table.values())))
            for c, states in expected["coalition_equilibria_all_coalitions"].items():
                pairs.append(([[list(together.equilibria(c))]], [[states]]))
        wrong = sum(
            a != b
            for x, y in pairs
            for r, q in zip(x, y, strict=True)
            for a, b in zip(r, q, strict=True)
        )
        count = sum(len(r) for x, _ in pairs for r in x)
        print(f"{path.stem:24} {model.n_states:4} states {count:6} cells {wrong:3} differ")
        cells, differ = cells + count, differ + wrong
    return {"reference_cells": cells, "reference_differ": differ}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--seq", action="store_true")
    parser.add_argument("--reference", action="store_true")
    asked = parser.parse_args()
    figures = reference() if asked.reference else speeds(asked.large)
    if asked.seq:
        figures |= seq_ratio()
    machine = (
        f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    )
    if asked.json:
        print(json.dumps({"figures": figures, "machine": machine}))
    else:
        for name, value in figures.items():
            print(f"{name:24} {value:.4g}")
        print(machine)


if __name__ == "__main__":
    main()

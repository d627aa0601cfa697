"""The course's speed beside a plain Python loop and a straightforward NumPy version, in one run.

The process is the full one: Brownian-bridge crossing, sudden collapse, piecewise hazards, surplus
and margin looked up by state, intensity, talks, meetings. Both peers draw their own random numbers
and look everything up every month; their chances are printed beside ours.
"""

import argparse
import json
import math
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from parley.models.course import chance
from parley.models.course.field import Field, burn_moments, stack
from parley.models.course.fighting import Pieces, fighting
from parley.models.course.model import Course, Meeting, Tables
from parley.models.course.packed import age_table
from parley.models.course.simulate import simulate
from parley.models.course.value import Stakes, fighting_on

AGES = (1, 3, 6, 12, 24)
BREAK = [0.061, 0.072, 0.029, 0.012, 0.009, 0.0027]
RELAPSE = [0.051, 0.0053, 0.0258, 0.0079, 0.0010, 0.0010]
FRONTS = np.linspace(-1, 1, 5)
PARAMETERS = """
months: 120
draws: 50
field_draws: 16
fought: 44
start: {phase: mixed}
history: {negotiated: [{beta: [6.5, 97.5]}, 0.03], sudden: [0.03, 0.02]}
meetings: [{month: 0, chance: {beta: [6, 2]}}, {month: 1, chance: {beta: [3, 3]}, after: 0}]
stakes:
  parties:
    - {id: A, side: A, A_falls: 0, B_falls: 1, now: 0.45, nearness: {beta: [2, 3]}, kappa: 1}
    - {id: B, side: B, A_falls: 1, B_falls: 0, now: 0.5, nearness: {beta: [2, 3]}, kappa: 1}
  packages: [{id: freeze, worths: [0.55, 0.5]}, {id: trade, worths: [0.7, 0.35]}]
"""


def make(draws: int, months: int) -> Course:
    """Every mechanism at work, smooth tables of surplus and margin."""
    g = np.random.default_rng(1)
    a, b = np.meshgrid(*[np.arange(1, 21) / 20] * 2, indexing="ij")
    base = 0.25 * a * b + 0.1
    z = base[None, :, :, None, None] * g.uniform(0.5, 1.5, (draws, 1, 1, 1, 1))
    values = np.clip(z + 0.1 * FRONTS[:, None] + np.array([0, -0.15, 0.03, -0.12]), -1, 1)
    level = g.uniform(0.002, 0.006, (draws, 1))
    return Course(
        months=months, settle=level, truce=0.5 * level, settle_ceasefire=0.015,
        break_ages=AGES, break_hazard=BREAK, relapse_ages=AGES, relapse_hazard=RELAPSE,
        theta_z=3.0, theta_m=2.0, theta_t=math.log(2), drain_A=g.uniform(0.003, 0.008, draws),
        drain_B=0.006, strength_B=0.95, tilt=2.0, front=0.01, sudden_A=0.0008, sudden_B=0.0008,
        r_A=g.uniform(0.4, 0.8, draws), r_B=0.6, tables=Tables(values[None], FRONTS),
        z_reference=0.2, m_reference=0.05, fought=44,
        meetings=(Meeting(0, 0.7), Meeting(1, 0.5, 0)),
    )  # fmt: skip


def python_peer(c: Course, draw: int, paths: int, seed: int) -> list[int]:
    """The process one path and one month at a time, as one would first write it."""
    rng, counts = random.Random(seed), [0] * 6
    table, n = c.tables.values[0, draw].tolist(), 20
    breaks = age_table(c.break_hazard, AGES, c.months)[draw].tolist()
    relapses = age_table(c.relapse_hazard, AGES, c.months)[draw].tolist()
    v = c.sd**2 / (1 - c.phi**2)
    p = {k: float(getattr(c, k)[draw]) for k in (
        "theta_z", "theta_m", "theta_t", "talks_start", "talks_fail", "swing", "tilt", "front",
        "front_noise", "gain", "settle_ceasefire", "learning", "r_A", "r_B")}  # fmt: skip
    dA, dB, eB = (
        float(c.drain_A[draw, 0, 0]),
        float(c.drain_B[draw, 0, 0]),
        float(c.strength_B[draw, 0, 0]),
    )
    settle, truce = c.settle[draw].tolist(), c.truce[draw].tolist()
    sA, sB = float(c.sudden_A[draw, 0]), float(c.sudden_B[draw, 0])
    for _ in range(paths):
        phase, age, rA, rB, x, l, relapse, took = 0, 0, p["r_A"], p["r_B"], 0.0, 0.0, 1.0, False
        for t in range(c.months):
            y = [min(max(r * n - 1, 0), n - 1.0001) for r in (rA, rB)] + [
                min(max((x + 1) / 0.5, 0), 3.9999)
            ]
            i, j, k = int(y[0]), int(y[1]), int(y[2])
            f, g, h = y[0] - i, y[1] - j, y[2] - k
            cell = [0.0] * 4
            for u in (0, 1):
                for w in (0, 1):
                    for q in (0, 1):
                        part = (f if u else 1 - f) * (g if w else 1 - g) * (h if q else 1 - h)
                        for m in range(4):
                            cell[m] += part * table[i + u][j + w][k + q][m]
            own = (p["learning"] + 44) / (p["learning"] + 44 + t)
            z, m = own * cell[0] + (1 - own) * cell[2], own * cell[1] + (1 - own) * cell[3]
            war = phase <= 1
            lift = math.exp(p["theta_t"]) if phase == 1 else 1.0
            dz, dm = p["theta_z"] * (z - 0.2), p["theta_m"] * (m - 0.05)
            first = other = 0.0
            if war:
                first, other = settle[t] * lift * math.exp(dz), truce[t] * lift * math.exp(dm)
            elif phase == 2:
                first, other = p["settle_ceasefire"] * math.exp(dz), breaks[age] * math.exp(-dm)
            elif phase == 3:
                other = relapses[age] * relapse
            age += 1
            total = first + other
            if rng.random() < 1 - math.exp(-total):
                if rng.random() * total < first:
                    phase, relapse = 3, math.exp(-p["theta_m"] * max(z - 0.2, -1))
                elif war:
                    phase = 2
                else:
                    phase = 0
                age = 0
            l = c.phi * l + c.sd * rng.gauss(0, 1)
            if war and phase <= 1:
                burn = math.exp(c.psi * l - c.psi**2 * v / 2)
                swing = p["swing"] * rng.gauss(0, 1)
                a, b = rA - dA * burn + swing, rB - dB * burn - swing
                cA = 1.0 if a <= 0 else math.exp(-2 * rA * a / p["swing"] ** 2)
                cB = 1.0 if b <= 0 else math.exp(-2 * rB * b / p["swing"] ** 2)
                balance = rA - eB * rB
                hA, hB = sA * math.exp(-p["tilt"] * balance), sB * math.exp(p["tilt"] * balance)
                if rng.random() < 1 - (1 - cA) * (1 - cB):
                    phase = 4 if rng.random() * (cA + cB) < cA else 5
                elif rng.random() < 1 - math.exp(-hA - hB):
                    phase = 4 if rng.random() * (hA + hB) < hA else 5
                x += p["front"] * balance + p["front_noise"] * rng.gauss(0, 1)
                rA, rB = min(a, 1.0), min(b, 1.0)
            elif phase in (2, 3):
                rA, rB = min(rA + p["gain"], 1.0), min(rB + p["gain"], 1.0)
            if phase == 0 and rng.random() < p["talks_start"]:
                phase = 1
            elif phase == 1 and rng.random() < p["talks_fail"]:
                phase = 0
            if t == 0 and phase <= 2 and rng.random() < 0.7:
                took, phase = True, 1 if phase == 0 else phase
            if t == 1 and took and phase == 0 and rng.random() < 0.5:
                phase = 1
            if phase >= 4:
                break
        counts[phase] += 1
    return counts


def numpy_peer(c: Course, paths: int, seed: int) -> np.ndarray:
    """The process for all paths at once, month by month; everything computed for every path."""
    row = np.repeat(np.arange(c.draws), paths)
    n, N, g = len(row), 20, np.random.default_rng(seed)
    d = SimpleNamespace(**{k: getattr(c, k)[row] for k in (
        "theta_z", "theta_m", "theta_t", "talks_start", "talks_fail", "swing", "tilt", "front",
        "front_noise", "gain", "settle_ceasefire", "learning", "r_A", "r_B")})  # fmt: skip
    table = c.tables.values[0]
    breaks, relapses = (age_table(h, AGES, c.months) for h in (c.break_hazard, c.relapse_hazard))
    phase, age = np.zeros(n, int), np.zeros(n, int)
    rA, rB, x, l = d.r_A.copy(), d.r_B.copy(), np.zeros(n), np.zeros(n)
    relapse, took, v = np.ones(n), np.zeros(n, bool), c.sd**2 / (1 - c.phi**2)
    for t in range(c.months):
        a, b = np.clip(rA * N - 1, 0, N - 1.0001), np.clip(rB * N - 1, 0, N - 1.0001)
        k = np.clip((x + 1) / 0.5, 0, 3.9999)
        i, j, o = a.astype(int), b.astype(int), k.astype(int)
        a, b, k = (a - i)[:, None], (b - j)[:, None], (k - o)[:, None]
        cell = 0
        for u, p in ((0, 1 - a), (1, a)):
            for w, q in ((0, 1 - b), (1, b)):
                for y, r in ((0, 1 - k), (1, k)):
                    cell = cell + p * q * r * table[row, i + u, j + w, o + y]
        own = (d.learning + 44) / (d.learning + 44 + t)
        z, m = own * cell[:, 0] + (1 - own) * cell[:, 2], own * cell[:, 1] + (1 - own) * cell[:, 3]
        dz, dm = d.theta_z * (z - 0.2), d.theta_m * (m - 0.05)
        war, calm, done = phase <= 1, phase == 2, phase == 3
        lift = np.where(phase == 1, np.exp(d.theta_t), 1)
        first = np.where(calm, d.settle_ceasefire, 0) * np.exp(dz)
        first = np.where(war, c.settle[row, t] * lift * np.exp(dz), first)
        other = np.where(done, relapses[row, age] * relapse, 0)
        other = np.where(calm, breaks[row, age] * np.exp(-dm), other)
        other = np.where(war, c.truce[row, t] * lift * np.exp(dm), other)
        total = first + other
        hit = g.random(n) < -np.expm1(-total)
        signs = hit & (g.random(n) * total < first)
        rest = hit & ~signs
        relapse = np.where(signs, np.exp(-d.theta_m * np.maximum(z - 0.2, -1)), relapse)
        age = np.where(hit, 0, age + 1)
        phase = np.where(signs, 3, np.where(rest & war, 2, np.where(rest, 0, phase)))
        fights = war & (phase <= 1)
        l = c.phi * l + c.sd * g.standard_normal(n)
        burn, swing = np.exp(c.psi * l - c.psi**2 * v / 2), d.swing * g.standard_normal(n)
        na = rA - c.drain_A[row, 0, t] * burn + swing
        nb = rB - c.drain_B[row, 0, t] * burn - swing
        with np.errstate(over="ignore"):
            cA = np.where(na <= 0, 1, np.exp(-2 * rA * np.maximum(na, 0) / d.swing**2))
            cB = np.where(nb <= 0, 1, np.exp(-2 * rB * np.maximum(nb, 0) / d.swing**2))
        balance = c.strength_A[row, 0, t] * rA - c.strength_B[row, 0, t] * rB
        hA = c.sudden_A[row, t] * np.exp(-d.tilt * balance)
        hB = c.sudden_B[row, t] * np.exp(d.tilt * balance)
        crossed = fights & (g.random(n) < 1 - (1 - cA) * (1 - cB))
        sudden = fights & ~crossed & (g.random(n) < -np.expm1(-hA - hB))
        is_A = g.random(n) < np.where(crossed, cA / np.maximum(cA + cB, 1e-300), hA / (hA + hB))
        x = x + fights * (d.front * balance + d.front_noise * g.standard_normal(n))
        rests = (phase == 2) | (phase == 3)
        rA, rB = (
            np.minimum(np.where(fights, new, np.where(rests, old + d.gain, old)), 1)
            for new, old in ((na, rA), (nb, rB))
        )
        phase = np.where(crossed | sudden, np.where(is_A, 4, 5), phase)
        u = g.random(n)
        begin, end = (
            (phase == 0) & (u < d.talks_start),
            (phase == 1) & (u < d.talks_fail),
        )
        phase = np.where(begin, 1, np.where(end, 0, phase))
        if t < 2:
            held = (g.random(n) < (0.7, 0.5)[t]) & (phase <= 2) & (took | (t == 0))
            took |= held
            phase = np.where(held & (phase == 0), 1, phase)
    return np.bincount(phase, minlength=6)


def best(work, times: int = 3) -> float:
    """Shortest of a few runs, in seconds."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return min(spent)


def peers() -> dict[str, float]:
    """Path-months a second of the three ways, one thread each, and their chances at the end."""
    months, draws = 120, 50
    c = make(draws, months)
    simulate(c, 10, method="compiled")
    start = time.perf_counter()
    counts = [python_peer(c, k, 40, k) for k in range(draws)]
    python = draws * 40 * months / (time.perf_counter() - start)
    start = time.perf_counter()
    vector = numpy_peer(c, 1000, 3)
    numpy = draws * 1000 * months / (time.perf_counter() - start)
    found = simulate(c, 20_000, threads=1, every=0)
    ours = draws * 20_000 * months / best(lambda: simulate(c, 20_000, threads=1, every=0))
    for name, v in (
        ("python", np.sum(counts, 0) / (40 * draws)),
        ("numpy", vector / (1000 * draws)),
        ("ours", found.shares()[:, -1].mean(0)),
    ):
        print(f"  {name:7}" + "  ".join(f"{p:.3f}" for p in v))
    print(f"  path-months a second: python {python:,.0f}, numpy {numpy:,.0f}, ours {ours:,.0f}")
    return {"python_ratio": ours / python, "numpy_ratio": ours / numpy}


def million() -> dict[str, float]:
    """A million paths of 120 months on two threads and on one; the generator's floor beside it."""
    c = make(500, 120)
    two = best(lambda: simulate(c, 2000, threads=2, every=0))
    one = best(lambda: simulate(c, 2000, threads=1, every=0))
    same = simulate(c, 200, threads=1).sums.tobytes() == simulate(c, 200, threads=2).sums.tobytes()
    assert same, "results depend on threads"
    return {"million_paths_s": two, "second_thread": one / two, "generator_floor_s": floor()}


def floor() -> float:
    """Seconds to draw four words a month, a million paths of 120 months, one thread."""
    from numba import njit

    from parley.models.course.kernels_paths import mix

    @njit
    def draw(keys, months):
        total = np.uint64(0)
        for key in keys:
            for t in range(months * 4):
                total ^= mix(key + np.uint64(t))
        return total

    keys = chance.keys(1, 0, np.arange(1_000_000))
    draw(keys[:2], 2)
    return best(lambda: draw(keys, 120))


def whatif() -> float:
    """Both scenarios of one lever, 500 draws x 200 paths x 60 months, tables made; milliseconds."""
    c = make(500, 60)
    less = replace(c, drain_B=c.drain_B * 0.8, strength_B=c.strength_B * 1.1)
    simulate(c, 1, method="compiled")
    both = (c, less)
    return 1000 * best(lambda: [simulate(v, 200, every=0) for v in both], 5)


def cold() -> float:
    """Seconds of a new process without compiled cache: 10,000 paths of 120 months from a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "parameters.yaml"
        path.write_text(PARAMETERS)
        code = "from parley.cli import main; main()"
        call = [sys.executable, "-c", code, "course", str(path), "--paths", "10000", "--json"]
        env = {**os.environ, "NUMBA_CACHE_DIR": folder}
        return best(lambda: subprocess.run(call, check=True, capture_output=True, env=env), 2)


def joined(draws: int = 500, fields: int = 100) -> float:
    """Fighting on, ms a draw: 3 regimes, beliefs now and converged, 4 parties, 243 packages."""
    from parley.models.deals.surplus import surplus_on_grid

    g = np.random.default_rng(2)
    burn, skew = burn_moments(0.76, 0.78, 0.5)
    at = np.arange(draws) % fields

    def lognormal(median, factor):
        return median * np.exp(np.log(factor) * g.standard_normal(fields))

    base = Field(
        lognormal(0.006, 1.35), lognormal(0.006, 1.35), lognormal(0.03, 1.2),
        1 / lognormal(60, 1.4), 0.0007, 0.0007, lognormal(2, 1.5), 1.0, 1.0,
        g.uniform(0, 0.02, fields), burn, skew,
    )  # fmt: skip
    regimes = [base, replace(base, drain_B=base.drain_B * 1.15, strength_B=base.strength_B * 0.85)]
    regimes.append(replace(base, drain_A=base.drain_A * 0.9))
    weights = g.dirichlet(np.ones(5), (draws, 4))
    options = g.uniform(0, 1, (draws, 4, 5, 3))
    packages = np.stack(np.meshgrid(*[range(3)] * 5, indexing="ij"), -1).reshape(-1, 5)
    u = sum(weights[:, :, k, None] * options[:, :, k, packages[:, k]] for k in range(5))
    u = np.ascontiguousarray(u.transpose(0, 2, 1))
    needs = np.zeros((243, 4), bool)
    needs[:, :2] = True
    needs[:, 2], needs[:, 3] = packages[:, 2] > 0, packages[:, 4] > 0
    stakes = Stakes(
        ("A", "B", None, None), u[:, 0], u[:, -1], u[:, 121], slope=[[0.2, -0.2, 0, 0]] * draws,
        cost=g.uniform(0, 0.005, (draws, 4)), kappa=1.0,
    )  # fmt: skip
    lean = np.where((packages[:, 0] == 1)[:, None], stakes.slope[0], 0.0)

    def work(n: int) -> None:
        part = Stakes(stakes.sides, *(getattr(stakes, k)[:n] for k in (
            "A_falls", "B_falls", "now", "slope", "cost", "kappa")))  # fmt: skip
        for regime in regimes:
            few = Field(*regime.table()[: min(n, fields)].T)
            values = fighting(stack(few, *few.believed(0.0005, 0.0005))).values
            three = tuple(Pieces(v, 20, "") for v in np.split(values, 3))
            for beliefs in (three, three[0]):
                R = fighting_on(beliefs, part, FRONTS, field_of=at[:n])
                slopes = np.broadcast_to(lean, (n, *lean.shape))
                surplus_on_grid(u[:n], needs, R, slopes=slopes, fronts=FRONTS)

    work(80)
    return 1000 * best(lambda: work(draws), 2) / draws


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object last")
    arguments = parser.parse_args()
    figures = peers()
    print("peers done", flush=True)
    figures.update(million())
    figures["whatif_100k_ms"] = whatif()
    figures["cold_10k_s"] = cold()
    figures["fighting_on_ms_per_draw"] = joined()
    figures = {k: float(f"{v:.4g}") for k, v in figures.items()}
    for name, value in figures.items():
        print(f"{name:26}{value:>12}")
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    if arguments.json:
        print(json.dumps({"figures": figures, "machine": machine}))


if __name__ == "__main__":
    main()

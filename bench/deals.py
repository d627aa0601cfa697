"""Speed of the deals engine, NegMAS beside it, and agreement with outside domains (`--check`).

NegMAS is AGPL and no dependency: it runs in a throw-away environment, made on the first run under
the system's temporary folder (or named by PARLEY_NEGMAS, a Python that can import it). Where it
cannot be had, ratios are null. Ratios are peer time over ours, both in this run; our times are the
best of several after one warm-up, the peer's are single runs (they take seconds).
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

import numpy as np  # noqa: E402

PEER_VERSION = "negmas==0.16.0"
PEER = r"""
import json, sys, time
import numpy as np
from negmas.outcomes import make_issue, make_os
from negmas.preferences import LinearAdditiveUtilityFunction, TableFun
from negmas.preferences.ops import pareto_frontier, nash_points, kalai_points
from negmas.preferences.ops import pareto_frontier_numpy
tables, what = json.load(sys.stdin)
issues = [make_issue([str(o) for o in range(len(t[0]))], name=str(k)) for k, t in enumerate(tables)]
space = make_os(issues)
parties = len(tables[0])
ufuns = [
    LinearAdditiveUtilityFunction(
        [TableFun({str(o): float(v) for o, v in enumerate(t[p])}) for t in tables],
        weights=[1.0] * len(tables), outcome_space=space, reserved_value=0.0)
    for p in range(parties)]
out = {}
if "worths" in what:
    start = time.perf_counter()
    outcomes = list(space.enumerate_or_sample())
    worths = np.array([[float(u(o)) for u in ufuns] for o in outcomes])
    out["worths_s"] = time.perf_counter() - start
else:
    grids = [np.asarray(t, float).T for t in tables]
    worths = grids[0]
    for g in grids[1:]:
        worths = (worths[:, None] + g[None]).reshape(-1, parties)
if "frontier" in what:
    start = time.perf_counter()
    out["points"] = len(pareto_frontier_numpy(worths))
    out["frontier_s"] = time.perf_counter() - start
if "scenario" in what:
    start = time.perf_counter()
    front, _ = pareto_frontier(ufuns, outcomes=None, issues=issues, sort_by_welfare=True)
    nash_points(ufuns, front, outcome_space=space)
    kalai_points(ufuns, front, outcome_space=space)
    out["scenario_s"] = time.perf_counter() - start
print(json.dumps(out))
"""


def main() -> None:
    """Run and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object last")
    parser.add_argument("--check", action="store_true", help="only compare with outside domains")
    parser.add_argument("--no-peer", action="store_true", help="leave NegMAS out")
    options = parser.parse_args()
    if options.check:
        raise SystemExit(check())
    figures, notes = run(peer=None if options.no_peer else peer_python())
    report = {"figures": figures, "notes": notes, "machine": machine()}
    if options.json:
        print(json.dumps(report))
    else:
        for name, value in (figures | notes).items():
            print(f"{name:32} {value if value is None else format(value, '.4g')}")
        print(json.dumps(report["machine"]))


def run(peer: str | None) -> tuple[dict[str, float | None], dict[str, float | None]]:
    """Our times, the peer's, and ratios."""
    from parley.models.deals.enumeration import worths_of_all
    from parley.models.deals.merge import frontier_ticks
    from parley.models.deals.model import make_model
    from parley.models.deals.nondominated import nondominated
    from parley.models.deals.queries import best_improvement
    from parley.models.deals.scores import score

    rng = np.random.default_rng(1)
    two, three, four = (rng.random((6, n, 10)) for n in (2, 3, 4))
    models = {n: make_model(list(t), [0.0] * n) for n, t in ((2, two), (3, three), (4, four))}
    worths = {n: worths_of_all(m) for n, m in models.items()}
    ours = {
        "worths_2x1e6": best(lambda: worths_of_all(models[2])),
        "frontier_2x1e6": best(lambda: nondominated(worths[2])),
        "frontier_3x1e6": best(lambda: nondominated(worths[3])),
        "frontier_4x1e6": best(lambda: nondominated(worths[4])),
        "scenario_2x1e6_merge": best(lambda: scenario(two), 20),
    }
    peers = {
        "worths_2x1e6": ask(peer, two, "worths").get("worths_s"),
        "frontier_2x1e6": ask(peer, two, "frontier").get("frontier_s"),
        "frontier_3x1e6": ask(peer, three, "frontier").get("frontier_s"),
        "frontier_4x1e6": ask(peer, four, "frontier").get("frontier_s"),
        "scenario_2x1e6_merge": ask(peer, two, "scenario").get("scenario_s"),
    }
    figures: dict[str, float | None] = {
        f"{k}_ratio": None if peers[k] is None else peers[k] / ours[k] for k in ours
    }
    for n, opposed in ((2, False), (2, True), (3, False), (4, False), (4, True)):
        tables = hundred_points(rng, n, opposed) if n > 2 else continuous(rng, n, opposed)
        scores = score(make_model(tables, [0] * n))
        name = f"merge_1e15_{n}p{'_opposed' if opposed else ''}_ms"
        figures[name] = 1000 * best(lambda s=scores: frontier_ticks(s))
    big = make_model(list(rng.random((15, 6, 10))), [0.0] * 6)
    draft = tuple(int(o) for o in rng.integers(0, 10, 15))
    figures["improve_1e15_6p_ms"] = 1000 * best(lambda: best_improvement(big, draft))
    figures["draws_1000_s"] = best(lambda: thousand_draws(rng), 2)
    figures["cold_cli_s"] = cold_cli()
    speed = bandwidth()
    notes: dict[str, float | None] = {f"{k}_our_ms": 1000 * v for k, v in ours.items()}
    notes |= {f"{k}_peer_ms": None if v is None else 1000 * v for k, v in peers.items()}
    notes["bandwidth_gb_s"] = speed
    for n in (2, 3, 4):
        moved = 8.0 * n * 1e6
        notes[f"bytes_that_must_move_{n}x1e6"] = moved
        notes[f"least_ms_{n}x1e6"] = 1000 * moved / (speed * 1e9)
    return figures, notes


def scenario(tables: np.ndarray) -> object:
    """From worths to frontier, Nash and Kalai deal, nothing kept from earlier calls."""
    from parley.models.deals.merge import frontier
    from parley.models.deals.model import make_model
    from parley.models.deals.solutions import solve

    model = make_model(list(tables), [0.0, 0.0])
    return solve(model, frontier(model), concepts=("nash", "kalai"))


def best(call: object, times: int = 5) -> float:
    """Best of several timed calls after a warm-up."""
    call()
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def continuous(rng: np.random.Generator, parties: int, opposed: bool) -> list[np.ndarray]:
    """Fifteen issues of ten options, uniform worths; opposed: parties rank options contrarily."""
    tables = rng.random((15, parties, 10))
    if opposed:
        tables.sort(axis=2)
        tables[:, 1:] = tables[:, 1:, ::-1]
    return list(tables)


def hundred_points(rng: np.random.Generator, parties: int, opposed: bool) -> list[np.ndarray]:
    """Fifteen issues of ten options; each party's best options sum to about 100 whole points."""
    share = rng.dirichlet(np.ones(15), parties)
    tables = rng.random((15, parties, 10))
    if opposed:
        tables.sort(axis=2)
        tables[:, 1::2] = tables[:, 1::2, ::-1]
    tables /= tables.max(axis=2, keepdims=True)
    return list(np.rint(100 * share.T[:, :, None] * tables).astype(int))


def thousand_draws(rng: np.random.Generator) -> int:
    """Frontier of 1000 draws of weights, three parties, 15,625 packages."""
    from parley.models.deals.model import make_model
    from parley.models.deals.uncertainty import Spreads, drawn_frontiers

    model = make_model(list(rng.random((6, 3, 5))), [0.0] * 3)
    return len(drawn_frontiers(model, Spreads(dirichlet=20), draws=1000, rng=rng))


def cold_cli() -> float:
    """Seconds of `parley deals FILE --json` on a small scenario in a new process."""
    scenario = {
        "issues": [{"name": f"i{k}", "values": list("abcd")} for k in range(4)],
        "tables": np.random.default_rng(2).integers(0, 25, (4, 3, 4)).tolist(),
        "reserved_values": [40, 40, 40],
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.json"
        path.write_text(json.dumps(scenario))
        command = [sys.executable, "-c", "from parley.cli import main; main()", "deals", str(path)]
        env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        seconds = []
        for _ in range(3):
            start = time.perf_counter()
            subprocess.run([*command, "--json"], check=True, capture_output=True, env=env)
            seconds.append(time.perf_counter() - start)
    return min(seconds)


def bandwidth() -> float:
    """Bytes a second that copying moves here (read and written), in GB/s."""
    source = np.ones(32_000_000)
    target = np.empty_like(source)
    return 2 * source.nbytes / best(lambda: np.copyto(target, source)) / 1e9


def peer_python() -> str | None:
    """A Python with NegMAS, made in a throw-away environment; None when it cannot be."""
    named = os.environ.get("PARLEY_NEGMAS")
    if named:
        return named
    folder = Path(tempfile.gettempdir()) / "parley-bench-negmas"
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        print(f"installing {PEER_VERSION} in {folder} ...", file=sys.stderr)
        made = subprocess.run([sys.executable, "-m", "venv", str(folder)], check=False)
        got = (
            made.returncode == 0
            and subprocess.run(
                [str(python), "-m", "pip", "install", "-q", PEER_VERSION],
                check=False,
                capture_output=True,
            ).returncode
            == 0
        )
        if not got:
            print("NegMAS cannot be had here: ratios are null", file=sys.stderr)
            return None
        (folder / "ready").touch()
    return str(python)


def ask(python: str | None, tables: np.ndarray, *what: str) -> dict[str, float]:
    """Times of the peer on the same tables."""
    if python is None:
        return {}
    text = json.dumps([tables.tolist(), what])
    done = subprocess.run(
        [python, "-W", "ignore", "-c", PEER],
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"peer failed on {what}: {done.stderr[-400:]}", file=sys.stderr)
        return {}
    return json.loads(done.stdout.splitlines()[-1])


def machine() -> dict[str, object]:
    """What this ran on."""
    import numba
    import scipy

    return {
        "platform": platform.platform(),
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "numba": numba.__version__,
        "scipy": scipy.__version__,
        "peer": PEER_VERSION,
    }


def check() -> int:
    """Compare every outside domain with its reference; the exit code counts the differences."""
    from parley.models.deals.formats import read_scenario
    from parley.models.deals.merge import frontier
    from parley.models.deals.solutions import rational_part, solve
    from parley.models.deals.zone import agreement_zone

    shared = Path(os.environ.get("PARLEY_SHARED", ROOT.parent / "shared")) / "data" / "deals"
    if not shared.is_dir():
        print(f"no outside domains at {shared}; set PARLEY_SHARED")
        return 0
    wrong = 0
    for path in sorted(shared.glob("*/negmas_reference.json")):
        reference = json.loads(path.read_text())
        block = reference.get("genius_scale", reference)
        expected = block["enumeration_check"]
        given = reference | {"tables": block["tables"]}
        model, _ = read_scenario(json.dumps(given), ".json")
        zone, whole = agreement_zone(model), frontier(model)
        front, solved = rational_part(model, whole), solve(model, whole)
        total = solved["utilitarian"]
        seen = {
            "rational_outcomes": zone.rational,
            "pareto_points": len(front.counts),
            "pareto_outcomes_with_ties": front.n_packages,
            "nash": solved["nash"] and solved["nash"].worths,
            "kalai": solved["kalai"] and solved["kalai"].worths,
            "max_welfare": total and sum(total.worths),
        }
        truth = in_fractions(block["tables"])
        for key, value in seen.items():
            same = np.allclose(value, expected[key], rtol=0, atol=1e-9)
            if not same:
                print(f"{path.parent.name}: {key} is {value}, the reference has {expected[key]}")
            if not same and truth.get(key) == value:
                print(f"{path.parent.name}: exact fractions give {value}; floats added up differ")
            else:
                wrong += not same
        wrong += check_xml(path.parent, model)
    print(f"{wrong} differences")
    return min(wrong, 99)


def in_fractions(tables: list[list[list[float]]]) -> dict[str, int]:
    """Frontier of two parties by exact arithmetic, listing all deals; empty where that is too much.

    Worths are read as the simplest fractions near the floats, as evaluations over their maximum
    times a weight are, and put over one denominator.
    """
    from fractions import Fraction
    from math import lcm, prod

    whole = [[[Fraction(x).limit_denominator(10**5) for x in p] for p in t] for t in tables]
    unit = lcm(*(x.denominator for t in whole for p in t for x in p))
    if len(tables[0]) != 2 or prod(len(t[0]) for t in tables) > 10**6 or unit > 2**40:
        return {}
    sums = np.zeros((1, 2), np.int64)
    for t in whole:
        parts = np.array([[int(x * unit) for x in p] for p in t]).T
        sums = (sums[:, None] + parts[None]).reshape(-1, 2)
    order = np.lexsort((-sums[:, 1], -sums[:, 0]))
    rows = sums[order]
    keep = rows[:, 1] > np.append(-1, np.maximum.accumulate(rows[:, 1])[:-1])
    best = {tuple(r) for r in rows[keep].tolist()}
    ties = sum(tuple(r) in best for r in sums.tolist())
    return {"pareto_points": len(best), "pareto_outcomes_with_ties": ties}


def check_xml(folder: Path, model: object) -> int:
    """Genius XML of a domain against the tables of its reference."""
    from parley.models.deals.genius import read_genius

    files = sorted(folder.glob("*.xml"))
    if not files:
        return 0
    domains = [f for f in files if is_domain(f)]
    profiles = [f for f in files if f not in domains][: model.n_parties]
    try:
        read = read_genius(
            domains[0].read_text("utf-8-sig"), [p.read_text("utf-8-sig") for p in profiles]
        )
    except Exception as error:
        print(f"{folder.name}: XML is not read: {error}")
        return 1
    pairs = [
        (np.asarray(read.tables[k], float), np.asarray(t, float))
        for i, t in zip(model.issues, model.tables, strict=True)
        for k, own in enumerate(read.issues)
        if own.name == i.name
    ]
    off = min(distance(pairs, order) for order in orders(read.n_parties))
    if off > 1e-9 or len(pairs) != len(read.issues):
        print(f"{folder.name}: worths from XML differ by {off:.2g}")
        return 1
    return 0


def distance(pairs: list[tuple[np.ndarray, np.ndarray]], order: tuple[int, ...]) -> float:
    """Largest difference of worths once each party's best deals are scaled alike.

    The scale matters where the reference adds an issue of one option for a missing index.
    """
    ours = [a[list(order)] for a, _ in pairs]
    scale = sum(b.max(axis=1) for _, b in pairs) / sum(a.max(axis=1) for a in ours)
    return max(
        float(np.abs(a * scale[:, None] - b).max()) for a, (_, b) in zip(ours, pairs, strict=True)
    )


def is_domain(path: Path) -> bool:
    """Whether an XML file is the domain rather than a profile."""
    text = path.read_text("utf-8-sig")
    return "<weight" not in text or "negotiation_template" in text


def orders(n: int) -> list[tuple[int, ...]]:
    """Orders of parties: files are named in no fixed way."""
    from itertools import permutations

    return list(permutations(range(n)))


if __name__ == "__main__":
    main()

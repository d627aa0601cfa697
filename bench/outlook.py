"""The joined run at the default size: `python bench/outlook.py [--json] [--skip-large]`.

On the dossier in examples/budapest: full_cold_s, a new process with an empty cache of compiled
code, from loading the folder to the document; full_warm_s, the shortest of three further runs in
one process; relever_ms, one lever set otherwise on a prepared run, its values and paths; rss_mb,
peak memory; mc_error_points, the largest Monte Carlo error of an outcome's chance, in points;
large_s, the same outlook on an invented record of 20 parties, 30 issues and 15 levers.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "examples" / "budapest" / "dossier"
PARTIES, ISSUES, LEVERS = 20, 30, 15
ONCE = (
    "import sys; from parley.dossier.store import load; from parley.outlook import run; "
    "run(load(sys.argv[1]).reviewed())"
)


def large() -> Any:
    """A record of 20 parties (3 fight on each side), 30 issues and 15 levers."""
    from parley.dossier.schema import Dossier

    parties = [f"p{k:02}" for k in range(PARTIES)]
    issues = [
        {
            "id": f"i{k:02}", "question": f"Question {k}?", "now": "o1",
            "demand_class": "territory" if k == 0 else "other",
            "options": [{"id": f"o{n}", "label": f"option {n}"} for n in range(4)],
            "holders": [parties[6 + k % 4]] if k % 3 == 2 else [],
        }
        for k in range(ISSUES)
    ]  # fmt: skip
    positions = [
        {"id": f"{p}-{i['id']}", "party": p, "issue": i["id"], "preferred": f"o{(n + k) % 4}"}
        for n, p in enumerate(parties) for k, i in enumerate(issues) if (n + 2 * k) % 5 < 2
    ]  # fmt: skip
    kinds, states = ("arms", "sanctions", "trade"), ("active", "on_hold", "threatened")
    levers = [
        {
            "id": f"l{k:02}", "holder": parties[6 + k % 10], "target": parties[k % 6],
            "instrument": kinds[k % 3], "state": states[k // 3 % 3], "name": f"lever {k}",
        }
        for k in range(LEVERS)
    ]  # fmt: skip
    return Dossier.model_validate({
        "process": {"title": "large", "sides": [parties[:3], parties[3:6]], "as_of": "2024-05-02"},
        "parties": [{"id": p, "name": p, "kind": "state"} for p in parties],
        "issues": issues,
        "positions": positions,
        "levers": levers,
    })  # fmt: skip


def seconds(call: Any) -> tuple[float, Any]:
    """Wall-clock seconds of a call, and what it returned."""
    start = time.perf_counter()
    made = call()
    return time.perf_counter() - start, made


def cold() -> float:
    """Seconds of a whole outlook in a new process without compiled code."""
    with tempfile.TemporaryDirectory() as cache:
        env = {**os.environ, "NUMBA_CACHE_DIR": cache, "PYTHONPATH": str(ROOT / "src")}
        env.setdefault("NUMBA_THREADING_LAYER", "workqueue")
        call = [sys.executable, "-c", ONCE, str(FOLDER)]
        return seconds(lambda: subprocess.run(call, env=env, check=True))[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print only the closing object")
    parser.add_argument("--skip-large", action="store_true", help="leave out the large record")
    args = parser.parse_args()
    os.environ.setdefault("NUMBA_THREADING_LAYER", "workqueue")
    cold_s = cold()

    from parley.dossier.store import load
    from parley.outlook import run
    from parley.outlook.joined import Size, prepare
    from parley.outlook.scenarios import alternative, scene

    dossier = load(FOLDER).reviewed()
    run(dossier)
    warm_s, outlook = min((seconds(lambda: run(dossier)) for _ in range(3)), key=lambda t: t[0])
    joined = prepare(dossier, Size())
    moved = [(x.id, a) for x in joined.coding.levers if (a := alternative(x)) is not None]
    relever = {
        key: min(seconds(lambda s={key: state}: scene(joined, s))[0] for _ in range(3))
        for key, state in moved
    }
    errors = [n.mc_error or 0.0 for row in outlook.outcomes.values() for n in row.values()]
    figures = {
        "full_warm_s": round(warm_s, 2),
        "full_cold_s": round(cold_s, 2),
        "relever_ms": round(1e3 * max(relever.values())),
        "mc_error_points": round(100 * max(errors), 3),
    }
    if not args.skip_large:
        figures["large_s"] = round(seconds(lambda: run(large()))[0], 2)
    per_mb = 2**20 if sys.platform == "darwin" else 2**10
    figures["rss_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / per_mb)
    machine = (
        f"{platform.machine()} {platform.system()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )
    if not args.json:
        print(f"{machine}\noutlook on {FOLDER.parent.name}, {outlook.draws} x {outlook.paths}:")
        for key, value in sorted(relever.items()):
            print(f"  {key} set otherwise: {1e3 * value:.0f} ms")
        for key, value in figures.items():
            print(f"  {key}: {value}")
    print(json.dumps({"figures": figures, "machine": machine}))


if __name__ == "__main__":
    main()

"""A brief from a report, as a user runs it: `python bench/brief.py [--json]`.

cold_s: a new process with an empty cache of compiled code; warm_s: the next process, with that
cache filled; rss_mb: the larger peak memory of the two; help_s: median of five `parley --help`.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "examples" / "budapest" / "report.txt"
CALL = "from parley.cli import main; main()"


def timed(args: list[str], cache: str) -> tuple[float, float]:
    """Run `parley ARGS` in a new process: wall-clock seconds and peak memory in MB."""
    env = {**os.environ, "NUMBA_CACHE_DIR": cache, "PYTHONPATH": str(ROOT / "src")}
    env.setdefault("NUMBA_THREADING_LAYER", "workqueue")
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", CALL, *args],
        env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    said = process.stderr.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode:
        sys.exit(f"parley {' '.join(args)}: exit {process.returncode}: {said.strip()}")
    per_mb = 2**20 if sys.platform == "darwin" else 2**10
    return time.perf_counter() - start, used.ru_maxrss / per_mb


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print only the closing object")
    parser.add_argument("--report", type=Path, default=REPORT)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        out = str(Path(cache) / "brief.html")
        call = ["brief", str(args.report), "--seed", "1", "-o", out]
        cold, rss_cold = timed(call, cache)
        warm, rss_warm = timed(call, cache)
        helps = [timed(["--help"], cache)[0] for _ in range(5)]
    figures = {
        "cold_s": round(cold, 2),
        "warm_s": round(warm, 2),
        "rss_mb": round(max(rss_cold, rss_warm)),
        "help_s": round(statistics.median(helps), 3),
    }
    machine = (
        f"{platform.machine()} {platform.system()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )
    if not args.json:
        print(f"{machine}\nbrief of {args.report.name}, default size:")
        print(f"  cold {cold:.1f} s, warm {warm:.1f} s, peak {figures['rss_mb']} MB")
        print(f"  parley --help: {figures['help_s']:.2f} s (median of {len(helps)})")
    print(json.dumps({"figures": figures, "machine": machine}))


if __name__ == "__main__":
    main()

"""Memory and time over a folder of many reports: one after another, and joined in one dossier.

Reports are made of sentences of our annotated ones with further sentences of their own, so that no
two count as copies. `--reports N` sets how many (10,000). Resident memory is read from the system.
"""

import argparse
import contextlib
import json
import os
import platform
import random
import sys
import tempfile
import time
from pathlib import Path

from parley.errors import ParleyError
from parley.reading import contract, read
from parley.reports import Report, gather

OURS = Path(__file__).parent.parent / "tests" / "reading" / "annotated"


def shelf(folder: Path, number: int) -> None:
    """Write the reports."""
    texts = [p.read_text(encoding="utf-8") for p in sorted(OURS.glob("*/*.txt"))]
    rng = random.Random(1)
    for n in range(number):
        lines = rng.choice(texts).split("\n")
        start = 2 + rng.randrange(max(1, len(lines) // 2))
        own = " ".join(
            f"Observer {rng.randrange(10**6)} counted {rng.randrange(10**6)} on road "
            f"{rng.randrange(10**6)}." for _ in range(14)
        )  # fmt: skip
        text = "\n".join([*lines[:2], *lines[start : start + 4], own])
        (folder / f"{n:06d}.txt").write_text(text, encoding="utf-8")


def resident() -> float:
    """Megabytes of memory this process holds now."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Print a table and, last, one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--json", action="store_true", help="only the JSON object")
    call = parser.parse_args()
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as place:
        shelf(Path(place), call.reports)
        start = time.process_time()
        kept: list[Report] = []
        for n, report in enumerate(gather([place]), 1):
            with contextlib.suppress(ParleyError):
                contract.to_json(read([report]))
            if n % max(1, call.reports // 5) == 0:
                figures[f"mb_after_{n}"] = round(resident(), 1)
                if not call.json:
                    print(f"{n:>8} reports read  {resident():8.1f} MB", file=sys.stderr)
        figures["one_by_one_s"] = round(time.process_time() - start, 1)
        start = time.process_time()
        kept = list(gather([place]))
        whole = read(kept)
        figures["joined_s"] = round(time.process_time() - start, 1)
        figures["joined_mb"] = round(resident(), 1)
        figures["joined_sources"] = len(whole.sources)
        figures["joined_entries"] = len(whole.entries())
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(json.dumps({"figures": figures, "machine": machine}))


if __name__ == "__main__":
    main()

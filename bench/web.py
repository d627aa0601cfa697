"""The workbench over a large record: `python bench/web.py [--json] [--seconds N]`.

The record is invented: 300 reports and 3,000 entries, made anew in a temporary folder. The server
is `parley serve` in a process of its own on loopback.

slowest_page_ms, the longest of the pages' shortest times of three, each made anew; kept_page_ms,
the same answered from memory; p99_ms and errors, of 50 requests at once for 30 seconds over every
page; slider_ms, the longest round trip of a lever moved to a place it had not been at; pdf_s, the
brief as PDF; largest_kb, the largest page as sent; models_ready_s, until every page is there.
"""

import argparse
import http.client
import json
import os
import platform
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
REPORTS, PARTIES, PEOPLE, ISSUES, LEVERS, MEETINGS = 300, 40, 200, 30, 60, 300
POSITIONS, CONSTRAINTS, PARALLELS, TOTAL = 1400, 60, 30, 3000
AT_ONCE = 50
NAME = "large"


def record() -> Any:
    """The invented record: every entry rests on a sentence of a report."""
    import hashlib

    from parley.dossier.schema import Dossier

    parties = [f"p{k:02}" for k in range(PARTIES)]
    counts = {
        "people": PEOPLE, "positions": POSITIONS, "levers": LEVERS, "constraints": CONSTRAINTS,
        "meetings": MEETINGS, "parallels": PARALLELS,
    }  # fmt: skip
    counts["assessments"] = TOTAL - PARTIES - ISSUES - sum(counts.values())
    made: dict[str, list[dict[str, Any]]] = {k: [] for k in counts}
    texts: list[list[str]] = [[] for _ in range(REPORTS)]

    def rests(words: str) -> list[dict[str, Any]]:
        n = rests.count % REPORTS  # type: ignore[attr-defined]
        rests.count += 1  # type: ignore[attr-defined]
        start = sum(len(t) + 2 for t in texts[n])
        texts[n].append(words)
        return [{"source": f"r{n:03}", "start": start, "end": start + len(words), "quote": words}]

    rests.count = 0  # type: ignore[attr-defined]

    def entry(key: str, words: str, **more: Any) -> dict[str, Any]:
        return {"id": key, "review": "proposed", "evidence": rests(words), **more}

    people = [
        {"id": p, "name": f"Party {p}", "kind": "state", "evidence": rests(f"Party {p} acts.")}
        for p in parties
    ]
    issues = [
        entry(
            f"i{k:02}", f"Question {k} divides them.", question=f"Question {k}?", now="o1",
            demand_class="territory" if k == 0 else "other",
            options=[{"id": f"o{n}", "label": f"option {n}"} for n in range(4)],
        )
        for k in range(ISSUES)
    ]  # fmt: skip
    for k in range(counts["people"]):
        made["people"].append(
            entry(f"h{k:03}", f"Minister {k} spoke.", name=f"Minister {k}",
                  party=parties[k % PARTIES]))  # fmt: skip
    for k in range(counts["positions"]):
        party, issue = parties[k % PARTIES], f"i{k // PARTIES % ISSUES:02}"
        made["positions"].append(
            entry(f"s{k:04}", f"Party {party} wants option {k % 4} on question {issue}, "
                  f"as it said in statement {k}.", party=party, issue=issue,
                  preferred=f"o{(k // PARTIES + k) % 4}", says=f"statement {k}",
                  as_of=f"2024-{1 + k % 12:02}-{1 + k % 28:02}"))  # fmt: skip
    kinds, states = ("arms", "sanctions", "trade"), ("active", "on_hold", "threatened")
    for k in range(counts["levers"]):
        made["levers"].append(
            entry(f"l{k:02}", f"Lever {k} may be used.", holder=parties[6 + k % 10],
                  target=parties[k % 6], instrument=kinds[k % 3], state=states[k // 3 % 3],
                  name=f"lever {k}"))  # fmt: skip
    for k in range(counts["meetings"]):
        held = k < counts["meetings"] - 6
        made["meetings"].append(
            entry(f"m{k:03}", f"Delegations meet for round {k}.", name=f"round {k}", kind="round",
                  status="held" if held else "planned",
                  date=f"2023-{1 + k % 12:02}-{1 + k % 28:02}" if held else None,
                  seats=[{"any_of": [parties[k % PARTIES]]},
                         {"any_of": [parties[(k * 7 + 3) % PARTIES]]}]))  # fmt: skip
    for k in range(counts["constraints"]):
        made["constraints"].append(
            entry(f"c{k:02}", f"Rule {k} binds.", kind="other", name=f"rule {k}",
                  binds=parties[k % PARTIES], meetings=[f"m{counts['meetings'] - 1 - k % 6:03}"]
                  if k < 6 else []))  # fmt: skip
    for k in range(counts["parallels"]):
        made["parallels"].append(entry(f"a{k:02}", f"As in war {k}.", name=f"War {k}"))
    for k in range(counts["assessments"]):
        made["assessments"].append(
            entry(f"e{k:04}", f"Minister {k} called the round {'useful' if k % 2 else 'empty'}.",
                  by=parties[k % PARTIES], polarity="positive" if k % 2 else "negative",
                  about=[f"m{k % counts['meetings']:03}"]))  # fmt: skip
    sources = []
    for n, sentences in enumerate(texts):
        text = "  ".join(sentences) + "\n\n" + f"Nothing else was said on day {n}. " * 30
        digest = hashlib.sha256(text.encode()).hexdigest()
        sources.append({"id": f"r{n:03}", "title": f"Report {n}", "date": "2024-05-02",
                        "sha256": digest, "text": text})  # fmt: skip
    process = {"title": "A large record", "sides": [parties[:3], parties[3:6]],
               "as_of": "2024-05-02", "type": "interstate", "started": "2021-03-01",
               "intensity": 5000}  # fmt: skip
    return Dossier.model_validate(
        {"process": process, "sources": sources, "parties": people, "issues": issues, **made}
    )


def pages() -> list[str]:
    """Every page, and some of the kinds of which there are many."""
    top = f"/p/{NAME}"
    own = [
        "",
        "/reader",
        "/reader/r000",
        "/reader/r150",
        "/dossier",
        "/dossier?kind=positions",
        "/dossier?kind=assessments&start=400",
        "/entries/positions/s0100",
        "/network",
        "/deals",
        "/moves",
        "/positions",
        "/positions?issue=i00",
        "/forecasts",
        "/brief",
        "/compare",
    ]
    return ["/", *(top + p for p in own)]


def ask(link: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    """Status and body of one request."""
    link.request("GET", path)
    answer = link.getresponse()
    return answer.status, answer.read()


def timed(link: http.client.HTTPConnection, path: str) -> tuple[float, int, int]:
    """Milliseconds, status and bytes of one request."""
    start = time.perf_counter()
    status, body = ask(link, path)
    return 1000 * (time.perf_counter() - start), status, len(body)


def ready(port: int, paths: list[str], patience: float = 900) -> None:
    """Wait until every page is there."""
    end = time.monotonic() + patience
    waiting = list(paths)
    while waiting and time.monotonic() < end:
        try:
            link = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
            if ask(link, waiting[0])[0] == 200:
                waiting.pop(0)
                continue
        except OSError:
            pass
        time.sleep(0.5)
    if waiting:
        raise SystemExit(f"{waiting[0]} did not come up")


def load(port: int, paths: list[str], seconds: float) -> tuple[list[float], int]:
    """Times in milliseconds of as many requests as `AT_ONCE` visitors make, and errors."""
    times: list[float] = []
    errors = [0]
    end = time.perf_counter() + seconds

    def visit(n: int) -> None:
        pick = random.Random(n)
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < end:
            try:
                took, status, _ = timed(link, pick.choice(paths))
                times.append(took)
                errors[0] += status != 200
            except OSError:
                errors[0] += 1
                link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    visitors = [threading.Thread(target=visit, args=(n,)) for n in range(AT_ONCE)]
    for v in visitors:
        v.start()
    for v in visitors:
        v.join()
    return times, errors[0]


def sliders(port: int) -> list[float]:
    """Round trips of levers moved to places they had not been at."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    out = []
    for n in range(12):
        path = f"/p/{NAME}/whatif?p.l{n % 6:02}={15 + 5 * n}"
        took, status, _ = timed(link, path)
        if status != 200:
            raise SystemExit(f"{path}: {status}")
        out.append(took)
    return out


def main() -> None:
    """Make the record, start the server, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seconds", type=float, default=30.0)
    args = parser.parse_args()
    from parley.dossier import store

    with tempfile.TemporaryDirectory() as folder:
        store.save(record(), Path(folder) / NAME)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-c", "from parley.cli import main; main()", "serve", folder,
                   "--port", str(port), "--unreviewed"]  # fmt: skip
        env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        server = subprocess.Popen(command, env=env)
        try:
            figures = measure(port, args.seconds, quiet=args.json)
        finally:
            server.terminate()
            server.wait(20)
    machine = f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
    print(json.dumps({"figures": figures, "machine": machine}))


def measure(port: int, seconds: float, *, quiet: bool) -> dict[str, float]:
    """Every figure."""
    paths = pages()
    start = time.monotonic()
    ready(port, paths)
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    ask(link, f"/p/{NAME}/levers")
    up = time.monotonic() - start
    warm: dict[str, float] = {}
    size: dict[str, int] = {}
    for path in paths:
        runs = [timed(link, path) for _ in range(5)]
        warm[path], size[path] = min(r[0] for r in runs), runs[0][2]
    fresh = {
        p: min(timed(link, f"{p}{'&' if '?' in p else '?'}fresh={n}")[0] for n in range(3))
        for p in paths
    }
    if not quiet:
        for path in paths:
            kb = size[path] / 1000
            print(f"{path:40} {warm[path]:8.1f} ms {fresh[path]:8.1f} ms new {kb:7.0f} kB")
    moved = sliders(port)
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    ask(link, f"/p/{NAME}/brief.pdf")
    pdf = min(timed(link, f"/p/{NAME}/brief.pdf")[0] for _ in range(2)) / 1000
    times, errors = load(port, paths, seconds)
    times.sort()
    return {
        "slowest_page_ms": round(max(fresh.values()), 1),
        "kept_page_ms": round(max(warm.values()), 1),
        "p99_ms": round(times[int(0.99 * len(times))], 1),
        "errors": errors,
        "requests": len(times),
        "slider_ms": round(max(moved), 1),
        "pdf_s": round(pdf, 2),
        "largest_kb": round(max(size.values()) / 1000),
        "models_ready_s": round(up, 1),
    }


if __name__ == "__main__":
    main()

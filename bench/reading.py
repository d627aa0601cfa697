"""Reading: speed, accuracy on annotated reports, and countries found in coded sentences.

`--predict DIR --out OUT` writes NAME.pred.json for each report of a folder and stops. Without it
the figures are measured: our own annotated reports (those looked at while writing the rules, and
those only scored), and, where the shared data is there, the coded PLOVER sentences.
"""

import argparse
import importlib.util
import json
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from parley.errors import ParleyError
from parley.reading import contract, read
from parley.reading.countries import countries
from parley.reports import from_text, load

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("PARLEY_SHARED", ROOT.parent / "shared"))
OURS = ROOT / "tests" / "reading" / "annotated"


def predict(folder: Path, out: Path) -> None:
    """Write NAME.pred.json for each report of a folder."""
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".txt", ".html", ".md") or not (
            path.with_suffix(".gold.json").exists() or path.name[:2].isdigit()
        ):
            continue
        try:
            found = contract.to_json(read([load(path)]))
        except ParleyError:
            found = contract.empty()
        target = out / f"{path.stem}.pred.json"
        target.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")


def scorer() -> Any:
    """The module score.py of the shared data, or None."""
    path = SHARED / "data" / "reading" / "score.py"
    if not path.exists():
        return None
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def accuracy(figures: dict[str, float], score: Any) -> None:
    """Micro-F1 and F1 by type on our annotated reports and on the shared ones."""
    folders = {
        "looked_at": OURS / "looked-at",
        "scored_only": OURS / "scored-only",
        "shared": SHARED / "data" / "reading",
    }
    print(f"{'':14}" + "".join(f"{name:>24}" for name in folders))
    rows: dict[str, list[str]] = {}
    for name, folder in folders.items():
        with tempfile.TemporaryDirectory() as out:
            predict(folder, Path(out))
            result = score.run(out, str(folder))[0]
        figures[f"f1_{name}"] = round(result["micro"]["F"], 3)
        for kind, v in [*result["types"].items(), ("ALL", result["micro"])]:
            rows.setdefault(kind, []).append(f"P {v['P']:.2f} R {v['R']:.2f} F1 {v['F']:.2f}")
    for kind, cells in rows.items():
        print(f"{kind:14}" + "".join(f"{c:>24}" for c in cells))


def plover(figures: dict[str, float]) -> None:
    """Countries of coded sentences found, and found in excess."""
    path = SHARED / "data" / "reading" / "PLOVER_GSR_CAMEO.txt"
    if not path.exists():
        print("PLOVER: no data under", SHARED, file=sys.stderr)
        return
    wrong = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM", "ISM": None, "IGO": None, "NGO": None,
             "IMG": None, "MNC": None, "HKG": None}  # fmt: skip
    hit = missed = extra = 0
    for record in json.loads(path.read_text(encoding="utf-8", errors="replace")):
        if "text" not in record or record.get("language") != "en":
            continue
        gold = set()
        for side in ("source", "target"):
            for actor in record.get(side) or ():
                code = actor.get("code") if isinstance(actor, dict) else None
                code = wrong.get(code, code)
                if code and len(code) == 3:
                    gold.add(code)
        found = countries(record["text"])
        hit += len(gold & found)
        missed += len(gold - found)
        extra += len(found - gold)
    figures["plover_country_recall"] = round(hit / max(1, hit + missed), 3)
    figures["plover_country_extra"] = extra


def speed(figures: dict[str, float]) -> None:
    """Reports of 500 words a second on one core, and seconds for a megabyte."""
    reports = [load(p) for p in sorted(OURS.glob("*/*.txt"))]
    words = sum(len(r.text.split()) for r in reports)
    for r in reports:
        read([r])
    start, rounds = time.perf_counter(), 3
    for _ in range(rounds):
        for r in reports:
            read([r])
    figures["reports_per_s"] = round(rounds * words / 500 / (time.perf_counter() - start), 1)
    long = "\n\n".join(r.text for r in reports)
    text = (long * (1_000_000 // len(long) + 1))[:1_000_000]
    start = time.perf_counter()
    read([from_text(text)])
    figures["one_mb_s"] = round(time.perf_counter() - start, 2)


def main() -> None:
    """Print a table and, last, one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--predict", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--json", action="store_true", help="only the JSON object")
    call = parser.parse_args()
    if call.predict:
        if call.out is None:
            parser.error("--predict needs --out")
        predict(call.predict, call.out)
        return
    figures: dict[str, float] = {}
    shown = sys.stdout
    if call.json:
        sys.stdout = sys.stderr
    score = scorer()
    if score is None:
        print("accuracy: no score.py under", SHARED, file=sys.stderr)
    else:
        accuracy(figures, score)
    plover(figures)
    speed(figures)
    sys.stdout = shown
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(json.dumps({"figures": figures, "machine": machine}))


if __name__ == "__main__":
    main()

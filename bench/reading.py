"""Reading: speed, and accuracy against annotated reports.

`--predict DIR --out OUT` writes NAME.pred.json for each report of a folder and stops.
"""

import argparse
import json
from pathlib import Path

from parley.errors import NoPeaceProcessError
from parley.reading import contract, read
from parley.reports import load


def predict(folder: Path, out: Path) -> None:
    """Write NAME.pred.json for each report of a folder."""
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".txt", ".html", ".md") or path.name == "README.md":
            continue
        try:
            found = contract.to_json(read([load(path)]))
        except NoPeaceProcessError:
            found = contract.empty()
        target = out / f"{path.stem}.pred.json"
        target.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--predict", type=Path)
    p.add_argument("--out", type=Path)
    a = p.parse_args()
    predict(a.predict, a.out)

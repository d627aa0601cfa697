"""Compare the shipped base rates with a refit and with the tables published beside the data.

The data do not ship; their folder is ../shared/data/history from the repository root, or under
PARLEY_SHARED. Figures: `cells` compared with the published tables, `differ` of them, `refit_differ`
rows that a refit writes otherwise than shipped, `refit_s`.
"""

import argparse
import csv
import json
import math
import os
import platform
import sys
import time
from pathlib import Path

from parley.history import load_cells, load_survival
from parley.history.classes import count
from parley.history.fit import fit_folder, table_text
from parley.history.tables import AGE_BANDS, ENDINGS, Cell, Survival

ROOT = Path(__file__).resolve().parent.parent
MONTHS = ("S1", "S3", "S6", "S12", "S24", "S60", "S120")
BANDS = ("yr1", "yr2", "yr3", "yr4-5", "yr6-10", "yr11+")
# Published group name: ours.
AGREEMENTS = {
    "all agreements": "all agreements",
    "full (pa_type1)": "full",
    "partial": "partial",
    "process": "process",
    "with ceasefire provision": "ceasefire provision",
    "without ceasefire provision": "no ceasefire provision",
    "ceasefire prov., not full": "ceasefire provision, not full",
    "ceasefire prov., full": "ceasefire provision, full",
    "with PKO provision": "peacekeeping provision",
    "no PKO provision": "no peacekeeping provision",
    "third party signed": "third party signed",
    "no third party sign": "no third party signed",
    "inclusive (all dyads)": "all opponents included",
    "dyadic": "some opponents included",
}
RECURRENCE = {
    "all dyad episodes": "all dyad episodes",
    "peace agreement": "peace agreement",
    "ceasefire": "ceasefire",
    "victory side A(gov)": "victory of side A (the government, mostly)",
    "victory side B": "victory of side B",
    "low activity": "low activity",
    "actor ceases": "a side ceases to exist",
    "interstate": "interstate",
    "intrastate": "civil",
    "internationalised": "internationalised",
    "peace agreement since 1990": "peace agreement since 1990",
    "ceasefire since 1990": "ceasefire since 1990",
    "low activity since 1990": "low activity since 1990",
}
TRANSITIONS = {
    "PA-X ceasefire -> next ceasefire text in same process (re-negotiation proxy)": (
        "ceasefire text to next ceasefire text"
    ),
    ".. substage Ceas": "ceasefire text (ceasefire) to next ceasefire text",
    ".. substage Rel": "ceasefire text (related) to next ceasefire text",
    ".. substage CeaMix": "ceasefire text (mixed) to next ceasefire text",
    "ceasefire -> next substantive (partial|comprehensive)": (
        "ceasefire text to next substantive text"
    ),
    "ceasefire -> comprehensive": "ceasefire text to comprehensive text",
    "FIRST pre-negotiation -> first substantive": (
        "first pre-negotiation text to substantive text"
    ),
    "FIRST pre-negotiation -> first comprehensive": (
        "first pre-negotiation text to comprehensive text"
    ),
    "FIRST pre-negotiation -> first ceasefire": "first pre-negotiation text to ceasefire text",
    "comprehensive -> renewal/ceasefire text (breakdown proxy)": (
        "comprehensive text to renewal or ceasefire text"
    ),
}
CURVES = {
    "tab_agreement_survival.csv": ("agreement", AGREEMENTS),
    "tab_recurrence_by_termination.csv": ("recurrence", RECURRENCE),
    "tab_pax_transitions.csv": ("transition", TRANSITIONS),
}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def curve_differences(row: dict[str, str], curve: Survival) -> list[str]:
    """Cells of a published curve that ours does not equal to two figures (half a unit of slack)."""
    ours = [("n", str(curve.n)), ("events", str(curve.events))]
    out = [f"{curve.group}.{k}: {row[k]} / {v}" for k, v in ours if row[k] != v]
    median = "inf" if curve.median is None else f"{curve.median:.1f}"
    if row["median_mo"] != median:
        out.append(f"{curve.group}.median: {row['median_mo']} / {median}")
    for k, name in enumerate(MONTHS):
        figures = row[name].replace("[", " ").replace("]", "").replace(",", " ").split()
        mine = (curve.survival[k], curve.low[k], curve.high[k])
        if any(abs(float(a) - b) > 0.00505 for a, b in zip(figures, mine, strict=True)):
            out.append(f"{curve.group}.{name}: {row[name]} / {mine}")
    return out


def annual_differences(row: dict[str, str], cells: tuple[Cell, ...]) -> list[str]:
    """Figures of a published annual row that the shipped cells do not add up to."""
    low = AGE_BANDS[BANDS.index(row["k"])][0]
    chosen = [
        c
        for c in cells
        if c.age_from == low
        and (row["set"] != "interstate" or c.type == "interstate")
        and (row["set"] != ">=1000 deaths in year" or c.high_intensity)
        and (row["set"] != "since 1990" or c.since_1990)
    ]
    years = sum(c.years for c in chosen)
    ends = tuple(sum(c.ends[k] for c in chosen) for k in range(len(ENDINGS)))
    names = {
        "neg": "negotiated",
        "pa": "agreement",
        "cf": "ceasefire",
        "vic": "collapse",
        "low": "low_activity",
    }
    out = [] if years == int(row["dyad_years"]) else [f"{row['set']} {row['k']}: {years} years"]
    for theirs, end in names.items():
        share = count(ends, years, end)[0] / years
        if not math.isclose(share, float(row[theirs]), abs_tol=0.00051):
            out.append(f"{row['set']} {row['k']} {theirs}: {row[theirs]} / {share:.4f}")
    return out


def compare(folder: Path) -> tuple[int, list[str]]:
    """Return how many published figures were compared, and those that differ."""
    curves, cells = load_survival(), load_cells()
    compared, differ = 0, []
    for name, (table, names) in CURVES.items():
        for row in rows(folder / name):
            differ += curve_differences(row, curves[table, names[row["group"].strip()]])
            compared += 3 + 3 * len(MONTHS)
    for row in rows(folder / "tab_annual_termination_hazard.csv"):
        differ += annual_differences(row, cells)
        compared += 6
    return compared, differ


def refit(folder: Path) -> tuple[list[str], float]:
    """Return the lines in which a refit differs from what ships, and the seconds it took."""
    start = time.perf_counter()
    tables = fit_folder(folder).tables
    seconds = time.perf_counter() - start
    shipped = ROOT / "src" / "parley" / "history" / "tables"
    differ = []
    for name, fitted in tables.items():
        old = (shipped / name).read_text(encoding="utf-8").splitlines()
        new = table_text(fitted).splitlines()
        differ += [f"{name}: {a} / {b}" for a, b in zip(old, new, strict=False) if a != b]
        differ += [f"{name}: {len(old)} / {len(new)} lines"] if len(old) != len(new) else []
    return differ, seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object last")
    arguments = parser.parse_args()
    folder = Path(os.environ.get("PARLEY_SHARED", ROOT.parent / "shared")) / "data" / "history"
    figures: dict[str, float] = {}
    if folder.is_dir():
        compared, differ = compare(folder)
        refit_differ, seconds = refit(folder)
        for line in differ + refit_differ:
            print(line)
        figures = {
            "cells": compared,
            "differ": len(differ),
            "refit_differ": len(refit_differ),
            "refit_s": round(seconds, 2),
        }
        print(
            f"{compared} published figures, {len(differ)} differ; refit: {len(refit_differ)} differ"
        )
    else:
        print(f"no historical data beside the repository ({folder.name} absent); nothing compared")
    if arguments.json:
        print(
            json.dumps(
                {"figures": figures, "machine": f"{platform.machine()}, {sys.version.split()[0]}"}
            )
        )


if __name__ == "__main__":
    main()

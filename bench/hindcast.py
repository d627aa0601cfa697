"""Back-test the base rates: what each year's forecast would have been from the years before it.

Rolling origins: for every year the tables are refitted from what was known at its start, then
the forecasts are scored by what happened. Beside each stands climatology, the pooled rate of all
past cases. The data do not ship; their folder is ../shared/data/history, or under PARLEY_SHARED.
Figures: `history_n`, `history_brier`, `history_skill` over the two main questions (an agreement
ends within 12 months; a year of war ends by agreement or ceasefire), and the same for each one.

Then the outlook is run on the twelve processes of `parley.cases.historical`, which ship, and scored
by docs/explanation/hindcast-cases.md: `cases_n` (forecasts), `cases_brier`, `cases_baserate`.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from parley.cases.historical import OUTCOMES, HistoricalCase, historical_case, historical_ids
from parley.history import (
    expected_rates,
    load_base_rates,
    load_hazards,
    load_sources,
    reference_class,
    survival_at,
)
from parley.history.classes import ENDS
from parley.history.files import read_folder
from parley.history.fit_agreements import agreement_times
from parley.history.fit_termination import EXTRASYSTEMIC, TYPE_NAMES, annual_cells, war_years
from parley.history.survival import AGREEMENT_EDGES, DAYS_A_MONTH, hazard_rows
from parley.history.tables import ENDINGS, Cell
from parley.ledger import brier, calibration, log_score, skill
from parley.outlook import run

ROOT = Path(__file__).resolve().parent.parent
AGREEMENT_ORIGINS = range(1993, 2021)
WAR_ORIGINS = range(1990, 2020)
LEAST = 30
HORIZONS = (12, 24)
WAR_ENDS = ("negotiated", "collapse", "any")
MAIN = ("agreement ends within 12 months", "year of war ends: negotiated")
DEATHS = {1: 200.0, 2: 2000.0, None: None}
MAIN_OUTCOMES = OUTCOMES[:2]
TRUCE = ("agreement", "ceasefire provision, not full")
MEDIATED = "mediation.cwm.agreement_within_12_months"
CASE_SIZE = {"seed": 1, "draws": 200, "paths": 100}


@dataclass(frozen=True)
class Case:
    """One back-test forecast: its question, where it is from, both chances and what happened."""

    question: str
    cluster: str
    chance: float
    climatology: float
    happened: bool


def agreement_cases(frame: Any) -> Iterator[Case]:
    """Yield for each agreement the chance that it ends in time, from those signed before."""
    timed = agreement_times(frame)
    last = pd.Timestamp(int(timed["signed"].dt.year.max()), 12, 31)
    over = timed["signed"] + pd.to_timedelta(timed["months"] * DAYS_A_MONTH, unit="D")
    truce = np.where(timed["cease"] == 1, "truce", "other")
    group = np.where(timed["pa_type"] == 1, "full", truce)
    for year in AGREEMENT_ORIGINS:
        start = pd.Timestamp(year, 1, 1)
        known = (timed["signed"] < start).to_numpy()
        seen_to = over.where(over < start, start)
        times = ((seen_to - timed["signed"]).dt.days / DAYS_A_MONTH).to_numpy()
        ended = (timed["ended"] & (over < start)).to_numpy()
        pooled = _shares(times[known], ended[known])
        for name in ("full", "truce", "other"):
            of_kind = known & (group == name)
            own = _shares(times[of_kind], ended[of_kind]) if of_kind.sum() >= LEAST else pooled
            rows = timed[(timed["signed"].dt.year == year) & (group == name)]
            for months, ours, climate in zip(HORIZONS, own, pooled, strict=True):
                for row in rows.itertuples():
                    if row.signed + pd.Timedelta(days=months * DAYS_A_MONTH) > last:
                        continue
                    yield Case(
                        f"agreement ends within {months} months",
                        f"c{row.conflict_id}",
                        1.0 - ours,
                        1.0 - climate,
                        bool(row.ended and row.months <= months),
                    )


def war_cases(frame: Any) -> Iterator[Case]:
    """Yield for each war going into a year the chance that it ends in it, by kind of end.

    A war's type and last year's intensity are known at the start of the year. First years of war
    are left out: nobody knew of them.
    """
    years = war_years(frame)
    years["before"] = years.groupby("episode")["intensity_level"].shift(1)
    source = load_sources()["ucdp-termination"]
    for year in WAR_ORIGINS:
        past = years[years["year"] < year]
        cells = tuple(_cell(row, source) for row in annual_cells(past))
        whole = sum(c.years for c in cells)
        ends = tuple(sum(c.ends[k] for c in cells) for k in range(len(ENDINGS)))
        now = years[
            (years["year"] == year)
            & (years["age"] > 1)
            & years["dyadterm"].notna()
            & (years["type_of_conflict"] != EXTRASYSTEMIC)
        ]
        rates: dict[tuple[str, int, int], dict[str, float]] = {}
        for row in now.itertuples():
            key = (TYPE_NAMES[row.type_of_conflict], int(row.age), int(row.before))
            if key not in rates:
                rates[key] = _rates(key, cells)
            for end in WAR_ENDS:
                counted = ENDINGS if end == "any" else ENDS[end][0]
                climate = sum(ends[ENDINGS.index(e)] for e in counted) / whole
                yield Case(
                    f"year of war ends: {end}",
                    f"c{row.conflict_id}",
                    rates[key][end],
                    climate,
                    row.ending in counted,
                )


def _shares(times: Any, ended: Any) -> list[float]:
    """Share still in force at each horizon, by Jeffreys' mean of each piece's hazard."""
    rows = hazard_rows("agreement", "", times, ended, AGREEMENT_EDGES, "ucdp-agreements")
    rates = [
        (r["events"] + 0.5) / r["months_at_risk"] if r["months_at_risk"] else 0.0 for r in rows
    ]
    return [float(s) for s in survival_at(AGREEMENT_EDGES, [rates], HORIZONS)[0]]


def _rates(key: tuple[str, int, int], cells: tuple[Cell, ...]) -> dict[str, float]:
    """Chance of each kind of end in this year of war: the reference class's mixture."""
    kind, age, intensity = key
    found = reference_class(kind, age - 1, DEATHS[intensity], cells=cells)
    weights = np.array([c.weight for c in found.classes])

    def chance(end: str) -> float:
        return float(weights @ expected_rates(found, end, 1, cells=cells)[:, 0])

    chances = {end: chance(end) for end in ("negotiated", "collapse", "low_activity")}
    return chances | {"any": min(1.0, sum(chances.values()))}


def _cell(row: dict[str, Any], source: Any) -> Cell:
    """A fitted row as a cell of the table."""
    return Cell(
        row["type"],
        row["age_from"],
        row["age_to"] or None,
        bool(row["high_intensity"]),
        bool(row["since_1990"]),
        row["years"],
        tuple(row[e] for e in ENDINGS),
        source,
    )


def clustered(
    ours: Any, base: Any, clusters: list[str], resamples: int = 1000
) -> tuple[float, float]:
    """90 % interval of the skill, conflicts drawn with replacement."""
    names, place = np.unique(clusters, return_inverse=True)
    a, b = np.bincount(place, ours), np.bincount(place, base)
    pick = np.random.default_rng(0).integers(0, len(names), (resamples, len(names)))
    skills = 1.0 - a[pick].sum(1) / b[pick].sum(1)
    low, high = np.quantile(skills, [0.05, 0.95])
    return float(low), float(high)


def auc(chance: Any, happened: Any) -> float:
    """Chance that an event was given a higher chance than a non-event; ties count half."""
    ranks = pd.Series(chance).rank().to_numpy()
    events = np.asarray(happened, bool)
    n, m = events.sum(), (~events).sum()
    return float((ranks[events].sum() - n * (n + 1) / 2) / (n * m)) if n and m else float("nan")


def summary(cases: list[Case]) -> dict[str, Any]:
    """Scores of the cases of one question, or of several together."""
    chance = np.array([c.chance for c in cases])
    climate = np.array([c.climatology for c in cases])
    happened = np.array([c.happened for c in cases], float)
    ours, base = brier(chance, happened), brier(climate, happened)
    return {
        "n": len(cases),
        "events": int(happened.sum()),
        "brier": float(ours.mean()),
        "climatology": float(base.mean()),
        "skill": skill(ours, base),
        "interval": clustered(ours, base, [c.cluster for c in cases]),
        "log_skill": skill(log_score(chance, happened), log_score(climate, happened)),
        "auc": auc(chance, happened),
    }


def report(cases: list[Case]) -> dict[str, float]:
    """Print the table; return the figures."""
    figures: dict[str, float] = {}
    print("| question | n | happened | Brier | climatology | skill [90 %] | log skill | AUC |")
    print("|---|---|---|---|---|---|---|---|")
    for question in dict.fromkeys(c.question for c in cases):
        s = summary([c for c in cases if c.question == question])
        low, high = s["interval"]
        print(
            f"| {question} | {s['n']} | {s['events'] / s['n']:.3f} | {s['brier']:.4f} | "
            f"{s['climatology']:.4f} | {s['skill']:+.3f} [{low:+.3f}, {high:+.3f}] | "
            f"{s['log_skill']:+.3f} | {s['auc']:.2f} |"
        )
        stem = question.replace(" ", "_").replace(":", "")
        figures |= {f"{stem}_{k}": s[k] for k in ("n", "brier", "skill")}
    for question in MAIN:
        chosen = [c for c in cases if c.question == question]
        print(f"\n{question}: said, happened")
        for b in calibration([c.chance for c in chosen], [float(c.happened) for c in chosen], 20):
            if b.interval is not None:
                print(
                    f"  {b.low:.2f}-{b.high:.2f}  mean {b.mean:.3f}  happened {b.share:.3f} "
                    f"[{b.interval[0]:.3f}, {b.interval[1]:.3f}]  n {b.n}"
                )
    both = summary([c for c in cases if c.question in MAIN])
    words = f"Brier {both['brier']:.4f}, skill {both['skill']:+.3f}, n {both['n']}"
    print(f"\nboth main questions: {words}")
    return {
        "history_n": both["n"],
        "history_brier": round(both["brier"], 5),
        "history_skill": round(both["skill"], 4),
        **{k: round(v, 5) for k, v in figures.items()},
    }


@dataclass(frozen=True)
class CaseForecast:
    """What the outlook and each yardstick say of one outcome of one case, and what happened."""

    case: str
    outcome: str
    chances: dict[str, float]
    happened: bool


def case_forecasts() -> list[CaseForecast]:
    """Run the outlook once on every case; its answers beside the yardsticks of the protocol."""
    mediated = load_base_rates()[MEDIATED].figure
    out = []
    for case in map(historical_case, historical_ids()):
        found = run(case.dossier(), **CASE_SIZE).outcomes
        assert found is not None
        at = {k: v[case.horizon_months].value for k, v in found.items()}
        ours = {
            "signed": at["signed_by"],
            "stopped": at["settlement"] + at["ceasefire_holding"],
            "collapse": at["collapse"],
        }
        base = case_base_rates(case)
        for k in OUTCOMES:
            chances = {"outlook": ours[k], "base rate": base[k], "coin": 0.5}
            if k in MAIN_OUTCOMES:
                chances["mediated"] = mediated
            out.append(CaseForecast(case.id, k, chances, case.happened(k)))
    return out


def case_base_rates(case: HistoricalCase) -> dict[str, float]:
    """What history says of a war of this type, age and intensity, with no dossier."""
    years = (case.date - case.started).days / 365.25
    found = reference_class(case.type, years, case.deaths_a_year)
    weights = np.array([c.weight for c in found.classes])

    def rates(end: str) -> Any:
        return expected_rates(found, end, 1)[:, 0]

    stopped = float(weights @ rates("negotiated"))
    if case.ceasefire_since is not None:
        age = (case.date - case.ceasefire_since).days / DAYS_A_MONTH
        hazard = load_hazards()[TRUCE]
        now, then = survival_at(hazard.edges, hazard.rates, [age, age + case.horizon_months])
        stopped = float(then / now)
    return {
        "signed": float(weights @ (rates("negotiated") * rates("settlement_share"))),
        "stopped": stopped,
        "collapse": float(weights @ rates("collapse")),
    }


def report_cases(forecasts: list[CaseForecast]) -> dict[str, float]:
    """Print the forecasts and their scores; return the figures over the main questions."""
    print("\n| case | outcome | outlook | base rate | happened |")
    print("|---|---|---|---|---|")
    for f in forecasts:
        ours, base = f.chances["outlook"], f.chances["base rate"]
        happened = "yes" if f.happened else "no"
        print(f"| {f.case} | {f.outcome} | {ours:.3f} | {base:.3f} | {happened} |")
    main_ones = [f for f in forecasts if f.outcome in MAIN_OUTCOMES]
    groups = {k: [f for f in forecasts if f.outcome == k] for k in OUTCOMES}
    print(
        "\n| questions | n | happened | outlook | base rate | mediated | coin | difference [90 %] |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for name, group in (groups | {"signed and stopped": main_ones}).items():
        scores = {k: case_brier(group, k) for k in ("outlook", "base rate", "mediated", "coin")}
        row = " | ".join("–" if s is None else f"{s.mean():.4f}" for s in scores.values())
        share = np.mean([f.happened for f in group])
        apart = scores["outlook"] - scores["base rate"]
        low, high = mean_interval(apart, [f.case for f in group])
        words = f"{apart.mean():+.4f} [{low:+.4f}, {high:+.4f}]"
        print(f"| {name} | {len(group)} | {share:.3f} | {row} | {words} |")
    return {
        "cases_n": len(main_ones),
        "cases_brier": round(float(case_brier(main_ones, "outlook").mean()), 5),
        "cases_baserate": round(float(case_brier(main_ones, "base rate").mean()), 5),
    }


def case_brier(forecasts: list[CaseForecast], who: str) -> Any:
    """Brier scores of one yardstick; None where it says nothing."""
    if any(who not in f.chances for f in forecasts):
        return None
    chances = np.array([f.chances[who] for f in forecasts])
    return brier(chances, np.array([f.happened for f in forecasts], float))


def mean_interval(values: Any, clusters: list[str], resamples: int = 2000) -> tuple[float, float]:
    """90 % interval of a mean, whole clusters drawn with replacement."""
    names, place = np.unique(clusters, return_inverse=True)
    sums, counts = np.bincount(place, values), np.bincount(place)
    pick = np.random.default_rng(0).integers(0, len(names), (resamples, len(names)))
    low, high = np.quantile(sums[pick].sum(1) / counts[pick].sum(1), [0.05, 0.95])
    return float(low), float(high)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object last")
    arguments = parser.parse_args()
    folder = Path(os.environ.get("PARLEY_SHARED", ROOT.parent / "shared")) / "data" / "history"
    figures: dict[str, float] = {}
    if folder.is_dir():
        frames, _ = read_folder(folder)
        cases = [
            *agreement_cases(frames["ucdp-agreements"]),
            *war_cases(frames["ucdp-termination"]),
        ]
        figures = report(cases)
    else:
        print(
            f"no historical data beside the repository ({folder.name} absent); base rates unscored"
        )
    figures |= report_cases(case_forecasts())
    if arguments.json:
        machine = f"{platform.machine()}, Python {sys.version.split()[0]}"
        print(json.dumps({"figures": figures, "machine": machine}))


if __name__ == "__main__":
    main()

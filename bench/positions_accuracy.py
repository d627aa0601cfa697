"""How well the positions engine forecasts decided issues: positions_accuracy.py FILE [--fit OTHER].

One file is cross-validated, one proposal left out at a time. With --fit everything is fitted on
OTHER and FILE is only scored. FILE is in the layout of DEU III (Arregui & Perarnaud 2022,
doi:10.34810/data53): columns p<actor> and s<actor>, rp the reference point, out the outcome, prnr
the proposal, all out of 100; a row without prnr holds the weights of the actors. Scores are out of
100, intervals are 95 %, clustered by proposal.
"""

import argparse
import csv
import json
import platform
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from parley.models.positions import Issue, baselines
from parley.models.positions.distribution import Fit, forecast_cdf, quantiles
from parley.models.positions.fitting import (
    GRID,
    clustered_error,
    covered,
    crps,
    fit_forecast,
    group_numbers,
    unit_outcomes,
    unit_rows,
)

SOURCE = "DEU III, Arregui & Perarnaud (2022), doi:10.34810/data53, decisions of the EU"
HEAD = '''"""Fitted figures that ship with Parley: how far outcomes fall from the means.

Quantiles only, no issue of the data. Source: DEU III, Arregui & Perarnaud (2022),
doi:10.34810/data53, decisions of the European Union.
Refit: `python bench/positions_accuracy.py FILE.csv --write`.
"""

from parley.models.positions.distribution import Fit

FIT = Fit(
'''
TABLE = Path(__file__).parent.parent / "src/parley/models/positions/residual_table.py"


@dataclass(frozen=True, eq=False)
class Decided:
    """Decided issues, their outcomes (unit scale), proposals and decision rules."""

    issues: list[Issue]
    outcomes: np.ndarray
    groups: np.ndarray
    rules: list[str]

    def where(self, keep: np.ndarray) -> "Decided":
        at = np.flatnonzero(keep)
        return Decided(
            [self.issues[i] for i in at], self.outcomes[at], self.groups[at],
            [self.rules[i] for i in at],
        )  # fmt: skip


def load(path: Path, weights: dict[str, float] | None = None) -> tuple[Decided, dict[str, float]]:
    """Read a file; a missing weight is the mean weight, a missing salience the issue's mean."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names = list(rows[0])
    actors = [n[1:] for n in names if n[0] == "p" and len(n) in (3, 4) and "s" + n[1:] in names]
    heads = [r for r in rows if not r["prnr"].strip()]
    own = {a: float(r["p" + a]) for r in heads for a in actors if r["p" + a]}
    weights = own or weights or {}
    issues, outcomes, groups, rules = [], [], [], []
    for r in (r for r in rows if r["prnr"].strip() and r["out"].strip()):
        here = [a for a in actors if r["p" + a].strip()]
        if not here or not 0 <= float(r["out"]) <= 100:
            continue
        x = np.clip([float(r["p" + a]) for a in here], 0, 100)
        s = np.array([float(r["s" + a]) if r["s" + a].strip() else np.nan for a in here]) / 100
        s = np.where(np.isnan(s), np.nanmean(s) if np.isfinite(s).any() else 1.0, s).clip(0, 1)
        default = float(np.mean(list(weights.values()))) if weights else 1.0
        c = np.array([weights.get(a, default) for a in here])
        if (c * s).sum() <= 0:
            s = np.ones(len(here))
        rp = float(r["rp"]) if r["rp"].strip() and 0 <= float(r["rp"]) <= 100 else None
        name = f"{r.get('prname', r['prnr'])} {r.get('isnr', '')}".strip()
        issues.append(Issue(here, x, s, c, high=100, status_quo=rp, name=name))
        outcomes.append(float(r["out"]))
        groups.append(r["prnr"])
        rules.append(r.get("counvte", "").strip())
    y = unit_outcomes(issues, outcomes)
    return Decided(issues, y, group_numbers(groups, len(issues)), rules), weights


def only(fit: Fit, **weights: float) -> Fit:
    """The fit with other components."""
    return replace(fit, weights={k.replace("_", " "): v for k, v in weights.items()})


FORECASTS: dict[str, Callable[[Fit], Fit]] = {
    "default": lambda f: f,
    "residuals alone": lambda f: only(f, residuals=1.0),
    "climatology": lambda f: only(f, climatology=1.0),
    "residuals, spread by disagreement": lambda f: only(f, scaled_residuals=1.0),
    "election (linear, Markov-uniform)": lambda f: only(f, election=1.0),
    "plain blend: half residuals, half election": lambda f: only(f, residuals=0.5, election=0.5),
    "atoms on positions": lambda f: only(f, positions=1.0),
    "default with 1/5 atoms on positions": lambda f: with_atoms(f, "positions"),
    "default with 1/5 atom on the reference point": lambda f: with_atoms(f, "status quo"),
}


def with_atoms(fit: Fit, component: str) -> Fit:
    """The fit with a fifth of its chance given to atoms."""
    return replace(fit, weights={k: 0.8 * v for k, v in fit.weights.items()} | {component: 0.2})


def predict(train: Decided, test: Decided) -> tuple[dict[str, np.ndarray], np.ndarray, Fit]:
    """Forecasts of the test issues (name to (N, grid)), whether the interval held, and the fit."""
    fit = fit_forecast(train.issues, 100 * train.outcomes, train.groups.tolist(), source=SOURCE)
    rows = [unit_rows(issue) for issue in test.issues]
    made = {
        name: np.array([forecast_cdf(r, GRID, change(fit))[0] for r in rows])
        for name, change in FORECASTS.items()
    }
    made["default with 1/5 atoms on midpoints"] = 0.8 * made["default"] + 0.2 * midpoints(test)
    made["residuals by decision rule"] = by_rule(train, test, fit)
    return made, covered(GRID, made["default"], test.outcomes, fit.tail), fit


def midpoints(data: Decided) -> np.ndarray:
    """Equal chance on the middle of each pair of neighbouring positions (on the point if one)."""
    out = np.empty((len(data.issues), len(GRID)))
    for i, issue in enumerate(data.issues):
        at = np.unique(issue.unit_positions)
        at = (at[1:] + at[:-1]) / 2 if len(at) > 1 else at
        out[i] = (at[:, None] <= GRID + 1e-12).mean(axis=0)
    return out


def by_rule(train: Decided, test: Decided, fit: Fit) -> np.ndarray:
    """Residuals taken from issues under the same decision rule, where there are ten."""
    mean = np.array([baselines(i).weighted_mean / 100 for i in train.issues])
    errors, rules = train.outcomes - mean, np.array(train.rules)
    out = []
    for issue, rule in zip(test.issues, test.rules, strict=True):
        own = errors[rules == rule]
        table = quantiles(own) if len(own) >= 10 else fit.residuals
        use = only(replace(fit, residuals=table), residuals=1.0)
        out.append(forecast_cdf(unit_rows(issue), GRID, use)[0])
    return np.array(out)


def cross_validate(data: Decided) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Forecasts of every issue from fits that have not seen its proposal."""
    made: dict[str, np.ndarray] = {}
    held = np.zeros(len(data.issues), bool)
    for group in np.unique(data.groups):
        out = data.groups == group
        part, inside, _ = predict(data.where(~out), data.where(out))
        held[out] = inside
        for name, cdf in part.items():
            made.setdefault(name, np.zeros((len(held), len(GRID))))[out] = cdf
    return made, held


def losses(data: Decided, made: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Score of every forecast on every issue, out of 100; points score their absolute error."""
    scores = {name: 100 * crps(GRID, cdf, data.outcomes) for name, cdf in made.items()}
    points = [baselines(issue) for issue in data.issues]
    for name, label in (
        ("weighted_mean", "compromise (weighted mean), a point"), ("mean", "mean, a point"),
        ("weighted_median", "weighted median, a point"), ("mid_range", "mid-range, a point"),
        ("climatology", "middle of the scale, a point"),
    ):  # fmt: skip
        at = np.array([getattr(p, name) for p in points])
        scores[label] = np.abs(at - 100 * data.outcomes)
    return scores


def table(scores: dict[str, np.ndarray], groups: np.ndarray) -> str:
    """Each forecast's score and its difference from residuals alone, with 95 % intervals."""
    lines = [f"{'forecast':46} {'CRPS':>6}   difference from residuals alone [95 %]"]
    for name, loss in sorted(scores.items(), key=lambda kv: kv[1].mean()):
        d = loss - scores["residuals alone"]
        half = 1.96 * clustered_error(d, groups)
        beyond = "beyond" if abs(d.mean()) > half else "within" if half else ""
        lines.append(
            f"{name:46} {loss.mean():6.2f}   {d.mean():+6.2f} "
            f"[{d.mean() - half:+.2f}, {d.mean() + half:+.2f}] {beyond}"
        )
    return "\n".join(lines)


def write_table(fit: Fit) -> None:
    """Write the shipped figures."""
    names = ("residuals", "scaled", "outcomes")
    rounded = {k: tuple(round(v, 4) for v in getattr(fit, k)) for k in names}
    text = HEAD
    for key, values in rounded.items():
        text += f"    {key}={values!r},\n"
    text += f"    weights={dict(fit.weights)!r},\n    tail={fit.tail!r},\n    n={fit.n},\n"
    text += f"    source={SOURCE!r},\n)\n"
    TABLE.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--fit", type=Path, help="fit on this file and only score the other")
    parser.add_argument("--write", action="store_true", help="write the shipped table from FILE")
    parser.add_argument("--json", action="store_true", help="print only the closing object")
    args = parser.parse_args()
    for path in filter(None, (args.file, args.fit)):
        if not path.is_file():
            parser.exit(1, f"no such file: {path} (the evaluation data do not ship with Parley)\n")
    if args.fit:
        train, weights = load(args.fit)
        data, _ = load(args.file, weights)
        made, held, fit = predict(train, data)
    else:
        data, _ = load(args.file)
        made, held = cross_validate(data)
        fit = fit_forecast(data.issues, 100 * data.outcomes, data.groups.tolist(), source=SOURCE)
    if args.write:
        write_table(fit)
    scores = losses(data, made)
    if not args.json:
        how = f"fitted on {args.fit.name}" if args.fit else "one proposal left out at a time"
        print(f"{len(data.issues)} issues, {len(set(data.groups.tolist()))} proposals; {how}")
        print(table(scores, data.groups))
        print(f"fit: {dict(fit.weights)}, tail {fit.tail:g}; 80 % intervals held {held.mean():.1%}")
    figures = {
        "crps_default": scores["default"].mean(),
        "crps_residual": scores["residuals alone"].mean(),
        "crps_climatology": scores["climatology"].mean(),
        "crps_compromise_point": scores["compromise (weighted mean), a point"].mean(),
        "coverage80": held.mean(),
        "mae_mean": scores["mean, a point"].mean(),
    }
    print(json.dumps({
        "figures": {k: round(float(v), 4) for k, v in figures.items()},
        "machine": f"{platform.machine()} {platform.system()} Python {platform.python_version()}",
    }))  # fmt: skip


if __name__ == "__main__":
    main()

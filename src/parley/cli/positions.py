"""`parley positions`: forecast issues from a table of positions, salience and capability."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parley.cli.common import Json, Seed, print_json, tell

if TYPE_CHECKING:
    from parley.models.positions import Forecast, Issue

CAUTION = "fitted on EU decisions; bargaining in war may differ"


def positions(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="FILE|DIR",
            help="Table (actor,position,salience,capability, or KTAB's), or a dossier folder.",
        ),
    ],
    low: Annotated[
        float | None, typer.Option(help="Low end of the scale (default: lowest position).")
    ] = None,
    high: Annotated[
        float | None, typer.Option(help="High end of the scale (default: highest position).")
    ] = None,
    status_quo: Annotated[
        float | None, typer.Option(help="Where things stay if nothing is decided.")
    ] = None,
    options: Annotated[
        str | None,
        typer.Option(help="Named options from the low end to the high end, split by |."),
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(help="Write the spectrum of each issue as SVG to this file.")
    ] = None,
    ktab: Annotated[
        Path | None, typer.Option(help="Write the table in KTAB's layout to this file.")
    ] = None,
    explore: Annotated[
        bool,
        typer.Option(
            help="Add exploratory models: expected utility under every flag, KTAB's spatial "
            "model, trades between issues. Not forecasts."
        ),
    ] = False,
    uncertain: Annotated[
        bool, typer.Option(help="Add the forecast with inputs drawn from ranges about them.")
    ] = False,
    draws: Annotated[int, typer.Option(help="Draws for --uncertain.")] = 1000,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Forecast issues on an ordered scale, beside baselines.

    The forecast is a distribution, with its 80 % interval.     Fitted on law-making in the
    European Union; bargaining in war may differ.
    """
    from parley.cli.inputs import is_folder
    from parley.models.positions import forecast, write_ktab

    issues = _issues(source, low, high, status_quo, options)
    results = [forecast(issue) for issue in issues]
    documents = {i.name: document(i, r) for i, r in zip(issues, results, strict=True)}
    if uncertain:
        for issue in issues:
            documents[issue.name]["uncertain"] = _uncertain(issue, draws, seed)
    if explore:
        for name, models in _exploratory(issues).items():
            documents[name]["exploratory"] = models
    if plot is not None:
        _plot(plot, issues, results)
    if ktab is not None:
        _write(ktab, write_ktab(issues, name=source.stem))
    if as_json:
        single = len(issues) == 1 and not is_folder([source])
        print_json(next(iter(documents.values())) if single else documents)
    else:
        for issue in issues:
            _show(documents[issue.name])


def document(issue: "Issue", result: "Forecast") -> dict[str, Any]:
    """Return what `--json` prints for one issue."""
    from parley.models.positions import sensitivity

    b = result.baselines
    return {
        "issue": issue.name,
        "scale": [issue.low, issue.high],
        "actors": [
            {"actor": a, "position": x, "salience": s, "capability": c}
            for a, x, s, c in zip(issue.actors, issue.x, issue.s, issue.c, strict=True)
        ],
        "mean": b.mean,
        "weighted_mean": b.weighted_mean,
        "weighted_median": b.weighted_median,
        "mid_range": b.mid_range,
        "climatology": b.climatology,
        "status_quo": b.status_quo,
        "forecast": {
            "mean": result.mean,
            "median": result.median,
            "interval80": list(result.interval80),
            "grid": result.grid,
            "density": result.density,
            "options": result.options,
            "method": result.method,
            "fitted_on": result.n,
            "caution": CAUTION,
        },
        "sensitivity": [
            {
                "actor": m.actor,
                "to_low": m.to_low,
                "to_high": m.to_high,
                "indifferent": m.indifferent,
                "doubled": m.doubled,
            }
            for m in sensitivity(issue)
        ],
    }


def _issues(
    source: Path,
    low: float | None,
    high: float | None,
    status_quo: float | None,
    options: str | None,
) -> list["Issue"]:
    """The issues of a file, or the ordered contested ones of a dossier folder."""
    from parley.cli.inputs import dossier_of, is_folder
    from parley.errors import PositionError
    from parley.models.positions import read_table

    if is_folder([source]):
        from parley.outlook.alone import scaled_issues

        dossier, _ = dossier_of([source], as_of=None, sides=None, unreviewed=False)
        return list(scaled_issues(dossier).values())
    try:
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PositionError(f"cannot read {source}: {error}") from error
    names = [o.strip() for o in options.split("|")] if options else []
    return read_table(
        text, low=low, high=high, status_quo=status_quo, options=names, name=source.stem
    )


def _uncertain(issue: "Issue", draws: int, seed: int) -> dict[str, Any]:
    """The forecast over drawn inputs."""
    from parley.models.positions import ranges_about, uncertain_forecast

    f = uncertain_forecast(issue, ranges_about(issue), draws=draws, rng=seed)
    return {
        "draws": f.draws,
        "seed": seed,
        "ranges": "position +-0.1 of the scale, salience +-0.2, capability times or over 1.5",
        "mean": f.mean,
        "interval80": list(f.interval80),
        "weighted_mean": list(f.weighted_mean),
        "weighted_median": list(f.weighted_median),
        "options": {k: list(v) for k, v in f.options.items()},
        "drivers": [
            {"actor": actor, "input": name, "share": share} for actor, name, share in f.drivers[:10]
        ],
    }


def _exploratory(issues: Sequence["Issue"]) -> dict[str, dict[str, Any]]:
    """Exploratory models of each issue; those over several issues are split by issue."""
    from parley.errors import PositionError
    from parley.models.positions import exchange, expected_utility, explore, spatial_model

    out: dict[str, dict[str, Any]] = {}
    trades = exchange(issues)
    try:
        turns = spatial_model(issues)
    except PositionError as error:
        tell(f"parley: no spatial model: {error}")
        turns = ()
    for d, issue in enumerate(issues):
        run, spread = expected_utility(issue), explore(issue)
        out[issue.name] = {
            "expected_utility": {
                "medians": run.medians,
                "means": run.means,
                "settled": run.settled,
                "pressures": [
                    {"round": p.round_, "actor": p.actor, "by": p.by, "kind": p.kind, "to": p.to}
                    for p in run.pressures
                ],
                "flags_run": len(spread.flags),
                "last_median_range": [spread.low, spread.high],
                "settled_runs": spread.settled,
            },
            "spatial": [list(turn.positions[:, d]) for turn in turns],
            "exchange": {
                "before": trades.before[d],
                "after": trades.after[d],
                "trades": [
                    {"first": t.first, "second": t.second, "on": t.issue, "for": t.other_issue}
                    for t in trades.trades
                    if issue.name in (t.issue, t.other_issue)
                ],
            },
        }
    return out


def _plot(path: Path, issues: Sequence["Issue"], results: Sequence["Forecast"]) -> None:
    """One drawing per file: the name as given for one issue, numbered for several."""
    from parley.models.positions.spectrum import spectrum_svg

    for k, (issue, result) in enumerate(zip(issues, results, strict=True), start=1):
        to = path if len(issues) == 1 else path.with_stem(f"{path.stem}-{k}")
        _write(to, spectrum_svg(issue, result))


def _write(path: Path, text: str) -> None:
    """Write a file, or say in one line why not."""
    from parley.errors import PositionError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise PositionError(f"cannot write {path}: {error}") from error
    tell(f"wrote {path}")


def _show(doc: dict[str, Any]) -> None:
    """Print one issue for a person."""
    f = doc["forecast"]
    low, high = doc["scale"]
    n = len(doc["actors"])
    typer.echo(f"{doc['issue']}: {n} actor{'s' * (n != 1)}, scale {low:g} to {high:g}")
    for key in ("mean", "weighted_mean", "weighted_median", "mid_range", "status_quo"):
        if doc[key] is not None:
            typer.echo(f"  {key.replace('_', ' '):16} {doc[key]:10.4g}")
    lo, hi = f["interval80"]
    typer.echo(f"  {'forecast':16} {f['mean']:10.4g}   80 % interval {lo:.4g} to {hi:.4g}")
    for option, chance in f["options"].items():
        typer.echo(f"    {chance:6.1%}  {option}")
    most = doc["sensitivity"][0]
    typer.echo(
        f"  widest reach: {most['actor']} ({most['to_low']:+.3g} at the low end, "
        f"{most['to_high']:+.3g} at the high end)"
    )
    if "uncertain" in doc:
        u = doc["uncertain"]
        lo, hi = u["interval80"]
        typer.echo(f"  {'inputs drawn':16} {u['mean']:10.4g}   80 % interval {lo:.4g} to {hi:.4g}")
    if "exploratory" in doc:
        e = doc["exploratory"]["expected_utility"]
        lo, hi = e["last_median_range"]
        typer.echo(
            f"  exploratory: expected utility ends from {lo:.4g} to {hi:.4g} over "
            f"{e['flags_run']} settings, {e['settled_runs']} at rest"
        )
    typer.echo(f"  {CAUTION}.")


VERBS = {"positions": positions}

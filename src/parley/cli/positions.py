"""`parley positions`: forecast one issue from a table of positions, salience and capability."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parley.cli.common import Json, print_json

if TYPE_CHECKING:
    from parley.models.positions import Forecast, Issue


def positions(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="Table: actor,position,salience,capability, or KTAB's layout."
        ),
    ],
    low: Annotated[
        float | None, typer.Option(help="Low end of the scale [default: lowest position].")
    ] = None,
    high: Annotated[
        float | None, typer.Option(help="High end of the scale [default: highest position].")
    ] = None,
    status_quo: Annotated[
        float | None, typer.Option(help="Where things stay if nothing is decided.")
    ] = None,
    options: Annotated[
        str | None,
        typer.Option(help="Named options from the low end to the high end, split by |."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Forecast issues with an ordered scale: a distribution, beside the plain baselines.

    Fitted on law-making in the European Union; bargaining in war may differ.
    """
    from parley.models.positions import forecast

    issues = _issues(source, low, high, status_quo, options)
    documents = {issue.name: document(issue, forecast(issue)) for issue in issues}
    if as_json:
        print_json(next(iter(documents.values())) if len(issues) == 1 else documents)
    else:
        for issue in issues:
            _show(issue, documents[issue.name])


def document(issue: "Issue", result: "Forecast") -> dict[str, Any]:
    """Return what `--json` prints for one issue."""
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
        },
    }


def _issues(
    source: Path,
    low: float | None,
    high: float | None,
    status_quo: float | None,
    options: str | None,
) -> list["Issue"]:
    """The issues of a file."""
    from parley.errors import PositionError
    from parley.models.positions import read_table

    try:
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PositionError(f"cannot read {source}: {error}") from error
    names = [o.strip() for o in options.split("|")] if options else []
    return read_table(
        text, low=low, high=high, status_quo=status_quo, options=names, name=source.stem
    )


def _show(issue: "Issue", doc: dict[str, Any]) -> None:
    """Print one issue for a person."""
    f = doc["forecast"]
    typer.echo(f"{issue.name}: {len(issue.actors)} actors, scale {issue.low:g} to {issue.high:g}")
    for key in ("mean", "weighted_mean", "weighted_median", "mid_range", "status_quo"):
        if doc[key] is not None:
            typer.echo(f"  {key.replace('_', ' '):16} {doc[key]:10.4g}")
    lo, hi = f["interval80"]
    typer.echo(f"  {'forecast':16} {f['mean']:10.4g}   80 % interval {lo:.4g} to {hi:.4g}")
    for option, chance in f["options"].items():
        typer.echo(f"    {chance:6.1%}  {option}")
    typer.echo(f"  fitted on {f['fitted_on']} EU decisions; bargaining in war may differ.")


VERBS = {"positions": positions}

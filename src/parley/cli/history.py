"""`parley history`: show the base rates that ship, refit them from data files, find like wars."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from parley.cli.common import Json, print_json, tell


class Action(StrEnum):
    """What to do with the base rates."""

    SHOW = "show"
    FIT = "fit"
    LIKE = "like"


def history(
    action: Annotated[
        Action,
        typer.Argument(
            help="show: the shipped figures, and the classes a war belongs to. "
            "fit: refit them from your own copies of the data sets. "
            "like: past wars most like this one, and what became of them."
        ),
    ],
    folder: Annotated[
        Path | None,
        typer.Argument(
            help="For fit: folder with the data sets, .csv or .xlsx, known by their columns. "
            "For like: a dossier folder, to take type, age, deaths and mediation from."
        ),
    ] = None,
    war_type: Annotated[
        str | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            help="interstate, civil or internationalised; unknown if left out.",
        ),
    ] = None,
    age: Annotated[
        float | None, typer.Option("--age", metavar="YEARS", help="Years since the war began.")
    ] = None,
    deaths: Annotated[
        float | None, typer.Option("--deaths", metavar="N", help="Deaths in battle a year.")
    ] = None,
    mediated: Annotated[
        bool | None,
        typer.Option("--mediated/--not-mediated", help="For like: whether a third party mediates."),
    ] = None,
    agreement: Annotated[
        str | None,
        typer.Option(
            "--agreement", metavar="KIND", help="For like: none, process, partial or full."
        ),
    ] = None,
    count: Annotated[
        int, typer.Option("--count", metavar="N", help="For like: how many to list.")
    ] = 10,
    out: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR", help="For fit: folder to write the tables into."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Show base rates, refit them, or find wars like this one."""
    from parley.errors import UsageError

    if action is Action.FIT and folder is None:
        raise UsageError("`history fit` takes a folder of data sets")
    if action is Action.SHOW and folder is not None:
        raise UsageError("a folder is for `history fit` and `like`; `show` takes none")
    if action is Action.SHOW:
        show(war_type, age, deaths, json)
    elif action is Action.LIKE:
        if folder is not None:
            kind, years, dead, third = _of_dossier(folder)
            war_type, age = war_type or kind, years if age is None else age
            deaths = dead if deaths is None else deaths
            mediated = third if mediated is None else mediated
        like(war_type, age, deaths, mediated, agreement, count, json)
    elif folder is not None:
        fit(folder, out, json)


def _of_dossier(folder: Path) -> tuple[str | None, float | None, float | None, bool | None]:
    """Type, age in years, deaths a year and mediation of a dossier; None where unknown."""
    from parley.bridges.history import months_fought
    from parley.dossier.store import load

    dossier = load(folder).without_rejected()
    months, p = months_fought(dossier), dossier.process
    third = True if any(x.role == "mediator" for x in dossier.parties) else None
    return p.type, None if months is None else months / 12, p.intensity, third


def show(war_type: str | None, age: float | None, deaths: float | None, json: bool) -> None:
    """Print the shipped base rates with n and source, and the classes a war belongs to."""
    from parley import history

    reference = history.reference_class(war_type, age, deaths)
    means = history.expected_rates(reference, "negotiated", 1)[:, 0]
    classes = [
        {
            "class": c.name,
            "events": c.counts("negotiated")[0],
            "n": c.years,
            "pooled": float(m),
            "weight": c.weight,
        }
        for c, m in zip(reference.classes, means, strict=True)
    ]
    rates = history.load_base_rates()
    curves = history.load_survival()
    if json:
        print_json(
            {
                "reference_class": {
                    "assumed": reference.assumed,
                    "origin": reference.origin,
                    "rule": reference.rule,
                    "classes": classes,
                },
                "base_rates": [_rate(r) for r in rates.values()],
                "survival": [_curve(c) for c in curves.values()],
                "sources": {s.id: s.citation for s in history.load_sources().values()},
            }
        )
        return
    mixed = f" (mixed over unknown {', '.join(reference.assumed)})" if reference.assumed else ""
    typer.echo(f"Negotiated end in a year of war, by historical class{mixed}")
    for row in classes[:8]:
        counted = f"{row['events']}/{row['n']}"
        typer.echo(
            f"  {row['pooled']:.3f}  weight {row['weight']:.2f}  {counted:>7}  {row['class']}"
        )
    typer.echo("Still free of the event after 1, 3, 6, 12, 24, 60, 120 months")
    for c in curves.values():
        shares = " ".join(f"{s:.2f}" for s in c.survival)
        typer.echo(f"  {shares}  n {c.n:>3}  {c.table}: {c.group}")
    typer.echo("Other figures")
    for r in rates.values():
        span = "" if r.low is None or r.high is None else f" [{r.low:.2f}, {r.high:.2f}]"
        typer.echo(f"  {r.figure:.2f}{span}  n {r.n}  {r.says} ({r.source.id})")


def fit(folder: Path, out: Path | None, json: bool) -> None:
    """Refit the tables from a folder of data sets; print them; write them when `out` is given."""
    from parley.history.fit import fit_folder, write_tables

    result = fit_folder(folder)
    for name in result.skipped:
        tell(f"{name}: no known data set, left out")
    written = write_tables(result.tables, out) if out is not None else ()
    if json:
        print_json({"used": result.used, "missing": result.missing, "tables": result.tables})
        return
    typer.echo(f"Fitted from {', '.join(result.used)}")
    if result.missing:
        typer.echo(f"Not in the folder: {', '.join(result.missing)}")
    for name, rows in result.tables.items():
        typer.echo(f"  {name}: {len(rows)} rows{f', in {out}' if name in written else ''}")


def like(
    war_type: str | None,
    age: float | None,
    deaths: float | None,
    mediated: bool | None,
    agreement: str | None,
    count: int,
    json: bool,
) -> None:
    """Print the past wars most like this one, and what became of them."""
    from dataclasses import asdict

    from parley import history

    found = history.analogues(war_type, age, deaths, mediated, agreement, count=count)
    if json:
        print_json(asdict(found))
        return
    for a in found.nearest:
        w = a.war
        ending = (w.ending or "still fought in 2020").replace("_", " ")
        if w.months_to_recurrence is not None:
            ending += f", fought again after {w.months_to_recurrence:.0f} months"
        years = f"{w.first_year}-{w.last_year}"
        typer.echo(f"  {a.distance:.2f}  {w.place} {years} ({w.side_a} / {w.side_b}): {ending}")
    if not found.nearest:
        typer.echo("Nothing is known of this war: every past war is equally like it.")


def _rate(rate: Any) -> dict[str, Any]:
    """A base rate for printing."""
    return {
        "name": rate.name,
        "figure": rate.figure,
        "interval": None if rate.low is None else [rate.low, rate.high],
        "n": rate.n,
        "unit": rate.unit,
        "says": rate.says,
        "source": rate.source.id,
        "command": rate.source.command,
    }


def _curve(curve: Any) -> dict[str, Any]:
    """A survival curve for printing."""
    return {
        "table": curve.table,
        "group": curve.group,
        "n": curve.n,
        "events": curve.events,
        "months": curve.months,
        "survival": curve.survival,
        "low": curve.low,
        "high": curve.high,
        "source": curve.source.id,
    }


VERBS = {"history": history}

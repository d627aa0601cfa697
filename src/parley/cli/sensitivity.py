"""`parley sensitivity`: which numbers carry an outcome."""

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.common import Json, Seed, print_json
from parley.cli.inputs import AsOf, Draws, Paths, Sides, Unreviewed

Source = Annotated[
    list[Path], typer.Argument(metavar="DIR|REPORT", help="A dossier folder, or report files.")
]


def sensitivity(
    sources: Source,
    outcome: Annotated[
        str,
        typer.Option(
            "--outcome",
            metavar="NAME",
            help="settlement, ceasefire_holding, war_continues, collapse or signed_by.",
        ),
    ] = "settlement",
    horizon: Annotated[
        int | None, typer.Option("--horizon", metavar="MONTHS", help="Months ahead (default: 12).")
    ] = None,
    sobol: Annotated[
        bool,
        typer.Option(
            "--sobol", help="Sobol indices of groups of numbers by designed runs, with intervals."
        ),
    ] = False,
    base: Annotated[
        int,
        typer.Option("--base", metavar="N", min=16, max=8192, help="With --sobol: base points."),
    ] = 512,
    seed: Seed = 1,
    draws: Draws = 1000,
    paths: Paths = 200,
    as_of: AsOf = None,
    sides: Sides = None,
    unreviewed: Unreviewed = False,
    as_json: Json = False,
) -> None:
    """Say which uncertain numbers carry an outcome.

    By default from the draws that a run makes anyway; with --sobol by designed runs, which also
    tell what groups of numbers do together.
    """
    from parley.cli.inputs import dossier_of, working
    from parley.outlook.given import Carried, carried
    from parley.outlook.sobol import SobolShares
    from parley.outlook.sobol import sobol as by_runs

    with working("Running the models"):
        dossier, _ = dossier_of(sources, as_of=as_of, sides=sides, unreviewed=unreviewed)
        if sobol:
            found: Carried | SobolShares = by_runs(
                dossier, outcome, horizon=horizon, base=base, paths=paths, seed=seed
            )
        else:
            found = carried(dossier, outcome, horizon=horizon, seed=seed, draws=draws, paths=paths)
    if as_json:
        print_json(found.to_json())
    else:
        print(found.in_words())


VERBS = {"sensitivity": sensitivity}

"""`parley discover`: under which numbers an outcome is common."""

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.common import Json, Seed, print_json
from parley.cli.inputs import AsOf, Draws, Paths, Sides, Unreviewed

Source = Annotated[
    list[Path], typer.Argument(metavar="DIR|REPORT", help="A dossier folder, or report files.")
]


def discover(
    sources: Source,
    outcome: Annotated[
        str,
        typer.Option(
            "--outcome",
            metavar="NAME",
            help="truce_broken (one signed now, or the one in force), ceasefire_collapsed (signed "
            "on the way and broken), settlement, signed_by, ceasefire_holding, war_continues or "
            "collapse.",
        ),
    ] = "truce_broken",
    horizon: Annotated[
        int | None, typer.Option("--horizon", metavar="MONTHS", help="Months ahead (default: 12).")
    ] = None,
    leave_out: Annotated[
        list[str] | None,
        typer.Option(
            "--leave-out",
            metavar="ORIGIN",
            help="Do not search numbers of this origin: stated, historical, judgement or default; "
            "repeatable.",
        ),
    ] = None,
    boxes: Annotated[
        int, typer.Option("--boxes", metavar="N", min=1, max=5, help="Most boxes looked for.")
    ] = 2,
    seed: Seed = 1,
    draws: Draws = 600,
    paths: Paths = 200,
    as_of: AsOf = None,
    sides: Sides = None,
    unreviewed: Unreviewed = False,
    as_json: Json = False,
) -> None:
    """Say when an outcome comes about: the ranges of numbers under which it is common.

    Boxes are found by patient rule induction on one sample of the uncertain numbers and tested on
    another; each is told in words with its coverage, density and support.
    """
    from parley.cli.inputs import dossier_of, working
    from parley.outlook.discover import discover as run

    with working("Running the models"):
        dossier, _ = dossier_of(sources, as_of=as_of, sides=sides, unreviewed=unreviewed)
        found = run(
            dossier, outcome, horizon=horizon, leave_out=leave_out or (), boxes=boxes, seed=seed,
            draws=draws, paths=paths,
        )  # fmt: skip
    if as_json:
        print_json(found.to_json())
    else:
        print(found.in_words())


VERBS = {"discover": discover}

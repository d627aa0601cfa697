"""`parley gaps`, `parley pairs`: what to find out next, and levers two at a time."""

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.common import Json, Seed, print_json
from parley.cli.inputs import AsOf, Draws, Paths, Sides, Unreviewed

Source = Annotated[
    list[Path], typer.Argument(metavar="DIR|REPORT", help="A dossier folder, or report files.")
]


def gaps(
    sources: Source,
    seed: Seed = 1,
    draws: Draws = 500,
    paths: Paths = 200,
    as_of: AsOf = None,
    sides: Sides = None,
    unreviewed: Unreviewed = False,
    as_json: Json = False,
) -> None:
    """Say which missing fact would narrow the answers most.

    What a report could tell comes first, then what only research could, then history's few cases.
    """
    from parley.cli.inputs import dossier_of, working
    from parley.outlook.gaps import find_gaps

    with working("Running the models", draws * paths):
        dossier, _ = dossier_of(sources, as_of=as_of, sides=sides, unreviewed=unreviewed)
        says, found = find_gaps(dossier, seed=seed, draws=draws, paths=paths)
    if as_json:
        print_json({"says": says, "gaps": [g.model_dump(mode="json") for g in found]})
        return
    print(says)
    for g in found:
        print(f"  {g.says}")


def pairs(
    sources: Source,
    most: Annotated[
        int, typer.Option("--most", metavar="N", min=2, max=15, help="Levers taken, strongest.")
    ] = 6,
    seed: Seed = 1,
    draws: Draws = 500,
    paths: Paths = 200,
    as_of: AsOf = None,
    sides: Sides = None,
    unreviewed: Unreviewed = False,
    as_json: Json = False,
) -> None:
    """Run the strongest levers two at a time, on every draw: what both do beyond each alone."""
    from parley.cli.inputs import dossier_of, working
    from parley.outlook.pairs import find_pairs

    with working("Running the models for each lever and pair", draws * paths):
        dossier, _ = dossier_of(sources, as_of=as_of, sides=sides, unreviewed=unreviewed)
        found = find_pairs(dossier, most=most, seed=seed, draws=draws, paths=paths)
    if as_json:
        print_json({"pairs": [p.model_dump(mode="json") for p in found]})
        return
    for p in found:
        print(p.says)
    if not found:
        print("Fewer than two levers move anything the models know.")


VERBS = {"gaps": gaps, "pairs": pairs}

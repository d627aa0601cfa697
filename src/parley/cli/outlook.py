"""`parley outlook`, `parley assumptions`, `parley why`: the joined run of a dossier."""

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.changes import Since
from parley.cli.common import Json, Seed, print_json
from parley.cli.inputs import AsOf, Draws, Paths, Sides, Unreviewed

Source = Annotated[
    list[Path], typer.Argument(metavar="DIR|REPORT", help="A dossier folder, or report files.")
]


def outlook(
    sources: Source,
    seed: Seed = 1,
    draws: Draws = 500,
    paths: Paths = 200,
    as_of: AsOf = None,
    sides: Sides = None,
    unreviewed: Unreviewed = False,
    as_json: Json = False,
) -> None:
    """Run the four models and print what to expect; no file."""
    from parley.cli.inputs import dossier_of, working
    from parley.outlook import run

    with working("Running the models", draws * paths):
        dossier, loose = dossier_of(sources, as_of=as_of, sides=sides, unreviewed=unreviewed)
        result = run(dossier, seed=seed, draws=draws, paths=paths, unreviewed=loose)
    if as_json:
        print_json(result.to_json())
        return
    from parley.brief import summary

    print(summary(result))


def assumptions(
    sources: Source,
    as_of: AsOf = None,
    sides: Sides = None,
    unreviewed: Unreviewed = False,
    as_json: Json = False,
) -> None:
    """List every number the models use, with its origin."""
    from parley.cli.inputs import dossier_of
    from parley.outlook import all_estimates, estimates_in_words

    dossier, _ = dossier_of(sources, as_of=as_of, sides=sides, unreviewed=unreviewed)
    found = all_estimates(dossier)
    if as_json:
        print_json({"estimates": [e.model_dump(mode="json") for e in found]})
    else:
        print(estimates_in_words(found))


def why(
    source: Annotated[Path, typer.Argument(metavar="DIR|REPORT", help="A folder or a report.")],
    number: Annotated[
        str, typer.Argument(metavar="ID", help="Id of a finding or estimate, as in the JSON.")
    ],
    since: Since = None,
    seed: Seed = 1,
    draws: Draws = 500,
    paths: Paths = 200,
    as_of: AsOf = None,
    sides: Sides = None,
    unreviewed: Unreviewed = False,
) -> None:
    """Print the chain from one number to its sentences."""
    from parley.cli.inputs import dossier_of, working
    from parley.outlook import run
    from parley.outlook import why as chain

    with working("Running the models", draws * paths):
        dossier, loose = dossier_of([source], as_of=as_of, sides=sides, unreviewed=unreviewed)
        result = run(dossier, seed=seed, draws=draws, paths=paths, unreviewed=loose)
        if since is not None:
            from parley.cli.changes import say_what_changed

            result = say_what_changed(result, dossier, [source], since, None, unreviewed)
    print(chain(result, number))


VERBS = {"outlook": outlook, "assumptions": assumptions, "why": why}

"""`parley brief`: from reports, or a dossier folder, to a brief."""

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.changes import Against, Since
from parley.cli.common import Json, Seed, print_json, tell
from parley.cli.inputs import AsOf, Draws, Paths, Sides, Unreviewed


def brief(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="REPORT|DIR", help="Report files, or one dossier folder."),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where the brief goes; the ending says how: .html, .pdf, .docx, .md or .json "
            "(default: brief.html).",
        ),
    ] = None,
    since: Since = None,
    against: Against = None,
    seed: Seed = 1,
    draws: Draws = 500,
    paths: Paths = 200,
    as_of: AsOf = None,
    sides: Sides = None,
    unreviewed: Unreviewed = False,
    as_json: Json = False,
) -> None:
    """Say what to expect, with a source for each number.

    Reads the reports, or loads the folder, and runs the four models. Prints a summary and writes
    one HTML file that loads nothing from elsewhere, or the form that the ending of -o names. With
    --json it prints the outlook document instead and writes a file only if -o names one.
    """
    from parley.cli.inputs import dossier_of, working
    from parley.outlook import run

    target = output if output is not None or as_json else Path("brief.html")
    if target is not None:
        from parley.brief.files import require_writable

        require_writable(target)
    with working("Reading and running the models", draws * paths):
        dossier, loose = dossier_of(sources, as_of=as_of, sides=sides, unreviewed=unreviewed)
        outlook = run(dossier, seed=seed, draws=draws, paths=paths, unreviewed=loose)
        if since is not None or against is not None:
            from parley.cli.changes import say_what_changed

            outlook = say_what_changed(outlook, dossier, sources, since, against, unreviewed)
    if target is not None:
        from parley.brief import write

        for warning in write(outlook, target):
            tell(f"Note: {warning}")
    if as_json:
        print_json(outlook.to_json())
        return
    from parley.brief import summary

    print(summary(outlook))
    if target is not None:
        tell(f"The whole brief: {target.resolve()}")


VERBS = {"brief": brief}

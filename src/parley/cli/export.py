"""`parley export`: everything of one process as files."""

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.common import Seed, tell
from parley.cli.inputs import AsOf, Draws, Paths, Sides, Unreviewed


def export(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="DIR|REPORT", help="A dossier folder, or report files."),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FOLDER|ZIP", help="Where to: a folder, or a name in .zip."
        ),
    ],
    ledger: Annotated[
        str | None,
        typer.Option(
            "--ledger",
            envvar="PARLEY_LEDGER",
            metavar="ADDRESS",
            help="Forecasts to add: those on this process.",
        ),
    ] = None,
    seed: Seed = 1,
    draws: Draws = 500,
    paths: Paths = 200,
    as_of: AsOf = None,
    sides: Sides = None,
    unreviewed: Unreviewed = False,
) -> None:
    """Write everything of one process: the brief in each form, charts, tables, calendar, network.

    Also how to cite it, the dossier's own files and, with --ledger, its forecasts. The folder is
    written whole or not at all; one that holds anything but an earlier export is left alone.
    The same input and seed give the same bytes.
    """
    from parley.brief.export import bundle, require_free, write
    from parley.cli.inputs import dossier_of, is_folder, working
    from parley.outlook import run

    require_free(output)
    with working("Running the models", draws * paths):
        dossier, loose = dossier_of(sources, as_of=as_of, sides=sides, unreviewed=unreviewed)
        outlook = run(dossier, seed=seed, draws=draws, paths=paths, unreviewed=loose)
    folder = sources[0] if is_folder(sources) else None
    with working("Writing the files"):
        if ledger is None:
            made = bundle(outlook, dossier, folder=folder)
        else:
            from parley.ledger import Ledger

            kept = Ledger(ledger)
            rows = {"forecasts": kept.forecasts(), "resolutions": kept.resolutions()}
            made = bundle(outlook, dossier, folder=folder, **rows)  # type: ignore[arg-type]
        write(made, output)
    for warning in made.warnings:
        tell(f"Note: {warning}")
    tell(f"{len(made.files)} files: {output.resolve()}")


VERBS = {"export": export}

"""`parley events`: the record as event data, in PLOVER and CAMEO codes."""

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.common import Json, print_json, tell
from parley.cli.inputs import AsOf, Sides, Unreviewed


def events(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="REPORT|DIR", help="Report files, or one dossier folder."),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE",
            help="Where the CSV goes, for a spreadsheet too (default: standard output).",
        ),
    ] = None,
    as_of: AsOf = None,
    sides: Sides = None,
    unreviewed: Unreviewed = False,
    json: Json = False,
) -> None:  # fmt: skip
    """Write who did what to whom, one event a line, with the sentence that tells of it.

    PLOVER event type, mode and context, and the CAMEO code beside them; actors by ISO code. Of a
    folder only accepted entries count, unless --unreviewed. What is no event is counted on standard
    error. Cells never begin as a formula does.
    """
    from dataclasses import asdict

    from parley.cli.inputs import dossier_of
    from parley.dossier.events import events as coded
    from parley.dossier.events import to_csv
    from parley.errors import DossierError

    dossier, _ = dossier_of(sources, as_of=as_of, sides=sides, unreviewed=unreviewed)
    found, left = coded(dossier)
    if json:
        print_json({"events": [asdict(e) for e in found], "not_coded": dict(left)})
    elif output is None:
        typer.echo(to_csv(found), nl=False)
    if output is not None:
        try:
            output.write_text(to_csv(found), encoding="utf-8-sig", newline="")
        except OSError as error:
            raise DossierError(f"{output}: cannot be written: {error.strerror}") from error
    tell(f"{len(found)} events" + "".join(f"; {n} {why}" for why, n in sorted(left.items())))


VERBS = {"events": events}

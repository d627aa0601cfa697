"""`parley read`: reports into proposed entries, each with its quote."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli.common import Json, print_json, tell

if TYPE_CHECKING:
    from parley.dossier.schema import Dossier

SHOWN = (
    "parties", "people", "issues", "positions", "meetings", "order", "levers", "constraints",
    "assessments", "parallels",
)  # fmt: skip


def read(
    reports: Annotated[
        list[Path], typer.Argument(metavar="REPORT", help="Reports: text, Markdown or HTML.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR",
            help="Dossier folder to write; when it holds a dossier, the reports are added to it.",
        ),
    ] = None,
    json: Json = False,
) -> None:  # fmt: skip
    """Propose the entries of a dossier from reports.

    Each entry comes with the sentence it rests on. Nothing proposed counts before somebody has
    accepted it (`parley review`), except in a brief made straight from a report, which says so. A
    report about something else is an error (exit 1); with --json the empty document is printed all
    the same.
    """
    from parley.errors import NoPeaceProcessError
    from parley.reading import read as reader
    from parley.reading.contract import empty, to_json
    from parley.reports import load

    try:
        dossier = reader([load(path) for path in reports])
    except NoPeaceProcessError:
        if json:
            print_json(empty())
        raise
    if out is not None:
        kept = _keep(dossier, out, reports)
        tell(f"written to {out}: {len(kept.entries())} entries; next: parley review {out}")
    if json:
        print_json(to_json(dossier))
    else:
        _summary(dossier)


def _keep(dossier: "Dossier", out: Path, reports: list[Path]) -> "Dossier":
    """The reading taken into the folder, and logged with who had it read."""
    import datetime

    from parley.cli.review import user
    from parley.dossier.intake import take_in

    named = ", ".join(p.name for p in reports[:5]) + (" …" if len(reports) > 5 else "")
    now = datetime.datetime.now(datetime.UTC)
    return take_in(out, dossier, who=user(), when=now, why=named)


def _summary(dossier: "Dossier") -> None:
    """Print what was found, one line per kind, names where there are any."""
    from parley.reading.languages import note

    for name in SHOWN:
        items = getattr(dossier, name)
        names = [str(getattr(item, "name", "")) for item in items]
        listed = ": " + "; ".join(n for n in names if n) if any(names) else ""
        typer.echo(f"{len(items):4} {name}{listed}")
    for source in dossier.sources:
        line = note(source.language)
        if line:
            typer.echo(f"{source.id} is {line}")
    sides = [" and ".join(map(dossier.name_of, side)) for side in dossier.process.sides]
    typer.echo("sides: " + (" | ".join(sides) if sides else "not found in the text"))


VERBS = {"read": read}

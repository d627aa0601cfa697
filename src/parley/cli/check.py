"""`parley check`: what in a dossier contradicts, and what is missing."""

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.common import Json, print_json


def check(
    dossier: Annotated[Path, typer.Argument(metavar="DIR", help="A dossier folder.")],
    json: Json = False,
) -> None:
    """Say what contradicts in a dossier, and what is missing.

    Errors come first: quotes that are not in their source, ids that lead nowhere, a party on both
    sides, entries that rest on nothing. Warnings name what is not known yet and what knowing it
    would give. Exit code 1 when there is an error.
    """
    from parley.dossier import check as rules
    from parley.dossier import store

    problems = rules.check(store.load(dossier))
    errors = sum(p.severity == "error" for p in problems)
    if json:
        print_json(
            {
                "errors": errors,
                "warnings": len(problems) - errors,
                "problems": [
                    {"severity": p.severity, "rule": p.rule, "where": p.where, "says": p.says}
                    for p in problems
                ],
            }
        )
    else:
        for p in problems:
            colour = typer.colors.RED if p.severity == "error" else typer.colors.YELLOW
            typer.echo(f"{typer.style(p.severity, fg=colour)}  {p}")
        warnings = len(problems) - errors
        typer.echo(
            f"{errors} {'error' if errors == 1 else 'errors'}, "
            f"{warnings} {'warning' if warnings == 1 else 'warnings'}"
        )
    raise typer.Exit(1 if errors else 0)


VERBS = {"check": check}

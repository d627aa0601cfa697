"""`parley update`: what observed events change."""

import datetime
from pathlib import Path
from typing import Annotated

import typer

from parley.cli.common import Json, Seed, print_json
from parley.cli.inputs import AsOf, Draws, Sides, Unreviewed

Source = Annotated[
    list[Path], typer.Argument(metavar="DIR|REPORT", help="A dossier folder, or report files.")
]


def update(
    sources: Source,
    observe: Annotated[
        list[str] | None,
        typer.Option(
            "--observe",
            metavar="EVENT",
            help="What was seen; repeatable. MEETING=held, MEETING@WHEN=called_off, "
            "LEVER@WHEN=STATE, intensity@WHEN=DEATHS, or WHEN=STATE: war, talks, no_talks, "
            "ceasefire, ceasefire_signed, ceasefire_broken, settlement, collapse:PARTY. WHEN: a "
            "date, YYYY-MM, or months after the record.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help="Take the record as of this earlier date; what it says happened after is seen.",
        ),
    ] = None,
    particles: Annotated[
        int, typer.Option("--particles", metavar="N", min=400, help="Paths carried along.")
    ] = 40_000,
    seed: Seed = 1,
    draws: Draws = 500,
    as_of: AsOf = None,
    sides: Sides = None,
    unreviewed: Unreviewed = False,
    as_json: Json = False,
) -> None:
    """Condition the outlook on what happened since the record: before and after.

    Paths that agree with what was seen count for more (a particle filter). The effective number of
    particles and draws is shown; where too few are left there is no answer, and the reason is said.
    """
    from parley.cli.inputs import dossier_of, working
    from parley.errors import OutlookError
    from parley.outlook.update import update as run

    with working("Running the models"):
        dossier, _ = dossier_of(sources, as_of=as_of, sides=sides, unreviewed=unreviewed)
        found = run(
            dossier, observe or (), since=_date(since), seed=seed, draws=draws, particles=particles
        )
    if as_json:
        print_json(found.to_json())
    else:
        print(found.in_words())
    if found.refused:
        raise OutlookError(f"update: {found.refused}")


def _date(text: str | None) -> datetime.date | None:
    """A date of the call."""
    from parley.errors import UsageError

    try:
        return None if text is None else datetime.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--since: must be a date YYYY-MM-DD, got {text!r}") from None


VERBS = {"update": update}

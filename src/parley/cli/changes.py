"""`parley changes`: what moved the numbers between two states of a record."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli.common import Json, Seed, print_json
from parley.cli.inputs import Draws, Paths, Unreviewed

if TYPE_CHECKING:
    from parley.dossier.schema import Dossier
    from parley.outlook.document import Outlook

Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="Compare with the same folder as of this day."),
]
Against = Annotated[
    Path | None,
    typer.Option("--against", metavar="DIR", help="Compare with an older folder of the process."),
]
Revision = Annotated[
    str | None,
    typer.Option("--rev", metavar="REV", help="Compare with the same folder in a git revision."),
]


def changes(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A dossier folder; the older of two.")
    ],
    newer: Annotated[
        Path | None, typer.Argument(metavar="NEWER", help="The newer folder of the same process.")
    ] = None,
    since: Since = None,
    revision: Revision = None,
    seed: Seed = 1,
    draws: Draws = 500,
    paths: Paths = 200,
    unreviewed: Unreviewed = False,
    as_json: Json = False,
) -> None:
    """Say what changed in a record, and how much of each number's change comes from what.

    Two folders, or one folder and an earlier day or git revision of it. The parts of a change add
    up to it; up to six changes are split exactly, more by sampled orders with their error.
    """
    from parley.cli.inputs import working
    from parley.outlook.changes import changes as compare

    old, new = two_states(folder, newer, since, revision, unreviewed)
    with working("Running the models on every combination of changes"):
        found = compare(old, new, seed=seed, draws=draws, paths=paths)
    if as_json:
        print_json(found.to_json())
    else:
        print(found.in_words())


def two_states(
    folder: Path, newer: Path | None, since: str | None, revision: str | None, unreviewed: bool
) -> tuple["Dossier", "Dossier"]:
    """The older and the newer record a call names, of each only the entries that count."""
    from parley.cli.inputs import dossier_of
    from parley.dossier.dated import as_it_stood, at_revision
    from parley.dossier.review import read_log
    from parley.dossier.store import load
    from parley.errors import DossierError, UsageError

    if sum(x is not None for x in (newer, since, revision)) != 1:
        raise UsageError("name one thing to compare with: a second folder, --since or --rev")

    def given(path: Path) -> "Dossier":
        return dossier_of([path], as_of=None, sides=None, unreviewed=unreviewed)[0]

    if newer is not None:
        return given(folder), given(newer)
    if revision is not None:
        old = at_revision(folder, revision)
    else:
        day = _day(str(since))
        old = as_it_stood(load(folder), day, read_log(folder))
        if not old.parties:
            raise DossierError(f"{folder}: the record held no party yet on {day}")
    return old.without_rejected() if unreviewed else old.reviewed(), given(folder)


def say_what_changed(
    outlook: "Outlook",
    dossier: "Dossier",
    sources: Sequence[Path],
    since: str | None,
    against: Path | None,
    unreviewed: bool,
) -> "Outlook":
    """The outlook with what moved its numbers since a day, or since an older folder."""
    from parley.brief.words import day
    from parley.cli.inputs import is_folder
    from parley.errors import UsageError
    from parley.outlook.changed import with_changes
    from parley.outlook.changes import changes as compare

    if not is_folder(sources):
        raise UsageError("--since and --against need a dossier folder")
    if since is not None and against is not None:
        raise UsageError("--since and --against exclude each other")
    first, newer = (sources[0], None) if against is None else (against, sources[0])
    old, _ = two_states(first, newer, since, None, unreviewed)
    found = compare(old, dossier, seed=outlook.seed, draws=outlook.draws, paths=outlook.paths)
    return with_changes(outlook, found, day(old.process.as_of))


def _day(text: str) -> datetime.date:
    """A date given on the command line."""
    from parley.errors import UsageError

    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--since: must be a date YYYY-MM-DD, got {text!r}") from None


VERBS = {"changes": changes}

"""`parley whatif`, `parley scenarios`: things as they stand against things set otherwise."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli.common import Json, Seed, print_json, tell
from parley.cli.inputs import AsOf, Draws, Paths, Sides, Unreviewed

if TYPE_CHECKING:
    from parley.dossier.schema import Dossier

Source = Annotated[
    list[Path], typer.Argument(metavar="DIR|REPORT", help="A dossier folder, or report files.")
]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="A dossier folder.")]


def whatif(
    sources: Source,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="ID=STATE",
            help="What is set otherwise; repeatable. ID: a lever, meeting or constraint, "
            "position:PARTY:ISSUE or redline:PARTY:ISSUE:OPTION.",
        ),
    ] = None,
    scenarios: Annotated[
        list[str] | None,
        typer.Option(
            "--scenario",
            metavar="NAME[: ID=STATE, …]",
            help="A scenario beside it: one kept in the dossier, or spelled out; repeatable.",
        ),
    ] = None,
    save: Annotated[
        str | None,
        typer.Option("--save", metavar="NAME", help="Keep what --set says in scenarios.yaml."),
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="With --save: why it is kept.")
    ] = None,
    seed: Seed = 1,
    draws: Draws = 500,
    paths: Paths = 200,
    as_of: AsOf = None,
    sides: Sides = None,
    unreviewed: Unreviewed = False,
    as_json: Json = False,
) -> None:
    """Compare things as they stand with levers, meetings, positions or rules set otherwise.

    All runs share their draws and shocks, so that a difference is what was set. STATE of a lever:
    active, on_hold, threatened, offered, withdrawn, or a number from 0 to 1. Of a meeting: held,
    cancelled, postponed, or its chance. Of a constraint: lifted or in_force. Of a position: an
    option's id. Of a red line: on or off.
    """
    from parley.cli.inputs import dossier_of, working
    from parley.outlook import compare, parse_settings

    own = parse_settings(settings or [])
    dossier, _ = dossier_of(sources, as_of=as_of, sides=sides, unreviewed=unreviewed)
    wanted = _wanted(dossier, own, scenarios or [], save)
    with working(f"Running the models {len(wanted) + 1} times"):
        result = compare(dossier, wanted, seed=seed, draws=draws, paths=paths)
    if save is not None:
        _keep(sources, save, own, note)
        tell(f"Kept as {save!r} in {sources[0] / 'scenarios.yaml'}")
    if as_json:
        print_json(result.to_json())
    else:
        print(result.in_words())


def scenarios(
    folder: Folder,
    remove: Annotated[
        str | None, typer.Option("--remove", metavar="NAME", help="Take one off the list.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List the what-ifs kept in a dossier; run them with `parley whatif DIR --scenario NAME`."""
    from parley.dossier.settings import in_words
    from parley.dossier.store import load, save
    from parley.errors import UsageError

    dossier = load(folder)
    if remove is not None:
        left = tuple(s for s in dossier.scenarios if s.id != remove)
        if len(left) == len(dossier.scenarios):
            raise UsageError(f"--remove: no scenario {remove!r} is kept; {_known(dossier)}")
        dossier = dossier.model_copy(update={"scenarios": left})
        save(dossier, folder)
    if as_json:
        print_json({"scenarios": [s.model_dump(mode="json") for s in dossier.scenarios]})
        return
    for s in dossier.scenarios:
        said = "; ".join(in_words(dossier, k, v) for k, v in s.settings.items())
        print(f"{s.id}: {said}" + (f" ({s.note})" if s.note else ""))
    if not dossier.scenarios:
        tell("no scenario is kept; `parley whatif DIR --set ID=STATE --save NAME` keeps one")


def _wanted(
    dossier: "Dossier", own: Mapping[str, str | float], named: Sequence[str], save: str | None
) -> dict[str, Mapping[str, str | float]]:
    """Every scenario of a call by name, that of --set first."""
    from parley.errors import OutlookError, UsageError
    from parley.outlook.settings import parse_scenario
    from parley.outlook.whatif import UNNAMED

    if save is not None and not own:
        raise UsageError("--save: nothing to keep; say what is set otherwise with --set")
    out: dict[str, Mapping[str, str | float]] = {save or UNNAMED: own} if own else {}
    kept = {s.id: s.settings for s in dossier.scenarios}
    for text in named:
        name, spelled = parse_scenario(text)
        if name in out:
            raise UsageError(f"--scenario: the name {name!r} is given twice")
        if spelled is None and name not in kept:
            raise OutlookError(f"what-if: no scenario {name!r} is kept; {_known(dossier)}")
        out[name] = kept[name] if spelled is None else spelled
    if not out:
        raise UsageError("nothing is set otherwise: use --set ID=STATE or --scenario NAME")
    return out


def _keep(
    sources: Sequence[Path], name: str, own: Mapping[str, str | float], note: str | None
) -> None:
    """Write a scenario into the dossier; one of that name is replaced."""
    from pydantic import ValidationError

    from parley.cli.inputs import is_folder
    from parley.dossier.schema import Scenario
    from parley.dossier.store import load, one_line, save
    from parley.errors import UsageError

    if not is_folder(sources):
        raise UsageError("--save: needs a dossier folder")
    try:
        made = Scenario(id=name, settings=dict(own), note=note)
    except ValidationError as error:
        raise one_line(error, f"scenario {name!r}") from error
    dossier = load(sources[0])
    others = tuple(s for s in dossier.scenarios if s.id != name)
    save(dossier.model_copy(update={"scenarios": (*others, made)}), sources[0])


def _known(dossier: "Dossier") -> str:
    """The names that are kept."""
    return f"kept: {', '.join(s.id for s in dossier.scenarios) or 'none'}"


VERBS = {"whatif": whatif, "scenarios": scenarios}

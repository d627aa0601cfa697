"""`parley add`: an entry that a person found, from a sentence of a source or on their judgement."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parley.cli.common import Json, print_json, tell

if TYPE_CHECKING:
    from parley.dossier.schema import Dossier, Evidence, Party, Person


def add(
    dossier: Annotated[Path, typer.Argument(metavar="DIR", help="A dossier folder.")],
    kind: Annotated[
        str,
        typer.Option(
            "--kind", metavar="KIND",
            help="party, person, issue, position, lever, constraint, meeting, order, assessment…",
        ),
    ],
    fields: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="FIELD=VALUE",
            help="A field of the entry, value as in YAML; a party's or person's name will do.",
        ),
    ] = None,
    quote: Annotated[
        list[str] | None,
        typer.Option("--quote", metavar="WORDS", help="Words of a source it rests on."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="ID", help="The source that says so."),
    ] = None,
    span: Annotated[
        str | None,
        typer.Option("--span", metavar="A-B", help="In place of --quote: characters A to B."),
    ] = None,
    why: Annotated[
        str | None, typer.Option("--why", metavar="WORDS", help="Reason; needed without a quote.")
    ] = None,
    who: Annotated[
        str | None,
        typer.Option("--who", metavar="NAME", help="Name for the log; by default your user name."),
    ] = None,
    proposed: Annotated[
        bool, typer.Option("--proposed", help="Leave it for review instead of accepting it.")
    ] = False,
    json: Json = False,
) -> None:  # fmt: skip
    """Add an entry to a dossier: from a sentence of a source, or on your own judgement.

    For example: `parley add DIR --kind lever --quote "may halt grain" --set holder=Aland --set
    target=Boria --set instrument=trade --set state=threatened --set name=grain`. The fields of each
    kind: docs/reference/dossier.md. Without --source every source is searched for the words. The
    entry is accepted and logged; `parley review` can undo it.
    """
    import datetime

    from parley.cli.review import user
    from parley.dossier import review as steps
    from parley.dossier import store

    record = store.load(dossier)
    after, decision = steps.add(
        record, kind, _data(record, kind, fields or ()), who=who or user(), why=why,
        when=datetime.datetime.now(datetime.UTC), evidence=_evidence(record, quote, source, span),
        review="proposed" if proposed else "accepted",
    )  # fmt: skip
    store.save(after, dossier)
    steps.append(dossier, decision)
    if json:
        print_json(decision.model_dump(mode="json"))
    else:
        tell(f"added {decision.entry} to {dossier}")


def _data(record: "Dossier", kind: str, fields: list[str] | tuple[()]) -> dict[str, Any]:
    """Fields of the call as plain data, names of parties and people turned into ids."""
    from parley.dossier.steps import list_of
    from parley.dossier.store import MODELS
    from parley.dossier.yaml_text import parse
    from parley.errors import UsageError

    known = MODELS[list_of(kind)].model_fields
    ids: dict[str, str] = {}
    everybody: tuple[Party | Person, ...] = (*record.parties, *record.people)
    for who in everybody:
        for name in (who.name, *who.aliases):
            ids.setdefault(name.casefold(), who.id)
    data: dict[str, Any] = {}
    for field in fields:
        name, sign, value = field.partition("=")
        if not sign or name not in known or name in ("review", "evidence"):
            listed = ", ".join(f for f in known if f not in ("review", "evidence"))
            raise UsageError(f"--set: must be FIELD=VALUE, FIELD one of {listed}; got {field!r}")
        data[name] = parse(value, f"--set {name}")
        if name in ("party", "holder", "target", "binds", "host", "by"):
            data[name] = ids.get(str(data[name]).casefold(), data[name])
    if "seats" in data and isinstance(data["seats"], list):
        data["seats"] = [_seat(s, ids) for s in data["seats"]]
    return data


def _seat(seat: Any, ids: dict[str, str]) -> Any:
    """A seat given as one name, as a list of which one comes, or as in the file."""
    if isinstance(seat, dict):
        return seat
    names = seat if isinstance(seat, list) else [seat]
    return {"any_of": [ids.get(str(n).casefold(), n) for n in names]}


def _evidence(
    record: "Dossier", quotes: list[str] | None, source: str | None, span: str | None
) -> "list[Evidence]":
    """Evidence for the words, or the span, of the call."""
    from parley.dossier.quote import find_quote, locate, quote_at
    from parley.errors import DossierError, UsageError

    if span is not None:
        start, sign, end = span.partition("-")
        if not (sign and start.isdecimal() and end.isdecimal()) or source is None:
            raise UsageError(f"--span: must be A-B, with --source; got {span!r}")
        return [quote_at(record, source, int(start), int(end))]
    found = []
    for words in quotes or ():
        key = source or next((s.id for s in record.sources if locate(s.text, words)), None)
        if key is None:
            raise DossierError(f"no source says {words[:60]!r}")
        found.append(find_quote(record, key, words))
    return found


VERBS = {"add": add}

"""`parley read`: reports into proposed entries, each with its quote."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parley.cli.common import Json, print_json, tell

if TYPE_CHECKING:
    from parley.dossier.schema import Dossier
    from parley.reading.llm import ModelChoice
    from parley.reports import Report, Tally

SHOWN = (
    "parties", "people", "issues", "positions", "meetings", "order", "levers", "constraints",
    "assessments", "parallels",
)  # fmt: skip


def read(
    reports: Annotated[
        list[str],
        typer.Argument(
            metavar="REPORT",
            help="Files (txt, md, html, pdf, docx, rtf, eml, RSS or Atom), folders of them, "
            "addresses, lists of addresses, or - for standard input.",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR",
            help="Dossier folder to write; when it holds a dossier, the reports are added to it.",
        ),
    ] = None,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Fetch addresses; without it nothing is fetched.")
    ] = False,
    cache: Annotated[
        Path | None,
        typer.Option(
            "--cache", metavar="DIR",
            help="Where fetched pages are kept (default: parley/pages in the user's cache).",
        ),
    ] = None,
    reader: Annotated[
        str,
        typer.Option(
            "--reader", metavar="WHO",
            help="rules, llm (a language model you run or rent), or both side by side.",
        ),
    ] = "rules",
    model: Annotated[
        str | None,
        typer.Option("--llm-model", metavar="NAME", help="Its name (or PARLEY_LLM_MODEL)."),
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(
            "--llm-address", metavar="URL",
            help="Where it answers (or PARLEY_LLM_ADDRESS); its key only in PARLEY_LLM_KEY.",
        ),
    ] = None,
    requests: Annotated[
        int, typer.Option("--llm-requests", metavar="N", min=1, help="Most requests to it.")
    ] = 50,
    tokens: Annotated[
        int, typer.Option("--llm-tokens", metavar="N", min=1, help="Most tokens, in and out.")
    ] = 500_000,
    lines: Annotated[
        bool,
        typer.Option(
            "--lines", help="Print one JSON document a report, a line each, as they are read."
        ),
    ] = False,
    json: Json = False,
) -> None:  # fmt: skip
    """Propose the entries of a dossier from reports.

    Each entry comes with the sentence it rests on. Nothing proposed counts before somebody has
    accepted it (`parley review`), except in a brief made straight from a report, which says so.
    Reports that print the same text are one source; reports about something else are passed over,
    and when all are it is an error (exit 1; with --json the empty document is printed all the
    same). What cannot be read is one line on standard error; the rest goes on, a summary comes
    last, and the exit code is 1.
    """
    from parley.errors import NoPeaceProcessError
    from parley.reading.contract import empty

    propose = _reader(reader, lines, model=model, address=address, requests=requests, tokens=tokens)
    tally = _tally()
    stream = _gathered(reports, tally, fetch, cache)
    if lines:
        _one_by_one(stream)
        _close(tally, many=True)
        return
    taken = _once(stream)
    if not taken:
        _nothing(tally)
    try:
        dossier = propose(taken)
    except NoPeaceProcessError:
        if json:
            print_json(empty())
        raise
    _give(dossier, out, reports, json)
    _close(tally, many=len(taken) + len(tally.failed) > 1)


def _reader(
    who: str, lines: bool, **choice: Any
) -> "Callable[[Sequence[Report]], Dossier]":  # fmt: skip
    """The reader of the call: the rules, a language model, or both side by side."""
    from parley.errors import UsageError
    from parley.reading import read as by_rules

    if who not in ("rules", "llm", "both"):
        raise UsageError(f"--reader: must be rules, llm or both, got {who!r}")
    if who == "rules":
        return by_rules
    if lines:
        raise UsageError("--lines: only with --reader rules")
    from parley.reading.llm import ModelChoice

    chosen = ModelChoice.from_environment(**choice)
    return lambda reports: _with_model(reports, chosen, alone=who == "llm")


def _with_model(reports: "Sequence[Report]", choice: "ModelChoice", *, alone: bool) -> "Dossier":
    """What the model proposes, and unless it is alone, beside it what the rules propose."""
    from parley.errors import NoPeaceProcessError, ReportError
    from parley.reading import read as by_rules
    from parley.reading.llm import read_with_model, side_by_side

    rules = None
    if not alone:
        with contextlib.suppress(NoPeaceProcessError):
            rules = by_rules(reports)
    tell(f"sending {len(reports)} report(s) to {choice.model} at {choice.address}")
    try:
        found, account = read_with_model(reports, choice)
    except ReportError as error:
        if rules is None:
            raise
        tell(f"parley: {error}; these are the rules' proposals alone")
        return rules
    tell(f"{choice.model}: {account.line()}")
    for line in account.unread:
        tell(f"parley: unread by {choice.model}: {line}")
    return side_by_side(rules, found)


def _tally() -> "Tally":
    """An empty tally."""
    from parley.reports import Tally

    return Tally()


def _gathered(
    sources: list[str], tally: "Tally", fetch: bool, cache: Path | None
) -> "Iterator[Report]":
    """The reports of the call, one after another; a line for each that cannot be read."""
    from parley.reports import gather

    fetcher = None
    if fetch:
        from parley.reports.fetch import Fetcher, default_cache

        fetcher = Fetcher(cache=cache or default_cache())
    told = 0
    for report in gather(sources, tally, fetcher):
        told = _tell_failed(tally, told)
        yield report
    if tally.read or len(tally.failed) > 1:
        _tell_failed(tally, told)


def _once(stream: "Iterator[Report]") -> "list[Report]":
    """All reports, each text once."""
    from parley.reports import once

    return once(stream)


def _tell_failed(tally: "Tally", told: int) -> int:
    """Tell what could not be read since last time; how many have been told."""
    for line in tally.failed[told:]:
        tell(f"parley: {' '.join(line.split())}")
    return len(tally.failed)


def _nothing(tally: "Tally") -> None:
    """Raise what is to be said when no report could be read."""
    from parley.errors import ReportError

    if len(tally.failed) == 1:
        raise ReportError(tally.failed[0])
    raise ReportError(
        f"none of {len(tally.failed)} reports could be read"
        if tally.failed
        else f"no report found ({tally.passed_over} files of other kinds passed over)"
    )


def _one_by_one(stream: "Iterator[Report]") -> None:
    """Print a line of JSON for each report as soon as it is read; nothing of it is kept."""
    import json

    from parley.errors import NoPeaceProcessError
    from parley.reading import read as propose
    from parley.reading.contract import empty, to_json

    for report in stream:
        try:
            found = to_json(propose([report]))
        except NoPeaceProcessError:
            found = empty()
        about = {
            "name": report.name, "sha256": report.sha256, "title": report.title,
            "publisher": report.publisher, "author": report.author,
            "date": report.date.isoformat() if report.date else None,
            "address": report.address, "language": report.language,
        }  # fmt: skip
        sys.stdout.write(json.dumps({"report": about, **found}, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def _give(dossier: "Dossier", out: Path | None, reports: list[str], as_json: bool) -> None:
    """Save the reading where the call asks, and print it."""
    from parley.reading.contract import to_json

    if out is not None:
        kept = _keep(dossier, out, reports)
        tell(f"written to {out}: {len(kept.entries())} entries; next: parley review {out}")
    if as_json:
        print_json(_with_proposers(to_json(dossier), dossier))
    else:
        _summary(dossier)


def _with_proposers(document: dict[str, Any], dossier: "Dossier") -> dict[str, Any]:
    """The document with the rule, classifier or model that proposed each item."""
    shown = dossier.without_rejected()
    for name, items in document.items():
        entries = getattr(shown, "positions" if name == "demands" else name, None)
        if name != "order" and entries is not None:
            for item, entry in zip(items, entries, strict=True):
                item["proposed_by"] = entry.rule
    return document


def _close(tally: "Tally", *, many: bool) -> None:
    """Sum a batch up; exit 1 when part of it could not be read."""
    if many:
        tell(f"parley: {tally.line()}")
    if tally.failed:
        raise typer.Exit(1)


def _keep(dossier: "Dossier", out: Path, reports: list[str]) -> "Dossier":
    """The reading taken into the folder, and logged with who had it read."""
    import datetime

    from parley.cli.review import user
    from parley.dossier.intake import take_in

    named = ", ".join(Path(r).name for r in reports[:5]) + (" …" if len(reports) > 5 else "")
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

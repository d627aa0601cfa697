"""`parley forecast`: keep forecasts, resolve them, score them, move them between ledgers."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from parley.cli.common import Json, print_json, tell


class Action(StrEnum):
    """What to do with the ledger."""

    RECORD = "record"
    LIST = "list"
    RESOLVE = "resolve"
    SCORE = "score"
    EXPORT = "export"
    IMPORT = "import"


def forecast(
    action: Annotated[
        Action,
        typer.Argument(
            help="record OUTLOOK.json: keep its questions. list: what is asked. "
            "resolve QUESTION OUTCOME: how one turned out. score: how good the forecasts were. "
            "export FILE.csv, import FILE.csv: move a ledger."
        ),
    ],
    target: Annotated[
        str | None,
        typer.Argument(help="An outlook document (- for standard input), a question id, or a CSV."),
    ] = None,
    outcome: Annotated[
        str | None, typer.Argument(help="For resolve: yes, no, void, or an amount.")
    ] = None,
    address: Annotated[
        str,
        typer.Option(
            "--ledger",
            envvar="PARLEY_LEDGER",
            help="A file (SQLite), or an SQLAlchemy address such as postgresql+psycopg://host/name.",
        ),
    ] = "forecasts.db",
    process: Annotated[
        str | None,
        typer.Option(
            "--process", metavar="NAME", help="For resolve: which process, when several ask."
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="DATE", help="For resolve: the question's date, when several."
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help="For resolve: day the answer was known (the question's date).",
        ),
    ] = None,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="For resolve: why.")] = "",
    source: Annotated[
        str, typer.Option("--source", metavar="TEXT", help="For resolve: where it says so.")
    ] = "",
    which: Annotated[
        str,
        typer.Option(
            "--which",
            metavar="WHICH",
            help="For score: last, first or all forecasts of a question.",
        ),
    ] = "last",
    hindcast: Annotated[
        bool,
        typer.Option("--hindcast", help="For score: count forecasts recorded after the answer."),
    ] = False,
    json: Json = False,
) -> None:
    """Keep forecasts, record how they turned out, and score them.

    Nothing is ever overwritten: a new forecast or a corrected resolution is a new row.
    """
    _require(action, target, outcome)
    if action is Action.SCORE:
        score(address, which, hindcast, json)
    elif action is Action.LIST:
        list_questions(address, json)
    elif action is Action.RESOLVE:
        resolve(address, str(target), str(outcome), process, (by, on), (note, source), json)
    else:
        {Action.RECORD: record, Action.EXPORT: export, Action.IMPORT: take_in}[action](
            address, str(target), json
        )


def _require(action: Action, target: str | None, outcome: str | None) -> None:
    """Refuse a call that gives an action more or less than it takes."""
    from parley.errors import UsageError

    wanted = {Action.RECORD: 1, Action.RESOLVE: 2, Action.EXPORT: 1, Action.IMPORT: 1}
    if (target is not None) + (outcome is not None) != wanted.get(action, 0):
        takes = {0: "no argument", 1: "a file", 2: "a question and its outcome"}
        raise UsageError(f"`forecast {action}` takes {takes[wanted.get(action, 0)]}")


def record(address: str, path: str, json: bool) -> None:
    """Keep the questions of an outlook document."""
    from parley.errors import LedgerError
    from parley.ledger import Ledger, read_questions

    document = _document(path)
    forecasts = read_questions(document)
    if not forecasts and document.get("as_of") is None:
        raise LedgerError(f"{path}: asks nothing: its record has no date (as_of) to count from")
    with Ledger(address) as ledger:
        new = ledger.record(forecasts)
        kept = ledger.address
    if json:
        print_json({"ledger": kept, "recorded": new, "already_there": len(forecasts) - new})
    else:
        typer.echo(f"{new} of {len(forecasts)} forecasts are new in {kept}")


def list_questions(address: str, json: bool) -> None:
    """Print each question with its newest forecast and, when it has one, its resolution."""
    from parley.ledger import Ledger

    with Ledger(address, create=False) as ledger:
        newest = {f.question: f for f in ledger.forecasts()}
        answers = {r.question: r for r in ledger.resolutions()}
    rows = [
        {
            "process": q.process,
            "id": q.id,
            "by": q.by.isoformat(),
            "text": q.text,
            "resolves": q.resolves,
            "value": f.value,
            "outcome": answers[q].outcome if q in answers else None,
        }
        for q, f in newest.items()
    ]
    if json:
        print_json({"questions": rows})
        return
    for row in rows:
        answer = row["outcome"] or "open"
        typer.echo(f"{row['id']}  by {row['by']}  {row['value']:.2f}  {answer}  {row['text']}")


def resolve(
    address: str,
    question: str,
    outcome: str,
    process: str | None,
    days: tuple[str | None, str | None],
    words: tuple[str, str],
    json: bool,
) -> None:
    """Record how a question turned out."""
    from parley.ledger import Ledger

    by, on = (_day(text, name) for text, name in zip(days, ("--by", "--on"), strict=True))
    with Ledger(address, create=False) as ledger:
        found = ledger.resolve(
            question, outcome, process=process, by=by, on=on, note=words[0], source=words[1]
        )
    if json:
        print_json({"question": found.question.id, "outcome": found.outcome, "on": str(found.on)})
    else:
        typer.echo(f"{found.question.id}: {found.outcome}, known on {found.on}")


def score(address: str, which: str, hindcast: bool, json: bool) -> None:
    """Print how good the forecasts were."""
    from dataclasses import asdict

    from parley.ledger import Ledger
    from parley.ledger import score as score_ledger

    with Ledger(address, create=False) as ledger:
        card = score_ledger(
            ledger.forecasts(),
            ledger.resolutions(),
            which=which,  # type: ignore[arg-type]
            hindcast=hindcast,
        )
    if json:
        print_json({k: v for k, v in asdict(card).items() if k != "scored"})
        return
    typer.echo(
        f"{card.unresolved} questions open, {card.void} void, {card.late} forecasts too late"
    )
    for name, part in (("Brier", card.chances), ("CRPS", card.amounts)):
        if part.n:
            typer.echo(f"{name} {_figure(part.score, part.interval)} over {part.n}")
            if part.log is not None:
                typer.echo(f"Log score {part.log:.3f}")
            if part.skill is not None:
                spread = _figure(part.skill, part.skill_interval)
                typer.echo(f"Skill against the base rate {spread} over {part.base_n}")
    for b in card.calibration:
        if b.interval is not None:
            typer.echo(
                f"  said {b.low:.1f}-{b.high:.1f} (mean {b.mean:.2f}): happened {b.share:.2f} "
                f"[{b.interval[0]:.2f}, {b.interval[1]:.2f}], n {b.n}"
            )
    if not card.scored:
        tell("nothing to score yet: no forecast of a resolved question was made in time")


def export(address: str, path: str, json: bool) -> None:
    """Write the ledger as CSV."""
    from parley.ledger import Ledger, to_csv, write_text

    with Ledger(address, create=False) as ledger:
        forecasts, resolutions = ledger.forecasts(), ledger.resolutions()
    write_text(path, to_csv(forecasts, resolutions))
    if json:
        print_json({"forecasts": len(forecasts), "resolutions": len(resolutions)})
    else:
        typer.echo(f"{len(forecasts)} forecasts and {len(resolutions)} resolutions in {path}")


def take_in(address: str, path: str, json: bool) -> None:
    """Add the rows of a CSV file to the ledger."""
    from parley.ledger import Ledger, from_csv

    forecasts, resolutions = from_csv(_text(path))
    with Ledger(address) as ledger:
        new = ledger.take_in(forecasts, resolutions)
    if json:
        print_json({"forecasts": new[0], "resolutions": new[1]})
    else:
        typer.echo(f"{new[0]} forecasts and {new[1]} resolutions are new")


def _document(path: str) -> Any:
    """The outlook document in a file, or on standard input for `-`."""
    import json
    import sys

    from parley.errors import LedgerError

    text = sys.stdin.read() if path == "-" else _text(path)
    try:
        document = json.loads(text)
    except ValueError as error:
        raise LedgerError(f"{path}: not a JSON document ({error})") from error
    if not isinstance(document, dict):
        raise LedgerError(f"{path}: not an outlook document")
    return document


def _text(path: str) -> str:
    """The text of a file, or an error naming it."""
    from parley.errors import LedgerError

    try:
        with Path(path).open(encoding="utf-8", newline="") as file:
            return file.read()
    except UnicodeDecodeError as error:
        raise LedgerError(f"{path}: not text in UTF-8") from error
    except OSError as error:
        raise LedgerError(f"{path}: cannot be read ({error.strerror})") from error


def _day(text: str | None, option: str) -> Any:
    """A date given on the command line."""
    import datetime

    from parley.errors import UsageError

    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option} must be a date like 2026-12-31, got '{text}'") from error


def _figure(value: float | None, interval: tuple[float, float] | None) -> str:
    """A figure with its interval."""
    spread = "" if interval is None else f" [{interval[0]:.3f}, {interval[1]:.3f}]"
    return f"{value:.3f}{spread}"


VERBS = {"forecast": forecast}

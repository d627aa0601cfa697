"""`parley review`: go through the proposed entries and accept, reject or edit each."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from parley.dossier.review import Decision
    from parley.dossier.schema import Dossier

KEYS = (
    "j next  k previous  a accept  r reject (why)  e edit (field value)  u undo  s source  q quit"
)


def review(
    dossier: Annotated[Path, typer.Argument(metavar="DIR", help="A dossier folder.")],
    who: Annotated[
        str | None,
        typer.Option("--who", metavar="NAME", help="Name for the log; by default your user name."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Go through decided entries as well.")
    ] = False,
    replay: Annotated[
        bool, typer.Option("--replay", help="Apply the log DIR/review.jsonl first.")
    ] = False,
    rebuild: Annotated[
        bool,
        typer.Option(
            "--rebuild",
            help="First make the dossier anew from DIR/readings and the log; changes by hand go.",
        ),
    ] = False,
) -> None:
    """Accept, reject or edit the proposed entries, one by one.

    Keys: j next, k previous, a accept, r reject, e edit, u undo, s the source around the quote,
    q quit. From a pipe, one command a line: `a`, `r REASON`, `e FIELD VALUE` (a value as in YAML).
    Every decision is saved at once, and logged in DIR/review.jsonl.
    """
    from parley.dossier import review as steps
    from parley.dossier import store

    record = store.load(dossier)
    log = steps.read_log(dossier)
    if rebuild:
        record = _rebuilt(dossier, record)
    elif replay:
        record = steps.replay(record, log)
        store.save(record, dossier)
    session = Session(dossier, record, log, who or user(), everything)
    session.show()
    for command in _commands(session):
        if not session.do(command):
            break
    typer.echo(session.tally())


def _rebuilt(folder: Path, record: "Dossier") -> "Dossier":
    """The dossier its readings and its log lead to, saved; says how many entries that changed."""
    from parley.cli.common import tell
    from parley.dossier import intake, store

    made = intake.rebuild(folder)
    before, after = {e.id: e for e in record.entries()}, {e.id: e for e in made.entries()}
    differ = sum(before.get(k) != after.get(k) for k in before.keys() | after.keys())
    store.save(made, folder)
    tell(f"rebuilt from the log: {differ} entries differed")
    return made


class Session:
    """One walk through the entries of a dossier: what is shown, and what each command does."""

    def __init__(
        self, folder: Path, record: "Dossier", log: "list[Decision]", who: str, everything: bool
    ) -> None:
        from parley.dossier.review import entry_of, keys

        self.folder, self.record, self.log, self.who = folder, record, log, who
        self.keys = [
            k for k in keys(record) if everything or entry_of(record, k).review == "proposed"
        ]
        self.at = 0
        self.done = 0

    def do(self, command: str) -> bool:
        """Carry out one command; False when the walk is over. A refusal is told, not raised."""
        from parley.errors import DossierError

        letter, _, rest = command.strip().partition(" ")
        if letter in ("q", ""):
            return letter == ""
        try:
            if letter in ("j", "k"):
                step = 1 if letter == "j" else -1
                self.at = min(max(self.at + step, 0), max(len(self.keys) - 1, 0))
            elif letter == "s":
                self._source()
                return True
            elif letter in ("a", "r", "e", "u"):
                self._decide(letter, rest.strip())
            else:
                typer.echo(KEYS)
                return True
        except DossierError as error:
            typer.echo(f"  {error}")
            return True
        self.show()
        return True

    def _decide(self, letter: str, rest: str) -> None:
        """Accept, reject, edit or undo; save it, log it, and go on to the next entry."""
        import datetime

        from parley.dossier import review as steps
        from parley.dossier import store
        from parley.dossier.yaml_text import parse
        from parley.errors import DossierError

        if not self.keys and letter != "u":
            raise DossierError("review: no entry is left")
        by: dict[str, Any] = {"who": self.who, "when": datetime.datetime.now(datetime.UTC)}
        key = self.keys[self.at] if self.keys else ""
        if letter == "a":
            record, decision = steps.accept(self.record, key, why=rest or None, **by)
        elif letter == "r":
            record, decision = steps.reject(self.record, key, why=rest, **by)
        elif letter == "e":
            field, _, value = rest.partition(" ")
            record, decision = steps.edit(self.record, key, field, parse(value, field), **by)
        else:
            record, decision = steps.undo(self.record, self.log, **by)
        store.save(record, self.folder)
        steps.append(self.folder, decision)
        self.record, self.done = record, self.done + 1
        self.log.append(decision)
        if letter == "u":
            if decision.entry in self.keys:
                self.at = self.keys.index(decision.entry)
        elif letter in ("a", "r") and self.at < len(self.keys) - 1:
            self.at += 1

    def show(self) -> None:
        """Print the entry the walk stands at."""
        if not self.keys:
            typer.echo("no entry is waiting for review")
            return
        from parley.dossier.review import entry_of
        from parley.dossier.store import plain

        key = self.keys[self.at]
        entry = entry_of(self.record, key)
        colour = {"accepted": typer.colors.GREEN, "rejected": typer.colors.RED}.get(entry.review)
        head = typer.style(key, bold=True)
        state = typer.style(entry.review, fg=colour)
        typer.echo(f"\n[{self.at + 1}/{len(self.keys)}] {head}  {state}")
        for field, value in plain(entry).items():
            if field not in ("id", "review", "evidence", "options", "differs_from"):
                typer.echo(f"  {field}: {value}")
        for option in getattr(entry, "options", ()):
            typer.echo(f"  option {option.id}: {option.label}")
        for other in getattr(entry, "differs_from", ()):
            typer.echo(f"  told otherwise by {other}: {self._other(key, other)}")
        for piece in entry.evidence:
            quote = " ".join(piece.quote.split())
            typer.echo(f"  {piece.source}: “{typer.style(quote, italic=True)}”")

    def _other(self, key: str, other: str) -> str:
        """What another entry of the same kind says, on one line: its words and where from."""
        from parley.dossier.review import entry_of
        from parley.errors import DossierError

        try:
            entry = entry_of(self.record, f"{key.partition('/')[0]}/{other}")
        except DossierError:
            return "no longer there"
        said = getattr(entry, "status", None) or getattr(entry, "state", None)
        quote = " ".join(entry.evidence[0].quote.split()) if entry.evidence else ""
        where = entry.evidence[0].source if entry.evidence else "judgement"
        return f"{said + ', ' if said else ''}{entry.review}; {where}: “{quote[:160]}”"

    def _source(self) -> None:
        """Print the text around the first quote of the entry."""
        from parley.dossier.review import entry_of

        entry = entry_of(self.record, self.keys[self.at]) if self.keys else None
        texts = {s.id: s.text for s in self.record.sources}
        for piece in (entry.evidence if entry is not None else ())[:1]:
            text = texts.get(piece.source, "")
            before = text[max(0, piece.start - 300) : piece.start]
            quote = typer.style(text[piece.start : piece.end], bold=True)
            typer.echo(f"…{before}{quote}{text[piece.end : piece.end + 300]}…")

    def tally(self) -> str:
        """One line on where the review stands."""
        states = [item.review for name in _lists() for item in getattr(self.record, name)]
        counts = ", ".join(f"{states.count(s)} {s}" for s in ("accepted", "rejected", "proposed"))
        return f"{self.done} decisions; entries now: {counts}"


def _lists() -> tuple[str, ...]:
    """Names of the lists whose items have a review state."""
    from parley.dossier.schema import LISTS

    return LISTS


def user() -> str:
    """The name of whoever runs this, for the log."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _commands(session: Session) -> Iterator[str]:
    """Commands from the keyboard, one key each, or from a pipe, one a line."""
    if not sys.stdin.isatty():
        yield from (line.rstrip("\n") for line in sys.stdin)
        return
    typer.echo(KEYS)
    while True:
        letter = typer.getchar()
        if letter in ("\x03", "\x04"):
            return
        if letter == "r":
            yield "r " + str(typer.prompt("why", default="", show_default=False))
        elif letter == "e" and session.keys:
            field = str(typer.prompt("field", default="", show_default=False))
            yield f"e {field} " + str(typer.prompt("value (as in YAML)", default="null"))
        else:
            yield letter


VERBS = {"review": review}

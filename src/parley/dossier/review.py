"""Review of a dossier: accept, reject, edit, undo; each step pure, each written to a log.

Every step takes a dossier and gives a new one with the `Decision` that made it. Decisions go to
`review.jsonl` in the dossier's folder; replayed over the dossier as read, they rebuild the reviewed
one.
"""

import datetime
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from parley.dossier.schema import LISTS, Dossier
from parley.dossier.store import one_line
from parley.errors import DossierError

LOG = "review.jsonl"
Action = Literal["accept", "reject", "edit", "undo"]
_FIXED = {"id", "review", "schema_version"}


class Decision(BaseModel):
    """One line of the log: who changed which field of which entry, when, from what to what, why.

    `entry` is `LIST/ID` (`meetings/M1`), `order/BEFORE>AFTER`, or `process`. Accepting and
    rejecting change the field `review`. `undoes` is the number (from 0) of the line an undo takes
    back.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    when: datetime.datetime
    who: str
    action: Action
    entry: str
    field: str
    before: JsonValue
    after: JsonValue
    why: str | None = None
    undoes: int | None = None


def keys(dossier: Dossier) -> list[str]:
    """Keys of all entries that have a review state, in file order.

    Examples
    --------
    >>> from parley.dossier.schema import Order, Parallel, Process
    >>> keys(Dossier(process=Process(title="x"), order=(Order(before="m1", after="m2"),),
    ...              parallels=(Parallel(id="p", name="P"),)))
    ['order/m1>m2', 'parallels/p']
    """
    return [key_of(name, item) for name in LISTS for item in getattr(dossier, name)]


def key_of(name: str, item: Any) -> str:
    """Key of an item of a list."""
    return f"{name}/{item.before}>{item.after}" if name == "order" else f"{name}/{item.id}"


def entry_of(dossier: Dossier, key: str) -> Any:
    """Return the entry of a key, an id that only one entry has, or `process`.

    Raises
    ------
    DossierError
        When no entry, or more than one, has it.
    """
    name, index = _place(dossier, key)
    return dossier.process if index is None else getattr(dossier, name)[index]


def accept(
    dossier: Dossier, key: str, *, who: str, when: datetime.datetime, why: str | None = None
) -> tuple[Dossier, Decision]:
    """Accept an entry.

    Parameters
    ----------
    dossier : Dossier
        The record before.
    key : str
        `LIST/ID`, or an id that only one entry has.
    who, when, why
        For the log.

    Returns
    -------
    Dossier, Decision
        The record after, and the line for the log.

    Raises
    ------
    DossierError
        When there is no such entry, or it has neither evidence nor judgement.

    Examples
    --------
    >>> import datetime
    >>> from parley.dossier.schema import Judgement, Parallel, Process
    >>> d = Dossier(process=Process(title="x"), parallels=(
    ...     Parallel(id="p", name="P", judgement=Judgement(who="me", why="known")),))
    >>> d, decision = accept(d, "p", who="me", when=datetime.datetime(2001, 1, 1))
    >>> d.parallels[0].review, decision.before
    ('accepted', 'proposed')
    """
    entry = entry_of(dossier, key)
    if not entry.evidence and getattr(entry, "judgement", None) is None:
        raise DossierError(
            f"entry {key!r}: accepted entries need evidence or a judgement; "
            "edit `judgement` first, {who: ..., why: ...}"
        )
    return _change(dossier, key, "review", "accepted", "accept", who, when, why)


def reject(
    dossier: Dossier, key: str, *, who: str, when: datetime.datetime, why: str
) -> tuple[Dossier, Decision]:
    """Reject an entry; the reason is kept, and must be given. Parameters as for `accept`."""
    if not why.strip():
        raise DossierError(f"entry {key!r}: a rejection needs a reason")
    return _change(dossier, key, "review", "rejected", "reject", who, when, why.strip())


def edit(
    dossier: Dossier,
    key: str,
    field: str,
    value: Any,
    *,
    who: str,
    when: datetime.datetime,
    why: str | None = None,
) -> tuple[Dossier, Decision]:
    """Change one field of an entry; the schema checks the new value.

    Parameters
    ----------
    dossier, key, who, when, why
        As for `accept`; the key `process` changes the process itself.
    field : str
        Any field but `id` and `review`.
    value : object
        Plain data, as in the YAML.

    Returns
    -------
    Dossier, Decision
        The record after, and the line for the log.

    Raises
    ------
    DossierError
        When there is no such entry or field, or the value breaks a rule of the schema.
    """
    if field in _FIXED:
        raise DossierError(f"entry {key!r}: {field} is not for editing")
    return _change(dossier, key, field, value, "edit", who, when, why)


def undo(
    dossier: Dossier, decisions: Sequence[Decision], *, who: str, when: datetime.datetime
) -> tuple[Dossier, Decision]:
    """Take back the last decision of a log that has not been taken back.

    Raises
    ------
    DossierError
        When nothing is left to take back.
    """
    taken_back = {d.undoes for d in decisions}
    for number in range(len(decisions) - 1, -1, -1):
        last = decisions[number]
        if last.action != "undo" and number not in taken_back:
            after, decision = _change(
                dossier, last.entry, last.field, last.before, "undo", who, when, None
            )
            return after, decision.model_copy(update={"undoes": number})
    raise DossierError("review: nothing to undo")


def replay(dossier: Dossier, decisions: Iterable[Decision]) -> Dossier:
    """Apply a log to a dossier: to the one as read, it gives the reviewed one.

    Raises
    ------
    DossierError
        When a decision is about an entry the dossier lacks, or a value no longer fits the schema.
    """
    for d in decisions:
        dossier, _ = _change(dossier, d.entry, d.field, d.after, d.action, d.who, d.when, d.why)
    return dossier


def append(folder: str | os.PathLike[str], decision: Decision) -> None:
    """Write one decision at the end of the folder's log and flush it to disk."""
    path = Path(folder) / LOG
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(decision.model_dump_json(exclude_none=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise DossierError(f"{path}: cannot be written: {error.strerror}") from error


def read_log(folder: str | os.PathLike[str]) -> list[Decision]:
    """Read the folder's log, oldest first; empty when there is none.

    Raises
    ------
    DossierError
        Naming the line that is not a decision.
    """
    path = Path(folder) / LOG
    if not path.is_file():
        return []
    decisions = []
    for number, line in enumerate(path.read_bytes().decode(errors="replace").split("\n"), 1):
        if not line.strip():
            continue
        try:
            decisions.append(Decision.model_validate(json.loads(line)))
        except ValidationError as error:
            raise one_line(error, f"{path}: line {number}") from error
        except ValueError as error:
            raise DossierError(f"{path}: line {number}: not JSON: {error}") from error
    return decisions


def _place(dossier: Dossier, key: str) -> tuple[str, int | None]:
    """List and index of a key; ("process", None) for the process."""
    if key == "process":
        return "process", None
    found = [
        (name, i)
        for name in LISTS
        for i, item in enumerate(getattr(dossier, name))
        if key == key_of(name, item) or ("/" not in key and key == getattr(item, "id", None))
    ]
    if not found:
        raise DossierError(f"review: no entry {key!r} in the dossier")
    if len(found) > 1:
        raise DossierError(f"review: {key!r} is the id of {len(found)} entries; write LIST/ID")
    return found[0]


def _change(
    dossier: Dossier,
    key: str,
    field: str,
    value: Any,
    action: Action,
    who: str,
    when: datetime.datetime,
    why: str | None,
) -> tuple[Dossier, Decision]:
    """The dossier with one field of one entry changed, and the decision that says so."""
    name, index = _place(dossier, key)
    old = dossier.process if index is None else getattr(dossier, name)[index]
    full = name if index is None else key_of(name, old)
    if field not in type(old).model_fields:
        known = ", ".join(f for f in type(old).model_fields if f not in _FIXED)
        raise DossierError(f"entry {key!r}: no field {field!r}; fields are {known}")
    try:
        new = type(old).model_validate({**old.model_dump(), field: value})
    except ValidationError as error:
        raise one_line(error, f"entry {key!r}") from error
    decision = Decision(
        when=when, who=who, action=action, entry=full, field=field, why=why,
        before=old.model_dump(mode="json")[field], after=new.model_dump(mode="json")[field],
    )  # fmt: skip
    if index is None:
        return dossier.model_copy(update={"process": new}), decision
    items = getattr(dossier, name)
    return dossier.model_copy(update={name: (*items[:index], new, *items[index + 1 :])}), decision

"""The log of a dossier: every reading and every decision, one line each, oldest first."""

import datetime
import json
import os
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from parley.dossier.store import one_line
from parley.errors import DossierError

LOG = "review.jsonl"
Action = Literal["accept", "reject", "edit", "add", "undo", "read"]


class Decision(BaseModel):
    """One line of the log: who changed which field of which entry, when, from what to what, why.

    `entry` is `LIST/ID` (`meetings/M1`), `order/BEFORE>AFTER`, or `process`. Accepting and
    rejecting change the field `review`. Adding changes the whole entry, field `entry`, from null.
    `undoes` is the number (from 0) of the line an undo takes back. A line `read` says that reports
    were taken in; its `after` names the file with what was proposed.
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

"""Changes to a dossier: each against the version that was seen, whole on disk or not at all."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from parley.dossier import review, store
from parley.dossier.check import check
from parley.dossier.review import Decision
from parley.dossier.schema import Dossier
from parley.errors import DossierError, ParleyError

Step = Callable[[Dossier, dict[str, Any]], tuple[Dossier, Decision | tuple[Decision, ...]]]
"""One step of review: takes the record and who and when, gives the record and its log lines."""


class StaleError(ParleyError):
    """An entry was changed since the version an edit was made against; holds both."""

    def __init__(self, key: str, yours: dict[str, Any], theirs: BaseModel, by: str) -> None:
        super().__init__(
            f"entry {key!r}: changed by {by} since you opened it; nothing of yours was saved"
        )
        self.key, self.yours, self.theirs, self.by = key, yours, theirs, by


@dataclasses.dataclass(frozen=True)
class Change:
    """What somebody wants to do with one entry, and the version of it that they saw."""

    key: str
    version: str
    shown: dict[str, Any]
    """Their side, to be shown beside the other's when it is refused."""


def version_of(entry: BaseModel) -> str:
    """Short digest of all that an entry says.

    Examples
    --------
    >>> from parley.dossier.schema import Parallel
    >>> version_of(Parallel(id="p", name="P")) == version_of(Parallel(id="p", name="Q"))
    False
    """
    return hashlib.sha256(entry.model_dump_json().encode()).hexdigest()[:12]


def check_version(dossier: Dossier, change: Change, log: Callable[[], list[Decision]]) -> None:
    """Raise StaleError when the entry is no longer what the change was made against."""
    entry = review.entry_of(dossier, change.key)
    if version_of(entry) == change.version:
        return
    last = next((d for d in reversed(log()) if d.entry == change.key), None)
    raise StaleError(change.key, change.shown, entry, last.who if last else "somebody else")


def apply(folder: Path, dossier: Dossier, step: Step, *, who: str) -> tuple[Dossier, Decision]:
    """Carry out one step and keep it: the files first, each whole, then the line in the log.

    Parameters
    ----------
    folder : where the dossier lies
    dossier : as it is on disk now
    step : what is done
    who : for the log

    Returns
    -------
    Dossier, Decision
        The record after, as saved, and its log line.

    Raises
    ------
    DossierError
        When the step breaks a rule of its own or across entries, or the disk refuses; the folder
        is as it was.
    """
    by = {"who": who, "when": datetime.datetime.now(datetime.UTC)}
    after, made = step(dossier, by)
    decisions = made if isinstance(made, tuple) else (made,)
    before = {str(p) for p in check(dossier) if p.severity == "error"}
    for problem in check(after):
        if problem.severity == "error" and str(problem) not in before:
            raise DossierError(str(problem))
    store.save(after, folder, since=dossier)
    for decision in decisions:
        review.append(folder, decision)
    return after, decisions[-1]

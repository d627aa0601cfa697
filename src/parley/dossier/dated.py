"""A record as it stood at an earlier date, or in an earlier revision of its folder."""

import datetime
import io
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from parley.dossier.review import Decision, key_of
from parley.dossier.schema import LISTS, Dossier
from parley.dossier.store import load
from parley.errors import DossierError


def as_it_stood(
    dossier: Dossier, date: datetime.date, decisions: Iterable[Decision] = ()
) -> Dossier:
    """Return a record as it stood at the end of a day.

    Parameters
    ----------
    dossier : the record now, proposed and rejected entries included
    date : the day
    decisions : its review log, oldest first

    Returns
    -------
    Dossier
        Decisions made after that day are taken back. Left out are sources dated after it, entries
        whose every piece of evidence is in such a source, and positions held as of a later day. A
        meeting held later is planned. An entry with neither date nor evidence stays: the record
        does not say when it became known. `as_of` is the day, or the record's own when earlier.
    """
    for d in reversed([d for d in decisions if d.when.date() > date]):
        dossier = _taken_back(dossier, d)
    late = {s.id for s in dossier.sources if s.date is not None and s.date > date}
    update: dict[str, Any] = {
        name: tuple(e for e in getattr(dossier, name) if not _later(e, late, date))
        for name in LISTS
    }
    update["sources"] = tuple(s for s in dossier.sources if s.id not in late)
    update["meetings"] = tuple(_meeting(m, date) for m in update["meetings"])
    kept = {m.id for m in update["meetings"]}
    update["order"] = tuple(o for o in update["order"] if {o.before, o.after} <= kept)
    update["constraints"] = tuple(
        c.model_copy(update={"meetings": tuple(m for m in c.meetings if m in kept)})
        for c in update["constraints"]
    )
    update["process"] = _process(dossier, date)
    return dossier.model_copy(update=update)


def at_revision(folder: str | os.PathLike[str], revision: str) -> Dossier:
    """Return the record a folder held in an earlier git revision of it.

    Raises
    ------
    DossierError
        If the folder is in no git repository, git is not installed, or the revision or the folder
        in it is unknown.
    """
    root = Path(folder)
    if revision.startswith("-"):
        raise DossierError(f"{root}: {revision!r} is no revision")
    prefix = _git(root, "rev-parse", "--show-prefix").decode().strip()
    top = Path(_git(root, "rev-parse", "--show-toplevel").decode().strip())
    archive = _git(top, "archive", "--format=tar", f"{revision}:{prefix}")
    with tempfile.TemporaryDirectory() as there:
        with tarfile.open(fileobj=io.BytesIO(archive)) as held:
            held.extractall(there, filter="data")
        return load(there)


def _git(root: Path, *args: str) -> bytes:
    """What git prints, or one line of what it complains of."""
    try:
        done = subprocess.run(["git", "-C", str(root), *args], capture_output=True, check=False)
    except OSError as error:
        raise DossierError(f"{root}: git cannot be run ({error.strerror})") from error
    if done.returncode:
        says = (done.stderr.decode(errors="replace").strip().splitlines() or ["failed"])[0]
        raise DossierError(f"{root}: git: {says}")
    return done.stdout


def _taken_back(dossier: Dossier, d: Decision) -> Dossier:
    """The record before a decision; the same when it no longer holds what was decided on."""
    if d.entry == "process":
        process = type(dossier.process).model_validate(
            {**dossier.process.model_dump(), d.field: d.before}
        )
        return dossier.model_copy(update={"process": process})
    name = d.entry.split("/")[0]
    found = tuple(
        type(e).model_validate({**e.model_dump(), d.field: d.before})
        if key_of(name, e) == d.entry
        else e
        for e in getattr(dossier, name)
    )
    return dossier.model_copy(update={name: found})


def _later(entry: Any, late: set[str], date: datetime.date) -> bool:
    """Whether an entry became known after the day."""
    held = getattr(entry, "as_of", None)
    if held is not None and held > date:
        return True
    return bool(entry.evidence) and all(e.source in late for e in entry.evidence)


def _meeting(meeting: Any, date: datetime.date) -> Any:
    """A meeting as it stood: planned when it was held later."""
    if meeting.status == "held" and meeting.date is not None and meeting.date > date:
        return meeting.model_copy(update={"status": "planned"})
    return meeting


def _process(dossier: Dossier, date: datetime.date) -> Any:
    """The process as of the day; a truce signed later is not in force."""
    p = dossier.process
    change: dict[str, Any] = {"as_of": date if p.as_of is None else min(p.as_of, date)}
    if p.ceasefire_since is not None and p.ceasefire_since > date:
        change |= {"ceasefire_since": None, "in_ceasefire": False, "ceasefire_evidence": ()}
    return p.model_copy(update=change)

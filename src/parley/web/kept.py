"""Outlooks kept beside a dossier, so that two dates can be compared; only numbers and digests."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from parley.dossier.review import key_of
from parley.dossier.schema import LISTS, Dossier
from parley.outlook.document import Outlook
from parley.web.edits import version_of

FOLDER = ".parley"
MOST = 40
"""Outlooks kept for a dossier; older ones go."""


class Snapshot(BaseModel):
    """What an outlook said, and on which entries."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    run: str
    made: str
    as_of: str | None
    says: str
    outcomes: dict[str, dict[int, float]]
    entries: dict[str, str]


class Shift(BaseModel):
    """One chance in two outlooks."""

    model_config = ConfigDict(frozen=True)
    outcome: str
    horizon: int
    was: float
    now: float

    @property
    def by(self) -> float:
        """How far it moved."""
        return self.now - self.was


def snapshot(outlook: Outlook, dossier: Dossier, now: datetime.datetime) -> Snapshot:
    """What is kept of an outlook."""
    says = outlook.headline.says if outlook.headline else (outlook.why or "")
    return Snapshot(
        run=outlook.run_id,
        made=now.isoformat(timespec="seconds"),
        as_of=str(outlook.as_of) if outlook.as_of else None,
        says=says,
        outcomes={
            k: {h: n.value for h, n in by.items()} for k, by in (outlook.outcomes or {}).items()
        },
        entries={key_of(k, e): version_of(e) for k in LISTS for e in getattr(dossier, k)},
    )


def keep(folder: Path, found: Snapshot) -> None:
    """Write a snapshot, whole or not at all; one that is there already stays as it is."""
    place = folder / FOLDER
    path = place / f"{found.run}.json"
    if path.exists():
        return
    try:
        place.mkdir(exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}.new")
        fresh.write_text(found.model_dump_json(), encoding="utf-8")
        os.replace(fresh, path)
        for old in sorted(place.glob("*.json"), key=lambda p: p.stat().st_mtime)[:-MOST]:
            old.unlink()
    except OSError:
        return  # a read-only folder can be served; it then has no past outlooks


def kept(folder: Path) -> tuple[Snapshot, ...]:
    """The outlooks kept for a dossier, newest first; files that are none are passed over."""
    out = []
    for path in (folder / FOLDER).glob("*.json"):
        try:
            out.append(Snapshot.model_validate_json(path.read_bytes()))
        except (OSError, ValidationError):
            continue
    return tuple(sorted(out, key=lambda s: s.made, reverse=True))


def shifts(before: Snapshot, after: Snapshot) -> tuple[Shift, ...]:
    """Every chance that both outlooks give, the one that moved most first.

    Examples
    --------
    >>> one, two = (Snapshot(run=r, made="", as_of=None, says="", entries={},
    ...             outcomes={"settlement": {12: p}}) for r, p in (("a", 0.1), ("b", 0.3)))
    >>> round(shifts(one, two)[0].by, 6)
    0.2
    """
    found = [
        Shift(outcome=k, horizon=h, was=was, now=after.outcomes[k][h])
        for k, by in before.outcomes.items()
        for h, was in by.items()
        if h in after.outcomes.get(k, {})
    ]
    return tuple(sorted(found, key=lambda s: -abs(s.by)))

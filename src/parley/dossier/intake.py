"""What reports propose, taken into a folder and logged, so that the log rebuilds the dossier.

Each reading is kept as it came in `readings/N.json`, without the texts that `sources/` holds, and
is a line `read` of the log. Readings and decisions, gone through in their order, give the dossier.
"""

import datetime
import json
import os
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from parley.dossier import store
from parley.dossier.join import join
from parley.dossier.log import Decision, append, read_log
from parley.dossier.review import replay
from parley.dossier.schema import Dossier
from parley.errors import DossierError

READINGS = "readings"


def take_in(
    folder: str | os.PathLike[str],
    new: Dossier,
    *,
    who: str,
    when: datetime.datetime,
    why: str | None = None,
) -> Dossier:
    """Add what was read to the dossier in a folder, or make one there; save it and log it.

    Parameters
    ----------
    folder : path
        A dossier folder, or one to be made.
    new : Dossier
        What was read, as `parley.reading.read` gives it.
    who, when, why
        For the log: who had it read, when, and from where.

    Returns
    -------
    Dossier
        The dossier as it is now in the folder.

    Raises
    ------
    DossierError
        From loading or saving; the folder is then as it was.
    """
    root = Path(folder)
    old = store.load(root) if (root / "process.yaml").exists() else None
    whole = new if old is None else join(old, new)
    if whole == old:
        return whole
    store.save(whole, root)
    name = f"{sum(d.action == 'read' for d in read_log(root)) + 1:03d}.json"
    data = _packed(new, {s.sha256 for s in whole.sources})
    try:
        (root / READINGS).mkdir(exist_ok=True)
        (root / READINGS / name).write_text(data, encoding="utf-8")
    except OSError as error:
        raise DossierError(f"{root / READINGS}: cannot be written: {error.strerror}") from error
    append(root, Decision(
        when=when, who=who, action="read", entry="process", field="readings",
        before=None, after=name, why=why,
    ))  # fmt: skip
    return whole


def rebuild(folder: str | os.PathLike[str]) -> Dossier:
    """The dossier that the log of a folder leads to, from its readings and texts alone.

    Compare it with `store.load(folder)`: they differ where the YAML was changed by hand.

    Raises
    ------
    DossierError
        When no reading is logged, one is missing or broken, or a decision no longer applies.
    """
    root = Path(folder)
    texts = {s.sha256: s.text for s in store.load(root).sources}
    whole: Dossier | None = None
    for decision in read_log(root):
        if decision.action == "read":
            new = _unpacked(root / READINGS / str(decision.after), texts)
            whole = new if whole is None else join(whole, new)
        elif whole is not None:
            whole = replay(whole, [decision])
    if whole is None:
        raise DossierError(f"{root}: the log holds no reading to rebuild from")
    return whole


def _packed(dossier: Dossier, kept: set[str]) -> str:
    """The dossier as JSON without what is as by default and the texts that are kept elsewhere."""
    data = dossier.model_dump(mode="json", exclude_defaults=True)
    for source in data.get("sources", ()):
        if source["sha256"] in kept:
            source["text"] = ""
    return json.dumps(data, ensure_ascii=False, indent=0) + "\n"


def _unpacked(path: Path, texts: dict[str, str]) -> Dossier:
    """A reading with its texts put back."""
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for source in data.get("sources", ()):
            source["text"] = source["text"] or texts[source["sha256"]]
        return Dossier.model_validate(data)
    except FileNotFoundError as error:
        raise DossierError(f"{path}: no such file; the log says it was read") from error
    except (OSError, ValueError, KeyError, ValidationError) as error:
        raise DossierError(f"{path}: not a reading, or its sources are gone") from error

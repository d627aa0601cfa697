"""Scenarios saved beside a dossier: a name and the settings, one small file, written whole."""

from __future__ import annotations

import json
import os
from pathlib import Path
from urllib.parse import parse_qsl

from parley.errors import InputError
from parley.web.kept import FOLDER

MOST = 100
"""Scenarios kept for a dossier."""


def scenarios(folder: Path) -> tuple[tuple[str, str], ...]:
    """Names and queries of the scenarios saved for a dossier, oldest first."""
    try:
        found = json.loads((folder / FOLDER / "scenarios.json").read_text(encoding="utf-8"))
        return tuple((str(name), str(query)) for name, query in found.items())
    except (OSError, ValueError, AttributeError):
        return ()


def save(folder: Path, name: str, query: str) -> None:
    """Save a scenario under a name; one that is there is replaced.

    Raises
    ------
    InputError
        When the name is empty, the query holds nothing, too many are kept, or the disk refuses.
    """
    name = " ".join(name.split())[:80]
    if not name or not parse_qsl(query):
        raise InputError("scenario: needs a name and at least one setting")
    found = dict(scenarios(folder)) | {name: query}
    if len(found) > MOST:
        raise InputError(f"scenario: at most {MOST} are kept")
    path = folder / FOLDER / "scenarios.json"
    try:
        path.parent.mkdir(exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}.new")
        fresh.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(fresh, path)
    except OSError as error:
        raise InputError(f"scenario: cannot be saved: {error.strerror}") from error

"""Ids of runs: the same dossier, seed and version give the same id, and no others do."""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from parley.errors import LedgerError


def run_id(dossier: str | bytes | Mapping[str, Any], seed: int, version: str) -> str:
    """Return the id of a run, 16 hexadecimal digits.

    Parameters
    ----------
    dossier : str, bytes or mapping
        What the run was computed from: its text, its hash, or the dossier as plain data.
    seed : int
    version : str
        Version of Parley.

    Examples
    --------
    >>> run_id({"process": "X"}, 1, "0.1.0") == run_id({"process": "X"}, 1, "0.1.0")
    True
    >>> run_id({"process": "X"}, 1, "0.1.0") == run_id({"process": "X"}, 2, "0.1.0")
    False
    """
    content = dossier if isinstance(dossier, bytes) else _text(dossier).encode()
    parts = (hashlib.sha256(content).hexdigest(), str(int(seed)), version)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def folder_hash(folder: str | os.PathLike[str]) -> str:
    """Return the hash of every file in a dossier folder, names and contents.

    Hidden files (such as a version control folder) do not count; the order of reading does not
    matter.

    Raises
    ------
    LedgerError
        If the folder is absent or a file cannot be read.
    """
    root = Path(folder)
    if not root.is_dir():
        raise LedgerError(f"{folder}: not a folder")
    digest = hashlib.sha256()
    names = sorted(p.relative_to(root) for p in root.rglob("*") if p.is_file())
    for name in (n for n in names if not any(part.startswith(".") for part in n.parts)):
        try:
            content = (root / name).read_bytes()
        except OSError as error:
            raise LedgerError(f"{name}: cannot be read ({error.strerror})") from error
        digest.update(f"{name.as_posix()}\n{hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()


def _text(dossier: str | Mapping[str, Any]) -> str:
    """Text as it is; plain data as JSON with sorted keys."""
    if isinstance(dossier, str):
        return dossier
    return json.dumps(dossier, sort_keys=True, ensure_ascii=False, default=str)

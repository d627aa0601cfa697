"""The brief as a file, in the form its ending names."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from parley.errors import InputError, UsageError
from parley.outlook.document import Outlook

ENDINGS = (".html", ".htm", ".md", ".json")


def require_writable(path: Path) -> None:
    """Raise what `write` would raise for this path, before anything is computed.

    Raises
    ------
    UsageError
        If the ending names no form.
    InputError
        If its folder does not exist or cannot be written to.
    """
    if path.suffix.lower() not in ENDINGS:
        raise UsageError(f"output {path}: the ending must be one of {', '.join(ENDINGS)}")
    if not path.parent.is_dir():
        raise InputError(f"output {path}: cannot be written (no such folder)")
    if path.is_dir() or not os.access(path.parent, os.W_OK):
        raise InputError(f"output {path}: cannot be written")


def write(outlook: Outlook, path: Path) -> None:
    """Write the brief to a file; one that is there is replaced whole or not at all.

    Parameters
    ----------
    outlook : Outlook
        The document.
    path : Path
        Its ending says which form: .html or .htm, .md, .json.

    Raises
    ------
    UsageError
        If the ending is another one.
    InputError
        If the file cannot be written.
    """
    require_writable(path)
    text = _text(outlook, path.suffix.lower())
    try:
        _replace(path, text)
    except OSError as error:
        raise InputError(f"output {path}: cannot be written ({error.strerror})") from error


def _text(outlook: Outlook, ending: str) -> str:
    from parley import brief

    if ending == ".md":
        return brief.markdown(outlook)
    if ending == ".json":
        return json.dumps(outlook.to_json(), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return brief.html(outlook)


def _replace(path: Path, text: str) -> None:
    """Write beside the file, then take its place."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(beside, 0o666 & ~umask)
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise

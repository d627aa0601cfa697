"""The brief as a file, in the form its ending names; written whole or not at all."""

from __future__ import annotations

import dataclasses
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from parley.errors import InputError, UsageError
from parley.outlook.document import Outlook


@dataclasses.dataclass(frozen=True)
class Made:
    """A finished file, with what a reader should know of it (characters that could not be set)."""

    data: bytes
    warnings: tuple[str, ...] = ()


def require_writable(path: Path) -> None:
    """Raise what `write` would raise for this path, before anything is computed.

    Raises
    ------
    UsageError
        If the ending names no form.
    InputError
        If its folder does not exist or cannot be written to.
    """
    if path.suffix.lower() not in FORMS:
        raise UsageError(f"output {path}: the ending must be one of {', '.join(FORMS)}")
    if not path.parent.is_dir():
        raise InputError(f"output {path}: cannot be written (no such folder)")
    if path.is_dir() or not os.access(path.parent, os.W_OK):
        raise InputError(f"output {path}: cannot be written")


def form(outlook: Outlook, ending: str) -> Made:
    """Return the brief in the form an ending names.

    Parameters
    ----------
    outlook : Outlook
        The document.
    ending : str
        One of `FORMS`, with its dot.

    Raises
    ------
    UsageError
        If the ending is another one.
    MissingLibraryError
        When the library of that form is not installed.
    """
    if ending.lower() not in FORMS:
        raise UsageError(f"brief{ending}: the ending must be one of {', '.join(FORMS)}")
    return FORMS[ending.lower()](outlook)


def write(outlook: Outlook, path: Path) -> tuple[str, ...]:
    """Write the brief to a file; one that is there is replaced whole or not at all.

    Parameters
    ----------
    outlook : Outlook
        The document.
    path : Path
        Its ending says which form: see `FORMS`.

    Returns
    -------
    tuple of str
        What a reader should know: characters that no bundled font has (PDF).

    Raises
    ------
    UsageError
        If the ending is another one.
    InputError
        If the file cannot be written.
    """
    require_writable(path)
    made = form(outlook, path.suffix)
    write_bytes(path, made.data)
    return made.warnings


def write_bytes(path: Path, data: bytes) -> None:
    """Write beside the file, then take its place.

    Raises
    ------
    InputError
        If it cannot be written; what stood there still stands.
    """
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with open(handle, "wb") as out:
                out.write(data)
            umask = os.umask(0)
            os.umask(umask)
            os.chmod(beside, 0o666 & ~umask)
            os.replace(beside, path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(f"output {path}: cannot be written ({error.strerror})") from error


def _html(outlook: Outlook) -> Made:
    from parley import brief

    return Made(brief.html(outlook).encode())


def _markdown(outlook: Outlook) -> Made:
    from parley import brief

    return Made(brief.markdown(outlook).encode())


def _json(outlook: Outlook) -> Made:
    text = json.dumps(outlook.to_json(), ensure_ascii=False, indent=1, allow_nan=False)
    return Made(f"{text}\n".encode())


def _pdf(outlook: Outlook) -> Made:
    from parley.brief.pdf import pdf

    data, warnings = pdf(outlook)
    return Made(data, warnings)


def _docx(outlook: Outlook) -> Made:
    from parley.brief.docx import docx

    return Made(docx(outlook))


FORMS: dict[str, Callable[[Outlook], Made]] = {
    ".html": _html,
    ".htm": _html,
    ".pdf": _pdf,
    ".docx": _docx,
    ".md": _markdown,
    ".json": _json,
}
"""The forms of a brief by ending."""
MEDIA = {
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/markdown",
    ".json": "application/json",
    ".csv": "text/csv",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ics": "text/calendar",
    ".graphml": "application/graphml+xml",
    ".bib": "application/x-bibtex",
    ".txt": "text/plain",
    ".zip": "application/zip",
}
"""Media types by ending, for a server."""

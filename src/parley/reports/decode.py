"""Bytes to text, and text without characters that hide or reorder it."""

import re

from parley.errors import ReportError

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"),
          (b"\x00\x00\xfe\xff", "utf-32"),
          (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_HIDDEN = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\u061c\ufffe\uffff"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u0084\u0086-\u009f]"
)
_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"\x1f\x8b",
    b"{\\rtf",
)


def decode(data: bytes, label: str) -> str:
    r"""Text of a file's bytes.

    A byte-order mark decides; else UTF-8; else lines that are not UTF-8 are read as Windows-1252,
    so that a file of mixed encodings is readable throughout.

    Raises
    ------
    ReportError
        When there is nothing, or the bytes are not text.

    Examples
    --------
    >>> decode("Genève".encode("cp1252") + b"\n" + "Zürich".encode(), "x")
    'Genève\nZürich'
    """
    if not data.strip():
        raise ReportError(f"report {label!r}: is empty")
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if data.startswith(_BINARY) or b"\x00" in data[:8192]:
        raise ReportError(f"report {label!r}: is not plain text or a web page")
    control = sum(b < 9 or 13 < b < 32 for b in data[:8192])
    if control > 0.02 * len(data[:8192]):
        raise ReportError(f"report {label!r}: is not plain text or a web page")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return "\n".join(_line(part) for part in data.split(b"\n"))


def _line(part: bytes) -> str:
    try:
        return part.decode("utf-8")
    except UnicodeDecodeError:
        return part.decode("cp1252", errors="replace")


def clean(text: str) -> str:
    r"""Text with plain line ends, no zero-width and no direction marks.

    Examples
    --------
    >>> clean("a\u200bb\r\nc\u202ed")
    'ab\ncd'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n").replace("\u0085", "\n")
    if any("\ud800" <= c <= "\udfff" for c in text):
        text = text.encode("utf-8", errors="replace").decode()
    return _HIDDEN.sub("", text)

"""Bytes to text, and text without characters that hide or reorder it."""

import codecs
import re

from parley.errors import ReportError

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"),
          (b"\x00\x00\xfe\xff", "utf-32"),
          (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_HIDDEN = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\u061c\ufffe\uffff"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u0084\u0086-\u009f\U000e0000-\U000e007f]"
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
    b"\xd0\xcf\x11\xe0",
)
_NAMED = re.compile(
    rb"""<\?xml[^>]{0,80}encoding=["']([\w.:-]{2,40})["']|<meta[^>]{0,200}?charset\s*=\s*["']?\s*"""
    rb"""([\w.:-]{2,40})""",
    re.I,
)
_OTHERS = ["cp1251", "koi8_u", "koi8_r", "iso8859_5", "cp1256", "iso8859_6", "cp1253", "cp1255"]
"""Encodings of texts in Cyrillic, Arabic, Greek and Hebrew letters that are tried by content."""


def decode(data: bytes, label: str, encoding: str | None = None) -> str:
    r"""Text of a file's bytes.

    A byte-order mark decides; else UTF-8; else the encoding that the sender or the page itself
    names; else, where every second letter or more is no plain Latin one, what its letters look
    like; else lines that are not UTF-8 are read as Windows-1252, so that a file of mixed encodings
    is readable throughout.

    Parameters
    ----------
    data : bytes
        The file.
    label : str
        Its name, for messages.
    encoding : str, optional
        What an outer header (of a mail, of a web server) says of it.

    Raises
    ------
    ReportError
        When there is nothing, or the bytes are not text.

    Examples
    --------
    >>> decode("Genève".encode("cp1252") + b"\n" + "Zürich".encode(), "x")
    'Genève\nZürich'
    >>> decode("Переговоры о мире начались".encode("cp1251"), "x")
    'Переговоры о мире начались'
    """
    if not data.strip():
        raise ReportError(f"report {label!r}: is empty")
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    wide = _wide(data[:4096])
    if wide:
        return data.decode(wide, errors="replace")
    if data.startswith(_BINARY) or b"\x00" in data[:8192]:
        raise ReportError(f"report {label!r}: is not plain text or a web page")
    control = sum(b < 9 or 13 < b < 32 for b in data[:8192])
    if control > 0.02 * len(data[:8192]):
        raise ReportError(f"report {label!r}: is not plain text or a web page")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        named = _known(encoding) or _named(data[:4096]) or _by_letters(data)
        if named:
            return data.decode(named, errors="replace")
        return "\n".join(_line(part) for part in data.split(b"\n"))


def _wide(head: bytes) -> str | None:
    """UTF-16 without a byte-order mark: every second byte of Latin text is zero."""
    if len(head) < 8 or head.startswith(_BINARY):
        return None
    even, odd = head[::2], head[1::2]
    if odd.count(0) > 0.7 * len(odd) and not even.count(0):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and not odd.count(0):
        return "utf-16-be"
    return None


def _known(name: str | None) -> str | None:
    """The name of an encoding of one byte or UTF-8 that Python knows, else None."""
    try:
        found = codecs.lookup(name or "")
        found.incrementaldecoder(errors="replace").decode(b"a")
    except (LookupError, TypeError, ValueError):
        return None
    if name is None or found.name in ("utf-8", "ascii", "iso8859-1") or "utf" in found.name:
        return None
    return found.name if "a".encode(found.name, "replace") == b"a" else None


def _named(head: bytes) -> str | None:
    """The encoding a page or an XML file says it is in."""
    found = _NAMED.search(head)
    return _known((found.group(1) or found.group(2)).decode("ascii")) if found else None


def _by_letters(data: bytes) -> str | None:
    """The encoding in which a text of other letters than Latin ones makes sense; None for Latin."""
    sample = data[:20_000]
    high = sum(b >= 128 for b in sample)
    letters = high + sum(65 <= b <= 90 or 97 <= b <= 122 for b in sample)
    if high < 0.5 * letters:
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_OTHERS, threshold=0.4).best()
    return best.encoding if best else None


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

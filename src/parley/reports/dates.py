"""Dates written in full in a report, in English and by CLDR's month names in other languages."""

import datetime
import functools
import re

_LANGUAGES = ("en", "fr", "es", "ru", "uk", "ar")


@functools.cache
def _months() -> dict[str, int]:
    """Month names and short names in several languages, lower case, without dots."""
    from babel import Locale

    found: dict[str, int] = {}
    for code in _LANGUAGES:
        months = Locale(code).months
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[use][width].items():
                    found.setdefault(str(name).lower().strip("."), int(number))
    found["sept"] = 9
    return found


def month_number(name: str) -> int | None:
    """Number of a month by its name or short name, 1 to 12; None for any other word.

    Examples
    --------
    >>> month_number("March"), month_number("Sept"), month_number("spring")
    (3, 9, None)
    """
    return _months().get(name.lower().strip("."))


_DATE = re.compile(
    r"\b(?P<iso>(?:1[5-9]|20)\d\d-\d\d-\d\d)\b"
    r"|\b(?P<d1>\d{1,2})(?:st|nd|rd|th)?(?:[-–/]\d{1,2})?(?: of| "
    r"de)?\s+(?P<m1>[^\W\d_]{3,12})\.?(?: de)?,?\s+(?P<y1>(?:1[5-9]|20)\d\d)\b"
    r"|\b(?P<m2>[^\W\d_]{3,12})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:1[5-9]|"
    r"20)\d\d)\b"
)


def dates(text: str) -> list[tuple[int, int, datetime.date]]:
    """Start, end and date of each full date in the text, in order.

    Examples
    --------
    >>> [d.isoformat() for _, _, d in dates("on 14 November 1978 and March 3, 1991")]
    ['1978-11-14', '1991-03-03']
    """
    found = []
    for m in _DATE.finditer(text):
        day = _made(m)
        if day:
            found.append((m.start(), m.end(), day))
    return found


def _made(m: re.Match[str]) -> datetime.date | None:
    try:
        if m["iso"]:
            return datetime.date.fromisoformat(m["iso"])
        month = _months().get((m["m1"] or m["m2"]).lower())
        if month is None:
            return None
        return datetime.date(int(m["y1"] or m["y2"]), month, int(m["d1"] or m["d2"]))
    except ValueError:
        return None


def head_date(text: str) -> datetime.date | None:
    """The date of the report itself: the first full date in its first lines, else None.

    Looked for in the first 12 lines and 1,500 characters, where the line is short or the date
    stands near its start, as in a byline or a dateline.
    """
    for line in text[:1500].split("\n")[:12]:
        for start, _, day in dates(line):
            if len(line) < 90 or start < 60:
                return day
    return None

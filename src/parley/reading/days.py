"""Days named in a text, with or without the year, in the languages that are read."""

import datetime
import functools
import re

from parley.reading.languages import table

_LANGUAGES = ("en", "fr", "es", "ru", "uk", "ar", "ar_SY", "ar_DZ")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_DAY = re.compile(
    r"(?<![\d.,])(?P<d1>\d{1,2})(?:er|st|nd|rd|th|º|-го|-е)?(?: de| of)? (?P<m1>[^\W\d_]{3,12}"
    r"(?: الثاني| الأول)?)\.?(?:,? (?:de )?(?:del )?(?P<y1>(?:1[5-9]|20)\d\d))?(?!\d)"
    r"|\b(?P<m2>[A-Z][a-z]{2,9})\.? (?P<d2>\d{1,2})(?:st|nd|rd|th)?"
    r"(?:, (?P<y2>(?:1[5-9]|20)\d\d))?(?!\d)"
    r"|(?<!\d)(?P<iso>(?:1[5-9]|20)\d\d-\d\d-\d\d)(?!\d)"
)


@functools.cache
def _months() -> dict[str, int]:
    """Month names of all languages in lower case, without dots."""
    from babel import Locale

    found: dict[str, int] = {}
    for code in _LANGUAGES:
        months = Locale.parse(code).months
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[use][width].items():
                    found.setdefault(str(name).lower().strip("."), int(number))
    return found | {"sept": 9} | {str(k): int(v) for k, v in table()["ar"]["months"].items()}


def days(text: str, today: datetime.date | None = None) -> list[tuple[int, int, datetime.date]]:
    """Start, end and date of each day named in the text, in order.

    A day without a year is that of the year named last before it, else of `today`; it is left out
    when neither is known. Digits may be Arabic-Indic.

    Examples
    --------
    >>> [d.isoformat() for _, _, d in days("réunis le 7 mai 2023, puis le 11 mai")]
    ['2023-05-07', '2023-05-11']
    >>> [d.isoformat() for _, _, d in days("١٢ كانون الأول 1995 и 3 марта 1918")]
    ['1995-12-12', '1918-03-03']
    """
    plain = text.translate(_DIGITS)
    year = today.year if today else None
    found = []
    for m in _DAY.finditer(plain):
        if m["iso"]:
            day = _made(*(int(x) for x in m["iso"].split("-")))
        else:
            word = (m["m1"] or m["m2"]).lower()
            month = _months().get(word) or _months().get(word.split()[0])
            told = m["y1"] or m["y2"]
            which = int(told) if told else year
            if month is None or which is None:
                continue
            day = _made(which, month, int(m["d1"] or m["d2"]))
        if day:
            year = day.year
            found.append((m.start(), m.end(), day))
    return found


def _made(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None

"""Numbers, dates and the dossier's words as a reader meets them."""

from __future__ import annotations

import datetime
import math
import re

from parley.dossier.estimate import Distribution
from parley.outlook.document import Number

OUTCOMES = {
    "settlement": "Settlement in force",
    "ceasefire_holding": "Ceasefire holding",
    "war_continues": "War goes on",
    "collapse": "One side collapses",
    "signed_by": "Settlement signed by then",
    "ceasefire_collapsed": "A ceasefire has collapsed by then",
    "escalation": "Renewed escalation by then",
    "faded": "Of these, faded without a text",
    "truce_holds": "Truce unbroken",
}
ORIGINS = {
    "stated": "the record",
    "historical": "history",
    "judgement": "an analyst’s judgement",
    "default": "default assumption",
}
CONCEPTS = {
    "nash": "nobody gains by leaving",
    "gmr": "any move away can be answered",
    "smr": "answered, with no way out for the mover",
    "seq": "answered by a move the others would want to make",
}
MODELS = {
    "course": "course of the war",
    "deals": "deals",
    "stability": "moves",
    "positions": "positions",
    "joined": "the models joined",
    "history": "history",
    "record": "the record",
}
NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


def percent(share: float) -> str:
    """A chance as a reader meets it: one decimal below 10 %, none above, never a false 0 or 100.

    Examples
    --------
    >>> [percent(x).replace(NBSP, " ") for x in (0.0, 0.0004, 0.0549, 0.5, 0.9996, 1.0)]
    ['0 %', '< 0.1 %', '5.5 %', '50 %', '> 99.9 %', '100 %']
    """
    return f"{_digits(share)}{NBSP}%"


def percent_range(interval: tuple[float, float]) -> str:
    """Both ends of an interval of chances.

    Examples
    --------
    >>> percent_range((0.02, 0.087)).replace(NBSP, " ")
    '2.0–8.7 %'
    """
    low, high = (_digits(x) for x in interval)
    return f"{low}–{high}{NBSP}%"


def chance(number: Number) -> str:
    """A chance with its interval.

    Examples
    --------
    >>> chance(Number(value=0.2, interval=(0.1, 0.3))).replace(NBSP, " ")
    '20 % (10–30 %)'
    """
    return f"{percent(number.value)} ({percent_range(number.interval)})"


def points(difference: float) -> str:
    """A difference of two chances in percentage points, signed.

    Examples
    --------
    >>> [points(x) for x in (0.0123, -0.004, 0.00001)]
    ['+1.2', '−0.4', '0.0']
    """
    return signed(100 * difference, 1)


def points_range(interval: tuple[float, float]) -> str:
    """Both ends of an interval of differences, in percentage points.

    Examples
    --------
    >>> points_range((-0.004, 0.01))
    '−0.4 to +1.0'
    """
    return f"{points(interval[0])} to {points(interval[1])}"


def signed(value: float, places: int = 2) -> str:
    """A number with its sign; zero, once rounded, has none.

    Examples
    --------
    >>> signed(0.12), signed(-0.5), signed(-0.001)
    ('+0.12', '−0.50', '0.00')
    """
    text = f"{abs(value):.{places}f}"
    if float(text) == 0:
        return text
    return f"{'+' if value > 0 else MINUS}{text}"


def plain(value: float) -> str:
    """A number of any size in few digits.

    Examples
    --------
    >>> [plain(x) for x in (0, 3.0, 0.12345, 1234567.0, -0.00012)]
    ['0', '3', '0.123', '1,234,567', '−0.00012']
    """
    if value == 0:
        return "0"
    if abs(value) >= 1000:
        text = f"{abs(value):,.0f}"
    else:
        text = f"{abs(value):.3g}"
    return f"{MINUS if value < 0 else ''}{text}"


def quantity(value: float, interval: tuple[float, float]) -> tuple[str, str]:
    """A value and its interval with as many places as the width of the interval bears.

    Examples
    --------
    >>> quantity(0.31345, (0.0718, 0.568)), quantity(50.2, (31.3, 72.0))
    (('0.31', '0.07 to 0.57'), ('50', '31 to 72'))
    >>> quantity(0.004, (0.0, 0.0))
    ('0.0040', '0 to 0')
    """
    width = abs(interval[1] - interval[0]) or abs(value) or 1.0
    places = min(max(1 - math.floor(math.log10(width)), 0), 4)
    texts = [f"{abs(x):,.{places}f}" if x else "0" for x in (value, *interval)]
    zero = f"{0:.{places}f}"
    signs = [
        MINUS if x < 0 and t != zero else "" for x, t in zip((value, *interval), texts, strict=True)
    ]
    middle, low, high = (a + b for a, b in zip(signs, texts, strict=True))
    return middle, f"{low} to {high}"


def tidy(text: str) -> str:
    """Keep a number and its per cent sign on one line.

    Examples
    --------
    >>> tidy("a chance of 7 %") == f"a chance of 7{NBSP}%"
    True
    """
    return re.sub(r"(?<=\d) %", f"{NBSP}%", text)


def measured(value: float, unit: str | None, interval: tuple[float, float] | None = None) -> str:
    """A value in the form its unit asks for: chances as per cent, differences of them as points.

    Examples
    --------
    >>> measured(0.25, "chance").replace(NBSP, " "), measured(0.01, "points")
    ('25 %', '+1.0')
    """
    if is_chance(unit):
        return percent(value)
    if is_points(unit):
        return points(value)
    return quantity(value, interval)[0] if interval else plain(value)


def measured_range(interval: tuple[float, float], unit: str | None) -> str:
    """Both ends of an interval in the form `measured` gives the value."""
    if is_chance(unit):
        return percent_range(interval)
    return points_range(interval) if is_points(unit) else quantity(interval[0], interval)[1]


def unit(name: str | None) -> str:
    """What to write after a measured number: nothing for a chance, whose sign says it.

    Examples
    --------
    >>> unit("chance"), unit("difference in chance"), unit("months"), unit(None)
    ('', 'points', 'months', '')
    """
    if name is None or is_chance(name):
        return ""
    return "points" if is_points(name) else name


def is_chance(unit: str | None) -> bool:
    """Whether a unit says that the number is a chance or share between 0 and 1."""
    return unit in CHANCES or (unit or "").startswith(("chance", "probability"))


def is_points(unit: str | None) -> bool:
    """Whether a unit says that the number is a difference of chances."""
    return unit is not None and ("point" in unit or "difference" in unit)


CHANCES = ("share", "share a year", "share a month", "share of draws", "share of paths")


def distribution(d: Distribution) -> str:
    """What is known of a number, in words.

    Examples
    --------
    >>> distribution(Distribution(family="lognormal", numbers=(60, 1.4)))
    '60, times or divided by 1.4'
    >>> distribution(Distribution(family="uniform", numbers=(0.4, 0.8)))
    '0.4 to 0.8, each as likely'
    """
    n = [plain(x) for x in d.numbers]
    if d.family == "point":
        return n[0]
    if d.family == "uniform":
        return f"{n[0]} to {n[1]}, each as likely"
    if d.family == "normal":
        return f"{n[0]} ± {n[1]}"
    if d.family == "half_normal":
        return f"size of a normal draw, deviation {n[0]}"
    if d.family == "lognormal":
        return f"{n[0]}, times or divided by {n[1]}"
    if d.family == "beta":
        return f"about {plain(d.mean_or_median)} (beta {n[0]}, {n[1]})"
    if d.family == "dirichlet":
        return f"shares with weights {_shortened(n)}"
    return f"about {plain(d.mean_or_median)}, one of {len(n)} sampled values"


def day(date: datetime.date | None) -> str:
    """A date written out, in one form everywhere; "undated" when there is none.

    Examples
    --------
    >>> day(datetime.date(2026, 3, 7)), day(None)
    ('7 March 2026', 'undated')
    """
    if date is None:
        return "undated"
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def months(n: int) -> str:
    """A horizon.

    Examples
    --------
    >>> months(1), months(12)
    ('1 month', '12 months')
    """
    return f"{n} month" if n == 1 else f"{n} months"


def outcome(key: str) -> str:
    """The name of an outcome."""
    return OUTCOMES.get(key) or label(key)


def told(says: str, value: float, unit: str | None, interval: tuple[float, float] | None) -> bool:
    """Whether a sentence already gives its number.

    Examples
    --------
    >>> told("It holds: 7 % (3–12 %).", 0.07, "chance", (0.03, 0.12))
    True
    >>> told("It falls by −2.0 points.", -0.02, "points", (-0.1, 0.07))
    True
    >>> told("It gains .31 of its stake.", 0.313, "share of stake", (0.07, 0.57))
    True
    >>> told("It holds.", 1, None, None)
    False
    """
    bare = measured(value, unit, interval).replace(f"{NBSP}%", "")
    short = re.sub(r"^([+−]?)0\.", r"\1.", bare)
    either = "|".join(re.escape(x) for x in (bare, bare.removesuffix(".0"), short))
    return re.search(rf"(?<![\d.])(?:{either})(?!\d|\.\d)", says) is not None


def label(word: str) -> str:
    """One of the dossier's words as a heading: "on_hold" is "On hold".

    Examples
    --------
    >>> label("on_hold"), label("")
    ('On hold', '')
    """
    text = word.replace("_", " ")
    return text[:1].upper() + text[1:]


def listed(names: list[str], word: str = "and") -> str:
    """Names in a row.

    Examples
    --------
    >>> listed(["A", "B", "C"]), listed(["A", "B"], "or"), listed([])
    ('A, B and C', 'A or B', '')
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def _digits(share: float) -> str:
    """Digits of a chance in per cent, without the sign."""
    value = 100 * share
    if 0 < value < 0.1:
        return "<" + NBSP + "0.1"
    if 99.9 < value < 100:
        return ">" + NBSP + "99.9"
    text = f"{value:.1f}" if abs(value) < 9.95 else f"{value:.0f}"
    return "0" if value == 0 else text.replace("-", MINUS)


def _shortened(numbers: list[str]) -> str:
    """At most six numbers, the rest counted."""
    rest = f" and {len(numbers) - 6} more" if len(numbers) > 6 else ""
    return ", ".join(numbers[:6]) + rest

"""Numbers in words, one way for every sentence of an outlook."""

from collections.abc import Sequence

from parley.outlook.document import Number


def percent(chance: float) -> str:
    """A chance in per cent: one decimal below 10 %, none above, and never a false 0 or 100.

    Examples
    --------
    >>> percent(0.0553), percent(0.03), percent(0.554), percent(0.0002), percent(0.99996)
    ('5.5 %', '3.0 %', '55 %', 'under 0.1 %', 'over 99.9 %')
    """
    value = 100 * chance
    if 0 < value < 0.1:
        return "under 0.1 %"
    if 99.9 < value < 100:
        return "over 99.9 %"
    if value < 10 or value > 99:
        return f"{value:.1f} %" if 0 < value < 100 else f"{value:.0f} %"
    return f"{value:.0f} %"


def span(number: Number) -> str:
    """The interval of a chance in per cent.

    Examples
    --------
    >>> span(Number(value=0.05, interval=(0.021, 0.094)))
    '2.1–9.4 %'
    """
    low, high = (percent(v) for v in number.interval)
    if low == high:
        return low
    return f"{low.removesuffix(' %')}–{high}" if low.endswith(" %") else f"{low} to {high}"


def points(change: float) -> str:
    """A difference of chances in points, signed.

    Examples
    --------
    >>> points(-0.0123), points(0.0)
    ('−1.2 points', '0 points')
    """
    value = round(100 * change, 1)
    if value == 0:
        return "0 points"
    sign = "+" if value > 0 else "−"
    return f"{sign}{abs(value):.1f} points"


def point_span(number: Number) -> str:
    """The interval of a difference, in points.

    Examples
    --------
    >>> point_span(Number(value=-0.012, interval=(-0.02, 0.001)))
    '−2.0 to +0.1'
    """
    return " to ".join(points(v).removesuffix(" points") for v in number.interval)


def rounded(value: float) -> str:
    """A share of what is at stake, two decimals.

    Examples
    --------
    >>> rounded(0.123), rounded(-0.05), rounded(1.0)
    ('0.12', '−0.05', '1.00')
    """
    text = f"{abs(value):.2f}"
    return f"−{text}" if round(value, 2) < 0 else text


def row(names: Sequence[str], last: str = "and") -> str:
    """Names in a row.

    Examples
    --------
    >>> row(["A"]), row(["A", "B", "C"]), row(["A", "B"], "or")
    ('A', 'A, B and C', 'A or B')
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def months(number: int) -> str:
    """A span of months.

    Examples
    --------
    >>> months(1), months(6), months(12), months(60)
    ('one month', '6 months', 'a year', '5 years')
    """
    if number == 1:
        return "one month"
    if number == 12:
        return "a year"
    if number % 12 == 0:
        return f"{number // 12} years"
    return f"{number} months"

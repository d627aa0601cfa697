"""Charts as SVG: own code, no style attributes, so that they also pass a strict page policy.

Colours come from classes that style.css states once (`o-settlement` is the colour of that outcome).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup, escape

from parley.brief.words import outcome, percent
from parley.outlook.document import Number, PhaseBand

TICKS = (3, 6, 12, 24, 36, 48, 60, 120, 240)


def stacked(months: Sequence[int], phases: dict[str, PhaseBand], width: int = 680) -> Markup:
    """Draw the chance of each exclusive outcome, one above the other, month by month.

    Parameters
    ----------
    months : sequence of int
        Months after the date of the record, rising.
    phases : dict of PhaseBand
        Means that sum to 1 at each month; drawn in the order given, the first at the bottom.
    width : int
        Width in pixels at which the text keeps its size.

    Returns
    -------
    Markup
        An `<svg>` with title and description; empty when there are no months.
    """
    if len(months) < 2 or not phases:
        return Markup("")
    height, left, right, top, bottom = 250, 34, 10, 12, 30
    x = _scale(months[0], months[-1], left, width - right)
    y = _scale(0, 1, height - bottom, top)
    floor = [0.0] * len(months)
    body = []
    for key, band in phases.items():
        roof = [min(1.0, a + b) for a, b in zip(floor, band.mean, strict=True)]
        up = " ".join(f"{x(m):.1f},{y(v):.1f}" for m, v in zip(months, roof, strict=True))
        down = " ".join(
            f"{x(m):.1f},{y(v):.1f}" for m, v in zip(months[::-1], floor[::-1], strict=True)
        )
        body.append(f'<polygon class="area o-{escape(key)}" points="{up} {down}"/>')
        floor = roof
    for share in (0, 0.25, 0.5, 0.75, 1):
        body.append(_line("grid", left, width - right, y(share), y(share)))
        body.append(_text(left - 6, y(share) + 4, f"{100 * share:.0f}", "end"))
    body += _month_axis(months, x, top, height - bottom)
    said = "; ".join(f"{outcome(k)} {percent(b.mean[-1])}" for k, b in phases.items())
    return _svg(
        width,
        height,
        "Where it may stand, month by month",
        f"Chances in per cent. At month {months[-1]}: {said}.",
        body,
    )


def band(months: Sequence[int], key: str, phase: PhaseBand, marks: Sequence[int]) -> Markup:
    """Draw one outcome's chance month by month with its 10-90 % band, on its own scale.

    Parameters
    ----------
    months : sequence of int
        Months after the date of the record, rising.
    key : str
        The outcome.
    phase : PhaseBand
        Mean and band, one value a month.
    marks : sequence of int
        Months that get a dot.

    Returns
    -------
    Markup
        An `<svg>`; empty when there are no months.
    """
    if len(months) < 2:
        return Markup("")
    width, height, left, right, top, bottom = 200, 136, 30, 10, 10, 26
    low, high, step = _nice(min(phase.low), max(phase.high))
    x = _scale(months[0], months[-1], left, width - right)
    y = _scale(low, high, height - bottom, top)
    body = []
    value = low
    while value < high + step / 2:
        body.append(_line("grid", left, width - right, y(value), y(value)))
        body.append(_text(left - 6, y(value) + 4, f"{round(100 * value, 2):g}", "end"))
        value += step
    up = " ".join(f"{x(m):.1f},{y(v):.1f}" for m, v in zip(months, phase.high, strict=True))
    down = " ".join(
        f"{x(m):.1f},{y(v):.1f}" for m, v in zip(months[::-1], phase.low[::-1], strict=True)
    )
    body.append(f'<polygon class="band o-{escape(key)}" points="{up} {down}"/>')
    mean = " ".join(f"{x(m):.1f},{y(v):.1f}" for m, v in zip(months, phase.mean, strict=True))
    body.append(f'<polyline class="mean s-{escape(key)}" points="{mean}"/>')
    for m, v in zip(months, phase.mean, strict=True):
        if m in marks:
            body.append(
                f'<circle class="dot o-{escape(key)}" cx="{x(m):.1f}" cy="{y(v):.1f}" r="3"/>'
            )
    body += _month_axis(months, x, top, height - bottom, few=True)
    last = percent(phase.mean[-1])
    return _svg(
        width,
        height,
        outcome(key),
        f"Chance in per cent with its band, months {months[0]} to {months[-1]}; {last} at the end.",
        body,
    )


def whisker(
    number: Number,
    low: float,
    high: float,
    *,
    key: str = "",
    marks: Sequence[tuple[str, float | None]] = (),
    zero: bool = False,
) -> Markup:
    """Draw a dot with its interval on a scale shared by the rows of a table.

    Parameters
    ----------
    number : Number
        Value and interval.
    low, high : float
        Ends of the scale.
    key : str
        Class of the dot: an outcome, `up` or `down`.
    marks : sequence of (name, value)
        Other answers on the same scale, drawn as hollow marks in turn: diamond, ring, square,
        triangle; one that is None or beyond the scale is left out and keeps its shape.
    zero : bool
        Whether a line stands at 0.
    """
    width, height = 220, 22
    x = _scale(low, high if high > low else low + 1, 8, width - 8)
    middle = height / 2
    body = [_line("rule", 0, width, middle, middle)]
    if zero:
        body.append(_line("axis", x(0), x(0), 1, height - 1))
    a, b = number.interval
    body.append(_line("ci", x(a), x(b), middle, middle))
    for n, (name, value) in enumerate(marks):
        if value is not None and low <= value <= high:
            body.append(_mark(n, x(value), middle, f"{name} {percent(value)}"))
    body.append(f'<circle class="dot o-{escape(key)}" cx="{x(number.value):.1f}" cy="11" r="5"/>')
    said = ", ".join(f"{name} {percent(v)}" for name, v in marks if v is not None)
    return _svg(width, height, "Value and interval", said or "On the scale of the column.", body)


def shares(parts: Sequence[tuple[str, float]], width: int = 320) -> Markup:
    """Draw shares that sum to 1 as one bar; each part has class `part-NAME`."""
    body, at = [], 0.0
    for name, share in parts:
        size = max(0.0, share) * width
        body.append(
            f'<rect class="part-{escape(name)}" x="{at:.1f}" y="0" width="{size:.1f}" height="12">'
            f"<title>{escape(name)} {percent(share)}</title></rect>"
        )
        at += size
    said = ", ".join(f"{name} {percent(share)}" for name, share in parts)
    return _svg(width, 12, "What the answer rests on", said, body, fill=True)


def meter(share: float, name: str) -> Markup:
    """Draw a share between 0 and 1 as a bar."""
    size = 90 * min(max(share, 0.0), 1.0)
    body = [
        '<rect class="trough" x="0" y="3" width="90" height="6"/>',
        f'<rect class="fill" x="0" y="3" width="{size:.1f}" height="6"/>',
    ]
    return _svg(90, 12, name, percent(share), body)


def spectrum(places: Sequence[tuple[str, str, float | None]], now: float | None) -> Markup:
    """Draw where parties stand on an ordered issue.

    Parameters
    ----------
    places : sequence of (name, class, place)
        Class is `side-0`, `side-1` or `other`; place runs from 0 (first option) to 1 (last), None
        where the record holds no position (a dashed ring in the middle of the dashed line).
    now : float or None
        Where things stand.
    """
    width, height = 260, 30
    x, middle = _scale(0, 1, 12, width - 12), 15.0
    body = [_line("rule", x(0), x(1), middle, middle)]
    body += [_line("axis", x(end), x(end), 10, 20) for end in (0, 1)]
    if now is not None:
        body.append(f'<path class="now" d="M{x(now):.1f} 24l-4 6h8z"/>')
    taken: dict[float, int] = {}
    for name, kind, place in places:
        if place is None:
            continue
        n = taken[place] = taken.get(place, -1) + 1
        shift = (7 if place < 0.9 else -7) * n
        body.append(_stand(kind, x(place) + shift, middle, name))
    said = ", ".join(name for name, _, p in places if p is not None) or "no position recorded"
    return _svg(width, height, "Where they stand", said, body)


def _svg(
    width: float, height: float, title: str, desc: str, body: list[str], *, fill: bool = False
) -> Markup:
    """Wrap shapes with title and description."""
    stretch = ' preserveAspectRatio="none"' if fill else ""
    return Markup(
        f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"{stretch} '
        f'role="img"><title>{escape(title)}</title><desc>{escape(desc)}</desc>{"".join(body)}</svg>'
    )


class _scale:  # noqa: N801 - used as a function
    """Linear map from data to pixels."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self.low, self.start = low, start
        self.slope = (end - start) / (high - low) if high != low else 0.0

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) * self.slope


def _nice(low: float, high: float) -> tuple[float, float, float]:
    """Ends and step of an axis of chances that holds `low` to `high` in three or four steps."""
    low = 0.0 if low < 0.35 else low
    high = 1.0 if high > 0.9 else high
    span = max(high - low, 0.004)
    step = 10 ** math.floor(math.log10(span / 3))
    step = next(step * k for k in (1, 2, 2.5, 5, 10) if span / (step * k) <= 4)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step


def _month_axis(
    months: Sequence[int], x: _scale, top: float, base: float, *, few: bool = False
) -> list[str]:
    """Vertical lines and labels at the usual horizons."""
    ticks = [t for t in TICKS if months[0] <= t <= months[-1]] or [months[0], months[-1]]
    if few:
        ticks = [t for t in ticks if t not in (3, 6, 36)]
    out, last = [], -99.0
    for t in ticks:
        out.append(_line("grid", x(t), x(t), top, base))
        if x(t) - last > 18:
            out.append(_text(x(t), base + 16, str(t), "middle"))
            last = x(t)
    return out


def _line(kind: str, x1: float, x2: float, y1: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text class="t" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _stand(kind: str, x: float, y: float, name: str) -> str:
    """A party on a scale: a dot for side one, a square for side two, a ring for others."""
    title = f"<title>{escape(name)}</title>"
    if kind == "side-1":
        place = f'x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10"'
        return f'<rect class="stand {escape(kind)}" {place}>{title}</rect>'
    return (
        f'<circle class="stand {escape(kind)}" cx="{x:.1f}" cy="{y:.1f}" r="5.5">{title}</circle>'
    )


def _mark(n: int, x: float, y: float, title: str) -> str:
    """A hollow mark, a different shape for each yardstick."""
    d = (
        f"M{x:.1f} {y - 5:.1f}l5 5-5 5-5-5z",
        f"M{x - 4:.1f} {y:.1f}a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
        f"M{x - 4:.1f} {y - 4:.1f}h8v8h-8z",
        f"M{x:.1f} {y - 5:.1f}l5 9h-10z",
    )[n % 4]
    return f'<path class="mark" d="{d}"><title>{escape(title)}</title></path>'

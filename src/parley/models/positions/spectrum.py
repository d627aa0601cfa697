"""The spectrum of one issue as a drawing: who stands where, and the density of the forecast.

Scalable Vector Graphics, as text. It needs no style sheet: words and lines take the colour of the
page's text, so it reads on light and on dark.
"""

from xml.sax.saxutils import escape

import numpy as np

from parley.models.positions.forecast import Forecast
from parley.models.positions.model import Issue

WIDTH, LEFT, RIGHT = 760, 56, 56
TOP, AXIS, ROW, LETTER = 46, 196, 19, 6.6


def spectrum_svg(issue: Issue, result: Forecast) -> str:
    """Return the drawing of an issue and its forecast.

    Parameters
    ----------
    issue : Issue
        Actors are drawn as dots below the axis, their area in proportion to their weight.
    result : Forecast
        Its density is drawn above the axis, with its 80 % interval, and marks at weighted mean,
        weighted median and status quo.

    Returns
    -------
    str
        One `svg` element, with a title and a description for readers who do not see it.

    Examples
    --------
    >>> from parley.models.positions import forecast
    >>> issue = Issue(["A", "B"], [2, 8], [1, 1], [1, 1], high=10, name="tariff")
    >>> spectrum_svg(issue, forecast(issue)).startswith("<svg ")
    True
    """
    scale, below = _scale(issue, result)
    dots, bottom = _actors(issue, below)
    height = bottom + 30
    lo, hi = result.interval80
    title = escape(f"{issue.name}: positions and forecast")
    words = escape(
        f"{len(issue.actors)} actors from {issue.low:g} to {issue.high:g}. "
        f"Forecast {result.mean:.3g}, 80 % interval {lo:.3g} to {hi:.3g}."
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="12" fill="currentColor">',
        f"<title>{title}</title><desc>{words}</desc>",
        f'<text x="{LEFT}" y="18" font-size="14" font-weight="600">{escape(issue.name)}</text>',
        f'<text x="{LEFT}" y="34" opacity=".75">{words}</text>',
        *_density(issue, result),
        *_marks(issue, result),
        *scale,
        *dots,
        f'<text x="{LEFT}" y="{height - 8}" opacity=".75">'
        f"Steps: forecast, fitted on {result.n} EU decisions (height: root of the density). "
        "Band: 80 % interval. Dots: weight.</text>",
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _x(issue: Issue, value: float) -> float:
    """Horizontal place of a value."""
    return round(LEFT + (WIDTH - LEFT - RIGHT) * float(issue.to_unit(value)), 1)


def _density(issue: Issue, result: Forecast) -> list[str]:
    """The interval as a band and the density as steps."""
    lo, hi = (_x(issue, v) for v in result.interval80)
    top = max(float(result.density.max()), 1e-12)
    half = (issue.high - issue.low) / len(result.grid) / 2
    points = [f"{_x(issue, issue.low)},{AXIS}"]
    for at, d in zip(result.grid, result.density, strict=True):
        y = round(AXIS - (AXIS - TOP - 24) * float(np.sqrt(d / top)), 1)
        points += [f"{_x(issue, at - half)},{y}", f"{_x(issue, at + half)},{y}"]
    points.append(f"{_x(issue, issue.high)},{AXIS}")
    return [
        f'<rect x="{lo}" y="{TOP}" width="{max(round(hi - lo, 1), 1)}" height="{AXIS - TOP}" '
        'fill="#3b6ea5" opacity=".12"/>',
        f'<polygon points="{" ".join(points)}" fill="#3b6ea5" opacity=".55"/>',
    ]


def _marks(issue: Issue, result: Forecast) -> list[str]:
    """Upright lines at the point forecasts, named above; equal places share a line."""
    b = result.baselines
    at: dict[float, list[str]] = {}
    for name, value in (
        ("weighted mean", b.weighted_mean), ("weighted median", b.weighted_median),
        ("status quo", b.status_quo),
    ):  # fmt: skip
        if value is not None:
            at.setdefault(_x(issue, value), []).append(name)
    parts, rows = [], _pack([(x, " = ".join(names)) for x, names in sorted(at.items())])
    for x, text, row, anchor in rows:
        y = TOP + 12 + 15 * row
        parts.append(
            f'<line x1="{x}" x2="{x}" y1="{y + 3}" y2="{AXIS}" stroke="currentColor" '
            f'stroke-dasharray="3 3" opacity=".8"/>'
            f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="11">{escape(text)}</text>'
        )
    return parts


def _scale(issue: Issue, result: Forecast) -> tuple[list[str], int]:
    """The axis with its ends, options with their chances, and the height they reach."""
    parts = [
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{AXIS}" y2="{AXIS}" stroke="currentColor"/>',
        f'<text x="{LEFT - 8}" y="{AXIS + 4}" text-anchor="end">{issue.low:g}</text>',
        f'<text x="{WIDTH - RIGHT + 8}" y="{AXIS + 4}">{issue.high:g}</text>',
    ]
    places = [_x(issue, float(at)) for at in np.asarray(issue.option_positions)]
    labels = [f"{name} {result.options[name]:.0%}" for name in issue.options]
    bottom = AXIS
    for x, text, row, anchor in _pack(list(zip(places, labels, strict=True))):
        bottom = max(bottom, AXIS + 20 + 15 * row)
        parts.append(
            f'<path d="M{x} {AXIS - 5}V{AXIS + 9 + 15 * row}" stroke="currentColor" '
            f'stroke-width="2"/><text x="{x}" y="{AXIS + 20 + 15 * row}" text-anchor="{anchor}" '
            f'font-weight="600">{escape(text)}</text>'
        )
    return parts, bottom


def _actors(issue: Issue, below: int) -> tuple[list[str], int]:
    """Dots and names under `below`, and the height they reach."""
    share = issue.weights / issue.weights.max()
    order = sorted(range(len(issue.actors)), key=lambda i: (issue.x[i], -issue.weights[i]))
    packed = _pack([(_x(issue, issue.x[i]), issue.actors[i]) for i in order])
    parts = []
    for i, (x, name, row, anchor) in zip(order, packed, strict=True):
        y = below + 26 + ROW * row
        r = round(2 + 5 * float(np.sqrt(share[i])), 1)
        shift = {"start": 9, "end": -9, "middle": 0}[anchor]
        parts.append(
            f'<circle cx="{x}" cy="{y - 4}" r="{r}" fill="#b5541c" opacity=".85">'
            f"<title>{escape(name)}: {issue.x[i]:g}, salience {issue.s[i]:g}, "
            f"capability {issue.c[i]:g}</title></circle>"
            f'<text x="{x + shift}" y="{y}" text-anchor="{anchor}">{escape(name)}</text>'
        )
    rows = 1 + max(row for _, _, row, _ in packed)
    return parts, below + 26 + ROW * rows


def _pack(labels: list[tuple[float, str]]) -> list[tuple[float, str, int, str]]:
    """Rows and anchors for labels in rising order of place, so that none lies on another."""
    ends: list[float] = []
    out = []
    for x, text in labels:
        width = LETTER * len(text) + 22
        anchor = "start" if x + width < WIDTH - 4 else "end"
        left, right = (x - 8, x + width) if anchor == "start" else (x - width, x + 8)
        row = next((r for r, end in enumerate(ends) if end <= left), len(ends))
        if row == len(ends):
            ends.append(right)
        ends[row] = right
        out.append((x, text, row, anchor))
    return out

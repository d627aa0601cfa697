"""What every chart shares: frame, type, axes, and small helpers for its data."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from parley.brief.palette import Theme, colours

Spec = dict[str, Any]
"""A Vega-Lite specification; plain JSON data, nothing in it is fetched."""

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = "Noto Sans, Noto Naskh Arabic, Noto Sans Hebrew, ui-sans-serif, system-ui, sans-serif"
NUMBERS = {
    "decimal": ".",
    "thousands": ",",
    "grouping": [3],
    "currency": ["", ""],
    "minus": "\N{EN DASH}",
}
"""How charts write numbers; the fonts of text have the dash, not the sign U+2212."""
WIDTH = 640
"""Width of a chart in pixels unless a caller asks for another."""
PERCENT = ".0%"
"""How axes write chances."""
TICKS = (0, 3, 6, 12, 24, 36, 48, 60, 120, 240)
LINES_OF_LABEL = "split(datum.label, '\\n')"


def framed(spec: Spec, says: str, values: Sequence[Mapping[str, Any]], theme: Theme) -> Spec:
    """Return a chart with its data, description (read aloud by a screen reader) and config.

    Examples
    --------
    >>> framed({"mark": "bar"}, "Bars.", [], "light")["description"]
    'Bars.'
    """
    return {
        "$schema": SCHEMA,
        "description": says,
        "data": {"values": [dict(v) for v in values]},
        "config": config(theme),
        **spec,
    }


def config(theme: Theme = "light") -> dict[str, Any]:
    """Return the Vega-Lite config of a theme: type, lines and colours of the page."""
    c = colours(theme)
    label = {"labelColor": c["soft"], "titleColor": c["soft"], "labelFontSize": 12}
    title = {"titleFontSize": 12, "titleFontWeight": "normal"}
    return {
        "background": c["paper"],
        "font": FONT,
        "locale": {"number": NUMBERS},
        "view": {"stroke": None},
        "axis": label
        | title
        | {"gridColor": c["line"], "domainColor": c["line"], "tickColor": c["line"]}
        | {"labelLimit": 280, "titlePadding": 8},
        "legend": label
        | title
        | {"labelLimit": 280, "symbolStrokeWidth": 2}
        | {"symbolBaseFillColor": c["soft"], "symbolBaseStrokeColor": c["soft"]},
        "header": label | title | {"labelFontSize": 13, "labelColor": c["ink"], "labelLimit": 280},
        "title": {"color": c["ink"], "fontSize": 14, "fontWeight": 600, "anchor": "start"},
        "text": {"color": c["ink"], "fontSize": 12},
        "rule": {"color": c["soft"]},
        "bar": {"color": c["accent"]},
        "point": {"color": c["accent"], "size": 70},
        "line": {"color": c["accent"], "strokeWidth": 2},
    }


def number(value: float) -> float:
    """A number with six significant digits: no chart shows more.

    Examples
    --------
    >>> number(0.12345678), number(2.4e-20)
    (0.123457, 0.0)
    """
    return 0.0 if abs(value) < 1e-9 else float(f"{value:.6g}")


def wrapped(text: str, width: int = 34, lines: int = 3) -> str:
    r"""A label on several lines, cut after the last.

    Examples
    --------
    >>> wrapped("one two three", 8)
    'one two\nthree'
    """
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder=" …")) or text


def distinct(names: Sequence[str]) -> list[str]:
    """Labels as they are, a number added to those that another row has too.

    Examples
    --------
    >>> distinct(["a", "b", "a"])
    ['a', 'b', 'a (2)']
    """
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return out


def month_ticks(months: Sequence[int]) -> list[int]:
    """The usual horizons within a range of months; its ends when none is."""
    inside = [t for t in TICKS if months[0] <= t <= months[-1]]
    return inside if len(inside) > 1 else [months[0], months[-1]]


def rows_axis(title: str | None = None) -> dict[str, Any]:
    """A vertical axis of labels that may take several lines."""
    return {
        "title": title,
        "labelExpr": LINES_OF_LABEL,
        "ticks": False,
        "domain": False,
        "grid": True,
        "labelPadding": 8,
    }


def scale(domain: Sequence[str], range_: Sequence[str]) -> dict[str, Any]:
    """A scale that maps names to colours or shapes in the order given."""
    return {"domain": list(domain), "range": list(range_)}


def tips(*names: str, **formats: str) -> list[dict[str, str]]:
    """Fields shown beside the pointer, those with a number in its format."""
    plain = [{"field": n} for n in names]
    return plain + [{"field": n, "format": f, "type": "quantitative"} for n, f in formats.items()]

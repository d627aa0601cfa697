"""Charts as Vega-Lite: data and marks; colours are names of the style sheet's own, `var(--…)`.

`assets/charts.js` puts the page's colours in place of the names, so that a chart follows light and
dark, and draws with Vega's interpreter, so that the content policy can forbid evaluated code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from parley.brief.words import outcome
from parley.outlook.document import PhaseBand

Spec = dict[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
COLOURS = {
    "settlement": "var(--settlement)",
    "ceasefire_holding": "var(--ceasefire-line)",
    "war_continues": "var(--war-line)",
    "collapse": "var(--collapse)",
}
SHAPES = {
    "settlement": [1, 0],
    "ceasefire_holding": [6, 3],
    "war_continues": [2, 2],
    "collapse": [8, 2, 2, 2],
}  # fmt: skip
"""Dash of each outcome's line, so that colour is never the only sign."""


def bands(
    months: Sequence[int],
    phases: Mapping[str, PhaseBand],
    before: Mapping[str, PhaseBand] | None = None,
) -> Spec:
    """Every exclusive outcome month by month with its band; `before` as thin dotted lines.

    Parameters
    ----------
    months : months after the date of the record
    phases : outcome -> mean and 10-90 % band at each month
    before : the same as things stand, to compare with
    """
    every = max(1, len(months) // 60)
    rows = [
        {
            "month": m, "outcome": outcome(k), "chance": round(b.mean[i], 4),
            "low": round(b.low[i], 4), "high": round(b.high[i], 4),
            "was": round(before[k].mean[i], 4) if before else None,
        }
        for k, b in phases.items()
        for i, m in enumerate(months)
        if i % every == 0
    ]  # fmt: skip
    names = [outcome(k) for k in phases]
    legend = {
        "orient": "top", "columns": 2, "symbolType": "stroke", "symbolStrokeWidth": 3,
        "symbolSize": 300, "symbolOpacity": 1,
    }  # fmt: skip
    colour = {
        "field": "outcome", "type": "nominal", "title": None,
        "scale": {"domain": names, "range": [COLOURS[k] for k in phases]},
        "legend": legend,
    }  # fmt: skip
    dash = {
        "field": "outcome", "type": "nominal", "title": None,
        "legend": legend,
        "scale": {"domain": names, "range": [SHAPES[k] for k in phases]},
    }  # fmt: skip
    x = {
        "field": "month", "type": "quantitative", "title": "months from now",
        "axis": {"values": [0, 3, 6, 12, 24, 36, 48, 60], "grid": False},
    }  # fmt: skip
    y = {
        "field": "chance", "type": "quantitative", "title": "chance", "scale": {"domain": [0, 1]},
        "axis": {"format": "%", "tickCount": 5},
    }  # fmt: skip
    layers: list[Spec] = [
        {
            "mark": {"type": "area", "opacity": 0.18},
            "encoding": {
                "x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": colour,
            },
        },
        {
            "mark": {"type": "line", "strokeWidth": 2.25},
            "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dash},
        },
    ]  # fmt: skip
    if before:
        layers.append(
            {
                "mark": {"type": "line", "strokeWidth": 1, "opacity": 0.75, "strokeDash": [1, 3]},
                "encoding": {"x": x, "y": {**y, "field": "was"}, "color": colour},
            }
        )
    return _spec(rows, height=280, layer=layers)


KINDS = {
    "package": ("var(--war-line)", "circle"),
    "in the zone": ("var(--ceasefire-line)", "circle"),
    "frontier": ("var(--settlement)", "diamond"),
    "fighting on": ("var(--collapse)", "cross"),
    "as things stand": ("var(--ink)", "square"),
    "yours": ("var(--side1)", "triangle-up"),
}
"""Points of the picture of packages: colour and shape of each kind."""


def frontier(rows: Sequence[Mapping[str, Any]], one: str, two: str) -> Spec:
    """Packages as two parties see them: the frontier, the zone, fighting on, and the one built."""
    legend = {"orient": "top", "columns": 3, "symbolSize": 90}
    encoding: Spec = {
        "x": {"field": "one", "type": "quantitative", "title": f"worth to {one}",
              "scale": {"zero": False, "nice": False, "padding": 12}},
        "y": {"field": "two", "type": "quantitative", "title": f"worth to {two}",
              "scale": {"zero": False, "nice": False, "padding": 12}},
    }  # fmt: skip
    for n, channel in enumerate(("color", "shape")):
        encoding[channel] = {
            "field": "kind", "type": "nominal", "title": None, "legend": legend,
            "scale": {"domain": list(KINDS), "range": [v[n] for v in KINDS.values()]},
        }  # fmt: skip
    sizes = (("package", "in the zone"), 22), (("frontier",), 40), (list(KINDS)[3:], 190)
    layers = [
        {
            "transform": [{"filter": {"field": "kind", "oneOf": list(kinds)}}],
            "mark": {"type": "point", "filled": True, "size": size, "opacity": 0.85},
            "encoding": encoding,
        }
        for kinds, size in sizes
    ]
    return _spec(rows, height=360, layer=layers)


def density(grid: Sequence[float], now: Sequence[float], changed: Sequence[float] | None) -> Spec:
    """Density of a forecast along an issue's scale, by its root, and with a position moved."""
    rows = [
        {"place": round(x, 4), "density": round(d, 5), "run": run}
        for run, values in (("as on record", now), ("as you moved it", changed))
        if values is not None
        for x, d in zip(grid, values, strict=True)
    ]
    legend = (
        {"orient": "top", "symbolType": "stroke", "symbolOpacity": 1}
        if changed is not None
        else None
    )
    encoding: Spec = {
        "x": {"field": "place", "type": "quantitative", "title": None,
              "scale": {"domain": [0, 1], "nice": False},
              "axis": {"labels": False, "ticks": False, "grid": False, "domain": True}},
        "y": {"field": "density", "type": "quantitative", "title": None, "stack": None,
              "axis": None, "scale": {"type": "sqrt"}},
        "color": {"field": "run", "type": "nominal", "title": None, "legend": legend,
                  "scale": {"domain": ["as on record", "as you moved it"],
                            "range": ["var(--settlement)", "var(--side1)"]}},
    }  # fmt: skip
    layers = [
        {"mark": {"type": "area", "opacity": 0.22, "interpolate": "step"}, "encoding": encoding},
        {"mark": {"type": "line", "strokeWidth": 1.5, "interpolate": "step"}, "encoding": encoding},
    ]
    return _spec(rows, height=120, layer=layers)


def calibration(rows: Sequence[Mapping[str, Any]]) -> Spec:
    """Share of forecasts that came true by the chance given, with intervals and the diagonal."""
    x = {"field": "said", "type": "quantitative", "title": "chance said",
         "scale": {"domain": [0, 1]}, "axis": {"format": "%"}}  # fmt: skip
    y = {"field": "came", "type": "quantitative", "title": "share that came true",
         "scale": {"domain": [0, 1]}, "axis": {"format": "%"}}  # fmt: skip
    diagonal = {
        "data": {"values": [{"said": 0, "came": 0}, {"said": 1, "came": 1}]},
        "mark": {"type": "line", "strokeDash": [4, 4], "color": "var(--soft)", "strokeWidth": 1},
        "encoding": {"x": x, "y": y},
    }
    spread = {
        "mark": {"type": "rule", "color": "var(--soft)"},
        "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
    }
    dots = {
        "mark": {"type": "point", "filled": True, "color": "var(--settlement)", "opacity": 1},
        "encoding": {"x": x, "y": y, "size": {"field": "n", "type": "quantitative",
                                              "title": "questions", "scale": {"range": [30, 250]}}},
    }  # fmt: skip
    return _spec(rows, height=300, layer=[diagonal, spread, dots])


def drift(rows: Sequence[Mapping[str, Any]], labels: Sequence[str]) -> Spec:
    """Positions of parties on one issue over time, one line a party."""
    last = max(1, len(labels) - 1)
    words = " : ".join(f"datum.value == {i / last} ? {_quoted(t)}" for i, t in enumerate(labels))
    encoding: Spec = {
        "x": {"field": "date", "type": "temporal", "title": None},
        "y": {"field": "place", "type": "quantitative", "title": None,
              "scale": {"domain": [0, 1]},
              "axis": {"values": [i / last for i in range(len(labels))],
                       "labelExpr": f"{words} : ''", "labelLimit": 160}},
        "color": {"field": "party", "type": "nominal", "title": None,
                  "legend": {"orient": "top", "columns": 3}},
        "shape": {"field": "party", "type": "nominal", "title": None},
    }  # fmt: skip
    mark = {"type": "line", "point": {"filled": True, "size": 60}, "interpolate": "step-after"}
    return _spec(rows, height=max(120, 34 * len(labels)), mark=mark, encoding=encoding)


def _quoted(text: str) -> str:
    """A text as a string of Vega's expression language."""
    import json

    return json.dumps(text, ensure_ascii=False)


def _spec(rows: Sequence[Mapping[str, Any]], height: int, **more: Any) -> Spec:
    """A whole specification over inline rows, as wide as its place in the page."""
    return {
        "$schema": SCHEMA,
        "width": "container",
        "height": height,
        "data": {"values": list(rows)},
        "config": CONFIG,
        **more,
    }


CONFIG: Spec = {
    "background": None,
    "font": "var(--text)",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "var(--soft)", "titleColor": "var(--soft)", "gridColor": "var(--line)",
        "domainColor": "var(--line)", "tickColor": "var(--line)", "titleFontWeight": "normal",
        "labelFontSize": 12, "titleFontSize": 12,
    },
    "legend": {"labelColor": "var(--ink)", "titleColor": "var(--soft)", "labelFontSize": 12,
               "titleFontSize": 12, "labelLimit": 260},
}  # fmt: skip

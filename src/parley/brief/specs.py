"""Charts of an outlook as Vega-Lite specifications, for the page and for paper alike.

Each function takes the document and gives plain JSON data with its numbers inside, nothing to be
fetched. An outlook without the numbers gives None.
"""

from __future__ import annotations

from typing import Any

from parley.brief import words
from parley.brief.palette import Theme, colours, outcome_colour
from parley.brief.spec_frame import (
    LINES_OF_LABEL,
    PERCENT,
    WIDTH,
    Spec,
    distinct,
    framed,
    month_ticks,
    number,
    rows_axis,
    scale,
    tips,
    wrapped,
)
from parley.outlook.document import LeverView, Outlook

MOST = 16
"""Levers a chart shows at most, the strongest."""


def chances(o: Outlook, *, theme: Theme = "light", width: int = WIDTH) -> Spec | None:
    """Return the chance of each exclusive outcome month by month, one above the other.

    Parameters
    ----------
    o : Outlook
        The document.
    theme : {"light", "dark"}
        Colours of the page.
    width : int
        Of the plot, in pixels.

    Returns
    -------
    dict or None
        None when there is no outlook.
    """
    keys = [k for k in o.exclusive if k in o.phases]
    if len(o.months) < 2 or not keys:
        return None
    values = [
        {"month": m, "outcome": words.outcome(k), "chance": number(p), "order": n}
        for n, k in enumerate(keys)
        for m, p in zip(o.months, o.phases[k].mean, strict=True)
    ]
    names = [words.outcome(k) for k in keys]
    last = ", ".join(f"{words.outcome(k)} {words.percent(o.phases[k].mean[-1])}" for k in keys)
    spec: Spec = {
        "width": width,
        "height": 260,
        "mark": {"type": "area", "stroke": colours(theme)["paper"], "strokeWidth": 0.75},
        "encoding": {
            "x": _months(o),
            "y": {
                "field": "chance",
                "type": "quantitative",
                "stack": "zero",
                "axis": {"format": PERCENT, "title": "Chance", "tickCount": 5},
                "scale": {"domain": [0, 1]},
            },
            "color": {
                "field": "outcome",
                "scale": scale(names, [outcome_colour(k, theme) for k in keys]),
                "legend": {"title": None, "orient": "top"},
            },
            "order": {"field": "order", "type": "quantitative"},
            "tooltip": tips("outcome", "month", chance=PERCENT),
        },
    }
    return framed(spec, f"Where it may stand: at month {o.months[-1]} {last}.", values, theme)


def bands(o: Outlook, *, theme: Theme = "light", width: int = WIDTH) -> Spec | None:
    """Return the chance of each exclusive outcome over time with its band, each on its own scale.

    See `chances` for the arguments.
    """
    keys = [k for k in o.exclusive if k in o.phases]
    if len(o.months) < 2 or not keys:
        return None
    values = [
        {"month": m, "outcome": words.outcome(k)}
        | {"chance": number(p), "low": number(a), "high": number(b)}
        for k in keys
        for m, p, a, b in zip(
            o.months, o.phases[k].mean, o.phases[k].low, o.phases[k].high, strict=True
        )
    ]
    names = [words.outcome(k) for k in keys]
    fill = scale(names, [outcome_colour(k, theme, line=True) for k in keys])
    colour = {"field": "outcome", "scale": fill, "legend": None}
    axis = {"format": "~%", "title": None, "tickCount": 4}
    spec: Spec = {
        "facet": {"field": "outcome", "sort": names, "header": {"title": None}},
        "columns": 2,
        "spec": {
            "width": (width - 50) // 2,
            "height": 120,
            "encoding": {"x": _months(o, few=True)},
            "layer": [
                {
                    "mark": {"type": "area", "opacity": 0.3},
                    "encoding": {
                        "y": {"field": "low", "type": "quantitative", "axis": axis},
                        "y2": {"field": "high"},
                        "color": colour,
                    },
                },
                {
                    "mark": "line",
                    "encoding": {
                        "y": {"field": "chance", "type": "quantitative"},
                        "color": colour,
                        "tooltip": tips("outcome", "month", chance=".1%", low=".1%", high=".1%"),
                    },
                },
            ],
        },
        "resolve": {"scale": {"y": "independent"}},
    }
    level = round(100 * o.level)
    says = f"Chance of each outcome month by month; the band holds {level} % of the draws."
    return framed(spec, says, values, theme)


def levers(
    o: Outlook, *, horizon: int | None = None, theme: Theme = "light", width: int = WIDTH
) -> Spec | None:
    """Return what each lever changes, in points, with intervals; a hollow mark spans zero.

    Parameters
    ----------
    o : Outlook
        The document.
    horizon : int, optional
        Months ahead; 12, or the nearest there is, when not given.
    theme, width
        See `chances`.

    Returns
    -------
    dict or None
        None when no lever was run.
    """
    found = [x for x in o.levers if x.effects]
    known = sorted({h for x in found for by in (x.effects or {}).values() for h in by})
    if not known:
        return None
    at = horizon if horizon in known else min(known, key=lambda h: abs(h - (horizon or 12)))
    keys = [k for k in o.exclusive if any(k in (x.effects or {}) for x in found)]
    every = len(found)
    found = sorted(found, key=lambda x: -_strength(x, keys, at))[:MOST]
    labels = distinct([wrapped(x.name) for x in found])
    values = [
        row
        for x, name in zip(found, labels, strict=True)
        for row in _effects(x, name, keys, at, theme)
    ]
    span = {"axis": {"title": "points", "tickCount": 4}, "type": "quantitative"}
    plot: Spec = {
        "width": max(90, (width - 230) // max(1, len(keys))),
        "height": {"step": 44},
        "encoding": {"y": {"field": "lever", "sort": labels, "axis": rows_axis()}},
        "layer": [
            {"mark": {"type": "rule"}, "encoding": {"x": {"datum": 0}, "y": None}},
            {
                "mark": {"type": "rule", "strokeWidth": 2},
                "encoding": {"x": {"field": "low", **span}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "opacity": 1, "strokeWidth": 2},
                "encoding": {
                    "x": {"field": "points", **span},
                    "stroke": {"field": "line", "scale": None},
                    "fill": {"field": "fill", "scale": None},
                    "tooltip": tips("lever", "outcome", points=".2f", low=".2f", high=".2f"),
                },
            },
        ],
    }
    names = [wrapped(words.outcome(k), 16) for k in keys]
    header = {"title": None, "labelExpr": LINES_OF_LABEL, "labelFontSize": 12}
    spec: Spec = {
        "facet": {"column": {"field": "outcome", "sort": names, "header": header}},
        "spec": plot,
        "spacing": 14,
    }
    which = "each lever" if every == len(found) else f"each of the {MOST} strongest levers"
    says = f"What {which} changes at {words.months(at)}, in points of chance, with intervals."
    return framed(spec, says, values, theme)


def _strength(x: LeverView, keys: list[str], at: int) -> float:
    """The largest of a lever's effects on the exclusive outcomes."""
    rows = [(x.effects or {}).get(k, {}).get(at) for k in keys]
    return max((abs(n.value) for n in rows if n is not None), default=0.0)


def _effects(
    x: LeverView, name: str, keys: list[str], at: int, theme: Theme
) -> list[dict[str, Any]]:
    """Rows of one lever: an outcome each, filled where the interval leaves out zero."""
    out = []
    for k in keys:
        n = (x.effects or {}).get(k, {}).get(at)
        if n is None:
            continue
        low, high = n.interval
        line = outcome_colour(k, theme, line=True)
        sure = low > 0 or high < 0
        out.append(
            {
                "lever": name,
                "outcome": wrapped(words.outcome(k), 16),
                "points": number(100 * n.value),
            }
            | {"low": number(100 * low), "high": number(100 * high)}
            | {"line": line, "fill": line if sure else colours(theme)["paper"]}
        )
    return out


def _months(o: Outlook, *, few: bool = False) -> dict[str, Any]:
    """The horizontal axis of charts over time."""
    ticks = [t for t in month_ticks(o.months) if not few or t not in (3, 6)]
    return {
        "field": "month",
        "type": "quantitative",
        "axis": {"title": "months", "values": ticks},
        "scale": {"domain": [o.months[0], o.months[-1]], "nice": False},
    }

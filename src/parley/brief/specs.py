"""Charts of an outlook as Vega-Lite specifications, for the page and for paper alike.

Each function takes the document and gives plain JSON data with its numbers inside, nothing to be
fetched. An outlook without the numbers gives None.
"""

from __future__ import annotations

from typing import Any

from parley.brief import words
from parley.brief.palette import ORIGINS, Theme, colours, outcome_colour
from parley.brief.spec_frame import (
    LINES_OF_LABEL,
    WIDTH,
    Spec,
    distinct,
    framed,
    month_ticks,
    number,
    rows_axis,
    scale,
    wrapped,
)
from parley.outlook.document import LeverView, Number, Outlook

SHAPES = ("circle", "diamond", "square", "triangle-up", "cross", "triangle-down")
PERCENT = ".0%"


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
            "tooltip": _tips("outcome", "month", chance=PERCENT),
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
                        "tooltip": _tips("outcome", "month", chance=".1%", low=".1%", high=".1%"),
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
                    "tooltip": _tips("lever", "outcome", points=".2f", low=".2f", high=".2f"),
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
    says = f"What each lever changes at {words.months(at)}, in points of chance, with intervals."
    return framed(spec, says, values, theme)


def sensitivity(o: Outlook, *, theme: Theme = "light", width: int = WIDTH) -> Spec | None:
    """Return the numbers that drive the headline, the largest share first, coloured by origin."""
    if o.headline is None or not o.headline.drivers:
        return None
    known = {e.id: e for e in o.estimates}
    rows = [(known[i], s) for i, s in o.headline.drivers if i in known]
    if not rows:
        return None
    labels = distinct([wrapped(words.label(e.name), 40, 2) for e, _ in rows])
    values = [
        {"number": name, "share": number(s), "from": words.ORIGINS[e.origin]}
        for name, (e, s) in zip(labels, rows, strict=True)
    ]
    seen = [k for k in ORIGINS if any(e.origin == k for e, _ in rows)]
    c = colours(theme)
    spec: Spec = {
        "width": width - 280,
        "height": {"step": 40},
        "mark": {"type": "bar", "height": {"band": 0.55}},
        "encoding": {
            "y": {"field": "number", "sort": labels, "axis": rows_axis()},
            "x": {
                "field": "share",
                "type": "quantitative",
                "axis": {"format": PERCENT, "title": "Share of the headline’s variance"},
            },
            "color": {
                "field": "from",
                "scale": scale([words.ORIGINS[k] for k in seen], [c[k] for k in seen]),
                "legend": {"title": "Rests on", "orient": "top"},
            },
            "tooltip": _tips("number", "from", share=".1%"),
        },
    }
    first = f"{rows[0][0].name} {words.percent(rows[0][1])}"
    return framed(spec, f"What the headline depends on most: {first}.", values, theme)


def alone(o: Outlook, *, theme: Theme = "light", width: int = WIDTH) -> Spec | None:
    """Return each headline as the joined run, each model and each yardstick has it."""
    if not o.alone:
        return None
    labels = [f"{words.outcome(a.outcome)}, {words.months(a.horizon)}" for a in o.alone]
    models = ["joined", *dict.fromkeys(k for a in o.alone for k in a.rows)]
    values = [
        {"headline": wrapped(name, 44), "by": words.label(k), "chance": number(p)}
        for name, a in zip(labels, o.alone, strict=True)
        for k, p in {"joined": a.joined, **a.rows}.items()
    ]
    names = [words.label(k) for k in models]
    shapes = [SHAPES[n % len(SHAPES)] for n in range(len(models))]
    c = colours(theme)
    inks = [c["accent"], *[(c["side1"], c["soft"], c["other"], c["ink"])[n % 4] for n in range(9)]]
    by = {"field": "by", "legend": {"title": None, "orient": "top", "columns": 3}}
    spec: Spec = {
        "width": width - 260,
        "height": {"step": 30},
        "mark": {"type": "point", "opacity": 1, "strokeWidth": 2},
        "encoding": {
            "y": {
                "field": "headline",
                "sort": [wrapped(x, 44) for x in labels],
                "axis": rows_axis(),
            },
            "x": {
                "field": "chance",
                "type": "quantitative",
                "axis": {"format": PERCENT, "title": "Chance"},
            },
            "shape": by | {"scale": scale(names, shapes)},
            "color": by | {"scale": scale(names, inks[: len(names)])},
            "tooltip": _tips("headline", "by", chance=".1%"),
        },
    }
    says = "Each headline as the joined run, each model and each yardstick has it."
    return framed(spec, says, values, theme)


def zone(o: Outlook, *, theme: Theme = "light", width: int = WIDTH) -> Spec | None:
    """Return the gain of the worst-placed party, in the best package and as things stand."""
    if o.zone is None:
        return None
    rows = [("Best package", o.zone.surplus), ("As things stand", o.zone.margin_now)]
    values = [{"what": name, **_spread(n)} for name, n in rows]
    span: dict[str, Any] = {
        "type": "quantitative",
        "axis": {"title": "Gain of the worst-placed, share of stake"},
    }
    span["axis"]["tickCount"] = 6
    low = min(0.0, *(n.interval[0] for _, n in rows))
    high = max(0.0, *(n.interval[1] for _, n in rows))
    reach = {"scale": {"domain": [number(low), number(high or 0.01)], "nice": True}}
    spec: Spec = {
        "width": width - 140,
        "height": {"step": 40},
        "encoding": {"y": {"field": "what", "sort": [r[0] for r in rows], "axis": rows_axis()}},
        "layer": [
            {"mark": {"type": "rule"}, "encoding": {"x": {"datum": 0}, "y": None}},
            {
                "mark": {"type": "rule", "strokeWidth": 3},
                "encoding": {"x": {"field": "low", **span, **reach}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "opacity": 1, "size": 90},
                "encoding": {
                    "x": {"field": "value", **span},
                    "tooltip": _tips("what", value=".2f", low=".2f", high=".2f"),
                },
            },
        ],
    }
    return framed(spec, o.zone.says, values, theme)


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


def _spread(n: Number) -> dict[str, float]:
    """A number and the ends of its interval."""
    return {
        "value": number(n.value),
        "low": number(n.interval[0]),
        "high": number(n.interval[1]),
    }


def _tips(*names: str, **formats: str) -> list[dict[str, str]]:
    """Fields shown beside the pointer, those with a number in its format."""
    plain = [{"field": n} for n in names]
    return plain + [{"field": n, "format": f, "type": "quantitative"} for n, f in formats.items()]

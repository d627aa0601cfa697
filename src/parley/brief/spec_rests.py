"""Charts of what an outlook rests on: drivers, each model alone, the zone of agreement."""

from __future__ import annotations

from typing import Any

from parley.brief import words
from parley.brief.palette import ORIGINS, Theme, colours
from parley.brief.spec_frame import (
    PERCENT,
    WIDTH,
    Spec,
    distinct,
    framed,
    number,
    rows_axis,
    scale,
    tips,
    wrapped,
)
from parley.outlook.document import Number, Outlook

SHAPES = ("circle", "diamond", "square", "triangle-up", "cross", "triangle-down")
MOST = 16
"""Drivers a chart shows at most, the largest."""


def sensitivity(o: Outlook, *, theme: Theme = "light", width: int = WIDTH) -> Spec | None:
    """Return the numbers that drive the headline, the largest share first, coloured by origin."""
    if o.headline is None or not o.headline.drivers:
        return None
    known = {e.id: e for e in o.estimates}
    rows = [(known[i], s) for i, s in o.headline.drivers[:MOST] if i in known]
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
            "tooltip": tips("number", "from", share=".1%"),
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
            "tooltip": tips("headline", "by", chance=".1%"),
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
                    "tooltip": tips("what", value=".2f", low=".2f", high=".2f"),
                },
            },
        ],
    }
    return framed(spec, o.zone.says, values, theme)


def _spread(n: Number) -> dict[str, float]:
    """A number and the ends of its interval."""
    return {
        "value": number(n.value),
        "low": number(n.interval[0]),
        "high": number(n.interval[1]),
    }

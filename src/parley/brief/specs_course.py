"""Charts of the course of a dossier as Vega-Lite specifications."""

from __future__ import annotations

from typing import Any

from parley.brief import words
from parley.brief.palette import SIDES, Theme, colours, outcome_colour
from parley.brief.pictures import Chart
from parley.brief.spec_frame import (
    LINES_OF_LABEL,
    WIDTH,
    Spec,
    config,
    distinct,
    framed,
    month_ticks,
    number,
    rows_axis,
    scale,
    wrapped,
)
from parley.outlook.course_view import CourseView, Fighting

PERCENT = ".0%"
OUTCOMES = ("settlement", "ceasefire_holding", "war_continues", "collapse")


def phase_names(v: CourseView) -> dict[str, str]:
    """Phase -> what it is called in pictures and tables, the sides by name."""
    return {
        "settlement": "Settlement in force",
        "ceasefire": "Ceasefire holding",
        "talks": "War, talks under way",
        "war": "War, no talks",
        "collapse_A": f"{v.sides[0]} collapsed",
        "collapse_B": f"{v.sides[1]} collapsed",
    }


def phases(v: CourseView, *, theme: Theme = "light", width: int = WIDTH) -> Spec:
    """Return the chance of each phase month by month, one above the other."""
    names = phase_names(v)
    c = colours(theme)
    fill = [
        outcome_colour("settlement", theme), outcome_colour("ceasefire_holding", theme),
        c["war-line"], outcome_colour("war_continues", theme),
        outcome_colour("collapse", theme), c["judgement"],
    ]  # fmt: skip
    values = [
        {"month": m, "phase": name, "chance": number(v.phases[k].mean[m]), "order": n}
        | {"low": number(v.phases[k].low[m]), "high": number(v.phases[k].high[m])}
        for n, (k, name) in enumerate(names.items())
        for m in v.months
    ]
    spec: Spec = {
        "width": width,
        "height": 260,
        "mark": {"type": "area", "stroke": c["paper"], "strokeWidth": 0.75},
        "encoding": {
            "x": _months(v),
            "y": {
                "field": "chance", "type": "quantitative", "stack": "zero",
                "axis": {"format": PERCENT, "title": "Chance", "tickCount": 5},
                "scale": {"domain": [0, 1]},
            },
            "color": {
                "field": "phase", "scale": scale(list(names.values()), fill),
                "legend": {"title": None, "orient": "top", "columns": 3},
            },
            "order": {"field": "order", "type": "quantitative"},
            "tooltip": _tips("phase", "month", chance=".1%", low=".1%", high=".1%"),
        },
    }  # fmt: skip
    last = ", ".join(f"{n} {words.percent(v.phases[k].mean[-1])}" for k, n in names.items())
    return framed(spec, f"Chance of each phase; at month {v.horizon}: {last}.", values, theme)


def fans(v: CourseView, *, theme: Theme = "light", width: int = WIDTH) -> Spec:
    """Return each phase by itself with the 10-90 % range over draws, each on its own scale."""
    names = phase_names(v)
    values = [
        {"month": m, "phase": name, "chance": number(b.mean[m])}
        | {"low": number(b.low[m]), "high": number(b.high[m])}
        for k, name in names.items()
        for b in (v.phases[k],)
        for m in v.months
    ]
    c = colours(theme)
    inks = [
        outcome_colour("settlement", theme, line=True),
        outcome_colour("ceasefire_holding", theme, line=True),
        c["war-line"], c["war-line"], outcome_colour("collapse", theme), c["judgement"],
    ]  # fmt: skip
    order = list(names.values())
    colour = {"field": "phase", "scale": scale(order, inks), "legend": None}
    axis = {"format": "~%", "title": None, "tickCount": 4}
    spec: Spec = {
        "facet": {"field": "phase", "sort": order, "header": {"title": None}},
        "columns": 2,
        "bounds": "flush",
        "spacing": {"row": 56, "column": 50},
        "spec": {
            "width": (width - 50) // 2,
            "height": 100,
            "encoding": {"x": _months(v, few=True)},
            "layer": [_ribbon(axis, colour), _line("chance", colour)],
        },
        "resolve": {"scale": {"y": "independent"}},
    }
    says = "Chance of each phase month by month; the band holds 80 % of the draws."
    return framed(spec, says, values, theme)


def exhaustion(v: CourseView, *, theme: Theme = "light", width: int = WIDTH) -> Spec:
    """Return each side's conflict potential on paths still at war, with its range over draws."""
    values = [
        {"month": m, "side": x.side, "potential": number(x.potential.mean[n])}
        | {"low": number(x.potential.low[n]), "high": number(x.potential.high[n])}
        | {"at war": number(x.at_war[n])}
        for x in v.exhaustion
        for n, m in enumerate(x.months)
    ]
    c = colours(theme)
    sides = [x.side for x in v.exhaustion]
    colour = {
        "field": "side", "scale": scale(sides, [c[k] for k in SIDES]),
        "legend": {"title": None, "orient": "top"},
    }  # fmt: skip
    axis = {"format": PERCENT, "title": "Conflict potential left", "tickCount": 5}
    dash = {"field": "side", "scale": {"domain": sides, "range": [[1, 0], [6, 4]]}, "legend": None}
    spec: Spec = {
        "width": width,
        "height": 200,
        "encoding": {"x": _months(v)},
        "layer": [
            _ribbon(axis | {"title": "Conflict potential left"}, colour, domain=[0, 1]),
            _line("potential", colour, "side", "at war", dash=dash),
        ],
    }
    ends = ", ".join(
        f"{x.side} {words.percent(x.potential.mean[0])} to {words.percent(x.potential.mean[-1])}"
        for x in v.exhaustion
        if x.months
    )
    says = f"Conflict potential of each side while the war goes on, 1 full: {ends}."
    return framed(spec, says, values, theme)


def fighting(v: CourseView, *, theme: Theme = "light", width: int = WIDTH) -> Spec:
    """Return the worth to each party of fighting on, of things as they stand, of the package."""
    kinds = {"fight": "Fighting on", "now": "As things stand", "deal": "Best package"}
    names = distinct([wrapped(f.party, 26) for f in v.fighting])
    values = [
        {"party": name, "what": what, "worth": number(n.value)}
        | {"low": number(n.interval[0]), "high": number(n.interval[1])}
        for name, f in zip(names, v.fighting, strict=True)
        for key, what in kinds.items()
        for n in (getattr(f, key),)
    ]
    c = colours(theme)
    order = list(kinds.values())
    inks = [outcome_colour("collapse", theme), c["soft"], outcome_colour("settlement", theme)]
    across = {
        "type": "quantitative",
        "axis": {"title": "Worth to the party, share of its stake", "tickCount": 6},
        "scale": {"domain": [0, 1]},
    }
    by = {
        "field": "what", "scale": scale(order, inks),
        "legend": {"title": None, "orient": "top"},
    }  # fmt: skip
    spec: Spec = {
        "width": width - 210,
        "height": {"step": 18},
        "encoding": {
            "y": {"field": "party", "sort": names, "axis": rows_axis()},
            "yOffset": {"field": "what", "sort": order},
        },
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.5},
                "encoding": {
                    "x": {"field": "low", **across}, "x2": {"field": "high"}, "color": by,
                },
            },
            {
                "mark": {"type": "point", "filled": True, "opacity": 1, "size": 80},
                "encoding": {
                    "x": {"field": "worth", **across},
                    "color": by,
                    "shape": by | {"scale": scale(order, ["diamond", "circle", "square"])},
                    "tooltip": _tips("party", "what", worth=".2f", low=".2f", high=".2f"),
                },
            },
        ],
    }  # fmt: skip
    worst = min((f for f in v.fighting if f.side is not None), key=_gain, default=None)
    says = "Worth of fighting on, of things as they stand and of the best package to each party"
    if worst is not None:
        says += f"; {worst.party} gains least by the package ({worst.gain.value:.2f})"
    return framed(spec, says + ".", values, theme)


def levers(v: CourseView, *, theme: Theme = "light", width: int = WIDTH) -> Spec | None:
    """Return what each lever set otherwise changes at the last horizon; None without levers."""
    if not v.levers:
        return None
    at = max(v.levers[0].effects["settlement"])
    names = distinct(
        [wrapped(_capital(f"{x.name}: {x.setting.replace('_', ' ')}")) for x in v.levers]
    )
    heads = [wrapped(words.outcome(k), 16) for k in OUTCOMES]
    values = [
        {"lever": name, "outcome": head, "points": number(100 * n.value)}
        | {"low": number(100 * n.interval[0]), "high": number(100 * n.interval[1])}
        | _inks(k, n.interval, theme)
        for x, name in zip(v.levers, names, strict=True)
        for k, head in zip(OUTCOMES, heads, strict=True)
        for n in (x.effects[k][at],)
    ]
    span = {"axis": {"title": "points", "tickCount": 4}, "type": "quantitative"}
    plot: Spec = {
        "width": max(90, (width - 250) // len(OUTCOMES)),
        "height": {"step": 44},
        "encoding": {"y": {"field": "lever", "sort": names, "axis": rows_axis()}},
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
    header = {"title": None, "labelExpr": LINES_OF_LABEL, "labelFontSize": 12}
    spec: Spec = {
        "facet": {"column": {"field": "outcome", "sort": heads, "header": header}},
        "spec": plot,
        "spacing": 14,
    }
    says = (
        f"What each lever set otherwise changes at {words.months(at)}, in points of chance, with "
        "80 % intervals; a hollow mark spans zero."
    )
    return framed(spec, says, values, theme)


def course_charts(v: CourseView, *, theme: Theme = "light", width: int = WIDTH) -> list[Chart]:
    """Return every chart of the course, in the order of the page."""
    made = [
        ("phases", "Where it may stand, month by month", phases),
        ("fans", "Each phase with its range", fans),
        ("exhaustion", "Exhaustion, while the war goes on", exhaustion),
        ("fighting", "Fighting on against the best package", fighting),
        ("levers", "What each lever changes", levers),
    ]
    found = [(name, title, f(v, theme=theme, width=width)) for name, title, f in made]
    return [Chart(n, t, s["description"], s) for n, t, s in found if s is not None]


def combined(v: CourseView, *, theme: Theme = "light", width: int = WIDTH) -> Spec:
    """Return every chart of the course as one picture, from top to bottom."""
    parts = []
    for chart in course_charts(v, theme=theme, width=width):
        part = {k: x for k, x in chart.spec.items() if k not in ("$schema", "config")}
        parts.append(part | {"title": {"text": chart.title, "frame": "group", "offset": 8}})
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": f"{v.title}: the course of war and peace, as the model has it.",
        "config": config(theme),
        "title": {"text": v.title, "fontSize": 17, "offset": 12},
        "padding": 16,
        "spacing": 34,
        "vconcat": parts,
        "resolve": {"scale": {"color": "independent", "shape": "independent"}},
    }


def _capital(text: str) -> str:
    """Text with its first letter upper case."""
    return text[:1].upper() + text[1:]


def _gain(f: Fighting) -> float:
    """What a party gains by the best package over fighting on."""
    return f.gain.value


def _inks(outcome: str, interval: tuple[float, float], theme: Theme) -> dict[str, str]:
    """Line and fill of a mark: filled where the interval leaves out zero."""
    line = outcome_colour(outcome, theme, line=True)
    sure = interval[0] > 0 or interval[1] < 0
    return {"line": line, "fill": line if sure else colours(theme)["paper"]}


def _ribbon(axis: dict[str, Any], colour: dict[str, Any], domain: list[int] | None = None) -> Spec:
    """The range over draws as an area."""
    up: dict[str, Any] = {"field": "low", "type": "quantitative", "axis": axis}
    if domain is not None:
        up["scale"] = {"domain": domain}
    return {
        "mark": {"type": "area", "opacity": 0.25},
        "encoding": {"y": up, "y2": {"field": "high"}, "color": colour},
    }


def _line(
    field: str, colour: dict[str, Any], *names: str, dash: dict[str, Any] | None = None
) -> Spec:
    """The mean as a line."""
    tips = _tips(*(names or ("phase",)), "month", low=".1%", high=".1%", **{field: ".1%"})
    encoding = {"y": {"field": field, "type": "quantitative"}, "color": colour, "tooltip": tips}
    return {"mark": "line", "encoding": encoding | ({"strokeDash": dash} if dash else {})}


def _months(v: CourseView, *, few: bool = False) -> dict[str, Any]:
    """The horizontal axis."""
    ticks = [t for t in month_ticks(v.months) if not few or t not in (3, 6)]
    return {
        "field": "month",
        "type": "quantitative",
        "axis": {"title": "months", "values": ticks},
        "scale": {"domain": [0, v.horizon], "nice": False},
    }


def _tips(*names: str, **formats: str) -> list[dict[str, str]]:
    """Fields shown beside the pointer, those with a number in its format."""
    plain = [{"field": n} for n in names]
    return plain + [{"field": n, "format": f, "type": "quantitative"} for n, f in formats.items()]

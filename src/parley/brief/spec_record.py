"""Charts of the record: where parties stand on an issue, and meetings in order."""

from __future__ import annotations

from typing import Any

from parley.brief import words
from parley.brief.palette import Theme, colours
from parley.brief.spec_frame import (
    LINES_OF_LABEL,
    WIDTH,
    Spec,
    distinct,
    framed,
    number,
    rows_axis,
    scale,
    wrapped,
)
from parley.outlook.document import IssueView, MeetingView, Outlook, PositionView

MOST = 20
"""Rows a chart has at most."""
STANDS = {"prefers": "circle", "accepts": "diamond", "rejects": "cross"}
STATUS = {"held": "circle", "planned": "diamond", "postponed": "square", "cancelled": "cross"}


def positions(
    o: Outlook, issue: IssueView, *, theme: Theme = "light", width: int = WIDTH
) -> Spec | None:
    """Return who stands where on an issue, with the chance of each option above.

    Parameters
    ----------
    o : Outlook
        The document the issue is from.
    issue : IssueView
        Options run from left to right in the order of the issue.
    theme, width
        See `parley.brief.specs.chances`.

    Returns
    -------
    dict or None
        None when no position is recorded and no model answers on it. A party with positions of
        several dates has them all, the older ones pale, joined by a line in order of date.
    """
    shown = [f"{x.label} (now)" if x.id == issue.now else x.label for x in issue.options]
    labels = distinct([wrapped(x, 18) for x in shown])
    name = {x.id: n for x, n in zip(issue.options, labels, strict=True)}
    c = colours(theme)
    side = {p.name: p.side for p in o.parties}
    stands = [
        {"party": p.party, "option": name[option], "how": how, "date": str(p.as_of or "")}
        | {"says": p.says or "", "old": old, "colour": _side_colour(side.get(p.party), c)}
        for p, old in _dated(issue.positions)
        for how, option in _where(p)
        if option in name
    ]
    shares = [
        {"option": name[x.id], "by": by, "chance": number(share)}
        for x in issue.options
        for by, share in (("positions model", x.forecast), ("best package", x.in_deal))
        if share is not None
    ]
    parts = [
        *([_forecast(shares, labels, c, width, alone=not stands)] if shares else []),
        *([_stands(stands, labels, name.get(issue.now or ""), width)] if stands else []),
    ]
    if not parts:
        return None
    spec: Spec = {"vconcat": parts, "spacing": 8, "resolve": {"scale": {"color": "independent"}}}
    now = next((x.label for x in issue.options if x.id == issue.now), "")
    says = issue.question + (f" As things stand: {now}." if now else "")
    return framed(spec, says, [], theme)


def timeline(o: Outlook, *, theme: Theme = "light", width: int = WIDTH) -> Spec | None:
    """Return the meetings in order, from held to planned, with what must come first.

    Meetings stand on a calendar when each has a date; otherwise one step apart, in order.

    Returns
    -------
    dict or None
        None when the record names no meeting. Of more than `MOST` meetings those around today
        are shown: the last that were held and the first to come.
    """
    if not o.meetings:
        return None
    rows = _around_today(in_order(o.meetings))
    dated = all(m.date for m in rows)
    label = dict(zip([m.id for m in rows], distinct([wrapped(m.name) for m in rows]), strict=True))
    at = {m.id: str(m.date) if dated else n for n, m in enumerate(rows, start=1)}
    values = [
        {"meeting": label[m.id], "at": at[m.id], "status": words.label(m.status)}
        | {"says": _when(m), "why": m.why or ""}
        for m in rows
    ]
    links = [
        {"meeting": label[a], "until": label[m.id], "at": at[a], "to": at[m.id]}
        for m in rows
        for a in m.after
        if a in at
    ]
    kind = "temporal" if dated else "quantitative"
    axis: Any = {"title": None, "grid": False} if dated else None
    room = {"padding": 30} if dated else {"domain": [0.7, len(rows) + 1.6], "nice": False}
    x = {"field": "at", "type": kind, "axis": axis, "scale": room}
    y = {"field": "meeting", "sort": list(label.values()), "axis": rows_axis() | {"grid": False}}
    names = [words.label(k) for k in STATUS]
    dashed = {"type": "rule", "strokeDash": [4, 3], "strokeWidth": 1.5}
    spec: Spec = {
        "width": width - 220,
        "height": {"step": 46},
        "layer": [
            {
                "data": {"values": links},
                "mark": dashed,
                "encoding": {"x": x, "y": y, "x2": {"field": "to"}, "y2": {"field": "until"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1},
                "encoding": {
                    "x": x,
                    "y": y,
                    "shape": {
                        "field": "status",
                        "scale": scale(names, list(STATUS.values())),
                        "legend": {"title": None, "orient": "top"},
                    },
                    "tooltip": [{"field": f} for f in ("meeting", "status", "says", "why")],
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 12, "baseline": "middle"},
                "encoding": {"x": x, "y": y, "text": {"field": "says"}},
            },
        ],
    }
    shown = "" if len(rows) == len(o.meetings) else f" ({len(rows)} of {len(o.meetings)})"
    told = "; ".join(f"{m.name}, {m.status}" for m in rows)
    says = f"Meetings in order{shown}: {told}."
    return framed(spec, says, values, theme)


def in_order(meetings: list[MeetingView]) -> list[MeetingView]:
    """Meetings so that each follows those that must come first; dates decide among the rest.

    A circle of orders is broken at the meeting that the record names first.
    """
    left, done, out = list(meetings), set[str](), list[MeetingView]()
    known = {m.id for m in meetings}
    place = {m.id: n for n, m in enumerate(meetings)}
    while left:
        free = [m for m in left if all(a in done or a not in known for a in m.after)] or left[:1]
        past = [m for m in free if m.status == "held"] or free
        first = min(past, key=lambda m: (str(m.date or "9999"), place[m.id]))
        out.append(first)
        done.add(first.id)
        left.remove(first)
    return out


def _around_today(rows: list[MeetingView]) -> list[MeetingView]:
    """The rows around the first meeting to come, at most `MOST`, in their order."""
    today = next((n for n, m in enumerate(rows) if m.status != "held"), len(rows))
    first = max(0, min(today - MOST // 2, len(rows) - MOST))
    return rows[first : first + MOST]


def _when(m: MeetingView) -> str:
    """Date, or the record's own words for it, and the chance that it takes place."""
    when = words.day(m.date) if m.date else m.when or "no date"
    return f"{when}; {words.chance(m.chance)}" if m.chance else when


def _dated(positions: list[PositionView]) -> list[tuple[PositionView, bool]]:
    """Positions, oldest first, with whether a newer one of the same party follows."""
    rows = sorted(positions, key=lambda p: str(p.as_of or ""))
    last = {p.party: n for n, p in enumerate(rows)}
    return [(p, last[p.party] != n) for n, p in enumerate(rows)]


def _where(p: PositionView) -> list[tuple[str, str]]:
    """How a party stands to which option."""
    return [
        *([("prefers", p.preferred)] if p.preferred else []),
        *(("accepts", x) for x in p.acceptable if x != p.preferred),
        *(("rejects", x) for x in p.red_lines),
    ]


def _side_colour(side: int | None, c: dict[str, str]) -> str:
    return c[f"side{side}"] if side in (0, 1) else c["other"]


def _options(labels: list[str]) -> dict[str, Any]:
    """The horizontal axis of options, in their order."""
    axis = {"title": None, "labelAngle": 0, "labelExpr": LINES_OF_LABEL, "ticks": False}
    return {"field": "option", "type": "nominal", "scale": {"domain": labels}, "axis": axis}


def _forecast(
    values: list[dict[str, Any]], labels: list[str], c: dict[str, str], width: int, *, alone: bool
) -> Spec:
    """Chance of each option: by the positions model alone, and in the best package."""
    names = ["positions model", "best package"]
    return {
        "data": {"values": values},
        "width": width - 170,
        "height": 90,
        "mark": "bar",
        "encoding": {
            "x": _options(labels) if alone else {**_options(labels), "axis": None},
            "xOffset": {"field": "by", "sort": names},
            "y": {
                "field": "chance",
                "type": "quantitative",
                "axis": {"format": ".0%", "title": "Chance", "tickCount": 3},
            },
            "color": {
                "field": "by",
                "scale": scale(names, [c["ceasefire"], c["settlement"]]),
                "legend": {"title": None, "orient": "top"},
            },
            "tooltip": [{"field": "option"}, {"field": "by"}, {"field": "chance", "format": ".0%"}],
        },
    }


def _stands(values: list[dict[str, Any]], labels: list[str], now: str | None, width: int) -> Spec:
    """Each party on its row; a band marks things as they stand."""
    parties = list(dict.fromkeys(v["party"] for v in values))
    y = {"field": "party", "sort": parties, "axis": rows_axis() | {"labelLimit": 160}}
    colour = {"field": "colour", "scale": None}
    shapes = scale(list(STANDS), list(STANDS.values()))
    x = _options(labels)
    layers: list[Spec] = [
        {
            "transform": [{"filter": "datum.how == 'prefers' && datum.date"}],
            "mark": {"type": "line", "strokeWidth": 1.5},
            "encoding": {
                "x": x,
                "y": y,
                "order": {"field": "date"},
                "detail": {"field": "party"},
                "color": colour,
            },
        },
        {
            "mark": {"type": "point", "filled": True, "size": 130},
            "encoding": {
                "x": x,
                "y": y,
                "color": colour,
                "shape": {
                    "field": "how",
                    "scale": shapes,
                    "legend": {"title": None, "orient": "bottom"},
                },
                "opacity": {"condition": {"test": "datum.old", "value": 0.4}, "value": 1},
                "tooltip": [{"field": f} for f in ("party", "how", "option", "date", "says")],
            },
        },
    ]
    if now:
        band = {"type": "bar", "opacity": 0.12, "width": {"band": 0.9}}
        layers.insert(
            0,
            {"data": {"values": [{"option": now}]}, "mark": band, "encoding": {"x": x}},
        )
    return {
        "data": {"values": values},
        "width": width - 170,
        "height": {"step": 30},
        "layer": layers,
    }

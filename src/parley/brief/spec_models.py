"""Charts of results that are not in an outlook: packages of a deal, calibration of forecasts."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from parley.brief.palette import Theme, colours
from parley.brief.spec_frame import Spec, framed, number, scale
from parley.errors import InputError
from parley.ledger.scores import Bin

POINTS = {
    "nash": "Nash",
    "kalai": "Kalai",
    "ks": "Kalai–Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
}
"""Solutions that a deals result names, in the order of the legend, and what the legend says."""
SIDE = 360


def frontier(
    worths: Sequence[Sequence[float]],
    reserved: Sequence[float],
    parties: Sequence[str],
    *,
    axes: tuple[int, int] = (0, 1),
    points: Mapping[str, Sequence[float]] | None = None,
    chosen: Sequence[float] | None = None,
    theme: Theme = "light",
    width: int = SIDE,
) -> Spec | None:
    """Return the packages on the frontier, in the worths of two parties, with the zone shaded.

    Parameters
    ----------
    worths : sequence, shape (n_packages, n_parties)
        Worth of each package on the frontier to each party.
    reserved : sequence, shape (n_parties,)
        Worth of no deal to each party; the zone lies above and to the right of it.
    parties : sequence of str
        Names, as many as columns.
    axes : pair of int
        Which two parties the axes show.
    points : mapping, optional
        Solutions by name ("nash", "ks", ...), each a row of worths.
    chosen : sequence, optional
        A package to mark as the one looked at.
    theme, width
        Colours, and the side of the plot in pixels.

    Returns
    -------
    dict or None
        None when there are no packages.

    Raises
    ------
    InputError
        If a row has another number of worths than there are parties, or an axis names none.
    """
    rows = [*worths, reserved, *(points or {}).values(), *([chosen] if chosen else [])]
    wrong = next((r for r in rows if len(r) != len(parties)), None)
    if wrong is not None or not all(0 <= a < len(parties) for a in axes):
        raise InputError(
            f"frontier: {len(parties)} parties, axes {axes}, but a row of "
            f"{len(parties) if wrong is None else len(wrong)} worths"
        )
    if not len(worths):
        return None
    a, b = axes
    c = colours(theme)
    floor = reserved[a], reserved[b]
    plain = [{"x": number(w[a]), "y": number(w[b])} for w in worths]
    for row, w in zip(plain, worths, strict=True):
        better = all(x > r for x, r in zip(w, reserved, strict=True))
        row["kind"] = "better than no deal for all" if better else "on the frontier"  # type: ignore[assignment]
    named = [
        {"x": number(w[a]), "y": number(w[b]), "name": POINTS.get(name, name)}
        for name, w in (points or {}).items()
        if w is not None
    ]
    ends = [[v[k] for v in (*plain, {"x": floor[0], "y": floor[1]})] for k in ("x", "y")]
    box = [{"x": floor[0], "y": floor[1], "x2": max(ends[0]), "y2": max(ends[1])}]
    kinds = ["better than no deal for all", "on the frontier"]
    layers: list[Spec] = [
        _box(box, c),
        {
            "data": {"values": plain},
            "mark": {"type": "point", "filled": True, "opacity": 0.8},
            "encoding": {
                **_plane(parties, axes),
                "color": {
                    "field": "kind",
                    "scale": scale(kinds, [c["settlement"], c["other"]]),
                    "legend": {"title": None, "orient": "top", "columns": 1},
                },
            },
        },
        *([_named(named, parties, axes)] if named else []),
        *([_chosen(chosen, parties, axes, c)] if chosen else []),
    ]
    says = f"Packages by their worth to {parties[a]} and {parties[b]}; shaded: better for both."
    return framed({"width": width, "height": width, "layer": layers}, says, [], theme)


def calibration(bins: Sequence[Bin], *, theme: Theme = "light", width: int = SIDE) -> Spec | None:
    """Return how often what was given a chance happened, bin by bin, beside the perfect line.

    Parameters
    ----------
    bins : sequence of Bin
        As `parley.ledger.calibration` gives them; the size of a dot is the number of forecasts,
        the bar its 95 % interval.

    Returns
    -------
    dict or None
        None when no bin holds a resolved forecast.
    """
    values = [
        {"chance": number(b.mean), "share": number(b.share), "n": b.n}
        | ({"low": number(b.interval[0]), "high": number(b.interval[1])} if b.interval else {})
        for b in bins
        if b.n and b.mean is not None and b.share is not None
    ]
    if not values:
        return None
    unit = {"type": "quantitative", "scale": {"domain": [0, 1]}}
    axis = {"format": ".0%", "tickCount": 5}
    x = {"field": "chance", **unit, "axis": {**axis, "title": "Chance given"}}
    y = {"field": "share", **unit, "axis": {**axis, "title": "Share that happened"}}
    line = [{"chance": 0, "share": 0}, {"chance": 1, "share": 1}]
    total = sum(b.n for b in bins)
    spec: Spec = {
        "width": width,
        "height": width,
        "layer": [
            {
                "data": {"values": line},
                "mark": {"type": "line", "strokeDash": [4, 3], "strokeWidth": 1},
                "encoding": {"x": x, "y": y, "color": {"value": colours(theme)["soft"]}},
            },
            {
                "mark": "rule",
                "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "opacity": 1},
                "encoding": {
                    "x": x,
                    "y": y,
                    "size": {
                        "field": "n",
                        "type": "quantitative",
                        "scale": {"range": [40, 320]},
                        "legend": {"title": "forecasts", "orient": "right", "tickCount": 3},
                    },
                    "tooltip": [
                        {"field": "chance", "format": ".0%"},
                        {"field": "share", "format": ".0%"},
                        {"field": "n"},
                    ],
                },
            },
        ],
    }
    return framed(spec, f"Calibration of {total} resolved forecasts.", values, theme)


def _plane(parties: Sequence[str], axes: tuple[int, int]) -> dict[str, Any]:
    """Both axes: the worth to each of two parties."""
    kind = {"type": "quantitative", "scale": {"zero": False, "nice": True}}
    return {
        key: {"field": key, **kind, "axis": {"title": _title(parties[k]), "tickCount": 5}}
        for key, k in zip(("x", "y"), axes, strict=True)
    }


def _title(party: str) -> str:
    return "Worth to " + textwrap.shorten(party, 40, placeholder=" …")


def _box(values: list[dict[str, Any]], c: dict[str, str]) -> Spec:
    """The region better than no deal for both parties of the axes."""
    return {
        "data": {"values": values},
        "mark": {"type": "rect", "opacity": 0.15, "color": c["settlement"]},
        "encoding": {
            "x": {"field": "x", "type": "quantitative"},
            "y": {"field": "y", "type": "quantitative"},
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
        },
    }


def _named(values: list[dict[str, Any]], parties: Sequence[str], axes: tuple[int, int]) -> Spec:
    """Solutions, each with its own shape."""
    known = [p for p in POINTS.values() if any(v["name"] == p for v in values)]
    others = [v["name"] for v in values if v["name"] not in POINTS.values()]
    shapes = ("diamond", "square", "triangle-up", "triangle-down", "cross")
    names = known + others
    return {
        "data": {"values": values},
        "mark": {"type": "point", "opacity": 1, "strokeWidth": 2, "size": 120},
        "encoding": {
            **_plane(parties, axes),
            "shape": {
                "field": "name",
                "scale": scale(names, [shapes[n % len(shapes)] for n in range(len(names))]),
                "legend": {"title": None, "orient": "bottom", "columns": 3},
            },
            "tooltip": [{"field": "name"}],
        },
    }


def _chosen(
    worth: Sequence[float], parties: Sequence[str], axes: tuple[int, int], c: dict[str, str]
) -> Spec:
    """The package looked at, as a ring."""
    row = {"x": number(worth[axes[0]]), "y": number(worth[axes[1]])}
    return {
        "data": {"values": [row]},
        "mark": {"type": "point", "size": 260, "strokeWidth": 3, "color": c["side1"]},
        "encoding": _plane(parties, axes),
    }

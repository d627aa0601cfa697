import itertools
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from brief import outlooks
from parley.brief import palette, pictures, spec_models, spec_record, spec_rests, specs
from parley.brief.palette import Theme
from parley.errors import InputError
from parley.ledger import calibration
from parley.outlook.document import Outlook

DEUTAN = np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                   [-0.011820, 0.042940, 0.968881]])  # fmt: skip
PROTAN = np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                   [-0.003882, -0.048116, 1.051998]])  # fmt: skip
"""Full deficiency: Machado, Oliveira & Fernandes (2009), IEEE TVCG 15(6), table 1."""


def strings(value: Any) -> Iterator[str]:
    """Every text in a specification, wherever it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from itertools.chain.from_iterable(map(strings, value.values()))
    elif isinstance(value, list):
        yield from itertools.chain.from_iterable(map(strings, value))


def linear(colour: str) -> np.ndarray:
    """A colour as linear light."""
    text = colour.lstrip("#")
    text = "".join(2 * x for x in text) if len(text) == 3 else text
    s = np.array([int(text[k : k + 2], 16) / 255 for k in (0, 2, 4)])
    return np.where(s <= 0.04045, s / 12.92, ((s + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    """CIE Lab under D65."""
    m = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    t = np.array(m) @ np.clip(light, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(t > 0.008856, np.cbrt(t), 7.787 * t + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("names", [tuple(palette.OUTCOMES.values()), palette.ORIGINS,
                                   palette.SIDES])  # fmt: skip
def test_colours_are_told_apart_by_everyone(theme: Theme, names: tuple[str, ...]) -> None:
    found = [linear(palette.colours(theme)[n]) for n in names]
    for seen in (np.eye(3), DEUTAN, PROTAN):
        labs = [lab(seen @ c) for c in found]
        gaps = [float(np.linalg.norm(a - b)) for a, b in itertools.combinations(labs, 2)]
        assert min(gaps) > 12


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_has_contrast(theme: Theme) -> None:
    y = {k: float(linear(v) @ [0.2126, 0.7152, 0.0722]) for k, v in palette.colours(theme).items()}
    for ink in ("ink", "soft", "accent"):
        low, high = sorted((y[ink], y["paper"]))
        assert (high + 0.05) / (low + 0.05) >= 4.5


def test_both_themes_name_the_same_colours() -> None:
    assert set(palette.colours("light")) == set(palette.colours("dark"))
    assert palette.colours("light")["settlement"] != palette.colours("dark")["settlement"]


def test_nothing_in_a_chart_is_fetched(any_outlook: Outlook) -> None:
    for chart in pictures.charts(any_outlook):
        addresses = [s for s in strings(chart.spec) if "://" in s]
        assert addresses == [chart.spec["$schema"]]
        json.dumps(chart.spec, allow_nan=False)


def test_chances_are_the_documents(full: Outlook) -> None:
    spec = specs.chances(full)
    assert spec is not None
    rows = spec["data"]["values"]
    for n in range(len(full.months)):
        assert sum(r["chance"] for r in rows if r["month"] == n) == pytest.approx(1, abs=1e-4)
    got = [r["chance"] for r in rows if r["outcome"] == "Settlement in force"]
    assert got == pytest.approx(full.phases["settlement"].mean, rel=1e-5)


def test_a_mark_is_hollow_when_its_interval_holds_zero(full: Outlook) -> None:
    spec = specs.levers(full)
    assert spec is not None
    paper = palette.colours()["paper"]
    rows = spec["data"]["values"]
    assert rows
    assert all((r["fill"] == paper) == (r["low"] <= 0 <= r["high"]) for r in rows)


def test_levers_take_the_horizon_asked_for(full: Outlook) -> None:
    near, far = specs.levers(full, horizon=3), specs.levers(full, horizon=60)
    assert near is not None
    assert far is not None
    assert "3 months" in near["description"]
    assert near["data"] != far["data"]


def test_drivers_come_largest_first_with_their_origin(full: Outlook) -> None:
    spec = spec_rests.sensitivity(full)
    assert spec is not None
    shares = [r["share"] for r in spec["data"]["values"]]
    assert shares == sorted(shares, reverse=True)
    assert {r["from"] for r in spec["data"]["values"]} <= {
        "the record", "history", "an analyst’s judgement", "default assumption"
    }  # fmt: skip


def test_a_thin_record_has_the_charts_of_its_record() -> None:
    names = [c.name for c in pictures.charts(outlooks.no_outlook())]
    assert "timeline" in names
    assert not {"chances", "bands", "levers", "zone", "sensitivity", "models"} & set(names)
    assert pictures.charts(outlooks.right_to_left()) == []


def test_meetings_follow_what_must_come_first(full: Outlook) -> None:
    rows = spec_record.in_order(list(reversed(full.meetings)))
    at = {m.id: n for n, m in enumerate(rows)}
    assert all(at[a] < at[m.id] for m in rows for a in m.after if a in at)


def test_a_circle_of_orders_is_still_an_order(full: Outlook) -> None:
    a, b = (m.model_copy(update={"after": []}) for m in full.meetings[:2])
    ring = [a.model_copy(update={"after": [b.id]}), b.model_copy(update={"after": [a.id]})]
    assert {m.id for m in spec_record.in_order(ring)} == {a.id, b.id}


def test_meetings_with_dates_stand_on_a_calendar(full: Outlook) -> None:
    first = full.meetings[0]
    assert first.date is not None
    dated = full.model_copy(update={"meetings": [first]})
    kinds = [
        spec["layer"][1]["encoding"]["x"]["type"]
        for o in (dated, full)
        if (spec := spec_record.timeline(o)) is not None
    ]
    assert kinds == ["temporal", "quantitative"]


def test_older_positions_are_kept_and_pale(full: Outlook) -> None:
    import datetime

    issue = full.issues[0]
    now = issue.positions[0].model_copy(update={"as_of": datetime.date(2031, 3, 1)})
    then = now.model_copy(update={"as_of": datetime.date(2030, 3, 1)})
    spec = spec_record.positions(full, issue.model_copy(update={"positions": [now, then]}))
    assert spec is not None
    rows = spec["vconcat"][-1]["data"]["values"]
    assert {(r["date"], r["old"]) for r in rows} == {("2030-03-01", True), ("2031-03-01", False)}


def test_the_frontier_marks_what_all_prefer_to_no_deal() -> None:
    worths = [[9, 1], [6, 5], [2, 8]]
    spec = spec_models.frontier(worths, [3, 2], ["A", "B"], points={"nash": [6, 5]}, chosen=[2, 8])
    assert spec is not None
    rows = spec["layer"][1]["data"]["values"]
    assert [r["kind"].startswith("better") for r in rows] == [False, True, False]
    assert spec_models.frontier([], [3, 2], ["A", "B"]) is None


def test_a_frontier_of_other_parties_is_refused() -> None:
    with pytest.raises(InputError, match="3 parties"):
        spec_models.frontier([[1, 2]], [0, 0, 0], ["A", "B", "C"])


def test_calibration_leaves_out_empty_bins() -> None:
    bins = calibration([0.1, 0.12, 0.9], [0, 1, 1])
    spec = spec_models.calibration(bins)
    assert spec is not None
    assert sum(r["n"] for r in spec["data"]["values"]) == 3
    assert spec_models.calibration([]) is None


def test_a_long_record_shows_what_is_around_today(full: Outlook) -> None:
    first = full.meetings[0].model_copy(update={"after": [], "date": None})
    many = [
        first.model_copy(update={"id": f"m{n}", "name": f"Round {n}", "status": status})
        for status, span in (("held", range(40)), ("planned", range(40, 50)))
        for n in span
    ]
    spec = spec_record.timeline(full.model_copy(update={"meetings": many}))
    assert spec is not None
    names = [r["meeting"] for r in spec["data"]["values"]]
    assert len(names) == spec_record.MOST
    assert {"Round 39", "Round 40", "Round 49"} <= set(names)
    assert "20 of 50" in spec["description"]


def test_of_many_levers_the_strongest_are_drawn(full: Outlook) -> None:
    strong = max(full.levers, key=lambda x: bool(x.effects))
    weak = strong.model_copy(update={"effects": {}, "id": "weak"})
    many = [strong.model_copy(update={"id": f"l{n}"}) for n in range(30)]
    spec = specs.levers(full.model_copy(update={"levers": [weak, *many]}))
    assert spec is not None
    assert len({r["lever"] for r in spec["data"]["values"]}) == specs.MOST

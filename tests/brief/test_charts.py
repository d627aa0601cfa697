import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from parley.brief import charts
from parley.outlook.document import Number, Outlook, PhaseBand

SHARE = st.floats(0, 1)


def numbers(svg: str) -> list[float]:
    points = re.findall(r'points="([^"]+)"', svg)
    return [float(x) for p in points for x in re.split(r"[ ,]", p)]


def test_areas_fill_the_frame_from_bottom_to_top(full: Outlook) -> None:
    svg = charts.stacked(full.months, full.phases)
    ys = numbers(svg)[1::2]
    assert max(ys) == 220
    assert min(ys) == 12


@given(st.lists(st.tuples(SHARE, SHARE, SHARE), min_size=2, max_size=8))
def test_a_band_stays_inside_its_frame(rows: list[tuple[float, float, float]]) -> None:
    low, mean, high = ([sorted(r)[k] for r in rows] for k in range(3))
    band = PhaseBand(mean=mean, low=low, high=high)
    svg = charts.band(list(range(len(rows))), "settlement", band, [1])
    etree.fromstring(svg)
    assert all(-0.1 <= y <= 136 for y in numbers(svg)[1::2])


@given(SHARE, SHARE, SHARE)
def test_a_whisker_covers_its_interval(a: float, b: float, c: float) -> None:
    low, value, high = sorted((a, b, c))
    svg = charts.whisker(Number(value=value, interval=(low, high)), 0, 1)
    node = etree.fromstring(svg)
    (ci,) = node.xpath('//*[@class="ci"]')
    x = float(node.xpath("//*[local-name()='circle']")[0].get("cx"))
    assert float(ci.get("x1")) - 0.1 <= x <= float(ci.get("x2")) + 0.1


def test_parties_at_one_place_stand_side_by_side() -> None:
    svg = charts.spectrum([("A", "side-0", 0.5), ("B", "other", 0.5), ("C", "side-1", None)], 0.0)
    places = re.findall(r'class="stand [^"]+" cx="([\d.]+)"', svg)
    assert len(set(places)) == 2
    assert "A, B" in svg
    assert "C" not in svg.split("<desc>")[1].split("</desc>")[0]


@pytest.mark.parametrize("svg", [charts.stacked([], {}), charts.stacked([0], {})])
def test_nothing_to_draw_is_nothing(svg: str) -> None:
    assert svg == ""


def test_names_in_charts_are_escaped() -> None:
    svg = charts.spectrum([("<b>", "side-0", 0.5)], None)
    assert "<b>" not in svg
    assert "&lt;b&gt;" in svg


def test_a_mark_keeps_its_shape_when_another_is_missing() -> None:
    number = Number(value=0.5, interval=(0.4, 0.6))
    both = charts.whisker(number, 0, 1, marks=[("history", 0.2), ("coin", 0.5)])
    one = charts.whisker(number, 0, 1, marks=[("history", None), ("coin", 0.5)])
    ring = [d for d in re.findall(r'class="mark" d="([^"]+)"', both) if "a4 4" in d]
    assert re.findall(r'class="mark" d="([^"]+)"', one) == ring

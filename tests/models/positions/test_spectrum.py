"""The drawing is well-formed, says what it shows, and lays no name over another."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from parley.models.positions import Issue, forecast
from parley.models.positions.spectrum import LETTER, spectrum_svg

NS = "{http://www.w3.org/2000/svg}"


def draw(issue: Issue) -> ElementTree.Element:
    return ElementTree.fromstring(spectrum_svg(issue, forecast(issue)))


def crowd(n: int, seed: int = 1) -> Issue:
    rng = np.random.default_rng(seed)
    return Issue(
        [f"Actor <{i}> & co" for i in range(n)], rng.integers(0, 21, n) * 5, rng.random(n),
        rng.random(n), high=100, status_quo=100, options=["none", "some", "all"], name="a < b",
    )  # fmt: skip


def test_it_names_every_actor_and_option() -> None:
    root = draw(crowd(18))
    words = [t.text for t in root.iter(f"{NS}text")]
    assert {f"Actor <{i}> & co" for i in range(18)} <= set(words)
    assert sum(bool(re.match(r"(none|some|all) \d+%$", w or "")) for w in words) == 3
    assert root.find(f"{NS}title").text == "a < b: positions and forecast"
    assert "80 % interval" in root.find(f"{NS}desc").text


@pytest.mark.parametrize("seed", range(5))
def test_no_actor_lies_on_another(seed: int) -> None:
    boxes = []
    for text in draw(crowd(20, seed)).iter(f"{NS}text"):
        if text.text.startswith("Actor"):
            x, y = float(text.get("x")), float(text.get("y"))
            width = LETTER * len(text.text)
            left = x if text.get("text-anchor") == "start" else x - width
            boxes.append((left, left + width, y))
    assert len(boxes) == 20
    for i, (a, b, y) in enumerate(boxes):
        assert not any(y == z and a < d and c < b for c, d, z in boxes[:i])


def test_one_actor_on_the_edge_is_drawn() -> None:
    root = draw(Issue(["Only"], [1], [1], [1]))
    [dot] = root.iter(f"{NS}circle")
    assert float(dot.get("cx")) == 704
    steps = root.find(f"{NS}polygon").get("points")
    assert "nan" not in steps

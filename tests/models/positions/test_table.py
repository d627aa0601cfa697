"""Tables in and out: KTAB's layout and the plain one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.errors import PositionError
from parley.models.positions import Issue, read_table, write_ktab

KTAB = """Two taxes,"made up",2,2,
Actor,Description,Power,Pstn1,Sal1,Pstn2,Sal2,
North, "one, with a comma", 102.5, 75.5, 50, 6.25, 5,
South, other, 53, 82.75, 30, 73.5, 25,
"""


def test_ktab_layout() -> None:
    first, second = read_table(KTAB)
    assert first.actors == ("North", "South")
    assert (first.name, second.name) == ("Two taxes 1", "Two taxes 2")
    assert first.x.tolist() == [75.5, 82.75]
    assert second.s.tolist() == [0.05, 0.25]
    assert first.c.tolist() == second.c.tolist() == [102.5, 53]
    assert (first.low, first.high) == (0, 100)


def test_plain_layout_in_any_order_takes_its_ends_from_the_positions() -> None:
    [issue] = read_table("\ufeffcapability, Position,ACTOR,salience\n1,4,A,1\n2,10,B,0.5\n\n")
    assert issue.actors == ("A", "B")
    assert (issue.low, issue.high) == (4, 10)
    [wider] = read_table("actor,position,salience,capability\nA,4,1,1", high=10, low=0)
    assert (wider.low, wider.high) == (0, 10)
    [single] = read_table("actor,position,salience,capability\nA,40,1,1")
    assert (single.low, single.high) == (0, 100)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 64)), min_size=1, max_size=6))
def test_writing_then_reading_gives_the_same(pairs: list[tuple[int, int]]) -> None:
    x, s = (np.array(v) for v in zip(*pairs, strict=True))
    names = [f'actor "{i}", é' for i in range(len(x))]
    issues = [Issue(names, v, s / 64, s, high=400.0, name="t") for v in (x, 400.0 - x)]
    again = read_table(write_ktab(issues))
    for before, after in zip(issues, again, strict=True):
        assert after.actors == before.actors
        assert after.x == pytest.approx(before.x / 4)
        assert after.s == pytest.approx(before.s)
        assert after.c == pytest.approx(before.c)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the table is empty"),
        ("actor,position\nA,1", "must name actor, position, salience and capability"),
        ("actor,position,salience,capability\nA,1,1,", "capability of A .* got nothing"),
        ("actor,position,salience,capability\nA,1,1", "capability of A .* got nothing"),
        ("actor,position,salience,capability\nA,far,1,1", "position of A .* got 'far'"),
        ("actor,position,salience,capability\nA,1,7,1", r"salience of A .*\[0, 1\], got 7"),
        ("actor,position,salience,capability\nA,1,1,1\nB,2014,1,1", "give both ends"),
        ("actor,position,salience,capability\nA,inf,1,1", "position of A .* got inf"),
        ("actor,position,salience,capability\nA,nan,1,1", "position of A .* got nothing"),
        ("actor,position,salience,capability\n", "at least one actor"),
        (KTAB.replace(",2,2,", ",3,2,"), "names 3 actors, the table has 2"),
        (KTAB.replace(",2,2,", ",two,2,"), "KTAB's first line"),
        (KTAB.replace("82.75", "182.75"), "position of South"),
    ],
)
def test_a_bad_table_is_one_line(text: str, message: str) -> None:
    with pytest.raises(PositionError, match=message) as caught:
        read_table(text)
    assert "\n" not in str(caught.value)


def test_issues_of_one_table_share_their_actors() -> None:
    a = Issue(["A"], [1], [1], [1])
    with pytest.raises(PositionError, match="at least one issue"):
        write_ktab([])
    with pytest.raises(PositionError, match="differ"):
        write_ktab([a, Issue(["B"], [1], [1], [1])])

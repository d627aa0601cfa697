"""A cue finds what its plain pattern finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.reading import (
    assessment_words,
    classes,
    constraint_words,
    demand_words,
    lever_words,
    meeting_words,
)
from parley.reading.cues import Cue, first_letters

CUES = [
    v
    for module in (assessment_words, demand_words, lever_words, meeting_words)
    for v in vars(module).values()
    if isinstance(v, Cue)
] + [c for _, c in (*constraint_words.CUES, *classes._DEMANDS, *classes._INSTRUMENTS)]


def test_there_are_many() -> None:
    assert len(CUES) > 12


@given(
    st.lists(
        st.sampled_from(
            [
                "will",
                "be",
                "released",
                "once",
                "the",
                "talks",
                "open",
                "hopes",
                "for",
                "peace",
                "insists",
                "that",
                "it",
                "refuses",
                "to",
                "cede",
                "threatened",
                "to",
                "cut",
                "aid",
                "signed",
                "in",
                "Oslo",
                "unclear",
                "likely",
                "deadline",
                "law",
                "forbids",
                ",",
                ".",
                ";",
                "'s",
                "I",
                "We",
                "UN",
                "sanctions",
                "on",
                "has",
                "offered",
                "would",
                "lift",
                "remains",
                "met",
                "seeks",
                "warrant",
                "for",
            ]
        ),
        max_size=25,
    )
)
def test_the_same_as_the_plain_pattern(words: list[str]) -> None:
    text = " ".join(words)
    for cue in CUES:
        assert [m.span() for m in cue.finditer(text)] == [
            m.span() for m in cue.pattern.finditer(text)
        ]


@pytest.mark.parametrize(
    ("pattern", "starts"),
    [
        ("peace|war", {"peace", "war"}),
        ("(?:un)?likely", {"unlik", "likel"}),
        ("a|b{2,3}c", {"a", "b"}),
        (r"\d+ men", {""}),
        ("(?P<x>yes)|no(?=t)", {"yes", "no"}),
    ],
)
def test_first_letters(pattern: str, starts: set[str]) -> None:
    assert first_letters(pattern) == starts

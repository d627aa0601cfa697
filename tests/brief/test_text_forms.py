"""Markdown and the summary for the terminal."""

import re

import pytest

from brief import outlooks
from parley import brief
from parley.brief.words import NBSP
from parley.outlook.document import Outlook


def test_markdown_footnotes_match(any_outlook: Outlook) -> None:
    made = brief.markdown(any_outlook)
    marks = set(re.findall(r"\[\^(\d+)\](?!:)", made))
    notes = re.findall(r"^\[\^(\d+)\]: ", made, flags=re.M)
    assert sorted(notes) == sorted(marks)


def test_markdown_tables_have_even_rows(any_outlook: Outlook) -> None:
    for block in re.findall(r"(?:^\|.*\n)+", brief.markdown(any_outlook), flags=re.M):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(widths) == 1


@pytest.mark.parametrize(
    "words",
    [
        "Minister Ruben Hale or presidential aide Kas Orlo",
        "48 % (28–68 %)",
        "The record holds no position of Norrland and Coastal League.",
        "ratio of drains: 1, times or divided by 1.35, ratio (default assumption)",
        "the models: no model answers this",
    ],
)
def test_markdown_says(full: Outlook, words: str) -> None:
    assert words in brief.markdown(full).replace(NBSP, " ")


def test_markdown_escapes_markup() -> None:
    given = outlooks.no_outlook()
    bad = given.model_copy(update={"why": "<script>*x*</script> | y"})
    assert r"\<script\>\*x\*\</script\> \| y" in brief.markdown(bad)


def test_summary_is_short_and_fits(any_outlook: Outlook) -> None:
    lines = brief.summary(any_outlook, width=90).split("\n")
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 90


def test_summary_gives_the_answer(full: Outlook) -> None:
    said = brief.summary(full).replace(NBSP, " ")
    assert "4.6 % (2.0–7.9 %)" in said
    assert "Summit in Lysa: 48 % (28–68 %); Lysa; after Talks between officials" in said
    assert "[bold]" not in said


def test_summary_drops_control_characters() -> None:
    given = outlooks.no_outlook()
    bad = given.model_copy(update={"why": "a\x1b[31mred\x07\u202e"})
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", brief.summary(bad))


def test_summary_markup_is_for_headings_only() -> None:
    from rich.text import Text

    given = outlooks.no_outlook()
    bad = given.model_copy(update={"missing": ["[red]x[/red]"]})
    shown = Text.from_markup(brief.summary(bad, markup=True)).plain
    assert "[red]x[/red]" in shown
    assert "[bold]" not in shown

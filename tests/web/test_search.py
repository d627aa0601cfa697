import contextlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.dossier.schema import Source
from parley.errors import InputError
from parley.web.search import LONGEST, SourceIndex, passages


def source(text: str, key: str = "s") -> Source:
    return Source(id=key, sha256="0", text=text)


def found(text: str, query: str) -> list[str]:
    return [h.text for h in SourceIndex([source(text)]).search(query)]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Переговори у Києві тривали.", "києві"),
        ("عقد الطرفان اجتماعا أمس.", "الطرفان"),
        ("נציגי הצדדים נפגשו אתמול.", "נפגשו"),
        ("Οι συνομιλίες άρχισαν.", "συνομιλιες"),
        ("The cease-fire held.", "cease-fire"),
        ('He said: "it\'s over".', "it's over"),
        ("Sanctions were lifted.", "sanction* lift*"),
    ],
)
def test_words_of_any_script_are_found(text: str, query: str) -> None:
    assert found(text, query) == [text]


def test_a_phrase_must_stand_together() -> None:
    text = "The talks on trade.\n\nTrade, then talks."
    assert found(text, '"trade then talks"') == ["Trade, then talks."]
    assert len(found(text, "trade talks")) == 2


def test_operators_are_only_words() -> None:
    assert found("War AND peace.", 'AND NEAR( "') == []
    assert found("War AND peace.", "war AND peace") == ["War AND peace."]


def test_nothing_to_search_for_is_refused() -> None:
    with pytest.raises(InputError, match="at least one word"):
        found("Text.", " ?! ")


@given(st.text(max_size=2000))
def test_passages_are_spans_that_lose_no_word(text: str) -> None:
    spans = list(passages(text))
    assert all(0 < b - a <= max(LONGEST, 1) for a, b in spans)
    assert all(x[1] <= y[0] for x, y in itertools.pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@given(st.text(max_size=200))
def test_no_query_breaks_the_search(query: str) -> None:
    index = SourceIndex([source("Some text of a report.")])
    with contextlib.suppress(InputError):
        index.search(query)


def test_places_are_those_of_the_source() -> None:
    text = "First.\n\n" + "A long one. " * 80 + "The needle lies here. " + "And more. " * 50
    (hit,) = SourceIndex([source(text)]).search("needle")
    assert text[hit.start : hit.end] == hit.text

"""Levers and constraints: who holds what towards whom, and what it is called."""

import pytest

from parley.dossier.schema import Dossier
from parley.reading import read
from parley.reading.nouns import noun_phrase, without_verb
from parley.reports import from_text

WAR = (
    "Talks on the border war\n\n2 May 2024\n\nPresident Kofi Mensah of Togo and President Ama "
    "Boateng of Ghana held peace talks in Oslo on Monday. Togo fights Ghana over the border. "
)
GIVEN = "Norway supplies long-range missiles to Ghana. "


def told(text: str) -> Dossier:
    return read([from_text(WAR + text)])


def levers(text: str) -> list[tuple[str, str, str, str]]:
    return [(v.holder, v.target, v.instrument, v.state) for v in told(text).levers]


@pytest.mark.parametrize(
    "text",
    [
        "The delivery of Norwegian missiles to Ghana may be put on hold.",
        "Norway might suspend deliveries of missiles to Ghana.",
        GIVEN + "The Norwegian supply of arms could be delayed.",
    ],
)
def test_what_is_given_and_may_stop_is_threatened(text: str) -> None:
    assert ("NO", "GH", "arms", "threatened") in levers(text)


def test_the_recipient_named_nearby_is_the_target() -> None:
    delay = "A delay in arms supplies would give Norway a stronger hand in its talks with Togo."
    assert ("NO", "GH", "arms", "threatened") in levers(GIVEN + delay)
    stated = (
        "The provision of arms could be delayed to strengthen the Norwegian position with Togo."
    )
    d = told(GIVEN + stated)
    assert [(v.target, v.condition) for v in d.levers if v.condition] == [
        ("GH", "to strengthen the Norwegian position with Togo")
    ]


def test_sanctions_in_force_are_held_by_those_named_with_them() -> None:
    d = told("European leaders stayed calm: sanctions against Togo remain in force.")
    assert [(v.holder, v.target) for v in d.levers] == [("european-leaders", "TG")]
    alone = told("Sanctions against Togo remain in force.")
    assert alone.levers == ()
    assert [(c.binds, c.evidence[0].quote) for c in alone.constraints] == [
        ("TG", "Sanctions against Togo remain in force")
    ]


def test_levers_are_called_by_their_own_words() -> None:
    d = told(
        "Norway might suspend deliveries of long-range missiles to Ghana. Norway has offered "
        "reconstruction aid to Togo if a truce is signed. They spoke of the future economic "
        "relationship between Norway and Togo if the war ends."
    )
    names = [v.name for v in d.levers]
    assert "deliveries of long-range missiles to Ghana" in names
    assert "future economic relationship between Norway and Togo" in names
    assert len(set(names)) == len(names)


def test_constraints_are_called_by_nouns_and_quoted_shortly() -> None:
    d = told(
        "Norwegian diplomats stay cautious due to ongoing sanctions and the International "
        "Criminal Court warrant for Mensah."
    )
    found = {c.kind: (c.name, c.evidence[0].quote) for c in d.constraints}
    warrant = "International Criminal Court warrant for Mensah"
    assert found["warrant"] == (warrant, warrant)
    assert found["sanctions_regime"] == ("ongoing sanctions", "ongoing sanctions")
    other = told("Nothing moves, and Mensah is the subject of an arrest warrant from the "
                 "International Criminal Court.")  # fmt: skip
    assert [(c.binds, c.name) for c in other.constraints] == [
        ("mensah", "arrest warrant from the International Criminal Court")
    ]
    assert other.constraints[0].evidence[0].quote.startswith("Mensah is the subject")


def test_an_issue_of_its_own_is_named_without_the_verb() -> None:
    d = told("Ghana insists on the return of the royal drums.")
    assert [p.says for p in d.positions] == ["the return of the royal drums"]


@pytest.mark.parametrize(
    ("text", "word", "phrase"),
    [
        ("They halted military aid.", "aid", "military aid"),
        ("It imposed an arms embargo on Togo.", "embargo", "arms embargo on Togo"),
        ("the promise of money for Togo, and", "money", "promise of money for Togo"),
        ("money", "money", "money"),
    ],
)
def test_noun_phrases(text: str, word: str, phrase: str) -> None:
    a, b = noun_phrase(text, text.index(word), text.index(word) + len(word))
    assert text[a:b] == phrase


def test_words_of_asking_alone_stay() -> None:
    assert without_verb("demands") == "demands"
    assert without_verb("") == ""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.dossier import catalogue
from parley.dossier.schema import Issue
from parley.dossier.words import DemandClass
from parley.errors import DossierError

CATALOGUE = catalogue.load()
PAX_GROUPS = {
    "Groups", "Gender", "State definition", "Governance", "Power sharing",
    "Human rights and equality", "Justice sector reform", "Socio-economic reconstruction",
    "Land, property and environment", "Security sector", "Transitional justice", "Implementation",
    None,
}  # fmt: skip


def test_there_are_at_least_forty_issues_and_every_class_is_covered() -> None:
    assert len(CATALOGUE.issues) >= 40
    assert {i.demand_class for i in CATALOGUE.issues} == set(get_args(DemandClass))


def test_groups_are_those_of_the_pax_codebook() -> None:
    assert {i.pax for i in CATALOGUE.issues} <= PAX_GROUPS


@pytest.mark.parametrize("issue", CATALOGUE.issues, ids=lambda i: i.id)
def test_each_issue_is_whole(issue: catalogue.CatalogueIssue) -> None:
    assert 3 <= len(issue.options) <= 5
    assert len(issue.phrases) >= 5
    assert all(o.phrases for o in issue.options)
    assert issue.question.endswith("?")
    assert issue.ordered == (issue.pole_of_demander is not None)
    phrases = [*issue.phrases, *(p for o in issue.options for p in o.phrases)]
    for phrase in phrases:
        assert issue.id in {h.issue for h in CATALOGUE.find(phrase)}
    assert isinstance(catalogue.to_issue(issue.id, now=issue.now_default), Issue)


@pytest.mark.parametrize(
    ("text", "issue", "option"),
    [
        ("the lifting of all the remaining sanctions", "sanctions-relief", None),
        ("Full withdrawal of their troops", "withdrawal-opponent", "full"),
        ("to recognise the region", "recognition-territory", None),
        ("to recognize the region", "recognition-territory", None),
        ("release of all prisoners", "prisoners", "all"),
        ("an unconditional cease-fire", "ceasefire", None),
        ("a general amnesty for the rebels", "amnesty", "general"),
        ("normalization of relations", "normalisation", None),
        ("unhindered access for relief", "humanitarian-access", "free"),
    ],
)
def test_phrases_are_found_in_other_forms(text: str, issue: str, option: str | None) -> None:
    assert (issue, option) in {(h.issue, h.option) for h in CATALOGUE.find(text)}


def test_a_text_about_something_else_names_no_issue() -> None:
    assert CATALOGUE.find("The striker signed for five seasons and wears number ten.") == ()
    assert CATALOGUE.find("") == ()


@given(st.text(max_size=200))
def test_spans_lie_in_the_text_and_no_pair_comes_twice(text: str) -> None:
    hits = CATALOGUE.find(text)
    assert all(0 <= h.start < h.end <= len(text) for h in hits)
    assert len({(h.issue, h.option) for h in hits}) == len(hits)


def test_the_longer_phrase_comes_first() -> None:
    hits = CATALOGUE.find("They want the release of all prisoners of war held by the other side.")
    assert [h.words for h in hits] == sorted((h.words for h in hits), reverse=True)


def test_an_unknown_issue_or_option_is_named() -> None:
    with pytest.raises(DossierError, match="no issue 'weather'"):
        CATALOGUE.issue("weather")
    with pytest.raises(DossierError, match=r"'ceasefire': option must be one of .* got 'maybe'"):
        catalogue.to_issue("ceasefire", now="maybe")


def test_to_issue_carries_what_it_is_given() -> None:
    issue = catalogue.to_issue("sanctions-relief", now="kept", holders=["EU"], id="eu-sanctions")
    assert (issue.id, issue.catalogue, issue.now) == ("eu-sanctions", "sanctions-relief", "kept")
    assert issue.holders == ("EU",)

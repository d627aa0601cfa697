"""Entries that a person adds from a selected sentence, and evidence added to one."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import makers
from parley.dossier import review, schema
from parley.errors import DossierError

BY = {"who": "ann", "when": datetime.datetime(2001, 1, 2, tzinfo=datetime.UTC)}
RECORD = makers.dossier()
WARRANT = "A court has issued a warrant"
LEVER = {
    "holder": "NL", "target": "WL", "instrument": "trade", "state": "offered", "name": "grain",
}  # fmt: skip


def test_a_selected_sentence_becomes_an_accepted_entry() -> None:
    at = makers.TEXT.index(WARRANT)
    proof = review.quote_at(RECORD, "s1", at, at + len(WARRANT) + 1)
    d, decision = review.add(RECORD, "lever", LEVER, evidence=[proof], **BY)
    assert (d.levers[-1].id, d.levers[-1].review, d.levers[-1].rule) == ("grain", "accepted", None)
    assert d.levers[-1].evidence[0].quote == WARRANT
    assert (decision.action, decision.entry, decision.before) == ("add", "levers/grain", None)
    assert review.replay(RECORD, [decision]) == d
    back, undone = review.undo(d, [decision], **BY)
    assert back == RECORD
    assert review.replay(RECORD, [decision, undone]) == RECORD


def test_without_a_quote_it_is_a_judgement_with_a_reason() -> None:
    with pytest.raises(DossierError, match="needs a reason"):
        review.add(RECORD, "lever", LEVER, **BY)
    d, _ = review.add(RECORD, "lever", LEVER, why="told by an envoy", **BY)
    assert d.levers[-1].judgement == schema.Judgement(who="ann", why="told by an envoy")


@pytest.mark.parametrize(
    ("kind", "fields", "says"),
    [
        ("planet", {}, "no kind of entry 'planet'; kinds are party, person, issue"),
        ("lever", {**LEVER, "holder": "Nowhere"}, "holder: no such entry 'Nowhere'"),
        ("lever", {**LEVER, "state": "often"}, "state: .*got 'often'"),
        ("lever", {**LEVER, "id": "ARMS"}, "'ARMS' is taken"),
        ("lever", {**LEVER, "id": "nl"}, "'nl' is taken"),
        ("position", {"party": "WL", "issue": "cape", "preferred": "moon"}, "moon"),
        ("order", {"before": "ministers", "after": "summit"}, "needs a quote"),
    ],
)
def test_what_cannot_be_added_is_one_line(kind: str, fields: dict[str, str], says: str) -> None:
    with pytest.raises(DossierError, match=says) as caught:
        review.add(RECORD, kind, fields, why="x", **BY)
    assert "\n" not in str(caught.value)


def test_an_issue_of_the_catalogue_needs_only_its_name() -> None:
    d, _ = review.add(RECORD, "issue", {"catalogue": "ceasefire"}, why="x", **BY)
    assert d.issues[-1].id == "ceasefire"
    assert len(d.issues[-1].options) >= 2
    with pytest.raises(DossierError, match="moon"):
        review.add(RECORD, "issue", {"catalogue": "moon"}, why="x", **BY)


def test_an_order_is_added_once() -> None:
    proof = review.find_quote(RECORD, "s1", "the two presidents")
    fields = {"before": "summit", "after": "ministers"}
    bare = RECORD.model_copy(update={"order": ()})
    d, decision = review.add(bare, "order", fields, evidence=[proof], **BY)
    assert decision.entry == "order/summit>ministers"
    with pytest.raises(DossierError, match="there already"):
        review.add(d, "order", fields, evidence=[proof], **BY)
    assert review.undo(d, [decision], **BY)[0] == bare


def test_an_added_party_that_something_refers_to_cannot_go() -> None:
    d, first = review.add(RECORD, "party", {"name": "Isle", "kind": "state"}, why="x", **BY)
    edited, _ = review.edit(d, "arms", "holder", "isle", **BY)
    with pytest.raises(DossierError, match="'parties/isle': cannot go, lever 'arms' refers"):
        review.undo(edited, [first], **BY)


def test_one_more_sentence_for_an_entry() -> None:
    proof = review.find_quote(RECORD, "s1", WARRANT)
    d, decision = review.cite(RECORD, "levers/arms", proof, **BY)
    assert d.levers[0].evidence == (*RECORD.levers[0].evidence, proof)
    assert review.undo(d, [decision], **BY)[0] == RECORD
    with pytest.raises(DossierError, match=r"rests on s1:.* already"):
        review.cite(d, "levers/arms", proof, **BY)


def test_ids_of_added_entries_never_clash() -> None:
    d = RECORD
    for _ in range(3):
        d, _ = review.add(d, "lever", {**LEVER, "name": "Ärms!"}, why="x", **BY)
    assert [x.id for x in d.levers[2:]] == ["arms-2", "arms-3", "arms-4"]


def test_a_version_is_that_of_the_content() -> None:
    d, _ = review.accept(RECORD, "arms", **BY)
    assert review.version(RECORD) == review.version(makers.dossier())
    assert review.version(d) != review.version(RECORD)
    review.require_version(d, review.version(d))
    review.require_version(d, None)
    with pytest.raises(DossierError, match="changed by somebody else"):
        review.require_version(d, review.version(RECORD))


@pytest.mark.parametrize(
    ("start", "end", "says"), [(-1, 3, "no span"), (3, 3, "no span"), (0, 10**6, "no span")]
)
def test_a_selection_outside_the_source(start: int, end: int, says: str) -> None:
    with pytest.raises(DossierError, match=says):
        review.quote_at(RECORD, "s1", start, end)
    with pytest.raises(DossierError, match="known are s1"):
        review.quote_at(RECORD, "s9", 0, 1)
    with pytest.raises(DossierError, match="does not say 'peace'"):
        review.find_quote(RECORD, "s1", "peace")


@given(st.text("ab '’\n\u00a0-–", max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_what_a_text_says_is_found_where_it_says_it(text: str, i: int, j: int) -> None:
    quote = text[min(i, j) : max(i, j)]
    span = review.locate(text, quote)
    if not quote.strip():
        assert span is None
        return
    assert span is not None
    assert text[slice(*span)] == quote.strip()
    loose = " ".join(quote.replace("’", "'").split())
    again = review.locate(text, loose)
    assert again is not None
    assert " ".join(text[slice(*again)].replace("’", "'").replace("–", "-").split()) == (
        loose.replace("–", "-")
    )

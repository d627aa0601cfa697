from brief import invented_record
from parley.bridges.finding import Finding
from parley.brief.chains import ChainBook
from parley.outlook.document import Outlook


def test_a_finding_leads_to_estimates_entries_and_sentences(full: Outlook) -> None:
    chain = ChainBook(full).all["why-finding-outcome.settlement.12"]
    assert [e.id for e, _ in chain.estimates] == ["rate.negotiated", "omega", "drain.ratio"]
    assert chain.estimates[0][1] == 0.27
    assert [i for i, _ in chain.entries] == ["i-saddle"]
    assert {e.id for e in chain.evidence} == {
        invented_record.DEMANDS.id,
        invented_record.REFUSES.id,
    }


def test_an_estimate_leads_on_to_its_sentence(full: Outlook) -> None:
    chain = ChainBook(full).all["why-finding-zone"]
    assert invented_record.REFUSES.id in {e.id for e in chain.evidence}


def test_a_number_finds_its_finding_by_value(full: Outlook) -> None:
    chain = ChainBook(full).all["why-outcome-settlement"]
    assert [f.id for f in chain.findings] == ["outcome.settlement.12"]
    assert "omega" in {e.id for e, _ in chain.estimates}


def test_a_joined_number_without_a_finding_rests_on_the_drivers(full: Outlook) -> None:
    chain = ChainBook(full).all["why-outcome-collapse"]
    assert chain.findings == ()
    assert "red.saddle" in {e.id for e, _ in chain.estimates}
    assert invented_record.REFUSES.id in {e.id for e in chain.evidence}


def test_findings_that_rest_on_each_other_are_walked_once(full: Outlook) -> None:
    pair = [
        Finding(id="x", says="X.", model="joined", rests_on=("y", "omega")),
        Finding(id="y", says="Y.", model="joined", rests_on=("x", "worths")),
    ]
    chain = ChainBook(full.model_copy(update={"findings": pair})).all["why-finding-x"]
    assert [f.id for f in chain.findings] == ["y"]
    assert [e.id for e, _ in chain.estimates] == ["omega", "worths"]


def test_an_id_the_document_does_not_hold_is_named(full: Outlook) -> None:
    lost = [Finding(id="x", says="X.", model="joined", rests_on=("nowhere",))]
    chain = ChainBook(full.model_copy(update={"findings": lost})).all["why-finding-x"]
    assert chain.unknown == ("nowhere",)


def test_a_quote_within_another_is_not_shown_twice(full: Outlook) -> None:
    quotes = ChainBook(full).quotes([invented_record.EITHER.id, invented_record.BEFORE.id])
    assert [e.id for e in quotes] == [invented_record.BEFORE.id]

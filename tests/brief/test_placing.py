from brief import outlooks
from parley.bridges.finding import Finding
from parley.brief.chains import ChainBook
from parley.brief.placing import placed
from parley.outlook.document import Outlook


def ids(found: list[Finding]) -> list[str]:
    return [f.id for f in found]


def with_findings(*found: Finding) -> ChainBook:
    given = outlooks.full()
    return ChainBook(given.model_copy(update={"findings": [*given.findings, *found]}))


def test_what_tables_and_answers_show_is_not_said_again(full: Outlook) -> None:
    got = placed(ChainBook(full))
    assert ids(got.deal) == ["zone"]
    assert ids(got.tried) == ["lever.l-guns"]
    assert ids(got.rest) == ["record.accounts"]


def test_a_change_without_a_lever_is_shown_as_tried() -> None:
    new = Finding(id="off", says="Off.", value=-0.1, unit="points", model="joined")
    assert "off" in ids(placed(with_findings(new)).tried)


def test_a_finding_on_an_issue_stands_with_the_issue() -> None:
    new = Finding(id="position-i-saddle", says="On it.", model="positions")
    book = with_findings(new)
    assert "position-i-saddle" not in ids(placed(book).rest)
    assert "position-i-saddle" in book.about("i-saddle")

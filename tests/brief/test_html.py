"""The brief as one HTML file: whole, safe, and every number with its chain."""

import base64
import hashlib
from html.parser import HTMLParser

import pytest
from lxml import etree
from lxml import html as lx

from brief import invented_record, outlooks
from parley import brief
from parley.brief.words import NBSP, percent, percent_range
from parley.outlook.document import Outlook


def tree(outlook: Outlook) -> lx.HtmlElement:
    return lx.fromstring(brief.html(outlook))


def text(node: lx.HtmlElement) -> str:
    return " ".join(" ".join(node.itertext()).replace(NBSP, " ").split())


@pytest.fixture(scope="module")
def page(full: Outlook) -> lx.HtmlElement:
    return tree(full)


class Balance(HTMLParser):
    """Fails at a tag that closes what is not open."""

    void = ("meta", "br", "hr", "img", "input", "link")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self.void:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


def test_it_is_well_formed_with_distinct_ids(any_outlook: Outlook) -> None:
    made = brief.html(any_outlook)
    parser = Balance()
    parser.feed(made)
    assert parser.open == []
    ids = lx.fromstring(made).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_every_link_and_button_finds_its_place(any_outlook: Outlook) -> None:
    page = tree(any_outlook)
    ids = set(page.xpath("//@id"))
    links = [x[1:] for x in page.xpath("//a/@href") if x.startswith("#")]
    assert set(links) - ids == set()
    assert set(page.xpath("//@popovertarget")) - ids == set()
    assert set(" ".join(page.xpath("//@aria-labelledby")).split()) - ids == set()


def test_nothing_is_loaded_from_anywhere(any_outlook: Outlook) -> None:
    page = tree(any_outlook)
    assert [x for x in page.xpath("//script") if x.get("src") or "http" in (x.text or "")] == []
    assert page.xpath("//link | //img | //iframe | //object | //form") == []
    assert [x for x in page.xpath("//@src | //@href | //@action") if not x.startswith("#")] == []
    style = page.xpath("string(//style)")
    assert "url(" not in style
    assert "@import" not in style


def test_its_policy_lets_in_only_its_own_script(page: lx.HtmlElement) -> None:
    (policy,) = page.xpath("//meta[@http-equiv]/@content")
    digest = hashlib.sha256(page.xpath("string(//script)").encode()).digest()
    assert f"script-src 'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert policy.startswith("default-src 'none'")


def test_no_style_or_handler_attribute(any_outlook: Outlook) -> None:
    names = {str(name) for node in tree(any_outlook).iter(etree.Element) for name in node.attrib}
    assert not {n for n in names if n == "style" or n.startswith("on")}


def test_every_evidence_has_its_anchor_in_the_text(any_outlook: Outlook) -> None:
    page = tree(any_outlook)
    for e in any_outlook.evidence:
        (node,) = page.xpath(f'//*[@id="ev-{e.id}"]')
        assert node.tag == "mark"
        assert node.text_content() in e.quote


def test_marked_text_is_the_text_of_the_source(full: Outlook, page: lx.HtmlElement) -> None:
    shown = [p.text_content() for p in page.xpath('//div[@class="text"]/p')]
    assert shown == [x for x in full.sources[0].text.split("\n") if x.strip()]


def test_every_number_reaches_an_estimate_or_a_sentence(
    full: Outlook, page: lx.HtmlElement
) -> None:
    ids = set(page.xpath("//@id"))
    for target in set(page.xpath("//@popovertarget")):
        (chain,) = page.xpath(f'//*[@id="{target}"]')
        ends = [x[1:] for x in chain.xpath(".//a/@href")]
        assert [x for x in ends if x.startswith(("ev-", "est-"))], target
        assert set(ends) <= ids


def test_no_finding_is_lost(full: Outlook, page: lx.HtmlElement) -> None:
    for f in full.findings:
        assert f.says in text(page)


def test_every_chance_stands_beside_its_interval(full: Outlook, page: lx.HtmlElement) -> None:
    shown = text(page)
    rows = [*(full.outcomes or {}).values(), full.truce or {}, *full.by_class.values()]
    numbers = [n for row in rows for n in row.values()]
    numbers += [m.chance for m in full.meetings if m.chance]
    assert full.zone is not None
    assert full.moves is not None
    numbers += [full.zone.chance, *full.zone.own_odds.values()]
    numbers += [n for s in full.moves.states for n in s.chances.values()]
    for n in numbers:
        pair = f"{percent(n.value)} {percent_range(n.interval)}".replace(NBSP, " ")
        assert pair in shown


@pytest.mark.parametrize(
    "words",
    [
        "Minister Ruben Hale or presidential aide Kas Orlo",
        "Prime Minister Mara Quill",
        "Warrant of the Harbour Court",
        "The record holds no position of Norrland and Coastal League.",
        "Condition until the talks are over",
        "not parties here",
        "No model answers this.",
        "A truce signed now still holds a year later in about seven cases of ten. 69 % 50–84 %",
        "default assumption 53 %",
        "history alone: 5.8 %",
        "n = 103",
        "elicited for this product",
        "Third parties do not collapse.",
        "Two sources report that both presidents met.",
        "Premium on waiting",
        "Held as they stand Trade after the war",
        "High-intensity, war years 4-5",
        "Run 7f3a21c09d",
    ],
)
def test_it_says(page: lx.HtmlElement, words: str) -> None:
    assert words in text(page)


def test_meetings_stand_in_order_held_apart_from_planned(page: lx.HtmlElement) -> None:
    held, coming = page.xpath('//section[@id="meetings"]//ol[@class="steps"]')
    assert [text(h) for h in coming.xpath(".//h4")] == ["Talks between officials", "Summit in Lysa"]
    assert "Call between the presidents" in text(held)


def test_the_strongest_lever_comes_first(full: Outlook, page: lx.HtmlElement) -> None:
    names = [text(a) for a in page.xpath('//table[contains(@class,"effects")]//th/a')]
    assert names == ["Sanctions of the Coastal League", "Long-range guns for Norrland"]


def test_charts_have_title_and_description(page: lx.HtmlElement) -> None:
    charts = page.xpath("//svg")
    assert len(charts) > 10
    for svg in charts:
        assert svg.xpath("string(./title)")
        assert svg.xpath("string(./desc)")


def test_paper_opens_what_is_folded_and_shows_the_chains(page: lx.HtmlElement) -> None:
    style = page.xpath("string(//style)")
    paper = style[style.index("@media print") :]
    assert "::details-content" in paper
    assert ".chain[popover] { display: block" in paper
    assert "prefers-color-scheme: dark" in style


def test_text_is_shown_and_never_read_as_markup() -> None:
    bad = '<script>alert("x")</script> & "quotes"'
    report = f"Title\n{bad} end."
    quote = invented_record.ev(bad, "s-x", report)
    given = outlooks.no_outlook()
    said = given.assessments[0].model_copy(update={"quote": bad, "by": bad, "evidence": [quote.id]})
    hostile = given.model_copy(
        update={
            "assessments": [said],
            "evidence": [*given.evidence, quote],
            "sources": [
                *given.sources,
                invented_record.source("s-x", report, title=bad, address=bad),
            ],
            "process": given.process.model_copy(update={"title": bad}),
            "why": bad,
        }
    )
    made = brief.html(hostile)
    assert made.count("<script") == 1
    assert "<script>alert" not in made
    assert bad in lx.fromstring(made).text_content()


def test_no_outlook_says_why_and_shows_the_record() -> None:
    given = outlooks.no_outlook()
    page = tree(given)
    shown = text(page)
    assert "No outlook possible" in shown
    assert given.why is not None
    assert given.why in shown
    assert "Summit in Lysa" in shown
    assert page.xpath("//*[@popovertarget]") == []
    assert page.xpath('//section[@id="course"]') == []
    assert shown.count("undated") >= 1


def test_right_to_left_text_may_turn() -> None:
    page = tree(outlooks.right_to_left())
    (source,) = page.xpath('//div[@class="text"]')
    assert source.get("dir") == "auto"
    assert source.get("lang") == "ar"
    assert {q.get("dir") for q in page.xpath("//blockquote")} == {"auto"}
    # An element with its own `dir` is passed over when its parent's direction is found.
    assert page.xpath('//*[@dir="auto"]//*[@dir="auto"]') == []


def test_many_parties_and_issues_all_appear() -> None:
    given = outlooks.crowded()
    page = tree(given)
    assert len(page.xpath('//article[contains(@class,"party")]')) == 30
    assert len(page.xpath('//*[contains(@class,"issue") and starts-with(@id,"en-")]')) == 43


def test_same_document_same_bytes() -> None:
    assert brief.html(outlooks.full()) == brief.html(outlooks.full())

"""What is said of the war and of its end: accounts, claims, comparisons, the beginning."""

import datetime

import pytest

from parley.dossier.schema import Dossier
from parley.reading import read
from parley.reading.claims import claim_of
from parley.reports import from_text

WAR = (
    "Talks on the border war\n\n2 May 2024\n\nPresident Kofi Mensah of Togo and President Ama "
    "Boateng of Ghana held peace talks in Oslo on Monday. Togo fights Ghana over the border. "
)


def told(text: str) -> Dossier:
    return read([from_text(WAR + text)])


@pytest.mark.parametrize(
    ("text", "by", "polarity", "claim"),
    [
        (
            "Mensah said that he and Boateng had moved forward on the peace.",
            "mensah",
            "positive",
            None,
        ),
        ("Ghana called the talks productive.", "GH", "positive", None),
        (
            "The Norwegian government welcomed the talks as a chance for peace.",
            "NO",
            "positive",
            None,
        ),
        ("European leaders were more reserved.", "european-leaders", "mixed", None),
        (
            "Nobody can say yet how the negotiations will end.",
            "source",
            "mixed",
            "outcome_open",
        ),
        ("The fighting could well escalate again.", "source", "negative", "escalation"),
        (
            "A ceasefire declared now would probably be temporary, since neither side tires.",
            "source",
            "negative",
            "ceasefire_temporary",
        ),
        (
            "A peace that lasts seems possible only when both sides have exhausted their means.",
            "source",
            "mixed",
            "exhaustion_needed",
        ),
        (
            "A delay in supplies would give Norway a stronger hand in its talks with Togo.",
            "source",
            "neutral",
            "lever_strengthens",
        ),
    ],
)
def test_accounts_and_expectations(text: str, by: str, polarity: str, claim: str | None) -> None:
    found = [a for a in told(text).assessments if a.evidence[0].quote[:12] == text[:12]]
    assert [(a.by, a.polarity, a.claim) for a in found] == [(by, polarity, claim)]


def test_a_reason_and_a_leading_and_are_no_part_of_the_quote() -> None:
    d = told(
        "Nobody can say how the negotiations will end, and the fighting could escalate again. "
        "A truce would probably be temporary, because neither side is tired."
    )
    quotes = [a.evidence[0].quote for a in d.assessments]
    assert "the fighting could escalate again" in quotes
    assert "A truce would probably be temporary" in quotes


def test_a_deal_named_without_an_expectation_is_no_claim() -> None:
    assert claim_of("Togo described the agreement as useful") is None
    assert claim_of("an agreement is unlikely") == "settlement"


def test_a_comparison_names_its_parties_and_keeps_them_apart() -> None:
    d = told(
        "Mensah compared the effort with the Andes, where Peru and Ecuador have agreed to stop "
        "fighting, and said that peace would require concessions from everyone."
    )
    assert [(p.name, p.parties) for p in d.parallels] == [("Peru and Ecuador", ("Peru", "Ecuador"))]
    assert not {"PE", "EC"} & {p.id for p in d.parties}
    assert "mensah" in {a.by for a in d.assessments}
    assert told("Exports were compared with last year, when fighting stopped.").parallels == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The war has gone on in Ghana since Togo invaded in February 2021.", (2021, 2, 1)),
        ("The war between Togo and Ghana that began in 1998 has killed many.", (1998, 1, 1)),
        ("Togo and Ghana have been at war since March 2019.", (2019, 3, 1)),
        ("The fighting broke out on 7 June 2020. The war since 2022 has been slow.", (2020, 6, 7)),
        ("Ghana lost its coast in 1911.", None),
        ("The talks between Togo and Ghana began in 2023.", None),
        ("Since the ceasefire began in 2023, the war has paused.", None),
        ("Mali has been at war since 2012.", None),
        ("The Second World War began in 1939.", None),
        ("Togo and Ghana will be at war since 2031.", None),
    ],
)
def test_when_the_war_began(text: str, day: tuple[int, int, int] | None) -> None:
    assert told(text).process.started == (datetime.date(*day) if day else None)


def test_a_date_without_a_year_dates_no_report() -> None:
    text = WAR.replace("2 May 2024", "16 October") + "A ceasefire is far off."
    assert read([from_text(text)]).process.as_of is None


def test_the_earliest_beginning_of_several_reports_counts() -> None:
    late = WAR + "The war between Togo and Ghana that began in 2020 goes on."
    early = WAR + "Togo and Ghana have been at war since May 2019."
    d = read([from_text(late, name="a"), from_text(early, name="b")])
    assert d.process.started == datetime.date(2019, 5, 1)

"""Gains, claims, gaps, pairs, openings and past wars on paper and as tables; all invented."""

import csv
import io

import docx as library
import pypdf
import pytest

from brief import outlooks
from parley.bridges.finding import Finding
from parley.brief.docx import docx
from parley.brief.pdf import pdf
from parley.brief.tables import tables
from parley.outlook.document import (
    AnaloguesView,
    ClaimView,
    FateView,
    Number,
    Outlook,
    PastWarView,
    SignedView,
    UncertaintyView,
)
from parley.outlook.views import Change, GainView, GapView, IssueGain, OpeningView, PairView

N = Number(value=0.25, interval=(0.1, 0.4))
ROW = {12: N}


def finding(key: str, says: str) -> Finding:
    return Finding(id=key, says=says, model="joined")


@pytest.fixture(scope="module")
def answered() -> Outlook:
    o = outlooks.full()
    past = PastWarView(
        id="w1", name="Ambria against the Tern Islands", first_year=1951, last_year=1956,
        distance=0.12, compared=["type"], ended="agreement", signed="full",
        months_to_recurrence=None, source="Invented table",
    )  # fmt: skip
    fate = FateView(
        outcome="settlement", horizon=12, happened=3, n=20, share=0.15, interval=(0.05, 0.36),
        model=N, parts=False,
    )  # fmt: skip
    return o.model_copy(
        update={
            "gains": [
                GainView(
                    party="estania", name="Estania", side=0, fighting_on=N, deal=N, now=N,
                    own_side_falls=N, other_side_falls=None, gain=N, better=0.9,
                    by_issue=[IssueGain(issue="i-saddle", gain=N)], says="Estania gains a quarter.",
                )
            ],
            "pairs": [
                PairView(
                    levers=("l-guns", "l-sanctions"), states=("active", "withdrawn"),
                    together={"settlement": ROW}, interplay={"settlement": ROW}, draws=40,
                    says="Both at once do no more than each.",
                )
            ],
            "gaps": [
                GapView(
                    id="g1", name="what Norrland would take", kind="record", estimates=["omega"],
                    shares={"settlement-12": 0.3}, noise=0.01,
                    before={"settlement-12": (0.02, 0.08)}, after={"settlement-12": 0.04},
                    says="It would narrow the settlement.",
                )
            ],
            "opening": OpeningView(
                closed=0.2, says="A fifth of draws have no zone.",
                changes=[
                    Change(
                        kind="red line", party="norrland", issue="i-saddle", option=None,
                        opens=0.6, size=N, says="Norrland drops its red line.",
                    )
                ],
            ),
            "claims": [
                ClaimView(
                    id="claim-exhaustion", claim="exhaustion_needed", question="Is it needed?",
                    verdict="not borne out", horizon=12, at_none=N, effect=N,
                    unit="difference in chance", mechanism="weariness", prior="half on none",
                    hangs_on=["omega"], made_by=[], says="Weariness adds little.",
                )
            ],
            "uncertainty": [
                UncertaintyView(
                    outcome="settlement", horizon=12, chance=0.9, parameters=0.1,
                    says="Most of it is chance.",
                )
            ],
            "analogues": AnaloguesView(
                asked={"type": "interstate"}, candidates=40, used=20, nearest=[past],
                fates=[fate], signed=[SignedView(kind="full", n=5, recurred=1, interval=None)],
                rule="A made-up distance.", says="Of twenty wars, three were settled.",
            ),
            "findings": [
                *o.findings,
                finding("pair-1", "Both at once do no more than each."),
                finding("opening", "A fifth of draws have no zone."),
                finding("next-fact", "Ask what Norrland would take."),
            ],
        }
    )  # fmt: skip


SAID = (
    "Estania gains a quarter.",
    "Both at once do no more than each.",
    "Ask what Norrland would take.",
    "A fifth of draws have no zone.",
    "Weariness adds little.",
    "Most of it is chance.",
    "Of twenty wars, three were settled.",
    "Ambria against the Tern Islands",
    "A made-up distance.",
)


def test_the_pdf_says_all_of_it(answered: Outlook) -> None:
    data, _ = pdf(answered)
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    shown = " ".join(" ".join(p.extract_text() for p in pages).split())
    assert [s for s in SAID if s not in shown] == []


def test_the_word_document_says_all_of_it(answered: Outlook) -> None:
    opened = library.Document(io.BytesIO(docx(answered)))
    cells = [c.text for t in opened.tables for row in t.rows for c in row.cells]
    shown = " ".join([p.text for p in opened.paragraphs] + cells)
    assert [s for s in SAID if s not in shown] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("gains", {"party": "estania", "worth_of": "fighting_on", "value": "0.25"}),
        ("gains_by_issue", {"issue": "i-saddle", "low": "0.1"}),
        ("claims", {"verdict": "not borne out", "value": "0.25", "at_none": "0.25"}),
        ("chance_and_numbers", {"outcome": "settlement", "chance": "0.9"}),
        ("gaps", {"answer": "settlement-12", "share": "0.3", "width_known": "0.04"}),
        ("openings", {"party": "norrland", "opens": "0.6", "high": "0.4"}),
        ("lever_pairs", {"lever": "l-guns", "what": "together", "months": "12"}),
        ("past_wars", {"first_year": "1951", "compared": "type"}),
        ("past_fates", {"happened": "3", "model_value": "0.25", "parts": "no"}),
    ],
)
def test_each_has_its_table(answered: Outlook, name: str, expected: dict[str, str]) -> None:
    text = tables(answered)[name].removeprefix("\ufeff")
    first = next(csv.DictReader(io.StringIO(text, newline="")))
    assert {k: first[k] for k in expected} == expected

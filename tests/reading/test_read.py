import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.dossier.schema import Dossier
from parley.errors import NoPeaceProcessError
from parley.reading import read, to_json
from parley.reports import from_text

TEXT = """Aland and the rebels

3 June 1999

Kenyan President Daniel Otieno met Peruvian Prime Minister Rosa Quispe in Geneva on Monday to
discuss the war between Kenya and Peru.
Either Foreign Minister John Mwangi or presidential aide Paul Kamau
will meet Peruvian Foreign Minister Luis Rojas in Oslo next week. A summit in Vienna was called off.

Peru demands the withdrawal of all Kenyan troops, the release of prisoners and an end to sanctions.
Kenya refuses to recognise the annexation. Norway has offered aid to Peru if a ceasefire is signed.
The International Criminal Court has issued an arrest warrant for Quispe. Otieno described the
meeting as productive, but Peruvian officials remained sceptical.
The outcome of the talks remains unclear.
"""


def dossier() -> Dossier:
    return read([from_text(TEXT, name="x")])


def check_whole(d: Dossier) -> None:
    """Ids are unique, references resolve, quotes stand at their spans."""
    texts = {s.id: s.text for s in d.sources}
    ids = [e.id for e in d.entries()]
    assert len({i.lower() for i in ids}) == len(ids)
    actors = {p.id for p in d.parties} | {p.id for p in d.people}
    meetings = {m.id for m in d.meetings}
    for e in d.evidence().values():
        assert texts[e.source][e.start : e.end] == e.quote
    for e in d.entries():
        assert e.review == "proposed"
        assert e.rule
        assert e.evidence
    for m in d.meetings:
        assert {k for s in m.seats for k in s.any_of} <= actors
        assert m.host is None or m.host in actors
    for o in d.order:
        assert {o.before, o.after} <= meetings
        assert o.before != o.after
    parties, issues = {p.id for p in d.parties}, {i.id for i in d.issues}
    for p in d.positions:
        assert p.party in parties
        assert p.issue in issues
    for v in d.levers:
        assert {v.holder, v.target} <= parties
    for c in d.constraints:
        assert c.binds in actors
        assert set(c.also) <= actors
        assert set(c.meetings) <= meetings
        assert set(c.issues) <= issues
    for a in d.assessments:
        assert a.by == "source" or a.by in actors
    assert {k for s in d.process.sides for k in s} <= parties


def test_the_entries_of_a_small_report() -> None:
    d = dossier()
    check_whole(d)
    assert {"KE", "PE", "ICC", "NO"} <= {p.id for p in d.parties}
    offices = {p.name: p.party for p in d.people}
    assert offices["Daniel Otieno"] == "KE"
    assert offices["Luis Rojas"] == "PE"
    assert {m.status for m in d.meetings} == {"held", "planned", "cancelled"}
    assert [len(s.any_of) for m in d.meetings for s in m.seats if len(s.any_of) > 1] == [2]
    assert {"withdrawal", "prisoners", "sanctions"} <= {
        i.demand_class for i in d.issues if any(p.issue == i.id for p in d.positions)
    }
    assert [(c.kind, c.binds) for c in d.constraints if c.kind == "warrant"] == [
        ("warrant", "quispe")
    ]
    assert {a.by: a.polarity for a in d.assessments}["source"] == "mixed"
    assert d.process.as_of == datetime.date(1999, 6, 3)
    assert sorted(k for s in d.process.sides for k in s) == ["KE", "PE"]
    assert d.process.type == "interstate"


def test_json_has_a_quote_for_every_item() -> None:
    j = to_json(dossier())
    flat = " ".join(TEXT.split())
    for name in ("meetings", "order", "demands", "levers", "constraints", "assessments"):
        for item in j[name]:
            assert " ".join(item["quote"].split()) in flat
    for item in j["parties"] + j["people"]:
        assert all(" ".join(q.split()) in flat for q in item["mentions"])


def test_the_same_report_twice_is_one_source() -> None:
    once, twice = dossier(), read([from_text(TEXT, name="x"), from_text(TEXT, name="y")])
    assert twice == once


def test_two_reports_become_one_dossier() -> None:
    more = (
        "Talks\n\n9 June 1999\n\nPresident Otieno of Kenya met Prime Minister Rosa Quispe of Peru "
        "in Geneva last week. The ceasefire between Kenya and Peru is fragile. Peru insists "
        "on the release "
        "of prisoners before peace talks resume."
    )
    d = read([from_text(TEXT, name="x"), from_text(more, name="z")])
    check_whole(d)
    assert len(d.sources) == 2
    assert [p.id for p in d.parties].count("KE") == 1
    assert sum("otieno" in p.id for p in d.people) == 1
    assert d.process.as_of == datetime.date(1999, 6, 9)
    assert len({e.source for p in d.parties if p.id == "KE" for e in p.evidence}) == 2


@pytest.mark.parametrize(
    "text",
    [
        "The striker left the club after talks over a contract. The league threatened sanctions.",
        "Bake the bread for forty minutes. Peace of mind comes with a good oven.",
        "Shares rose as the two firms agreed on a merger; talks had gone on since Monday.",
    ],
)
def test_other_matters_are_refused(text: str) -> None:
    with pytest.raises(NoPeaceProcessError, match="no peace process found in this report"):
        read([from_text(text)])


_PIECES = st.lists(
    st.one_of(
        st.sampled_from(TEXT.split()),
        st.sampled_from([".", ",", "\n", "\n\n", "'s", "’s", "(", ")", ";", ":", "-", "of", "the",
                         "ceasefire", "talks", "A.", "B", "1999", "«", "\u200f", "é", "中", "ب"]),
        st.text(max_size=6),
    ),
    max_size=120,
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(_PIECES)
def test_any_words_give_a_whole_dossier_or_none(pieces: list[str]) -> None:
    text = "War, a ceasefire and peace talks between Kenya and Peru. " + " ".join(pieces)
    try:
        d = read([from_text(text)])
    except NoPeaceProcessError:
        return
    check_whole(d)
    to_json(d)

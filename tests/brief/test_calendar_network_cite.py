"""Meetings for a calendar, the network for other programs, and how to cite."""

import datetime
import json
import re

import icalendar
import networkx

from brief import outlooks
from parley.brief import cite
from parley.brief.calendar import calendar
from parley.brief.network import graphml, network
from parley.dossier.schema import (
    Dossier,
    Evidence,
    Lever,
    Meeting,
    Order,
    Party,
    Person,
    Process,
    Seat,
)
from parley.outlook.document import Outlook

QUOTE = Evidence(source="s1", start=0, end=4, quote="Talk")


def record() -> Dossier:
    """Two states, a person, two meetings."""
    return Dossier(
        process=Process(title="x", sides=(("A",), ("B",))),
        parties=(
            Party(id="A", name="Ay <&>", kind="state", role="belligerent", evidence=(QUOTE,)),
            Party(id="B", name="Be\x07", kind="state"),
            Party(id="Z", name="Gone", kind="state", review="rejected"),
        ),
        people=(Person(id="p", name="Pe", office="envoy", party="A"),),
        meetings=(
            Meeting(
                id="m1", name="One", kind="officials", status="held", host="B",
                seats=(Seat(any_of=("A", "p")), Seat(any_of=("B",)), Seat(any_of=("Z",))),
                evidence=(QUOTE,),
            ),
            Meeting(id="m2", name="Two", kind="summit", status="planned"),
        ),
        order=(Order(before="m1", after="m2"),),
        levers=(
            Lever(id="l", holder="B", target="A", instrument="aid", state="active", name="Aid"),
        ),
    )  # fmt: skip


def events(o: Outlook) -> dict[str, icalendar.Event]:
    found = icalendar.Calendar.from_ical(calendar(o)).walk("VEVENT")
    return {str(e["summary"]): e for e in found}


def test_each_status_has_its_own_in_a_calendar(full: Outlook) -> None:
    day = datetime.date(2031, 4, 2)
    base = full.meetings[0]
    states = {"held": "CONFIRMED", "planned": "TENTATIVE", "cancelled": "CANCELLED"}
    given = [base.model_copy(update={"name": s, "id": s, "status": s, "date": day}) for s in states]
    found = events(full.model_copy(update={"meetings": given}))
    assert {k: str(e["status"]) for k, e in found.items()} == states
    assert all(e["dtstart"].dt == day for e in found.values())


def test_open_seats_and_the_records_words_are_told(full: Outlook) -> None:
    open_seat = next(m for m in full.meetings if any(len(s.any_of) > 1 for s in m.seats))
    dated = open_seat.model_copy(
        update={"date": datetime.date(2031, 4, 2), "when": "early in April"}
    )
    (event,) = events(full.model_copy(update={"meetings": [dated]})).values()
    assert " or " in str(event["description"])
    assert "early in April" in str(event["description"])


def test_undated_meetings_are_named_not_placed(full: Outlook) -> None:
    undated = [m.model_copy(update={"date": None}) for m in full.meetings]
    o = full.model_copy(update={"meetings": undated})
    assert events(o) == {}
    assert undated[0].name in icalendar.Calendar.from_ical(calendar(o))["x-wr-caldesc"]


def test_a_calendar_reads_no_clock(full: Outlook) -> None:
    assert calendar(full) == calendar(full)
    stamps = {e["dtstamp"].dt.date() for e in events(full).values()}
    assert stamps <= {full.as_of}


def test_the_network_keeps_sentences_and_open_seats() -> None:
    found = {(x.source, x.relation, x.target): x for x in network(record()).links}
    assert set(found) == {
        ("p", "acts_for", "A"), ("A", "may_be_at", "m1"), ("p", "may_be_at", "m1"),
        ("B", "at", "m1"), ("B", "hosts", "m1"), ("m1", "before", "m2"), ("B", "aid", "A"),
        ("A", "fights", "B"),
    }  # fmt: skip
    assert found["B", "at", "m1"].evidence == (QUOTE.id,)


def test_graphml_comes_back() -> None:
    graph = networkx.parse_graphml(graphml(network(record())).decode())
    assert graph.nodes["A"]["label"] == "Ay <&>"
    assert graph.nodes["A"]["evidence"] == QUOTE.id
    assert "Z" not in graph
    assert graph.number_of_edges() == 8


def test_an_empty_record_is_an_empty_graph() -> None:
    empty = networkx.parse_graphml(graphml(network(Dossier(process=Process(title="x")))).decode())
    assert len(empty) == 0


def test_a_citation_names_run_seed_version_and_date(full: Outlook) -> None:
    for text in (cite.citation(full), cite.bibtex(full), json.dumps(cite.csl_json(full))):
        for part in (full.run_id, "seed", full.version, "2031"):
            assert part in text


def test_bibtex_braces_match() -> None:
    given = outlooks.full()
    process = given.process.model_copy(update={"title": "50 % {of} A & B_1 \\ ~^#$"})
    text = cite.bibtex(given.model_copy(update={"process": process}))
    bare = re.sub(r"\\[{}]", "", text)
    assert bare.count("{") == bare.count("}")


def test_an_undated_record_has_no_year() -> None:
    thin = outlooks.no_outlook()
    assert "Undated record" in cite.citation(thin)
    assert "year" not in cite.bibtex(thin)
    assert "issued" not in cite.csl_json(thin)[0]

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

import makers
from parley.dossier import plover
from parley.dossier.events import COLUMNS, Event, events, to_csv
from parley.dossier.schema import Dossier
from parley.dossier.words import DemandClass, Instrument, LeverState

TEXT = makers.TEXT


def coded(**changes: object) -> dict[str, tuple[str, ...]]:
    found, _ = events(makers.dossier(**changes))
    return {
        e.event_id: (e.source_code, e.target_code, e.event, e.mode, e.context, e.cameo)
        for e in found
    }


def test_the_plain_process() -> None:
    assert coded() == {
        "arms": ("NL", "EL", "THREATEN", "relations", "military", "1311"),
        "sanctions": ("NL", "WL", "COERCE", "restrict", "diplomatic", "163"),
        "ministers.1": ("WL", "EL", "AGREE", "", "diplomatic", "036"),
        "summit.1": ("WL", "EL", "AGREE", "", "diplomatic", "036"),
        "warrant.1": ("", "WL", "COERCE", "arrest", "legal", "173"),
        "p1": ("WL", "EL", "REQUEST", "change", "territory", "105"),
        "p2": ("WL", "NL", "REQUEST", "yield", "economic", "1054"),
        "p3": ("EL", "WL", "REQUEST", "change", "territory", "105"),
    }


def meeting(**fields: object) -> dict[str, object]:
    base = makers.plain()["meetings"][0]
    return {**base, "status": "held", **fields}


THREE = [{"any_of": [k]} for k in ("WL", "EL", "NL")]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": "call"}, {("WL", "EL", "phone", "041")}),
        ({"host": "EL"}, {("WL", "EL", "visit", "042")}),
        ({"host": "WL"}, {("EL", "WL", "visit", "042")}),
        ({"host": "NL"}, {("WL", "EL", "third-party", "044")}),
        ({}, {("WL", "EL", "", "046")}),
        ({"seats": THREE}, {(a, b, "multilateral", "040")
                            for a, b in (("WL", "EL"), ("WL", "NL"), ("EL", "NL"))}),
        ({"status": "cancelled"}, set()),
        ({"status": "postponed"}, set()),
        ({"seats": [{"any_of": ["WL", "NL"]}, {"any_of": ["EL"]}]}, set()),
        ({"seats": [{"any_of": ["WL"]}, {"any_of": ["ada"]}]}, set()),
    ],
)  # fmt: skip
def test_meetings(fields: dict[str, object], expected: set[tuple[str, ...]]) -> None:
    d = makers.dossier(meetings=[meeting(**fields)], order=[], constraints=[])
    found, left = events(d)
    talks = [e for e in found if e.entry == "ministers"]
    assert {(e.source_code, e.target_code, e.mode, e.cameo) for e in talks} == expected
    assert bool(expected) != any("meetings" in why for why in left)


def test_a_refusal_is_told_by_its_words() -> None:
    text = "Westland refuses to leave the Cape."
    position = {"id": "p", "party": "WL", "issue": "cape", "evidence": [makers.quote(text, text)]}
    found, _ = events(makers.dossier(sources=[makers.source(text).model_dump()],
                                     positions=[position], levers=[], constraints=[], meetings=[],
                                     order=[]))  # fmt: skip
    assert [(e.event, e.cameo, e.quote) for e in found] == [("REJECT", "124", text)]


def test_every_event_has_its_words_and_where_they_stand() -> None:
    d = makers.dossier()
    for e in events(d)[0]:
        assert d.sources[0].text[slice(e.start, e.end)] == e.quote
        assert (e.date, e.dated, e.reports, e.sha256) == (
            "2024-05-02", "report", "s1", d.sources[0].sha256,
        )  # fmt: skip


def test_a_truce_in_force() -> None:
    process = {**makers.plain()["process"], "ceasefire_since": "2024-04-01",
               "ceasefire_evidence": [makers.quote("Westland and Eastland")]}  # fmt: skip
    (e,) = (e for e in events(makers.dossier(process=process))[0] if e.entry == "truce")
    assert (e.event, e.mode, e.cameo, e.date, e.dated) == (
        "RETREAT", "ceasefire", "0871", "2024-04-01", "event",
    )  # fmt: skip


def test_the_table_is_whole() -> None:
    for name in DemandClass.__args__:  # type: ignore[attr-defined]
        asked, refused = plover.demand(name, refused=False), plover.demand(name, refused=True)
        assert asked.cameo.startswith("10")
        assert refused.cameo.startswith("12")
    for (instrument, state), code in plover.LEVERS.items():
        assert instrument in Instrument.__args__  # type: ignore[attr-defined]
        assert state in LeverState.__args__  # type: ignore[attr-defined]
        assert code.event in plover.QUAD


@given(st.text(max_size=30))
def test_no_cell_is_a_formula(text: str) -> None:
    cells = {name: text for name in COLUMNS} | {"start": 3, "end": None}
    (row,) = csv.DictReader(io.StringIO(to_csv([Event(**cells)])))  # type: ignore[arg-type]
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
    assert (row["start"], row["end"]) == ("3", "")
    if text == " ".join(text.split()) and not text.startswith(("=", "+", "-", "@")):
        assert row["quote"] == text


def test_an_empty_record_is_a_header() -> None:
    process = makers.plain()["process"] | {"sides": []}
    found, left = events(Dossier.model_validate({"process": process}))
    assert (found, left) == ((), {})
    assert to_csv(found) == ",".join(COLUMNS) + "\n"

import datetime

from parley.dossier import schema
from parley.dossier.catalogue import to_issue
from parley.dossier.check import check
from parley.dossier.join import join

TEXT = "Aland met Boria."


def quote(source: str, start: int, end: int, text: str = TEXT) -> schema.Evidence:
    return schema.Evidence(source=source, start=start, end=end, quote=text[start:end])


def first() -> schema.Dossier:
    return schema.Dossier(
        process=schema.Process(title="x", as_of=datetime.date(2001, 1, 1)),
        sources=(schema.Source(id="r1", sha256="1", text=TEXT),),
        parties=(
            schema.Party(id="A", name="Aland", kind="state", evidence=(quote("r1", 0, 5),),
                         review="accepted"),
            schema.Party(id="B", name="Boria", kind="state", evidence=(quote("r1", 10, 15),)),
        ),
        issues=(to_issue("ceasefire", evidence=[quote("r1", 0, 5)]),),
        positions=(
            schema.Position(id="p1", party="A", issue="ceasefire", evidence=(quote("r1", 0, 5),)),
        ),
        meetings=(
            schema.Meeting(id="m1", name="x", kind="call", status="held",
                           seats=(schema.Seat(any_of=("A", "B")),), evidence=(quote("r1", 0, 9),)),
            schema.Meeting(id="m2", name="y", kind="call", status="held",
                           evidence=(quote("r1", 0, 15),)),
        ),
        order=(schema.Order(before="m1", after="m2", evidence=(quote("r1", 0, 15),)),),
        assessments=(
            schema.Assessment(id="s1", by="B", polarity="mixed", about=("m1",),
                              evidence=(quote("r1", 6, 9),)),
        ),
    )  # fmt: skip


def second() -> schema.Dossier:
    text = "ALAND and Cland met."
    return schema.Dossier(
        process=schema.Process(
            title="y", as_of=datetime.date(2001, 3, 1), type="civil", sides=(("B",), ("C",)),
            sides_evidence=(quote("r1", 0, 5, text),),
        ),
        sources=(schema.Source(id="r1", sha256="2", text=text),),
        parties=(
            schema.Party(id="B", name="ALAND", kind="state", evidence=(quote("r1", 0, 5, text),)),
            schema.Party(id="C", name="Cland", kind="state", evidence=(quote("r1", 10, 15, text),)),
        ),
        issues=(to_issue("ceasefire", id="i1", evidence=[quote("r1", 0, 5, text)]),),
        positions=(schema.Position(id="p1", party="C", issue="i1"),),
        meetings=(
            schema.Meeting(id="m1", name="z", kind="summit", status="held", host="B",
                           seats=(schema.Seat(any_of=("B", "C")),),
                           evidence=(quote("r1", 0, 20, text),)),
        ),
        assessments=(schema.Assessment(id="s1", by="source", polarity="mixed", about=("m1",)),),
    )  # fmt: skip


def errors(d: schema.Dossier) -> list[str]:
    return [str(p) for p in check(d) if p.severity == "error"]


def test_a_report_read_twice_adds_nothing() -> None:
    assert join(first(), first()) == first()


def test_nothing_old_is_changed_but_for_evidence() -> None:
    both = join(first(), second())
    for name in schema.LISTS:
        for old, new in zip(getattr(first(), name), getattr(both, name), strict=False):
            assert new.model_copy(update={"evidence": old.evidence}) == old
            assert set(old.evidence) <= set(new.evidence)


def test_what_is_new_is_added_under_free_ids_that_still_lead_somewhere() -> None:
    both = join(first(), second())
    assert errors(both) == []
    assert [s.id for s in both.sources] == ["r1", "r1-2"]
    assert [(p.id, p.name) for p in both.parties] == [
        ("A", "Aland"),
        ("B", "Boria"),
        ("C", "Cland"),
    ]
    assert [i.id for i in both.issues] == ["ceasefire"]
    assert (both.positions[1].id, both.positions[1].issue) == ("p1-2", "ceasefire")
    added = both.meetings[2]
    assert (added.id, added.host, added.seats[0].any_of) == ("m1-2", "A", ("A", "C"))
    assert both.assessments[1].about == ("m1-2",)
    assert both.parties[0].evidence[1].source == "r1-2"


def test_the_process_is_filled_where_it_was_unknown() -> None:
    process = join(first(), second()).process
    assert (process.title, process.type) == ("x", "civil")
    assert process.as_of == datetime.date(2001, 3, 1)
    assert process.sides == (("A",), ("C",))


def test_joining_again_adds_nothing_more() -> None:
    both = join(first(), second())
    again = join(both, first())
    assert again == both

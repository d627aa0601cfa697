"""Two reports of one thing: told alike, later, otherwise; wire copies; what was rejected."""

import datetime
from typing import Any

import pytest

from parley.dossier import schema
from parley.dossier.check import check
from parley.dossier.copies import share
from parley.dossier.join import join

DAY = datetime.date(2024, 5, 2)
FILL = " ".join(f"Paragraph {n} of the report told of day {n} at the river." for n in range(1, 12))


def report(key: str, text: str, day: int | None, **entries: list[dict[str, Any]]) -> schema.Dossier:
    """A dossier of one report; `quote` in an entry is looked up in its text."""
    date = datetime.date(2024, 5, day) if day else None
    lists: dict[str, Any] = {}
    for name, items in entries.items():
        lists[name] = []
        for item in items:
            data = dict(item)
            words = data.pop("quote", text[:5])
            start = text.index(words)
            proof = {"source": key, "start": start, "end": start + len(words), "quote": words}
            lists[name].append({"id": f"{name}-1", **data, "evidence": [proof]})
    people = [{"id": "ada", "name": "Ada West", "party": "WL"}]
    lists.setdefault("parties", [
        {"id": k, "name": n, "kind": "state"} for k, n in (("WL", "Westland"), ("EL", "Eastland"))
    ])  # fmt: skip
    return schema.Dossier.model_validate({
        "process": {"title": key, "as_of": date},
        "sources": [{"id": key, "sha256": key, "text": text, "date": date, "publisher": key}],
        "people": people, **lists,
    })  # fmt: skip


def talks(status: str, **more: Any) -> dict[str, Any]:
    seats = [{"any_of": ["ada"]}, {"any_of": ["EL"]}]
    return {"name": "talks", "kind": "summit", "status": status, "seats": seats, **more}


def sound(d: schema.Dossier) -> schema.Dossier:
    assert [str(p) for p in check(d) if p.severity == "error" and p.rule != "unbacked"] == []
    return d


def accepted(d: schema.Dossier, name: str) -> schema.Dossier:
    kept = tuple(e.model_copy(update={"review": "accepted"}) for e in getattr(d, name))
    return d.model_copy(update={name: kept})


def test_one_meeting_told_by_two_reports() -> None:
    a = report("a", "They met in Oslo.", 2, meetings=[talks("held", place="Oslo")])
    b = report("b", "A summit was held.", 4, meetings=[
        talks("held", host="EL", seats=[{"any_of": ["WL"]}, {"any_of": ["EL"]}]),
    ])  # fmt: skip
    (m,) = sound(join(a, b)).meetings
    assert (m.place, m.host, [e.source for e in m.evidence]) == ("Oslo", "EL", ["a", "b"])


@pytest.mark.parametrize(
    "other",
    [
        talks("held", place="Bern"),
        talks("held", kind="call"),
        talks("held", date="2024-05-20"),
        talks("held", seats=[{"any_of": ["WL"]}, {"any_of": ["NL"]}]),
    ],
)
def test_another_meeting_is_another_entry(other: dict[str, Any]) -> None:
    a = report("a", "They met in Oslo.", 2, meetings=[
        talks("held", place="Oslo", date="2024-05-01"),
    ])  # fmt: skip
    b = report("b", "They met again.", 4, meetings=[other])
    both = join(a, b).meetings
    assert [m.id for m in both] == ["meetings-1", "meetings-1-2"]
    assert both[1].differs_from == ()


def test_undated_talk_of_a_meeting_weeks_later_is_of_another() -> None:
    a = report("a", "They met in Oslo.", 2, meetings=[talks("held")])
    b = report("b", "They met in Oslo again.", 30, meetings=[talks("held")])
    assert len(join(a, b).meetings) == 2


@pytest.mark.parametrize(("first", "second"), [(2, 6), (6, 2)])
def test_what_was_planned_was_then_held(first: int, second: int) -> None:
    planned = report("a", "They will meet.", 2, meetings=[talks("planned")])
    held = report("b", "They have met.", 6, meetings=[talks("held")])
    old, new = (planned, held) if first < second else (held, planned)
    (m,) = join(old, new).meetings
    assert m.status == "held"
    assert m.note == "planned as told 2024-05-02, held as told 2024-05-06"
    assert {e.source for e in m.evidence} == {"a", "b"}


@pytest.mark.parametrize(
    ("one", "other", "days"), [("held", "postponed", (2, 2)), ("held", "cancelled", (2, 6))]
)
def test_accounts_that_contradict_stand_side_by_side(
    one: str, other: str, days: tuple[int, int]
) -> None:
    a = report("a", "They met.", days[0], meetings=[talks(one)])
    b = report("b", "They did not meet.", days[1], meetings=[talks(other)])
    first, second = sound(join(a, b)).meetings
    assert (first.status, second.status) == (one, other)
    assert (first.differs_from, second.differs_from) == ((second.id,), (first.id,))
    assert (first.evidence[0].source, second.evidence[0].source) == ("a", "b")


def test_what_somebody_accepted_is_never_changed() -> None:
    a = accepted(report("a", "They will meet.", 2, meetings=[talks("planned")]), "meetings")
    b = report("b", "They have met.", 6, meetings=[talks("held")])
    old, new = join(a, b).meetings
    assert (old.status, old.review, new.status, new.review) == (
        "planned", "accepted", "held", "proposed",
    )  # fmt: skip
    assert new.differs_from == (old.id,)
    again = join(accepted(report("a", "x they", 2, meetings=[talks("held")]), "meetings"), b)
    assert again.meetings[0].place is None
    assert len(again.meetings[0].evidence) == 2


def issue(**more: Any) -> dict[str, Any]:
    options = [{"id": "west", "label": "w"}, {"id": "east", "label": "e"}]
    return {"id": "cape", "question": "Who holds the Cape?", "options": options, **more}


def stance(preferred: str | None, day: int, **more: Any) -> dict[str, Any]:
    return {"party": "WL", "issue": "cape", "preferred": preferred,
            "as_of": datetime.date(2024, 5, day), **more}  # fmt: skip


def test_positions_keep_their_history() -> None:
    d = report("a", "It wants the Cape.", 2, issues=[issue()], positions=[stance("west", 2)])
    steps = [("west", 4), ("east", 8), ("east", 9), ("west", 12)]
    for preferred, day in steps:
        text = f"On day {day} it wants {preferred}."
        new = report(f"r{day}", text, day, issues=[issue()], positions=[stance(preferred, day)])
        d = sound(join(d, new))
    history = [(p.preferred, p.as_of.day) for p in d.positions if p.as_of]
    assert [h for h in history if h[0] == "east"] == [("east", 9)]
    assert max(history, key=lambda h: h[1]) == ("west", 12)
    assert d.positions[0].differs_from == ()


def test_two_stances_on_one_day_contradict() -> None:
    a = report("a", "It wants the Cape.", 2, issues=[issue()], positions=[stance("west", 2)])
    b = report("b", "It gives up the Cape.", 2, issues=[issue()], positions=[stance("east", 2)])
    first, second = sound(join(a, b)).positions
    assert (first.differs_from, second.differs_from) == ((second.id,), (first.id,))


def test_an_option_the_record_lacks_is_not_taken_over() -> None:
    a = report("a", "It wants the Cape.", 2, issues=[issue()])
    options = [{"id": "moon", "label": "m"}, {"id": "sun", "label": "s"}]
    b = report("b", "It wants more.", 4, issues=[issue(options=options)],
               positions=[stance("moon", 4, says="the moon", red_lines=["sun"])])  # fmt: skip
    (p,) = sound(join(a, b)).positions
    assert (p.preferred, p.red_lines, p.says) == (None, (), "the moon")


def lever(state: str, name: str = "arms deliveries") -> dict[str, Any]:
    return {"holder": "WL", "target": "EL", "instrument": "arms", "state": state, "name": name}


def test_levers_told_twice_and_told_later() -> None:
    a = report("a", "It may hold back arms.", 2, levers=[lever("threatened")])
    b = report("b", "It holds back arms.", 9, levers=[lever("on_hold", "deliveries of arms")])
    c = report("c", "It sells tanks.", 9, levers=[lever("active", "tanks")])
    first, second = sound(join(a, b, c)).levers
    assert (first.state, len(first.evidence), second.name) == ("on_hold", 2, "tanks")
    same_day = report("b", "It holds back arms.", 2, levers=[lever("on_hold")])
    assert [v.state for v in join(a, same_day).levers] == ["threatened", "on_hold"]


def test_names_that_mean_somebody_else_join_nobody() -> None:
    one = [{"id": "G", "name": "Government of Aland", "kind": "group", "aliases": ["the rebels"]}]
    two = [{"id": "H", "name": "Boria Front", "kind": "armed group", "aliases": ["the rebels"]}]
    d = join(report("a", "The rebels.", 2, parties=one), report("b", "They rebel.", 3, parties=two))
    assert [p.id for p in d.parties] == ["G", "H"]


def test_a_person_by_surname_and_by_full_name() -> None:
    a = report("a", "West spoke.", 2)
    a = a.model_copy(update={"people": (
        schema.Person(id="west", name="West"), schema.Person(id="o", name="Otto West", party="EL"),
    )})  # fmt: skip
    d = join(a, report("b", "Ada West spoke.", 3))
    assert [(p.id, p.name, p.party) for p in d.people] == [
        ("west", "Ada West", "WL"), ("o", "Otto West", "EL"),
    ]  # fmt: skip


def test_one_id_for_two_kinds_leads_each_to_its_own() -> None:
    text = "Sudan compares with Sudan."
    a = report(
        "a", "They met.", 2, parties=[{"id": "sudan", "name": "Nile Front", "kind": "group"}]
    )
    b = report("b", text, 3, parties=[{"id": "sudan", "name": "Sudan", "kind": "state"}],
               parallels=[{"id": "sudan", "name": "Sudan 1972"}],
               levers=[{**lever("active"), "holder": "sudan", "target": "sudan"}])  # fmt: skip
    d = join(a, b)
    assert [p.id for p in d.parties] == ["sudan", "sudan-2"]
    assert [p.id for p in d.parallels] == ["sudan-3"]
    assert (d.levers[0].holder, d.levers[0].target) == ("sudan-2", "sudan-2")


def test_what_refers_to_the_rejected_is_rejected_and_says_so() -> None:
    a = report("a", "They met.", 2)
    kept = tuple(p.model_copy(update={"review": "rejected"}) if p.id == "EL" else p
                 for p in a.parties)  # fmt: skip
    a = a.model_copy(update={"parties": kept})
    b = report("b", "It may hold back arms.", 3, levers=[lever("active")], meetings=[talks("held")])
    d = sound(join(a, b))
    assert (d.levers[0].review, d.levers[0].note) == (
        "rejected", "refers to EL, which was rejected",
    )  # fmt: skip
    assert [s.any_of for s in d.meetings[0].seats] == [("ada",)]


def wire(head: str, tail: str = "") -> str:
    return f"{head} {FILL} They met in Oslo on Monday.{tail}"


def test_a_wire_copy_is_one_source_with_two_publishers() -> None:
    a = report("a", wire("GAZETTE."), 2, meetings=[talks("held", quote="met in Oslo")])
    b = report("b", wire("DAILY. By A Pen."), 3, meetings=[talks("held", quote="met in Oslo")])
    d = sound(join(a, b))
    (source,) = d.sources
    assert source.publishers == ("a", "b")
    (m,) = d.meetings
    assert [e.source for e in m.evidence] == ["a"]
    assert join(d, b) == d
    assert join(d, a) == d


def test_what_only_the_copy_says_keeps_it_as_a_source() -> None:
    a = report("a", wire("GAZETTE."), 2)
    b = report("b", wire("DAILY.", " No truce was signed."), 3,
               levers=[{**lever("active"), "quote": "No truce was signed"}])  # fmt: skip
    d = sound(join(a, b))
    assert [s.id for s in d.sources] == ["a", "b"]
    assert d.levers[0].evidence[0].source == "b"
    assert join(d, b) == d


def test_reports_of_one_day_in_other_words_are_no_copies() -> None:
    other = FILL.replace("told of day", "was silent about the").replace("river", "lake")
    assert share(FILL, other) < 0.3
    assert len(join(report("a", FILL, 2), report("b", other, 2)).sources) == 2


def test_an_order_told_the_other_way_round_closes_no_circle() -> None:
    meetings = [talks("held", id="m1", place="Oslo"), talks("held", id="m2", place="Bern")]
    a = report("a", "They met.", 2, meetings=meetings)
    order = schema.Order(before="m1", after="m2", evidence=a.meetings[0].evidence)
    a = a.model_copy(update={"order": (order,)})
    b = report("b", "They met too.", 2, meetings=meetings)
    b = b.model_copy(update={"order": (schema.Order(before="m2", after="m1"), order)})
    assert [(o.before, o.after) for o in sound(join(a, b)).order] == [("m1", "m2")]


def test_many_reports_cost_what_they_hold() -> None:
    d = report("r0", "They met in Oslo.", 2, meetings=[talks("held", place="Oslo")])
    more = [
        report(f"r{n}", f"They met in Oslo, says {n}.", 2, meetings=[talks("held", place="Oslo")])
        for n in range(1, 400)
    ]
    whole = join(d, *more)
    assert len(whole.sources) == 400
    assert len(whole.meetings) == 1
    assert join(join(d, *more[:200]), *more[200:]) == whole

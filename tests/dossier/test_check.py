import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.dossier import schema
from parley.dossier.catalogue import to_issue
from parley.dossier.check import check, require_valid
from parley.dossier.estimate import Distribution, Estimate
from parley.errors import DossierError

TEXT = "Aland demands recognition. Boria refuses. They met in Cport."
QUOTE = schema.Evidence(source="r1", start=0, end=26, quote=TEXT[:26])
JUDGED = schema.Judgement(who="an analyst", why="for the test")
OK = {"review": "accepted", "judgement": JUDGED}


def whole() -> schema.Dossier:
    """A dossier without errors or warnings."""
    return schema.Dossier(
        process=schema.Process(
            title="Aland and Boria", as_of=datetime.date(2001, 5, 1), sides=(("A",), ("B",)),
            sides_evidence=(QUOTE,), type="interstate", started=datetime.date(2000, 1, 1),
            intensity=1000.0,
        ),
        sources=(schema.Source(id="r1", sha256="0", text=TEXT),),
        parties=(
            schema.Party(id="A", name="Aland", kind="state", review="accepted", evidence=(QUOTE,)),
            schema.Party(id="B", name="Boria", kind="state", **OK),
            schema.Party(id="P", name="Power", kind="state", **OK),
        ),
        people=(schema.Person(id="pa", name="Ann", party="A", **OK),),
        issues=(
            to_issue("ceasefire", now="none", review="accepted", judgement=JUDGED),
            to_issue("sanctions-relief", now="kept", holders=["P"], review="accepted",
                     judgement=JUDGED),
        ),
        positions=(
            schema.Position(id="a1", party="A", issue="ceasefire", preferred="general", **OK),
            schema.Position(id="b1", party="B", issue="ceasefire", red_lines=("permanent",), **OK),
            schema.Position(id="a2", party="A", issue="sanctions-relief", preferred="lifted", **OK),
            schema.Position(id="b2", party="B", issue="sanctions-relief", preferred="kept", **OK),
        ),
        levers=(
            schema.Lever(id="arms", holder="P", target="B", instrument="arms", state="active",
                         name="shells", **OK),
        ),
        constraints=(schema.Constraint(id="w", kind="warrant", binds="pa", name="warrant", **OK),),
        meetings=(
            schema.Meeting(id="m1", name="first", kind="call", status="held",
                           date=datetime.date(2001, 4, 1), seats=(schema.Seat(any_of=("pa", "B")),),
                           **OK),
            schema.Meeting(id="m2", name="second", kind="summit", status="planned", **OK),
        ),
        order=(schema.Order(before="m1", after="m2", review="accepted"),),
        assessments=(
            schema.Assessment(id="s1", by="source", polarity="mixed", about=("m1",), **OK),
        ),
        moves=(schema.Move(id="x1", party="A", label="escalate", **OK),),
        preferences=(
            schema.Preference(id="f1", party="B", statement="not x1 or (x1 if x1)", **OK),
        ),
        estimates=(
            Estimate(id="e1", name="n", unit="", origin="stated", evidence=("r1:0-26",),
                     distribution=Distribution(family="point", numbers=(1,)), about=("arms",)),
        ),
    )  # fmt: skip


def test_a_whole_dossier_has_nothing_to_say() -> None:
    assert check(whole()) == []
    assert check(whole().reviewed()) == []
    require_valid(whole())


def changed(**lists: object) -> schema.Dossier:
    return whole().model_copy(update=lists)


def edited(name: str, index: int, **fields: object) -> schema.Dossier:
    """The whole dossier with fields of one entry changed."""
    items = list(getattr(whole(), name))
    items[index] = items[index].model_copy(update=fields)
    return changed(**{name: tuple(items)})


def sides(*lists: tuple[str, ...]) -> schema.Dossier:
    return changed(process=whole().process.model_copy(update={"sides": lists}))


def evidence(**fields: object) -> schema.Dossier:
    return edited("parties", 0, evidence=(QUOTE.model_copy(update=fields),))


P = whole()
CASES = [
    (evidence(quote="Aland demands Recognition."), "quote", "party 'A'", "not found verbatim"),
    (evidence(start=1, end=27), "quote", "party 'A'", "at 1-27"),
    (evidence(start=26, end=2), "quote", "party 'A'", "start must be below end"),
    (evidence(end=999), "quote", "party 'A'", "not found verbatim"),
    (evidence(source="r9"), "dangling", "party 'A'", "no such source 'r9'"),
    (sides(("A",)), "sides", "process", "two lists of parties or none, got 1"),
    (sides(("A",), ("A", "B")), "sides", "process", "party 'A' is on both sides"),
    (sides(("A",), ()), "sides", "process", "side 2 has no party"),
    (sides(("A", "A"), ("B",)), "sides", "process", "'A' stands 2 times on side 1"),
    (sides(("A",), ("Z",)), "dangling", "process", "sides: no such entry 'Z' among parties"),
    (changed(parties=(*P.parties, P.parties[0])), "duplicate-id", "parties.yaml", "'A' is used 2"),
    (changed(sources=(*P.sources, P.sources[0])), "duplicate-id", "sources.yaml", "'r1'"),
    (edited("people", 0, party="Z"), "dangling", "person 'pa'", "party: no such entry 'Z'"),
    (edited("issues", 1, holders=("Z",)), "dangling", "issue 'sanctions-relief'", "holders"),
    (edited("issues", 0, catalogue="weather"), "dangling", "issue 'ceasefire'", "'weather'"),
    (edited("issues", 0, options=(schema.Option(id="none", label="", consent=("Z",)),
                                  schema.Option(id="general", label=""),
                                  schema.Option(id="permanent", label=""))),
     "dangling", "issue 'ceasefire'", "options.none.consent: no such entry 'Z'"),
    (edited("positions", 0, party="Z"), "dangling", "position 'a1'", "party"),
    (edited("positions", 0, issue="Z"), "dangling", "position 'a1'", "issue: no such entry 'Z'"),
    (edited("positions", 0, preferred="Z"), "option", "position 'a1'", "preferred: must be an"),
    (edited("positions", 1, red_lines=("Z",)), "option", "position 'b1'", "red_lines"),
    (edited("positions", 1, acceptable=("permanent",)), "contradiction", "position 'b1'",
     "'permanent' is both wanted or acceptable and a red line"),
    (changed(positions=(*P.positions,
                        P.positions[0].model_copy(update={"id": "a3", "preferred": "none"}))),
     "contradiction", "position 'a1'", "prefers 'general' here, 'none' in position 'a3'"),
    (edited("levers", 0, holder="Z"), "dangling", "lever 'arms'", "holder: no such entry 'Z'"),
    (edited("levers", 0, target="Z"), "dangling", "lever 'arms'", "target"),
    (edited("levers", 0, issue="Z"), "dangling", "lever 'arms'", "issue"),
    (changed(levers=(*P.levers,
                     P.levers[0].model_copy(update={"id": "arms2", "state": "on_hold"}))),
     "contradiction", "lever 'arms'", "state 'active' here, 'on_hold' in lever 'arms2'"),
    (edited("constraints", 0, binds="Z"), "dangling", "constraint 'w'", "binds"),
    (edited("constraints", 0, meetings=("A",)), "dangling", "constraint 'w'", "among meetings"),
    (edited("meetings", 0, seats=(schema.Seat(any_of=("A", "Z")),)), "dangling", "meeting 'm1'",
     "seats: no such entry 'Z' among parties or people"),
    (edited("meetings", 0, date=datetime.date(2002, 1, 1)), "contradiction", "meeting 'm1'",
     "held on 2002-01-01, after as_of 2001-05-01"),
    (edited("meetings", 1, date=datetime.date(2001, 3, 1)), "order-dates",
     "order 'm1' before 'm2'", "dates say the contrary"),
    (edited("meetings", 1, status="held"), None, "", ""),
    (edited("order", 0, before="m2", after="m1"), "order-status", "order 'm2' before 'm1'",
     "the first is still planned"),
    (edited("order", 0, before="Z"), "dangling", "order 'Z' before 'm2'", "before"),
    (edited("order", 0, before="m1", after="m1"), "order-circle", "order", "m1 before m1"),
    (edited("assessments", 0, by="Z"), "dangling", "assessment 's1'", "by: no such entry 'Z'"),
    (edited("assessments", 0, about=("Z",)), "dangling", "assessment 's1'", "among any list"),
    (edited("moves", 0, party="Z"), "dangling", "move 'x1'", "party"),
    (edited("preferences", 0, statement="x1 and x9"), "dangling", "preference 'f1'",
     "statement: no such entry 'x9' among moves"),
    (edited("parties", 1, judgement=None), "unbacked", "party 'B'", "neither evidence nor"),
    (edited("parties", 2, review="rejected"), "on-rejected", "lever 'arms'", "'P' is rejected"),
    (edited("estimates", 0, evidence=("r1:5-500",)), "dangling", "estimate 'e1'", "'r1:5-500'"),
    (edited("estimates", 0, evidence=("somewhere",)), "dangling", "estimate 'e1'", "'somewhere'"),
    (edited("estimates", 0, about=("Z",)), "dangling", "estimate 'e1'", "about"),
]  # fmt: skip


@pytest.mark.parametrize(("dossier", "rule", "where", "says"), CASES)
def test_each_planted_error_is_found(
    dossier: schema.Dossier, rule: str | None, where: str, says: str
) -> None:
    errors = [p for p in check(dossier) if p.severity == "error"]
    if rule is None:
        assert errors == []
        return
    assert [p for p in errors if p.rule == rule and p.where == where and says in p.says]
    assert all("\n" not in str(p) for p in errors)
    with pytest.raises(DossierError):
        require_valid(dossier)


def process(**fields: object) -> schema.Dossier:
    return changed(process=whole().process.model_copy(update=fields))


MISSING = [
    (process(as_of=None), "no-as_of", "process", "undated"),
    (process(type=None), "no-type", "process", "base rates"),
    (process(started=None), "no-started", "process", "age"),
    (process(intensity=None), "no-intensity", "process", "deaths a year"),
    (process(sides=()), "no-sides", "process", "no outlook"),
    (edited("issues", 0, now=None), "no-now", "issue 'ceasefire'", "'none', a default"),
    (edited("issues", 1, holders=()), "no-holders", "issue 'sanctions-relief'", "third party"),
    (changed(positions=P.positions[:3]), "no-position", "issue 'sanctions-relief'", "of Boria"),
    (changed(issues=(), positions=()), "no-issues", "issues.yaml", "nothing to bargain"),
    (edited("people", 0, id="A"), "shared-id", "id 'A'", "parties and people"),
    (edited("levers", 0, review="proposed"), "unreviewed", "dossier", "1 of 17 entries"),
    (edited("parties", 2, review="proposed"), "on-proposed", "lever 'arms'", "only proposed"),
    (edited("levers", 0, review="proposed", judgement=None), "unbacked", "entry 'arms'", "neither"),
]  # fmt: skip


@pytest.mark.parametrize(("dossier", "rule", "where", "says"), MISSING)
def test_each_gap_is_a_warning(dossier: schema.Dossier, rule: str, where: str, says: str) -> None:
    warnings = [p for p in check(dossier) if p.severity == "warning"]
    assert [p for p in warnings if p.rule == rule and p.where == where and says in p.says]


def test_a_dossier_with_nothing_in_it_is_valid() -> None:
    empty = schema.Dossier(process=schema.Process(title="x"))
    require_valid(empty)
    assert [p for p in check(empty) if p.severity == "error"] == []


def test_rejected_entries_are_left_aside() -> None:
    d = edited("people", 0, review="rejected", party="Z")
    assert not [p for p in check(d) if p.where == "person 'pa'"]


@given(st.permutations(range(4)), st.permutations(range(2)))
def test_what_is_found_does_not_depend_on_the_order_of_entries(a: list[int], b: list[int]) -> None:
    d = edited("levers", 0, holder="Z")
    d = d.model_copy(update={"positions": tuple(P.positions[i] for i in a),
                             "meetings": tuple(P.meetings[i] for i in b)})  # fmt: skip
    assert set(check(d)) == set(check(edited("levers", 0, holder="Z")))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_a_circle_is_found_exactly_when_there_is_one(pairs: list[tuple[int, int]]) -> None:
    meetings = tuple(
        schema.Meeting(id=f"m{i}", name="", kind="call", status="planned", **OK) for i in range(6)
    )
    order = tuple(schema.Order(before=f"m{a}", after=f"m{b}") for a, b in pairs)
    d = changed(meetings=meetings, order=order, constraints=(), assessments=())
    reach = {(a, b) for a, b in pairs}
    for _ in range(6):
        reach |= {(a, d) for a, b in reach for c, d in reach if b == c}
    brute = any((i, i) in reach for i in range(6))
    assert any(p.rule == "order-circle" for p in check(d)) == brute

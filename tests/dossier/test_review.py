import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.dossier import review, schema
from parley.errors import DossierError

WHEN = datetime.datetime(2001, 1, 2, 3, 4, tzinfo=datetime.UTC)
BY = {"who": "an analyst", "when": WHEN}
QUOTE = schema.Evidence(source="r1", start=0, end=1, quote="A")
DOSSIER = schema.Dossier(
    process=schema.Process(title="x"),
    parties=tuple(
        schema.Party(id=i, name=i, kind="state", evidence=(QUOTE,)) for i in ("A", "B", "C")
    ),
    meetings=(schema.Meeting(id="A", name="m", kind="call", status="held"),),
    order=(schema.Order(before="A", after="M", evidence=(QUOTE,)),),
)
PARTIES = st.sampled_from(["parties/A", "parties/B", "C", "order/A>M"])


def test_accept_and_reject_make_a_new_dossier() -> None:
    accepted, decision = review.accept(DOSSIER, "B", **BY)
    assert [p.review for p in accepted.parties] == ["proposed", "accepted", "proposed"]
    assert DOSSIER.parties[1].review == "proposed"
    assert (decision.entry, decision.before, decision.after) == (
        "parties/B",
        "proposed",
        "accepted",
    )
    rejected, decision = review.reject(accepted, "parties/B", why=" twice ", **BY)
    assert (rejected.parties[1].review, decision.why) == ("rejected", "twice")


def test_an_edit_is_checked_by_the_schema() -> None:
    d, decision = review.edit(DOSSIER, "B", "aliases", ["Bland"], why="used in the text", **BY)
    assert d.parties[1].aliases == ("Bland",)
    assert decision.after == ["Bland"]
    d, _ = review.edit(d, "process", "started", "2000-01-01", **BY)
    assert d.process.started == datetime.date(2000, 1, 1)


@pytest.mark.parametrize(
    ("step", "says"),
    [
        (lambda: review.accept(DOSSIER, "Z", **BY), "no entry 'Z'"),
        (lambda: review.accept(DOSSIER, "A", **BY), "'A' is the id of 2 entries; write LIST/ID"),
        (lambda: review.accept(DOSSIER, "meetings/A", **BY), "need evidence or a judgement"),
        (lambda: review.reject(DOSSIER, "B", why=" ", **BY), "needs a reason"),
        (lambda: review.edit(DOSSIER, "B", "kind", "planet", **BY), "kind: .* got 'planet'"),
        (lambda: review.edit(DOSSIER, "B", "colour", 3, **BY), "no field 'colour'; fields are"),
        (lambda: review.edit(DOSSIER, "B", "id", "D", **BY), "id is not for editing"),
        (lambda: review.edit(DOSSIER, "B", "review", "accepted", **BY), "not for editing"),
        (lambda: review.undo(DOSSIER, [], **BY), "nothing to undo"),
    ],
)
def test_what_cannot_be_done_is_one_line(step, says: str) -> None:
    with pytest.raises(DossierError, match=says) as caught:
        step()
    assert "\n" not in str(caught.value)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("accept"), PARTIES),
        st.tuples(st.just("reject"), PARTIES),
        st.tuples(st.just("edit"), st.sampled_from(["parties/A", "B", "C"]), st.text(max_size=5)),
        st.tuples(st.just("undo")),
    ),
    max_size=12,
)


def walk(steps: list[tuple[str, ...]]) -> tuple[list[schema.Dossier], list[review.Decision]]:
    """Dossier after each step, and the log."""
    d, log, seen = DOSSIER, [], [DOSSIER]
    for what, *args in steps:
        try:
            if what == "accept":
                d, decision = review.accept(d, args[0], **BY)
            elif what == "reject":
                d, decision = review.reject(d, args[0], why="no", **BY)
            elif what == "edit":
                d, decision = review.edit(d, args[0], "note", args[1], **BY)
            else:
                d, decision = review.undo(d, log, **BY)
        except DossierError:
            continue
        log.append(decision)
        seen.append(d)
    return seen, log


@given(STEPS)
def test_the_log_rebuilds_the_dossier(steps: list[tuple[str, ...]]) -> None:
    seen, log = walk(steps)
    assert review.replay(DOSSIER, log) == seen[-1]


@given(STEPS)
def test_undoing_everything_gives_the_first_dossier(steps: list[tuple[str, ...]]) -> None:
    seen, log = walk(steps)
    d = seen[-1]
    for _ in range(sum(x.action != "undo" for x in log) - sum(x.action == "undo" for x in log)):
        d, decision = review.undo(d, log, **BY)
        log.append(decision)
    assert d == DOSSIER
    with pytest.raises(DossierError, match="nothing to undo"):
        review.undo(d, log, **BY)


def test_the_log_on_disk_is_read_back(tmp_path: Path) -> None:
    assert review.read_log(tmp_path) == []
    _, log = walk([("accept", "B"), ("edit", "C", "é\u2028\n"), ("undo",), ("reject", "order/A>M")])
    for decision in log:
        review.append(tmp_path, decision)
    assert review.read_log(tmp_path) == log


@pytest.mark.parametrize(
    ("line", "says"), [("{", "line 1: not JSON"), ('{"who": "x"}', "line 1: field 'when'")]
)
def test_a_broken_log_names_the_line(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / review.LOG).write_text(line + "\n")
    with pytest.raises(DossierError, match=says):
        review.read_log(tmp_path)


def test_keys_are_those_of_all_reviewed_lists() -> None:
    assert review.keys(DOSSIER) == [
        "parties/A", "parties/B", "parties/C", "meetings/A", "order/A>M",
    ]  # fmt: skip
    assert review.entry_of(DOSSIER, "order/A>M") is DOSSIER.order[0]

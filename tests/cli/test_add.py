import json
from pathlib import Path

import pytest

from cli.calling import call, folder
from parley.dossier import review, store

LEVER = ("--kind", "lever", "--set", "holder=Northland", "--set", "target=westland",
         "--set", "instrument=trade", "--set", "state=offered")  # fmt: skip


def test_an_entry_from_a_sentence_and_taken_back(tmp_path: Path) -> None:
    before = store.load(folder(tmp_path))
    called = call("add", tmp_path, *LEVER, "--set", "name=grain", "--quote", "keeps sanctions",
                  "--who", "ann")  # fmt: skip
    assert (called.code, called.err) == (0, f"added levers/grain to {tmp_path}\n")
    lever = store.load(tmp_path).levers[-1]
    assert (lever.holder, lever.target, lever.review) == ("NL", "WL", "accepted")
    assert lever.evidence[0].quote == "keeps sanctions"
    d, _ = review.undo(
        store.load(tmp_path), review.read_log(tmp_path), who="b", when=lever_time(tmp_path)
    )
    assert d == before


def lever_time(path: Path) -> object:
    return review.read_log(path)[0].when


def test_seats_by_name_and_a_span(tmp_path: Path) -> None:
    folder(tmp_path)
    called = call("add", tmp_path, "--kind", "meeting", "--set", "name=talks", "--set",
                  "kind=round", "--set", "status=planned", "--set",
                  "seats=[Westland, [Eastland, Ada West]]", "--source", "s1", "--span", "0-8",
                  "--proposed", "--json")  # fmt: skip
    assert called.code == 0, called.err
    after = json.loads(called.out)["after"]
    assert [s["any_of"] for s in after["seats"]] == [["WL"], ["EL", "ada"]]
    assert (after["review"], after["evidence"][0]["quote"]) == ("proposed", "Westland")


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        ((*LEVER, "--set", "name=x"), 1, "needs a reason"),
        ((*LEVER, "--set", "name=x", "--quote", "peace at last"), 1, "no source says"),
        ((*LEVER, "--set", "name=x", "--quote", "a", "--source", "z"), 1, "no such source"),
        ((*LEVER, "--why", "x"), 1, "'name' is missing"),
        ((*LEVER, "--set", "colour=red"), 2, "FIELD one of id, judgement"),
        ((*LEVER, "--span", "1-x", "--source", "s1"), 2, "must be A-B"),
        (("--kind", "thing"), 1, "no kind of entry 'thing'"),
    ],
)
def test_what_cannot_be_added(args: tuple[str, ...], code: int, says: str, tmp_path: Path) -> None:
    called = call("add", folder(tmp_path), *args)
    assert called.is_one_line_about(says), called
    assert called.code == code
    assert not (tmp_path / "review.jsonl").exists()

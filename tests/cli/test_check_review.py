import datetime
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from parley.cli.app import build
from parley.dossier import intake, review, schema, store
from parley.errors import DossierError

TEXT = "Aland shells Boria. A truce is far."


def folder(path: Path, **fields: object) -> Path:
    def quote(start: int, end: int) -> tuple[schema.Evidence, ...]:
        return (schema.Evidence(source="r1", start=start, end=end, quote=TEXT[start:end]),)

    d = schema.Dossier(
        process=schema.Process(title="x"),
        sources=(schema.Source(id="r1", sha256="0", text=TEXT),),
        parties=(
            schema.Party(id="A", name="Aland", kind="state", evidence=quote(0, 5)),
            schema.Party(id="B", name="Boria", kind="state", evidence=quote(13, 18)),
        ),
        parallels=(schema.Parallel(id="P", name="Cland"),),
    ).model_copy(update=fields)
    store.save(d, path)
    return path


def call(*args: object, text: str | None = None) -> Result:
    return CliRunner().invoke(build(), [str(a) for a in args], input=text, catch_exceptions=False)


# ---- check -----------------------------------------------------------------------------------


def test_check_prints_warnings_and_exits_0(tmp_path: Path) -> None:
    result = call("check", folder(tmp_path))
    assert result.exit_code == 0
    assert "warning  process: sides: not set" in result.stdout
    assert "\x1b" not in result.stdout
    assert result.stdout.splitlines()[-1].startswith("0 errors, ")


def test_check_prints_errors_and_exits_1(tmp_path: Path) -> None:
    people = (schema.Person(id="p", name="P", party="Z"),)
    result = call("check", folder(tmp_path, people=people), "--json")
    assert result.exit_code == 1
    document = json.loads(result.stdout)
    assert document["errors"] == 1
    assert document["problems"][0] == {
        "severity": "error",
        "rule": "dangling",
        "where": "person 'p'",
        "says": "party: no such entry 'Z' among parties",
    }


def test_check_of_no_dossier_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match="not a dossier folder"):
        call("check", tmp_path)


# ---- review ----------------------------------------------------------------------------------


def test_review_from_a_pipe(tmp_path: Path) -> None:
    text = "e aliases [Alander, Alanders]\na\nr not in this war\na\nk\nj\n?\ns\nq\n"
    result = call("review", folder(tmp_path), "--who", "ann", text=text)
    assert result.exit_code == 0
    d = store.load(tmp_path)
    assert d.parties[0].aliases == ("Alander", "Alanders")
    assert [e.review for e in d.entries()] == ["accepted", "rejected", "proposed"]
    assert "accepted entries need evidence or a judgement" in result.stdout
    assert "3 decisions; entries now: 1 accepted, 1 rejected, 1 proposed" in result.stdout
    log = review.read_log(tmp_path)
    assert [(x.who, x.action, x.entry, x.why) for x in log] == [
        ("ann", "edit", "parties/A", None),
        ("ann", "accept", "parties/A", None),
        ("ann", "reject", "parties/B", "not in this war"),
    ]


def test_review_undoes_what_an_earlier_run_decided(tmp_path: Path) -> None:
    folder(tmp_path)
    call("review", tmp_path, text="a\nr no\n")
    call("review", tmp_path, text="u\nu\n")
    assert {e.review for e in store.load(tmp_path).entries()} == {"proposed"}
    assert [x.undoes for x in review.read_log(tmp_path)] == [None, None, 1, 0]


def test_the_log_rebuilds_a_dossier_read_again(tmp_path: Path) -> None:
    folder(tmp_path)
    call("review", tmp_path, text="e name Alandia\na\nr no\n")
    reviewed = store.load(tmp_path)
    folder(tmp_path)
    assert store.load(tmp_path) != reviewed
    call("review", tmp_path, "--replay", text="")
    assert store.load(tmp_path) == reviewed


def test_review_rebuilds_what_was_spoilt_by_hand(tmp_path: Path) -> None:
    now = {"who": "ann", "when": datetime.datetime(2001, 1, 2, tzinfo=datetime.UTC)}
    intake.take_in(tmp_path, store.load(folder(tmp_path / "made")), **now)
    call("review", tmp_path, text="a\nr no\n")
    reviewed = store.load(tmp_path)
    (tmp_path / "parties.yaml").write_text("[]")
    result = call("review", tmp_path, "--rebuild", text="")
    assert "rebuilt from the log: 2 entries differed" in result.stderr
    assert store.load(tmp_path) == reviewed


def test_a_judgement_can_be_given_in_the_terminal(tmp_path: Path) -> None:
    text = "j\nj\ne judgement {who: ann, why: well known}\na\n"
    call("review", folder(tmp_path), text=text)
    assert store.load(tmp_path).parallels[0].review == "accepted"


def test_bad_commands_are_told_and_the_walk_goes_on(tmp_path: Path) -> None:
    text = "r\ne kind planet\ne colour 3\ne name [\nu\nx\na\n"
    result = call("review", folder(tmp_path), text=text)
    assert "a rejection needs a reason" in result.stdout
    assert "got 'planet'" in result.stdout
    assert "no field 'colour'" in result.stdout
    assert "malformed YAML" in result.stdout
    assert "nothing to undo" in result.stdout
    assert store.load(tmp_path).parties[0].review == "accepted"


def test_an_account_that_differs_is_shown_beside(tmp_path: Path) -> None:
    quote = (schema.Evidence(source="r1", start=0, end=18, quote=TEXT[:18]),)
    other = schema.Party(id="C", name="Cland", kind="state", evidence=quote, differs_from=("A",))
    result = call("review", folder(tmp_path, parties=(
        schema.Party(id="A", name="Aland", kind="state", evidence=quote), other,
    )), text="j\n")  # fmt: skip
    assert "told otherwise by A: proposed; r1: “Aland shells Boria”" in result.stdout


def test_a_dossier_with_nothing_to_review(tmp_path: Path) -> None:
    result = call("review", folder(tmp_path, parties=(), parallels=()), text="a\nj\n")
    assert "no entry is waiting for review" in result.stdout
    assert result.exit_code == 0

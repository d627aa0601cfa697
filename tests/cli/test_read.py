"""The verb alone: what reading finds is tested under tests/reading."""

import json
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from parley.cli.app import build
from parley.dossier import schema, store
from parley.errors import NoPeaceProcessError, ReportError


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that proposes one party per word of a report."""

    class Tally(types.SimpleNamespace):
        def line(self) -> str:
            return f"{self.read} read"

    def gather(sources: list[str], tally: Tally, fetcher: object) -> Iterator[str]:
        assert fetcher is None
        for source in sources:
            if not Path(source).exists():
                tally.failed.append(f"report {source!r}: no such file")
                continue
            tally.read += 1
            yield Path(source).read_text()

    def read(reports: list[str]) -> schema.Dossier:
        parties, sources = [], []
        if not any(reports):
            raise NoPeaceProcessError("no peace process found in this report")
        for i, text in enumerate(reports, 1):
            sources.append(schema.Source(id=f"r{i}", sha256="0", text=text))
            for word in text.split():
                at = text.index(word)
                quote = schema.Evidence(source=f"r{i}", start=at, end=at + len(word), quote=word)
                parties.append(
                    schema.Party(id=word.lower(), name=word, kind="state", evidence=(quote,))
                )
        return schema.Dossier(
            process=schema.Process(title="read"), sources=tuple(sources), parties=tuple(parties)
        )

    def to_json(dossier: schema.Dossier) -> dict[str, object]:
        return {"about_peace_process": True, "parties": [{"name": p.name} for p in dossier.parties]}

    def empty() -> dict[str, object]:
        return {"about_peace_process": False}

    for name, members in {
        "parley.reports": {
            "gather": gather,
            "once": list,
            "Tally": lambda: Tally(read=0, failed=[], passed_over=0),
        },
        "parley.reading": {"read": read, "__path__": []},
        "parley.reading.contract": {"to_json": to_json, "empty": empty},
    }.items():  # fmt: skip
        module = types.ModuleType(name)
        vars(module).update(members)
        monkeypatch.setitem(sys.modules, name, module)


def call(*args: object) -> Result:
    return CliRunner().invoke(build(), ["read", *map(str, args)], catch_exceptions=False)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text("Aland Boria")
    return path


def test_read_prints_what_it_found(report: Path) -> None:
    result = call(report)
    assert result.exit_code == 0
    assert "   2 parties: Aland; Boria" in result.stdout
    assert "sides: not found in the text" in result.stdout


def test_read_prints_one_json_document(report: Path) -> None:
    document = json.loads(call(report, "--json").stdout)
    assert document == {
        "about_peace_process": True,
        "parties": [{"name": n, "proposed_by": None} for n in ("Aland", "Boria")],
    }


def test_read_writes_a_dossier_and_says_where(report: Path, tmp_path: Path) -> None:
    result = call(report, "-o", tmp_path / "d", "--json")
    assert "next: parley review" in result.stderr
    json.loads(result.stdout)
    assert [p.id for p in store.load(tmp_path / "d").parties] == ["aland", "boria"]


def test_read_adds_to_a_dossier_and_keeps_what_was_decided(report: Path, tmp_path: Path) -> None:
    call(report, "-o", tmp_path / "d")
    d = store.load(tmp_path / "d")
    accepted = d.parties[0].model_copy(update={"review": "accepted"})
    store.save(d.model_copy(update={"parties": (accepted, d.parties[1])}), tmp_path / "d")
    report.write_text("Cland Aland")
    call(report, "-o", tmp_path / "d")
    d = store.load(tmp_path / "d")
    assert [(p.id, p.review) for p in d.parties] == [
        ("aland", "accepted"), ("boria", "proposed"), ("cland", "proposed"),
    ]  # fmt: skip
    assert [s.id for s in d.sources] == ["r1", "r1-2"]


def test_a_call_without_a_report_is_exit_2() -> None:
    assert CliRunner().invoke(build(), ["read"]).exit_code == 2


def test_a_report_about_something_else_is_an_error_and_still_one_document(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    result = CliRunner().invoke(build(), ["read", str(tmp_path / "empty.txt"), "--json"])
    assert isinstance(result.exception, NoPeaceProcessError)
    assert json.loads(result.stdout) == {"about_peace_process": False}


def test_the_rest_of_a_batch_goes_on_and_is_summed_up(report: Path, tmp_path: Path) -> None:
    result = call(tmp_path / "no.txt", report, tmp_path / "nor.txt", "--json")
    assert result.exit_code == 1
    assert [p["name"] for p in json.loads(result.stdout)["parties"]] == ["Aland", "Boria"]
    lines = result.stderr.splitlines()
    assert [line.split(": ")[-1] for line in lines] == ["no such file", "no such file", "1 read"]


def test_nothing_readable_is_an_error(tmp_path: Path) -> None:
    for names, says in ((["a"], "report .*: no such file"), (["a", "b"], "none of 2 reports")):
        with pytest.raises(ReportError, match=says):
            call(*(tmp_path / n for n in names))

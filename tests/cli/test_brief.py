"""`parley brief`: the document, the file, the summary."""

import json
from pathlib import Path

import pytest

import makers
from cli.calling import PEACE, SMALL, Called, call, folder

KEYS = {
    "process", "as_of", "seed", "version", "outcomes", "meetings", "levers", "issues", "parties",
    "assessments", "constraints", "parallels", "findings", "estimates", "evidence", "exclusive",
    "level",
}  # fmt: skip


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "report.txt"
    path.write_text(PEACE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Called:
    """The document of a dossier folder."""
    return call("brief", folder(tmp_path_factory.mktemp("dossier")), "--json", *SMALL)


def test_the_outlook_document_has_what_outside_checks_rely_on(printed: Called) -> None:
    assert printed.code == 0, printed.err
    document = json.loads(printed.out)
    assert set(document) >= KEYS
    assert document["exclusive"] == [
        "settlement", "ceasefire_holding", "war_continues", "collapse",
    ]  # fmt: skip
    assert document["level"] == 0.8
    outcomes = document["outcomes"]
    assert set(outcomes) >= {*document["exclusive"], "signed_by", "ceasefire_collapsed"}
    for row in outcomes.values():
        assert list(row) == ["3", "6", "12", "24", "60"]
        for n in row.values():
            assert set(n) >= {"value", "interval", "mc_error"}
            low, high = n["interval"]
            assert 0 <= low <= high <= 1
    for h in outcomes["settlement"]:
        assert sum(outcomes[k][h]["value"] for k in document["exclusive"]) == pytest.approx(1)


def test_findings_estimates_and_evidence_have_their_fields(printed: Called) -> None:
    document = json.loads(printed.out)
    for f in document["findings"]:
        assert set(f) >= {"id", "says", "value", "unit", "interval", "model", "rests_on"}
    for e in document["estimates"]:
        assert set(e) >= {"id", "name", "unit", "origin"}
        assert e["origin"] in ("stated", "judgement", "historical", "default")
    for e in document["evidence"]:
        assert set(e) == {"id", "source", "start", "end", "quote"}


def test_a_report_becomes_a_file_and_a_summary(report: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    called = call("brief", report, "--sides", "Ethiopia | Eritrea", "-o", target, *SMALL)
    assert called.code == 0, called.err
    assert target.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")
    assert str(target) in called.err
    assert called.out.strip()
    assert "\x1b[" not in called.out


@pytest.mark.parametrize("ending", ["html", "md", "json"])
def test_the_ending_says_the_form(
    ending: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    target, process = tmp_path / f"b.{ending}", {**makers.plain()["process"], "sides": []}
    source = folder(tmp_path_factory.mktemp("thin"), process=process)
    called = call("brief", source, "-o", target, *SMALL)
    assert called.code == 0, called.err
    text = target.read_text(encoding="utf-8")
    first = {"html": "<", "md": "#", "json": "{"}[ending]
    assert text.lstrip().startswith(first)
    assert "which parties fight on which side" in text


def test_no_sides_is_null_with_why_and_exit_0(tmp_path: Path) -> None:
    process = {**makers.plain()["process"], "sides": []}
    called = call("brief", folder(tmp_path, process=process), "--json", *SMALL)
    assert called.code == 0
    document = json.loads(called.out)
    assert document["outcomes"] is None
    assert "--sides" in document["why"]
    assert document["parties"]
    assert set(document) >= KEYS

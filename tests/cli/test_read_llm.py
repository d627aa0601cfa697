"""`parley read --reader llm`: configured or refused, side by side, the key written nowhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.calling import call
from parley.reading import llm
from reading.fake_model import GOOD, REPORT, serving

KEY = "sk-very-secret-0123456789"


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (llm.ADDRESS, llm.MODEL, llm.KEY, "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT)
    return path


def test_without_an_address_it_is_refused(report: Path) -> None:
    called = call("read", report, "--reader", "llm")
    assert called.is_one_line_about("PARLEY_LLM_ADDRESS")
    assert called.code == 2
    assert call("read", report, "--reader", "oracle").is_one_line_about("rules, llm or both")
    assert call("read", report, "--reader", "both", "--lines").code == 2


def test_both_readers_and_a_key_that_is_written_nowhere(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(llm.KEY, KEY)
    monkeypatch.setenv(llm.MODEL, "small")
    with serving(GOOD) as fake:
        args = ("--reader", "both", "--llm-address", fake.address)
        called = call("read", report, *args, "-o", tmp_path / "d", "--json")
        assert fake.keys == [f"Bearer {KEY}"]
    assert called.code == 0, called.err
    by = {p["name"]: p["proposed_by"] for p in json.loads(called.out)["parties"]}
    assert by["Togo"] == "party-state + llm small"
    assert "small: 1 requests, 150 tokens; 7 proposals kept" in called.err
    written = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert len(written) > 5
    assert [p for p in written if KEY.encode() in p.read_bytes()] == []
    assert KEY not in called.out + called.err


def test_a_model_that_fails_leaves_the_rules(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(llm.KEY, KEY)
    monkeypatch.setenv(llm.MODEL, "small")
    with serving(401) as fake:
        args = ("--llm-address", fake.address, "--json")
        both = call("read", report, "--reader", "both", *args)
        alone = call("read", report, "--reader", "llm", *args)
    assert both.code == 0
    assert "401" in both.err
    assert {"Togo", "Ghana"} <= {p["name"] for p in json.loads(both.out)["parties"]}
    assert alone.code == 1
    assert KEY not in both.err + alone.err + both.out + alone.out


def test_reading_by_rules_loads_no_model_library(report: Path) -> None:
    program = (
        "import sys\nfrom parley.cli import main\n"
        f"sys.argv = ['parley', 'read', {str(report)!r}]\n"
        "main_error = None\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'pydantic_ai', 'openai', 'httpx'}))"
    )
    src = str(Path(llm.__file__).parents[2])
    env = {**os.environ, "PYTHONPATH": src, llm.ADDRESS: "http://127.0.0.1:9", llm.MODEL: "m"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=env)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr

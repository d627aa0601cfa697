"""The command as a whole: version, help, exit codes, what it loads."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

import parley
from parley import cli
from parley.cli.app import build


def test_version() -> None:
    result = CliRunner().invoke(build(), ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"parley {parley.__version__}\n")


def test_the_version_is_the_same_everywhere() -> None:
    root = Path(__file__).parents[2]
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    cited = re.search(r"^version: (.+)$", (root / "CITATION.cff").read_text(), re.M)
    assert cited is not None
    assert parley.__version__ == project["version"] == cited[1]


def test_help_lists_the_verbs_in_the_order_of_work() -> None:
    text = CliRunner().invoke(build(), ["--help"]).stdout
    listed = [line.split()[0] for line in text.partition("Commands:\n")[2].splitlines() if line]
    assert listed[:5] == ["brief", "read", "review", "add", "check"]
    assert listed.index("outlook") < listed.index("whatif") < listed.index("deals")
    assert len(listed) == len(set(listed)) >= 17


def test_a_default_in_square_brackets_is_not_eaten() -> None:
    text = CliRunner().invoke(build(), ["brief", "--help"]).stdout
    assert "(default: brief.html)" in " ".join(text.split())


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; from parley.cli.app import build; from typer.testing import CliRunner; "
        "CliRunner().invoke(build(), ['--help']); "
        "print(sorted({'numpy', 'scipy', 'numba', 'pydantic', 'rich', 'babel', 'fastapi', 'yaml'} "
        "& set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


@pytest.mark.parametrize(
    ("call", "code"),
    [(["brief", "no-such-report.txt"], 1), (["brief", "x.txt", "-o", "b.doc"], 2), (["brief"], 2)],
)
def test_exit_codes(
    call: list[str], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["parley", *call])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == code
    told = capsys.readouterr().err
    assert told
    assert "Traceback" not in told

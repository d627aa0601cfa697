"""Commands in the documentation: each exists with its options, and prints what the page shows.

A fence whose first line names a file (```json border.json) is that file. A `console` fence holds
calls after `$`; the lines below a call are what it prints, `…` alone stands for lines left out and
at the end of a line for the rest of it. A call with no lines below it is only looked up.
"""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from parley.cli.app import build

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *ROOT.glob("examples/*/*.md")]
FENCE = re.compile(r"^( *)```(\w+)(?: +(\S+))?\n(.*?)^\1```$", re.S | re.M)
CALL = re.compile(r"(?:^ *(?:\$ )?|`|\| )parley ([a-z]+)((?: [^`\n#|]*)?)", re.M)


def options() -> dict[str, set[str]]:
    group: Any = typer.main.get_command(build())
    return {
        name: {o for p in command.params for o in (*p.opts, *p.secondary_opts)} | {"--help"}
        for name, command in group.commands.items()
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_commands_and_options_exist(page: Path) -> None:
    known, unknown = options(), []
    for verb, rest in CALL.findall(page.read_text(encoding="utf-8")):
        if verb not in known:
            unknown.append(verb)
            continue
        given = re.findall(r"(?<![\w-])(--?[a-z][a-z-]*)", rest)
        unknown += [f"{verb} {o}" for o in given if o not in known[verb]]
    assert unknown == []


def shown(page: Path) -> list[tuple[str, list[str]]]:
    """Calls of a page with what they print; those without are left out."""
    found: list[tuple[str, list[str]]] = []
    for indent, kind, _, body in FENCE.findall(page.read_text(encoding="utf-8")):
        if kind == "console":
            for line in body.splitlines():
                line = line.removeprefix(indent)
                if line.startswith("$ "):
                    found.append((line[2:], []))
                elif found:
                    found[-1][1].append(line)
    return [(call, lines) for call, lines in found if lines]


def matches(lines: list[str], printed: list[str]) -> bool:
    """Whether what was printed is what is shown, up to what is left out."""
    parts = []
    for line in lines:
        line = line.rstrip()
        if line == "…":
            parts.append(r"(?:.*\n)*")
        elif line.endswith("…"):
            parts.append(re.escape(line[:-1]) + r".*\n")
        else:
            parts.append(re.escape(line) + r" *\n")
    return re.fullmatch("".join(parts), "".join(f"{x}\n" for x in printed)) is not None


@pytest.mark.parametrize(
    "page", [p for p in PAGES if shown(p)], ids=lambda p: str(p.relative_to(ROOT))
)
def test_a_command_prints_what_the_page_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    for indent, _, name, body in FENCE.findall(page.read_text(encoding="utf-8")):
        if name:
            (tmp_path / name).write_text(re.sub(f"^{indent}", "", body, flags=re.M))
    for call, lines in shown(page):
        words = shlex.split(call)
        assert words[0] == "parley"
        result = CliRunner().invoke(build(), words[1:], catch_exceptions=False)
        assert matches(lines, result.stdout.splitlines()), result.stdout


def test_a_wrong_page_is_seen() -> None:
    assert matches(["a …", "…", "z"], ["a b", "c", "d", "z"])
    assert not matches(["a", "z"], ["a", "b", "z"])
    assert not matches(["a"], ["b"])

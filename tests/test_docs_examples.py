"""Commands shown in README and docs name verbs and options that exist."""

import re
import shlex
from pathlib import Path

import pytest
import typer.main

from parley.cli.app import build

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.M | re.S)
INLINE = re.compile(r"`(parley [a-z][^`\n]*)`")
COMMANDS = typer.main.get_command(build()).commands  # type: ignore[attr-defined]


def shown(text: str) -> list[str]:
    """Calls of parley in fenced blocks (prompts, paths and comments taken off) and inline."""
    joined = [b.replace("\\\n", " ") for b in FENCE.findall(text)]
    lines = [line.strip().removeprefix("$ ") for block in joined for line in block.splitlines()]
    calls = [re.sub(r"^\S*/parley ", "parley ", line) for line in lines]
    return [c for c in calls if c.startswith("parley ")] + INLINE.findall(FENCE.sub("", text))


def problem(call: str) -> str | None:
    """What is wrong with a call; None when its verb and options exist."""
    if not (words := shlex.split(call, comments=True)[1:]):
        return None
    if words[0].startswith("-"):
        return None if words[0] == "--help" else f"no option {words[0]}"
    if words[0] not in COMMANDS:
        return f"no verb {words[0]}"
    command = COMMANDS[words[0]]
    if (subs := getattr(command, "commands", None)) and len(words) > 1 and words[1] in subs:
        command = subs[words[1]]
    known = {o for p in command.params for o in (*p.opts, *p.secondary_opts)} | {"--help"}
    unknown = [w for w in words[1:] if re.match(r"--?[a-z]", w) and w.split("=")[0] not in known]
    return f"no option {unknown[0]} of {words[0]}" if unknown else None


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_commands_shown_exist(page: Path) -> None:
    wrong = {c: problem(c) for c in shown(page.read_text(encoding="utf-8"))}
    assert not {c: w for c, w in wrong.items() if w}


def test_a_wrong_command_is_seen() -> None:
    text = "```console\n$ .venv/bin/parley outlok x\n$ parley brief r.txt \\\n  --nope 3 # x\n```\n"
    found = [problem(c) for c in shown(text)]
    assert found == ["no verb outlok", "no option --nope of brief"]

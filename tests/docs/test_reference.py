"""The reference pages say what the code says; every command and option has help."""

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest
import typer

from parley.cli.app import build

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
assert SPEC is not None
assert SPEC.loader is not None
generate = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(generate)


@pytest.mark.parametrize("name", generate.PAGES)
def test_a_page_is_as_the_code_says(name: str) -> None:
    page = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert page == generate.PAGES[name](), "run: python docs/generate.py"


def commands() -> dict[str, Any]:
    group: Any = typer.main.get_command(build())
    return dict(group.commands)


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_and_option_has_help(name: str) -> None:
    command = commands()[name]
    assert command.help
    assert [p.name for p in command.params if not p.help] == []


def test_the_index_lists_every_page() -> None:
    docs = ROOT / "docs"
    links = re.findall(r"\]\(([^):#]+\.md)", (docs / "README.md").read_text(encoding="utf-8"))
    pages = {str(p.relative_to(docs)) for p in docs.rglob("*.md")} - {"README.md"}
    assert pages - set(links) == set()


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in pages
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]
    assert broken == []

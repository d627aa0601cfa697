"""Each library has a reason, is used, and is under terms that bind nobody who builds on Parley."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
NAMES = {re.split(r"[><=\[]", d)[0] for d in PROJECT["dependencies"]}
MODULES = {"pyyaml": "yaml", "python-docx": "docx", "vl-convert-python": "vl_convert"}
INSTALLERS = {"hatchling", "editables"}
PERMISSIVE = ("MIT", "BSD", "Apache", "ISC", "MPL", "Mozilla", "PSF", "Python Software Foundation")
PINNED = {
    name
    for file in ("run.txt", "dev.txt")
    for name in re.findall(r"^([\w.-]+)==", (ROOT / "requirements" / file).read_text(), re.M)
}


def test_every_dependency_has_its_reason_and_no_other_is_listed() -> None:
    page = (ROOT / "docs" / "explanation" / "dependencies.md").read_text()
    rows = re.findall(r"^\| ([^|]+) \|", page, re.M)
    assert {n for row in rows for n in row.split(", ")} - {"library"} == NAMES


def test_what_is_pinned_is_what_the_package_asks_for() -> None:
    asked = set((ROOT / "requirements" / "run.in").read_text().split())
    assert asked - INSTALLERS == NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_dependency_is_used(name: str) -> None:
    module = re.escape(MODULES.get(name, name))
    loads = re.compile(rf"^\s*(?:import|from) {module}\b", re.M)
    assert any(loads.search(p.read_text()) for p in (ROOT / "src").rglob("*.py"))


@pytest.mark.parametrize("name", sorted(PINNED))
def test_a_licence_is_permissive(name: str) -> None:
    try:
        about = metadata(name)
    except PackageNotFoundError:
        pytest.skip("not installed here")
    said = [about.get("License-Expression", ""), about.get("License", "")]
    said += [c for c in about.get_all("Classifier") or [] if c.startswith("License")]
    assert any(word in text for text in said for word in PERMISSIVE), said

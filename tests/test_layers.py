"""The rooms of the house import one way only (docs/explanation/architecture.md)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "parley"
ORDER = [
    "errors", "dossier", "reports", "reading", "history", "models", "cases", "bridges",
    "outlook", "ledger", "brief", "web", "cli",
]  # fmt: skip


def imported(text: str, name: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name}: relative import"
            yield from (f"{node.module}.{a.name}" for a in node.names)
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names)


def breaks(name: str, text: str) -> list[str]:
    """Imports of file `name` (relative to the package) that point the wrong way."""
    here, bad = Path(name).with_suffix("").parts, []
    for target in imported(text, name):
        there = target.split(".")[1:]
        if target.split(".")[0] != "parley" or here[0] == "__init__" or not there:
            continue
        if there[0] == "__version__":
            continue
        if here[0] == "models":
            ok = there[0] == "errors" or (there[0] == "models" and there[1] == here[1])
        else:
            ok = ORDER.index(there[0]) <= ORDER.index(here[0])
        if not ok:
            bad.append(f"{name} imports {target}")
    return bad


def test_layers_point_one_way() -> None:
    files = list(SRC.rglob("*.py"))
    assert len(files) > 15
    assert [b for p in files for b in breaks(str(p.relative_to(SRC)), p.read_text())] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("models/deals/zone.py", "from parley.models.course import model"),
        ("models/deals/zone.py", "import parley.dossier.schema"),
        ("dossier/schema.py", "from parley.bridges import estimates"),
    ],
)
def test_a_planted_break_is_seen(name: str, text: str) -> None:
    assert breaks(name, text) != []

import json
from pathlib import Path

import pytest

from parley import brief
from parley.brief.files import require_writable
from parley.errors import InputError, UsageError
from parley.outlook.document import Outlook


@pytest.mark.parametrize(
    ("name", "start"), [("b.html", "<!doctype"), ("b.md", "# War"), ("b.json", "{")]
)
def test_the_ending_names_the_form(full: Outlook, tmp_path: Path, name: str, start: str) -> None:
    brief.write(full, tmp_path / name)
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_json_is_the_document(full: Outlook, tmp_path: Path) -> None:
    brief.write(full, tmp_path / "b.json")
    again = Outlook.model_validate(json.loads((tmp_path / "b.json").read_text(encoding="utf-8")))
    assert again == full


def test_another_ending_is_refused(full: Outlook, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ending must be one of"):
        brief.write(full, tmp_path / "b.doc")


def test_a_folder_that_is_not_there_is_named(full: Outlook, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        brief.write(full, tmp_path / "none" / "b.html")


def test_a_failed_write_keeps_the_old_file(
    full: Outlook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b.html").write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(InputError, match="no space"):
        brief.write(full, tmp_path / "b.html")
    assert [p.name for p in tmp_path.iterdir()] == ["b.html"]
    assert (tmp_path / "b.html").read_text(encoding="utf-8") == "old"


def test_a_path_that_cannot_be_written_is_known_before_the_run(tmp_path: Path) -> None:
    (tmp_path / "b.html").mkdir()
    with pytest.raises(UsageError, match="ending"):
        require_writable(tmp_path / "b.odt")
    with pytest.raises(InputError, match="no such folder"):
        require_writable(tmp_path / "none" / "b.md")
    with pytest.raises(InputError, match="cannot be written"):
        require_writable(tmp_path / "b.html")
    require_writable(tmp_path / "b.md")
    assert list(tmp_path.glob("*.md")) == []

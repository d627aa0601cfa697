"""`parley gaps` and `parley pairs`."""

import json
from pathlib import Path

from cli.calling import SMALL, call, folder


def test_gaps_in_words_and_as_data(tmp_path: Path) -> None:
    source = folder(tmp_path)
    printed = call("gaps", source, "--json", *SMALL)
    assert printed.code == 0, printed.err
    document = json.loads(printed.out)
    outlook = json.loads(call("outlook", source, "--json", *SMALL).out)
    assert document["gaps"] == outlook["gaps"]
    assert call("gaps", source, *SMALL).out.startswith(document["says"])


def test_pairs_on_every_draw(tmp_path: Path) -> None:
    made = call("pairs", folder(tmp_path), "--json", *SMALL)
    assert made.code == 0, made.err
    found = json.loads(made.out)["pairs"]
    assert [set(p["levers"]) for p in found] == [{"arms", "sanctions"}]
    assert found[0]["draws"] == 20


def test_without_levers_there_are_no_pairs(tmp_path: Path) -> None:
    assert "Fewer than two levers" in call("pairs", folder(tmp_path, levers=[]), *SMALL).out


def test_without_sides_one_line(tmp_path: Path) -> None:
    source = folder(tmp_path)
    text = (source / "process.yaml").read_text()
    kept = [x for x in text.splitlines() if not x.startswith(("sides", "- -", "  - "))]
    (source / "process.yaml").write_text("\n".join(kept) + "\n")
    for verb in ("gaps", "pairs"):
        assert call(verb, source, *SMALL).is_one_line_about("sides")

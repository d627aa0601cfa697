import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from parley.brief.tables import BOM, LINEAGE, cell, tables
from parley.ledger.table import unguard
from parley.outlook.document import Outlook


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline=""), strict=True))


def test_every_table_says_where_it_is_from(any_outlook: Outlook) -> None:
    for name, text in tables(any_outlook).items():
        found = rows(text)
        assert found, name
        for row in found:
            assert set(LINEAGE) <= set(row)
            assert row["run_id"] == any_outlook.run_id
            assert set(row["sources"].split()) <= {s.id for s in any_outlook.sources}


def test_numbers_come_back_as_they_were(full: Outlook) -> None:
    assert full.outcomes is not None
    for row in rows(tables(full)["outcomes"]):
        if row["outcome"] in full.outcomes:
            n = full.outcomes[row["outcome"]][int(row["months"])]
            assert (float(row["value"]), float(row["low"])) == (n.value, n.interval[0])


def test_negative_numbers_stay_numbers(full: Outlook) -> None:
    found = [float(r["value"]) for r in rows(tables(full)["lever_effects"])]
    assert min(found) < 0


@given(st.text())
def test_no_text_is_a_formula_and_none_is_lost(text: str) -> None:
    shown = str(cell(text))
    assert shown[:1] not in tuple("=+-@\t\r\n")
    assert unguard(shown) == text


def test_a_table_without_rows_is_left_out(full: Outlook) -> None:
    none = full.model_copy(update={"levers": [], "questions": []})
    assert not {"levers", "lever_effects", "questions"} & set(tables(none))


def test_entries_carry_their_sentences(full: Outlook) -> None:
    known = {e.id for e in full.evidence}
    found = rows(tables(full)["meetings"])
    assert any(r["evidence"] for r in found)
    assert all(set(r["evidence"].split()) <= known for r in found)

"""Refitting from small made-up files in the publishers' layouts."""

import builtins
import importlib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from parley.errors import HistoryError, MissingLibraryError
from parley.history import load_base_rates, load_cells, load_hazards, load_survival
from parley.history.files import read_folder
from parley.history.fit import fit_folder, write_tables
from parley.history.fit_cases import autoregression, longest_run
from parley.history.fit_texts import start_day
from parley.history.survival import curve_rows, hazard_rows, wilson


def termination() -> pd.DataFrame:
    """Dyad 1: three years, agreement, back after two quiet years; dyad 2: a bloody year."""
    rows = [
        (1, 1, 1990, 3, 1, 0, None, None, "1990-02-01"),
        (1, 1, 1991, 3, 2, 0, None, None, "1990-02-01"),
        (1, 1, 1992, 3, 1, 1, 1, "1992-06-30", "1990-02-01"),
        (1, 2, 1995, 3, 1, 0, None, None, "1995-06-30"),
        (1, 2, 1996, 3, 1, None, None, None, "1995-06-30"),
        (2, 1, 1990, 2, 2, 1, 3, "1990-09-09", "1990-03-01"),
        (3, 1, 1991, 1, 1, 1, 4, "1991-09-09", "1991-03-01"),
    ]
    names = [
        "dyad_id", "dyadepisode", "year", "type_of_conflict", "intensity_level", "dyadterm",
        "outcome", "ependdate", "start_date2",
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(location="Ruritania", side_a="Government", side_b="Rebels")


def agreements() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "paid": [1, 2, 3],
            "pa_date": ["1992-06-30", "1993-01-01", "1994-12-31"],
            "duration": [None, "1993-01-31", None],
            "pa_type": [1, 2, 3],
            "cease": [1, 1, 0],
            "pko": [0, 0, 1],
            "pa_3rd": ["UN", None, None],
            "inclusive": [1, 2, 1],
            "dyad_id": ["1, 7", "9", "9"],
            "conflict_name": ["Ruritania: Government"] * 3,
        }
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    termination().to_csv(tmp_path / "one.csv", index=False)
    agreements().to_csv(tmp_path / "two.csv", index=False)
    pd.DataFrame(
        {
            "country": ["Ruritania", "Ruritania", "Elsewhere"],
            "Med_yes.no": [1, 1, 0],
            "med.begins": ["6/1/92", "?", "10/1/92"],
            "episode.start.date": ["", "", ""],
        }
    ).to_csv(tmp_path / "cwm.csv", index=False)
    (tmp_path / "note.csv").write_text("a,b\n1,2\n")
    (tmp_path / "readme.txt").write_text("not a table")
    return tmp_path


def test_files_are_known_by_their_columns(folder: Path) -> None:
    fit = fit_folder(folder)
    assert set(fit.used) == {"ucdp-termination", "ucdp-agreements", "cwm"}
    assert "pa-x" in fit.missing
    assert fit.skipped == ("note.csv",)


def test_written_tables_load_back(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    fit = fit_folder(folder)
    assert write_tables(fit.tables, out) == tuple(sorted(fit.tables))
    cells = load_cells(out)
    # the colonial war and the last year of a war still on are left out
    assert sum(c.years for c in cells) == 5
    ends = {(c.type, c.age_from, c.high_intensity): c.ends for c in cells}
    assert ends["civil", 3, False] == (1, 0, 0, 0, 0, 0)
    assert ends["interstate", 1, True] == (0, 0, 1, 0, 0, 0)
    curve = load_survival(out)["recurrence", "peace agreement"]
    # three years of 365 days after 30 June 1992
    assert curve.median == pytest.approx(1095 / 30.4375, abs=0.06)
    hazard = load_hazards(out)["agreement", "all agreements"]
    assert hazard.events[0] == 1
    assert sum(hazard.months_at_risk) == pytest.approx((914 + 30) / 30.4375, abs=0.3)
    rate = load_base_rates(out)["mediation.cwm.agreement_within_3_months"]
    assert (rate.events, rate.n) == (1, 2)


def test_a_past_war_row(folder: Path) -> None:
    rows = {r["id"]: r for r in fit_folder(folder).tables["wars.csv"]}
    assert set(rows) == {"ucdp-1-1", "ucdp-2-1"}
    first = rows["ucdp-1-1"]
    assert (first["years"], first["years_high"], first["ending"]) == (3, 1, "agreement")
    assert (first["agreement"], first["months_to_recurrence"]) == ("full", 36.0)


def test_kaplan_meier_by_hand() -> None:
    """Events at 2 and 8, one lost at 5, one at 30: 3/4 then 3/4 * 1/2."""
    rows = curve_rows("t", "g", [2, 5, 8, 30], [True, False, True, False], "icb")
    assert [r["survival"] for r in rows] == [1, 0.75, 0.75, 0.375, 0.375, 0.375, 0.375]
    assert curve_rows("t", "g", [], [], "icb") == []


def test_pieces_share_out_time_and_events() -> None:
    rows = hazard_rows("t", "g", [1.0, 2.0, 10.0], [True, False, True], (0, 1, 3, None), "icb")
    assert [r["events"] for r in rows] == [1, 0, 1]
    assert [r["months_at_risk"] for r in rows] == [3.0, 3.0, 7.0]


def test_wilson_interval() -> None:
    """Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263 is .2553 to .3662."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 0) == (0.0, 1.0)


def test_autoregression_finds_what_was_put_in() -> None:
    rng = np.random.default_rng(0)
    x = np.zeros(5000)
    for t in range(1, len(x)):
        x[t] = 0.76 * x[t - 1] + 0.78 * rng.standard_normal()
    assert autoregression(x) == pytest.approx((0.76, 0.78), abs=0.03)
    assert longest_run(np.array([0.0, 0.0])).size == 0


def test_odd_dates() -> None:
    assert start_day("10/1/993") is None
    assert start_day("2/30/1990") is None
    assert str(start_day("6/5/03")) == "2003-06-05"


def test_transitions(tmp_path: Path) -> None:
    texts = [
        (1, "1990-01-01", "Intra", "Pre", "Proc"),
        (1, "1990-01-01", "Intra", "Cea", "Ceas"),
        (1, "1991-01-01", "Intra", "SubComp", "FrAg"),
        (2, "1990-06-01", "IntraLocal", "Cea", "Ceas"),
        (3, "1990-07-01", "Inter", "Pre", "Prin"),
    ]
    frame = pd.DataFrame(texts, columns=["PP", "Dat", "Agtp", "Stage", "StageSub"])
    frame.assign(AgtId=range(5)).to_csv(tmp_path / "pax.csv", index=False)
    out = tmp_path / "out"
    write_tables(fit_folder(tmp_path).tables, out)
    curve = load_survival(out)["transition", "ceasefire text to comprehensive text"]
    assert (curve.n, curve.events, curve.median) == (1, 1, 12.0)
    # a ceasefire of the same day is not later
    assert (
        load_survival(out)["transition", "first pre-negotiation text to ceasefire text"].events == 0
    )
    assert load_base_rates(out)["process.reached_ceasefire"].figure == 0.5


def test_crises_sanctions_and_deaths(tmp_path: Path) -> None:
    pd.DataFrame(
        {"crisno": range(4), "mediate": [4, 4, 1, 3], "forout": [1, 4, 2, 1], "viol": [4, 1, 4, 4]}
    ).to_csv(tmp_path / "icb.csv", index=False)
    pd.DataFrame(
        {
            "imposition": [1, 1, 0],
            "finaloutcome": [10, 6, 3],
            "sancimpositionstartyear": [1990, 1991, None],
            "sancimpositionstartmonth": [1, None, None],
            "endyear": [1991, None, 1990],
            "endmonth": [1, None, 2],
        }
    ).to_csv(tmp_path / "ties.csv", index=False)
    months = pd.period_range("2000-01", periods=20, freq="M")
    pd.DataFrame(
        {
            "date_start": [f"{m}-05" for m in months],
            "best": [2**k for k in range(20)],
            "dyad_name": "A - B",
            "type_of_violence": 1,
        }
    ).to_csv(tmp_path / "ged.csv", index=False)
    rows = {r["name"]: r for r in fit_folder(tmp_path).tables["base_rates.csv"]}
    assert (rows["mediation.icb.mediated.agreement"]["events"], 2) == (1, 2)
    assert rows["mediation.icb.not_mediated.full_war.agreement"]["figure"] == 1.0
    assert rows["sanctions.imposed.settled"]["figure"] == 0.5
    assert rows["sanctions.imposed.median_months_dated"]["figure"] == 12.0
    assert rows["intensity.ar1.phi"]["n"] == 20


def test_bad_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="not a folder"):
        read_folder(tmp_path / "none")
    with pytest.raises(HistoryError, match="no file with the columns"):
        read_folder(tmp_path)
    (tmp_path / "x.xlsx").write_bytes(b"no workbook")
    with pytest.raises(HistoryError, match=r"x\.xlsx: not a table"):
        read_folder(tmp_path)
    (tmp_path / "x.xlsx").unlink()
    agreements().to_csv(tmp_path / "a.csv", index=False)
    agreements().to_csv(tmp_path / "b.csv", index=False)
    with pytest.raises(HistoryError, match=r"b\.csv: ucdp-agreements was already read from a\.csv"):
        read_folder(tmp_path)


def test_bad_values_are_named(tmp_path: Path) -> None:
    agreements().assign(pa_date="one day").to_csv(tmp_path / "a.csv", index=False)
    with pytest.raises(HistoryError, match="pa_date: not a column of dates"):
        fit_folder(tmp_path)


def test_a_missing_library_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.import_module

    def without(name: str, package: str | None = None) -> Any:
        if name == "lifelines":
            raise ImportError(name)
        return real(name, package)

    monkeypatch.setattr(importlib, "import_module", without)
    with pytest.raises(MissingLibraryError, match=r"install parley\[history\]"):
        fit_folder(folder)
    assert builtins.ImportError in MissingLibraryError.__mro__

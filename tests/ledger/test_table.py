"""CSV out and in."""

import csv
import datetime
import io
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parley.errors import LedgerError
from parley.ledger import Forecast, Question, Resolution, from_csv, to_csv, write_text
from parley.ledger.table import FORMULA, guard, unguard

DAY = datetime.date(2026, 6, 30)
WHEN = "2026-01-01T00:00:00.000000+00:00"
words = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"))
some = st.text(min_size=1, alphabet=st.characters(categories=("L", "N", "S"))).filter(str.strip)
chance = st.floats(0, 1)


@given(text=words | st.text(alphabet="'=+-@ab\t\r\n＝"))
def test_guarded_text_is_safe_and_comes_back(text: str) -> None:
    assert unguard(guard(text)) == text
    assert guard(text) == "" or guard(text)[0] not in FORMULA


@example(id="q", process="\r", rule="=1", note="\r\n'=", value=0.1, base=0.0, unit="\n")
@given(id=some, process=words, rule=some, note=words, value=chance, base=chance, unit=words)
def test_what_goes_out_comes_in(
    id: str, process: str, rule: str, note: str, value: float, base: float, unit: str
) -> None:
    chance_question = Question(process, id, rule, rule, DAY)
    amount_question = Question(process, id + "2", rule, rule, DAY, "amount", unit)
    forecasts = (
        Forecast(chance_question, value, (0.0, 1.0), base_rate=base, seed=0, recorded=WHEN),
        Forecast(amount_question, value, quantiles=((0.5, value),), as_of=DAY, recorded=WHEN),
    )
    resolutions = (Resolution(chance_question, "yes", DAY, note, note, WHEN),)
    assert from_csv(to_csv(forecasts, resolutions)) == (forecasts, resolutions)


def test_a_note_of_two_lines_survives_the_file(tmp_path: Path) -> None:
    question = Question("X", "q", "t", "r", DAY)
    resolution = Resolution(question, "yes", DAY, "one\r\ntwo\rthree\nfour", "", WHEN)
    write_text(tmp_path / "a.csv", to_csv([], [resolution]))
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        assert from_csv(file.read())[1] == (resolution,)


def test_no_text_cell_is_a_formula() -> None:
    question = Question("=cmd|'/c calc'!A0", "@id", "+1", "-rule", DAY)
    text = to_csv([Forecast(question, 0.5, model="\t=x", run="=r", version="@v")], [])
    row = next(csv.DictReader(io.StringIO(text)))
    assert all(cell[:1] not in FORMULA for cell in row.values() if cell)


def test_columns_may_come_in_any_order_and_few() -> None:
    text = (
        "\ufeffby,record,question,process,value,text,resolves\n"
        "2026-06-30,forecast,truce,X,0.25,A truce?,signed\n"
    )
    ((found,), none) = from_csv(text)
    assert (found.value, found.model, none) == (0.25, "joined", ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1: column 'record' is missing"),
        ("record,process,question,by\nguess,X,q,2026-01-01\n", "line 2: record must be"),
        ("record,process,question,by\nforecast,X,q,soon\n", "line 2: by must be a date"),
        (
            "record,process,question,by,value\nforecast,X,q,2026-01-01,half\n",
            "line 2: value must be a number, got 'half'",
        ),
        (
            "record,process,question,by,value,text,resolves\nforecast,X,q,2026-01-01,2,t,r\n",
            r"line 2: question 'q': value must be in \[0, 1\]",
        ),
        ("record,process,question,by,kind\nforecast,X,q,2026-01-01,odds\n", "kind must be"),
        (
            "record,process,question,by,on,recorded\nresolution,X,q,2026-01-01,2026-01-01,then\n",
            "recorded must be an ISO time",
        ),
        (
            "record,process,question,by,value,quantiles\nforecast,X,q,2026-01-01,1,[1]\n",
            "quantiles must map",
        ),
        ('record,process,question,by\n"forecast', "not a CSV table"),
    ],
)
def test_bad_files_are_named_by_line(text: str, words: str) -> None:
    with pytest.raises(LedgerError, match=words):
        from_csv(text)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    write_text(target, "first")
    (tmp_path / "folder").mkdir()
    with pytest.raises(LedgerError, match="cannot be written"):
        write_text(tmp_path / "folder", "second")
    with pytest.raises(LedgerError, match="cannot be written"):
        write_text(tmp_path / "none" / "out.csv", "second")
    assert target.read_text() == "first"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "out.csv"]


def test_a_link_is_followed_and_a_pipe_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    write_text(tmp_path / "link.csv", "new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as other:
        read = other.submit(pipe.read_text)
        write_text(pipe, "through")
        assert read.result(timeout=10) == "through"
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_without_room_says_so() -> None:
    if not stat.S_ISCHR(os.stat("/dev/full").st_mode):
        pytest.skip("no /dev/full here")
    with pytest.raises(LedgerError, match="No space left"):
        write_text("/dev/full", "x" * 100_000)
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)

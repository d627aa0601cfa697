"""The ledger keeps what it is given, changes nothing, and loses nothing."""

import datetime
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy

from parley.errors import LedgerError, MissingLibraryError
from parley.ledger import Forecast, Ledger, Question, Resolution

DAY = datetime.date(2026, 6, 30)
TRUCE = Question("X", "truce", "A truce?", "signed by both", DAY)
SAID = Forecast(
    TRUCE, 0.1, (0.05, 0.2), base_rate=0.12, run="r1", as_of=DAY, seed=0, version="0.1.0"
)


class Clock:
    """A clock that moves a day at each reading."""

    def __init__(self) -> None:
        self.day = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)

    def __call__(self) -> datetime.datetime:
        self.day += datetime.timedelta(days=1)
        return self.day


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept.db"


def test_what_goes_in_comes_out(path: Path) -> None:
    amount = Forecast(
        replace(TRUCE, id="deaths", kind="amount", unit="deaths"),
        900.0,
        quantiles=((0.1, 1.0), (0.9, 1 / 3 + 5)),
        base_quantiles=((0.5, 2.0),),
        model="course",
    )
    with Ledger(path, now=Clock()) as ledger:
        assert ledger.record([SAID, amount]) == 2
    with Ledger(path) as ledger:
        back = ledger.forecasts()
    assert [replace(f, recorded="") for f in back] == [SAID, amount]
    assert back[0].recorded == "2026-01-02T00:00:00.000000+00:00"


def test_revisions_are_new_rows_and_repeats_are_none(path: Path) -> None:
    with Ledger(path, now=Clock()) as ledger:
        counts = [
            ledger.record([replace(SAID, value=v, run=r)])
            for v, r in ((0.1, "r1"), (0.1, "r1"), (0.1, "r2"), (0.3, "r1"), (0.1, "r1"))
        ]
        assert counts == [1, 0, 1, 1, 1]
        assert [f.value for f in ledger.forecasts()] == [0.1, 0.1, 0.3, 0.1]
        assert ledger.questions() == (TRUCE,)


def test_a_resolution_is_corrected_by_a_later_one(path: Path) -> None:
    with Ledger(path, now=Clock()) as ledger:
        ledger.record([SAID])
        first = ledger.resolve("truce", "yes", source="a newspaper")
        # by default the day the answer was known is today, the question's date not being reached
        assert first.on == datetime.date(2026, 1, 3)
        ledger.resolve("truce", "no", on=DAY, note="it was a draft")
        assert [r.outcome for r in ledger.resolutions()] == ["yes", "no"]


def test_rows_cannot_be_changed_even_by_hand(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.record([SAID])
        ledger.resolve("truce", "yes")
    raw = sqlite3.connect(path)
    for table in ("parley_question", "parley_forecast", "parley_resolution"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET number = 9"):
            with pytest.raises(sqlite3.IntegrityError, match="never changed"):
                raw.execute(statement)
    raw.close()


def test_a_question_keeps_its_rule(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.record([SAID])
        changed = replace(SAID, question=replace(TRUCE, resolves="announced"))
        other = replace(SAID, question=replace(TRUCE, id="new"))
        with pytest.raises(LedgerError, match="'truce' by 2026-06-30: already there"):
            ledger.record([other, changed])
        # all or none: the good one of that call was not kept either
        assert len(ledger.forecasts()) == 1
        later = replace(TRUCE, by=DAY + datetime.timedelta(days=1), resolves="announced")
        assert ledger.record([replace(SAID, question=later)]) == 1


def test_which_question_is_meant(path: Path) -> None:
    later = DAY + datetime.timedelta(days=30)
    with Ledger(path) as ledger:
        ledger.record([SAID, replace(SAID, question=replace(TRUCE, by=later))])
        with pytest.raises(LedgerError, match="several match"):
            ledger.resolve("truce", "yes")
        assert ledger.resolve("truce", "yes", by=later).question.by == later
        with pytest.raises(LedgerError, match="no question 'peace'"):
            ledger.resolve("peace", "yes")
        with pytest.raises(LedgerError, match="outcome must be yes, no or void"):
            ledger.resolve("truce", "maybe", by=later)


def test_taking_in_twice_adds_once(path: Path, tmp_path: Path) -> None:
    with Ledger(path, now=Clock()) as ledger:
        for v in (0.1, 0.2, 0.1):
            ledger.record([replace(SAID, value=v)])
        ledger.resolve("truce", "yes")
        ledger.resolve("truce", "no")
        kept = ledger.forecasts(), ledger.resolutions()
        assert ledger.take_in(*kept) == (0, 0)
    with Ledger(tmp_path / "other.db") as other:
        assert other.take_in(*kept) == (3, 2)
        assert (other.forecasts(), other.resolutions()) == kept


def test_a_full_disk_loses_nothing(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.record([SAID])
        engine = ledger._engine  # the only way to make a small disk

        @sqlalchemy.event.listens_for(engine, "connect")
        def small(connection: sqlite3.Connection, _: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages}")

        engine.dispose()
        many = [replace(SAID, question=replace(TRUCE, id=f"q{k}")) for k in range(500)]
        with pytest.raises(LedgerError, match="disk is full; nothing was changed") as caught:
            ledger.record(many)
        assert "\n" not in str(caught.value)
    with Ledger(path) as ledger:
        assert [f.question for f in ledger.forecasts()] == [TRUCE]
        assert ledger.record(many) == 500


def test_a_newer_ledger_is_refused(path: Path) -> None:
    Ledger(path).close()
    raw = sqlite3.connect(path)
    raw.execute("UPDATE parley_meta SET value = '2'")
    raw.commit()
    raw.close()
    with pytest.raises(LedgerError, match=r"newer Parley \(schema 2, this one reads up to 1\)"):
        Ledger(path)


def test_files_that_are_no_ledger_are_named(path: Path, tmp_path: Path) -> None:
    path.write_text("this is a letter, and long enough to be no database header at all" * 5)
    with pytest.raises(LedgerError, match=r"kept\.db: file is not a database"):
        Ledger(path)
    with pytest.raises(LedgerError, match="no ledger at"):
        Ledger(tmp_path / "none.db", create=False)
    with pytest.raises(LedgerError, match="unable to open"):
        Ledger(tmp_path / "no" / "folder.db")


def test_addresses_that_cannot_be_used_are_named() -> None:
    with pytest.raises(LedgerError, match="no database of kind 'parchment'"):
        Ledger("parchment://host/name")
    with pytest.raises(LedgerError, match="address is empty"):
        Ledger(" ")
    with pytest.raises(LedgerError, match="cannot be read"):
        Ledger("://")
    with pytest.raises(MissingLibraryError, match="needs a database driver") as caught:
        Ledger("oracle+cx_oracle://scott:tiger@host/name")
    assert "tiger" not in str(caught.value)


def test_two_at_once_both_keep_theirs(path: Path) -> None:
    with Ledger(path) as one, Ledger(path) as two:
        one.record([SAID])
        two.record([replace(SAID, run="r2")])
        assert len(one.forecasts()) == len(two.forecasts()) == 2


def test_an_address_of_any_kind(path: Path) -> None:
    with Ledger(f"sqlite:///{path}") as ledger:
        ledger.record([SAID])
        ledger.take_in([], [Resolution(TRUCE, "yes", DAY)])
    with Ledger(path) as ledger:
        assert ledger.resolutions()[0].recorded != ""

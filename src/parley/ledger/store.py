"""The ledger itself: forecasts and resolutions in a database, added to and never changed."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from parley.errors import LedgerError
from parley.ledger import schema
from parley.ledger.address import make_engine, read_address
from parley.ledger.questions import (
    Forecast,
    Question,
    Resolution,
    check_forecast,
    check_outcome,
)
from parley.ledger.rows import (
    Numbers,
    find,
    forecast_values,
    read_forecasts,
    read_resolutions,
    resolution_values,
)


class Ledger:
    """Forecasts and their resolutions at one address; use as a context manager.

    Parameters
    ----------
    address : str or Path
        A file (SQLite) or an SQLAlchemy address such as `postgresql+psycopg://user@host/name`.
    create : bool
        Whether to make a ledger where there is none.
    now : callable, optional
        Gives the time of recording; the clock (UTC) when None.

    Raises
    ------
    LedgerError
        If it cannot be opened, is no ledger, was written by a newer Parley, or is absent with
        `create` False.
    MissingLibraryError
        If the database's driver is not installed.

    Notes
    -----
    Rows are only added: a new forecast of a question, or a correction of a resolution, is a new
    row, and in SQLite and PostgreSQL triggers refuse updates and deletions. Each call is one
    transaction: on a full disk or a lost connection nothing of it is kept and nothing kept before
    is lost.
    """

    def __init__(
        self,
        address: str | Path,
        *,
        create: bool = True,
        now: Callable[[], datetime.datetime] | None = None,
    ) -> None:
        self._now = now or _utc
        url = read_address(address)
        on_disk = url.get_backend_name() == "sqlite"
        self.address = str(url.database) if on_disk else url.render_as_string()
        if on_disk and not create and not Path(self.address).is_file():
            raise LedgerError(f"no ledger at {self.address}")
        self._engine = make_engine(url)
        with self._transaction() as connection:
            ready = schema.is_ready(connection, self.address)
        if not ready:
            with self._transaction(write=True) as connection:
                schema.prepare(connection, self.address)

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give up the connection."""
        self._engine.dispose()

    def record(self, forecasts: Iterable[Forecast]) -> int:
        """Add forecasts, all or none; return how many were new.

        What is there already adds nothing: a forecast without a time of recording that says the
        same as the newest of its question, run and model; one with a time (from an export) that is
        equal.

        Raises
        ------
        LedgerError
            If one breaks a rule, or its question stands in the ledger with another text or rule.
        """
        checked = [check_forecast(f) for f in forecasts]
        with self._transaction(write=True) as connection:
            return self._add_forecasts(connection, checked)

    def resolve(
        self,
        id: str,
        outcome: str,
        *,
        process: str | None = None,
        by: datetime.date | None = None,
        on: datetime.date | None = None,
        note: str = "",
        source: str = "",
    ) -> Resolution:
        """Add how a question turned out.

        Parameters
        ----------
        id, process, by : str, str or None, date or None
            Name the question; the last two are needed when several have the id.
        outcome : str
            yes, no, void, or an amount.
        on : date, optional
            Day the answer was known; by default the question's date, or today when that is earlier.
        note, source : str
            Why, and where it says so.

        Raises
        ------
        LedgerError
            If no question or several match, or the outcome does not fit the question.
        """
        now = self._now()
        with self._transaction(write=True) as connection:
            number, asked = find(connection, id, process, by)
            found = Resolution(
                question=asked,
                outcome=check_outcome(asked, outcome),
                on=on or min(asked.by, now.date()),
                note=note,
                source=source,
                recorded=_iso(now),
            )
            connection.execute(schema.resolution.insert().values(resolution_values(found, number)))
        return found

    def take_in(
        self, forecasts: Iterable[Forecast], resolutions: Iterable[Resolution]
    ) -> tuple[int, int]:
        """Add what an export holds, all or none; what is already there is left out.

        Returns
        -------
        int, int
            How many forecasts and how many resolutions were new.

        Raises
        ------
        LedgerError
            As `record`, or if an outcome does not fit its question.
        """
        checked = [check_forecast(f) for f in forecasts]
        answers = [replace(r, outcome=check_outcome(r.question, r.outcome)) for r in resolutions]
        with self._transaction(write=True) as connection:
            new = self._add_forecasts(connection, checked)
            return new, self._add_resolutions(connection, answers)

    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order first asked."""
        with self._transaction() as connection:
            return tuple(Numbers(connection).known)

    def forecasts(self) -> tuple[Forecast, ...]:
        """Every forecast, in the order recorded."""
        with self._transaction() as connection:
            return tuple(f for _, f in read_forecasts(connection))

    def resolutions(self) -> tuple[Resolution, ...]:
        """Every resolution, in the order recorded; the last one of a question holds."""
        with self._transaction() as connection:
            return tuple(r for _, r in read_resolutions(connection))

    def _add_forecasts(self, connection: Connection, forecasts: list[Forecast]) -> int:
        """Add checked forecasts within a transaction; return how many were new."""
        numbers, stamp, added = Numbers(connection), _iso(self._now()), 0
        kept = read_forecasts(connection)
        there = {f for _, f in kept}
        newest = {(n, f.run, f.model): f for n, f in kept}
        for f in forecasts:
            key = (numbers.of(f.question), f.run, f.model)
            if f in there if f.recorded else _same(newest.get(key), f):
                continue
            stamped = replace(f, recorded=f.recorded or stamp)
            connection.execute(schema.forecast.insert().values(forecast_values(stamped, key[0])))
            there.add(stamped)
            newest[key] = stamped
            added += 1
        return added

    def _add_resolutions(self, connection: Connection, resolutions: list[Resolution]) -> int:
        """Add checked resolutions within a transaction; return how many were new."""
        numbers, stamp, added = Numbers(connection), _iso(self._now()), 0
        there = {r for _, r in read_resolutions(connection)}
        for r in resolutions:
            stamped = replace(r, recorded=r.recorded or stamp)
            if stamped not in there:
                values = resolution_values(stamped, numbers.of(r.question))
                connection.execute(schema.resolution.insert().values(values))
                there.add(stamped)
                added += 1
        return added

    @contextmanager
    def _transaction(self, *, write: bool = False) -> Iterator[Connection]:
        """One transaction; trouble with the database becomes one line."""
        try:
            with self._engine.connect() as connection:
                connection.execution_options(parley_write=write)
                with connection.begin():
                    yield connection
        except DBAPIError as error:
            cause = " ".join(str(error.orig).split())
            raise LedgerError(f"ledger {self.address}: {cause}; nothing was changed") from error
        except SQLAlchemyError as error:
            cause = " ".join(str(error).split())
            raise LedgerError(f"ledger {self.address}: {cause}; nothing was changed") from error


def _same(old: Forecast | None, new: Forecast) -> bool:
    """Whether two forecasts say the same, whenever they were recorded."""
    return old is not None and replace(old, recorded="") == replace(new, recorded="")


def _utc() -> datetime.datetime:
    """The clock."""
    return datetime.datetime.now(datetime.UTC)


def _iso(moment: datetime.datetime) -> str:
    """A moment as ISO text in UTC, to the microsecond, so that text order is time order."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="microseconds")

"""Where a ledger is: a file, or any address SQLAlchemy knows."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from parley.errors import LedgerError, MissingLibraryError


def read_address(address: str | Path) -> URL:
    """An SQLAlchemy address; a plain path is an SQLite file."""
    text = str(address)
    if not text.strip():
        raise LedgerError("the ledger's address is empty")
    if "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        return make_url(text)
    except ArgumentError as error:
        raise LedgerError("the ledger's address cannot be read; expected dialect://…") from error


def make_engine(url: URL) -> Engine:
    """An engine for an address, its driver present."""
    try:
        engine = create_engine(url)
    except NoSuchModuleError as error:
        raise LedgerError(f"no database of kind '{url.get_backend_name()}' is known") from error
    except ImportError as error:
        raise MissingLibraryError(
            f"the ledger at {url.render_as_string()} needs a database driver: install {error.name}"
        ) from error
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _: Any) -> None:
    """SQLite: check references between tables, and leave transactions to `_on_begin`."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")


def _on_begin(connection: Connection) -> None:
    """SQLite: one transaction for tables and rows; a writer takes its lock first."""
    write = connection.get_execution_options().get("parley_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

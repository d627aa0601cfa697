"""The tables of a ledger, what may be done to them, and the check of their version."""

from typing import Any

from sqlalchemy import (
    DDL,
    Column,
    Connection,
    Date,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    event,
    inspect,
    select,
)

from parley.errors import LedgerError

VERSION = 1
metadata = MetaData()

meta = Table(
    "parley_meta",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", String(200), nullable=False),
)
question = Table(
    "parley_question",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("process", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("resolves", Text, nullable=False),
    Column("by", Date, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("unit", Text, nullable=False),
)
forecast = Table(
    "parley_forecast",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("question", Integer, ForeignKey("parley_question.number"), nullable=False),
    Column("value", Float(53), nullable=False),
    Column("low", Float(53)),
    Column("high", Float(53)),
    Column("quantiles", Text, nullable=False),
    Column("base_rate", Float(53)),
    Column("base_quantiles", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("run", Text, nullable=False),
    Column("as_of", Date),
    Column("seed", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("recorded", String(40), nullable=False),
)
resolution = Table(
    "parley_resolution",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("question", Integer, ForeignKey("parley_question.number"), nullable=False),
    Column("outcome", Text, nullable=False),
    Column("on", Date, nullable=False),
    Column("note", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("recorded", String(40), nullable=False),
)
KEPT = (question, forecast, resolution)


def _statement(text: str, dialect: str) -> Any:
    """A statement run in one kind of database only."""
    return DDL(text).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]


_POSTGRES_REFUSE = _statement(
    "CREATE OR REPLACE FUNCTION parley_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN RAISE EXCEPTION ''rows of a Parley ledger are never changed''; END'",
    "postgresql",
)
for _table in KEPT:
    for _action in ("UPDATE", "DELETE"):
        event.listen(
            _table,
            "after_create",
            _statement(
                f"CREATE TRIGGER {_table.name}_{_action.lower()} BEFORE {_action} ON {_table.name} "
                "BEGIN SELECT RAISE(ABORT, 'rows of a Parley ledger are never changed'); END",
                "sqlite",
            ),
        )
    event.listen(_table, "after_create", _POSTGRES_REFUSE)
    event.listen(
        _table,
        "after_create",
        _statement(
            f"CREATE TRIGGER {_table.name}_kept BEFORE UPDATE OR DELETE ON {_table.name} "
            "FOR EACH ROW EXECUTE FUNCTION parley_refuse()",
            "postgresql",
        ),
    )
    event.listen(
        _table,
        "after_create",
        _statement(
            f"CREATE TRIGGER {_table.name}_whole BEFORE TRUNCATE ON {_table.name} "
            "FOR EACH STATEMENT EXECUTE FUNCTION parley_refuse()",
            "postgresql",
        ),
    )


def prepare(connection: Connection, address: str) -> None:
    """Make the tables where there are none; needs a transaction that may write."""
    if not is_ready(connection, address):
        metadata.create_all(connection)
        connection.execute(meta.insert().values(key="schema_version", value=str(VERSION)))


def is_ready(connection: Connection, address: str) -> bool:
    """Return whether the tables are there, their version one that this Parley reads.

    Raises
    ------
    LedgerError
        If the ledger was written by a newer Parley, or its version cannot be read.
    """
    if not inspect(connection).has_table(meta.name):
        return False
    found = connection.execute(select(meta.c.value).where(meta.c.key == "schema_version")).scalar()
    if found is None or not found.isdigit():
        raise LedgerError(f"ledger {address}: its schema version is not readable, got {found!r}")
    if int(found) > VERSION:
        raise LedgerError(
            f"ledger {address}: written by a newer Parley (schema {found}, this one reads up to "
            f"{VERSION}); update Parley"
        )
    return True

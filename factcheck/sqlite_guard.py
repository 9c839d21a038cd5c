"""How a SQLite connection is set up, and what the application's own connections are refused."""

import sqlite3
from typing import Any

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "secure_delete=ON",
)
APPEND_ONLY = frozenset({"event", "redaction", "checkpoint"})
REFUSED = frozenset(
    {
        sqlite3.SQLITE_DROP_TABLE,
        sqlite3.SQLITE_DROP_TRIGGER,
        sqlite3.SQLITE_DROP_INDEX,
        sqlite3.SQLITE_DROP_VIEW,
        sqlite3.SQLITE_DROP_VTABLE,
        sqlite3.SQLITE_ALTER_TABLE,
        sqlite3.SQLITE_CREATE_TRIGGER,
        sqlite3.SQLITE_CREATE_TEMP_TRIGGER,
        sqlite3.SQLITE_ATTACH,
    }
)
# What can be asked of a pragma without changing how safely the database keeps what it holds.
HARMLESS_PRAGMAS = frozenset(
    {
        "data_version",
        "foreign_key_list",
        "index_info",
        "index_list",
        "index_xinfo",
        "integrity_check",
        "quick_check",
        "table_info",
        "table_xinfo",
    }
)


def prepare(connection: sqlite3.Connection, _record: Any) -> None:
    """Set the pragmas of a new connection."""
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def prepare_guarded(connection: sqlite3.Connection, record: Any) -> None:
    """Set the pragmas, then forbid what the application must never do."""
    prepare(connection, record)
    connection.set_authorizer(authorize)


def authorize(
    action: int, first: str | None, _second: str | None, _database: str | None, _trigger: str | None
) -> int:
    """Deny rewriting the history, changing the schema and dangerous pragmas; allow the rest."""
    if action in {sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE} and first in APPEND_ONLY:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() not in HARMLESS_PRAGMAS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_DENY if action in REFUSED else sqlite3.SQLITE_OK

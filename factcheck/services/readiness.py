"""Whether the desk can do its work: the database answers, is up to date, and its history is guarded."""

import re
from functools import cache

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from factcheck import db, migrate
from factcheck.services import grants, history, signing, startup

HISTORY = ("0002", "0004")  # The migrations that make the triggers of the history.
MADE = re.compile(r"CREATE TRIGGER (\w+)")
ON_SQLITE = """
    SELECT name, sql FROM sqlite_master
    WHERE type = 'trigger' AND tbl_name IN ('event', 'redaction', 'checkpoint')
"""
# Only those that fire whatever the session's replication role is.
ON_POSTGRES = """
    SELECT tgname AS name, '' AS sql FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND tgenabled = 'A' AND relname IN ('event', 'redaction', 'checkpoint')
      AND relnamespace = to_regnamespace(current_schema())
"""


def problems() -> list[str]:
    """Return what keeps the desk from its work, in sentences; empty where nothing does."""
    try:
        connection = db.session.connection()
        return behind(connection) or [
            *triggers_missing(connection),
            *grants.problems(connection),
            *faults(),
            *startup.problems(),
        ]
    except DBAPIError:
        return ["The database does not answer."]

            *signing.problems(),

def behind(connection: Connection) -> list[str]:
    """Return whether the database is at another revision than this program."""
    found, wanted = migrate.current(connection), newest_revision()
    if found == wanted:
        return []
    return [f"The database is at revision {found or 'none'}; this program needs {wanted}."]


@cache
def newest_revision() -> str | None:
    return migrate.head()


def triggers_missing(connection: Connection) -> list[str]:
    """Return which triggers of the history are not there, or are not what the migration made."""
    backend = connection.dialect.name
    rows = connection.execute(text(QUERIES[backend]))
    found: dict[str, str] = {row.name: row.sql for row in rows}
    expected = triggers_of(backend)
    missing = sorted(expected.keys() - found.keys())
    altered = sorted(
        name for name in expected.keys() & found.keys() if found[name] not in {"", expected[name]}
    )
    return [f"The trigger {name} is missing or switched off." for name in missing] + [
        f"The trigger {name} is not as it was made." for name in altered
    ]


QUERIES = {"sqlite": ON_SQLITE, "postgresql": ON_POSTGRES}


@cache
def triggers_of(backend: str) -> dict[str, str]:
    """Return the triggers that the migration makes, each with its SQL."""
    scripts = ScriptDirectory.from_config(migrate.configuration())
    modules = [scripts.get_revision(revision).module for revision in HISTORY]
    statements = [
        statement
        for module in modules
        for statement in (module.SQLITE if backend == "sqlite" else module.POSTGRES)
    ]
    found = [(MADE.search(statement), statement.strip()) for statement in statements]
    return {made.group(1): statement for made, statement in found if made}


def faults() -> list[str]:
    """Return what is wrong with the newest events of the history."""
    return [f"Event {fault.pos}: {fault.why}." for fault in history.check_tail().faults]

"""Whether the desk can do its work: the database answers, is up to date, and its history is guarded."""

import re
from collections.abc import Mapping
from functools import cache

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from factcheck import db, migrate
from factcheck.services import grants, history, signing, startup

HISTORY = ("0002", "0004")  # The migrations that make the triggers of the history.
MADE = re.compile(r"CREATE TRIGGER (\w+)")
CALLED = re.compile(r"EXECUTE FUNCTION (\w+)\(\)$")
FUNCTION = re.compile(r"CREATE FUNCTION (\w+)\(\).*?\$\$(.*)\$\$", re.DOTALL)
MOMENTS = re.compile(r"BEFORE (\w+(?: OR \w+)+) ON")  # PostgreSQL lists them in an order of its own.
ON_SQLITE = """
    SELECT name, sql, 1 AS fires FROM sqlite_master
    WHERE type = 'trigger' AND tbl_name IN ('event', 'redaction', 'checkpoint')
"""
# Ours fire whatever the session's replication role is; each with what its function does.
ON_POSTGRES = """
    SELECT tgname AS name, pg_get_triggerdef(pg_trigger.oid, true) || prosrc AS sql, tgenabled = 'A' AS fires
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
    WHERE NOT tgisinternal AND relname IN ('event', 'redaction', 'checkpoint')
      AND relnamespace = to_regnamespace(current_schema())
"""

TABLES_ON_SQLITE = """
    SELECT name, sql FROM sqlite_master
    WHERE type = 'table' AND name IN ('event', 'redaction', 'checkpoint')
"""
CHECKS_ON_POSTGRES = """
    SELECT conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
    WHERE convalidated AND relname IN ('event', 'redaction', 'checkpoint')
      AND relnamespace = to_regnamespace(current_schema())
"""
TABLE = re.compile(r"^\s*CREATE TABLE (\w+)")
CONSTRAINT = re.compile(r"CONSTRAINT (\w+)")


def problems() -> list[str]:
    """Return what keeps the desk from its work, in sentences; empty where nothing does."""
    try:
        connection = db.session.connection()
        return behind(connection) or [
            *triggers_missing(connection),
            *grants.problems(connection),
            *faults(),
            *signing.problems(),
            *startup.problems(),
        ]
    except DBAPIError:
        return ["The database does not answer."]


def warnings() -> list[str]:
    """Return what should be mended though the desk does its work, in sentences."""
    try:
        return startup.warnings() if not behind(db.session.connection()) else []
    except DBAPIError:
        return []  # Which `problems` says.


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
    """Return what of the history's triggers and checks is not there, or not what the migrations made."""
    backend = connection.dialect.name
    rows = connection.execute(text(QUERIES[backend]))
    expected = triggers_of(backend)
    every = {row.name: row for row in rows}
    found: dict[str, str] = {name: row.sql for name, row in every.items() if row.fires}
    missing = sorted(expected.keys() - found.keys())
    altered = sorted(
        name for name in expected.keys() & found.keys() if ordered(found[name]) != ordered(expected[name])
    )
    return (
        [f"The trigger {name} is missing or switched off." for name in missing]
        + [f"The trigger {name} is not as it was made." for name in altered]
        + [
            f"The trigger {name} is none of this program's."
            for name in sorted(every.keys() - expected.keys())
        ]
        + checks_missing(connection)
    )


def checks_missing(connection: Connection) -> list[str]:
    """Return which tables of the history are not as the migrations made them, or lack a check of theirs."""
    if connection.dialect.name == "sqlite":
        made = connection.execute(text(TABLES_ON_SQLITE)).all()
        wanted = tables_of("sqlite")
        return [
            f"The table {row.name} is not as it was made."
            for row in made
            if words(row.sql) != words(wanted[row.name])
        ]
    there = set(connection.scalars(text(CHECKS_ON_POSTGRES)))
    return [
        f"The check {check} is missing."
        for statement in tables_of("postgresql").values()
        for check in CONSTRAINT.findall(statement)
        if check not in there
    ]


def words(statement: str) -> str:
    """Return a statement without regard to how its words are spaced."""
    return " ".join(statement.split())


@cache
def tables_of(backend: str) -> dict[str, str]:
    """Return the statements that make the tables of the history, by table."""
    found = [(TABLE.search(statement), statement) for statement in statements_of(backend)]
    return {made.group(1): statement for made, statement in found if made}


QUERIES = {"sqlite": ON_SQLITE, "postgresql": ON_POSTGRES}


@cache
def triggers_of(backend: str) -> dict[str, str]:
    """Return the triggers that the migration makes, each with its SQL."""
    statements = statements_of(backend)
    functions = {made[1]: made[2] for made in map(FUNCTION.search, statements) if made}
    found = [(MADE.search(statement), statement.strip()) for statement in statements]
    return {made.group(1): statement + called(statement, functions) for made, statement in found if made}


def statements_of(backend: str) -> list[str]:
    """Return all statements of the migrations that make the history."""
    scripts = ScriptDirectory.from_config(migrate.configuration())
    modules = [scripts.get_revision(revision).module for revision in HISTORY]
    return [
        statement
        for module in modules
        for statement in (module.SQLITE if backend == "sqlite" else module.POSTGRES)
    ]


def called(statement: str, functions: Mapping[str, str]) -> str:
    """Return what the function does that a trigger of PostgreSQL calls; SQLite has it in the trigger."""
    call = CALLED.search(statement)
    return functions[call.group(1)] if call else ""


def ordered(statement: str) -> str:
    """Return a trigger's statement with its moments in one order."""
    return MOMENTS.sub(lambda found: f"BEFORE {' OR '.join(sorted(found[1].split(' OR ')))} ON", statement)


def faults() -> list[str]:
    """Return what is wrong with the newest events of the history."""
    return [f"Event {fault.pos}: {fault.why}." for fault in history.check_tail().faults]

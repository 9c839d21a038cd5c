"""What the application's role may do on PostgreSQL: add to the history, never rewrite it.

The owner role migrates, redacts and restores. The application connects as another one, which owns nothing.
"""

from sqlalchemy import Connection, inspect, text

from factcheck.errors import Conflict, NotFound

ADDED_TO = frozenset({"event", "checkpoint"})
ONLY_READ = frozenset({"redaction", "alembic_version"})
OWNS = """
    SELECT rolsuper OR pg_has_role(rolname, relowner, 'MEMBER')
    FROM pg_roles, pg_class WHERE rolname = :role AND pg_class.oid = 'event'::regclass
"""
EXCESS = ("UPDATE", "DELETE", "TRUNCATE", "TRIGGER")


def grant(connection: Connection, role: str) -> None:
    """Give a role exactly what the application needs; again after each migration.

    Raises `NotFound` for a role there is none of, `Conflict` for one that owns the tables or is a superuser,
    or where the database is none of PostgreSQL's.
    """
    refuse_unfit(connection, role)
    quoted = connection.dialect.identifier_preparer.quote_identifier
    schema, to = quoted(connection.scalar(text("SELECT current_schema()")) or "public"), quoted(role)
    database = quoted(connection.scalar(text("SELECT current_database()")) or "")
    for statement in (
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC, {to}",
        f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {to}",
        # A temporary table named like ours would be what the triggers read.
        f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC, {to}",
        f"GRANT CONNECT ON DATABASE {database} TO {to}",
        f"GRANT USAGE ON SCHEMA {schema} TO {to}",
        *(f"GRANT {rights_on(name)} ON {schema}.{quoted(name)} TO {to}" for name in tables(connection)),
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {to}",
    ):
        connection.execute(text(statement))


def refuse_unfit(connection: Connection, role: str) -> None:
    if connection.dialect.name != "postgresql":
        raise Conflict("Only PostgreSQL has roles; on SQLite every connection of the application is guarded.")
    owns = connection.scalar(text(OWNS), {"role": role})
    if owns is None:
        raise NotFound(f"There is no role {role}: CREATE ROLE makes one.")
    if owns:
        raise Conflict(f"The role {role} owns the tables or is a superuser: no grant would bind it.")


def rights_on(table: str) -> str:
    if table in ADDED_TO:
        return "SELECT, INSERT"
    return "SELECT" if table in ONLY_READ else "SELECT, INSERT, UPDATE, DELETE"


def tables(connection: Connection) -> list[str]:
    return sorted(inspect(connection).get_table_names())


def problems(connection: Connection) -> list[str]:
    """Return, in sentences, what a role that is not the owner's may do to the history and should not."""
    if connection.dialect.name != "postgresql":
        return []
    role = connection.scalar(text("SELECT current_user"))
    if connection.scalar(text(OWNS), {"role": role}):
        return []
    return [
        f"The role {role} has the right to {right}: “factcheck db grant” takes it."
        for right in excess(connection)
    ]


def excess(connection: Connection) -> list[str]:
    """Return what the role of this connection may do to the history and should not; for the owner, a lot."""
    if connection.dialect.name != "postgresql":
        return []
    return [
        f"{right} on {table}"
        for table in sorted(ADDED_TO | {"redaction"})
        for right in EXCESS
        if connection.scalar(
            text("SELECT has_table_privilege(:table, :right)"), {"table": table, "right": right}
        )
    ]

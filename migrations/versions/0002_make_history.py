"""Make the history: a log that the database itself keeps append-only.

Raw SQL, because the checks and triggers are the point and Alembic's batch mode would drop them. The insert
trigger also closes REPLACE on SQLite, which deletes without firing delete triggers: each unique key has its
line there. On PostgreSQL the triggers fire ALWAYS, else a replica session would skip them.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COLUMNS = (
    "pos",
    "claim",
    "seq",
    "type",
    "actor",
    "at",
    "body",
    "salt",
    "sealed",
    "prev",
    "prev_claim",
    "hash",
)
KEPT = tuple(name for name in COLUMNS if name not in {"body", "salt"})
HEX_ON_SQLITE = "length({0}) = {1} AND {0} NOT GLOB '*[^0-9a-f]*'"
HEX_ON_POSTGRES = "{0} ~ '^[0-9a-f]{{{1}}}$'"
NO_HASH = "0" * 64


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if on_sqlite else POSTGRES:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().exec_driver_sql("SELECT 1 FROM event LIMIT 1").first():
        raise RuntimeError("The history holds events: taking its table away would lose them.")
    op.execute("DROP TABLE redaction")
    op.execute("DROP TABLE event")
    if op.get_bind().dialect.name == "postgresql":
        for name in ("event_refuse", "event_guard_update", "event_chain", "redaction_guard"):
            op.execute(f"DROP FUNCTION {name}()")


def table(*, integer: str, key: str, hexadecimal: str) -> str:
    """Return the table's SQL; every column checks its form."""
    checks = [
        f"CONSTRAINT ck_event_{name} CHECK ({hexadecimal.format(name, 64)})"
        for name in ("sealed", "prev", "prev_claim", "hash")
    ]
    return f"""
    CREATE TABLE event (
        pos {key},
        claim TEXT NOT NULL CONSTRAINT ck_event_claim CHECK (length(claim) BETWEEN 1 AND 64),
        seq {integer} NOT NULL CONSTRAINT ck_event_seq CHECK (seq > 0),
        type TEXT NOT NULL CONSTRAINT ck_event_type CHECK (length(type) BETWEEN 1 AND 40),
        actor TEXT NOT NULL CONSTRAINT ck_event_actor CHECK (length(actor) BETWEEN 1 AND 80),
        at TEXT NOT NULL CONSTRAINT ck_event_at CHECK (length(at) = 27 AND at LIKE '____-__-__T__:__:__.______Z'),
        body TEXT CONSTRAINT ck_event_body CHECK (body IS NULL OR length(body) > 1),
        salt TEXT CONSTRAINT ck_event_salt CHECK (salt IS NULL OR ({hexadecimal.format("salt", 32)})),
        sealed TEXT NOT NULL,
        prev TEXT NOT NULL,
        prev_claim TEXT NOT NULL,
        hash TEXT NOT NULL,
        CONSTRAINT ck_event_pos CHECK (pos > 0),
        CONSTRAINT ck_event_contents CHECK ((body IS NULL) = (salt IS NULL)),
        {", ".join(checks)},
        CONSTRAINT uq_event_claim_seq UNIQUE (claim, seq),
        CONSTRAINT uq_event_hash UNIQUE (hash)
    )"""


SQLITE = (
    table(integer="INTEGER", key="INTEGER NOT NULL PRIMARY KEY", hexadecimal=HEX_ON_SQLITE),
    "CREATE TABLE redaction (pos INTEGER NOT NULL PRIMARY KEY, event INTEGER NOT NULL)",
    "CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END",
    f"""
    CREATE TRIGGER event_no_update BEFORE UPDATE ON event
    WHEN NOT (NEW.body IS NULL AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE pos = OLD.pos)
              AND {" AND ".join(f"NEW.{name} IS OLD.{name}" for name in KEPT)})
    BEGIN SELECT RAISE(ABORT, 'event is append-only'); END""",
    f"""
    CREATE TRIGGER event_chain BEFORE INSERT ON event BEGIN
      SELECT RAISE(ABORT, 'event hash is already in the log')
        WHERE EXISTS (SELECT 1 FROM event WHERE hash = NEW.hash);
      SELECT RAISE(ABORT, 'event position is not the next one')
        WHERE NEW.pos IS NOT (SELECT coalesce(max(pos), 0) + 1 FROM event);
      SELECT RAISE(ABORT, 'event does not link to the head')
        WHERE NEW.prev IS NOT coalesce((SELECT hash FROM event ORDER BY pos DESC LIMIT 1), '{NO_HASH}');
      SELECT RAISE(ABORT, 'claim sequence is not the next one')
        WHERE NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event WHERE claim = NEW.claim);
      SELECT RAISE(ABORT, 'event does not link to the claim head')
        WHERE NEW.prev_claim IS NOT coalesce(
          (SELECT hash FROM event WHERE claim = NEW.claim ORDER BY seq DESC LIMIT 1), '{NO_HASH}');
      SELECT RAISE(ABORT, 'event time goes back')
        WHERE NEW.at < (SELECT at FROM event ORDER BY pos DESC LIMIT 1);
      SELECT RAISE(ABORT, 'event has no contents')
        WHERE NEW.body IS NULL AND NOT EXISTS (SELECT 1 FROM redaction WHERE pos = NEW.pos);
    END""",
    "CREATE TRIGGER redaction_no_delete BEFORE DELETE ON redaction"
    " BEGIN SELECT RAISE(ABORT, 'redaction is append-only'); END",
    "CREATE TRIGGER redaction_no_update BEFORE UPDATE ON redaction"
    " BEGIN SELECT RAISE(ABORT, 'redaction is append-only'); END",
    """
    CREATE TRIGGER redaction_once BEFORE INSERT ON redaction BEGIN
      SELECT RAISE(ABORT, 'redaction is already recorded')
        WHERE EXISTS (SELECT 1 FROM redaction WHERE pos = NEW.pos);
    END""",
)


def always(table_name: str, trigger: str, moment: str, function: str, each: str) -> tuple[str, str]:
    """Return the SQL of a trigger that fires whatever the session's replication role is."""
    return (
        f"CREATE TRIGGER {trigger} {moment} ON {table_name} FOR EACH {each} EXECUTE FUNCTION {function}()",
        f"ALTER TABLE {table_name} ENABLE ALWAYS TRIGGER {trigger}",
    )


POSTGRES = (
    table(integer="BIGINT", key="BIGINT PRIMARY KEY", hexadecimal=HEX_ON_POSTGRES),
    "CREATE TABLE redaction (pos BIGINT PRIMARY KEY, event BIGINT NOT NULL)",
    """
    CREATE FUNCTION event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$""",
    f"""
    CREATE FUNCTION event_guard_update() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.body IS NULL AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE pos = OLD.pos)
         AND {" AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in KEPT)} THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'event is append-only';
    END $$""",
    f"""
    CREATE FUNCTION event_chain() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE head event; claim_head event;
    BEGIN
      SELECT * INTO head FROM event ORDER BY pos DESC LIMIT 1;
      SELECT * INTO claim_head FROM event WHERE claim = NEW.claim ORDER BY seq DESC LIMIT 1;
      IF NEW.pos <> coalesce(head.pos, 0) + 1 THEN
        RAISE EXCEPTION 'event position is not the next one';
      ELSIF NEW.prev <> coalesce(head.hash, '{NO_HASH}') THEN
        RAISE EXCEPTION 'event does not link to the head';
      ELSIF NEW.seq <> coalesce(claim_head.seq, 0) + 1 THEN
        RAISE EXCEPTION 'claim sequence is not the next one';
      ELSIF NEW.prev_claim <> coalesce(claim_head.hash, '{NO_HASH}') THEN
        RAISE EXCEPTION 'event does not link to the claim head';
      ELSIF NEW.at < coalesce(head.at, '') THEN
        RAISE EXCEPTION 'event time goes back';
      ELSIF NEW.body IS NULL AND NOT EXISTS (SELECT 1 FROM redaction WHERE pos = NEW.pos) THEN
        RAISE EXCEPTION 'event has no contents';
      END IF;
      RETURN NEW;
    END $$""",
    """
    CREATE FUNCTION redaction_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'redaction is append-only'; END $$""",
    *always("event", "event_no_delete", "BEFORE DELETE", "event_refuse", "ROW"),
    *always("event", "event_no_truncate", "BEFORE TRUNCATE", "event_refuse", "STATEMENT"),
    *always("event", "event_no_update", "BEFORE UPDATE", "event_guard_update", "ROW"),
    *always("event", "event_chain", "BEFORE INSERT", "event_chain", "ROW"),
    *always("redaction", "redaction_no_change", "BEFORE UPDATE OR DELETE", "redaction_guard", "ROW"),
    *always("redaction", "redaction_no_truncate", "BEFORE TRUNCATE", "redaction_guard", "STATEMENT"),
)

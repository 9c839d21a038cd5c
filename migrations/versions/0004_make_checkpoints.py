"""Make the table of signed checkpoints, as append-only as the history they are about.

`peaks` are the roots of the complete subtrees, so that the next checkpoint needs only the events since.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if on_sqlite else POSTGRES:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().exec_driver_sql("SELECT 1 FROM checkpoint LIMIT 1").first():
        raise RuntimeError("There are checkpoints: taking their table away would lose them.")
    op.execute("DROP TABLE checkpoint")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION checkpoint_refuse()")
        op.execute("DROP FUNCTION checkpoint_grows()")


def table(integer: str) -> str:
    return f"""
    CREATE TABLE checkpoint (
        size {integer} NOT NULL PRIMARY KEY,
        at TEXT NOT NULL,
        root TEXT NOT NULL,
        peaks TEXT NOT NULL,
        note TEXT NOT NULL,
        CONSTRAINT ck_checkpoint_size CHECK (size > 0),
        CONSTRAINT ck_checkpoint_root CHECK (length(root) = 64),
        CONSTRAINT ck_checkpoint_at CHECK (length(at) = 27)
    )"""


SQLITE = (
    table("INTEGER"),
    "CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'checkpoint is append-only'); END",
    "CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'checkpoint is append-only'); END",
    """
    CREATE TRIGGER checkpoint_grows BEFORE INSERT ON checkpoint BEGIN
      SELECT RAISE(ABORT, 'checkpoint is not newer')
        WHERE NEW.size IS NULL OR NEW.size <= (SELECT coalesce(max(size), 0) FROM checkpoint);
      SELECT RAISE(ABORT, 'checkpoint is not of the whole log')
        WHERE NEW.size IS NOT (SELECT max(pos) FROM event);
    END""",
)
POSTGRES = (
    table("BIGINT"),
    """
    CREATE FUNCTION checkpoint_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'checkpoint is append-only'; END $$""",
    """
    CREATE FUNCTION checkpoint_grows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.size <= (SELECT coalesce(max(size), 0) FROM checkpoint) THEN
        RAISE EXCEPTION 'checkpoint is not newer';
      ELSIF NEW.size IS DISTINCT FROM (SELECT max(pos) FROM event) THEN
        RAISE EXCEPTION 'checkpoint is not of the whole log';
      END IF;
      RETURN NEW;
    END $$""",
    "CREATE TRIGGER checkpoint_no_change BEFORE UPDATE OR DELETE ON checkpoint FOR EACH ROW EXECUTE FUNCTION checkpoint_refuse()",
    "ALTER TABLE checkpoint ENABLE ALWAYS TRIGGER checkpoint_no_change",
    "CREATE TRIGGER checkpoint_no_truncate BEFORE TRUNCATE ON checkpoint FOR EACH STATEMENT EXECUTE FUNCTION checkpoint_refuse()",
    "ALTER TABLE checkpoint ENABLE ALWAYS TRIGGER checkpoint_no_truncate",
    "CREATE TRIGGER checkpoint_grows BEFORE INSERT ON checkpoint FOR EACH ROW EXECUTE FUNCTION checkpoint_grows()",
    "ALTER TABLE checkpoint ENABLE ALWAYS TRIGGER checkpoint_grows",
)

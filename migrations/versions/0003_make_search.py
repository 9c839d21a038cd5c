"""Make full-text search over claims and over what readers get of them.

Both index a copy that is already words, folded (`folded`), so both take letters, digits and marks as they are. On SQLite the index is kept by triggers that fire only when that
column changes; on PostgreSQL it is an index on an expression.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SEARCHED = {"claim": "id", "public_record": "claim_id"}
TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, key in SEARCHED.items():
        for statement in full_text(table, key) if on_sqlite else (expression_index(table),):
            op.execute(statement)


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in SEARCHED:
        if on_sqlite:
            for moment in ("insert", "delete", "update"):
                op.execute(f"DROP TRIGGER {table}_fts_{moment}")
        op.execute(f"DROP TABLE {table}_fts" if on_sqlite else f"DROP INDEX ix_{table}_search")


def expression_index(table: str) -> str:
    return f"CREATE INDEX ix_{table}_search ON {table} USING gin (to_tsvector('simple', folded))"


def full_text(table: str, key: str) -> tuple[str, ...]:
    add = f"INSERT INTO {table}_fts(rowid, folded) VALUES (NEW.{key}, NEW.folded)"
    remove = f"INSERT INTO {table}_fts({table}_fts, rowid, folded) VALUES ('delete', OLD.{key}, OLD.folded)"
    return (
        f"CREATE VIRTUAL TABLE {table}_fts USING fts5"
        f"(folded, content='{table}', content_rowid='{key}', tokenize=\"{TOKENIZER}\")",
        f"CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN {add}; END",
        f"CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN {remove}; END",
        f"CREATE TRIGGER {table}_fts_update AFTER UPDATE OF folded ON {table} BEGIN {remove}; {add}; END",
    )

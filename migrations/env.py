"""How Alembic runs here: on a connection that `factcheck.migrate` opened, one transaction for all revisions asked for."""

from alembic import context
from alembic.operations import Operations

from factcheck.migrate import include_object
from factcheck.models import Base

APPEND_ONLY = frozenset({"event", "redaction", "checkpoint"})


def refuse_batches(table: str) -> None:
    """Raise for a batch change of a table of the history: it would drop its triggers and checks silently."""
    if table in APPEND_ONLY:
        raise RuntimeError(f"The table {table} is never batch-migrated.")


batch = Operations.batch_alter_table


def guarded_batch(self: Operations, table_name: str, *args: object, **options: object) -> object:
    refuse_batches(table_name)
    return batch(self, table_name, *args, **options)  # type: ignore[arg-type] # Passed on as they came.


Operations.batch_alter_table = guarded_batch  # type: ignore[method-assign,assignment] # The one door there is.


def run() -> None:
    """Run the revisions asked for."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=include_object,
        transaction_per_migration=False,
        transactional_ddl=True,
    )
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET lock_timeout = '5s'")
        connection.commit()
    with context.begin_transaction():
        context.run_migrations()


run()

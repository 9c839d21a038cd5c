"""PostgreSQL's plans outlive a rollback on the connections that tests share, whose every end is one."""

from typing import Any

from psycopg._preparing import PrepareManager
from sqlalchemy import Engine, event


class LastingPlans(PrepareManager):
    """What a connection has prepared, kept over rollbacks: planning takes longest of most statements."""

    def clear(self) -> bool:
        """Forget nothing, for nobody changes tables here."""
        return False


def keep_plans(engine: Engine) -> None:
    """Have the connections of an engine on PostgreSQL keep what they prepared."""

    @event.listens_for(engine, "connect")
    def keep(connection: Any, _record: object) -> None:
        connection._prepared = LastingPlans()

"""Statements are compiled once in a process, however many databases the tests open."""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

MOST_STATEMENTS = 5000


def share_compiled_statements() -> None:
    """Have the engines of this process share them: compiling is a quarter of a page test's time."""
    make, known = Engine.__init__, LRUCache(MOST_STATEMENTS)

    def make_sharing(engine: Engine, *given: Any, **named: Any) -> None:
        make(engine, *given, **named)
        engine._compiled_cache = known

    Engine.__init__ = make_sharing  # type: ignore[method-assign]
    # What is compiled is found by its dialect, and those of one kind are all set up alike here.
    for kind in (PGDialect_psycopg, SQLiteDialect_pysqlite):
        kind.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign]
        kind.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign]

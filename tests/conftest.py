"""What all tests share; the parts live in `tests/support`."""

from support.browser import base_url, browser_type_launch_args
from support.databases import (
    database_url,
    empty_database_url,
    migrated_postgres_url,
    migrated_sqlite,
    migrated_sqlite_url,
    postgres,
    postgres_url,
)

__all__ = [
    "base_url",
    "browser_type_launch_args",
    "database_url",
    "empty_database_url",
    "migrated_postgres_url",
    "migrated_sqlite",
    "migrated_sqlite_url",
    "postgres",
    "postgres_url",
]

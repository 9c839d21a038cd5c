"""Whether the file of a SQLite database is whole: its pages, its indexes and what its tables may hold.

An index that lacks an entry hides an event from whatever reads by it, and the log itself still holds.
"""

from sqlalchemy import text

from factcheck import db


def damage() -> str:
    """Return the first thing that SQLite finds broken in its file, or nothing; no other database is asked."""
    if db.session.connection().dialect.name != "sqlite":
        return ""
    words = str(db.session.scalar(text("PRAGMA integrity_check(1)")))
    return "" if words == "ok" else words.splitlines()[0]


def problems() -> list[str]:
    """Return what is broken in the file, in a sentence."""
    found = damage()
    return [f"The database file itself is damaged: {found}."] if found else []

"""Full-text search behind one function: FTS5 on SQLite, tsvector on PostgreSQL."""

from sqlalchemy import ColumnElement, func, literal_column, select, text
from sqlalchemy.orm import InstrumentedAttribute

from factcheck import db
from factcheck.folding import tokens
from factcheck.models import Claim, PublicRecord

KEYS: dict[type[Claim | PublicRecord], InstrumentedAttribute[int]] = {
    Claim: Claim.id,
    PublicRecord: PublicRecord.claim_id,
}


def matches(model: type[Claim | PublicRecord], query: str) -> ColumnElement[bool] | None:
    """Return the condition that a row holds every word, the last as a prefix; None for no words."""
    words = tokens(query)
    if not words:
        return None
    if db.session.get_bind().dialect.name == "sqlite":
        return full_text(model, words)
    terms = " & ".join([*(quoted(word) for word in words[:-1]), f"{quoted(words[-1])}:*"])
    vector = func.to_tsvector(literal_column("'simple'"), model.folded)
    return vector.op("@@", is_comparison=True)(func.to_tsquery(literal_column("'simple'"), terms))


def full_text(model: type[Claim | PublicRecord], words: list[str]) -> ColumnElement[bool]:
    """Return the condition in FTS5; each word is quoted, so none is read as an operator."""
    table = f"{model.__tablename__}_fts"
    phrase = " ".join(f'"{word}"' for word in words) + "*"
    found = (
        select(text("rowid"))
        .select_from(text(table))
        .where(text(f"{table} MATCH :phrase").bindparams(phrase=phrase))
    )
    return KEYS[model].in_(found)


def quoted(word: str) -> str:
    return "'" + word + "'"

"""Where rows have blocks in the place of what was removed: places and digests, and no word of it.

By these a replay finds exactly what was removed again in an older copy of the same rows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from factcheck import db
from factcheck.models import Claim, Claimant, PublicRecord
from factcheck.models.base import Base
from factcheck.services import removed_rows
from factcheck.services.removal import BLOCK, blanked, columns_of_words, is_code

# What quotes a piece of an article may quote a piece of what was removed: not a text to look for elsewhere.
PIECES = frozenset({"quote", "prefix", "suffix", "exact", "suggested_parts"})
Place = tuple[int, int]


@dataclass(frozen=True)
class Blanked:
    """The blocks of one text: where they stand, and the digest of the text with them in it."""

    places: tuple[Place, ...]
    sha256: str

    @classmethod
    def of(cls, words: str) -> "Blanked":
        return cls(tuple(runs(words)), digest(words))

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> "Blanked":
        return cls(tuple((start, end) for start, end in written["places"]), written["sha256"])

    def fits(self, words: str) -> bool:
        """Whether words are what the blocks were put into, or already have them."""
        return digest(blanked(words, 0, self.places)) == self.sha256


Blanks = dict[str, list[Blanked]]  # By the table, the row and the column or member they are about.


def digest(words: str) -> str:
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def runs(words: str) -> Iterator[Place]:
    """Yield where blocks begin and end."""
    start = None
    for place, letter in enumerate([*words, ""]):
        if letter == BLOCK and start is None:
            start = place
        elif letter != BLOCK and start is not None:
            yield start, place
            start = None


def of_article(claims: Sequence[Claim]) -> Blanks:
    """Return the blocks in the rows of an article's claims and what they rest on."""
    return {name: [Blanked.of(words)] for name, words in cells_of(claims) if BLOCK in words}


def written(blanks: Blanks) -> dict[str, Any]:
    """Return blanks as JSON keeps them."""
    return {name: [asdict(one) for one in found] for name, found in blanks.items()}


def read(kept: Mapping[str, Any]) -> Blanks:
    return {name: [Blanked.read(one) for one in found] for name, found in kept.items()}


def texts_under(claims: Sequence[Claim], blanks: Blanks) -> set[str]:
    """Return what rows still say where blocks stand in their later copies, as far as that is certain."""
    return {
        words[start:end]
        for name, words in cells_of(claims)
        if not PIECES & set(name.split("/")[2:])
        for one in blanks.get(name, [])
        if one.fits(words)
        for start, end in one.places
        if BLOCK not in words[start:end]
    }


def cells_of(claims: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """Yield every text in the rows of an article's claims, under a name that its older copies have too."""
    for name, row in named_rows(claims):
        for column in columns_of_words(type(row)):
            yield from texts_in(f"{name}/{column}", getattr(row, column))


def named_rows(claims: Sequence[Claim]) -> Iterator[tuple[str, Base]]:
    """Yield rows by table and key; a claimant by the claim, which may have been given another one."""
    ids = [claim.id for claim in claims]
    records = db.session.scalars(select(PublicRecord).where(PublicRecord.claim_id.in_(ids))).all()
    others = (row for row in removed_rows.rows_of(claims) if not isinstance(row, Claimant))
    for row in [*claims, *others, *removed_rows.revisions_of(claims), *records]:
        [key] = row.__mapper__.primary_key_from_instance(row)
        yield f"{row.__tablename__}/{key}", row
    for claim in claims:
        claimant = db.session.get(Claimant, claim.claimant_id) if claim.claimant_id else None
        if claimant is not None:
            yield f"claim/{claim.id}/claimant", claimant


def texts_in(name: str, value: Any) -> Iterator[tuple[str, str]]:
    members: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, list):
        members = enumerate(value)
    elif isinstance(value, dict):
        members = ((key, one) for key, one in value.items() if not is_code(key, one))
    for key, one in members:
        yield from texts_in(f"{name}/{key}", one)

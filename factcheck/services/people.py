"""People at the desk: adding them, signing them in and out, changing what they may do."""

import secrets
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION
from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from factcheck import clock, db
from factcheck.errors import Conflict, InvalidInput, NotAllowed, NotFound
from factcheck.models import LoginSession, Reviewer
from factcheck.models.terms import Role

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 256
SEEN_EVERY_SECONDS = 60
OPERATOR = "operator@localhost"
NO_PASSWORD = "no password has this hash"  # noqa: S105 – and so is none.
hasher = PasswordHasher()


def hash_of_nothing() -> str:
    """Return a hash that no password is known for, in the PHC string format, without working it out."""
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    salt, digest = (
        b64encode(secrets.token_bytes(length)).decode().rstrip("=")
        for length in (hasher.salt_len, hasher.hash_len)
    )
    return f"$argon2id$v={ARGON2_VERSION}${costs}${salt}${digest}"


# Checked for an unknown name, so that it takes as long as a known one.
NOBODY = hash_of_nothing()


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password; slow on purpose, so call it before a transaction begins."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise InvalidInput(f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.")
    return hasher.hash(password)


def password_fits(password: str, hashed: str | None) -> bool:
    """Whether a password is the one that was hashed; takes as long where there is no such person."""
    try:
        return hasher.verify(hashed or NOBODY, password) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


def add(*, name: str, email: str, role: Role, password_hash: str) -> Reviewer:
    """Add a person, or raise `Conflict` where the e-mail address is taken."""
    address = email.strip().casefold()
    if not name.strip():
        raise InvalidInput("A person needs a name.")
    if not all(address.rpartition("@")) or len(address.split()) != 1:
        raise InvalidInput("A person signs in with an e-mail address, such as ana@example.org.")
    if by_email(address) is not None:
        raise Conflict(f"Somebody signs in as {address} already.")
    person = Reviewer(
        name=name.strip(), email=address, role=role, password_hash=password_hash, created_at=clock.now()
    )
    db.session.add(person)
    db.session.flush()
    return person


def by_email(email: str) -> Reviewer | None:
    return db.session.scalar(select(Reviewer).where(Reviewer.email == email.strip().casefold()))


def by_public_id(public_id: str) -> Reviewer:
    """Return a person, or raise `NotFound`."""
    person = db.session.scalar(select(Reviewer).where(Reviewer.public_id == public_id))
    if person is None:
        raise NotFound("There is no such person.")
    return person


def everybody() -> Sequence[Reviewer]:
    """Return all people by name."""
    return db.session.scalars(select(Reviewer).order_by(Reviewer.name, Reviewer.id)).all()


def who_review() -> Sequence[Reviewer]:
    """Return the people who may hold a claim, by name."""
    return [person for person in everybody() if person.reviews and person.disabled_at is None]


def change_role(public_id: str, role: Role, *, by: Reviewer) -> Reviewer:
    """Give a person another role and end their sign-ins; only an admin may."""
    refuse_all_but_admins(by)
    person = by_public_id(public_id)
    if person.id == by.id:
        raise Conflict("You cannot change your own role.")
    person.role = role
    end_sign_ins(person)
    return person


def disable(public_id: str, *, by: Reviewer) -> Reviewer:
    """Keep a person from signing in, at once; only an admin may, and not for themselves."""
    refuse_all_but_admins(by)
    person = by_public_id(public_id)
    if person.id == by.id:
        raise Conflict("You cannot disable yourself.")
    person.disabled_at = person.disabled_at or clock.now()
    end_sign_ins(person)
    return person


def enable(public_id: str, *, by: Reviewer) -> Reviewer:
    """Let a person sign in again; only an admin may."""
    refuse_all_but_admins(by)
    person = by_public_id(public_id)
    person.disabled_at = None
    return person


def shut_out(email: str) -> Reviewer:
    """Keep a person from signing in, at the word of whoever runs the desk."""
    person = by_email(email)
    if person is None:
        raise NotFound(f"Nobody signs in as {email}.")
    person.disabled_at = person.disabled_at or clock.now()
    end_sign_ins(person)
    return person


def operator() -> Reviewer:
    """Return the one who stands for the command line in the history; nobody can sign in as it.

    Its role is the least that may bring articles.
    """
    found = by_email(OPERATOR)
    if found is None:
        found = add(name="Command line", email=OPERATOR, role=Role.REVIEWER, password_hash=NO_PASSWORD)
        found.disabled_at = clock.now()
    return found


def set_password(person: Reviewer, password_hash: str) -> None:
    """Give a person another password and end all their sign-ins."""
    person.password_hash = password_hash
    end_sign_ins(person)


def refuse_all_but_admins(person: Reviewer) -> None:
    if not person.is_admin:
        raise NotAllowed("Only an admin manages people.")


# Sign-ins.


def begin_sign_in(person: Reviewer) -> str:
    """Begin a sign-in and return its token, which only the cookie will hold."""
    token, now = secrets.token_urlsafe(32), clock.now()
    db.session.add(
        LoginSession(reviewer_id=person.id, token_sha256=digest(token), created_at=now, seen_at=now)
    )
    return token


def signed_in(token: str) -> Reviewer | None:
    """Return the person whose open sign-in this token is, or None."""
    found = db.session.scalar(
        select(LoginSession)
        .where(LoginSession.token_sha256 == digest(token))
        .options(selectinload(LoginSession.reviewer))
    )
    return found.reviewer if found is not None and found.is_open(clock.now()) else None


def is_seen_late(token: str) -> bool:
    """Whether it is over a minute ago that this sign-in was last noted."""
    seen = db.session.scalar(select(LoginSession.seen_at).where(LoginSession.token_sha256 == digest(token)))
    return seen is not None and (clock.now() - seen).total_seconds() > SEEN_EVERY_SECONDS


def note_seen(token: str) -> None:
    """Note that a sign-in is in use."""
    db.session.execute(
        update(LoginSession).where(LoginSession.token_sha256 == digest(token)).values(seen_at=clock.now())
    )


def end_sign_in(token: str) -> None:
    """End one sign-in."""
    db.session.execute(
        update(LoginSession)
        .where(LoginSession.token_sha256 == digest(token), LoginSession.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def end_sign_ins(person: Reviewer) -> None:
    """End all sign-ins of a person."""
    db.session.execute(
        update(LoginSession)
        .where(LoginSession.reviewer_id == person.id, LoginSession.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()

"""Check an export or a badge's proof for `factcheck verify FILE`, by this desk's own key if need be."""

from typing import NamedTuple

from factcheck.cli.desks import NoDesk, open_desk
from factcheck.config import Config
from factcheck.ledger.verify_export import Key, Unreadable, check_file, found_words, older_by
from factcheck.services import desks, signing


class Checked(NamedTuple):
    """How many claims a document holds, what of them is so, and how far it ends before what was kept."""

    claims: int
    words: str
    older: int


def check(
    text: str, config: Config, *, key: str | None, kept: str | None, kept_in: str, proof: str | None
) -> Checked:
    """Check a document, or raise `Altered` or `Unreadable`; `kept` and `proof` are what files hold."""
    found = list(check_file(text, Key(key or own_key(config, text)), kept, kept_in, proof))
    return Checked(len(found), found_words(text, found, kept), older_by(text, kept))


def own_key(config: Config, document: str) -> str:
    """Return the public key this desk signed a document with, or raise `Unreadable` where it has none."""
    signer = desks.signer_of(config, make_key=False)
    if signer is None:
        raise Unreadable("This desk has no key of its own: name the public key with --key.")
    try:
        with open_desk(config) as database, database.reading():
            return signing.key_for(document)
    except NoDesk:
        return str(signer.key.public)

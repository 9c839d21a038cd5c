"""Signed checkpoints and the keys that sign them."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from factcheck.ledger.checkpoints import (
    BadCheckpoint,
    BadKey,
    Checkpoint,
    PublicKey,
    SigningKey,
    open_checkpoint,
    read_checkpoint,
)

NAME = "facts.example.org/log"
CHECKPOINT = Checkpoint(NAME, 1234, bytes(range(32)))


@pytest.fixture
def key(tmp_path):
    return SigningKey.make(tmp_path / "signing.key", name=NAME)


def test_a_checkpoint_is_read_back_by_the_public_key(key):
    note = CHECKPOINT.signed_by(key)

    assert open_checkpoint(note, key.public) == CHECKPOINT
    assert len(note) < 250


def test_no_character_of_a_checkpoint_can_be_changed(key):
    note = CHECKPOINT.signed_by(key)

    for place, letter in enumerate(note.rstrip("\n")):
        changed = note[:place] + ("B" if letter != "B" else "C") + note[place + 1 :]
        with pytest.raises(BadCheckpoint):
            open_checkpoint(changed, key.public)


def test_another_key_of_the_same_name_does_not_open_it(key, tmp_path):
    other = SigningKey.make(tmp_path / "other.key", name=NAME)

    with pytest.raises(BadCheckpoint, match="not signed by this key"):
        open_checkpoint(CHECKPOINT.signed_by(other), key.public)


@pytest.mark.parametrize(
    "text", ["", "a\nb\nc\n\n", f"{NAME}\n012\n{'A' * 43}=\n\n", f"{NAME}\n1\nAAAA\n\n", f"{NAME}\n1\n%\n\n"]
)
def test_other_texts_are_no_checkpoints(text):
    with pytest.raises(BadCheckpoint, match="no checkpoint"):
        read_checkpoint(text)


def test_a_key_is_kept_for_its_owner_alone_and_read_again(key, tmp_path):
    path = tmp_path / "signing.key"

    assert path.stat().st_mode & 0o777 == 0o600
    assert SigningKey.load(path, name=NAME).public == key.public
    with pytest.raises(FileExistsError):
        SigningKey.make(path, name=NAME)


def test_a_key_that_others_can_read_is_refused(key, tmp_path):
    (tmp_path / "signing.key").chmod(0o640)

    with pytest.raises(BadKey, match="0600"):
        SigningKey.load(tmp_path / "signing.key", name=NAME)


def test_files_without_such_a_key_are_refused(tmp_path):
    path = tmp_path / "wrong.key"
    path.touch(mode=0o600)
    with pytest.raises(BadKey, match="no private key"):
        SigningKey.load(path, name=NAME)

    pem = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(pem)
    with pytest.raises(BadKey, match="no Ed25519"):
        SigningKey.load(path, name=NAME)


def test_a_public_key_is_written_and_read_in_one_line(key):
    written = str(key.public)

    assert PublicKey.parse(written) == key.public
    assert PublicKey.parse(f" {written}\n").signed(b"words", key.sign(b"words"))
    for wrong in ("", "name", f"other{written}", written[:-8], "a+b+%%%"):
        with pytest.raises(BadKey):
            PublicKey.parse(wrong)

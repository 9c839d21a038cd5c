"""Signed checkpoints: size and root of the log in a C2SP signed note (c2sp.org/tlog-checkpoint), Ed25519."""

import base64
import binascii
import os
import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

ED25519 = b"\x01"  # The signature type of C2SP signed notes.
KEY_ID_BYTES = 4
DASH = "— "


class BadCheckpoint(ValueError):
    """The text is no checkpoint, or its signature is not by the key it should be."""


class BadKey(ValueError):
    """The text or file holds no such key."""


@dataclass(frozen=True)
class PublicKey:
    """A verifier's key: the name it signs under and 32 bytes of Ed25519."""

    name: str
    raw: bytes

    @cached_property
    def key_id(self) -> bytes:
        """The first 4 bytes of SHA-256 over name, newline, type and key, as signed notes have it."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.raw).digest()[:KEY_ID_BYTES]

    @cached_property
    def loaded(self) -> Ed25519PublicKey:
        """The key as it verifies, or `ValueError` where 32 bytes are none."""
        return Ed25519PublicKey.from_public_bytes(self.raw)

    def __str__(self) -> str:
        """Write the key as a C2SP verifier key: name, hex key id and base64, joined by `+`."""
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(ED25519 + self.raw).decode()}"

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read a verifier key, or raise `BadKey`."""
        try:
            name, key_id, encoded = written.strip().split("+", 2)
            decoded = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            raise BadKey("This is no verifier key: name+id+base64.") from None
        key = cls(name, decoded[1:])
        if decoded[:1] != ED25519 or len(decoded) != 33 or key.key_id.hex() != key_id:
            raise BadKey("The verifier key does not fit its own id.")
        return key

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether a signature over these bytes is by this key."""
        try:
            self.loaded.verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """The desk's key, under the name it signs with."""

    name: str
    private: Ed25519PrivateKey

    @classmethod
    def make(cls, path: Path, *, name: str) -> Self:
        """Make a key and keep it in a new file that only its owner may read."""
        private = Ed25519PrivateKey.generate()
        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "wb") as out:
            out.write(pem)
            out.flush()
            os.fsync(out.fileno())
        return cls(name, private)

    @classmethod
    def load(cls, path: Path, *, name: str) -> Self:
        """Read a key from its file, or raise `BadKey`; others must not be able to read the file."""
        if path.stat().st_mode & 0o077:
            raise BadKey(f"{path.name} can be read by others: its mode must be 0600.")
        try:
            private = load_pem_private_key(path.read_bytes(), password=None)
        except (ValueError, TypeError):
            raise BadKey(f"{path.name} holds no private key.") from None
        if not isinstance(private, Ed25519PrivateKey):
            raise BadKey(f"{path.name} holds no Ed25519 key.")
        return cls(name, private)

    @property
    def public(self) -> PublicKey:
        raw = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return PublicKey(self.name, raw)

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of an Ed25519 signature (RFC 8032)."""
        return self.private.sign(message)


@dataclass(frozen=True)
class Checkpoint:
    """What a desk says of its log at one size."""

    origin: str
    size: int
    root: bytes

    @property
    def body(self) -> str:
        """The lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    def signed_by(self, *keys: SigningKey) -> str:
        """Return the checkpoint as a signed note, with a line for each key."""
        signed = [(key, key.public.key_id + key.sign(self.body.encode())) for key in keys]
        lines = (f"{DASH}{key.name} {base64.b64encode(signature).decode()}\n" for key, signature in signed)
        return f"{self.body}\n{''.join(lines)}"


def notes_in(text: str) -> list[str]:
    """Return the signed notes that a file keeps, one or many, however it ends; a note cut off stays so."""
    blocks = re.split(r"\n\n+", text.removeprefix("\ufeff").replace("\r\n", "\n").strip())
    pairs = zip_longest(blocks[::2], blocks[1::2], fillvalue="")
    return [f"{body}\n\n{signatures}\n" for body, signatures in pairs] if blocks != [""] else []


def open_checkpoint(note: str, key: PublicKey) -> Checkpoint:
    """Read a checkpoint whose signature is by this key, or raise `BadCheckpoint`."""
    if not is_signed(note, key):
        raise BadCheckpoint("The checkpoint is not signed by this key.")
    return read_checkpoint(note)


def is_signed(note: str, key: PublicKey) -> bool:
    """Whether a note is signed by this key, whatever it says."""
    body, blank, signatures = note.partition("\n\n")
    return bool(blank) and any(is_by(key, body + "\n", line) for line in signatures.splitlines())


def read_checkpoint(note: str) -> Checkpoint:
    """Read a checkpoint without looking at its signature, or raise `BadCheckpoint`."""
    lines = note.partition("\n\n")[0].split("\n")
    try:
        origin, size, encoded = lines
        root = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        raise BadCheckpoint("The text is no checkpoint.") from None
    if not size.isascii() or not size.isdigit() or str(int(size)) != size or len(root) != 32:
        raise BadCheckpoint("The text is no checkpoint.")
    return Checkpoint(origin, int(size), root)


def is_by(key: PublicKey, body: str, line: str) -> bool:
    """Whether a signature line of a note is by this key."""
    name, _, encoded = line.removeprefix(DASH).rpartition(" ")
    if not line.startswith(DASH) or name != key.name:
        return False
    try:
        decoded = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        return False
    given, signature = decoded[:KEY_ID_BYTES], decoded[KEY_ID_BYTES:]
    is_canonical = base64.b64encode(decoded).decode() == encoded  # Its last letter has four spellings.
    return is_canonical and given == key.key_id and key.signed(body.encode(), signature)

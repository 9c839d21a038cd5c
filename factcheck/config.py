"""Settings, read from `FACTCHECK_*` in the environment; tests and commands pass keywords instead."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from factcheck.errors import FactcheckError

PREFIX = "FACTCHECK_"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class BadConfiguration(FactcheckError):
    """A setting is missing or cannot be used."""

    status = 500


@dataclass(frozen=True)
class Config:
    """How one desk is set up.

    `public_url` begins every public address; `secret_key` signs cookies; `license` covers our words, not
    quotations; `four_eyes` can be turned off for a one-person desk.
    """

    data_dir: Path = Path("instance")
    database_url: str = ""
    public_url: str = "http://127.0.0.1:8000"
    desk_name: str = "Fact-checking desk"
    license: str = "https://creativecommons.org/licenses/by/4.0/"
    contact: str = ""
    secret_key: str = ""
    signing_key: str = ""
    checkpoint_sink: str = ""
    four_eyes: bool = True
    noindex: bool = False
    demo: bool = False
    trusted_proxies: int = 0
    templates_dir: str = ""
    language: str = "en"
    preload: bool = True
    log_level: str = "INFO"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None, **given: Any) -> Self:
        """Read the settings; keywords win over the environment. Raises `BadConfiguration`."""
        environ = os.environ if environ is None else environ
        read = {
            field.name: parsed(field.name, environ[PREFIX + field.name.upper()], field.type)
            for field in fields(cls)
            if environ.get(PREFIX + field.name.upper())
        }
        return cls(**{**read, **given}).completed()

    def completed(self) -> Self:
        """Return the settings with the database's address filled in and the public one without its slash."""
        folder = Path(self.data_dir).resolve()
        database = self.database_url or f"sqlite:///{folder / 'factcheck.sqlite'}"
        parts = urlsplit(self.public_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise BadConfiguration("FACTCHECK_PUBLIC_URL must be an http or https address.")
        return replace(
            self,
            data_dir=folder,
            database_url=with_driver(database),
            public_url=self.public_url.rstrip("/"),
        )

    @property
    def log_name(self) -> str:
        """The name the history is signed under: the desk's host, and that it is its log."""
        return f"{self.host}/log"

    @property
    def signing_key_path(self) -> Path:
        return Path(self.signing_key) if self.signing_key else self.data_dir / "signing.key"

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def is_loopback(self) -> bool:
        return urlsplit(self.public_url).hostname in LOOPBACK

    @property
    def host(self) -> str:
        """The desk's own host name, without its port."""
        return urlsplit(self.public_url).hostname or ""


def parsed(name: str, written: str, kind: Any) -> Any:
    """Read one setting in the type of its field, or raise `BadConfiguration`."""
    try:
        if kind is bool:
            return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[
                written.lower()
            ]
        return kind(written)
    except (KeyError, ValueError):
        raise BadConfiguration(f"{PREFIX}{name.upper()}={written!r} cannot be read.") from None


def with_driver(url: str) -> str:
    """Name the driver that PostgreSQL is reached with here: psycopg 3."""
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url

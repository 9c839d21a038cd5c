"""Opening a desk's database with the key that signs its history."""

from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from factcheck import db
from factcheck.config import BadConfiguration, Config
from factcheck.db import Database
from factcheck.ledger.checkpoints import BadKey, SigningKey
from factcheck.services import mirrors, startup
from factcheck.services.checkpoints import ISSUED, SIGNER, Signer
from factcheck.services.proofs import TREE, LogTree

log = structlog.get_logger()


def open_database(
    config: Config, *, make_key: bool = False, guarded: bool = True, refuse_fork: bool = True
) -> Database:
    """Open the database; what is published through it is signed where there is a key.

    `make_key` makes the key's file on first use; `guarded=False` is for the owner. A database that is older
    than what is known outside is read-only. Raises `BadConfiguration` for a file that holds no key.
    """
    signer = signer_of(config, make_key=make_key)

    def mirror(done: dict[Any, Any]) -> None:
        if issued := done.pop(ISSUED, 0):
            bring_mirror_up(database, issued=issued)

    def refusal() -> str:
        with database.reading():
            return " ".join(startup.problems())

    database = Database(
        config.database_url,
        guarded=guarded,
        refusal=refusal if refuse_fork else None,
        info={SIGNER: signer, TREE: LogTree(), startup.SINK: sink_of(config)},
        after_commit=mirror,
    )
    return database


def bring_mirror_up(database: Database, *, issued: int = 1) -> None:
    """Give the mirror file the checkpoints it lacks; what is committed stands, whatever becomes of that.

    A fork has nothing to add, and from then on nothing is written. A fault is logged, told by
    `startup.warnings`, and mended at the next try. More than was `issued` just now is not added in silence.
    """
    try:
        with database.reading():
            signer: Signer | None = db.session.info.get(SIGNER)
            mirror = signer.mirror if signer is not None else None
            missing = startup.lacking(mirror) if mirror is not None else []
            if mirror is not None:
                mirrors.append(mirror.file, missing)
        if len(missing) > issued:
            log.error("mirror_lacked_checkpoints", added=len(missing), issued=issued)
        if mirror is not None and not missing and (why := database.ask_again()):
            log.error("forked", reason=why)
    except (OSError, SQLAlchemyError) as error:
        log.error("mirror_failed", error=type(error).__name__, reason=str(getattr(error, "strerror", "")))


def sink_of(config: Config) -> Path | None:
    """Return the mirror file of checkpoints, where one is named; a relative name is in the data folder."""
    return config.data_dir / config.checkpoint_sink if config.checkpoint_sink else None


def signer_of(config: Config, *, make_key: bool) -> Signer | None:
    """Return who signs for this desk; None where there is no key and none is to be made."""
    path = config.signing_key_path
    try:
        if path.is_file():
            key = SigningKey.load(path, name=config.log_name)
        elif make_key:
            path.parent.mkdir(parents=True, exist_ok=True)
            key = SigningKey.make(path, name=config.log_name)
        elif config.signing_key:
            raise BadConfiguration(f"FACTCHECK_SIGNING_KEY names {path.name}, and there is no such file.")
        else:
            return None
    except BadKey as error:
        raise BadConfiguration(str(error)) from None
    return Signer(key, sink_of(config), file=path)


def public_key() -> str | None:
    """Return the desk's verifier key in this unit of work, or None where nothing is signed."""
    signer: Signer | None = db.session.info.get(SIGNER)
    return str(signer.key.public) if signer else None

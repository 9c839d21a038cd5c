"""The production server: granian, which runs the application in worker processes of its own."""

import ctypes
import errno
import logging
import multiprocessing
import os
import secrets
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from dataclasses import replace
from multiprocessing.util import Finalize
from pathlib import Path
from tempfile import NamedTemporaryFile

import structlog
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from sqlalchemy.exc import SQLAlchemyError

from factcheck import logs, splitter
from factcheck.app import DeskApp, create_app, refuse_unsafe
from factcheck.bodies import WAITING, WholeBodies
from factcheck.config import BadConfiguration, Config
from factcheck.db import Database
from factcheck.errors import FactcheckError
from factcheck.services import checkpoints, desks

FINISH_SECONDS = 15  # How long requests in flight may take when the server is told to stop.
KEPT_IN = "secret.key"
SECRET_BYTES = 32
HOUR_SECONDS = 3600
PR_SET_PDEATHSIG = 1  # prctl(2)
THREADS = "FACTCHECK_SERVER_THREADS"  # From the server to its workers; nobody else sets it.
log = structlog.get_logger()


class PortTaken(FactcheckError):
    """Something else listens there."""


def serve(config: Config, *, host: str, port: int, workers: int, threads: int) -> None:
    """Serve until the process is told to stop, or raise `PortTaken` or `BadConfiguration` at once."""
    refuse_taken(host, port)
    config = with_secret(config)
    refuse_unsafe(config)
    refuse_unsigned(config)
    level = log_level_of(config)
    # Workers read their settings from the environment.
    os.environ["FACTCHECK_SECRET_KEY"] = config.secret_key
    os.environ[THREADS] = str(threads)
    # The server advises against so many threads; most of ours only wait for clients.
    logging.getLogger("_granian").addFilter(lambda record: "quite high" not in record.getMessage())
    Granian(
        "factcheck.serve:application",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        blocking_threads=threads + WAITING,
        workers_kill_timeout=FINISH_SECONDS,
        websockets=False,
        respawn_failed_workers=workers > 1,
        log_level=level,
    ).serve()


def refuse_unsigned(config: Config) -> None:
    """Raise `BadConfiguration` where nothing would sign the history; on this machine alone a key is made."""
    if desks.signer_of(config, make_key=config.demo or config.is_loopback) is None:
        raise BadConfiguration(
            "FACTCHECK_SIGNING_KEY names no file: “factcheck key make” makes the key that signs the history."
        )


def log_level_of(config: Config) -> LogLevels:
    """Return granian's name of the level, or raise `BadConfiguration`."""
    try:
        return LogLevels(config.log_level.lower())
    except ValueError:
        known = ", ".join(level.value.upper() for level in LogLevels)
        raise BadConfiguration(f"FACTCHECK_LOG_LEVEL is one of {known}.") from None


def application() -> DeskApp:
    """Make the application of one worker; the language model loads beside it, if it is to."""
    end_with_the_server()
    config = Config.from_environment()
    logs.configure(config.log_level)
    if config.preload:
        threading.Thread(target=splitter.preload, name="preload", daemon=True).start()
    app = create_app(config)
    app.wsgi_app = WholeBodies(app.wsgi_app, threads=int(os.environ.get(THREADS, "4")))  # type: ignore[method-assign]
    threading.Thread(target=sign_hourly, args=(app.database,), daemon=True).start()
    # Runs when a worker ends, which `atexit` does not on Python 3.11 and 3.12; SQLite then tidies its files.
    Finalize(None, app.database.close, exitpriority=100)
    return app


def end_with_the_server() -> None:
    """Have Linux end this worker when the process that started it is gone, so that the port is free again."""
    if sys.platform == "linux" and multiprocessing.parent_process() is not None:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def sign_hourly(database: Database) -> None:
    """Sign the log once an hour if it grew; what is published is signed at once anyway."""
    while True:
        time.sleep(HOUR_SECONDS)
        try:
            database.run(checkpoints.issue, writes=True)
        except (FactcheckError, SQLAlchemyError, OSError) as error:
            log.error("checkpoint_failed", error=type(error).__name__)


def refuse_taken(host: str, port: int) -> None:
    """Raise `PortTaken` where nothing can listen."""
    try:
        find_free(host, port)
    except OSError as error:
        reason = "something else listens there" if error.errno == errno.EADDRINUSE else error.strerror
        raise PortTaken(f"Port {port} of {host} cannot be used: {reason}.") from None


def find_free(host: str, port: int) -> int:
    """Return a port that is free: the one asked for, any for 0; raises `OSError` where it is not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        found: int = listener.getsockname()[1]
    return found


def with_secret(config: Config) -> Config:
    """Return the settings with a secret key: on this machine alone one is made and kept."""
    if config.secret_key or not (config.demo or config.is_loopback):
        return config
    return replace(config, secret_key=kept_secret(config.data_dir / KEPT_IN))


def kept_secret(path: Path) -> str:
    """Return the secret that a file keeps, making it on first use, readable by its owner alone."""
    if not path.exists():
        make_secret(path)
    return path.read_text().strip()


def make_secret(path: Path) -> None:
    """Put a new secret there, whole at once; one that another process put there meanwhile stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent, prefix=".secret-") as file:
        file.write(secrets.token_urlsafe(SECRET_BYTES))
        file.flush()
        with suppress(FileExistsError):
            os.link(file.name, path)

"""The server's own log: one line of JSON an event on standard error, and never what variables held."""

import logging
import sys

import structlog


def configure(level: str) -> None:
    """Set up logging for this process; a fault's traceback shows lines of code, no passwords and no texts."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=on_standard_error,
    )


def on_standard_error(*_names: str) -> structlog.WriteLogger:
    return structlog.WriteLogger(sys.stderr)

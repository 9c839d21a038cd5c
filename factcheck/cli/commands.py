"""How commands are found and how they end: one clear line for an error, and a number that says which kind."""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, NoReturn

import click
from click.exceptions import NoArgsIsHelpError

from factcheck.errors import FactcheckError

FAILED = 1
WRONG_USE = 2
STOPPED = 130


class Commands(click.Group):
    """A group whose commands stand in modules of `factcheck.cli`, each as `command`, loaded when wanted."""

    def __init__(self, *given: Any, modules: Mapping[str, str] | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        self.modules = modules or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self.modules})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.modules:
            return super().get_command(ctx, cmd_name)
        command: click.Command = import_module(f"factcheck.cli.{self.modules[cmd_name]}").command
        return command

    def main(  # type: ignore[override] # Click's overloads only tell its two modes apart.
        self, args: Sequence[str] | None = None, standalone_mode: bool = True, **named: Any
    ) -> Any:
        """Run, and end the process: 0 done, 1 failed, 2 wrong use."""
        if not standalone_mode:
            return super().main(args, standalone_mode=False, **named)
        try:
            sys.exit(super().main(args, standalone_mode=False, **named) or 0)
        except NoArgsIsHelpError as wrong:
            wrong.show()
            sys.exit(WRONG_USE)
        except click.UsageError as wrong:
            end(told(wrong), WRONG_USE)
        except click.ClickException as failure:
            end(failure.format_message(), failure.exit_code)
        except click.Abort:
            end("Stopped.", STOPPED)
        except FactcheckError as failure:
            end(str(failure), FAILED)
        except OSError as failure:
            end(told_of_system(failure), FAILED)
        except Exception as failure:
            end(told_of_database(failure), FAILED)


def told(wrong: click.UsageError) -> str:
    """Return what was wrong with the words given, and where to read how they go."""
    sentence = wrong.format_message().replace("\n", " ")
    return f"{sentence} (See: {wrong.ctx.command_path} --help)" if wrong.ctx else sentence


def told_of_system(failure: OSError) -> str:
    reason = failure.strerror or str(failure)
    return f"{failure.filename}: {reason}" if failure.filename else reason


def told_of_database(failure: Exception) -> str:
    """Return the first line of what a database or its address had to say; raises all else again."""
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError  # noqa: PLC0415 – most commands never need it.

    if not isinstance(failure, SQLAlchemyError):
        raise failure
    words = str(failure.orig if isinstance(failure, DBAPIError) else failure)
    return f"The database cannot be used: {(words.splitlines() or [type(failure).__name__])[0]}"


def end(sentence: str, number: int) -> NoReturn:
    """Print one line for people on standard error and end the process."""
    click.echo(f"{click.style('Error:', fg='red', bold=True)} {sentence}", err=True)
    sys.exit(number)

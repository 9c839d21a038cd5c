"""How commands are found and how they end."""

import errno
from importlib.metadata import version

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy.exc import ArgumentError, OperationalError

from cli.conftest import Run
from factcheck.cli import MODULES
from factcheck.cli.commands import Commands
from factcheck.errors import NotFound


def ended_with(failure: Exception) -> Result:
    """Run a command that raises this, in a group of ours."""

    @click.group(cls=Commands)
    def group() -> None:
        """A group for one test."""

    @group.command()
    def fail() -> None:
        raise failure

    return CliRunner().invoke(group, ["fail"])


def test_the_program_tells_its_version(run: Run) -> None:
    assert run("--version").stdout.endswith(f" {version('factcheck')}\n")


def test_the_help_names_every_command(run: Run) -> None:
    answer = run("--help")

    assert answer.exit_code == 0
    assert all(f"\n  {name} " in answer.stdout for name in MODULES)


def test_no_command_at_all_is_wrong_use_and_shows_the_help(run: Run) -> None:
    answer = run()

    assert answer.exit_code == 2
    assert "Commands:" in answer.stderr


@pytest.mark.parametrize(
    "words",
    [("nonsense",), ("split",), ("split", "missing.txt"), ("user", "add"), ("export", "--format", "xml")],
)
def test_wrong_use_is_one_line_on_standard_error_and_ends_with_2(run: Run, words: tuple[str, ...]) -> None:
    answer = run(*words)

    assert answer.exit_code == 2
    assert answer.stdout == ""
    assert answer.stderr.startswith("Error: ")
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (NotFound("There is no such claim."), "There is no such claim."),
        (click.ClickException("It went wrong."), "It went wrong."),
        (OSError(errno.ENOSPC, "No space left on device", "out"), "out: No space left on device"),
        (OSError("odd"), "odd"),
        (
            OperationalError("SELECT 1", {}, Exception("no route\nto host")),
            "The database cannot be used: no route",
        ),
        (ArgumentError(""), "The database cannot be used: ArgumentError"),
    ],
)
def test_a_failed_job_is_one_line_on_standard_error_and_ends_with_1(
    failure: Exception, sentence: str
) -> None:
    answer = ended_with(failure)

    assert answer.exit_code == 1
    assert answer.stderr == f"Error: {sentence}\n"


def test_somebody_who_stops_a_command_is_told_so() -> None:
    answer = ended_with(click.Abort())

    assert (answer.exit_code, answer.stderr) == (130, "Error: Stopped.\n")


def test_a_fault_of_ours_is_not_hidden() -> None:
    answer = ended_with(ZeroDivisionError())

    assert isinstance(answer.exception, ZeroDivisionError)


def test_a_bad_setting_is_told_in_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_PUBLIC_URL", "gopher://example.org")

    answer = run("verify")

    assert answer.exit_code == 2
    assert answer.stderr == "Error: FACTCHECK_PUBLIC_URL must be an http or https address.\n"


def test_an_address_that_names_no_database_is_told_in_a_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", "no address")

    answer = run("user", "list")

    assert answer.exit_code == 1
    assert answer.stderr.startswith("Error: The database cannot be used: ")


def test_other_programs_may_call_a_command_without_its_ending_the_process() -> None:
    @click.group(cls=Commands)
    def group() -> None:
        """A group for one test."""

    assert group.main(["--help"], standalone_mode=False) == 0

"""The command line. Each module is one command or one noun's commands; none is loaded before it is used."""

import click

from factcheck.cli.commands import Commands

MODULES = {
    "article": "articles",
    "db": "databases",
    "demo": "demo",
    "doctor": "doctor",
    "export": "exports",
    "key": "keys",
    "redact": "redacting",
    "seed": "seeding",
    "serve": "serving",
    "split": "split",
    "user": "people",
    "verify": "verification",
}


@click.group(cls=Commands, modules=MODULES)
@click.version_option(package_name="factcheck", message="%(prog)s %(version)s")
def main() -> None:
    """A desk for fact-checkers: articles in, claims out, verdicts with a history nobody can quietly change.

    Every command uses FACTCHECK_DATABASE_URL, else factcheck.sqlite in FACTCHECK_DATA_DIR (by default the
    folder "instance").
    """

"""`factcheck export`: the published verdicts as data."""

from pathlib import Path

import click

from factcheck.cli.desks import open_desk, settings
from factcheck.config import Config
from factcheck.db import Database
from factcheck.services import exports


@click.command()
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(list(exports.FORMATS)),
    help="May be given several times with --out, which by default writes all.",
)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write files, a manifest and SHA256SUMS there.",
)
def command(formats: tuple[str, ...], out: Path | None) -> None:
    """Export the published verdicts, by default as JSON to standard output."""
    config = settings()
    with open_desk(config) as database:
        if out is not None:
            return write(out, config, database, formats or tuple(exports.FORMATS))
        if len(formats) > 1:
            raise click.UsageError("Standard output takes one format; --out DIR takes several.")
        return stream(config, database, formats[0] if formats else "json")


def stream(config: Config, database: Database, name: str) -> None:
    for chunk in exports.FORMATS[name](config, database):
        click.echo(chunk, nl=False)


def write(folder: Path, config: Config, database: Database, formats: tuple[str, ...]) -> None:
    manifest = exports.write(folder, config, database, formats)
    for file in manifest.files:
        click.echo(f"{file.sha256}  {folder / file.name}")
    click.echo(f"{manifest.count} records, and {folder / 'manifest.json'}.")

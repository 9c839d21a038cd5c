"""`factcheck export`: the published verdicts as data."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click
from marshmallow import ValidationError

from factcheck.cli.desks import open_desk, settings
from factcheck.cli.terminal import counted
from factcheck.config import Config
from factcheck.db import Database
from factcheck.schemas.readers import AsOfInput
from factcheck.services import exports, snapshots


class Moment(click.ParamType[datetime]):
    """A moment, read as `?as_of=` is."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            moment: datetime = AsOfInput().load({"as_of": value})["as_of"]
        except ValidationError:
            self.fail(f"{value!r} is no time: write a day, 2026-03-01, or a moment, 2026-03-01T12:00:00Z.")
        return moment


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
@click.option(
    "--as-of",
    metavar="T",
    type=Moment(),
    help="Export what was public then, less what was withheld or removed since; a day means its end.",
)
def command(formats: tuple[str, ...], out: Path | None, as_of: datetime | None) -> None:
    """Export the published verdicts, by default as JSON to standard output."""
    config = settings()
    with open_desk(config) as database:
        if out is not None:
            return write(out, config, database, formats or tuple(exports.FORMATS), as_of)
        if len(formats) > 1:
            raise click.UsageError("Standard output takes one format; --out DIR takes several.")
        return stream(config, database, formats[0] if formats else "json", as_of)


def stream(config: Config, database: Database, name: str, as_of: datetime | None) -> None:
    of = snapshots.newest(database, as_of=as_of)
    for chunk in exports.FORMATS[name](config, database, of=of):
        click.echo(chunk, nl=False)


def write(
    folder: Path, config: Config, database: Database, formats: tuple[str, ...], as_of: datetime | None
) -> None:
    manifest = exports.write(folder, config, database, formats, as_of=as_of)
    for file in manifest.files:
        click.echo(f"{file.sha256}  {folder / file.name}")
    click.echo(f"{counted(manifest.count, 'record')}, and {folder / 'manifest.json'}.")

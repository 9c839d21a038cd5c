"""`factcheck split`: the splitter alone, without a database."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import orjson
from rich.console import Console
from rich.text import Text

from factcheck import splitter
from factcheck.cli.terminal import clean, console, counted, progress, table
from factcheck.errors import InvalidInput
from factcheck.fetching import read_file

STANDARD_INPUT = "-"
PAGES = frozenset({".html", ".htm"})
CLAIM_KEYS = (
    "start",
    "end",
    "quote",
    "text",
    "speaker",
    "speaker_start",
    "speaker_end",
    "attribution",
    "content_start",
    "content_end",
    "anonymous",
    "type",
    "checkable",
    "checkworthiness",
    "rules",
    "parts",
)
PART_KEYS = ("start", "end", "quote", "text", "speaker", "type", "checkable")
COLOURS = {
    "event": "cyan",
    "numerical": "blue",
    "position": "magenta",
    "appeal": "yellow",
    "prediction": "green",
    "opinion": "bright_black",
}


@dataclass(frozen=True)
class Named:
    """A text under the name it was given by."""

    name: str
    text: str


@click.command()
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
)
@click.option("--jsonl", "how", flag_value="jsonl", help="Print one JSON object per claim.")
@click.option("--explain", "how", flag_value="explain", help="Print who speaks and which rules said so.")
@click.option("--text", "how", flag_value="text", help="Print the text that offsets count in, and no more.")
@click.option("--language", metavar="CODE", help="The article's language, where the guess would be wrong.")
def command(files: tuple[str, ...], how: str | None, language: str | None) -> None:
    """Split articles into claims, in order of the text; no database, no network.

    FILE is UTF-8 text, or a page (.html, .htm), or - for standard input.
    """
    if how == "text":
        print_text(files)
        return
    with progress("Splitting", printing=True) as bar:
        for name in bar.track(files):
            text = read(name)
            found = splitter.split(text, language=language or splitter.detect_language(text))
            for note in found.notes:
                click.echo(f"{name}: {note}", err=True)
            printed(Named(name, text), found, how)


def print_text(files: tuple[str, ...]) -> None:
    if len(files) > 1:
        raise click.UsageError("--text prints one file: offsets count from its beginning.")
    click.echo(read(files[0]).encode(), nl=False)


def read(name: str) -> str:
    """Return a file's text: newlines untranslated, a page as its article; raises `InvalidInput`."""
    given = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    if Path(name).suffix.lower() in PAGES:
        return read_file(name, given).text
    try:
        return given.decode()
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{name} is not UTF-8 text: byte {error.start} does not fit.") from None


def printed(named: Named, found: splitter.Split, how: str | None) -> None:
    """Print the claims of one file as asked for."""
    if how == "jsonl":
        for claim in found.claims:
            click.echo(orjson.dumps(as_line(named.name, claim)))
    elif how == "explain":
        explain(named, found, console())
    else:
        console().print(overview(named, found))


def as_line(name: str, claim: splitter.SplitClaim) -> dict[str, Any]:
    """Return a claim as programs read it; keys in their fixed order."""
    fields = claim.as_dict()
    chosen = {key: fields[key] for key in CLAIM_KEYS}
    chosen["parts"] = [{key: part[key] for key in PART_KEYS} for part in fields["parts"]]
    return {"file": name, **chosen}


def overview(named: Named, found: splitter.Split) -> Any:
    """Return the claims as a table for people."""
    rows = [
        (number, claim.quote, who(claim), shown(claim), f"{claim.checkworthiness:.2f}")
        for number, claim in enumerate(found.claims, 1)
    ]
    heading = f"{named.name}: {counted(len(rows), 'claim')}"
    return table(("", "claim", "who says it", "type", "worth"), rows, title=heading)


def who(claim: splitter.SplitClaim) -> str:
    if claim.speaker is None:
        return "the article"
    return f"{claim.speaker} (not named)" if claim.anonymous else claim.speaker


def shown(claim: splitter.SplitClaim) -> Text:
    """Return a claim's type in the words and colour for people."""
    word = "factual" if claim.type == "event" else claim.type.value
    return Text(word, style=COLOURS[claim.type.value])


def explain(named: Named, found: splitter.Split, target: Console) -> None:
    """Print each claim with what decided about it."""
    target.print(Text(f"{clean(named.name)} ({found.language}, splitter {found.version})", style="bold"))
    for number, claim in enumerate(found.claims, 1):
        for line in explained(number, claim):
            target.print(line)


def explained(number: int, claim: splitter.SplitClaim) -> Iterator[Text]:
    yield Text()
    yield Text.assemble((f"{number}. ", "bold"), (clean(claim.quote), "bold"))
    if claim.text != claim.quote:
        yield line_of("alone", claim.text)
    yield line_of("who", f"{who(claim)}, {claim.attribution.value}" if claim.speaker else who(claim))
    worth = f", worth checking {claim.checkworthiness:.2f}" if claim.checkable else ", not checkable"
    yield Text.assemble(("    type   ", "dim"), shown(claim), worth)
    for reason in claim.reasons:
        yield line_of("why", reason)
    for part in claim.parts:
        yield line_of("part", part.text)
    yield line_of("rules", ", ".join(claim.rules) or "none")


def line_of(name: str, words: str) -> Text:
    return Text.assemble((f"    {name:<7}", "dim"), clean(words))

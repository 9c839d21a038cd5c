"""What people read on a terminal: tables and progress; text from outside reaches it without control codes."""

import unicodedata
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs"})  # Controls, directions of writing, private use, surrogates.
JOINERS = "\u200c\u200d"  # These shape letters in some scripts.


def console(*, error: bool = False) -> Console:
    """Return standard output, or standard error, as it is now."""
    return Console(stderr=error, highlight=False, soft_wrap=False)


def clean(text: object) -> str:
    """Return text with a blank in place of whatever could steer a terminal."""
    return "".join(
        " " if unicodedata.category(letter) in UNSEEN and letter not in JOINERS else letter
        for letter in str(text)
    )


def counted(number: int, noun: str) -> str:
    """Say how many there are: 1 event, 2,000 events."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> Table:
    """Return a quiet table; the columns share the width."""
    made = Table(title=escape(clean(title)) or None, title_justify="left", box=None, pad_edge=False)
    made.show_header = any(columns)
    made.title_style = "bold"
    for name in columns:
        made.add_column(name, header_style="dim")
    for row in rows:
        made.add_row(*(cell if isinstance(cell, Text) else Text(clean(cell)) for cell in row))
    return made


def progress(words: str, *, printing: bool = False) -> Progress:
    """Return a bar on standard error that shows only on a terminal and leaves nothing behind.

    While a command is `printing`, its output shows how far it is, unless that goes elsewhere.
    """
    target = console(error=True)
    hidden = not target.is_terminal or (printing and console().is_terminal)
    columns = (TextColumn(words), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=target, transient=True, disable=hidden)

"""`factcheck redact`: remove a text by order of law, for good."""

import click

from factcheck.cli.desks import open_desk, settings
from factcheck.cli.terminal import clean, counted
from factcheck.db import Database
from factcheck.services import kept_redactions, redactions, wiping
from factcheck.services.redactions import Order, Outcome


@click.command()
@click.argument("claim")
@click.option("--text", required=True, help="What must go, wherever it stands in the claim and its article.")
@click.option("--ground", required=True, help="The order it rests on; public.")
@click.option("--note", required=True, help="What readers are told; public.")
def command(claim: str, text: str, ground: str, note: str) -> None:
    """Remove a text from CLAIM by order of law, and from the other claims of its article.

    The history keeps a public step that says what kind of steps lost their contents, and on what ground. The
    text goes from pages, versions, exports, search, the database's files and the next backup. Whoever runs
    this must own the database. Backups made before still hold the text until they are destroyed.
    """
    with open_desk(settings(), guarded=False) as database:
        outcome = removed(database, claim, text, Order(ground, note))
        tell(outcome)
        try:
            with database.reading():
                kept_redactions.keep()
        finally:
            wiping.wipe(database)


def removed(database: Database, claim: str, text: str, order: Order) -> Outcome:
    return database.run(lambda: redactions.redact(claim, text, order), writes=True)


def tell(outcome: Outcome) -> None:
    """Say what was done, and what is left to decide."""
    steps = sum(len(positions) for positions in outcome.positions.values())
    click.echo(
        f"Removed: the contents of {counted(steps, 'step')} in {counted(len(outcome.positions), 'claim')}."
    )
    for public_id, positions in outcome.positions.items():
        click.echo(f"  {clean(public_id)}: {', '.join(map(str, positions))}")
    for holder in outcome.remaining:
        click.echo(f"Still holds the text: {clean(holder)}. Decide on it, and redact it too.")
    for holder in outcome.similar:
        click.echo(f"Still holds what looks like the text, spelled otherwise: {clean(holder)}. Look at it.")
    for holder in outcome.lasting:
        click.echo(f"A redaction of {clean(holder)} says the text itself, and redactions cannot be redacted.")

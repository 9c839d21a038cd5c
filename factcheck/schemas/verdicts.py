"""Forms around a verdict: proposing it, and what an editor does with it."""

from marshmallow import validate

from factcheck.models.terms import Change
from factcheck.schemas.claims import VersionInput
from factcheck.schemas.fields import PAGES, WORDS, Number, Term, Text, Tick


class ProposalInput(VersionInput):
    """A verdict as a reviewer hands it to the editors."""

    rating = Number(needed="Choose a rating.")
    summary = Text(longest=1_000, needed="Sum the verdict up in a sentence or two.")
    explanation = Text(longest=PAGES)
    change = Term(Change, validate=validate.NoneOf([Change.FIRST, Change.RETRACTION]))
    reason = Text(longest=WORDS)


class PublishInput(VersionInput):
    """Under whose name a verdict appears, and why on less evidence than is asked for."""

    byline = Text()
    override = Text(longest=WORDS)


class UpholdInput(VersionInput):
    """The public note on why a verdict stands."""

    note = Text(longest=WORDS)


class ReopenInput(VersionInput):
    """Why a claim is taken up again, by whom, and whether readers are told."""

    reason = Text(longest=WORDS)
    holder = Text(longest=20)
    tell_readers = Tick()

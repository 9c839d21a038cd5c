"""Forms of the claim workspace: what a claim says, its shape, and the reviewer's moves."""

from typing import Any

from marshmallow import fields, post_load

from factcheck.models.terms import Attribution, Checks, ClaimType, Dismissal, SaidBy
from factcheck.schemas.fields import PAGES, WORDS, Day, FormInput, Number, Term, Text, Tick, version


class VersionInput(FormInput):
    """A form that says nothing but which version of the claim it saw."""

    version = version()


class ReasonInput(VersionInput):
    """A move with words that may be left out; where they may not, the rule says so."""

    reason = Text(longest=WORDS)


class ClaimInput(VersionInput):
    """What a claim says and who said it."""

    text = Text(longest=WORDS, needed="Write the claim as a sentence that stands alone.")
    type = Term(ClaimType, needed="Choose a type.")
    checkable = Tick()
    attribution = Term(Attribution, needed="Choose how the article reports it.")
    checks = Term(Checks, needed="Choose what a verdict would be about.")
    claimed_at = Text(longest=100)
    said_by = Term(SaidBy, needed="Choose who said it.")
    said_by_text = Text()
    claimant = Text()
    public_figure = Tick()
    description = Text(longest=WORDS)
    relayed_by = Text()
    confirm = Tick()

    @post_load
    def person(self, given: dict[str, Any], **_given: Any) -> dict[str, Any]:
        """Put together all that tells who said it, as the service takes it."""
        given["said_by"] = {
            "kind": given["said_by"],
            "text": given.pop("said_by_text"),
            "name": given.pop("claimant"),
            "public_figure": given.pop("public_figure"),
            "description": given.pop("description"),
            "relayed_by": given.pop("relayed_by"),
        }
        given["claimed_at"] = given["claimed_at"] or None
        return given


class TrimInput(VersionInput):
    """Another stretch of the article."""

    quote = Text(longest=PAGES, needed="Copy the claim's words from the article.")


class SplitInput(VersionInput):
    """The stretches a claim is to become, one a line."""

    quotes = Text(longest=PAGES, needed="Give two stretches of the claim or more, one a line.")

    @post_load
    def lines(self, given: dict[str, Any], **_given: Any) -> dict[str, Any]:
        """Take each line that is not blank as a stretch."""
        given["quotes"] = [line.strip() for line in given["quotes"].split("\n") if line.strip()]
        return given


class MergeInput(VersionInput):
    """The other claim of a merger."""

    other = Text(longest=20, needed="Choose the claim to merge with.")


class PartsInput(VersionInput):
    """The suggested parts to take up, by their numbers from 0."""

    parts = fields.List(Number(), load_default=list)


class DismissInput(VersionInput):
    """Why a claim is not to be checked."""

    code = Term(Dismissal, needed="Choose why the claim is closed.")
    words = Text(longest=WORDS)


class AssignInput(VersionInput):
    """Who is to hold the claim."""

    holder = Text(longest=20, needed="Choose who is to hold the claim.")


class NoteInput(FormInput):
    """Words for colleagues."""

    note = Text(longest=WORDS, needed="Write the note.")


class FlagsInput(VersionInput):
    """What only editors set."""

    due_at = Day()
    legal_hold = Tick()
    restricted = Tick()
    sensitive = Tick()

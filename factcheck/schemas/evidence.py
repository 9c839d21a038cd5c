"""Forms for attaching evidence and withdrawing it."""

from typing import Any

from marshmallow import post_load

from factcheck.models.terms import Medium, SourceKind, Stance, Visibility
from factcheck.schemas.claims import VersionInput
from factcheck.schemas.fields import URL, WORDS, Term, Text

EXCERPT = 5_000
OF_SOURCE = ("title", "url", "publisher", "origin", "medium", "kind")


class EvidenceInput(VersionInput):
    """A passage of a source and what the source is."""

    title = Text(needed="Give the source a title.")
    url = Text(longest=URL)
    publisher = Text()
    origin = Text()
    medium = Term(Medium, load_default=Medium.WEB)
    kind = Term(SourceKind, load_default=SourceKind.SECONDARY)
    stance = Term(Stance, needed="Say how the passage bears on the claim.")
    excerpt = Text(longest=EXCERPT)
    note = Text(longest=WORDS)
    visibility = Term(Visibility, load_default=Visibility.PUBLIC)
    archived_url = Text(longest=URL)

    @post_load
    def source(self, given: dict[str, Any], **_given: Any) -> dict[str, Any]:
        """Put together what tells of the source, as the service takes it."""
        given["source"] = {name: given.pop(name) for name in OF_SOURCE}
        return given

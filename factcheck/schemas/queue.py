"""What the queue is asked for, in the address of its page."""

from typing import Any

from marshmallow import post_load

from factcheck.schemas.fields import FormInput, Number, Text

LONGEST_QUERY = 200


class QueueInput(FormInput):
    """A view, words to search for, and where the page begins."""

    view = Text(longest=20)
    q = Text(longest=LONGEST_QUERY)
    worth = Number()
    after = Number()

    @post_load
    def place(self, given: dict[str, Any], **_given: Any) -> dict[str, Any]:
        """Put the two numbers of a place together; one alone is none."""
        worth, after = given.pop("worth"), given.pop("after")
        given["after"] = None if worth is None or after is None else (worth, after)
        return given

"""Forms for adding an article, triaging its claims, and marking one by hand."""

from datetime import date

from marshmallow import ValidationError, fields, validates

from factcheck.models.terms import Dismissal
from factcheck.schemas.fields import LINE, PAGES, URL, WORDS, FormInput, Number, Term, Text, Tick


class ArticleInput(FormInput):
    """An article as pasted text or an address, and what is known of it; a file comes beside the form."""

    text = fields.String(load_default="")
    url = Text(longest=URL)
    title = Text(longest=LINE)
    publisher = Text(longest=LINE)
    author = Text(longest=LINE)
    published_at = Text(longest=10)

    @validates("published_at")
    def check_day(self, value: str, data_key: str) -> None:
        """Take an empty day or one as browsers write it."""
        if not value:
            return
        try:
            date.fromisoformat(value)
        except ValueError:
            raise ValidationError("Write the day as year-month-day, such as 2026-03-31.") from None


class TriageInput(FormInput):
    """Which claims to queue or to close, and whether the rest is closed too."""

    claims = fields.List(fields.String(), load_default=list)
    act = fields.String(load_default="queue")
    code = Term(Dismissal, load_default=Dismissal.NOT_SELECTED)


class ByHandInput(FormInput):
    """A claim the splitter did not find: its words in the article, and as a sentence."""

    quote = Text(longest=PAGES, needed="Copy the claim's words from the article.")
    text = Text(longest=WORDS)


class FreeInput(FormInput):
    """Whether readers may see an article's whole text."""

    free = Tick()


class PageInput(FormInput):
    """Where a page of the list begins."""

    before = Number()

"""The form for what is known of a claimant."""

from factcheck.schemas.fields import URL, WORDS, FormInput, Text, Tick


class ClaimantInput(FormInput):
    """A claimant's name, what describes them, and whether they are a public figure."""

    name = Text(needed="A claimant needs a name.")
    description = Text(longest=WORDS)
    public_figure = Tick()
    same_as = Text(longest=URL)

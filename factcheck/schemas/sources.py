"""The form for where a source's facts come from."""

from factcheck.schemas.fields import FormInput, Text


class OriginInput(FormInput):
    """The agency, office or person behind a source."""

    origin = Text(needed="Name the origin: the agency, office or person the facts come from.")

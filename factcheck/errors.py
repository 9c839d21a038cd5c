"""What can go wrong for a person or a program, each with its HTTP status and a sentence fit to show."""


class FactcheckError(Exception):
    """The base of every error that is answered rather than reported as a fault."""

    status = 400


class NotFound(FactcheckError):
    """What was asked for does not exist, or is not for this person to see."""

    status = 404


class InvalidInput(FactcheckError):
    """What was sent cannot be used as it is."""

    status = 422

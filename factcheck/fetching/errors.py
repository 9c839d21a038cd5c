"""What can go wrong between an address or a file and the text of an article."""

from factcheck.errors import FactcheckError, InvalidInput


class AddressRefused(InvalidInput):
    """The address is malformed, or leads somewhere this service does not go."""


class PageUnsuitable(InvalidInput):
    """What was fetched or sent is no article that can be read."""


class RemoteFailed(FactcheckError):
    """The other side does not answer, or answers with something unusable."""

    status = 502


class RemoteTooSlow(FactcheckError):
    """The other side did not finish within the time allowed."""

    status = 504

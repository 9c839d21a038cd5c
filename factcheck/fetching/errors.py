"""What can go wrong between an address or a file and the text of an article."""

from factcheck.errors import FactcheckError, InvalidInput


class AddressRefused(InvalidInput):
    """The address is malformed, or leads somewhere this service does not go."""


class PageUnsuitable(InvalidInput):
    """What was fetched or sent is no article that can be read."""


class ReadersBusy(FactcheckError):
    """So many pages are being read already that another has to wait."""

    status = 503

    def __init__(self) -> None:
        super().__init__("Several pages are being read just now. Please try again in a moment.")


class RemoteFailed(FactcheckError):
    """The other side does not answer, or answers with something unusable."""

    status = 502


class RemoteTooSlow(FactcheckError):
    """The other side did not finish within the time allowed."""

    status = 504

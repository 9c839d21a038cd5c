"""What can go wrong for a person or a program, each with its HTTP status and a sentence fit to show."""


class FactcheckError(Exception):
    """The base of every error that is answered rather than reported as a fault.

    `title` heads its page where that of its status would not be true.
    """

    status = 400
    title = ""


class NotFound(FactcheckError):
    """What was asked for does not exist, or is not for this person to see."""

    status = 404


class RemovedByLaw(FactcheckError):
    """What stood here was removed by order of law (RFC 7725)."""

    status = 451

    def __init__(self, ground: str) -> None:
        super().__init__(f"What stood here was removed by order of law. Ground: {ground}")


class InvalidInput(FactcheckError):
    """What was sent cannot be used as it is."""

    status = 422


class NotAllowed(FactcheckError):
    """This person may not do this."""

    status = 403


class Conflict(FactcheckError):
    """What was asked does not fit the present state."""

    status = 409


class MoveNotAllowed(Conflict):
    """The table of moves does not have this one from here."""


class Stale(Conflict):
    """Somebody else saved the claim in between."""

    def __init__(self, *, seen: int, current: int) -> None:
        super().__init__("Somebody else changed this claim while you had it open. Nothing was saved.")
        self.seen = seen
        self.current = current


class Busy(FactcheckError):
    """The database was busy for too long."""

    status = 503

    def __init__(self) -> None:
        super().__init__("The desk is busy just now. Nothing was saved; please try again in a moment.")


class StorageGone(FactcheckError):
    """The database does not answer."""

    status = 503

    def __init__(self) -> None:
        super().__init__("The database does not answer. Nothing was saved; please try again in a moment.")


class Damaged(FactcheckError):
    """What the desk would vouch for cannot be read: somebody changed the database behind its back."""

    status = 503
    title = "The history was damaged"

    def __init__(self) -> None:
        super().__init__(
            "The newest signed checkpoint cannot be read: somebody changed the database. "
            "Nothing is given out on its word; “factcheck verify” says what is wrong."
        )


class ReadOnly(FactcheckError):
    """Nothing may be written to this database now, nor after a short while."""

    status = 503
    title = "The desk is read-only"


class StorageFull(FactcheckError):
    """There is no room left to write."""

    status = 507

    def __init__(self) -> None:
        super().__init__("There is no room left on the disk. Nothing was saved.")

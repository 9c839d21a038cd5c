"""Two published versions of one verdict beside each other; one that is gone says only why."""

from dataclasses import dataclass

from factcheck.errors import NotFound, RemovedByLaw
from factcheck.ledger import RECORD_TYPES
from factcheck.services import history, public, records
from factcheck.services.records import Record

WITHDRAWN = "This version was withdrawn."


@dataclass(frozen=True)
class Side:
    """One version as it stands beside another: its record, or why there is none any more."""

    number: int
    record: Record | None
    gone: str = ""


def side(public_id: str, number: int) -> Side:
    """Return a version that readers know or knew, or raise `NotFound` for one that never was."""
    try:
        return Side(number, public.version(public_id, number))
    except RemovedByLaw as removed:
        return Side(number, None, str(removed))
    except NotFound:
        if not was_withheld(public_id, number):
            raise
        return Side(number, None, WITHDRAWN)


def was_withheld(public_id: str, number: int) -> bool:
    """Whether a version was published and withheld later; versions count from 1."""
    events = history.of_claim(public_id)
    versions = [event.pos for event in events if event.type in RECORD_TYPES]
    return 0 < number <= len(versions) and versions[number - 1] < records.hidden_up_to(events)

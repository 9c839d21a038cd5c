"""An article's text cut into paragraphs and stretches, so that a page can mark claims in it.

Offsets are Unicode code points. Claims may nest and overlap; where several cover a stretch, the narrowest
one shows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from factcheck.models import Claim

Spans = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Stretch:
    """Words that belong to one claim or to none; `opens` are the claims that begin here."""

    text: str
    claim: Claim | None
    opens: tuple[Claim, ...] = ()

    @property
    def is_first(self) -> bool:
        """Whether the claim that shows here begins here."""
        return self.claim is not None and self.claim in self.opens


@dataclass(frozen=True)
class Block:
    """A paragraph or a heading."""

    is_heading: bool
    stretches: tuple[Stretch, ...]


def marked(
    text: str, claims: Sequence[Claim], *, headings: Spans = (), within: tuple[int, int] | None = None
) -> list[Block]:
    """Return a text's blocks in order, with its claims marked; blank lines only part them."""
    in_order = sorted(claims, key=lambda claim: (claim.start, -claim.end))
    blocks: list[Block] = []
    waiting: list[Claim] = []
    upcoming = 0
    for start, end in lines(text, *(within or (0, len(text)))):
        while upcoming < len(in_order) and in_order[upcoming].start < end:
            waiting.append(in_order[upcoming])
            upcoming += 1
        waiting = [claim for claim in waiting if claim.end > start]
        is_heading = any(low < end and start < high for low, high in headings)
        blocks.append(Block(is_heading, tuple(stretches(text, start, end, waiting))))
    return blocks


def around(text: str, claim: Claim) -> list[Block]:
    """Return the paragraphs in which one claim stands, with it alone marked."""
    low = text.rfind("\n", 0, claim.start) + 1
    after = text.find("\n", claim.end)
    return marked(text, [claim], within=(low, len(text) if after < 0 else after))


def lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span of each line that is not blank, without the blanks around it."""
    for line in text[start:end].splitlines(keepends=True):
        bare = line.strip()
        if bare:
            begin = start + len(line) - len(line.lstrip())
            yield begin, begin + len(bare)
        start += len(line)


def stretches(text: str, start: int, end: int, claims: Sequence[Claim]) -> Iterator[Stretch]:
    """Cut one block wherever a claim begins or ends; `claims` are in order of their beginnings."""
    edges = {start, end}
    for claim in claims:
        edges.update(edge for edge in (claim.start, claim.end) if start < edge < end)
    here: list[Claim] = []
    upcoming = 0
    for low, high in pairwise(sorted(edges)):
        here = [claim for claim in here if claim.end >= high]
        opens = []
        while upcoming < len(claims) and claims[upcoming].start <= low:
            here.append(claims[upcoming])
            opens.append(claims[upcoming])
            upcoming += 1
        begun = tuple(claim for claim in opens if claim.start >= start)
        yield Stretch(text[low:high], min(here, key=width, default=None), begun)


def width(claim: Claim) -> tuple[int, int]:
    return claim.end - claim.start, -claim.id

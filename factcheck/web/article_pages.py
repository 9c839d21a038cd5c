"""How the page of an article is arranged: its marked text, its list of claims, and the claim in hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from factcheck.models import Claim
from factcheck.models.terms import Status
from factcheck.services.articles import ArticlePage
from factcheck.web import marking

ORDERS = {"place": "by place", "worth": "by check-worthiness"}
SHOWN: dict[str, tuple[str, Callable[[Claim], bool]]] = {
    "all": ("all", lambda claim: True),
    "new": ("new", lambda claim: claim.status is Status.NEW),
    "worth": ("high check-worthiness", lambda claim: claim.priority == "high"),
    "open": (
        "at work",
        lambda claim: claim.status in {Status.QUEUED, Status.IN_REVIEW, Status.PROPOSED},
    ),
    "done": ("done", lambda claim: claim.status is Status.DONE),
    "dismissed": ("dismissed", lambda claim: claim.status is Status.DISMISSED),
}


@dataclass(frozen=True)
class ArticleView:
    """The parts of an article's page."""

    blocks: Sequence[marking.Block]
    listed: Sequence[Claim]
    in_hand: Claim | None
    following: Claim | None
    before: Claim | None
    numbers: dict[int, int]
    order: str
    shown: str
    counts: dict[str, int]
    orders: dict[str, str]
    choices: dict[str, str]


def arrange(page: ArticlePage, *, order: str, wanted: str, in_hand: str) -> ArticleView:
    """Return the page's parts; an order, a filter or a claim that is not known counts as none."""
    on_text = [claim for claim in page.claims if claim.revision_id == page.revision.id]
    order = order if order in ORDERS else "place"
    wanted = wanted if wanted in SHOWN else "all"
    at = next((place for place, claim in enumerate(on_text) if claim.public_id == in_hand), None)
    return ArticleView(
        blocks=without_title(page, on_text),
        listed=listed(on_text, order, wanted),
        in_hand=None if at is None else on_text[at],
        following=None if at is None or at + 1 == len(on_text) else on_text[at + 1],
        before=None if not at else on_text[at - 1],
        numbers={claim.id: place for place, claim in enumerate(on_text, 1)},
        order=order,
        shown=wanted,
        counts={name: sum(map(fits, on_text)) for name, (_, fits) in SHOWN.items()},
        orders=ORDERS,
        choices={name: words for name, (words, _) in SHOWN.items()},
    )


def without_title(page: ArticlePage, claims: Sequence[Claim]) -> Sequence[marking.Block]:
    """Return the text's blocks; a first line that only repeats the title, which stands above, is left out."""
    blocks = marking.marked(page.revision.text, claims, headings=page.revision.headings)
    first = blocks[0].stretches if blocks else ()
    repeats = len(first) == 1 and first[0].claim is None and first[0].text == page.article.title
    return blocks[1:] if repeats else blocks


def listed(claims: Sequence[Claim], order: str, wanted: str) -> list[Claim]:
    """Return the claims that the filter lets through, in the order asked for."""
    fits = SHOWN[wanted][1]
    chosen = [claim for claim in claims if fits(claim)]
    return sorted(chosen, key=lambda claim: -claim.worth) if order == "worth" else chosen

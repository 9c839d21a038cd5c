"""The order in which a record's members are written: canonical JSON sorts them, readers get them by sense."""

from typing import Any

# Members by name; under each, the order of what it holds, or None for a plain value.
Order = dict[str, Any]


def members(names: str, **inner: Order) -> Order:
    """Return an order from names in a row."""
    return {name: inner.get(name) for name in names.split()}


RATING = members("key label value best worst scale")
VERDICT = members(
    "version rating summary explanation change reason rating_changed second_person byline evidence_override "
    "published_at",
    rating=RATING,
)
SAID_BY = members("kind text claimant relayed_by", claimant=members("id name same_as"))
ARTICLE = members("id title url publisher author published_at archived_url revision")
SELECTORS = members("type start end exact prefix suffix")
EVIDENCE = members(
    "stance excerpt note visibility source accessed_at archived_url sha256",
    source=members("url title publisher origin medium kind"),
)
RECORD = members(
    "claim_id url claim quote lang type attribution checks sensitive parent parts superseded_by modified_at "
    "publication rechecking said_by claimed_at article selectors verdict previous evidence",
    said_by=SAID_BY,
    article=ARTICLE,
    selectors=SELECTORS,
    verdict=VERDICT,
    previous=VERDICT,
    evidence=EVIDENCE,
)


def in_order(value: Any, order: Order | None = RECORD) -> Any:
    """Return a value with its members in order, at every depth; members nobody ordered stand last."""
    if isinstance(value, list):
        return [in_order(one, order) for one in value]
    if not isinstance(value, dict) or order is None:
        return value
    first = {name: in_order(value[name], inner) for name, inner in order.items() if name in value}
    return {**first, **value, **first}

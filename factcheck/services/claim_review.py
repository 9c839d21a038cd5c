"""A record as schema.org `ClaimReview`, for the one page of its claim: rules that its consumers set."""

import re
from typing import Any

from factcheck.config import Config
from factcheck.models.terms import Change, Checks, Publication
from factcheck.services.records import Record

Markup = dict[str, Any]
KINDS = {"person": "Person", "organisation": "Organization"}
LOWEST_WORST = 1
DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\S+)?)?)?")


def claim_review(record: Record, config: Config) -> Markup | None:
    """Return the markup of a live verdict on the accuracy of a claim; None where there is nothing to mark.

    A sensitive claim has none: its consumers build cards, and those must not quote it.
    """
    if not is_marked(record):
        return None
    verdict, desk = record["verdict"], publisher(config)
    first = record["previous"][-1] if record["previous"] else verdict
    address = page_of(record, config)
    markup: Markup = without_nothing(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "@id": f"{address}#review",
            "url": address,
            "claimReviewed": record["claim"],
            "itemReviewed": item(record, config),
            "reviewRating": rating(verdict),
            "reviewBody": "\n\n".join(filter(None, [verdict["summary"], verdict["explanation"]])),
            "author": desk,
            "publisher": desk,
            "datePublished": first["published_at"],
            "dateModified": verdict["published_at"],
            "inLanguage": config.language,
            "citation": citations(record),
            "correction": corrections(record),
            "license": config.license,
        }
    )
    return markup


def is_marked(record: Record) -> bool:
    """Whether a record is live, not sensitive, and rates accuracy."""
    return (
        record["publication"] == Publication.LIVE
        and record["checks"] == Checks.CONTENT
        and not record["sensitive"]
        and record["verdict"]["rating"] is not None
    )


def page_of(record: Record, config: Config) -> str:
    return f"{config.public_url}/claims/{record['claim_id']}"


def publisher(config: Config) -> Markup:
    """Return the desk, with where it says how it works and how it corrects itself."""
    method = f"{config.public_url}/methodology"
    return {
        "@type": "Organization",
        "name": config.desk_name,
        "url": f"{config.public_url}/",
        "publishingPrinciples": method,
        "verificationFactCheckingPolicy": method,
        "correctionsPolicy": f"{method}#corrections",
        "actionableFeedbackPolicy": f"{method}#contact",
    }


def item(record: Record, config: Config) -> Markup:
    """Return the claim itself: who made it, when, and where it appeared."""
    return {
        "@type": "Claim",
        "@id": f"{page_of(record, config)}#claim",
        "text": record["claim"],
        "author": author(record),
        "datePublished": dated(record["claimed_at"]),
        "appearance": appearance(record["article"]),
    }


def author(record: Record) -> Markup | None:
    """Return who made the claim where readers are given a name; the article's voice is its publisher's."""
    said, article = record["said_by"], record["article"]
    if said["claimant"]:
        kind = KINDS.get(said["kind"], "Organization")
        return {"@type": kind, "name": said["claimant"]["name"], "sameAs": web(said["claimant"]["same_as"])}
    if said["kind"] == "article" and article["publisher"]:
        return {"@type": "Organization", "name": article["publisher"]}
    return None


def appearance(article: Record) -> Markup | None:
    if not web(article["url"]):
        return None
    return {
        "@type": "CreativeWork",
        "url": article["url"],
        "name": article["title"],
        "datePublished": dated(article["published_at"]),
        "archivedAt": web(article["archived_url"]),
        "publisher": article["publisher"] and {"@type": "Organization", "name": article["publisher"]},
    }


def rating(verdict: Record) -> Markup:
    """Return the rating in words, and in numbers where its scale has them for it."""
    given = verdict["rating"]
    markup = {"@type": "Rating", "alternateName": given["label"], "ratingExplanation": verdict["summary"]}
    if given["value"] is None or not LOWEST_WORST <= given["worst"] <= given["value"] <= given["best"]:
        return markup
    if given["worst"] == given["best"]:
        return markup
    numbers = {"ratingValue": given["value"], "bestRating": given["best"], "worstRating": given["worst"]}
    return {**markup, **numbers}


def citations(record: Record) -> list[Markup]:
    """Return the sources that readers may know of and can open."""
    return [
        {
            "@type": "CreativeWork",
            "name": piece["source"]["title"],
            "url": piece["source"]["url"],
            "archivedAt": web(piece["archived_url"]),
        }
        for piece in record["evidence"]
        if piece["source"] and web(piece["source"]["url"])
    ]


def corrections(record: Record) -> list[Markup]:
    return [
        {"@type": "CorrectionComment", "text": version["reason"], "datePublished": version["published_at"]}
        for version in [record["verdict"], *record["previous"]]
        if version["change"] == Change.CORRECTION
    ]


def web(url: str | None) -> str | None:
    """Return an address that browsers fetch, or None."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def dated(written: str | None) -> str | None:
    """Return a date that is one as ISO 8601 writes it, or None."""
    return written if written and DATE.fullmatch(written) else None


def without_nothing(markup: Any) -> Any:
    """Leave out members without a value, at every depth."""
    if isinstance(markup, dict):
        kept = {name: without_nothing(value) for name, value in markup.items()}
        return {name: value for name, value in kept.items() if value not in (None, "", [], {})}
    return [without_nothing(value) for value in markup] if isinstance(markup, list) else markup

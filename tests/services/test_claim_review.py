"""ClaimReview keeps the rules of those who read it, and marks nothing that is no rated accuracy."""

from typing import Any

import pytest

from factcheck.config import Config
from factcheck.services.claim_review import claim_review

CONFIG = Config(public_url="https://desk.example.org", desk_name="A desk")
RATING = {"key": "false", "label": "False", "value": 1, "best": 5, "worst": 1, "scale": "accuracy@1"}
VERDICT = {
    "version": 1,
    "rating": RATING,
    "summary": "It is not so.",
    "explanation": "We looked.",
    "change": "first",
    "reason": None,
    "published_at": "2026-05-02T08:00:00.000000Z",
}
SOURCE = {"title": "Minutes", "url": "https://archive.example.org/minutes"}
RECORD: dict[str, Any] = {
    "claim_id": "abcdefghijkl",
    "claim": "The bridge opened in 1932.",
    "publication": "live",
    "checks": "content",
    "sensitive": False,
    "claimed_at": "2026-05-01",
    "said_by": {
        "kind": "person",
        "text": "the mayor",
        "claimant": {"id": "m" * 12, "name": "Ilse Varnhagen", "same_as": "https://example.org/ilse"},
        "relayed_by": None,
    },
    "article": {
        "id": "a" * 12,
        "title": "A bridge",
        "url": "https://paper.example.org/bridge",
        "publisher": "The Paper",
        "author": None,
        "published_at": "2026-05-01",
        "archived_url": None,
        "revision": 1,
    },
    "verdict": VERDICT,
    "previous": [],
    "evidence": [{"source": SOURCE, "archived_url": None}, {"source": None, "archived_url": None}],
}


def marked(**given: Any) -> dict[str, Any]:
    found = claim_review({**RECORD, **given}, CONFIG)
    assert found is not None
    return found


def test_a_review_has_what_its_readers_require() -> None:
    review = marked()

    assert review["@type"] == "ClaimReview"
    assert review["url"] == "https://desk.example.org/claims/abcdefghijkl"
    assert review["claimReviewed"] == "The bridge opened in 1932."
    assert review["author"]["name"] == "A desk"
    assert review["author"]["correctionsPolicy"] == "https://desk.example.org/methodology#corrections"
    assert review["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "False",
        "ratingExplanation": "It is not so.",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
    }
    assert review["itemReviewed"]["author"]["sameAs"] == "https://example.org/ilse"
    assert review["itemReviewed"]["appearance"]["url"] == "https://paper.example.org/bridge"
    assert [citation["name"] for citation in review["citation"]] == ["Minutes"]


@pytest.mark.parametrize(
    "given",
    [
        {"publication": "retracted"},
        {"publication": "withheld"},
        {"checks": "attribution"},
        {"sensitive": True},
        {"verdict": {**VERDICT, "rating": None}},
    ],
)
def test_what_is_no_live_rating_of_accuracy_is_not_marked(given: dict[str, Any]) -> None:
    assert claim_review({**RECORD, **given}, CONFIG) is None


@pytest.mark.parametrize(
    "numbers", [{"value": None}, {"value": 0, "worst": 0}, {"value": 9}, {"value": 1, "best": 1, "worst": 1}]
)
def test_a_rating_whose_numbers_do_not_fit_stands_in_words_alone(numbers: dict[str, Any]) -> None:
    review = marked(verdict={**VERDICT, "rating": {**RATING, **numbers}})

    assert set(review["reviewRating"]) == {"@type", "alternateName", "ratingExplanation"}


def test_who_is_not_named_is_no_author() -> None:
    unnamed = marked(said_by={"kind": "unnamed", "text": "officials", "claimant": None, "relayed_by": None})
    article = marked(said_by={"kind": "article", "text": None, "claimant": None, "relayed_by": None})

    assert "author" not in unnamed["itemReviewed"]
    assert article["itemReviewed"]["author"] == {"@type": "Organization", "name": "The Paper"}


def test_what_is_no_address_and_no_date_is_left_out() -> None:
    review = marked(
        claimed_at="last spring",
        article={**RECORD["article"], "url": "javascript:x"},
        evidence=[{"source": {**SOURCE, "url": None}, "archived_url": None}],
    )

    assert "datePublished" not in review["itemReviewed"]
    assert "appearance" not in review["itemReviewed"]
    assert "citation" not in review


def test_a_corrected_review_keeps_its_first_date_and_names_the_correction() -> None:
    later = {
        **VERDICT,
        "version": 2,
        "change": "correction",
        "reason": "We were wrong.",
        "published_at": "2026-06-01T08:00:00.000000Z",
    }

    review = marked(verdict=later, previous=[VERDICT])

    assert review["datePublished"] == VERDICT["published_at"]
    assert review["dateModified"] == later["published_at"]
    assert [correction["text"] for correction in review["correction"]] == ["We were wrong."]

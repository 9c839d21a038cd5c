"""The splitter on the seed article: its claims, who said them, and the propositions in them."""

import pytest

from factcheck.paths import resource
from factcheck.splitter import Attribution, ClaimType, Split, SplitClaim, split

HANIYEH = "Ismail Haniyeh"
HEADINGS = [
    "Hamas Chief’s Appeal for Global Alliances",
    "Unveiling the Real Enemy",
    "Israel’s Stance and Stiffening Resistance",
]


@pytest.fixture(scope="module")
def text() -> str:
    return (resource("seeds") / "articles" / "seed.txt").read_bytes().decode()


@pytest.fixture(scope="module")
def seed(text: str) -> Split:
    return split(text)


def claim(seed: Split, words: str) -> SplitClaim:
    """Return the one claim whose sentence holds these words."""
    [found] = [claim for claim in seed.claims if words in claim.quote]
    return found


def parts(seed: Split) -> list[str]:
    return [part.quote for claim in seed.claims for part in claim.parts]


def test_the_fifteen_sentences_of_the_body_are_its_claims(seed: Split, text: str) -> None:
    assert len(seed.claims) == 15
    assert all(text[claim.start : claim.end] == claim.quote for claim in seed.claims)
    assert all(claim.quote.endswith(".") for claim in seed.claims)


def test_headings_and_title_are_no_claims(seed: Split, text: str) -> None:
    assert [text[start:end] for start, end in seed.headings] == HEADINGS
    assert seed.title is not None
    assert text[slice(*seed.title)].startswith("Hamas Calls for Global Alliances")
    assert not {claim.quote for claim in seed.claims} & set(HEADINGS)


def test_nothing_is_missing_from_the_body(seed: Split, text: str) -> None:
    body = "".join(text[start:end] for start, end in seed.paragraphs)
    claims = "".join(claim.quote for claim in seed.claims)

    assert "".join(claims.split()) == "".join(body.split())


@pytest.mark.parametrize(
    "words",
    [
        "urged the formation",
        "he hopes",
        "Haniyeh’s call extends",
        "Haniyeh was adamant",
        "He stressed",
        "He condemned",
    ],
)
def test_what_he_and_haniyeh_say_is_said_by_the_full_name(seed: Split, words: str) -> None:
    found = claim(seed, words)

    assert (found.speaker, found.speaker_kind, found.anonymous) == (HANIYEH, "person", False)


@pytest.mark.parametrize("speaker", ["senior officials", "Reports"])
def test_nobody_in_particular_is_marked_anonymous(seed: Split, speaker: str) -> None:
    [found] = [claim for claim in seed.claims if claim.speaker == speaker]

    assert found.anonymous
    assert found.speaker_kind == "unnamed"


def test_the_mention_is_the_words_that_name_the_speaker(seed: Split, text: str) -> None:
    mentions = [text[claim.speaker_start : claim.speaker_end] for claim in seed.claims if claim.speaker]

    assert mentions == [
        "Hamas",
        "Ismail Haniyeh",
        "he",
        "Haniyeh",
        "Haniyeh",
        "He",
        "He",
        "senior officials",
        "Reports",
    ]


@pytest.mark.parametrize("words", ["audacious call", "urged the formation", "plea for humanitarian aid"])
def test_calls_for_an_alliance_and_for_aid_are_appeals(seed: Split, words: str) -> None:
    assert claim(seed, words).type is ClaimType.APPEAL


def test_every_reported_sentence_is_reported_in_other_words(seed: Split) -> None:
    manners = {claim.attribution for claim in seed.claims if claim.speaker}

    assert manners == {Attribution.INDIRECT}
    assert {claim.attribution for claim in seed.claims if not claim.speaker} == {Attribution.NONE}


def test_the_reported_words_leave_out_who_says_them(seed: Split, text: str) -> None:
    found = claim(seed, "senior officials insist")

    assert found.content_start is not None
    reported = text[found.content_start : found.content_end]
    assert reported.startswith("operations will continue until Hamas capitulates")
    assert reported.endswith("captives taken over the past months")


@pytest.mark.parametrize(
    "quote",
    [
        "operations will continue until Hamas capitulates and releases all captives",
        "captives taken over the past months",
        "the government’s decision to scale back operations in Gaza",
        "a plea for humanitarian aid",
    ],
)
def test_separate_propositions_are_parts(seed: Split, quote: str) -> None:
    assert quote in parts(seed)


def test_a_part_stands_alone(seed: Split) -> None:
    texts = {part.quote: part.text for claim in seed.claims for part in claim.parts}

    assert (
        texts["the government’s decision to scale back operations in Gaza"]
        == "The government decided to scale back operations in Gaza."
    )
    assert texts["Hamas’s attempts to smuggle weapons"] == "Hamas attempted to smuggle weapons."
    assert texts["a plea for humanitarian aid"] == "Ismail Haniyeh made a plea for humanitarian aid."


def test_rhetoric_is_an_opinion_and_not_checkable(seed: Split) -> None:
    found = claim(seed, "mirage on the horizon")

    assert (found.type, found.checkable, found.parts) == (ClaimType.OPINION, False, ())
    assert found.checkworthiness < 0.2


def test_every_decision_has_its_receipt(seed: Split) -> None:
    assert all(claim.rules for claim in seed.claims)
    assert "attribution.verb.insist" in claim(seed, "insist").rules


def test_a_pronoun_that_names_the_speaker_is_resolved_in_the_claims_own_sentence(seed: Split) -> None:
    assert claim(seed, "He condemned").text.startswith("Ismail Haniyeh condemned Zionism")

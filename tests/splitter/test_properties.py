"""What holds for any text at all: spans are exact, ordered and inside their paragraph."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.splitter import Split, SplitClaim, split

BLOCKS = (
    "Anna Lind said the wall would hold. ",
    "“We came early,” said Karl Berg. ",
    '"No," he added, "it broke',
    "the sea flooded 3,000 homes, killing two. ",
    "Officials say ",
    "because ",
    ", who runs the port, ",
    "שלום עולם. ",
    "قال الرجل. ",
    "👩‍👩‍👧 ",
    "🙂",
    "\u00a0",
    "\r\n",
    "\r\n\r\n",
    "\n",
    "\n\n",
    "\u2028",
    "\t",
    "“",
    "”",
    '"',
    "’",
    "(",
    ")",
    "...",
    ".",
    "?",
    "U.S. ",
    "Mr. ",
    "Image: Town Archive.",
    "Sources\n",
    "By Anna Brook\n",
    "[...] ",
    "\ufeff",
    "\u202e",
    "\x00",
    "\ud800",
    "<!--",
    "é",
    "according to ",
    "; ",
    " — ",
)
texts = st.lists(st.sampled_from(BLOCKS), max_size=14).map("".join)
few = settings(max_examples=60, suppress_health_check=list(HealthCheck))


def generated(count: int, seed: int) -> Iterator[str]:
    """Yield texts made of small blocks; the same seed makes the same texts."""
    choose = random.Random(seed)
    for _ in range(count):
        yield "".join(choose.choice(BLOCKS) for _ in range(choose.randint(0, 14)))


def check(text: str, found: Split) -> None:
    """Assert that every span is exact, in order, and inside what holds it."""
    end = 0
    for claim in found.claims:
        assert text[claim.start : claim.end] == claim.quote != ""
        assert claim.start >= end
        assert any(first <= claim.start and claim.end <= last for first, last in found.paragraphs)
        assert 0 <= claim.checkworthiness <= 1
        for part in claim.parts:
            assert text[part.start : part.end] == part.quote != ""
            assert claim.start <= part.start < part.end <= claim.end
        if claim.content_start is not None and claim.content_end is not None:
            assert claim.start <= claim.content_start < claim.content_end <= claim.end
        if claim.speaker_start is not None and claim.speaker_end is not None:
            assert claim.start <= claim.speaker_start < claim.speaker_end <= claim.end
        end = claim.end


@few
@given(texts)
def test_spans_are_exact_for_any_text(text: str) -> None:
    check(text, split(text))


@few
@given(st.text(max_size=200))
def test_spans_are_exact_for_any_characters(text: str) -> None:
    check(text, split(text))


@few
@given(texts, st.sampled_from(["he", "ar", "zh", "xx"]))
def test_spans_are_exact_without_a_model(text: str, language: str) -> None:
    check(text, split(text, language=language))


def test_spans_are_exact_for_five_hundred_texts() -> None:
    for text in generated(500, seed=1):
        check(text, split(text))


@pytest.mark.full
def test_spans_are_exact_for_ten_thousand_texts() -> None:
    for text in generated(10_000, seed=2):
        check(text, split(text))


@few
@given(texts)
def test_the_same_text_gives_the_same_claims(text: str) -> None:
    assert split(text) == split(text)


@few
@given(st.lists(st.sampled_from(BLOCKS[:4]), min_size=1, max_size=6).map("".join))
def test_a_paragraph_at_the_end_changes_nothing_before_it(text: str) -> None:
    before = split(f"A Title\n\n{text}\n\nThat was all.")
    after = split(f"A Title\n\n{text}\n\nThat was all.\n\nThe town slept.")

    assert [but_for_names(claim) for claim in before.claims] == [
        but_for_names(claim) for claim in after.claims[:-1]
    ]


def but_for_names(claim: SplitClaim) -> dict[str, object]:
    """Return what a claim is without the names that a later paragraph may make fuller."""
    row = claim.as_dict()
    parts = [(part["start"], part["end"], part["type"]) for part in row.pop("parts")]
    return {name: row[name] for name in row.keys() - {"speaker", "speaker_kind", "text"}} | {"parts": parts}


@pytest.mark.parametrize(
    "unit",
    [
        "word ",
        ".",
        '"',
        "“",
        "\n",
        "Mr. ",
        "👩‍👩‍👧 ",
        "שלום. ",
        "<!--",
        '("',
        "said ",
        "a\n",
        "'a ",
        "John Smith, ",
    ],
)
def test_hostile_text_is_split_too(unit: str) -> None:
    text = (unit * 6_000)[:6_000]

    check(text, split(text))

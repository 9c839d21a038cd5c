"""One text in its spellings: what is found as the same, and what is only told as alike."""

import re
from unicodedata import normalize
from urllib.parse import quote, quote_plus

import pytest

from factcheck.services import spellings

NAME = "José Müßig"


def is_same(text: str, words: str) -> bool:
    return re.fullmatch(spellings.same(text), words, re.IGNORECASE) is not None


def is_alike(text: str, words: str) -> bool:
    pattern = spellings.alike(text)
    return pattern is not None and pattern.search(spellings.levelled(words)) is not None


@pytest.mark.parametrize(
    "words",
    [
        NAME,
        "JOSÉ\n MÜSSIG",
        normalize("NFD", NAME),
        quote(NAME),
        quote(NAME).lower(),
        quote_plus(NAME.upper()),
        quote(normalize("NFD", NAME)),
    ],
)
def test_the_same_text_is_found_in_prose_and_in_addresses(words: str) -> None:
    assert is_same(NAME, words)
    assert is_same(normalize("NFD", NAME), words)


@pytest.mark.parametrize("words", ["jose-mussig", "Jose_Mussig's", "https://a.example/jose-mu%CC%88ssig/1"])
def test_what_looks_like_it_is_alike(words: str) -> None:
    assert not is_same(NAME, words)
    assert is_alike(NAME, words)


@pytest.mark.parametrize("words", ["xjose mussig", "jose mussigmann", "jose and mussig", ""])
def test_other_words_are_not(words: str) -> None:
    assert not is_same(NAME, words)
    assert not is_alike(NAME, words)


@pytest.mark.parametrize("text", ["3.5 (net)", "a+b", "50%", "C:\\x", "[x]"])
def test_signs_stand_for_themselves(text: str) -> None:
    assert is_same(text, text)
    assert is_same(text, quote(text, safe=""))
    assert not is_same(text, f"{text}x")


def test_a_text_without_words_is_like_nothing() -> None:
    assert not is_alike("…!", "…!")

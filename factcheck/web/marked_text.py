"""An article's text in paragraphs, cut where its published claims begin and end."""

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.services.public import PublicArticle
from factcheck.services.records import Record


@dataclass(frozen=True)
class Stretch:
    """Some of the text, and the claim it belongs to, if any."""

    text: str
    record: Record | None = None


Paragraph = list[Stretch]


def paragraphs(article: PublicArticle) -> list[Paragraph]:
    """Return the text's paragraphs; of claims that overlap, the first to begin is marked."""
    found: list[Paragraph] = [[]]
    for stretch in stretches(article.text or "", article.records):
        first, *rest = stretch.text.split("\n")
        found[-1].append(Stretch(first, stretch.record))
        found.extend([Stretch(line, stretch.record)] for line in rest)
    return [paragraph for paragraph in found if any(stretch.text.strip() for stretch in paragraph)]


def stretches(text: str, records: Sequence[Record]) -> list[Stretch]:
    """Cut the text at its claims; one whose quotation does not stand where it should is left out."""
    cut, done = [], 0
    for record in records:
        start, end = record["selectors"][0]["start"], record["selectors"][0]["end"]
        if start < done or text[start:end] != record["quote"]:
            continue
        cut += [Stretch(text[done:start]), Stretch(text[start:end], record)]
        done = end
    return [*cut, Stretch(text[done:])]

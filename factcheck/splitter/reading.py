"""Reads a text's layout: which paragraphs are body, which are headings, datelines, captions or sources."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from factcheck.splitter.claims import Span

HEADING_WORDS = 25
PROSE_WORDS = 18
STORY_WORDS = 12
WRAPPED = range(48, 110)


class Block(StrEnum):
    """What a paragraph is for."""

    TITLE = "title"
    HEADING = "heading"
    DATELINE = "dateline"
    BYLINE = "byline"
    CAPTION = "caption"
    SOURCES = "sources"
    NOTICE = "notice"
    PULL_QUOTE = "pull-quote"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of the text without the blanks around it."""

    start: int
    end: int
    block: Block

    @property
    def span(self) -> Span:
        return self.start, self.end


_line = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_ends_a_sentence = re.compile(r"""[.!?…。！？؟।॥።۔:;,][\s"'”’»」』)\]\u200e\u200f]{0,6}\Z""")
_weekday = r"(?:(?i:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)"
_month = r"(?:(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?)"
_date = re.compile(
    rf"(?:published|updated|posted|last updated)?:?\s?(?:on\s)?{_weekday}?"
    rf"(?:{_month}\s\d{{1,2}},?\s\d{{4}}|\d{{1,2}}\s{_month},?\s\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"
    r"[\s,|·–—-]{0,4}(?:(?:at\s)?\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\.?)?\s?(?:[a-z]{2,5})?)?\.?",
    re.IGNORECASE,
)
_agencies = r"\((?:AP|AFP|Reuters|UPI|dpa|PA|IANS|ANI|Xinhua|TASS|Bloomberg|CNN|BBC|EFE|ANSA)\)"
_leading = re.compile(
    rf"{_weekday}?(?:{_month}\s\d{{1,2}},?\s\d{{4}}|\d{{1,2}}\s{_month},?\s\d{{4}})\s(?=[A-Z\"“‘])"
    r"|[•●▪◦‣·*–—-]\s{1,4}(?=\w)",
)
_capitalised = r"(?:[A-Z][\w.'’]{0,24}|\d{1,4})"
_place = re.compile(
    rf"(?:[A-Z]{{2}}[A-Z.'’ -]{{0,30}}|{_capitalised}(?:[ -]{_capitalised}){{0,3}}(?:,|\s\())"
    rf"(?:[ ,(-]{{0,2}}{_capitalised}){{0,7}}\)?\s?(?:[—–-]{{1,2}})\s(?=[A-Z\"“‘])"
)
_byline = re.compile(
    r"\(?(?:(?:words|text|(?:additional )?reporting|edit(?:ing|ed)|writ(?:ing|ten)) by|by|from)[:\s]",
    re.IGNORECASE,
)
_caption = re.compile(
    r"(?:(?:file\s)?(?:image|photo|photograph|picture|credit|graphic|map|video|file photo|caption))\s?"
    r"(?:credit|courtesy|by|of)?\s?[:/]\s?\S",
    re.IGNORECASE,
)
_caption_start = re.compile(
    r"(?:file (?:image|photo|picture)|(?:pictured|photo|image|above|left|right)\s?[:,]|looking back:)",
    re.IGNORECASE,
)
_agency = re.compile(r"\(?(?:ap|afp|reuters|upi|dpa|pa|tass|xinhua|bloomberg|ansa|efe)\)?\.?", re.IGNORECASE)
_notice = re.compile(
    r"(?:read (?:more|also|next)|see also|related(?: articles?| stories| news)?|more (?:on|from) this|"
    r"advertisement|sign up|subscribe|click here|follow us|share this|copyright|©|all rights reserved|"
    r"this (?:article|story|page) (?:was|is|has been|may)|listen|watch|comments?)(?:\b|:)",
    re.IGNORECASE,
)
_disclosure = re.compile(
    r"this (?:article|story|page) (?:mentions|discusses|contains|features|includes)\b|"
    r"this is a (?:developing|breaking)\b|have your say\b|contribute to\b|"
    r"(?:add (?:or|your)|leave (?:a|your)|share (?:this|your)|post (?:a|your)|join (?:our|the)) "
    r"(?:[\w']{1,20} ){0,4}(?:comments?|opinions?|views?|thoughts|discussion|conversation|story|article)\b",
    re.IGNORECASE,
)
_whose_words = re.compile(r"[—–]\s?[A-Z\"“]|-{1,2}\s[A-Z]")
_sources = re.compile(
    r"(?:sources?|references?|external links?|further reading|notes|footnotes|bibliography|related news"
    r"|sister links)\s?:?",
    re.IGNORECASE,
)
_plain_heading = re.compile(r"[^\d,;:/()]{1,60}")
_address = re.compile(r"(?:https?://|www\.)\S{1,2000}", re.IGNORECASE)
_word = re.compile(r"\w+")
_of_an_entry = re.compile(r"[\"“”]|\s[—–-]\s|://|www\.")
_next_sentence = re.compile(r"[a-z]{3}[.!?][\"”’]? [A-Z\"“]")


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return every paragraph of the text in order, each with what it is for."""
    stretches = [stretch for lines in _runs_of_lines(text) for stretch in _stretches(lines, text)]
    blocks: list[Paragraph] = []
    under_sources = False
    for number, (start, end) in enumerate(stretches):
        line = text[start:end]
        block = _block(line, first=number == 0, last=number == len(stretches) - 1)
        if block is Block.SOURCES or (block is Block.HEADING and _plain_heading.fullmatch(line)):
            under_sources = bool(_sources.fullmatch(line))
        under_sources = under_sources and not (block is Block.BODY and _is_prose(line))
        if under_sources and number:
            block = Block.SOURCES
        lead = _dateline_before(line) if block is Block.BODY else 0
        blocks.append(Paragraph(start + lead, end, block))
    return _without_pull_quotes(blocks, text)


def _is_prose(line: str) -> bool:
    """Say whether a paragraph under a list of sources is no entry of it: the next story has begun."""
    words = len(_word.findall(line[:1000]))
    if words >= STORY_WORDS and line.endswith(".") and not _of_an_entry.search(line[:1000]):
        return True
    return words >= PROSE_WORDS and (words >= 2 * PROSE_WORDS or bool(_next_sentence.search(line[:1000])))


def place_before(text: str, start: int, end: int) -> int:
    """Return how many characters "CITY (Agency) —" takes: a sentence's span holds it, its words do not."""
    match = _place.match(text, start, min(end, start + 120))
    return match.end() - start if match else 0


def _dateline_before(line: str) -> int:
    """Return how many characters a date or a bullet takes ahead of the first sentence."""
    match = _leading.match(line, 0, 120)
    return match.end() if match else 0


def _runs_of_lines(text: str) -> Iterator[list[Span]]:
    """Yield the lines that stand together without a blank line between them."""
    run: list[Span] = []
    for match in _line.finditer(text):
        start, end = _trim(text, match.start(), match.end())
        if start == end:
            continue
        if run and _blank_line_between(text, run[-1][1], start):
            yield run
            run = []
        run.append((start, end))
    if run:
        yield run


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "\ufeff\u200b"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\ufeff\u200b"):
        end -= 1
    return start, end


def _blank_line_between(text: str, end: int, start: int) -> bool:
    gap = text[end:start].replace("\r\n", "\n")
    return sum(gap.count(newline) for newline in "\n\r\v\f\x85\u2028\u2029") > 1


def _stretches(lines: list[Span], text: str) -> list[Span]:
    """Return a run of lines as one paragraph where it is wrapped prose, else every line by itself."""
    if not _sources.fullmatch(text[slice(*lines[0])][:200]) and _is_wrapped(lines, text):
        return [(lines[0][0], lines[-1][1])]
    return lines


def _is_wrapped(lines: list[Span], text: str) -> bool:
    inner = lines[:-1]
    if len(inner) < 2:
        return False
    broken = sum(
        end - start in WRAPPED and not _ends_a_sentence.search(text[end - 8 : end]) for start, end in inner
    )
    return broken * 2 > len(inner)


def _block(line: str, *, first: bool, last: bool) -> Block:
    for block, is_one in CONTEXT:
        if is_one(line):
            return block
    return _heading_or_body(line, first=first, last=last)


def _is_dateline(line: str) -> bool:
    return bool(_date.fullmatch(line[:200]))


def _is_byline(line: str) -> bool:
    if _agency.fullmatch(line[:200]):
        return True
    bracketed = line.startswith("(") and line.endswith(")")
    short = len(line) < (200 if bracketed else 80)
    return short and bool(_byline.match(line)) and (bracketed or not _ends_a_sentence.search(line))


def _is_caption(line: str) -> bool:
    if _caption_start.match(line):
        return len(line) < 300
    return len(line) < 600 and bool(_caption.search(line[-200:]))


def _is_notice(line: str) -> bool:
    if len(line) < 200 and _disclosure.match(line):
        return True
    if len(line) >= 200 or not _notice.match(line):
        return False
    return ":" in line[:30] or not _ends_a_sentence.search(line)


def _is_source(line: str) -> bool:
    return bool(_sources.fullmatch(line[:200]) or _address.fullmatch(line[:2100]))


CONTEXT = (
    (Block.DATELINE, _is_dateline),
    (Block.BYLINE, _is_byline),
    (Block.CAPTION, _is_caption),
    (Block.SOURCES, _is_source),
    (Block.NOTICE, _is_notice),
)


def _heading_or_body(line: str, *, first: bool, last: bool) -> Block:
    few_words = len(line) < 300 and len(_word.findall(line)) <= HEADING_WORDS
    if not few_words or (last and not first and len(_word.findall(line)) > 8):
        return Block.BODY
    ended = _ends_a_sentence.search(line[-10:])
    if first and not last and (not ended or line.endswith(("?", "!", "’", "'", '"', "”"))):
        return Block.TITLE
    return Block.BODY if ended else Block.HEADING


def _without_pull_quotes(blocks: list[Paragraph], text: str) -> tuple[Paragraph, ...]:
    """Mark quotations set apart, and the lines that say whose words they were.

    Their words stand in the body already, or the next line is "— Name".
    """
    seen = _Repeats(text, [block for block in blocks if block.block is Block.BODY])
    marked: list[Paragraph] = []
    for paragraph in blocks:
        before, block = marked[-1].block if marked else Block.TITLE, paragraph.block
        if block is Block.BODY and seen.repeats(paragraph):
            block = Block.PULL_QUOTE
        elif block is Block.HEADING and before is Block.PULL_QUOTE:
            block = Block.CAPTION
        elif block is Block.HEADING and before is Block.BODY and _whose_words.match(text, paragraph.start):
            marked[-1] = Paragraph(marked[-1].start, marked[-1].end, Block.PULL_QUOTE)
            block = Block.CAPTION
        marked.append(Paragraph(paragraph.start, paragraph.end, block))
    return tuple(marked)


class _Repeats:
    """Finds paragraphs repeated word for word inside a longer one, in time that grows with the text."""

    KEY = 5
    MOST = 4

    def __init__(self, text: str, body: list[Paragraph]) -> None:
        self._words = {paragraph.span: self._of(text, paragraph) for paragraph in body}
        self._places: dict[tuple[str, ...], list[tuple[Span, int]]] = {
            tuple(words[: self.KEY]): [] for words in self._words.values() if len(words) >= self.KEY
        }
        for span, words in self._words.items():
            for place in range(len(words) - self.KEY + 1):
                places = self._places.get(tuple(words[place : place + self.KEY]))
                if places is not None and len(places) < self.MOST:
                    places.append((span, place))

    @staticmethod
    def _of(text: str, paragraph: Paragraph) -> list[str]:
        return _word.findall(text[paragraph.start : paragraph.end].casefold())

    def repeats(self, paragraph: Paragraph) -> bool:
        """Say whether a longer paragraph holds all the words of this one."""
        words = self._words[paragraph.span]
        if len(words) < self.KEY:
            return False
        return any(
            len(self._words[span]) > len(words) and self._words[span][place : place + len(words)] == words
            for span, place in self._places[tuple(words[: self.KEY])]
        )

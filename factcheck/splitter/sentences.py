"""Sentences, by rule for any script; in English doubtful places are left for the parser to decide."""

import re
from collections.abc import Iterator
from enum import Enum

from sentencex import get_sentence_boundaries

from factcheck.splitter import signs
from factcheck.splitter.claims import Span
from factcheck.splitter.lexicon import words
from factcheck.splitter.quotes import Quotation, Quotations

# The boundary library is quadratic on unclosed quotation marks, so it never sees more than this at once.
WINDOW = 2_000
INTEGRATED_AT_MOST = 150
BRACKET_AT_MOST = 300

TITLES = words(
    """
    mr mrs ms dr prof gen col lt sgt capt maj cmdr adm rep reps sen sens gov rev hon st pres
    supt insp fr vs no nos fig art vol ed eds cf al approx dept est mt ft messrs mme mlle sr.
    jan feb mar apr jun jul aug sep sept oct nov dec op pp ca
    """
)
MAY_END = words(
    """
    inc ltd co corp jr sr etc bros plc esq ave blvd rd u.s u.k u.n e.u d.c a.m p.m ph.d b.a m.a
    """
)
HALVES = words("a.m p.m")
AFTER_AN_HOUR = (
    signs.MONTHS
    | signs.WEEKDAYS
    | words(
        """
        eastern central mountain pacific atlantic local greenwich british et ct mt pt gmt utc est edt
        cst cdt mst mdt pst pdt bst cet cest eet ist jst kst aest aedt
        """
    )
)
STARTERS = words(
    """
    the a an in on at for from by with as after before since during while when although though
    if because he she it they we i you this that these those there his her its their our my but
    and so yet however meanwhile also according both all some many most several no not one two
    three what who how why where once until despite under over among between last next earlier
    later today yesterday
    """
)

_end = re.compile(
    r"(?<![\"“])\[(?:\.{3}|…)\](?=\s)|[.!?…]{1,20}[\"”’'»)\]“]{0,4}(?=\s)(?!\s\[(?:\.{3}|…)\])|[。！？]{1,20}[」』”]{0,4}"
)
_blank = re.compile(r"\s")
_lettered = re.compile(
    r"\b(?:pool|group|plan|hepatitis|class|category|type|team|section|serie|grade|vitamin|division|phase|option"
    r"|block|district|zone|exhibit|schedule|appendix|annex|terminal)\s[A-Z]\Z",
    re.IGNORECASE,
)
# A name may begin small: "al-Qirbi", "d’Arcy", "iPhone".
_small_name = re.compile(r"[a-z]{1,3}[-’']?[A-Z][a-z]")
_surrogate = re.compile(r"[\ud800-\udfff]")
_before = re.compile(r"(?:^|[\s(\[\"“‘'—–-])((?:[^\W\d_]\.){1,6}[^\W\d_]|[^\W_]{1,12})\Z")
_next_word = re.compile(r"[\s\"“‘'«(\[]{0,12}([^\W\d_]{1,30})")
# "Ann Jan." ends a sentence where "in Jan." does not.
NAMES_AND_MONTHS = ("Jan", "Art", "Al")
_given = re.compile(r"[A-Z][a-z]{2,20}\s[A-Z][a-z]{1,3}\Z")
_asks = re.compile(
    r"\s{1,4}(?:[A-Z][\w.’'-]{0,30}\s){1,5}(?:said|asked|says|asks|wrote|added|replied|told|shouted|exclaimed)\b"
)


NEW_SUBJECTS = words("the he she it they we this there")
PRONOUNS = words("he she it they we i you this there")


class Boundary(Enum):
    """What a rule says about a place where a sentence may end."""

    YES = 1
    NO = 2
    MAYBE = 3


def by_rule(text: str, start: int, end: int, *, language: str) -> Iterator[Span]:
    """Yield the sentences of text[start:end], without the blanks around them."""
    for window_start, window_end in windows(text, start, end, size=WINDOW):
        window = plain(text[window_start:window_end])
        for boundary in get_sentence_boundaries(language, window):
            span = trimmed(text, window_start + boundary["start_index"], window_start + boundary["end_index"])
            if any(map(str.isalnum, text[slice(*span)])):
                yield span


def plain(piece: str) -> str:
    """Return a piece of text as libraries can take it, of the same length."""
    return _surrogate.sub("\ufffd", _blank.sub(" ", piece))


def boundaries(text: str, start: int, end: int, quotations: Quotations) -> dict[int, Boundary]:
    """Return each place in an English paragraph where a new sentence starts, or may."""
    found: dict[int, Boundary] = {}
    for match in _end.finditer(text, start, end):
        following = match.end()
        while following < end and text[following].isspace():
            following += 1
        if following < end:
            verdict = _judge(text, start, match, following, quotations)
            if verdict is not Boundary.NO:
                found[following] = verdict
    return found


def _judge(text: str, start: int, match: re.Match[str], following: int, quotations: Quotations) -> Boundary:
    first = text[following]
    if match.group().startswith("["):
        return _after_an_omission(text, following)
    if (
        (first.islower() and not _small_name.match(text, following))
        or first in ",;:)]}–—-&%"
        or _in_brackets(text, start, match.start(), following)
    ):
        return Boundary.NO
    quotation = quotations.at(match.start())
    inside = quotation is not None and following < quotation.end
    if quotation and inside and (_is_integrated(text, start, quotation) or first in ".…"):
        return Boundary.NO
    if "." not in match.group() or len(match.group().rstrip("\"”’'»)]“")) > 1:
        return _after_a_strong_mark(text, match, following, quotation)
    return _after_a_full_stop(text, match, following)


def _after_an_omission(text: str, following: int) -> Boundary:
    """Judge "[…]": what goes on with a new subject is a sentence of its own."""
    if text[following].isupper():
        return Boundary.YES
    ahead = _next_word.match(text, following, following + 50)
    return Boundary.YES if ahead and ahead.group(1) in NEW_SUBJECTS else Boundary.NO


def _in_brackets(text: str, start: int, place: int, following: int) -> bool:
    """Say whether a place is inside brackets that close soon after it."""
    opened = max(text.rfind("(", max(start, place - BRACKET_AT_MOST), place), -1)
    if opened < 0 or text.find(")", opened, following) >= 0:
        return False
    return text.find(")", following, following + BRACKET_AT_MOST) >= 0


def _is_integrated(text: str, start: int, quotation: Quotation) -> bool:
    """Say whether a quotation is woven into a sentence: no comma or colon leads to it."""
    if not quotation.closed or quotation.end - quotation.start > INTEGRATED_AT_MOST:
        return False
    before = text[max(start, quotation.start - 3) : quotation.start].rstrip()
    return bool(before) and before[-1].isalnum()


def _after_a_strong_mark(
    text: str, match: re.Match[str], following: int, quotation: Quotation | None
) -> Boundary:
    if match.group().startswith(("...", "…")):
        inside = quotation is not None and following < quotation.end
        return Boundary.MAYBE if not inside or _is_new_subject(text, following) else Boundary.NO
    if match.group()[-1] in "\"”’'" and _asks.match(text, match.end(), match.end() + 200):
        return Boundary.NO
    return Boundary.YES


def _is_new_subject(text: str, following: int) -> bool:
    ahead = _next_word.match(text, following, following + 50)
    return ahead is not None and ahead.group(1)[0].isupper() and ahead.group(1).lower() in PRONOUNS


def _after_a_full_stop(text: str, match: re.Match[str], following: int) -> Boundary:
    before = _before.search(text[max(0, match.start() - 16) : match.start()])
    word = before.group(1) if before else ""
    ahead = _next_word.match(text, following, following + 50)
    starter = ahead is not None and ahead.group(1).lower() in STARTERS
    if word.lower() in TITLES and len(match.group()) == 1:
        named = word in NAMES_AND_MONTHS and _given.search(text[max(0, match.start() - 40) : match.start()])
        return Boundary.YES if named and text[following].isalpha() else Boundary.NO
    if word.lower() in HALVES and ahead and text[following].isupper():
        return Boundary.NO if ahead.group(1).lower() in AFTER_AN_HOUR else Boundary.YES
    if word.lower() in MAY_END or "." in word:
        return Boundary.YES if starter or len(match.group()) > 1 else Boundary.NO
    if len(word) == 1 and word.isupper():
        lettered = _lettered.search(text[max(0, match.start() - 16) : match.start()])
        if lettered and ahead and len(ahead.group(1)) > 1:
            return Boundary.YES
        return Boundary.MAYBE if starter else Boundary.NO
    return Boundary.YES


def windows(text: str, start: int, end: int, *, size: int) -> Iterator[Span]:
    """Cut text[start:end] into pieces of at most `size`, at the end of a sentence or at least at a blank."""
    while end - start > size:
        cut = _cut(text, start, start + size)
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _cut(text: str, start: int, end: int) -> int:
    half = (start + end) // 2
    for mark in (". ", "\n", " "):
        place = text.rfind(mark, half, end)
        if place >= 0:
            return place + len(mark)
    return end


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end

"""Tells amounts from dates, ages, durations and numbers in names: a number alone makes no statistic."""

import re
from typing import TYPE_CHECKING

from factcheck.splitter import signs
from factcheck.splitter.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

MEASURED = signs.SHARES | signs.COUNTED | signs.MONEY | signs.BIG
WHOLE = words("% percent")
FRACTIONS = words("thirds third quarters quarter fifths fifth sixths tenths tenth half")
SCORED = words("votes goals points runs sets games seats")
AMOUNT_AT_MOST_DEPTH = 6
ASIDES = ("relcl", "appos", "parataxis")
LENGTHS = words("km kilometre kilometres kilometer kilometers mile miles metre metres meter meters")
DIMENSIONS = words("depth height altitude length width speed distance weight area volume range")
CHANGED_FROM = (["up", "from"], ["down", "from"])
# What stands behind the hour of a day or the number of a year.
DATING = words("am pm a.m. p.m. utc gmt local bc bce ad ce")
WHERE = words("away from off north south east west inside outside above below behind")
NUMBERED = words(
    "lap magnitude article page pages pp route flight chapter section version figure turn lane gate"
)
KNOWN = words("the these those both")
UNKNOWN = words("% percent million billion")
SMALL = words("one two three four five six seven eight nine")
FIGURES = words("figure total sum average number score margin majority")
# "Half of the first" and "half of the inning" are stretches of a game.
STRETCHES = signs.ORDINALS | words("inning game match season")
SHARING = words("half majority third quarter fifth most one times")

# Words that may be amounts without a digit.
COUNTING = WHOLE | SHARING | FRACTIONS | signs.MONEY | signs.BIG

_clock = re.compile(r"\d{1,2}:\d\d(?:[ap]\.?m\.?)?\Z")
_score = re.compile(r"\d{1,3}[–-]\d{1,3}\Z")


def kind_of(token: "Token") -> str:
    """Return what a number is: "amount", "count", "duration", "date", "age" or "name"."""
    before = token.nbor(-1) if token.i else None
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    if _is_a_date(token, before, after):
        return "date"
    if _is_an_age(token, before, after):
        return "age"
    if _is_part_of_a_name(before):
        return "name"
    return _quantity(token, before, after)


def is_amount(token: "Token") -> bool:
    """Say whether a word is an amount, or the sign of one."""
    word = token.lower_
    if not (word in COUNTING or token.like_num or token.pos_ == "NUM" or word[0].isdigit()):
        return False
    if word in WHOLE or token.text in signs.MONEY:
        return token.i + 1 == len(token.doc) or token.nbor().lower_ not in ("sure", "certain")
    if (word in SHARING or word in FRACTIONS) and (_is_a_share(token) or _is_a_fraction(token)):
        return True
    if not is_number(token) and not _score.match(token.text):
        return False
    if _is_a_score(token) or _is_some_of(token) or _is_one_in(token) or _is_measured(token):
        return True
    kind = "distance" if _is_a_distance(token) else kind_of(token)
    return kind == "amount" or (kind == "count" and _is_a_bare_figure(token))


def _is_a_distance(token: "Token") -> bool:
    """Say whether a number only tells where something is: "80 km away", "two miles from the harbour"."""
    following = _next_words(token)
    return following[:1] != [] and following[0] in LENGTHS and bool(set(following[1:]) & WHERE)


def _is_one_in(token: "Token") -> bool:
    """Say whether a number begins "one upload in six"."""
    near = token.doc[token.i + 1 : token.i + 4]
    if not token.like_num or len(near) < len(("upload", "in", "six")) or near[0].pos_ != "NOUN":
        return False
    return near[1].lower_ == "in" and bool(near[2].like_num) and kind_of(near[2]) != "date"


def _is_measured(token: "Token") -> bool:
    """Say whether a number stands in "a 6.0-magnitude earthquake", "up from four" or "39 were hurt"."""
    before = [near.lower_ for near in token.doc[max(0, token.i - 2) : token.i]]
    if token.lower_ in signs.VAGUE:
        return _counts_by_itself(token)
    told = _counts_by_itself(token) or before in CHANGED_FROM
    told = told and kind_of(token) not in ("date", "name")
    return bool(token.like_num) and (told or _next_words(token)[:2] == ["-", "magnitude"])


def _counts_by_itself(token: "Token") -> bool:
    """Say whether a number is the subject: "39 were hurt", "dozens of them were", not "the other three"."""
    if token.lower_ in signs.ORDINALS or token.lower_ == "one":
        return False
    return token.dep_ in ("nsubj", "nsubjpass") and not any(child.pos_ == "DET" for child in token.lefts)


def _is_a_bare_figure(token: "Token") -> bool:
    """Say whether a number stands with no noun in "cut the majority to three" or "a total of nine"."""
    if not token.like_num or token.dep_ != "pobj" or token.lower_ in signs.ORDINALS:
        return False
    behind = token.head
    return behind.lower_ in ("to", "by") or (behind.lower_ == "of" and behind.head.lower_ in FIGURES)


def _is_a_fraction(token: "Token") -> bool:
    """Say whether a word ends "two-thirds" or "nine-tenths"."""
    return token.lower_ in FRACTIONS and token.i > 1 and token.nbor(-1).text == "-"


def _is_a_score(token: "Token") -> bool:
    """Say whether a word begins "3-2" or "five votes to two"."""
    if _score.match(token.text):
        return True
    if not token.like_num or token.i + 2 >= len(token.doc):
        return False
    between, after = token.nbor(1), token.nbor(2)
    if between.text in ("-", "–", "to") and after.like_num:
        return not (len(token) == 4 or len(after) == 4)
    last = token.nbor(3) if token.i + 3 < len(token.doc) else None
    return between.lower_ in SCORED and after.lower_ == "to" and last is not None and bool(last.like_num)


def _is_some_of(token: "Token") -> bool:
    """Say whether a number counts some "of the eleven", "of those"; "one of them" is no count."""
    if token.lower_ == "one" or (token.is_digit and len(token.text) == len("1986")):
        return False
    return bool(token.like_num) and _next_words(token)[:1] == ["of"] and _next_words(token)[1:2] != ["a"]


def _is_a_share(token: "Token") -> bool:
    """Say whether a word is the half, the third or the most of something, or one in three."""
    if token.lower_ not in SHARING:
        return False
    following = _next_words(token)
    if token.lower_ == "most":
        counted = [near.tag_ for near in token.doc[token.i + 2 : token.i + 5]]
        return following[:1] == ["of"] and ("NNS" in counted or following[1:] == ["the", "dead"])
    if token.lower_ not in ("one", "times"):
        return following[:1] == ["of"] and STRETCHES.isdisjoint(following)
    if token.lower_ == "one":
        return following[:1] == ["in"] and token.i + 2 < len(token.doc) and token.nbor(2).pos_ == "NUM"
    return token.lower_ == "times" and following[:1] in (["as"], ["more"], ["higher"]) and token.i > 0


def is_number(token: "Token") -> bool:
    """Say whether a word is a number, in digits or letters."""
    return bool(token.like_num) or token.pos_ == "NUM" or token.lower_ in signs.BIG


def _is_a_date(token: "Token", before: "Token | None", after: "Token | None") -> bool:
    neighbours = [near.lower_.rstrip(".") for near in (before, after) if near is not None]
    if any(near in signs.MONTHS for near in neighbours) or _clock.match(token.text):
        return True
    if token.is_digit and len(token.text) == 4 and token.text[0] in "12":
        return not (signs.COUNTED | signs.MONEY) & {*neighbours, *_next_words(token)}
    return after is not None and after.lower_ in DATING


def _is_an_age(token: "Token", before: "Token | None", after: "Token | None") -> bool:
    if after is None:
        return False
    if (after.text == "-" or after.lower_ == "year") and "old" in _next_words(token):
        return True
    return bool(token.is_digit) and after.text == "," and before is not None and before.text == ","


def _is_part_of_a_name(before: "Token | None") -> bool:
    if before is None:
        return False
    if before.lower_ in NUMBERED:
        return True
    if before.text[-1:].isdigit() and before.text[:1].isalpha():
        # "KSh38 million" is a sum.
        return False
    return before.text in ("-", "–") or (before.pos_ == "PROPN" and before.text not in signs.MONEY)


def _quantity(token: "Token", before: "Token | None", after: "Token | None") -> str:
    if token.lower_ in signs.ORDINALS:
        return "count"
    if after is not None and (after.lower_ in signs.UNITS_OF_TIME or after.text in ("-", "–")):
        return "duration"
    money = before is not None and before.lower_ in signs.MONEY
    return "amount" if money or _is_large_or_counted(token, before) else "count"


def _is_large_or_counted(token: "Token", before: "Token | None") -> bool:
    if token.lower_ in signs.BIG - signs.VAGUE or "," in token.text or "." in token.text:
        return True
    if token.is_digit and len(token.text) > 2:
        return True
    if before is not None and before.lower_ in signs.ABOUT:
        return True
    if token.is_digit and len(token.text) > 1 and _counts_things(token):
        return True
    return any(word in MEASURED for word in _next_words(token))


def _counts_things(token: "Token") -> bool:
    """Say whether a plural follows closely that is no stretch of time."""
    following = token.doc[token.i + 1 : token.i + 4]
    return any(near.tag_ == "NNS" and near.lower_ not in signs.UNITS_OF_TIME for near in following)


def _next_words(token: "Token") -> list[str]:
    return [near.lower_ for near in token.doc[token.i + 1 : token.i + 4]]


def is_central(token: "Token", head: "Token | None") -> bool:
    """Say whether a word belongs to the main statement, not to an aside of it."""
    node = token
    for _ in range(AMOUNT_AT_MOST_DEPTH):
        if head is not None and node.i == head.i:
            return True
        if node.dep_ in ASIDES or (node.dep_ == "acl" and node.tag_ in ("VBG", "VBN")) or _is_marked(node):
            return False
        if node.head == node:
            return True
        node = node.head
    return False


def _is_marked(node: "Token") -> bool:
    if node.dep_ != "advcl":
        return False
    before = [child for child in node.children if child.i < node.i]
    if any(child.dep_ == "nsubj" for child in before) and any(child.lower_ == "as" for child in before):
        # "The match went on as Canada led 12-5" tells two things of one rank.
        return False
    relative = any(grand.tag_ == "WDT" for child in before for grand in child.children)
    return relative or any(child.dep_ in ("mark", "advmod") for child in before)


def is_a_small_circumstance(token: "Token", head: "Token | None") -> bool:
    """Say whether "two" or "seven" only stands in a circumstance of the main statement."""
    if token.lower_ not in SMALL or _is_a_bare_figure(token) or _is_measured(token):
        return False
    if token.head.head.lower_ == "of" and token.head.head.head.lower_ in DIMENSIONS:
        return False
    return role_of(token, head) == "circumstance"


def counts_a_known_group(token: "Token") -> bool:
    """Say whether "the two men" or "its 15 members" only names those spoken of."""
    plain = token.is_alpha or (token.is_digit and len(token.text) < len("100"))
    if token.i == 0 or not plain or not token.like_num or token.lower_ in signs.BIG:
        return False
    before = token.nbor(-1)
    return (before.lower_ in KNOWN or before.tag_ == "PRP$") and UNKNOWN.isdisjoint(_next_words(token)[:1])


def role_of(token: "Token", head: "Token | None") -> str:
    """Return what part of the main statement a word is in: "subject", "object" or "circumstance"."""
    node = token
    for _ in range(AMOUNT_AT_MOST_DEPTH):
        if node.dep_ in ("nsubj", "nsubjpass"):
            return "subject" if head is None or node.head == head else "circumstance"
        if node.dep_ in ("dobj", "attr", "acomp", "oprd"):
            return "object" if head is None or node.head == head else "circumstance"
        if node.dep_ in ("prep", "advcl", "npadvmod") or node.head == node:
            break
        node = node.head
    return "circumstance"

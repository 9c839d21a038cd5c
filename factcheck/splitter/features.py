"""What can be seen of a sentence, as named numbers: the small linear models weigh these and nothing else."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.splitter import cues, numbers, signs, tones
from factcheck.splitter.claims import Attribution, Span, SpeakerKind
from factcheck.splitter.grammar import main_verb
from factcheck.splitter.lexicon import carrying, lists_by_word
from factcheck.splitter.parsing import Sentence
from factcheck.splitter.voices import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

Features = dict[str, float]

CENTRAL_WORDS = 6
# From this sentence on, a sentence stands late in its article.
LATE = 30
SHORT = 16
# Begins the names of features that are words with a meaning learned from the company they keep.
MEANS = "means."
# An article is of sport while its sentences have more words of sport than this, on average.
SPORTING = 0.5

WORD_LISTS = {
    "will": signs.WILL,
    "would": signs.WOULD,
    "may": signs.MAY,
    "ought": signs.OUGHT,
    "planning": signs.PLANNING,
    "asking": signs.ASKING,
    "stance": signs.STANCE,
    "feeling": signs.FEELING,
    "evaluating": signs.EVALUATING,
    "comparing": signs.COMPARING,
    "record": signs.RECORDS,
    "share": signs.SHARES,
    "hedge": signs.HEDGES,
    "first-person": signs.FIRST_PERSON,
    "general": signs.GENERAL,
    "seeming": signs.SEEMING,
    "harm": signs.HARM,
    "background": signs.BACKGROUND,
    "public": signs.PUBLIC,
}
_BY_WORD = lists_by_word({f"word.{name}": words for name, words in WORD_LISTS.items()})


CUES = {
    "asking": cues.ASKING,
    "foretelling": cues.FORETELLING,
    "stance": cues.STANCE | cues.STATES_OF_MIND,
    "carried": frozenset({"carried"}),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence stands in its article; what comes after it makes no difference."""

    number: int
    title_words: frozenset[str]
    central: float
    of_sport: bool


def settings(sentences: Sequence[Sentence], title: str) -> Iterator[Setting]:
    """Yield where each sentence stands, and how it fits to what the article said so far."""
    words = frozenset(word for word in title.lower().split() if len(word) > 3)
    told: Counter[str] = Counter()
    sporting = 0
    for number, sentence in enumerate(sentences):
        sporting += len(signs.SPORT.intersection(token.lower_ for token in sentence.tokens))
        own = set(meaningful(sentence.tokens))
        told.update(own)
        counts = sorted((told[word] for word in own), reverse=True)[:CENTRAL_WORDS]
        often = sum(counts) / len(counts) if counts else 0.0
        central = float(often / max(3.0, (number + 1) ** 0.7))
        yield Setting(number, words, central, sporting > SPORTING * (number + 1))


def meaningful(tokens: Iterable["Token"]) -> list[str]:
    """Return the words that carry meaning, in lower case."""
    return [
        token.lower_ for token in tokens if token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ") and len(token) > 2
    ]


def of(sentence: Sentence, voice: Voice, setting: Setting) -> Features:
    """Return the features of a sentence, judged on the reported words where it reports somebody."""
    tokens = judged(sentence, voice)
    found: Features = {"bias": 1.0}
    found.update(_words(tokens))
    found.update(meaning(carrying(tokens)))
    found.update(_numbers(tokens))
    found.update(_amounts(tokens))
    found.update(_grammar(tokens))
    found.update(_voice(voice))
    found.update(_place(tokens, sentence, setting))
    found.update(_bare(tokens, voice, found))
    found.update(tones.of(tokens, voice))
    return found


def _bare(tokens: Sequence["Token"], voice: Voice, seen: Features) -> Features:
    """Return whether words without a name, a number or a day go on about anything in particular."""
    specific = any(token.pos_ in ("PROPN", "NUM") or token.like_num for token in tokens)
    said = "quote" if voice.attribution in (Attribution.DIRECT, Attribution.MIXED) else "report"
    kind = "article" if voice.speaker is None else said
    present = bool(seen.get("tense.VBZ") or seen.get("tense.VBP"))
    conditions = {
        "bare": not specific,
        "bare-present": not specific and present,
        "bare-short": not specific and len(tokens) < SHORT,
        "bare-copula": not specific and "tense.copula" in seen,
        "personal": "word.first-person" in seen,
        "general": "word.general" in seen,
        "seeming": "word.seeming" in seen,
    }
    return {f"{kind}.{name}": 1.0 for name, holds in conditions.items() if holds}


def judged(sentence: Sentence, voice: Voice) -> list["Token"]:
    """Return the reported words where a sentence reports somebody, else all its words."""
    return inside(sentence, voice.content) if voice.content else list(sentence.tokens)


def meaning(words: Sequence[str]) -> Features:
    """Return the words that carry meaning, each counted less the more there are of them."""
    return {f"{MEANS}{word}": len(words) ** -0.5 for word in words}


def inside(sentence: Sentence, span: Span) -> list["Token"]:
    """Return the tokens of a sentence that stand in a span of the article."""
    start, end = span[0] - sentence.base, span[1] - sentence.base
    return [token for token in sentence.tokens if start <= token.idx < end]


def _words(tokens: Sequence["Token"]) -> Features:
    counts: Features = {}
    for token in tokens:
        for name in _BY_WORD.get(token.lower_, ()):
            counts[name] = min(2.0, counts.get(name, 0.0) + 1.0)
    return counts


def _numbers(tokens: Sequence["Token"]) -> Features:
    found: Features = {}
    for token in tokens:
        if token.like_num or token.pos_ == "NUM" or token.lower_ in signs.BIG:
            kind = numbers.kind_of(token)
            found[f"number.{kind}"] = 1.0
        elif token.text in signs.MONEY or token.lower_ in ("%", "percent"):
            found["number.amount"] = 1.0
    return found


def _amounts(tokens: Sequence["Token"]) -> Features:
    """Return where amounts stand: in the main statement, in its subject or object, of what kind."""
    amounts = [token for token in tokens if numbers.is_amount(token)]
    if not amounts:
        return {"amount.none": 1.0}
    head = main_verb(tokens)
    central = [token for token in amounts if numbers.is_central(token, head)]
    found: Features = {"amount.any": 1.0, "amount.count": min(len(amounts), 4) / 4}
    if central:
        found["amount.central"] = 1.0
    for token in central:
        found[f"amount.{numbers.role_of(token, head)}"] = 1.0
        if token.text in signs.MONEY or token.lower_ in ("%", "percent"):
            found["amount.rate"] = 1.0
    return found


def _grammar(tokens: Sequence["Token"]) -> Features:
    found: Features = {}
    length = len(tokens)
    names = 0
    for token in tokens:
        names += token.pos_ == "PROPN"
        if token.dep_ == "neg":
            found["grammar.negation"] = 1.0
        elif token.dep_ == "auxpass":
            found["grammar.passive"] = 1.0
        elif token.tag_ in ("JJS", "RBS"):
            found["grammar.superlative"] = 1.0
        elif token.tag_ in ("JJR", "RBR"):
            found["grammar.comparative"] = 1.0
        elif token.lower_ in ("if", "unless"):
            found["grammar.condition"] = 1.0
    found["grammar.short"] = float(length < 10)
    found["grammar.long"] = float(length > 28)
    found["grammar.names"] = min(names, 6) / 6
    found["grammar.no-name"] = float(names == 0)
    head = main_verb(tokens)
    if head is not None:
        found.update(_tense(head))
    return found


def _tense(head: "Token") -> Features:
    helpers = {child.lower_ for child in head.children if child.dep_ in ("aux", "auxpass")}
    found: Features = {f"tense.{head.tag_}": 1.0}
    if helpers & {"has", "have", "had", "'ve"}:
        found["tense.perfect"] = 1.0
    if helpers & {"is", "are", "was", "were", "'re"} and head.tag_ == "VBG":
        found["tense.progressive"] = 1.0
    if helpers & signs.WILL:
        found["tense.future"] = 1.0
    if helpers & signs.WOULD:
        found["tense.would"] = 1.0
    if helpers & signs.OUGHT:
        found["tense.ought"] = 1.0
    if head.lower_ in ("is", "are", "was", "were", "be", "been", "'s", "'re", "'m"):
        found["tense.copula"] = 1.0
        found[f"copula.{_complement(head)}"] = 1.0
    if head.lower_ in ("is", "are", "was", "were") and any(
        child.dep_ == "xcomp" and any(grand.lower_ == "to" for grand in child.children)
        for child in head.children
    ):
        found["tense.is-to"] = 1.0
    return found


def _complement(head: "Token") -> str:
    for child in head.children:
        if child.dep_ in ("acomp", "attr", "prep", "expl") and child.i > head.i:
            return child.dep_
    return "other"


def _voice(voice: Voice) -> Features:
    if voice.speaker is None:
        return {"voice.article": 1.0}
    found: Features = {f"voice.{voice.attribution.value}": 1.0, "voice.reported": 1.0}
    if voice.speaker.anonymous:
        found["voice.anonymous"] = 1.0
    if voice.speaker.kind is SpeakerKind.PERSON:
        found["voice.person"] = 1.0
    if voice.speaker.kind is SpeakerKind.ORGANISATION:
        found["voice.organisation"] = 1.0
    if voice.cue in cues.DISPUTING:
        found["cue.disputing"] = 1.0
    found.update(_cue(voice.cue))
    return found


def _cue(cue: str) -> Features:
    found = {f"cue.{kind}": 1.0 for kind, verbs in CUES.items() if cue in verbs} or {"cue.saying": 1.0}
    return {**found, f"cue.is-{cue}": 1.0}


def _place(tokens: Sequence["Token"], sentence: Sentence, setting: Setting) -> Features:
    content = {token.lower_ for token in tokens if token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ")}
    shared = len(content & setting.title_words)
    return {
        "place.lead": float(setting.number < 3),
        "place.late": min(setting.number, LATE) / LATE,
        "place.title-words": min(shared, 5) / 5,
        "place.paragraph-start": float(sentence.first),
    }

"""Turns the words that name a speaker into a name: the fullest one, also for pronouns and short forms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from factcheck.splitter.claims import Span, SpeakerKind
from factcheck.splitter.cues import MASSES, NOUNS_OF_SAYING, READABLE
from factcheck.splitter.lexicon import words
from factcheck.splitter.names import Mention, Name, Names, after_an_office, gender, peel, runs, words_of
from factcheck.splitter.parsing import Sentence
from factcheck.splitter.quotes import Quotations
from factcheck.splitter.roles import BODIES, KINDS_OF_BODY, PLACES, ROLES

if TYPE_CHECKING:
    from spacy.tokens import Token

GROUP_NOUNS = words(
    """
    group organisation organization company agency party ministry department government union
    team newspaper paper magazine website site city council court authority military army navy
    police association foundation institute university bank firm club network station country
    nation church museum charity coalition movement militia committee commission administration
    manufacturer airline
    """
)


PEOPLE_WHO_SPEAK = words(
    """
    researchers scientists experts officials sources critics analysts observers economists
    witnesses media
    """
)
TEAMS = words(
    """
    researchers scientists team authors astronomers physicists group study
    """
)

_town = {"city", "town", "municipality", "council"}
_forces = {"military", "army", "navy", "forces", "force"}
SAME_BODY = {**dict.fromkeys(_town, _town), **dict.fromkeys(_forces, _forces)}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a sentence reports, and the words that say so."""

    name: str
    mention: Span | None
    kind: SpeakerKind | None
    anonymous: bool
    rule: str


@dataclass(slots=True)
class Memory:
    """Who spoke and who was talked about so far, for pronouns and continued quotations."""

    names: Names
    last: Speaker | None = None
    last_sentence: int = -10
    subjects: list[tuple[int, str, SpeakerKind | None, bool]] = field(default_factory=list)

    def spoke(self, speaker: Speaker, sentence: int) -> None:
        """Remember who was reported in a sentence."""
        self.last, self.last_sentence = speaker, sentence


def resolve(
    phrase: tuple["Token", "Token"], sentence: Sentence, number: int, memory: Memory
) -> Speaker | None:
    """Return who the words from the first to the last token are, or None where they name nobody."""
    tokens = [token for token in phrase[0].doc[phrase[0].i : phrase[1].i + 1] if not token.is_space]
    if not tokens:
        return None
    if len(tokens) == 1 and tokens[0].pos_ == "PRON":
        return _pronoun(tokens[0], sentence, number, memory)
    return _described(tokens, sentence, number, memory)


def _pronoun(token: "Token", sentence: Sentence, number: int, memory: Memory) -> Speaker | None:
    span = sentence.place(token), sentence.stop(token)
    word = token.lower_
    if word in ("he", "she", "him", "her"):
        return _he_or_she(word, span, sentence, number, memory)
    if word in ("they", "it", "them", "both"):
        return _they_or_it(word, span, number, memory)
    if word in ("some", "many", "others", "several", "most", "all", "few", "critics"):
        return Speaker(token.text, span, SpeakerKind.UNNAMED, anonymous=True, rule="speaker.unnamed")
    return None


FIRST_SUBJECTS = 100
PRONOUNS = words("he she they it his her their its him them")


def pronouns(
    sentence: Sentence, number: int, memory: Memory, quotations: Quotations
) -> Iterator[tuple[int, str]]:
    """Yield the pronouns of a sentence, outside quotations, with the name each stands for."""
    for token in sentence.tokens:
        if token.lower_ not in PRONOUNS or quotations.at(sentence.place(token)) is not None:
            continue
        if token.dep_ not in ("nsubj", "nsubjpass", "poss") or _points_inside(token, sentence):
            continue
        word = {"his": "he", "her": "she", "their": "they", "its": "it"}.get(token.lower_, token.lower_)
        span = sentence.place(token), sentence.stop(token)
        found = (
            _he_or_she(word, span, sentence, number, memory)
            if word in ("he", "she")
            else _they_or_it(word, span, number, memory)
        )
        if found is not None and not found.anonymous and found.rule != "speaker.unresolved":
            yield token.i, found.name


def _points_inside(token: "Token", sentence: Sentence) -> bool:
    """Say whether a possessive or a later pronoun belongs to a name in the same sentence, and may stay."""
    before = token.doc[sentence.tokens.start : token.i]
    return any(part.dep_ in ("nsubj", "nsubjpass") and part.pos_ in ("PROPN", "NOUN") for part in before)


def _he_or_she(word: str, span: Span, sentence: Sentence, number: int, memory: Memory) -> Speaker | None:
    names = memory.names
    wanted = "he" if word in ("he", "him") else "she"
    last = memory.last
    for mention in names.people_before(span[0]):
        if mention.place < sentence.start:
            break
        if mention.is_subject and _may_be(mention, wanted, names):
            return _named(mention.text, span, names, rule="speaker.pronoun")
    if (
        last
        and last.kind is SpeakerKind.PERSON
        and number - memory.last_sentence <= 2
        and _may_be_named(last.name, wanted, names)
    ):
        return Speaker(last.name, span, last.kind, anonymous=False, rule="speaker.pronoun")
    for when, name, kind, _ in reversed(memory.subjects[-6:]):
        if kind is SpeakerKind.PERSON and number - when <= 3 and _may_be_named(name, wanted, names):
            return Speaker(name, span, kind, anonymous=False, rule="speaker.pronoun")
    for mention in names.people_before(span[0]):
        if _may_be(mention, wanted, names):
            return _named(mention.text, span, names, rule="speaker.pronoun")
    if last:
        return Speaker(last.name, span, last.kind, anonymous=last.anonymous, rule="speaker.pronoun")
    return Speaker(word, span, SpeakerKind.PERSON, anonymous=False, rule="speaker.unresolved")


def _may_be(mention: Mention, wanted: str, names: Names) -> bool:
    known = gender(mention.roles)
    return known == wanted if known else _may_be_named(mention.text, wanted, names)


def _may_be_named(text: str, wanted: str, names: Names) -> bool:
    name = names.fullest(text)
    return name is None or gender(name.roles) in (None, wanted)


def _they_or_it(word: str, span: Span, number: int, memory: Memory) -> Speaker | None:
    last = memory.last
    plural = word in ("they", "them", "both")
    if last and number - memory.last_sentence <= 2 and last.kind is not SpeakerKind.PERSON:
        return Speaker(last.name, span, last.kind, anonymous=last.anonymous, rule="speaker.pronoun")
    for when, name, kind, is_plural in reversed(memory.subjects[-4:]):
        if number - when <= 2 and kind is not SpeakerKind.PERSON and is_plural == plural:
            anonymous = name.split()[-1].casefold() in MASSES
            return Speaker(name, span, kind, anonymous=anonymous, rule="speaker.pronoun")
    return None


def _described(tokens: list["Token"], sentence: Sentence, number: int, memory: Memory) -> Speaker | None:
    segments = _segments(tokens)
    person = _person_in(segments, memory.names)
    if person:
        first, last = person
        span = sentence.place(first), sentence.stop(last)
        text = first.doc[first.i : last.i + 1].text
        return _named(text, span, memory.names, rule="speaker.named")
    return _by_phrase(_up_to_the_crowd(segments[0]), sentence, number, memory)


def _segments(tokens: list["Token"]) -> list[list["Token"]]:
    """Return a noun phrase as the pieces between its commas, without what stands in brackets."""
    segments: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.text in ("(", "["):
            depth += 1
        elif token.text in (")", "]"):
            depth = max(0, depth - 1)
        elif depth:
            continue
        elif token.text == "," or token.text in ("–", "—", ";"):
            segments.append([])
        elif token.dep_ == "relcl" or token.lower_ in ("who", "which", "whose"):
            break
        else:
            segments[-1].append(token)
    return [segment for segment in segments if segment] or [tokens]


def _up_to_the_crowd(segment: list["Token"]) -> list["Token"]:
    """End a name before the words that only follow it: "said Bolden to the crowd"."""
    for number, token in enumerate(segment):
        if _leaves_the_name(token, segment[:number]):
            return segment[:number]
    return segment


def _leaves_the_name(token: "Token", before: list["Token"]) -> bool:
    """Say whether a preposition after a name is no part of it: "said Bolden to the crowd"."""
    if (
        token.pos_ not in ("ADP", "ADV", "PART")
        or not before
        or token.lower_ in ("of", "for", "'s", "’s", "'", "’")
    ):
        return False
    return before[-1].pos_ == "PROPN" and before[-1].lower_ not in ROLES


def _person_in(segments: Sequence[list["Token"]], names: Names) -> tuple["Token", "Token"] | None:
    """Return the name of a person among the pieces: with a title before it, or beside a piece with one."""
    has_role = any(token.lower_ in ROLES for segment in segments for token in segment)
    for segment in segments:
        found = _name_at_end(segment)
        if found is None:
            continue
        first, last, peeled = found
        text = first.doc[first.i : last.i + 1].text
        if _is_a_body(text):
            continue
        name = names.fullest(text)
        known = name is not None and name.is_person
        if (
            known
            or (peeled and len(text.split()) <= 4)
            or (has_role and len(segments) > 1 and 2 <= len(text.split()) <= 4)
        ):
            return first, last
    return None


def _is_a_body(text: str) -> bool:
    return text.casefold() in PLACES or any(word in BODIES for word in words_of(text))


def _name_at_end(segment: list["Token"]) -> tuple["Token", "Token", bool] | None:
    """Return the capitalised words that end a piece, and whether a title was taken off them."""
    found = list(runs(segment))
    if not found or found[-1][1].i != segment[-1].i:
        return None
    first, last = found[-1]
    doc = first.doc
    name, roles = peel(list(doc[first.i : last.i + 1]))
    before = [token.lower_.rstrip(".") for token in segment if token.i < name[0].i]
    office = [word for word in before if word in ("of", "to", "for", "in", "at", "on")]
    if before and (office or before[-1] in ("the", "and", "'s", "’s")):
        if not office or len(name) < 2 or not any(word in ROLES for word in before):
            return None
        name = after_an_office(name)
        return name[0], last, True
    titled = bool(roles) or any(word in ROLES for word in before[-1:])
    return name[0], last, titled


def _by_phrase(segment: list["Token"], sentence: Sentence, number: int, memory: Memory) -> Speaker | None:
    """Return the speaker for words that are no person's name: a body, or a description."""
    owner = _owner_of_a_statement(segment)
    if owner:
        return _described(owner, sentence, number, memory)
    named = _named_body(segment)
    tokens = named or _without_determiner(segment)
    first, last = tokens[0], tokens[-1]
    span = sentence.place(first), sentence.stop(last)
    text = " ".join(first.doc[first.i : last.i + 1].text.split())
    head = _head_of(tokens)
    team = _the_team(segment, head, span, memory)
    if team:
        return team
    if _is_mass(tokens, head):
        return Speaker(text, span, SpeakerKind.UNNAMED, anonymous=True, rule="speaker.unnamed")
    alias = next((token for token in tokens if memory.names.is_alias(token.text)), None)
    if alias is not None and not memory.names.fullest(text):
        return _named(
            alias.text, (sentence.place(alias), sentence.stop(alias)), memory.names, rule="speaker.named"
        )
    if segment[0].lower_ in ("the", "this") and not any(token.pos_ == "PROPN" for token in tokens):
        known = _the_group_or_role(head, span, number, memory)
        if known:
            return known
    return _named(text, span, memory.names, rule="speaker.named")


def _the_team(segment: list["Token"], head: "Token", span: Span, memory: Memory) -> Speaker | None:
    """Resolve "the researchers" to the team that the article introduced."""
    if segment[0].lower_ != "the" or head.lower_ not in TEAMS or len(segment) > 2:
        return None
    for _, name, _, _ in memory.subjects[:FIRST_SUBJECTS]:
        words = words_of(name)
        if len(words) > 1 and any(word in TEAMS for word in words):
            return Speaker(name, span, SpeakerKind.ORGANISATION, anonymous=False, rule="speaker.group")
    return None


def _owner_of_a_statement(segment: list["Token"]) -> list["Token"] | None:
    """Return whose statement it is in "Cornyn's statement"."""
    if segment[-1].lower_ not in NOUNS_OF_SAYING:
        return None
    for number, token in enumerate(segment):
        if token.text in ("'s", "’s", "'", "’") and number:
            return segment[:number]
    return None


def _named_body(segment: list["Token"]) -> list["Token"] | None:
    """Return the name after what it names: "MicroMega" in "the secularist magazine MicroMega"."""
    for number, token in enumerate(segment[:-1]):
        rest = segment[number + 1 :]
        if (
            token.lower_ in KINDS_OF_BODY
            and token.pos_ == "NOUN"
            and all(part.pos_ == "PROPN" for part in rest)
        ):
            return rest
    return None


def _without_determiner(segment: list["Token"]) -> list["Token"]:
    if len(segment) > 1 and segment[0].lower_ in ("the", "a", "an"):
        return segment[1:]
    return segment


def _head_of(tokens: list["Token"]) -> "Token":
    for token in tokens:
        if token.head.i < tokens[0].i or token.head.i > tokens[-1].i:
            return token
    return tokens[-1]


def _is_mass(tokens: list["Token"], head: "Token") -> bool:
    if head.lower_ not in MASSES or head.pos_ == "PROPN":
        return False
    if head.lower_ in READABLE and head.tag_ != "NN" and any(token.pos_ == "PROPN" for token in tokens):
        return head.lower_ in PEOPLE_WHO_SPEAK
    owner = any(token.text in ("'s", "’s") and token.i < head.i for token in tokens)
    return not owner or head.tag_ == "NNS"


def _the_group_or_role(head: "Token", span: Span, number: int, memory: Memory) -> Speaker | None:
    """Resolve "the minister" or "the group" to who was last named as such."""
    word = head.lower_
    names = memory.names
    if word in ROLES:
        for mention in names.people_before(span[0]):
            name = names.fullest(mention.text)
            if word in mention.roles or (name and word in name.roles):
                return _named(mention.text, span, names, rule="speaker.role")
    if word in GROUP_NOUNS:
        for mention in names.before(span[0]):
            alike = SAME_BODY.get(word, {word})
            if alike & set(words_of(mention.text)) or word in mention.roles:
                return _named(mention.text, span, names, rule="speaker.group")
        last = memory.last
        if last and last.kind is SpeakerKind.ORGANISATION and number - memory.last_sentence <= 4:
            return Speaker(last.name, span, last.kind, anonymous=False, rule="speaker.group")
    return None


def _named(text: str, span: Span | None, names: Names, *, rule: str) -> Speaker:
    name: Name | None = names.fullest(text)
    full = name.text if name and len(name.words) > len(words_of(text)) else text
    kind = name.kind if name and name.kind else (_kind_of_phrase(text))
    return Speaker(full, span, kind, anonymous=False, rule=rule)


def _kind_of_phrase(text: str) -> SpeakerKind | None:
    words = words_of(text)
    if any(word in BODIES or word in GROUP_NOUNS for word in words) or text.casefold() in PLACES:
        return SpeakerKind.ORGANISATION
    return None


def subjects(sentence: Sentence, number: int, memory: Memory) -> None:
    """Remember the grammatical subjects of a sentence, for the pronouns of the next."""
    for token in sentence.tokens:
        if token.dep_ not in ("nsubj", "nsubjpass") or token.pos_ not in ("PROPN", "NOUN"):
            continue
        phrase = [part for part in token.subtree if part.i >= token.left_edge.i]
        described = _described_subject(phrase, sentence, number, memory)
        if described:
            memory.subjects.append((number, described.name, described.kind, token.tag_ in ("NNS", "NNPS")))


def _described_subject(
    phrase: list["Token"], sentence: Sentence, number: int, memory: Memory
) -> Speaker | None:
    usable = [token for token in phrase if not token.is_space][:24]
    return _described(usable, sentence, number, memory) if usable else None

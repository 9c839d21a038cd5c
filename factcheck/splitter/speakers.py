"""Turns the words that name a speaker into a name: the fullest one, also for pronouns and short forms."""

from dataclasses import replace
from typing import TYPE_CHECKING

from factcheck.splitter import descriptions, given_names, offices, phrases, pronouns
from factcheck.splitter.claims import Span, SpeakerKind
from factcheck.splitter.cues import FINDERS, FINDING, NOUNS_OF_SAYING, READABLE
from factcheck.splitter.grammar import text_before
from factcheck.splitter.lexicon import words
from factcheck.splitter.memory import STATEMENTS_MADE, Moment, Speaker, Subject, named, unnamed
from factcheck.splitter.mentions import is_like_a_persons, words_of
from factcheck.splitter.names import gender, gender_of
from factcheck.splitter.phrases import Segment
from factcheck.splitter.places import PLACES
from factcheck.splitter.roles import GROUP_NOUNS, ROLES
from factcheck.splitter.scene import Phrase
from factcheck.splitter.unnamed import is_anonymous, is_one_of_the_people

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECT_WORDS = 24
LONGEST_NAME = 4
# These speak themselves: "its report found"; a statement is its author's.
THAT_FIND = words("report reports")
THEMSELVES = words("himself herself itself themselves")
OUTLETS = words(
    """
    post times news herald tribune guardian telegraph journal radio tv television
    cnn bbc abc nbc cbs reuters jazeera
    """
)
AHEAD_OF_A_NAME = (",", '"', "“", "”", "'", "‘", "’")


def resolve(phrase: Phrase, moment: Moment) -> Speaker | None:
    """Return who the words from the first to the last token are, or None where they name nobody."""
    tokens = [token for token in phrase[0].doc[phrase[0].i : phrase[1].i + 1] if not token.is_space]
    while tokens and tokens[0].text in AHEAD_OF_A_NAME:
        tokens = tokens[1:]
    if not tokens:
        return None
    if len(tokens) == 1 and tokens[0].pos_ == "PRON" and not phrases.is_an_acronym(tokens[0]):
        ahead = _subject_ahead(tokens[0], moment)
        if ahead and ahead.kind is SpeakerKind.ORGANISATION:
            return ahead
        return pronouns.resolve(tokens[0], moment) or ahead
    return _described(tokens, moment)


def _subject_ahead(pronoun: "Token", moment: Moment) -> Speaker | None:
    """Return the army in "The army killed 30 rebels, it said.", where nobody was named before."""
    if pronoun.lower_ not in ("it", "they"):
        return None
    whose = _subject_before(pronoun, moment)
    if whose is None or whose.kind is SpeakerKind.PERSON:
        return None
    return replace(whose, mention=moment.span(pronoun, pronoun))


def _subject_before(word: "Token", moment: Moment) -> Speaker | None:
    """Return whom a sentence first tells of ahead of a word."""
    for token in word.doc[moment.sentence.tokens.start : word.i]:
        if token.dep_ == "nsubj" and token.pos_ in ("PROPN", "NOUN") and token.right_edge.i < word.i:
            return _described([part for part in token.subtree if not part.is_space][:SUBJECT_WORDS], moment)
    return None


def can_be_read(speaker: Speaker, phrase: Phrase, kind: str) -> bool:
    """Say whether those a pronoun stands for can "find" or "show": a study, its authors, a report."""
    if phrase[0] != phrase[1] or phrase[0].pos_ != "PRON":
        return True
    if speaker.kind is SpeakerKind.PERSON and kind not in FINDING:
        return True
    found = words_of(speaker.name)
    if kind in FINDING and not FINDERS.isdisjoint(found):
        return True
    if any(word.removesuffix("s") in ROLES for word in found):
        return True
    return any(word in pronouns.TEAMS or word in READABLE for word in found)


def remember_subjects(moment: Moment) -> None:
    """Remember where a sentence starts and its grammatical subjects, for the pronouns of the next."""
    moment.memory.starts.append(moment.sentence.start)
    moment.memory.paragraphs.append(moment.sentence.paragraph)
    owner = next(
        (token for token in reversed(list(moment.sentence.tokens)) if token.lower_ in pronouns.OWNERS), None
    )
    for token in moment.sentence.tokens:
        if token.dep_ not in ("nsubj", "nsubjpass") or not (
            token.pos_ in ("PROPN", "NOUN") or is_one_of_the_people(token)
        ):
            continue
        if moment.is_quoted(moment.sentence.place(token)):
            continue
        tokens = [part for part in token.subtree if not part.is_space][:SUBJECT_WORDS]
        who = _described(tokens, moment)
        plural = token.tag_ in ("NNS", "NNPS")
        follows = owner is not None and owner.i > token.right_edge.i
        word = pronouns.SINGULAR[owner.lower_] if owner is not None and follows else None
        moment.memory.subjects.append(Subject(moment.number, who.name, who.kind, plural, word))


def _described(tokens: Segment, moment: Moment) -> Speaker:
    while len(tokens) > 1 and tokens[-1].lower_ in THEMSELVES:
        tokens = tokens[:-1]
    if len(tokens) == 1 and tokens[0].lower_ == "one":
        return unnamed(tokens[0].text, moment.span(tokens[0], tokens[0]))
    if len(tokens) == 1 and _is_a_surname(tokens[0], moment):
        return named(tokens[0].text, moment.span(tokens[0], tokens[0]), moment.names, rule="speaker.named")
    pieces = phrases.segments(tokens)
    person = phrases.person_in(pieces, moment.names)
    if person:
        title = gender([text_before(person[0]).lower().rstrip(".")])
        text = _namesake(str(person[0].doc[person[0].i : person[1].i + 1].text), title, moment)
        speaker = named(text, moment.span(*person), moment.names, rule="speaker.named")
        return replace(speaker, kind=speaker.kind or SpeakerKind.PERSON)
    given = phrases.name_given_to(pieces[0])
    if given:
        text, span = given[0].doc[given[0].i : given[-1].i + 1].text, moment.span(given[0], given[-1])
        called = named(" ".join(text.split()), span, moment.names, rule="speaker.named")
        body = any(token.lower_ in GROUP_NOUNS for token in pieces[0])
        return replace(called, kind=called.kind or (SpeakerKind.ORGANISATION if body else None))
    piece = phrases.named_beside(pieces) or phrases.without_the_crowd(pieces[0])
    return _of_an_outlet(piece, moment) or _of_an_owner(piece, moment) or _by_phrase(piece, moment)


def _namesake(text: str, title: str | None, moment: Moment) -> str:
    """Return the namesake whom a title fits, or who spoke last: "Ann Lee" for "Mrs Lee", or for "Lee"."""
    found = moment.names.namesakes(text)
    fitting = [name.text for name in found if title and gender_of(name) == title]
    if len(fitting) == 1:
        return fitting[0]
    spoken = moment.memory.spoken
    heard = [name.text for name in found if name.text in spoken and (not title or not gender_of(name))]
    return max(heard, key=lambda name: spoken[name], default=text)


def _of_an_outlet(piece: Segment, moment: Moment) -> Speaker | None:
    """Return Mara Stone for "the Harbour Post’s Mara Stone"."""
    case = phrases.place_of_a_case(piece)
    behind = piece[case + 1 :] if case else piece[:0]
    if not 1 < len(behind) < LONGEST_NAME or any(token.pos_ != "PROPN" for token in behind):
        return None
    text = str(behind[0].doc[behind[0].i : behind[-1].i + 1].text)
    name = moment.names.fullest(text)
    writes = piece[case - 1].lower_ in OUTLETS if case else False
    known = writes or (name.is_person if name else given_names.is_given(behind[0].lower_))
    span = moment.span(behind[0], behind[-1])
    return (
        named(text, span, moment.names, rule="speaker.named") if known and is_like_a_persons(text) else None
    )


def _is_a_surname(token: "Token", moment: Moment) -> bool:
    """Say whether "Sanders" or "Banks" is a person's name that the tagger took for a plural."""
    name = moment.names.fullest(token.text) if token.tag_ == "NNS" and token.is_title else None
    return name is not None and name.is_person


def _of_an_owner(piece: Segment, moment: Moment) -> Speaker | None:
    """Return "Ann Smith’s lawyer" for "her lawyer", and the full name for "the bank’s engineers"."""
    if piece[-1].lower_ in NOUNS_OF_SAYING - THAT_FIND:
        return None
    owner: Speaker | None = None
    rest = piece[1:]
    if piece[0].tag_ == "PRP$" and rest:
        owner = pronouns.resolve(piece[0], moment)
    elif piece[0].lower_ == "the":
        case = phrases.place_of_a_case(piece)
        if case is not None and case + 1 < len(piece):
            if piece[case - 1].lower_ in phrases.DOCUMENTS:
                return None
            span, whose = moment.span(piece[0], piece[case - 1]), piece[:case]
            owner, rest = descriptions.met_before(whose, whose[-1], span, moment), piece[case + 1 :]
    if owner is None or owner.anonymous or owner.rule == pronouns.UNRESOLVED:
        return None
    said = " ".join(rest[0].doc[rest[0].i : rest[-1].i + 1].text.split())
    described = _by_phrase(rest, moment)
    kind = described.kind if described.kind is not SpeakerKind.UNNAMED else None
    span = moment.span(piece[0], piece[-1])
    found = Speaker(f"{owner.name}’s {said}", span, kind, anonymous=False, rule="speaker.owner")
    return _called(found, offices.named_later(piece, phrases.head_of(rest), span, moment))


def _by_phrase(piece: Segment, moment: Moment) -> Speaker:
    """Return the speaker for words that are no person's name: a body, or a description."""
    owner = phrases.owner_of_a_statement(piece)
    if owner:
        whose = _described(owner, moment)
        written = piece[-1].lower_ in phrases.DOCUMENTS
        return replace(whose, anonymous=whose.anonymous and not written)
    tokens = phrases.proper(piece)
    span = moment.span(tokens[0], tokens[-1])
    text = " ".join(tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text.split())
    head = phrases.head_of(tokens)
    known = _subject_of_its_sentence(piece, head, moment)
    if known:
        return replace(known, mention=span, rule="speaker.group")
    known = descriptions.met_before(piece, head, span, moment)
    if known:
        return known
    stated = _subject_of_a_statement(piece, head, moment)
    if stated:
        return replace(stated, mention=span, rule="speaker.stated")
    later = offices.named_later(piece, head, span, moment)
    if is_anonymous(piece, tokens, head):
        return _called(unnamed(text, span), later)
    known = _by_short_form(tokens, text, moment) or _the_body_of_a_country(piece, span, moment)
    return known or _called(named(text, span, moment.names, rule="speaker.named"), later)


def _called(speaker: Speaker, name: str | None) -> Speaker:
    """Return a speaker with the name that the article gives later, if it gives one."""
    return replace(speaker, called=name, rule="speaker.named-later") if name else speaker


def _subject_of_its_sentence(piece: Segment, head: "Token", moment: Moment) -> Speaker | None:
    """Return the bank in "Arden Bank expects a loss, the company said"."""
    if len(piece) != 2 or piece[0].lower_ != "the" or head.lower_ not in descriptions.ANY_BODY:
        return None
    whose = _subject_before(piece[0], moment)
    return whose if whose and descriptions.may_be_a_body(whose.name, whose.kind) else None


def _subject_of_a_statement(piece: Segment, head: "Token", moment: Moment) -> Speaker | None:
    """Return the bank in "The bank will close branches, according to a statement"."""
    if len(piece) > 2 or piece[0].lower_ != "a" or head.lower_ not in STATEMENTS_MADE:
        return None
    whose = _subject_before(piece[0], moment)
    return whose if whose and whose.kind is SpeakerKind.ORGANISATION else None


def _the_body_of_a_country(piece: Segment, span: Span, moment: Moment) -> Speaker | None:
    """Return the "Orun Foreign Ministry" of "Oru's foreign ministry", by the name it was first given."""
    case = phrases.place_of_a_case(piece)
    if case is None or " ".join(token.text for token in piece[:case]).casefold() not in PLACES:
        return None
    body = moment.names.body_of(words_of(" ".join(token.text for token in piece[case + 1 :])))
    return named(body.text, span, moment.names, rule="speaker.named") if body else None


def _by_short_form(tokens: Segment, text: str, moment: Moment) -> Speaker | None:
    """Return the body whose short form stands in the words: "the M5S party"."""
    short = next((token for token in tokens if moment.names.is_alias(token.text)), None)
    if short is None or moment.names.fullest(text):
        return None
    return named(short.text, moment.span(short, short), moment.names, rule="speaker.named")

"""Finds reports without a verb of saying: "according to", "in the words of", "is confident", "a plea for"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.splitter.claims import Span
from factcheck.splitter.cues import (
    ACTS_OF_SPEECH,
    CALL_FOR,
    LEMMAS,
    NOUNS_OF_ASKING,
    NOUNS_OF_SAYING,
    SAYING,
    STATES_OF_MIND,
    VERBS,
    Frame,
)
from factcheck.splitter.grammar import (
    FINITE,
    SUBJECTS,
    VERBAL,
    governor,
    is_infinitive,
    is_passive,
    text_before,
)
from factcheck.splitter.lexicon import words
from factcheck.splitter.report_verbs import rank
from factcheck.splitter.reports import Rank, Report
from factcheck.splitter.scene import Phrase, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

ASKS = words("ask urge demand call")
WORDS_OF = words("words opinion view")
WARNINGS = words("warning warnings")
FEARS = words("concern concerns fear fears worries doubts")
ABOUT = words("about of against over")
NOBODY = words("it this that there")
WITH_WITHIN = 10
ADDRESSEES = ("DET", "PRON", "PROPN", "NOUN")


def by_words_of(scene: Scene) -> Iterator[Report]:
    """Yield the quotation that is "in the words of" somebody."""
    spoken = scene.longest_speech()
    for token in scene.tokens if spoken else ():
        if token.lower_ not in WORDS_OF or token.dep_ != "pobj" or token.head.lower_ not in ("in", "to"):
            continue
        owners = [child for child in token.children if child.dep_ == "poss"]
        owners += [grand for child in token.children if child.lower_ == "of" for grand in child.children]
        if owners and spoken:
            phrase = owners[0].left_edge, scene.with_apposition(owners[0].right_edge)
            yield Report("attribution.in-the-words-of", Rank.WORDS_OF, "words", token, phrase, spoken)


def by_state_of_mind(scene: Scene) -> Iterator[Report]:
    """Yield what somebody is adamant, concerned or confident about."""
    for token in () if scene.words.isdisjoint(STATES_OF_MIND) else scene.tokens:
        if token.lower_ not in STATES_OF_MIND or scene.is_quoted(token):
            continue
        verb = token.head if token.dep_ == "acomp" else token
        if verb is token and not is_passive(token):
            continue
        subject, complement = scene.subject(verb), _complement_of_mind(token, verb)
        if subject is None or complement is None or subject.lower_ in NOBODY:
            continue
        content = scene.between(complement, scene.end_of(verb))
        phrase = scene.phrase(subject, verb)
        yield Report("attribution.state-of-mind", rank(scene, verb) + 1, token.lower_, token, phrase, content)


def _complement_of_mind(adjective: "Token", verb: "Token") -> int | None:
    """Return the first word of what the state of mind is about."""
    following = [child for node in (adjective, verb) for child in node.children if child.i > adjective.i]
    about = [child for child in following if child.dep_ in ("ccomp", "prep", "xcomp")]
    if not about:
        return None
    first = min(about, key=lambda child: child.i)
    leads = first.dep_ == "prep" or first.left_edge.lower_ == "that"
    return int(first.left_edge.i) + leads


def beside_a_quotation(scene: Scene) -> Iterator[Report]:
    """Yield the report by a word of saying beside quotation marks, whatever the parser made of it."""
    spoken = scene.longest_speech()
    for token in scene.tokens if spoken else ():
        lemma = LEMMAS.get(token.lower_)
        if lemma is None or not VERBS[lemma] & Frame.QUOTE or scene.is_quoted(token):
            continue
        if token.tag_ == "VBG" and _stands_beside_with(scene, token):
            continue
        subject = _subject_outside(scene, token)
        phrase = scene.phrase(subject, token) if subject is not None else _who_is_beside(scene, token)
        if phrase and spoken:
            yield Report(
                f"attribution.beside-quotation.{lemma}", Rank.BRACKETED, lemma, token, phrase, spoken
            )


def _stands_beside_with(scene: Scene, verb: "Token") -> bool:
    """Say whether a verb tells what only goes along: "the flag rose, with Lee saying …"."""
    before = scene.doc[max(scene.first, verb.i - WITH_WITHIN) : verb.i]
    return any(token.lower_ == "with" and text_before(token) == "," for token in before)


def _subject_outside(scene: Scene, token: "Token") -> "Token | None":
    """Return the subject of "saying", also where the parser took it for a noun: "addressed them saying"."""
    if not token.lower_.endswith("ing"):
        return None
    verb = token if token.tag_ == "VBG" or token.head.pos_ not in VERBAL else token.head
    subject = scene.subject(verb) if verb.pos_ in VERBAL else None
    return None if subject is None or scene.is_quoted(subject) else subject


def _who_is_beside(scene: Scene, token: "Token") -> Phrase | None:
    before, after = _near(scene, token, -1), _near(scene, token, 1)
    for quotation in scene.speech:
        gap = scene.sentence.place(token) - quotation.end
        if 0 <= gap <= 2 and after is not None and after.pos_ in ("PROPN", "NOUN", "PRON", "DET", "ADJ"):
            return scene.phrase_from(after)
        lead = quotation.start - scene.sentence.stop(token)
        closes = gap > 2 and (after is None or after.is_punct or after.pos_ == "ADP")
        if (0 <= lead <= 3 or closes) and before is not None and before.pos_ in ("PROPN", "NOUN", "PRON"):
            return scene.phrase_to(before)
    return None


def at_the_end(scene: Scene) -> Iterator[Report]:
    """Yield the report of a closing "…, the board announced on Thursday" that the parser took for a noun."""
    for token in scene.tokens[3:]:
        lemma = LEMMAS.get(token.lower_)
        if lemma not in SAYING or lemma == "charge" or token.pos_ not in VERBAL or scene.is_quoted(token):
            continue
        after = scene.doc[token.i + 1] if token.i < scene.last else None
        if after is not None and after.lower_ == "to" and not _is_addressed(scene, after):
            continue
        if after is not None and not after.is_punct and after.pos_ not in ("ADP", "PROPN", "ADV"):
            continue
        if after is not None and after.lower_ == "by":
            continue
        first, last = scene.phrase_to(scene.doc[token.i - 1])
        content = scene.between(scene.first, first.i - 1)
        told = any(other.tag_ in FINITE for other in scene.doc[scene.first : first.i])
        if (
            told
            and text_before(first) == ","
            and last.pos_ in ("NOUN", "PROPN", "PRON")
            and token.tag_ != "VBG"
        ):
            rule = f"attribution.at-the-end.{lemma}"
            yield Report(rule, Rank.BRACKETED, lemma, token, (first, last), content)


def _is_addressed(scene: Scene, to: "Token") -> bool:
    """Tell "said to reporters" from "said to last six years"."""
    return to.i < scene.last and scene.doc[to.i + 1].pos_ in ADDRESSEES


def _near(scene: Scene, token: "Token", step: int) -> "Token | None":
    place = token.i + step
    while scene.first <= place <= scene.last and scene.doc[place].pos_ in ("ADV", "SPACE"):
        place += step
    return scene.doc[place] if scene.first <= place <= scene.last else None


def by_noun(scene: Scene) -> Iterator[Report]:
    """Yield "X issued a call for", "X's plea for", "X came to the conclusion that"."""
    for token in scene.tokens:
        asking = token.lower_ in NOUNS_OF_ASKING
        named = asking or token.lower_ in NOUNS_OF_SAYING
        if not named or token.pos_ != "NOUN" or scene.is_quoted(token):
            continue
        content, speaker = _complement(scene, token, asking=asking), _owner(scene, token)
        if content and speaker:
            kind = CALL_FOR if asking else token.lower_
            yield Report(f"attribution.noun.{token.lower_}", Rank.NOUN, kind, token, speaker, content)


def _complement(scene: Scene, noun: "Token", *, asking: bool) -> Span | None:
    verb = governor(noun)
    for child in noun.children:
        if asking and child.lower_ == "for" and child.i > noun.i:
            end = scene.end_of(verb) if verb is not None and verb.i < noun.i else 0
            return scene.between(child.i + 1, max(child.right_edge.i, end))
        if noun.lower_ in WARNINGS | FEARS and child.lower_ in ABOUT and child.i > noun.i:
            return scene.between(child.i + 1, child.right_edge.i)
        told = child.left_edge.lower_ == "that" or (asking and is_infinitive(child))
        if child.dep_ in ("acl", "ccomp") and child.i > noun.i and told:
            return scene.clause(child)
    for child in verb.rights if asking and verb is not None and noun.dep_ == "dobj" else ():
        lead = child.left_edge
        if lead.i > noun.i and lead.lower_ == "for" and child.dep_ in ("advcl", "prep", "xcomp"):
            return scene.between(lead.i + 1, child.right_edge.i)
    return _asked_beside(scene, verb) if asking and verb is not None else None


def _asked_beside(scene: Scene, verb: "Token") -> Span | None:
    """Return what is asked in "launched a petition, asking the government to …"."""
    for child in verb.children:
        if child.dep_ in ("advcl", "acl") and LEMMAS.get(child.lower_) in ASKS:
            return scene.between(child.i + 1, child.right_edge.i)
    return None


def _owner(scene: Scene, noun: "Token") -> Phrase | None:
    verb = governor(noun)
    if verb is not None and verb.lower_ in ACTS_OF_SPEECH and noun.dep_ in ("dobj", "pobj"):
        subject = scene.subject(verb)
        if subject is not None and not is_passive(verb):
            return scene.phrase(subject, verb)
    return _owner_of_the_subject(scene, noun)


def _owner_of_the_subject(scene: Scene, noun: "Token") -> Phrase | None:
    """Return whose call it is in "X's call extends to a plea for …"."""
    for subject in scene.root.children:
        if subject.dep_ not in SUBJECTS or subject.lower_ not in NOUNS_OF_ASKING or subject == noun:
            continue
        possessor = next((child for child in subject.children if child.dep_ == "poss"), None)
        if possessor is not None:
            return possessor.left_edge, _without_case(possessor)
    return None


def _without_case(possessor: "Token") -> "Token":
    case = next((child for child in possessor.children if child.dep_ == "case"), None)
    return possessor if case is None else possessor.doc[case.i - 1]

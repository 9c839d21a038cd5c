"""Finds reports without a verb of saying: "according to", "in the words of", "is confident", "a plea for"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.splitter.claims import Span
from factcheck.splitter.cues import (
    ACTS_OF_SPEECH,
    CALL_FOR,
    FINDERS,
    LEMMAS,
    NOUNS_OF_ASKING,
    NOUNS_OF_SAYING,
    READABLE,
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
    has_a_finite_verb,
    is_infinitive,
    is_passive,
    leads_to_what_is_told,
    text_after,
    text_before,
)
from factcheck.splitter.lexicon import words
from factcheck.splitter.report_verbs import NO_ONE, rank
from factcheck.splitter.reports import Rank, Report
from factcheck.splitter.scene import Phrase, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

ASKS = words("ask urge demand call")
WORDS_OF = words("words opinion view judgement judgment estimation account")
WARNINGS = words("warning warnings")
FEARS = words("concern concerns fear fears worries doubts")
ABOUT = words("about of against over")
CHARGES = words("allegation allegations claim claims accusation accusations")
LONGEST_BRACKET = 5
NOBODY = words("it this that there")
HAVING = words("has have had already also later")
WITH_WITHIN = 10
ADDRESSEES = ("DET", "PRON", "PROPN", "NOUN")


def by_words_of(scene: Scene) -> Iterator[Report]:
    """Yield the quotation that is "in the words of" somebody."""
    spoken = scene.longest_speech()
    for token in () if scene.words.isdisjoint(WORDS_OF) else scene.tokens:
        if (
            token.lower_ not in WORDS_OF
            or token.dep_ != "pobj"
            or token.head.lower_ not in ("in", "to", "by")
        ):
            continue
        owners = [child for child in token.children if child.dep_ == "poss"]
        owners += [grand for child in token.children if child.lower_ == "of" for grand in child.children]
        apart = text_before(token.head) == "," or text_after(token.right_edge) == ","
        apart = apart or token.head.i == scene.first
        told = any(child.dep_ in ("poss", "det") for child in token.children)
        told = told and (token.lower_ != "account" or token.head.lower_ == "by")
        beside = scene.outside(token.left_edge.i - 1, token.right_edge.i) if apart and told else None
        content = spoken or beside
        if owners and content:
            last = _without_case(owners[0]) if owners[0].dep_ == "poss" else owners[0].right_edge
            phrase = owners[0].left_edge, scene.with_apposition(last)
            yield Report("attribution.in-the-words-of", Rank.WORDS_OF, "words", token, phrase, content)


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
    if adjective.lower_ == "clear" and first.dep_ == "prep":
        return None
    leads = first.dep_ == "prep" or first.left_edge.lower_ == "that"
    return int(first.left_edge.i) + leads


def beside_a_quotation(scene: Scene) -> Iterator[Report]:
    """Yield the report by a word of saying beside quotation marks, whatever the parser made of it."""
    spoken = scene.longest_speech()
    for token in scene.tokens if spoken else ():
        lemma = LEMMAS.get(token.lower_)
        if lemma in (None, "cite") or not VERBS[lemma] & Frame.QUOTE or scene.is_quoted(token):
            continue
        if token.tag_ == "VBG" and _stands_beside_with(scene, token):
            continue
        subject = _subject_outside(scene, token)
        phrase = scene.phrase(subject, token) if subject is not None else _who_is_beside(scene, token, lemma)
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


def _who_is_beside(scene: Scene, token: "Token", lemma: str) -> Phrase | None:
    before, after = _near(scene, token, -1), _near(scene, token, 1)
    for quotation in scene.speech:
        gap = scene.sentence.place(token) - quotation.end
        if 0 <= gap <= 2 and after is not None and after.pos_ in ("PROPN", "NOUN", "PRON", "DET", "ADJ"):
            return scene.phrase_from(after)
        lead = quotation.start - scene.sentence.stop(token)
        closes = gap > 2 and (after is None or after.is_punct or after.pos_ == "ADP" or lemma == "tell")
        if (0 <= lead <= 3 or closes) and before is not None and before.pos_ in ("PROPN", "NOUN", "PRON"):
            return scene.phrase_to(before)
    return None


def at_the_end(scene: Scene) -> Iterator[Report]:
    """Yield the report of a closing "…, the board announced on Thursday" that the parser took for a noun."""
    for token in scene.tokens[3:]:
        lemma = LEMMAS.get(token.lower_)
        verbal = token.pos_ in VERBAL or token.lower_ == "forecast"
        if lemma is None or lemma == "charge" or not verbal or scene.is_quoted(token):
            continue
        if not _may_close(scene, token, lemma) or token.tag_ == "VBG":
            continue
        first, last = _who_it_is(scene, *scene.phrase_to(_word_ahead(scene, token)))
        if lemma not in SAYING and not (lemma == "find" and _can_find(first, last)):
            continue
        content = scene.between(scene.first, first.i - 1)
        told = any(other.tag_ in FINITE for other in scene.doc[scene.first : first.i])
        told = told and first.lower_ not in NO_ONE
        if told and text_before(first) == "," and last.pos_ in ("NOUN", "PROPN", "PRON"):
            rule = f"attribution.at-the-end.{lemma}"
            yield Report(rule, Rank.BRACKETED, lemma, token, (first, last), content)


def _may_close(scene: Scene, verb: "Token", lemma: str) -> bool:
    """Say whether what follows a verb may end "…, the board announced on Thursday", or whom it told."""
    if verb.i >= scene.last:
        return True
    after = scene.doc[verb.i + 1]
    if after.lower_ == "to":
        return _is_addressed(scene, after)
    addressed = lemma == "tell" and after.pos_ in ADDRESSEES and after.lower_ != "that"
    return addressed or after.is_punct or (after.pos_ in ("ADP", "PROPN", "ADV") and after.lower_ != "by")


def _word_ahead(scene: Scene, verb: "Token") -> "Token":
    """Return the last word of who speaks: before "has already", a bracket, or the comma behind a name."""
    place = verb.i - 1
    while place > scene.first and scene.doc[place].lower_ in HAVING:
        place -= 1
    if scene.doc[place].text == ")":
        first = max(scene.first, place - LONGEST_BRACKET)
        opens = next((at for at in range(place - 1, first, -1) if scene.doc[at].text == "("), None)
        place = place if opens is None else opens - 1
    elif place > scene.first and scene.doc[place].text == "," and scene.doc[place - 1].pos_ == "PROPN":
        place -= 1
    return scene.doc[max(scene.first, place)]


def _who_it_is(scene: Scene, first: "Token", last: "Token") -> Phrase:
    """Return Ann Lee for "the head of Sule" in "…, Ann Lee, the head of Sule, told the House"."""
    described = last.nbor().text == "," and first.pos_ == "DET" and first.i - 2 > scene.first
    name = first.nbor(-2) if described and text_before(first) == "," else None
    return scene.phrase_to(name) if name is not None and name.pos_ == "PROPN" else (first, last)


def _can_find(first: "Token", last: "Token") -> bool:
    """Say whether a report, a panel or the like may "find" something."""
    return any(token.lower_ in READABLE | FINDERS for token in first.doc[first.i : last.i + 1])


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
        if asking and child.lower_ == "for" and child.i > noun.i and leads_to_what_is_told(child, noun):
            end = scene.end_of(verb) if verb is not None and verb.i < noun.i else 0
            return scene.between(child.i + 1, max(child.right_edge.i, end))
        if noun.lower_ in WARNINGS | FEARS and child.lower_ in ABOUT and child.i > noun.i:
            return scene.between(child.i + 1, child.right_edge.i)
        told = child.left_edge.lower_ == "that" or (asking and is_infinitive(child))
        told = told or (noun.lower_ in CHARGES and has_a_finite_verb(child))
        if child.dep_ in ("acl", "ccomp") and child.i > noun.i and told:
            return scene.clause(child)
    beside = _beside(scene, noun, verb, asking=asking) if verb is not None and noun.dep_ == "dobj" else None
    return beside or (_asked_beside(scene, verb) if asking and verb is not None else None)


def _beside(scene: Scene, noun: "Token", verb: "Token", *, asking: bool) -> Span | None:
    """Return what follows in "issued warnings on Sunday that …" or "made a plea on Monday for …"."""
    for child in verb.rights:
        lead = child.left_edge
        if lead.i < noun.i:
            continue
        if child.dep_ == "ccomp" and lead.lower_ == "that":
            return scene.clause(child)
        asked = asking and lead.lower_ == "for" and leads_to_what_is_told(lead, noun)
        if asked and child.dep_ in ("advcl", "prep", "xcomp"):
            return scene.between(lead.i + 1, child.right_edge.i)
    return None


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

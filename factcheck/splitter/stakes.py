"""What an editor weighs beyond single words: who is quoted on what, what is counted, what is routine."""

from collections.abc import Sequence, Set
from itertools import pairwise
from typing import TYPE_CHECKING

from factcheck.splitter import features, signs
from factcheck.splitter.claims import Attribution
from factcheck.splitter.features import Features, Setting
from factcheck.splitter.grammar import main_verb
from factcheck.splitter.lexicon import words
from factcheck.splitter.parsing import Sentence
from factcheck.splitter.voices import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

STUB = 11
GRAVE_AT_MOST = 2

# What an experienced reader expects of each before any training, as in `worth.EXPECTED`.
EXPECTED = {
    "place.first": 0.7,
    "plan.scheduled": -0.7,
    "plan.due": -0.4,
    "quote.specific": 0.4,
    "quote.general": -0.4,
    "quote.personal": -0.5,
    "quote.refusal": 0.4,
    "quote.witness": 0.4,
    "ground.standing": -0.5,
    "ground.kind": -0.5,
    "amount.money": 0.3,
    "amount.public": 0.4,
    "amount.votes": 0.4,
    "amount.change": 0.4,
    "amount.casualties": 0.6,
    "words.silence": -1.0,
    "words.no-evidence": 0.7,
    "words.asked-of-power": 0.3,
    "words.afterwards": 0.2,
    "words.first-ever": 0.4,
    "words.admission": 0.4,
    "words.accusation": 0.6,
    "words.grave": 0.5,
    "words.ceremony": -0.6,
    "words.stub": -0.6,
    "voice.indirect": 0.2,
    "voice.bystander": -0.4,
}
REASONS = {
    "amount.casualties": "counts casualties",
    "amount.money": "an amount",
    "amount.votes": "an amount",
    "amount.change": "a comparison",
    "place.first": "opens the article",
    "words.accusation": "an accusation",
    "words.admission": "an admission",
    "words.grave": "conflict or a grave act",
    "words.no-evidence": "says what evidence is missing",
    "words.first-ever": "says it is a first or a record",
}

OFFICIAL = words(
    """
    ministry minister ministers police prosecutor prosecutors court government president authority
    authorities agency commission commissioner parliament army military navy coast department board
    council governor mayor judge secretary office spokesman spokeswoman spokesperson ambassador
    officials official senator chancellor sheriff bureau institute regulator administration state
    """
)
BYSTANDERS = words(
    """
    resident residents passenger survivor woman man neighbour neighbours fan fans teacher nurse baker
    pharmacist student pupil mother father widow farmer driver shopkeeper waiter customer commuter
    visitor visitors cleaner guard carpenter builder fisherman volunteer pensioner worker postman
    waitress
    """
)
ACCUSING = words(
    """
    accuse accuses accused accusing blame blames blamed blaming allege alleges alleged allegedly claim
    claims claimed claiming sue sued suspect suspected suspects accusation accusations allegation
    allegations complain complained complaint complaints
    """
)
ADMITTING = words(
    "admit admits admitted acknowledge acknowledges acknowledged concede concedes conceded confess confessed"
)
CASUALTIES = words(
    """
    dead killed killing died deaths death casualties wounded injured injuries victims missing bodies
    infected cases hospitalised hospitalized displaced homeless toll fatalities arrested detained
    """
)
VOTES = words("votes vote percent % majority seats turnout poll")
MONEY = signs.MONEY | words(
    "million billion trillion crowns pesos francs marks roubles rubles rupees liras kroner"
)
COMING = words("scheduled due planned slated set next upcoming plans")
DUE = words("scheduled due planned slated")
DATES = words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december tomorrow week month year autumn spring summer
    winter season
    """
)
PROCEEDINGS = words(
    """
    held meet meets meeting take takes place discuss debate vote begin begins start starts arrive
    arrives closed open hearing travel play return hear resume visit speak published tour finish end
    ends
    """
)
ANSWERING = words("comment commented comments unanswered respond responded replied reply")
LACKING = words("not no declined decline declines never n't refused unanswered without refuses nor") | words(
    "neither nobody none"
)
REFUSING = words("no not none never neither nobody nothing nor n't")
EVIDENCE = words("evidence proof data figures documents basis record records explanation")
URGING = words("urged urges urge demanded demands appealed asked calls called")
STANDING = words(
    """
    lies sits borders covers stands stretches flows consists refers means symbolizes symbolises
    belongs comprises contains runs
    """
)
KINDS = words(
    """
    form type kind species breed town village city country river island member tradition holiday
    festival
    """
)
CEREMONY = words(
    """
    tribute tributes condolences mourning mourners funeral anniversary ceremony celebrate celebrated
    concert exhibition festival honour honored honoured welcomed congratulated thanked premiere party
    parade birthday wedding wreath candles
    """
)
MYSELF = words("i me my myself 'm")
GRAVE = words(
    """
    expelled expels expel recalled recalls recall seized seizes seizure invaded invades invasion annexed
    blockade blockaded detained detains detention deported deportation extradited extradition raided
    raid raids searched confiscated frozen freezes boycott boycotted vetoed dissolved impeached ousted
    overthrown overthrew sacked fired suspended revoked blocked blocks halted cancelled canceled shut
    evacuated leaked spilled spill contaminated contamination polluted burned burnt derailed capsized
    sank sunk hacked breached hack spied spying bugged forged bribed bribes laundered laundering evaded
    evasion embezzled embezzlement smuggled smuggling trafficking abducted kidnapped stabbed beaten
    shelled shelling besieged siege looted looting starved starving raped rigged rigging censored
    censorship intercepted sanctions sanctioned expulsion ultimatum retaliated retaliation mobilised
    mobilized ceasefire border disputed occupied occupation rebels rebel insurgents militants troops
    warship missile missiles airstrike airstrikes casualties massacre genocide coup hostages ransom
    negligence malpractice unlawful unlawfully indicted indictment subpoena perjury testified testify
    bailed custody overdose outbreak
    """
)


def of(sentence: Sentence, voice: Voice, seen: Features, setting: Setting) -> Features:
    """Return what speaks for or against a claim beyond its words, from those features already `seen`."""
    tokens = list(sentence.tokens)
    said = frozenset(token.lower_ for token in tokens)
    found: dict[str, float] = {
        "place.first": setting.number == 0,
        "voice.indirect": voice.attribution is Attribution.INDIRECT,
        "words.grave": min(GRAVE_AT_MOST, sum(token.lower_ in GRAVE for token in tokens)),
        **_told(tokens, said),
    }
    if seen.get("amount.any"):
        found.update(_amounts(said, seen))
    if voice.speaker is None:
        found.update(_ground(tokens, said, seen))
    else:
        found["voice.bystander"] = _is_a_bystander(sentence, voice)
    if voice.content and voice.attribution in (Attribution.DIRECT, Attribution.MIXED):
        found.update(_quotation(features.inside(sentence, voice.content), said, seen))
    found["plan.scheduled"] = _is_scheduled(said, seen)
    return {name: float(value) for name, value in found.items() if value}


def _told(tokens: Sequence["Token"], said: Set[str]) -> dict[str, float]:
    silent = bool(said & ANSWERING and said & LACKING) or {"would", "comment"} <= said
    return {
        "words.silence": silent,
        "words.no-evidence": bool(said & EVIDENCE and said & LACKING),
        "words.asked-of-power": bool(said & URGING and said & OFFICIAL),
        "words.afterwards": any(
            token.dep_ == "mark" and token.lower_ in ("after", "because", "since") for token in tokens
        ),
        "words.first-ever": _is_a_first(tokens, said),
        "words.admission": bool(said & ADMITTING),
        "words.accusation": bool(said & ACCUSING),
        "words.ceremony": bool(said & CEREMONY),
    }


def _is_a_first(tokens: Sequence["Token"], said: Set[str]) -> bool:
    """Say whether something is told to be the first, or the most since some time."""
    if any(
        one.lower_ == "first" and then.lower_ in ("time", "ever", "since") for one, then in pairwise(tokens)
    ):
        return True
    return "since" in said and ("first" in said or any(token.tag_ in ("JJS", "RBS") for token in tokens))


def _amounts(said: Set[str], seen: Features) -> dict[str, float]:
    return {
        "amount.money": bool(said & MONEY),
        "amount.public": bool(seen.get("word.public")),
        "amount.votes": bool(said & VOTES),
        "amount.change": bool(seen.get("word.comparing")),
        "amount.casualties": bool(said & CASUALTIES),
    }


def _ground(tokens: Sequence["Token"], said: Set[str], seen: Features) -> dict[str, float]:
    """Return what marks the article's own sentences as background, routine or mere transition."""
    head = main_verb(tokens)
    named = any(token.pos_ == "PROPN" for token in tokens)
    return {
        "plan.due": bool(seen.get("tense.is-to") or said & DUE),
        "ground.standing": head is not None and head.lower_ in STANDING,
        "ground.kind": bool(seen.get("tense.copula")) and _names_a_kind(tokens),
        "words.stub": len(tokens) < STUB and not named and not seen.get("amount.any"),
    }


def _names_a_kind(tokens: Sequence["Token"]) -> bool:
    return any(one.lower_ in ("a", "an", "the") and then.lower_ in KINDS for one, then in pairwise(tokens))


def _is_a_bystander(sentence: Sentence, voice: Voice) -> bool:
    """Say whether the reporting words describe somebody who happened to be there."""
    name = voice.speaker.name.lower().split() if voice.speaker else []
    start, end = voice.content or (0, 0)
    # What is reported may name anybody.
    around = (token.lower_ for token in sentence.tokens if not start <= sentence.place(token) < end)
    return not BYSTANDERS.isdisjoint(name) or not BYSTANDERS.isdisjoint(around)


def _quotation(quoted: Sequence["Token"], said: Set[str], seen: Features) -> dict[str, float]:
    """Return whether a quotation tells facts or feelings."""
    specific = any(token.pos_ == "PROPN" or token.like_num for token in quoted)
    past = bool(seen.get("tense.VBD") or seen.get("tense.perfect"))
    return {
        "quote.specific": specific,
        "quote.general": not specific,
        "quote.personal": bool(said & MYSELF),
        "quote.refusal": past and bool(said & REFUSING),
        "quote.witness": any(_tells_of_others(token) for token in quoted),
    }


def _tells_of_others(subject: "Token") -> bool:
    if subject.dep_ not in ("nsubj", "nsubjpass") or subject.head.tag_ not in ("VBD", "VBN"):
        return False
    return subject.lower_ in ("they", "he", "she") or subject.pos_ in ("NOUN", "PROPN")


def _is_scheduled(said: Set[str], seen: Features) -> bool:
    """Say whether a proceeding is announced for a day, and nothing is counted."""
    coming = bool(seen.get("tense.future") or seen.get("tense.is-to") or said & COMING)
    return coming and not seen.get("amount.any") and bool(said & PROCEEDINGS and said & DATES)

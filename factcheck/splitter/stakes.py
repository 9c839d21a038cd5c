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
OUTCOMES_AT_MOST = 2
NAMES_AT_MOST = 6

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
    "words.names": 0.1,
    "sport.outcome": 0.4,
    "sport.play": -0.4,
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
    "sport.outcome": "a result",
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
AFTERWARDS = words("after because since")
FIRST = words("first")
EVER = words("time ever since")
ARTICLES = words("a an the")
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

OUTCOMES = words(
    """
    won win wins winning winner winners lost lose loses loss defeat defeated defeating beat beats
    beating victory victorious tie tied draw drew equalised equalized equaliser equalizer title
    champion champions trophy medal gold silver bronze qualified eliminated relegated promoted red
    dismissed injured disqualified knocked clinched hoist lifted overtook pole record fastest scored
    scores score goal goals header netted slotted net aggregate sealed
    """
)


def of(sentence: Sentence, voice: Voice, seen: Features, setting: Setting) -> Features:
    """Return what speaks for or against a claim beyond its words, from those features already `seen`."""
    tokens = list(sentence.tokens)
    order = [token.lower_ for token in tokens]
    said = frozenset(order)
    found: dict[str, float] = {
        "place.first": setting.number == 0,
        "plan.scheduled": _is_scheduled(said, seen),
        "voice.indirect": voice.attribution is Attribution.INDIRECT,
        "words.names": min(NAMES_AT_MOST, sum(token.pos_ == "PROPN" for token in tokens)) / 3,
        **_told(tokens, order, said),
    }
    if setting.of_sport:
        outcomes = len(OUTCOMES & said)
        found |= {"sport.outcome": min(OUTCOMES_AT_MOST, outcomes), "sport.play": not outcomes}
    if seen.get("amount.any"):
        found.update(_amounts(said, seen))
    if voice.speaker is None:
        found.update(_ground(tokens, order, said, seen))
    elif not BYSTANDERS.isdisjoint(voice.speaker.name.lower().split()):
        found["voice.bystander"] = 1
    elif not BYSTANDERS.isdisjoint(said):
        found["voice.bystander"] = _is_told_by_a_bystander(sentence, voice)
    if voice.content and voice.attribution in (Attribution.DIRECT, Attribution.MIXED):
        found.update(_quotation(features.inside(sentence, voice.content), said, seen))
    return {name: float(value) for name, value in found.items() if value}


def _told(tokens: Sequence["Token"], order: Sequence[str], said: Set[str]) -> dict[str, float]:
    lacking = not LACKING.isdisjoint(said)
    return {
        "words.grave": min(GRAVE_AT_MOST, sum(map(GRAVE.__contains__, order))),
        "words.silence": (lacking and not ANSWERING.isdisjoint(said)) or {"would", "comment"} <= said,
        "words.no-evidence": lacking and not EVIDENCE.isdisjoint(said),
        "words.asked-of-power": not URGING.isdisjoint(said) and not OFFICIAL.isdisjoint(said),
        "words.afterwards": not AFTERWARDS.isdisjoint(said) and any(map(_leads_back, tokens)),
        "words.first-ever": _is_a_first(tokens, order, said),
        "words.admission": not ADMITTING.isdisjoint(said),
        "words.accusation": not ACCUSING.isdisjoint(said),
        "words.ceremony": not CEREMONY.isdisjoint(said),
    }


def _leads_back(token: "Token") -> bool:
    return token.lower_ in AFTERWARDS and token.dep_ == "mark"


def _is_a_first(tokens: Sequence["Token"], order: Sequence[str], said: Set[str]) -> bool:
    """Say whether something is told to be the first, or the most since some time."""
    if "first" in said:
        return "since" in said or _are_beside(order, FIRST, EVER)
    return "since" in said and any(token.tag_ in ("JJS", "RBS") for token in tokens)


def _are_beside(order: Sequence[str], ones: Set[str], others: Set[str]) -> bool:
    return any(one in ones and then in others for one, then in pairwise(order))


def _amounts(said: Set[str], seen: Features) -> dict[str, float]:
    return {
        "amount.money": not MONEY.isdisjoint(said),
        "amount.public": "word.public" in seen,
        "amount.votes": not VOTES.isdisjoint(said),
        "amount.change": "word.comparing" in seen,
        "amount.casualties": not CASUALTIES.isdisjoint(said),
    }


def _ground(
    tokens: Sequence["Token"], order: Sequence[str], said: Set[str], seen: Features
) -> dict[str, float]:
    """Return what marks the article's own sentences as background, routine or mere transition."""
    bare = len(tokens) < STUB and not seen.get("amount.any")
    return {
        "plan.due": "tense.is-to" in seen or not DUE.isdisjoint(said),
        "ground.standing": not STANDING.isdisjoint(said) and _is_standing(tokens),
        "ground.kind": "tense.copula" in seen and _are_beside(order, ARTICLES, KINDS),
        "words.stub": bare and not any(token.pos_ == "PROPN" for token in tokens),
    }


def _is_standing(tokens: Sequence["Token"]) -> bool:
    head = main_verb(tokens)
    return head is not None and head.lower_ in STANDING


def _is_told_by_a_bystander(sentence: Sentence, voice: Voice) -> bool:
    """Say whether the reporting words, which are not what is reported, describe somebody who was there."""
    start, end = voice.content or (0, 0)
    around = (token.lower_ for token in sentence.tokens if not start <= sentence.place(token) < end)
    return not BYSTANDERS.isdisjoint(around)


def _quotation(quoted: Sequence["Token"], said: Set[str], seen: Features) -> dict[str, float]:
    """Return whether a quotation tells facts or feelings."""
    specific = any(token.pos_ == "PROPN" or token.like_num for token in quoted)
    past = "tense.VBD" in seen or "tense.perfect" in seen
    return {
        "quote.specific": specific,
        "quote.general": not specific,
        "quote.personal": not MYSELF.isdisjoint(said),
        "quote.refusal": past and not REFUSING.isdisjoint(said),
        "quote.witness": any(_tells_of_others(token) for token in quoted),
    }


def _tells_of_others(subject: "Token") -> bool:
    if subject.dep_ not in ("nsubj", "nsubjpass") or subject.head.tag_ not in ("VBD", "VBN"):
        return False
    return subject.lower_ in ("they", "he", "she") or subject.pos_ in ("NOUN", "PROPN")


def _is_scheduled(said: Set[str], seen: Features) -> bool:
    """Say whether a proceeding is announced for a day, and nothing is counted."""
    if PROCEEDINGS.isdisjoint(said) or DATES.isdisjoint(said) or seen.get("amount.any"):
        return False
    return "tense.future" in seen or "tense.is-to" in seen or not COMING.isdisjoint(said)

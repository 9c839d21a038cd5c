"""The words that show somebody is being reported: verbs and nouns of saying, thinking and asking."""

import re
from enum import Flag, auto

from factcheck.splitter.lexicon import words


class Frame(Flag):
    """What may stand beside a verb of saying as the reported words."""

    CLAUSE = auto()
    QUOTE = auto()
    OBJECT = auto()
    INFINITIVE = auto()
    ABOUT = auto()
    AS = auto()


_SAID = Frame.CLAUSE | Frame.QUOTE

# Which verbs take which frames; a verb may stand in several rows.
SAYING = words(
    """
    say add state write claim allege assert insist stress explain argue believe think hope warn
    reveal suggest conclude comment note remark observe reply respond answer testify predict
    forecast speculate reckon contend recall reiterate repeat emphasise emphasize complain
    concede admit acknowledge confirm declare mention tell report announce maintain estimate
    reason feel fear expect clarify guess boast joke quip tweet post counter disclose inform
    assure caution advise remind object disagree apologise apologize swear fret underline
    underscore highlight rule charge agree
    guarantee signal imply theorise theorize hypothesise hypothesize suspect doubt hint vow affirm
    reaffirm restate attest proclaim pronounce confess confide concur opine muse wonder surmise
    presume assume specify stipulate elaborate recount protest retort grumble scoff email text
    point calculate notify hold react summarise summarize recognise recognize project rant
    """
)
QUOTING = words(
    """
    continue go read ask demand chant shout cry exclaim call speak laugh begin conclude finish sing lament
    sigh smile grin shrug snap yell scream whisper mutter chuckle
    """
)
TAKING_AN_OBJECT = words(
    """
    recount     announce deny confirm condemn criticise criticize denounce praise welcome express voice
    reveal disclose dispute slam blast applaud lament reject propose recommend suggest predict
    forecast promise pledge vow threaten suspect doubt admit acknowledge concede confess affirm
    reaffirm reiterate stress emphasise emphasize allege cite report claim expect highlight mention
    underline underscore note
    """
)
BLAMING = words(
    "defend blame fault accuse thank congratulate mourn decry deplore commend hail laud outline liken"
)
PROMISING = words("promise pledge vow threaten claim hope expect swear demand propose")
URGING = words(
    """
    urge ask request demand beg implore exhort encourage plead petition tell instruct advise warn
    appeal invite
    """
)
ABOUT_SOMETHING = words(
    """
    call appeal plead ask push press lobby campaign argue warn caution advise complain boast worry
    speak talk hint insist admit confess object protest apologise apologize disagree notify report tell
    """
)
CALLING = words(
    """
    describe characterise characterize call label brand rate dub portray denounce condemn dismiss hail
    identify view regard see refer
    """
)
FINDING = words("indicate show find")
_FRAMES = (
    (SAYING, _SAID),
    (QUOTING, Frame.QUOTE),
    (TAKING_AN_OBJECT, Frame.OBJECT | _SAID),
    (BLAMING, Frame.OBJECT),
    (PROMISING, Frame.INFINITIVE | _SAID),
    (URGING, Frame.INFINITIVE | Frame.OBJECT | _SAID),
    (ABOUT_SOMETHING, Frame.ABOUT),
    (CALLING, Frame.AS),
    (FINDING, Frame.CLAUSE | Frame.OBJECT),
    (words("question"), Frame.CLAUSE),
)

# A quotation may hang on these where no other verb of saying stands; they are too common to count otherwise.
ONLY_WITH_A_QUOTE = words(
    """
    continue go read speak laugh begin finish sing chant cry call shout sigh smile grin shrug snap yell
    scream whisper mutter welcome chuckle
    """
)

# These tell of speech only with a subject that can be read: "a report suggests", not "the result suggests".
READABLE_ONLY = words(
    """
    suggest indicate show find reveal signal imply underscore underline highlight
    """
)

IRREGULAR = {
    "say": "said",
    "see": "seen",
    "tell": "told",
    "write": "wrote written",
    "think": "thought",
    "feel": "felt",
    "hold": "held",
    "swear": "swore sworn",
    "go": "went gone",
    "begin": "began begun",
    "speak": "spoke spoken",
    "find": "found",
    "show": "showed shown",
    "sing": "sang sung",
    "read": "read",
    "beg": "begged begging",
}

# "warned of", "complained about": what is reported stands behind a preposition.
_about = words("of about over")
PREPOSITIONS = {
    "call": words("for on upon"),
    "appeal": words("for"),
    "plead": words("for"),
    "ask": words("for"),
    "push": words("for"),
    "press": words("for"),
    "lobby": words("for against"),
    "campaign": words("for against"),
    "argue": words("for against"),
    "warn": _about | {"against"},
    "notify": words("of"),
    "tell": words("of"),
    "report": words("on"),
    "caution": words("against"),
    "advise": words("against"),
    "complain": _about,
    "boast": _about,
    "worry": _about,
    "speak": words("of about on"),
    "talk": words("of about on"),
    "hint": words("at"),
    "insist": words("on upon"),
    "admit": words("to"),
    "confess": words("to"),
    "object": words("to"),
    "protest": words("against"),
    "apologise": words("for"),
    "apologize": words("for"),
    "disagree": words("with"),
}

CALL_FOR = "call for"
ASKING = words(
    """
    urge ask request demand beg implore exhort encourage plead petition appeal push press lobby
    campaign recommend
    """
) | {CALL_FOR}
FORETELLING = words(
    """
    hope predict forecast expect promise pledge vow threaten fear guarantee
    """
)
DISPUTING = words(
    """
    deny accuse allege claim warn find admit acknowledge concede conclude estimate blame dispute
    contend condemn reject dismiss reveal disclose confirm insist report suspect criticise criticize
    denounce
    """
)
STANCE = words(
    """
    condemn criticise criticize denounce deny reject oppose support believe think praise welcome
    suspect doubt challenge disagree object concur
    blame accuse defend insist dispute question deplore decry slam blast applaud commend hail
    laud describe characterise characterize call label brand rate dub portray dismiss reason
    propose argue feel contend lament conclusion belief view opinion denial assertion
    """
)

# Nouns that name an act of speech: whose they are, and what they are for, is said beside them.
NOUNS_OF_ASKING = words(
    """
    call calls appeal appeals plea pleas request requests demand demands petition
    """
)
NOUNS_OF_SAYING = words(
    """
    statement statements claim claims warning warnings remark remarks announcement comment
    comments speech letter report reports interview tweet post message assertion allegation
    allegations conclusion belief hope hopes fear fears concern concerns confidence promise
    pledge threat threats prediction view opinion denial acknowledgement declaration words
    testimony release blog suggestion proposal brief briefs
    """
)
READABLE = words(
    """
    report reports study studies survey surveys poll polls estimate estimates document documents
    letter letters research researchers paper papers article articles analysis review
    statement statements investigation inquiry audit newspaper magazine journal
    scientists experts officials sources census media critics analysts observers economists
    witnesses
    """
)
# These "find that" something is so; that they "find something" is no speech of theirs.
FINDERS = words(
    """
    court judge judges jury tribunal panel commission committee authors team researchers auditors
    inspectors investigators regulator ombudsman watchdog group auditor agency
    """
)
ACTS_OF_SPEECH = words(
    """
    issue issued issues make made makes launch launched launches renew renewed renews repeat
    repeated reiterate reiterated voice voiced express expressed come came reach reached file
    filed raise raised raises release released issuing making launching sign signed
    """
)

# "X was adamant that", "X is concerned about": an adjective with its complement.
STATES_OF_MIND = words(
    """
    adamant concerned confident hopeful worried certain sure convinced optimistic pessimistic
    afraid skeptical sceptical doubtful proud angry outraged disappointed grateful clear
    """
)

MASSES = words(
    """
    officials official sources source reports report critics experts researchers scientists
    analysts authorities witnesses observers media activists residents locals people villagers
    estimates studies economists supporters opponents investigators prosecutors doctors
    campaigners lawyers students workers others some many several groups associations
    organisations organizations journalists reporters fans neighbours neighbors bystanders
    survivors relatives articles newspapers outlets surveys polls rumours rumors commentators
    academics historians astronomers physicists politicians lawmakers diplomats insiders aides
    representatives members employees spokespeople protesters protestors demonstrators
    eyewitnesses passengers eyewitness teachers parents voters users customers engineers
    biologists climatologists environmentalists advocates opponents skeptics sceptics
    conservationists leaders
    """
)


# "admit" doubles its last letter: admitted.
_doubled = re.compile(r"[^aeiou][aeiou][bdglmnprt]\Z")


def _forms(verb: str) -> set[str]:
    """Return the inflected forms of a verb, as far as rules and the irregular list know them."""
    stem = verb[:-1] if verb.endswith("e") else verb
    forms = {verb, f"{stem}ing", f"{stem}ed", f"{verb}s"}
    if verb.endswith(("ss", "sh", "ch", "x")):
        forms.add(f"{verb}es")
    if verb.endswith("y") and verb[-2] not in "aeo":
        forms |= {f"{verb[:-1]}ies", f"{verb[:-1]}ied"}
    if _doubled.search(verb):
        forms |= {f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"}
    if verb.endswith("go"):
        forms.add("goes")
    return forms | set(IRREGULAR.get(verb, "").split())


def _verbs() -> dict[str, Frame]:
    frames: dict[str, Frame] = {}
    for verbs, frame in _FRAMES:
        for verb in verbs:
            frames[verb] = frames.get(verb, frame) | frame
    return frames


VERBS = _verbs()
LEMMAS = {form: verb for verb in VERBS for form in _forms(verb)}

# What one may dismiss in words; a general is dismissed otherwise.
CLAIMS = words(
    """
    claim claims report reports allegation allegations accusation accusations charge charges version talk idea
    suggestion suggestions criticism criticisms concerns rumours rumors fears notion theory speculation
    """
)

# Who rejects these answers; who rejects a bill or a bid has decided.
PUT_FORWARD = CLAIMS | words(
    "proposal proposals plan plans offer offers request requests call calls demand demands"
)

PEOPLE_WHO_SPEAK = words(
    """
    researchers scientists experts officials sources critics analysts observers economists
    witnesses media
    """
)

"""Finds who holds an office: "Sule's leader", "the Orun diplomat", or "a senator" who is named later."""

from typing import TYPE_CHECKING

from factcheck.splitter.claims import Span
from factcheck.splitter.lexicon import words
from factcheck.splitter.memory import Moment, Speaker, named
from factcheck.splitter.mentions import OWNED, Mention
from factcheck.splitter.phrases import Segment, place_of_a_case
from factcheck.splitter.roles import ROLES

if TYPE_CHECKING:
    from spacy.tokens import Token

_heads = "president premier chancellor minister chairman chairwoman"
# One who is called the first may have been introduced as one of the others.
ALIKE = {
    "diplomat": words("ambassador envoy spokesman spokeswoman"),
    "envoy": words("ambassador"),
    "lawmaker": words("senator congressman congresswoman representative mp deputy legislator sen rep"),
    "congressman": words("representative rep"),
    "senator": words("sen"),
    "judge": words("justice magistrate"),
    "officer": words("constable superintendent inspector detective sergeant captain lieutenant sheriff"),
    "prosecutor": words("attorney"),
    "lawyer": words("attorney solicitor barrister"),
    "aide": words("adviser advisor strategist secretary"),
    "leader": words(f"head chief {_heads}"),
    "head": words(f"leader chief director {_heads}"),
    "chief": words("head director commissioner commander"),
    "skipper": words("captain"),
    "manager": words("coach"),
}
# A spokesman is a diplomat if he is one of these.
SPEAKING_FOR = words("spokesman spokeswoman")
FOREIGN = words("foreign embassy mission")
# Whoever holds these is named sooner or later; witnesses and officials often are not.
HELD_BY_ONE = words(
    """
    spokesman spokeswoman spokesperson senator lawmaker congressman congresswoman judge mayor governor
    attorney lawyer prosecutor ambassador diplomat envoy aide chief director head chairman chairwoman
    president premier chancellor minister commander commissioner officer sheriff coach manager captain
    superintendent principal founder bishop archbishop
    """
)
# These do not tell one holder from another.
TELLING_NOTHING = words(
    """
    a an the this his her its their former senior top leading new veteran own late then current one local
    longtime long-time outgoing incoming acting young old
    """
)
# So many characters ahead a name is looked for; and only so early in an article for "a senator".
NAMED_WITHIN = 1_500
OPENING = 2
SHARED = 4


def of_an_owner(piece: Segment, head: "Token", span: Span, moment: Moment) -> Speaker | None:
    """Return who "Sule’s leader" or "the President of Sule" is, if named so before."""
    owner = _owner(piece, head)
    if owner is None or head.lower_ not in ROLES:
        return None
    for mention in moment.names.people_before(span[0]):
        if _holds(mention, head, moment) and _is_near(owner, mention):
            return named(mention.text, span, moment.names, rule="speaker.role")
    return None


def known_otherwise(piece: Segment, head: "Token", span: Span, moment: Moment) -> Speaker | None:
    """Return the ambassador for "the diplomat", and the Orun one for "the Orun diplomat"."""
    if head.lower_ not in ALIKE or head.tag_ not in ("NN", "NNP"):
        return None
    telling = _telling(piece, head)
    for mention in moment.names.people_before(span[0]):
        if _holds(mention, head, moment) and all(_is_near(word, mention) for word in telling):
            return named(mention.text, span, moment.names, rule="speaker.role")
    return None


def named_later(piece: Segment, head: "Token", span: Span, moment: Moment) -> str | None:
    """Return the name that follows "a senator said": the next person of that office, not met before."""
    some = piece[0].lower_ in ("a", "an")
    if (
        head.lower_ not in HELD_BY_ONE
        or head.tag_ not in ("NN", "NNP")
        or (some and moment.number >= OPENING)
    ):
        return None
    if any((token.pos_ == "PROPN" and token.i > head.i) or token.lower_ == "and" for token in piece):
        return None
    of_what = any(token.i == head.i + 1 and token.lower_ == "of" for token in piece)
    if of_what or piece[0].pos_ not in ("DET", "PRON", "PROPN"):
        return None
    telling = _telling(piece, head)
    elsewhere = [token.lower_ for token in piece if token.i < head.i and token.is_title and _tells(token)]
    for mention in moment.names.people_after(span[1], NAMED_WITHIN):
        name = moment.names.fullest(mention.text)
        if name is None or not _holds(mention, head, moment):
            continue
        alike = not telling or any(_is_near(word, mention) for word in telling)
        alike = (alike or head.lower_ in mention.roles) and all(_is_near(word, mention) for word in elsewhere)
        alike = alike and not (piece[0].tag_ == "PRP$" and OWNED in mention.near)
        return name.text if alike and name.place > span[0] else None
    return None


def _is_of_somewhere(piece: Segment, head: "Token") -> bool:
    """Say whether "the President of Sule" is meant."""
    behind = [token for token in piece if token.i > head.i]
    return len(behind) > 1 and head.lower_ in ROLES and behind[0].lower_ == "of"


def _owner(piece: Segment, head: "Token") -> str | None:
    if _is_of_somewhere(piece, head):
        return str(piece[-1].lower_) if piece[-1].pos_ == "PROPN" else None
    case = place_of_a_case(piece)
    if case is None or any(token.pos_ == "PROPN" for token in piece[case + 1 :]):
        return None
    return str(piece[case - 1].lower_) if piece[case - 1].pos_ == "PROPN" else None


def _holds(mention: Mention, head: "Token", moment: Moment) -> bool:
    name = moment.names.fullest(mention.text)
    roles = mention.roles | name.roles if name else mention.roles
    if head.lower_ == "diplomat" and FOREIGN.isdisjoint(mention.near):
        roles = roles - SPEAKING_FOR
    return not roles.isdisjoint(ALIKE.get(head.lower_, frozenset()) | {head.lower_})


def _telling(piece: Segment, head: "Token") -> list[str]:
    return [token.lower_ for token in piece if token.i < head.i and _tells(token)]


def _tells(token: "Token") -> bool:
    return token.is_alpha and token.lower_ not in TELLING_NOTHING


def _is_near(word: str, mention: Mention) -> bool:
    """Say whether a word, or one of its kin ("Sule", "Sulese"), stands beside a name."""
    near = mention.near | {part for role in mention.roles for part in role.split()}
    return any(one[:SHARED] == word[:SHARED] for one in near if len(one) >= min(SHARED, len(word)))

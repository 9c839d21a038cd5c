"""What the card in an iframe prints; the page itself is `templates/embed/card.html`."""

from dataclasses import dataclass

from factcheck.badges.plain_text import shown
from factcheck.badges.shapes import Shape, shape_of
from factcheck.badges.state import BadgeState
from factcheck.badges.words import Words, say, words_for

OPENING = frozenset('“"„«‟”»「『‹‘‚')  # A claim that begins with one of these brings its own quotation marks.


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A badge with its claim. `claim` is empty where `warning` stands in its place; `tone` is 0 to 5."""

    words: Words
    url: str
    claim: str
    claim_lang: str
    warning: str
    said_by: str
    tone: int
    shape: Shape
    published_on: str
    claim_name: str
    link_text: str

    @property
    def has_own_marks(self) -> bool:
        """Whether the claim begins with a quotation mark, so that ours would be doubled."""
        return self.claim[:1] in OPENING


def card(state: BadgeState, *, lang: str | None = None) -> Card:
    """Return what the card shows of a badge; of a claim withdrawn or unknown, nothing but that."""
    words = words_for(state, lang=lang)
    quotes = state.publication in {"live", "retracted"}
    warns = quotes and state.sensitive
    return Card(
        words=words,
        url=state.claim_url,
        claim=shown(state.claim_text) if quotes and not warns else "",
        claim_lang=shown(state.lang),
        warning=say("sensitive", words.language) if warns else "",
        said_by=said_by(state, words.language) if quotes else "",
        tone=state.rating_tone if state.has_rating else 0,
        shape=shape_of(state),
        published_on=state.published_on or "",
        claim_name=say("claim", words.language),
        link_text=say("read" if quotes else "desk_page", words.language),
    )


def said_by(state: BadgeState, language: str) -> str:
    """Return who said it, and who relayed that, in words."""
    name = shown(state.said_by_text)
    if name and state.said_by_kind != "article":
        first = say("said_by", language, name=name)
    elif state.said_by_kind == "article":
        first = say("said_by_article", language)
    else:
        first = say("said_by_unknown", language)
    relayed = shown(state.relayed_by)
    return first + say("relayed_by", language, name=relayed) if relayed else first

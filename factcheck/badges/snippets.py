"""The lines of HTML that a publisher copies to show a verdict."""

from dataclasses import dataclass
from html import escape

from factcheck.badges.oembed import WIDTH, card_height, home_of, iframe
from factcheck.badges.state import BadgeState
from factcheck.badges.words import language_for, say, words_for


@dataclass(frozen=True, kw_only=True, slots=True)
class Snippets:
    """One verdict three ways: an image, a card without script, a badge that keeps itself up to date."""

    image: str
    card: str
    component: str


def snippets(state: BadgeState, *, lang: str | None = None) -> Snippets:
    """Return what to copy; no rating stands in it, for it would stay when the verdict changes."""
    language = language_for(lang or state.lang)
    name = f"{say('fact_check', language)}: {words_for(state, lang=language).desk}"
    home, claim = home_of(state), state.claim_id
    asked, spoken = (f"?lang={language}", f' lang="{language}"') if lang else ("", "")
    height = card_height(state, width=WIDTH, lang=language)
    source = escape(f"{home}badges/{claim}.svg{asked}")
    image = f'<img src="{source}" alt="{escape(name)}">'
    script = f'<script type="module" data-factcheck src="{escape(home)}embed.js"></script>'
    badge = f'<claim-badge claim="{escape(claim)}"{spoken}>{linked(state, escape(name))}</claim-badge>'
    return Snippets(
        image=linked(state, image),
        card=iframe(url=f"{home}embed/{claim}{asked}", title=name, width=WIDTH, height=height),
        component=f"{script}\n{badge}",
    )


def linked(state: BadgeState, html: str) -> str:
    return f'<a href="{escape(state.claim_url)}">{html}</a>'

"""What a badge says, in the reader's language: a verdict, its date, notices, and the whole as a sentence."""

from dataclasses import dataclass
from datetime import date

from factcheck.badges.messages import DATES, MESSAGES, MONTHS, RATINGS, RIGHT_TO_LEFT
from factcheck.badges.plain_text import isolated, shown
from factcheck.badges.state import BadgeState

DEFAULT = "en"


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A badge in words. `date` is empty where there is none; `sentence` says all of it."""

    language: str
    direction: str
    desk: str
    verdict: str
    date: str
    notices: tuple[str, ...]
    sentence: str

    @property
    def line(self) -> str:
        """All but the desk's name on one line."""
        return " · ".join(filter(None, (self.verdict, self.date, *self.notices)))


def words_for(state: BadgeState, *, lang: str | None = None) -> Words:
    """Return the words of a badge in `lang`, else in the claim's language, else in English."""
    language = language_for(lang or state.lang)
    notices = notices_of(state)
    return Words(
        language=language,
        direction=direction_for(language),
        desk=shown(state.desk) or say("fact_check", language),
        verdict=verdict(state, language),
        date=written_date(state.published_on, language),
        notices=tuple(say(notice, language, **facts(state, language)) for notice in notices),
        sentence=sentence(state, language),
    )


def language_for(lang: str) -> str:
    """Return the catalogue's language for a BCP 47 tag, or English."""
    primary = lang.replace("_", "-").partition("-")[0].lower()
    return primary if primary in MESSAGES else DEFAULT


def direction_for(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def say(key: str, language: str, **values: str) -> str:
    """Return a message with its values, each kept from reordering the sentence around it."""
    within = direction_for(language)
    return MESSAGES[language][key].format(
        **{name: isolated(value, within=within) if value else "" for name, value in values.items()}
    )


def verdict(state: BadgeState, language: str) -> str:
    """Return the rating in words, or what stands in its place."""
    if not state.has_rating:
        return say(standing(state), language)
    label, known = rating_in(state, language)
    if state.checks == "attribution":
        return say("quote", language, rating=label[:1].lower() + label[1:] if known else label)
    return label


def standing(state: BadgeState) -> str:
    """Return the message of a badge without a rating."""
    match state.publication:
        case "retracted":
            return "retracted"
        case "withheld":
            return "withdrawn"
    return "no_verdict"


def rating_in(state: BadgeState, language: str) -> tuple[str, bool]:
    """Return a rating's label, and whether it is one of ours: the desk's own labels stay as they are."""
    label = shown(state.rating_label or "")
    names = {catalogue.get(state.rating_key or "", "").casefold() for catalogue in RATINGS.values()}
    if not label or label.casefold() not in names:
        return label or say("no_verdict", language), False
    return RATINGS[language][state.rating_key or ""], True


def notices_of(state: BadgeState) -> tuple[str, ...]:
    """Return the keys of what readers are told beside the verdict."""
    if state.publication not in {"live", "retracted"}:
        return ()
    notices = {
        "corrected": state.corrections > 0 and state.publication == "live",
        "rechecking": state.rechecking,
        "outdated": state.is_outdated,
    }
    return tuple(key for key, told in notices.items() if told)


def facts(state: BadgeState, language: str) -> dict[str, str]:
    """Return the values that messages may name, empty where there are none."""
    return {
        "desk": shown(state.desk) or say("fact_check", language),
        "date": written_date(state.published_on, language),
        "count": str(state.corrections),
        "version": str(state.version or ""),
        "newest": str(state.newest_version or ""),
    }


def sentence(state: BadgeState, language: str) -> str:
    """Return everything a badge says in whole sentences, for those who hear it."""
    values = facts(state, language)
    if state.has_rating:
        values["verdict"] = verdict(state, language)
        first = "quote_sentence" if state.checks == "attribution" else "rated_sentence"
    else:
        first = f"{standing(state)}_sentence"
    keys = (first, *(f"{notice}_sentence" for notice in notices_of(state)))
    return " ".join(say(key, language, **values) for key in keys)


def written_date(day: str | None, language: str) -> str:
    """Write an ISO date as people do, or nothing."""
    if day is None:
        return ""
    parsed = date.fromisoformat(day)
    month = MONTHS[language][parsed.month - 1]
    number = "1er" if language == "fr" and parsed.day == 1 else str(parsed.day)
    return DATES[language].format(day=number, month=month, year=parsed.year)

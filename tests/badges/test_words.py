"""What badges say."""

import string

import pytest

from badges.samples import make_state
from factcheck.badges import language_for, words_for
from factcheck.badges.messages import DATES, MESSAGES, MONTHS, RATINGS

LANGUAGES = sorted(MESSAGES)


def test_a_badge_names_desk_rating_and_date() -> None:
    words = words_for(make_state())

    assert words.desk == "Example Desk"
    assert words.line == "Mostly true · 2 April 2024"
    assert words.sentence == "Example Desk rated this claim: Mostly true (2 April 2024)."


def test_a_badge_tells_of_corrections_rechecks_and_newer_versions() -> None:
    words = words_for(make_state(corrections=2, rechecking=True, version=1, newest_version=3))

    assert words.notices == ("corrected (2)", "being re-checked", "newer version exists")
    assert words.sentence.endswith(
        "Corrected (2). It is being re-checked. This is version 1; the newest is version 3."
    )


def test_an_attribution_is_called_a_quote() -> None:
    state = make_state(
        checks="attribution", rating_key="correctly_attributed", rating_label="Correctly attributed"
    )

    words = words_for(state)

    assert words.verdict == "Quote: correctly attributed"
    assert "whether this was said, not whether it is so" in words.sentence


def test_a_retraction_has_no_rating_and_counts_no_corrections() -> None:
    words = words_for(make_state(publication="retracted", corrections=1, rechecking=True))

    assert words.line == "Retracted · 2 April 2024 · being re-checked"
    assert words.sentence.startswith("Example Desk retracted its verdict on this claim (2 April 2024).")


def test_a_withdrawal_says_only_when() -> None:
    words = words_for(make_state(publication="withheld", corrections=1, rechecking=True))

    assert words.line == "Withdrawn · 2 April 2024"
    assert words.sentence == "Withdrawn by Example Desk (2 April 2024)."


def test_no_verdict_says_so_and_no_more() -> None:
    words = words_for(make_state(publication=None, published_on=None, corrections=1, rechecking=True))

    assert words.line == "No verdict"
    assert words.sentence == "Example Desk has published no verdict here."


def test_a_rating_without_words_is_not_shown_as_one() -> None:
    assert words_for(make_state(rating_label=" ")).verdict == "No verdict"


def test_a_desk_without_a_name_is_called_by_what_it_does() -> None:
    assert words_for(make_state(desk="")).desk == "Fact check"


def test_known_ratings_are_translated() -> None:
    assert words_for(make_state(), lang="de").line == "Größtenteils richtig · 2. April 2024"
    assert words_for(make_state(rating_label="Plutôt vrai"), lang="en").verdict == "Mostly true"


def test_a_desks_own_label_stays_as_given() -> None:
    state = make_state(rating_key="mostly_true", rating_label="MOSTLY RIGHT", checks="attribution")

    assert words_for(state, lang="en").verdict == "Quote: MOSTLY RIGHT"
    assert words_for(state, lang="es").verdict == "Cita: MOSTLY RIGHT"


@pytest.mark.parametrize(
    ("asked", "language"),
    [("de", "de"), ("de-AT", "de"), ("FR_ca", "fr"), ("zh-Hans", "en"), ("", "en"), ("<script>", "en")],
)
def test_an_unknown_language_is_english(asked: str, language: str) -> None:
    assert language_for(asked) == language


def test_the_language_asked_for_comes_before_the_claims_own() -> None:
    arabic = make_state(lang="ar")

    assert words_for(arabic).language == "ar"
    assert words_for(arabic).direction == "rtl"
    assert words_for(arabic, lang="en").direction == "ltr"
    assert words_for(make_state(lang="sw")).language == "en"


def test_the_first_of_a_month_is_an_ordinal_in_french() -> None:
    assert words_for(make_state(published_on="2024-03-01"), lang="fr").date == "1er mars 2024"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything_with_the_same_values(language: str) -> None:
    assert MESSAGES[language].keys() == MESSAGES["en"].keys()
    assert RATINGS[language].keys() == RATINGS["en"].keys()
    assert len(set(RATINGS[language].values())) == len(RATINGS[language])
    assert len(set(MONTHS[language])) == 12
    assert fields(DATES[language]) == {"day", "month", "year"}
    for key, message in MESSAGES[language].items():
        assert fields(message) == fields(MESSAGES["en"][key]), key


def fields(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


def test_a_name_cannot_reorder_the_sentence_around_it() -> None:
    words = words_for(make_state(desk="هيئة \u202e\u2069 التحقق"))

    assert words.sentence.startswith("\u2068هيئة �� التحقق\u2069 rated this claim")


def test_names_are_isolated_in_a_right_to_left_sentence() -> None:
    words = words_for(make_state(), lang="he")

    assert "\u2068Example Desk\u2069" in words.sentence
    assert "\u2068" not in words_for(make_state()).sentence

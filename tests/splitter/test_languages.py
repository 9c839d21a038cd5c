"""Which language a text is in, and what is done where no model is installed."""

import pytest

from factcheck.splitter import Attribution, available_languages, detect_language, models, preload, split

HEBREW = "העיר החליטה לבנות את החומה. העבודה תעלה מיליון."


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The council voted for the bridge and it will cost two million."),
        ("de", "Der Rat hat für die Brücke gestimmt und sie wird nicht billig."),
        ("fr", "Le conseil a voté pour le pont et il est dans la ville."),
        ("es", "El consejo votó por el puente y no es para los ricos."),
        ("id", "Dewan kota memilih jembatan itu dan tidak akan mahal untuk kami."),
        ("he", HEBREW),
        ("ar", "صوت المجلس لصالح الجسر في المدينة"),
        ("fa", "شورای شهر به پل رأی داد و گفت که چهار پل دیگر نیز می‌سازد"),
        ("ru", "Совет проголосовал за мост, и он будет стоить дорого."),
        ("uk", "Міська рада проголосувала за міст, і він її влаштовує."),
        ("zh", "市议会投票赞成建桥。"),
        ("ja", "市議会は橋に賛成した。"),
        ("ko", "시의회는 다리에 찬성했다."),
        ("el", "Το συμβούλιο ψήφισε για τη γέφυρα."),
        ("en", "12345 !!!"),
        ("en", ""),
    ],
)
def test_the_language_is_guessed_from_script_and_small_words(language: str, text: str) -> None:
    assert detect_language(text) == language


def test_english_has_a_model() -> None:
    assert available_languages() == ("en",)
    assert preload()


def test_another_language_is_cut_by_rule_and_says_so() -> None:
    found = split(HEBREW, language="he")

    assert found.notes == ("No language model for 'he' is installed: sentences by rule, no attribution.",)
    assert [claim.quote for claim in found.claims] == ["העיר החליטה לבנות את החומה.", "העבודה תעלה מיליון."]
    assert {claim.attribution for claim in found.claims} == {Attribution.NONE}


def test_english_without_its_model_is_cut_by_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(models.PACKAGES, "en", ("no_such_model",))

    found = split("The wall broke. The sea came.")

    assert len(found.claims) == 2
    assert found.notes[0].startswith("No language model for 'en'")
    assert available_languages() == ()
    assert not preload()


def test_a_split_is_plain_values_for_json() -> None:
    row = split("The Wall\n\nThe wall broke in the night.").as_dict()

    assert (row["language"], row["title"], row["headings"], row["paragraphs"]) == (
        "en",
        [0, 8],
        [],
        [[10, 38]],
    )
    assert row["claims"][0]["quote"] == "The wall broke in the night."

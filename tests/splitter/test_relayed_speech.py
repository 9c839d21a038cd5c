"""Who is reported where the words stand in unusual places: agents, asides, relays and statements."""

import pytest

from factcheck.splitter import split

SPEAKERS = [
    ("This plan was criticised by Anna Lind, a member of the council.", "Anna Lind"),
    ("The delay was confirmed by officials on Monday.", "officials"),
    ("She was told by the ministry that the road was closed.", "ministry"),
    ("Drivers, he said, had always thought the bridge was safe.", "he"),
    ("One driver, Kim In-seok, said the bridge was safe.", "Kim In-seok"),
    ("Vice president of Fair Roads, Steve Marrow, said the bridge was safe.", "Steve Marrow"),
    ("Kira Verma president of the Association of Velm criticised the rumours.", "Kira Verma"),
    ("The ministry made clear that the bridge would stay closed.", "ministry"),
    ("The Harbour Union issued a statement saying, “We will not go back to work.”", "Harbour Union"),
    ("“If the wall falls, the town is lost,” warned one resident.", "one resident"),
    ("Doctor Ann Lee suggested that the water was not clean.", "Ann Lee"),
    ("Ann Lee said the bridge was safe, state television reported.", "Ann Lee"),
    ("Karl Berg is reported to have said “We have nothing to hide” in court.", "Karl Berg"),
    ("A statement released by the Harbour Council said the bridge was safe.", "Harbour Council"),
    ("Per the report, the bridge was never inspected.", "report"),
    ("The council issued a statement condemning the strike.", "council"),
    ("Judge Tom Hale held that the council had no right to close the bridge.", "Tom Hale"),
    ("The newspaper Harbour Post has reported on plans for a strike.", "Harbour Post"),
    ("One claimed the bridge was rusting.", "One"),
    ("WHO have also warned that the fever will spread.", "WHO"),
    ("Officials identified the driver as Tom Hale.", "Officials"),
    ("Doctor Ann Lee shared that view: “We have to look at the water of the whole town.”", "Ann Lee"),
    ("Karl Berg, minister charged with the harbour, reacted that the wall was safe.", "Karl Berg"),
    ("Anna Lind ruled out the possibility of a strike, according to Radio Vega.", "Anna Lind"),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_whoever_speaks_is_found(text: str, speaker: str) -> None:
    assert split(text).claims[0].speaker == speaker


NOBODY = [
    "The King will welcome them at the harbour and take them to the palace.",
    "Tom Hale, dubbed the Bridge King, has been given a prison term.",
    "Wreckage believed to be part of a ferry has washed ashore.",
    "Helicopters bombed the harbour on Friday, which they say killed ten fighters.",
    "In the survey, 68 percent said the bridge should be closed.",
    "The council agreed to begin the repairs in June.",
    "Officials refused to confirm or deny whether the bridge was rusting.",
    "The motion passed with 143 members backing the plan, 20 rejecting it and 7 abstaining.",
    "The sum added to the bill included three million crowns for the harbour.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_what_only_looks_like_speech_has_no_speaker(text: str) -> None:
    assert split(text).claims[0].speaker is None


def test_somebody_who_asks_not_to_be_named_is_anonymous() -> None:
    text = "“The bridge is rusting,” an adviser to the ministry said on condition of anonymity."

    assert split(text).claims[0].anonymous


def test_a_name_is_the_same_with_and_without_its_accents() -> None:
    text = "Tomás Alvarez leads the union. Alvarez said on Monday that the strike is over."

    assert [claim.speaker for claim in split(text).claims] == [None, "Tomás Alvarez"]


def test_a_country_is_named_in_full_where_the_article_does_so() -> None:
    text = "The talks with the United States failed. The U.S. said that it would wait."

    assert split(text).claims[-1].speaker == "United States"


def test_he_is_nobody_whom_he_names_in_his_own_quotation() -> None:
    text = "Tom Hale spoke on Monday. “The plan is to let Karl Berg go on with his work,” he said."

    assert split(text).claims[-1].speaker == "Tom Hale"


def test_initials_stand_for_a_name_of_the_article() -> None:
    text = "The Velm Ferry Board met on Monday. VFB said that the harbour would stay open."

    assert split(text).claims[-1].speaker == "Velm Ferry Board"


def test_a_name_of_large_words_is_no_crowd() -> None:
    assert not split("Reporters Without Borders have appealed for an inquiry.").claims[0].anonymous


def test_organisations_pointed_at_are_known() -> None:
    text = "Two groups went to court. These organisations argued that the wall was not safe."

    assert not split(text).claims[-1].anonymous


def test_a_quotation_goes_on_with_whoever_led_into_it() -> None:
    text = (
        "The ministry asked for aid, and Ann Lee stated: “There are too few nurses in the town. "
        "Some of them have been sent there.”"
    )

    assert split(text).claims[-1].speaker == "Ann Lee"

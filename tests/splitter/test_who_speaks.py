"""Who speaks where the parser lost the subject, or other words stand for a name: one sentence a case."""

from pathlib import Path

import pytest

from factcheck.splitter import split

LAST_SPEAKER = (Path(__file__).parent / "who_speaks.txt").read_text(encoding="utf-8")
SILENT = """
The flag rose over the town, with Secretary Bo Lind stating: "Today we join the towns of the world".
Candidates were quick to voice their views.
Neither the mayor nor the council did confirm or deny it.
The two countries have argued over fishing rights for decades.
The minister dismissed the general.
Former minister Bo Lind was questioned by prosecutors in Arden yesterday.
The City Museum of Arden returned a bronze horse after finding that it had been looted.
"""


@pytest.mark.parametrize("line", LAST_SPEAKER.strip().splitlines())
def test_the_last_sentence_has_its_speaker(line: str) -> None:
    text, expected = line.split(" | ")

    claim = split(text).claims[-1]

    assert f"{claim.speaker}{'*' * claim.anonymous}" == expected


@pytest.mark.parametrize("text", SILENT.strip().splitlines())
def test_what_goes_along_or_says_nothing_has_no_speaker(text: str) -> None:
    assert split(text).claims[-1].speaker is None


def test_the_words_ahead_of_a_woven_quotation_are_reported_too() -> None:
    text = "The talks will ensure “there is no return to war once there is a government,” said Bo Lind."

    [claim] = split(text).claims

    assert claim.speaker == "Bo Lind"
    assert text[claim.content_start : claim.content_end].startswith("The talks will ensure")


def test_what_is_reported_ends_where_another_speaker_follows() -> None:
    text = "The council has said that the wall had failed but town officials insist that it was sound."

    [claim] = split(text).claims

    assert text[claim.content_start : claim.content_end] == "the wall had failed"

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
This meeting reminded us that towns have a duty.
Lind ordered it shut down, as the staff did not seem as friendly as his council had hoped.
The Senate on Thursday confirmed the mayor's pick to run the budget office.
The movement has destroyed scores of old sites in Oru, viewing them as monuments to idols.
In one incident, an army veteran described as ill made it onto the mayor's grounds.
Called in to fly out guards, the aircraft made a "hard landing" that led to more injuries.
Islanders rejected independence by 55 to 45 percent in a referendum in May.
Thousands of people came out of the swamps this past weekend hoping to receive sacks of food.
After the unrest resulted in 35 shops being looted, no mayor commented on the incident.
The agreement will allow Oru to deport rejected seekers back to Arden more quickly.
The Safety Committee is investigating both the theft itself and alleged communication between the camps.
And with a bit of editing, some have posted pictures of the mayor holding up a drawing.
Lind has been making courtesy calls to members of the Senate for the past few weeks.
Lind's side are just three points clear of the drop and lost at the weekend.
A veteran accused of stabbing a man has been charged after telling police he was planning a raid.
This following week will see further spells of rain but as yet, no storms near Oru.
The drive is stuck in idle as council members and the new mayor disagree about the road.
The list has three ranks according to how urgently new pumps are needed.
Asked whether that was so, the mayor shook her head.
In view of the storm, the race was called off.
In full view of the guards, the man fled.
The bid was rejected by the Orun Harbour Office last week.
The garden encourages visitors to touch the plants.
Lorry drivers, asked to keep away from the port, queued on the coastal road.
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


@pytest.mark.parametrize(
    "text",
    [
        "The wall will fall, a senator has said.\n\nSenator Mara Stone wants a new one.",
        "Her attorney said that she was ill.\n\nThe attorney, Mara Stone, spoke on Monday.",
        "The judge in the case said that it was an accident.\n\nJudge Mara Stone left in May.",
        "A senior police officer said it would fall.\n\nDetective Mara Stone, the police lead, was sure.",
    ],
)
def test_who_is_described_first_and_named_a_little_later_has_the_name(text: str) -> None:
    claim = split(f"A Wall\n\n{text}").claims[0]

    assert (claim.speaker, claim.anonymous) == ("Mara Stone", False)
    assert "speaker.named-later" in claim.rules
    assert "source not named" not in claim.reasons


@pytest.mark.parametrize(
    "text",
    [
        "Senator Mara Stone left. The wall will fall, a senator has said. Senator Mara Stone slept.",
        "The wall will fall, an official said. Minister Mara Stone, an official of the town, slept.",
        "The wall will fall, an Orun senator said. Mara Stone, a Sulese senator, slept.",
        "His lawyer said he was well.\n\nAnn Lee's lawyer, Mara Stone, slept.",
        "The head of the school said it was late.\n\nThe head of the police, Mara Stone, slept.",
        "The mayor called Mara Stone a liar. It rained. The mayor said it was late.",
    ],
)
def test_nobody_is_given_the_name_of_another(text: str) -> None:
    assert "Mara Stone" not in {claim.speaker for claim in split(text).claims}


def test_what_is_set_apart_behind_a_colon_is_said_by_whom_the_line_tells_of() -> None:
    text = "Bo Lind spoke first. Lind then grew more serious:\n\nBehind every wall there are people."

    claim = split(f"A Wall\n\n{text}").claims[-1]

    assert (claim.speaker, claim.attribution) == ("Bo Lind", "direct")


def test_the_items_of_a_list_are_said_by_nobody() -> None:
    text = "Lind won three rounds:\n\n- the first was held in the rain on Monday"

    assert split(f"A Race\n\n{text}").claims[-1].speaker is None


@pytest.mark.parametrize(
    "text",
    [
        "Mr A told the court that he was ill.",
        '"It was loud," said the OF OF.',
        "The wall fell in May. " * 113 + ") has already said",
        "Professor THE said it was late.",
    ],
)
def test_odd_names_are_read_without_a_fault(text: str) -> None:
    assert split(text).claims

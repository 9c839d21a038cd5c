"""The separate propositions of compound sentences."""

import pytest

from factcheck.splitter import Part, split


def parts(text: str) -> dict[str, str]:
    """Return each part's quote and its sentence."""
    return {part.quote: part.text for part in split(text).claims[0].parts}


def first(text: str) -> tuple[Part, ...]:
    return split(text).claims[0].parts


@pytest.mark.parametrize(
    "text",
    [
        "The wall broke in the night.",
        "Anna Lind said that the wall broke in the night.",
        "The library has books, maps and films.",
        "If the wall breaks, the town will flood.",
        "Police arrested and questioned the man.",
    ],
)
def test_one_proposition_is_not_cut(text: str) -> None:
    assert parts(text) == {}


def test_coordinated_clauses_are_parts() -> None:
    assert parts("The wall broke in the night, and the sea flooded the town.") == {
        "The wall broke in the night": "The wall broke in the night.",
        "the sea flooded the town": "The sea flooded the town.",
    }


def test_a_shared_subject_is_filled_in() -> None:
    found = parts("The storm broke the wall and flooded the old town.")

    assert found["flooded the old town"] == "The storm flooded the old town."


def test_a_relative_clause_is_a_part_about_its_noun() -> None:
    found = parts("The trust, which runs the port, bought the yard.")

    assert found["which runs the port"] == "The trust runs the port."
    assert found["bought the yard"] == "The trust bought the yard."


def test_a_relative_clause_keeps_its_object() -> None:
    found = parts("The town rebuilt the wall, which two storms had damaged.")

    assert found["which two storms had damaged"] == "Two storms had damaged the wall."


def test_whose_and_where_are_put_back() -> None:
    found = parts("The captain, whose ship sank, moved to Norburg, where he opened a shop.")

    assert "The captain’s ship sank." in found.values()
    assert "He opened a shop in Norburg." in found.values()


def test_a_participle_gets_its_subject_and_tense() -> None:
    found = parts("The storm broke the old wall, killing two people in the harbour.")

    assert found["killing two people in the harbour"] == "The storm killed two people in the harbour."


def test_a_participle_of_the_present_stays_in_the_present() -> None:
    found = parts("The harbour loses money each year, leaving the town with large debts.")

    assert found["leaving the town with large debts"] == "The harbour is leaving the town with large debts."


def test_an_apposition_with_a_fact_of_its_own_is_a_part() -> None:
    found = parts("The Wall, a work of the last century, broke in the night of the storm.")

    assert found["a work of the last century"] == "The Wall was a work of the last century."


def test_a_reason_is_a_part_without_its_conjunction() -> None:
    found = parts("The wall broke because the inspectors had ignored the cracks.")

    assert "the inspectors had ignored the cracks" in found


def test_what_is_taken_for_granted_is_a_part() -> None:
    found = parts("Despite growing anger about the wall, the council went home.")

    assert found["Despite growing anger about the wall"] == "There was growing anger about the wall."


def test_what_somebody_did_before_is_a_part() -> None:
    found = parts("After leaving the harbour at night, the captain called his wife.")

    assert found["After leaving the harbour at night"] == "The captain left the harbour at night."


def test_a_decision_taken_for_granted_is_worded_as_one() -> None:
    found = parts("Many people attacked the council’s decision to sell the old harbour.")

    assert found["the council’s decision to sell the old harbour"] == (
        "The council decided to sell the old harbour."
    )


def test_the_parts_of_a_report_are_the_speakers_without_the_clause_that_reports() -> None:
    found = first("Anna Lind said that the wall broke in the night and that the sea flooded the town.")

    assert [part.speaker for part in found] == ["Anna Lind", "Anna Lind"]
    assert not any("said" in part.quote for part in found)


def test_what_stands_beside_a_report_is_nobodys_word() -> None:
    found = first("The storm came in January, but Anna Lind says the wall will hold.")

    assert [(part.quote, part.speaker) for part in found] == [
        ("The storm came in January", None),
        ("the wall will hold", "Anna Lind"),
    ]


def test_each_part_has_its_own_type() -> None:
    found = first("The bridge cost $2 million, and the council will build another one.")

    assert [part.type for part in found] == ["numerical", "prediction"]


def test_a_sentence_made_of_clauses_has_six_parts_at_most() -> None:
    kinds = ("old", "new", "red", "low", "east", "west", "north")
    clauses = ", and ".join(f"the storm broke the {kind} wall" for kind in kinds)

    assert len(first(f"{clauses}.".capitalize())) <= 6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The wall fell in the night; the mayor had wanted to mend it.",
            ["The wall fell in the night", "the mayor had wanted to mend it"],
        ),
        (
            "The ferry sank off the pier, with ten of the crew still missing.",
            ["The ferry sank off the pier", "with ten of the crew still missing"],
        ),
    ],
)
def test_what_stands_beside_the_main_statement_is_a_part(text: str, expected: list[str]) -> None:
    assert list(parts(text)) == expected

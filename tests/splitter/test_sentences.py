"""Where sentences end."""

import pytest

from factcheck.splitter import split
from factcheck.splitter.sentences import by_rule, windows


def quotes(text: str) -> list[str]:
    return [claim.quote for claim in split(text).claims]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The council met on Monday.", "It voted for the bridge."],
        ["Mr. Green met Dr. Lopez of St. Anne's.", "They agreed."],
        ["The U.S. Senate met the U.K. envoy.", "They agreed."],
        ["The team flew to Washington D.C. on Friday.", "They won."],
        ["He was held in the U.S. The court freed him."],
        ["The tax rose by 3.5 percent in No. 10's plan.", "It fell later."],
        ["J. R. Stone wrote it with L. Ron Marsh.", "It sold well."],
        ["The address is www.example.org and it works.", "They said so."],
        ["Samoa left Pool A.", "South Africa leads it.", "Fiji is third."],
        ["She caught hepatitis B.", "Doctors said so.", "She left."],
        ["They fled.", "al-Karim stayed.", "He was ill."],
        ["Sales rose.", "iPhones sold best.", "They fell later."],
        ["The firm Harbour Inc. bought the yard.", "It closed it."],
        ["“We won!” he said.", "She left."],
        ["“Is it safe?” Anna Brook asked.", "Nobody knew."],
        ["He said “We went home. We ate.”", "She left."],
        ["“We went home.", "We ate,” he said."],
        ["The wall (it was built in 1931. It is old) fell.", "Nobody was hurt."],
        ["They waited ... and then it came.", "They left."],
        ["“The future is open [...]", "It will depend on rain,” she said."],
        ["“The future is open. [...]", "It will depend on rain,” she said."],
        ["“[...] The future is open,” she said.", "She left."],
        ["She said “We went home and left the boat at the pier. Nobody knew that a storm was coming.”"],
        ["“The wall gave way and the water came...", "We ran,” he said."],
        ["“The wall was old and... leaning,” he said.", "She left."],
        [
            "The notice says “the harbour stays closed until the last of the wrecks has been lifted out.",
            "Nobody may bathe there before the council has had all of the water tested twice” and no more.",
        ],
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(sentences: list[str]) -> None:
    expected = sentences
    if sentences == ["He was held in the U.S. The court freed him."]:
        expected = ["He was held in the U.S.", "The court freed him."]

    assert quotes(" ".join(sentences)) == expected


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("he", "שלום עולם. מה שלומך היום? הכל טוב.", 3),
        ("ar", "ذهب الرجل إلى السوق. اشترى الخبز.", 2),
        ("de", "Der Rat tagte am Montag. Er stimmte z.B. für die Brücke.", 2),
        ("zh", "今天天气很好。我们去公园。", 2),
    ],
)
def test_other_languages_are_cut_by_rule(language: str, text: str, count: int) -> None:
    spans = list(by_rule(text, 0, len(text), language=language))

    assert len(spans) == count
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "line",
    [
        "Anna Brook (captain), Mara Stone, Ida Lund, Rosa Vik, Nina Falk, Ellen Moe, Sara Berg, Tilda Holm",
        "A farmer mending his fence at the foot of the old harbour wall in the spring of last year.",
        "Mara Stone, a teacher at the school at the time of the fall of its roof.",
    ],
)
def test_a_line_without_a_finite_verb_names_and_claims_nothing(line: str) -> None:
    assert quotes(f"A Title\n\nThe roof fell in.\n\n{line}\n\nNobody was hurt.") == [
        "The roof fell in.",
        "Nobody was hurt.",
    ]


def test_a_verb_may_be_short_for_is() -> None:
    assert (
        quotes("“The mayor has gone. He's one of them,” she said. “It's all new.”")[-1] == "“It's all new.”"
    )


def test_a_window_ends_at_a_sentence_or_a_blank() -> None:
    text = "One two. Three four five six seven"

    pieces = [text[start:end] for start, end in windows(text, 0, len(text), size=12)]

    assert pieces == ["One two. ", "Three four ", "five six ", "seven"]


def test_a_window_without_a_blank_is_cut_anywhere() -> None:
    assert [end - start for start, end in windows("x" * 25, 0, 25, size=10)] == [10, 10, 5]


def test_many_one_line_paragraphs_are_split_as_one_is() -> None:
    lines = "\n".join(["A man said so.", "Nobody “asked” them why."] * 200)

    claims = split(lines).claims

    assert {claim.quote for claim in claims} == {"A man said so.", "Nobody “asked” them why."}
    assert len(claims) == 400


def test_a_short_month_that_ends_a_name_ends_a_sentence() -> None:
    text = "He was denounced by a cousin named Karl Jan. Karl Jan’s family had been at odds with his."

    assert [claim.quote for claim in split(text).claims] == [
        "He was denounced by a cousin named Karl Jan.",
        "Karl Jan’s family had been at odds with his.",
    ]

"""Who is reported, by which words, and what they said."""

import pytest

from factcheck.splitter import Attribution, SplitClaim, split


def only(text: str) -> SplitClaim:
    return split(text).claims[0]


def content(text: str, claim: SplitClaim) -> str | None:
    if claim.content_start is None:
        return None
    return text[claim.content_start : claim.content_end]


REPORTED = [
    ("The mayor, Anna Lind, said the bridge would reopen.", "Anna Lind", "the bridge would reopen"),
    ("Officials say at least ten people were hurt.", "Officials", "at least ten people were hurt"),
    ("Ten people were hurt, officials said.", "officials", "Ten people were hurt"),
    ("Ten people were hurt, according to police.", "police", "Ten people were hurt"),
    ("According to Anna Lind, ten people were hurt.", "Anna Lind", "ten people were hurt"),
    ("President Karl Berg told reporters that he would not resign.", "Karl Berg", "he would not resign"),
    ("The group called on the mayor to free them.", "group", "the mayor to free them"),
    ("The opposition called for an inquiry.", "opposition", "an inquiry"),
    ("The study found that bees avoid the plants.", "study", "bees avoid the plants"),
    ("In a statement, the company said it regretted the delay.", "company", "it regretted the delay"),
    ("The river, experts warn, could flood again.", "experts", "could flood again"),
    ("As Anna Lind told the paper, the river has risen.", "Anna Lind", "the river has risen"),
    ("Minister Tom Hale has described the plan as a failure.", "Tom Hale", "the plan as a failure"),
    ("Amnesty International has criticised the arrests.", "Amnesty International", "the arrests"),
    ("Anna Lind is confident that the wall will hold.", "Anna Lind", "the wall will hold"),
    ("Doctors are concerned the virus will spread.", "Doctors", "the virus will spread"),
    ("The magazine Vega describes the film as dull.", "Vega", "the film as dull"),
    ("The union issued a call for higher wages.", "union", "higher wages"),
    ("Lind came to the conclusion that the plan was dead.", "Lind", "the plan was dead"),
    ("Results of NCLAN studies show that crops lose yield.", "NCLAN studies", "crops lose yield"),
    ("Anna Lind, MP, said that the plan was dead.", "Anna Lind", "the plan was dead"),
    ("Governor of Texas Chris Gray said the plan was dead.", "Chris Gray", "the plan was dead"),
    ("A council member said the plan was dead.", "council member", "the plan was dead"),
    ("Some said the plan was dead.", "Some", "the plan was dead"),
    ("Anna Lind put the cost at 71,000, although many seats were empty.", "Anna Lind", "the cost at 71,000"),
    ("Ten of the dead were Thai, Lind said, while one was not.", "Lind", "Ten of the dead were Thai"),
    ("The mill was hit, claimed the mayor, Bo Lind.", "Bo Lind", "The mill was hit"),
]


@pytest.mark.parametrize(("text", "speaker", "words"), REPORTED)
def test_who_says_what_in_other_words(text: str, speaker: str, words: str) -> None:
    claim = only(text)

    assert (claim.speaker, content(text, claim)) == (speaker, words)
    assert claim.attribution is Attribution.INDIRECT


QUOTED = [
    ("“The bridge is safe,” Anna Lind said on Monday.", "Anna Lind", "The bridge is safe"),
    ("“The bridge is safe,” said the town’s mayor, Anna Lind.", "Anna Lind", "The bridge is safe"),
    ("“The bridge is safe,” said Lind to the crowd.", "Lind", "The bridge is safe"),
    ("Lind added: “We did what we could.”", "Lind", "We did what we could."),
    ("“I was there,” recalls Jonas Weber, 64, a retired miner.", "Jonas Weber", "I was there"),
    ("In the words of the judge, Mara Stone, “it was a cruel act.”", "Mara Stone", "it was a cruel act."),
    ('The Ministry of Works notes, "Salt ruins the steel".', "Ministry of Works", "Salt ruins the steel"),
    ("Lind’s statement added, “We are still waiting here.”", "Lind", "We are still waiting here."),
]


@pytest.mark.parametrize(("text", "speaker", "words"), QUOTED)
def test_who_says_what_in_quotation_marks(text: str, speaker: str, words: str) -> None:
    claim = only(text)

    assert (claim.speaker, content(text, claim)) == (speaker, words)
    assert claim.attribution is Attribution.DIRECT


def test_partly_quoted_words_are_mixed() -> None:
    text = "Lind said that the wall had “never stood so firm as now” in May."

    assert only(text).attribution is Attribution.MIXED


@pytest.mark.parametrize(
    "text",
    [
        "The fire destroyed forty homes.",
        "The fire is believed to have been started deliberately.",
        "She was told that the trains had been cancelled.",
        "The evidence suggests that the fire began in the kitchen.",
        "Neither the club nor the player commented.",
        "The lawyer declined to say who had paid.",
        "The group, which says it has 3,000 members, wants a vote.",
        "The law was passed, although a poll found that few people wanted it.",
    ],
)
def test_where_nobody_is_reported_the_article_speaks(text: str) -> None:
    claim = only(text)

    assert (claim.speaker, claim.attribution, claim.content_start) == (None, Attribution.NONE, None)


@pytest.mark.parametrize(
    ("text", "anonymous"),
    [
        ("“We were afraid,” said one of the workers.", True),
        ("A police spokesman denied that force had been used.", True),
        ("According to a former employee of the two men's firm, they had not spoken for months.", True),
        ("The yield fell by half last year, the report says.", False),
        ("Officials said the road was closed.", True),
        ("Recent reports have revealed that the road was closed.", True),
        ("A council member said the road was closed.", True),
        ("A spokesman for the company said the road was closed.", False),
        ("The Road Authority said the road was closed.", False),
        ("Anna Lind said the road was closed.", False),
    ],
)
def test_a_speaker_whom_nobody_can_identify_is_anonymous(text: str, anonymous: bool) -> None:
    assert only(text).anonymous is anonymous


def speakers(text: str) -> list[str | None]:
    return [claim.speaker for claim in split(text).claims]


def test_a_short_name_is_given_in_full() -> None:
    assert speakers("Mayor Anna Lind met the press. Lind said the wall would hold.") == [None, "Anna Lind"]


def test_a_short_form_in_brackets_is_given_in_full() -> None:
    text = "The Harbour Trust Board (HTB) met on Monday. HTB said that the wall would hold."

    assert speakers(text)[1] == "Harbour Trust Board"


def test_a_pronoun_is_the_person_of_its_gender_last_talked_about() -> None:
    text = "Mrs. Anna Lind met Mr. Karl Berg in the hall. She said that the wall would hold."

    assert speakers(text) == [None, "Anna Lind"]


def test_it_is_the_body_that_spoke_last() -> None:
    text = "The Harbour Trust said the wall would hold. It added that the work was done."

    assert speakers(text) == ["Harbour Trust", "Harbour Trust"]


def test_a_pronoun_for_nobody_known_stands_for_itself() -> None:
    assert speakers("He said the wall would hold.") == ["he"]


def test_a_role_is_the_person_who_has_it() -> None:
    text = "Harbour master Tom Hale and Mayor Anna Lind met. The mayor said the wall would hold."

    assert speakers(text)[1] == "Anna Lind"


def test_a_quotation_over_several_sentences_keeps_its_speaker() -> None:
    text = (
        "“We came early. We saw the wall break,” said Anna Lind. "
        "“Nobody was there to help us.” The wall is old."
    )

    assert speakers(text) == ["Anna Lind", "Anna Lind", "Anna Lind", None]


def test_a_quotation_over_several_paragraphs_keeps_its_speaker() -> None:
    text = (
        "The Wall\n\nAnna Lind said, “The wall broke in the night.\n\n"
        "“We saw it from the hill and nobody came.”\n\nThe wall is old."
    )

    assert speakers(text) == ["Anna Lind", "Anna Lind", None]


def test_a_speaker_named_with_a_colon_speaks_in_the_next_paragraph() -> None:
    text = "The Wall\n\nAnna Lind has called the plan “dangerous”:\n\n“We face a flood of our own making.”"

    assert speakers(text) == ["Anna Lind", "Anna Lind"]


def test_an_answer_in_an_interview_is_its_speakers_to_the_end_of_the_paragraph() -> None:
    text = "We met Professor Ana Lopes.\n\nWas it hard?\n\nLopes: It was luck. We saw it late.\n\nIt rained."

    assert speakers(text)[-3:] == ["Ana Lopes", "Ana Lopes", None]


def test_a_paragraph_set_apart_behind_a_stub_is_direct_speech() -> None:
    text = "Judge Ana Lopes told Brandt:\n\nYou sat at his bedside. You knew.\n\nThe trial took a week."

    claims = split(text).claims

    assert [claim.speaker for claim in claims] == ["Ana Lopes", "Ana Lopes", None]
    assert claims[0].attribution is Attribution.DIRECT


def test_a_quotation_without_a_word_of_saying_is_the_last_subjects() -> None:
    text = "Senator Anna Lind issued a statement on Monday. “I am sad that the wall has to go.”"

    assert speakers(text) == [None, "Anna Lind"]


def test_speech_goes_on_where_a_mark_is_misplaced() -> None:
    text = 'Ana Lopes said that "the water is rising." Boats should stay in port." It is the third flood.'

    assert speakers(text) == ["Ana Lopes", "Ana Lopes", None]


def test_whoever_says_i_outside_quotation_marks_goes_on_speaking() -> None:
    text = (
        "Ana Lopes wrote:\n\nThe cartoon was mild.\n\nI meant no insult to my readers.\n\nShe lives in Arden."
    )

    assert speakers(text) == ["Ana Lopes", "Ana Lopes", None]


def test_a_quotation_is_spoken_by_the_person_named_ahead_of_it() -> None:
    text = "Mayor Ana Lopes sent “her warmest thanks to all those who came to help the town after the flood.”"

    assert speakers(text) == ["Ana Lopes"]


def test_a_quotation_that_begins_a_sentence_earlier_is_its_speakers() -> None:
    text = "Bo Lind left. “Talks go on. Moe asked to meet us,” Ana Lopes, head of the office, told the Post."

    assert speakers(text) == [None, "Ana Lopes", "Ana Lopes"]


def test_a_carried_quotation_stands_alone_behind_its_speakers_name() -> None:
    text = "“We came early. We saw the wall break,” said Anna Lind."

    assert split(text).claims[0].text == "Anna Lind: “We came early.”"


def test_what_stands_beside_a_reported_sentence_is_the_articles_own() -> None:
    assert speakers("Anna Lind said the wall would hold. The wall was built in 1931.") == ["Anna Lind", None]


@pytest.mark.parametrize("text", ["What will it cost?", "Anna Lind said,", "A bridge in Norburg."])
def test_questions_stubs_and_fragments_are_no_claims(text: str) -> None:
    assert split(f"{text}").claims == ()


def test_a_sentence_whose_verb_the_parser_took_for_a_noun_is_a_claim() -> None:
    assert len(split("It rained. About one in five adults in Tarland smokes.").claims) == 2

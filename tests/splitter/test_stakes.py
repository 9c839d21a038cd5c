"""What an editor weighs: who is quoted on what, what is counted, and what is mere routine."""

import pytest

from factcheck.splitter import features as seen_in
from factcheck.splitter import models, split, splitting, stakes
from factcheck.splitter.features import Features


def seen(text: str) -> Features:
    """Return what is found in the last sentence of an article."""
    nlp = models.load("en")
    assert nlp is not None
    *_, (sentence, voice, setting) = splitting.analyse(text, nlp).rows()
    return stakes.of(sentence, voice, seen_in.of(sentence, voice, setting), setting)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A vote is scheduled for October.", "plan.scheduled"),
        ("The mayor is to speak.", "plan.due"),
        ("“The wall in Lorne broke,” said Anna Lind.", "quote.specific"),
        ("“The wall was old and weak,” said Anna Lind.", "quote.general"),
        ("“I carried the boxes home,” said Anna Lind.", "quote.personal"),
        ("“Nobody warned the people of the town,” said Anna Lind.", "quote.refusal"),
        ("“They beat the man with sticks,” said Anna Lind.", "quote.witness"),
        ("Lorne lies on the river.", "ground.standing"),
        ("Lorne is a town on the river.", "ground.kind"),
        ("The bridge cost 3 million euros.", "amount.money"),
        ("The government spent 40 percent of the budget.", "amount.public"),
        ("She won 4,200 votes.", "amount.votes"),
        ("Prices rose by 4 percent.", "amount.change"),
        ("The flood killed 12 people and 40 were injured.", "amount.casualties"),
        ("Her office declined to comment.", "words.silence"),
        ("The firm would not comment on the sale.", "words.silence"),
        ("There is no evidence that the drug works.", "words.no-evidence"),
        ("The union urged the government to act.", "words.asked-of-power"),
        ("He resigned after the paper told of the loan.", "words.afterwards"),
        ("It is the first strike since 1990.", "words.first-ever"),
        ("They won for the first time.", "words.first-ever"),
        ("The mayor admitted that the wall was weak.", "words.admission"),
        ("The union blamed the mayor.", "words.accusation"),
        ("Soldiers seized the boats.", "words.grave"),
        ("The funeral was a quiet one.", "words.ceremony"),
        ("Others were less patient.", "words.stub"),
        ("The striker scored in the match and the team won the cup.", "sport.outcome"),
        ("The keeper ran after the ball early in the match.", "sport.play"),
        ("Anna Lind said that the wall was weak.", "voice.indirect"),
        ("“The wall fell,” said Anna Lind, a teacher.", "voice.bystander"),
    ],
)
def test_each_sign_is_seen_where_it_stands(text: str, name: str) -> None:
    assert seen(text)[name] >= 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A sum of 3 million is to be voted on in October.", "plan.scheduled"),
        ("Anna Lind said that a teacher had seen it.", "voice.bystander"),
        ("The old wall broke in the night of the storm.", "words.stub"),
        ("The drug works, and the evidence is strong.", "words.no-evidence"),
        ("She came first in the race.", "words.first-ever"),
        ("The party won the vote and lost the town.", "sport.outcome"),
    ],
)
def test_a_sign_is_not_seen_elsewhere(text: str, name: str) -> None:
    assert name not in seen(text)


def test_only_one_sentence_opens_the_article() -> None:
    assert "place.first" in seen("The wall broke.")
    assert "place.first" not in seen("The wall broke. The town flooded.")


def test_an_accusation_is_worth_more_than_a_date_for_a_meeting() -> None:
    text = "The wall broke. The union accused the mayor of hiding a report. The council will meet on Monday."

    _, accusation, meeting = split(text).claims

    assert accusation.checkworthiness > meeting.checkworthiness + 0.3
    assert "an accusation" in accusation.reasons


def test_every_reason_is_for_a_known_sign() -> None:
    assert set(stakes.REASONS) <= set(stakes.EXPECTED)

"""What kind of thing a claim says, and how much it is worth checking."""

import pytest

from factcheck.splitter import ClaimType, SplitClaim, split


def only(text: str) -> SplitClaim:
    return split(text).claims[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The wall broke in the night of the storm.", "event"),
        ("He was born on 3 May 1931 and lived for 80 years.", "event"),
        ("Anna Lind, 42, runs the port.", "event"),
        ("The shuttle Discovery flew on STS-133.", "event"),
        ("The flood destroyed 3,000 homes.", "numerical"),
        ("Prices rose by 4 percent.", "numerical"),
        ("The bridge cost $2 million.", "numerical"),
        ("Labour came third.", "numerical"),
        ("He could lose his seat if the court finds him guilty.", "prediction"),
        ("Salt does more damage to steel than rain.", "numerical"),
        ("Anna Lind believes the plan is wrong.", "position"),
        ("The general denied that his troops had fired.", "position"),
        ("The town has maintained a policy of silence.", "position"),
        ("The union opposes the sale of the port.", "position"),
        ("Lind insisted that the wall was not her concern.", "position"),
        ("The union called for higher wages.", "appeal"),
        ("“We urge the town to act,” said Anna Lind.", "appeal"),
        ("Residents were encouraged to stay at home.", "appeal"),
        ("“Please stay at home,” said Anna Lind.", "appeal"),
        ("The bridge will open in May.", "prediction"),
        ("The bridge is scheduled to open in May.", "prediction"),
        ("Lind said the bridge would open in May.", "prediction"),
        ("The team plans to come back.", "prediction"),
        ("Lind promised to come back.", "prediction"),
        ("The vote signals a new age for the town.", "opinion"),
        ("“It is a wonderful day and I am so proud of you all,” said Anna Lind.", "opinion"),
    ],
)
def test_each_type_has_its_signs(text: str, kind: str) -> None:
    assert only(text).type == kind


def test_opinions_alone_are_not_checkable() -> None:
    assert only("The wall broke in the night of the storm.").checkable
    assert not only("The vote signals a new age for the town.").checkable


def test_harm_is_worth_more_than_ceremony() -> None:
    grave = only("At least 40 people were killed in the explosion, officials said.")
    light = only("The band played songs from its new album at the ceremony.")

    assert grave.checkworthiness > 0.7
    assert light.checkworthiness < 0.5
    assert {"harm, crime or danger", "an amount"} & set(grave.reasons)


def test_a_reason_is_given_once() -> None:
    reasons = only("More than 40 people were killed by the flood, officials said.").reasons

    assert len(set(reasons)) == len(reasons) <= 3


def test_a_word_that_weighs_is_a_reason_and_a_name_is_none() -> None:
    assert "“smuggling”" in only("Two men were charged with smuggling cigarettes.").reasons
    assert not any(
        word in " ".join(only("Two men met in Smuggling.").reasons) for word in ("Smuggling", "smuggling")
    )


def test_the_rule_that_decided_the_type_is_named() -> None:
    assert "type.prediction.will" in only("The bridge will open in May.").rules
    assert "type.event.weighed" in only("The wall broke in the night of the storm.").rules


def test_types_are_plain_words_in_json() -> None:
    row = only("The union called for higher wages.").as_dict()

    assert (row["type"], row["attribution"], type(row["type"])) == (ClaimType.APPEAL.value, "indirect", str)


def test_chances_compared_are_an_amount_and_no_prediction() -> None:
    [claim] = split("People who drank from the wells were twice as likely to fall ill.").claims

    assert claim.type is ClaimType.NUMERICAL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The board is due to announce the result on Saturday.", ClaimType.PREDICTION),
        ("The minister ruled out sending in the army.", ClaimType.POSITION),
        ("Tarsk has refused to concede.", ClaimType.POSITION),
        ("It is the first strike there in 22 years.", ClaimType.NUMERICAL),
        ("He would not disclose how the others had scored.", ClaimType.EVENT),
    ],
)
def test_what_is_planned_refused_or_ranked(text: str, expected: ClaimType) -> None:
    [claim] = split(text).claims

    assert claim.type is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The next round takes place in Pell on June 1.", ClaimType.PREDICTION),
        ("The trial opens on Monday.", ClaimType.PREDICTION),
        ("A decision is expected in March.", ClaimType.PREDICTION),
        ("The verdict is due on Friday.", ClaimType.PREDICTION),
        ("The company is considering an appeal.", ClaimType.PREDICTION),
        ("Lind said she was not surprised and would not change the plan.", ClaimType.PREDICTION),
        ("The club said it was confident the result would stand.", ClaimType.PREDICTION),
        ("Lind told reporters she hoped to be back by May.", ClaimType.PREDICTION),
        ("Neither the port nor the town would confirm the report.", ClaimType.EVENT),
    ],
)
def test_what_is_to_come_is_heard_in_second_statements_and_timetables(text: str, expected: ClaimType) -> None:
    assert only(text).type is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The union wants a raise of 4 percent.", ClaimType.POSITION),
        ("Lind has maintained her innocence.", ClaimType.POSITION),
        ("The union is in favour of the plan.", ClaimType.POSITION),
        ("“We support the plan,” said Anna Lind.", ClaimType.POSITION),
        ("The two sides disagree over the border.", ClaimType.POSITION),
        ("In a statement, the league condemned “any attack on the town”.", ClaimType.POSITION),
        ("According to Anna Lind, the bank had demanded deeper cuts.", ClaimType.APPEAL),
        ("Anna Lind warned against reading too much into it.", ClaimType.APPEAL),
        ("Avoid the bridge at noon.", ClaimType.APPEAL),
    ],
)
def test_stances_and_demands_need_no_verb_of_saying_of_their_own(text: str, expected: ClaimType) -> None:
    assert only(text).type is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The defeat cuts the government's majority to three.", ClaimType.NUMERICAL),
        ("The rebels gave a figure of 67.", ClaimType.NUMERICAL),
        ("The filters blocked one upload in six.", ClaimType.NUMERICAL),
        ("The true number of cases is far higher than the official count.", ClaimType.NUMERICAL),
        ("Third was Anna Lind of the red team.", ClaimType.NUMERICAL),
        ("Sales have halved since 2010.", ClaimType.NUMERICAL),
        ("The population has fallen sharply.", ClaimType.NUMERICAL),
        ("It was the worst flood since 1953.", ClaimType.NUMERICAL),
        ("It is the second largest city on the coast.", ClaimType.NUMERICAL),
        ("Rovers won the match 2–0.", ClaimType.NUMERICAL),
        ("Lind hit her 600th home run.", ClaimType.NUMERICAL),
        ("In the survey, 72 percent opposed the bridge.", ClaimType.NUMERICAL),
        ("Hale was one of the guests.", ClaimType.EVENT),
        ("The crash on lap 140 ended the race.", ClaimType.EVENT),
        ("The flood sent water over two waterfalls.", ClaimType.EVENT),
        ("The ship lies on its side about two kilometres from the harbour.", ClaimType.EVENT),
        ("The states fought a war in 1971, in which some 900 soldiers were killed.", ClaimType.EVENT),
        ("Teams were arranged in groups of three.", ClaimType.EVENT),
    ],
)
def test_amounts_count_where_they_are_the_point(text: str, expected: ClaimType) -> None:
    assert only(text).type is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will not support the plan,” Lind said.", ClaimType.POSITION),
        ("Officials said they would not tolerate a strike.", ClaimType.POSITION),
        ("“We hope to finish the bridge by May,” Lind said.", ClaimType.PREDICTION),
        ("“We aim to become free of debt in ten years,” Lind said.", ClaimType.PREDICTION),
        ("Hale would score again before the break.", ClaimType.EVENT),
    ],
)
def test_what_is_refused_hoped_for_or_told_as_a_story(text: str, expected: ClaimType) -> None:
    assert only(text).type is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Lind said she would come back in May.", ClaimType.PREDICTION),
        ("Lind said she expected the wall to fall.", ClaimType.PREDICTION),
        ("There are plans to build a second bridge.", ClaimType.PREDICTION),
        ("The town announced plans to build a second bridge.", ClaimType.PREDICTION),
        ("The ferries are to run again from the old pier.", ClaimType.PREDICTION),
        ("The governor sharply criticized the council and its plans.", ClaimType.POSITION),
        ("Anna Lind expressed concern about the state of the wall.", ClaimType.POSITION),
        ("The guards are refusing to leave the mill.", ClaimType.POSITION),
        ("“The town calls on the council to mend the wall,” said Anna Lind.", ClaimType.APPEAL),
        ("The team won nine titles.", ClaimType.NUMERICAL),
        ("It was the second bridge to fall.", ClaimType.NUMERICAL),
        ("The town gave KSh38 million to mend the wall.", ClaimType.NUMERICAL),
        ("The two men signed the treaty in the old mill.", ClaimType.EVENT),
        ("The judge dismissed the suit against the harbour board.", ClaimType.EVENT),
        ("Anna Lind formerly held the position of treasurer.", ClaimType.EVENT),
        ("The owner refused to confirm the sale of the mill.", ClaimType.EVENT),
    ],
)
def test_what_is_announced_condemned_or_only_named_has_its_type(text: str, expected: ClaimType) -> None:
    assert only(text).type is expected


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("“They would load the goods at night,” said Anna Lind.", "type.prediction.would"),
        ("“It is hard to find a better harbour,” said Anna Lind.", "type.prediction.planned"),
        ("A reporter asked why the mayor had not come.", "type.appeal.asked"),
        ("“We don't want to pretend that it was easy,” said Anna Lind.", "type.position.sides"),
    ],
)
def test_a_rule_keeps_to_what_its_words_mean(text: str, rule: str) -> None:
    assert rule not in only(text).rules


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lind stressed that there was no need to close the harbour.", ClaimType.POSITION),
        ("“I would rather wait than repair it twice,” said Anna Lind.", ClaimType.POSITION),
        ("Lind said the town would sooner wait than pay.", ClaimType.POSITION),
        ("“We need more training,” said Anna Lind.", ClaimType.POSITION),
        ("“The wall has to be seen in context,” said Anna Lind.", ClaimType.POSITION),
        ("“We don't need to borrow money,” said Anna Lind.", ClaimType.POSITION),
        ("“We stand in solidarity with the dockers,” said Anna Lind.", ClaimType.POSITION),
        ("Anna Lind said she had approved of the repair.", ClaimType.POSITION),
        ("Anna Lind called the figure “guesswork”.", ClaimType.POSITION),
        ("The council welcomed the news.", ClaimType.POSITION),
        ("Anna Lind questioned the harbour policy.", ClaimType.POSITION),
        ("Both men pleaded not guilty.", ClaimType.POSITION),
        ("The mayor is backing the plan.", ClaimType.POSITION),
    ],
)
def test_what_is_needed_welcomed_or_disputed_is_a_position(text: str, expected: ClaimType) -> None:
    assert only(text).type is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“I am certain that we can finish it,” said Anna Lind.", ClaimType.PREDICTION),
        ("“We are prepared to fight for the harbour,” said Anna Lind.", ClaimType.PREDICTION),
        ("The union voiced its hope that the talks end well.", ClaimType.PREDICTION),
        ("The council outlined its priorities for the harbour.", ClaimType.PREDICTION),
        ("The town scheduled a hearing on the wall.", ClaimType.PREDICTION),
        ("The mayor warned Turkey of the consequences of an attack.", ClaimType.PREDICTION),
        ("The mayor warned the union against a strike.", ClaimType.APPEAL),
        ("The court advised the town to close the harbour.", ClaimType.APPEAL),
        ("Lind suggested that the council should close the harbour.", ClaimType.APPEAL),
        ("“Rights are for all,” said Anna Lind.", ClaimType.OPINION),
        ("“It was like something out of a film,” said Anna Lind.", ClaimType.OPINION),
        ("“I hate the harbour,” said Anna Lind.", ClaimType.OPINION),
        ("“I can't understand the council,” said Anna Lind.", ClaimType.OPINION),
        ("Anna Lind congratulated them, saying: “What a day for the town.”", ClaimType.OPINION),
        ("The mayor thanked the dockers for their work.", ClaimType.OPINION),
    ],
)
def test_what_is_trusted_advised_or_felt_has_its_type(text: str, expected: ClaimType) -> None:
    assert only(text).type is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 6.0-magnitude earthquake struck the town on Monday.", ClaimType.NUMERICAL),
        ("The earthquake struck at a depth of five kilometres.", ClaimType.NUMERICAL),
        ("There are fifteen patients, up from four last week.", ClaimType.NUMERICAL),
        ("The parade attracted a record number of people.", ClaimType.NUMERICAL),
        ("The crowd sang as the town team led 12-5.", ClaimType.NUMERICAL),
        ("The team won their sixth title.", ClaimType.NUMERICAL),
        ("She became the youngest winner of the race.", ClaimType.NUMERICAL),
        ("The temple was built about 300 BC by a king.", ClaimType.EVENT),
        ("The train left at about 04:00 on Monday.", ClaimType.EVENT),
        ("The team answered back in their half of the inning.", ClaimType.EVENT),
        ("The tremor was felt in the harbour, witnesses said.", ClaimType.EVENT),
    ],
)
def test_amounts_are_told_from_hours_years_and_stretches(text: str, expected: ClaimType) -> None:
    assert only(text).type is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("If the lamp of the cart is broken, choose another cart.", ClaimType.APPEAL),
        ("“It is unacceptable that the dockers wait for their wages,” said Anna Lind.", ClaimType.POSITION),
        ("“It is possible that we are going to find more of them,” said Anna Lind.", ClaimType.PREDICTION),
        ("“The dockers deserve the best,” said Anna Lind.", ClaimType.OPINION),
        ("The team finished the season in third place.", ClaimType.NUMERICAL),
        ("Lind dropped to fifth on the last lap.", ClaimType.NUMERICAL),
        ("The guards met men armed with clubs and numbering around 400.", ClaimType.EVENT),
        ("It was confirmed that at least 39 were dead; the toll is expected to rise.", ClaimType.NUMERICAL),
        ("The wall broke in the night; it will be mended in May.", ClaimType.EVENT),
        ("Lind countered that the council had no right to the harbour.", ClaimType.POSITION),
    ],
)
def test_the_main_statement_comes_first(text: str, expected: ClaimType) -> None:
    assert only(text).type is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police said 39 were rescued from the mill.", ClaimType.NUMERICAL),
        ("Police said dozens of reporters had been arrested.", ClaimType.NUMERICAL),
        ("The other three remain in the old mill.", ClaimType.EVENT),
        ("Most of the dead were dockers.", ClaimType.NUMERICAL),
        ("The mill is reported to be the largest building in the county.", ClaimType.NUMERICAL),
        ("It was the twelfth consecutive victory for the town.", ClaimType.NUMERICAL),
        ("He had been expected to spend a year in the mill.", ClaimType.EVENT),
        ("The harbour was also an important issue.", ClaimType.EVENT),
        ("The mayor accused the owner of breaking into the mill.", ClaimType.EVENT),
        ("“We have lost a friend,” said Anna Lind.", ClaimType.OPINION),
        ("Anna Lind told the council that the suit was “a real waste of time”.", ClaimType.OPINION),
    ],
)
def test_counts_and_verdicts_are_told_from_what_is_only_spoken_of(text: str, expected: ClaimType) -> None:
    assert only(text).type is expected

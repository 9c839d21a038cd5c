"""Who is reported, across the wordings that news uses; a star marks a source that nobody can identify."""

import pytest

from factcheck.splitter import split

NAMED = """
In a statement on its website, Halvorsen Foods denied wrongdoing. | Halvorsen Foods
"It was dark," recalled Bo Lind, 43, a fisherman. | Bo Lind
Brandt admitted to the error. | Brandt
Ana Lopes admitted she had been aiming for somebody else. | Ana Lopes
The company that operates the ship, Linhas Pico, says it is cooperating. | Linhas Pico
The largest of them, the Tamre Voice, wrote that the border was closed. | Tamre Voice
State radio quoted President Leon Hauvin as saying the dam would be filled. | Leon Hauvin
The police chief, Ana Lopes, put the death toll at 31. | Ana Lopes
Rosa: "I saw it all." | Rosa
As Hale put it, "nobody wins." | Hale
The group claimed responsibility for the attack. | group
Lund said the plan was dead; Moe said it was alive. | Lund
Brandt warned of a strike. | Brandt
The bank expects growth of 2 percent. | bank
Ana Lopes concluded in May, in a paper nobody read, that the dam would fail. | Ana Lopes
"We have nothing left," one resident said. | one resident*
Aid workers said the road was cut. | Aid workers*
A trader said prices had doubled. | trader*
A spokeswoman for the ministry said no decision had been made. | spokeswoman for the ministry
Lund pointed out that the dam was old. | Lund
The court found that the ministry had known. | court
Engineers estimate the damage at 90 million euros. | Engineers*
A nurse at the hospital, reached on Saturday, said 29 bodies were there. | nurse at the hospital*
According to two officials who saw it, the Fund demanded deeper cuts. | two officials*
According to the critic Anselm Borde of La Semaine, the record is a gem. | Anselm Borde
One of them, Doina Marcu, urged the government to wait. | Doina Marcu
Brandt called the figure ‘guesswork’. | Brandt
According to the rights group OpenNet Watch, similar filters blocked one upload. | OpenNet Watch
Two men were hurt in a quarry which closed last year according to officials. | officials*
Observers see the vote as a test of the new law. | Observers*
Many historians regard the raid on the port as a crime. | Many historians*
Ana Lopes refers to the dam as "a bomb". | Ana Lopes
Lund talked about the closure of the mine. | Lund
Her death was announced by the Harmon Institute. | Harmon Institute
He was told by a nurse that no beds were free. | nurse*
Lund closed the mine, while Ana Lopes promised that "no job will be lost". | Ana Lopes
UN officials in Oru, Sule said that two men were missing. | UN officials in Oru*
Ondravia's state news agency, Tamre Voice, reported that the dam had failed. | Tamre Voice
Farmers in the valley including Bo Lind and Ana Lopes said the wells were dry. | Farmers in the valley*
One of the authors, Professor Bo Lind of Arden College, said the bees were gone. | Bo Lind
In an address on May 4, 2006 Ana Lopes, President of Sule, sharply criticised the plan. | Ana Lopes
A spokesman for Arden Steel said it would close. | spokesman for Arden Steel
Residents were urged by the mayor to stay at home. | mayor
A group known as the Army of Oru claimed responsibility for the raid. | Army of Oru
A firm calling itself Northern Light said it had left the town. | Northern Light
The mill was worst hit, claimed the press secretary for the governor, Bo Lind. | Bo Lind
The road was shut according to vice-premier Bo Lind. | Bo Lind
The Harbour Post spoke to Ana Lopes, who said the dam was safe. | Ana Lopes
The report quotes Bo Lind, a miner from Oru, who said the dam was old. | Bo Lind
The embassy had issued a warning about raids on ships. | embassy
Officials expect waves 2.3 metres high. | Officials*
The mayor was keen to stress that the road was safe. | mayor
Ana Lopes talked on how the town had changed. | Ana Lopes
According to the fears voiced by a senior official, war is near. | senior official*
He spoke of a motto, "boats speak louder than oars", saying that "we heard you loud and clear". | he
The minister suggested that the road was bad. | minister
The minister wrote in a letter that the road was bad. | minister
The minister made it clear that the road was safe. | minister
A statement from the company said that it regretted the delay. | company
The army killed 30 rebels, it said. | army
Neighbours heard shots, they told the Harbour Post. | Neighbours*
Ana Lopes - who built the dam - said it was safe. | Ana Lopes
A survey by the Harmon Institute found that most people agreed. | survey by the Harmon Institute
"""
SILENT = """
Asked about the plan, Lund shrugged.
Lund spoke about the library and the mill.
The law is not retroactive, so the taxes requested in arrears are under the old system.
The move was expected as the prosecutor had requested his release.
The match ended late, as Lund thought he had scored.
Proof of harm continues to emerge, with media reporting that a Harmon study has found salt in wells.
Lund walked in and, according to Arden Radio, out.
Her plan calls for ten turbines.
Lund blasted a shot off the post.
The court found him in contempt.
The flood claimed 31 lives.
The airline received a letter from the ministry warning it not to land.
Rain fell early; Arden and Oru defended well and had two chances.
The mayor released a note regarding the death of a friend.
The town welcomed the news.
The plan was welcomed by residents.
At least thirty men were killed, a number confirmed by the army.
A candidate may demand a recount within two days.
It has a battery said to last six years.
The second half saw Tarsk score twice as Ordal tired.
The court referred the case to Arden.
Fog was blamed for the delay.
He was accused of stealing 4 million euros.
"""
PASSED_ON = """
Celeste Andrade was hurt. Her lawyer said she would sue. | Celeste Andrade’s lawyer
A diplomat from Arden said talks had failed. The diplomat added that he was sad. | diplomat from Arden
One of the workers from Oru was hurt. "It was dark," he said. | One of the workers from Oru
It fell to Mayor Oru Tarsk to calm the crowd. He said that nobody was hurt. | Oru Tarsk
Anna Lind ran. Mayor Oru Tarsk won. It rained. It froze. It sank. She said it was over. | Anna Lind
Hale's chief, Oru Tarsk, blamed the mill; he said the gate was old. | Oru Tarsk
Mayor Anna Lind met Bo. One of the tools broke. She revealed that the gate was old. | Anna Lind
The Mill Union spoke first and said it was fair. The government said it was not. | government
A spokesman for the mill said it was out. He added that the fire was out. | spokesman for the mill
Oru Hansma was arrested. He denied the theft. | Oru Hansma
Ana Sanders left. Later Sanders called for calm. | Ana Sanders
King Leon arrived. The King said that the war was over. | Leon
The Mill Post saw Kestrel, the manufacturer, in May. The company said the parts were safe. | Kestrel
Doctors Without Walls (DWW) has left. DWW said the road was shut. | Doctors Without Walls
Ruud Hansma met Lorna Petrie on Monday. She said that the match was over. | Lorna Petrie
Dov Tarsk refused to concede. The 58-year-old former general said ballots were lost. | Dov Tarsk
Minister Abu Karl al-Oru left. It rained. al-Oru said it was over. | Abu Karl al-Oru
Karl Tarsk left. Then al-Oru said so. Abu Bo al-Oru said it was bad. He added it was over. | Abu Bo al-Oru
Oru Lind, the Mill Union Health Commissioner, said so. He added that it was over. | Oru Lind
Ana Lopes said it was over. She was greeted by the Queen, Mara Stone. She said it was old. | Ana Lopes
Mayor Ana B. Lopes ran. Ana Lopes said that it was over. | Ana B. Lopes
Tapwise, a company of 22 people, makes sensors. The company says they work. | Tapwise
"""


@pytest.mark.parametrize("line", NAMED.strip().splitlines())
def test_the_speaker_is_found(line: str) -> None:
    text, expected = line.split(" | ")

    [claim] = split(text).claims

    assert f"{claim.speaker}{'*' * claim.anonymous}" == expected


@pytest.mark.parametrize("text", SILENT.strip().splitlines())
def test_nobody_is_taken_for_a_speaker(text: str) -> None:
    [claim] = split(text).claims

    assert claim.speaker is None


@pytest.mark.parametrize("line", PASSED_ON.strip().splitlines())
def test_other_words_for_a_speaker_lead_to_the_name(line: str) -> None:
    text, expected = line.split(" | ")

    assert split(text).claims[-1].speaker == expected

"""How far the reported words reach, where a speaker goes on and where somebody else does."""

import pytest

from factcheck.splitter import split

CONTENT = """
Lind said the wall would hold and the plan was safe. | the wall would hold and the plan was safe
Lind said she was “sad, not angry” and would not resign. | she was “sad, not angry” and would not resign
Lind claimed the wall was weak because the sand was wet. | the wall was weak because the sand was wet
Lind denied the theft, but two men saw him in the yard. | the theft
Lind blamed the board and demanded a new vote. | the board and demanded a new vote
Lind rejected the plan, calling it “a gift to thieves”. | the plan, calling it “a gift to thieves”
The board rejected the plan, said Lind, adding that it was late. | The board rejected the plan
Lind blamed the board for the flood, while farmers blamed the rain. | the board for the flood
Lind denied theft, although he had kept the coins. | theft, although he had kept the coins
Lind confirmed the wall fell, according to the Harbour Post. | the wall fell
The board asked for aid, and Dr. Lind said: “The wells are empty and we need help.” | aid
Lind told the Harbour Post in a letter that the wall was safe. | the wall was safe
The health ministry reported 412 new infections on Monday. | 412 new infections on Monday
Prosecutors asked the judge to jail Renn for at least 20 years. | the judge to jail Renn for at least 20 years
"""


@pytest.mark.parametrize("line", CONTENT.strip().splitlines())
def test_the_reported_words_reach_as_far_as_the_speaker_goes_on(line: str) -> None:
    text, expected = line.split(" | ")

    [claim] = split(text).claims

    assert text[claim.content_start : claim.content_end] == expected

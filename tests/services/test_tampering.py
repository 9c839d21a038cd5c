"""Every way to rewrite the history behind the desk's back is found, and located.

`pytest -m full -s` on this file tries each kind at forty places and a thousand single characters, and prints
the table.
"""

import random
from collections.abc import Callable, Iterator

import pytest

from factcheck.db import Database
from support.attacks import KINDS, Kind, Outcome, Victim
from support.tampering import put_value, signed_history

COLUMNS = ("claim", "type", "actor", "at", "body", "salt", "sealed", "prev", "prev_claim", "hash")
Attack = Callable[[int], Victim]


@pytest.fixture
def attack(copy_of, key) -> Iterator[Attack]:
    """A function that returns a desk with a signed history of so many articles, a copy of its own."""
    opened: list[Database] = []

    def victim(articles: int) -> Victim:
        opened.append(Database(signed_history(copy_of, key, articles=articles)))
        return Victim(opened[-1], key)

    yield victim
    for database in opened:
        database.close()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_tampering_is_found_and_located(attack: Attack, kind: Kind) -> None:
    victim = attack(4)

    outcomes = kind.outcomes(victim, places=3)

    assert len(outcomes) == 3
    assert missed(outcomes) == []
    assert victim.findings().faults == []


def test_one_character_changed_anywhere_is_found_at_its_event(attack: Attack) -> None:
    victim = attack(4)

    assert missed(flips(victim, number=25)) == []
    assert victim.findings().faults == []


@pytest.mark.full
def test_every_kind_at_forty_places_and_a_thousand_characters(attack: Attack) -> None:
    victim = attack(42)
    tried = {kind.name: kind.outcomes(victim, places=40) for kind in KINDS}
    tried["change one character"] = flips(victim, number=1000)

    show(victim, tried)

    assert victim.findings().faults == []
    assert {name: missed(outcomes) for name, outcomes in tried.items() if missed(outcomes)} == {}


def missed(outcomes: list[tuple[object, Outcome]]) -> list[tuple[object, Outcome]]:
    return [(place, outcome) for place, outcome in outcomes if not (outcome.found and outcome.located)]


def show(victim: Victim, tried: dict[str, list[tuple[object, Outcome]]]) -> None:
    """Print what was tried, found and located."""
    about = f"{victim.desk.url.get_backend_name()}, {len(victim.log)} events"
    print(f"\n{about:36}{'tried':>8}{'found':>8}{'located':>9}")
    for name, outcomes in tried.items():
        found, located = (sum(outcome[at] for _, outcome in outcomes) for at in (0, 1))
        print(f"{name:36}{len(outcomes):>8}{found:>8}{located:>9}")


def flips(victim: Victim, *, number: int) -> list[tuple[object, Outcome]]:
    """Change one character of one event, look, and put it back, so many times."""
    chance = random.Random(11)
    return [(where, flip(victim, *where)) for where in (somewhere(victim, chance) for _ in range(number))]


def somewhere(victim: Victim, chance: random.Random) -> tuple[int, str, int]:
    """Choose a position, a column and a character of it; of a time a digit, for its form is checked."""
    event, column = chance.choice(victim.log), chance.choice(COLUMNS)
    value = getattr(event, column)
    return (
        event.pos,
        column,
        chance.choice([at for at in range(len(value)) if column != "at" or value[at].isdigit()]),
    )


def flip(victim: Victim, pos: int, column: str, at: int) -> Outcome:
    value = getattr(victim.log[pos - 1], column)
    letters = "12" if column == "at" else "ab"
    other = letters[value[at] == letters[0]]
    return victim.tried(
        pos,
        lambda connection: put_value(connection, pos, column, value[:at] + other + value[at + 1 :]),
        lambda connection: put_value(connection, pos, column, value),
    )

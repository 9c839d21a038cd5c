"""Turns "killing" into "killed": the past of English verbs that stand as participles."""

# -ing form and past of the verbs whose past no rule spells.
_IRREGULAR = """
    becoming became, beginning began, bringing brought, building built, buying bought, catching
    caught, causing caused, choosing chose, coming came, cutting cut, dealing dealt, doing did,
    drawing drew, driving drove, falling fell, feeling felt, fighting fought, finding found,
    flying flew, forcing forced, getting got, giving gave, going went, growing grew, having had,
    hitting hit, holding held, keeping kept, knowing knew, leading led, leaving left, letting
    let, losing lost, making made, meeting met, paying paid, putting put, reading read, rising
    rose, running ran, saying said, seeing saw, seeking sought, selling sold, sending sent,
    setting set, shooting shot, showing showed, sitting sat, speaking spoke, spending spent,
    standing stood, striking struck, taking took, teaching taught, telling told, thinking
    thought, throwing threw, wearing wore, winning won, writing wrote
"""
PAST = dict(pair.split() for pair in _IRREGULAR.split(","))


def past(participle: str) -> str:
    """Return the past of a verb from its -ing form, spelled by rule where it is regular."""
    if participle in PAST:
        return PAST[participle]
    stem = participle.removesuffix("ing")
    if stem.endswith("y") and stem[-2:-1] not in "aeou":
        return f"{stem[:-1]}ied"
    return f"{stem}ed"

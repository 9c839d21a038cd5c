"""Canonical JSON (RFC 8785, JSON Canonicalization Scheme) for the values that events hold."""

import json

SAFE_INTEGER = 2**53

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


class NotCanonical(ValueError):
    """The value has no canonical form here: a float, a huge integer, a lone surrogate or another type."""


def canonical(value: object) -> str:
    """Return the one JSON text of `value` that everybody hashes, or raise `NotCanonical`.

    Floats are refused, integers stay below 2^53 and keys are ASCII, so that sorting by code point is
    sorting by UTF-16 unit, as RFC 8785 section 3.2.3 asks.
    """
    refuse_what_differs(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def refuse_what_differs(value: object) -> None:
    """Raise `NotCanonical` for anything whose JSON text could differ from program to program."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            refuse_keys(item)
            pending.extend(item.values())
        elif isinstance(item, list | tuple):
            pending.extend(item)
        else:
            refuse_scalar(item)


def refuse_keys(item: dict[object, object]) -> None:
    for key in item:
        if not isinstance(key, str) or not key.isascii():
            raise NotCanonical(f"The key {key!r} is not ASCII text.")


def refuse_scalar(item: object) -> None:
    if item is None or isinstance(item, bool):
        return
    if isinstance(item, int):
        if abs(item) >= SAFE_INTEGER:
            raise NotCanonical("An integer is 2^53 or larger.")
        return
    if not isinstance(item, str):
        raise NotCanonical(f"A value of type {type(item).__name__} has no canonical form.")
    if any("\ud800" <= letter <= "\udfff" for letter in item):
        raise NotCanonical("A text holds a lone surrogate.")

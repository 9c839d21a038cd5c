"""Canonical JSON (RFC 8785, JSON Canonicalization Scheme) for the values that events hold."""

import json
from collections.abc import Mapping
from typing import Any

import orjson

SAFE_INTEGER = 2**53
ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


class NotCanonical(ValueError):
    """The value has no canonical form here: a float, a huge integer, a lone surrogate or another type."""


def canonical(value: object) -> str:
    """Return the one JSON text of `value` that everybody hashes, or raise `NotCanonical`.

    Floats are refused, integers stay below 2^53 and keys are ASCII, so that sorting by code point is
    sorting by UTF-16 unit, as RFC 8785 section 3.2.3 asks.
    """
    refuse_what_differs(value)
    return ENCODER.encode(value)


def refuse_what_differs(value: object) -> None:
    """Raise `NotCanonical` for anything whose JSON text could differ from program to program."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, str):
            utf8(item)
        elif isinstance(item, dict):
            refuse_keys(item)
            pending.extend(item.values())
        elif isinstance(item, list | tuple):
            pending.extend(item)
        else:
            refuse_scalar(item)


def is_canonical(body: str) -> bool:
    """Return whether a text is canonical JSON: what `canonical` would say of its value, but sooner.

    A lone surrogate cannot pass: as such it has no UTF-8, with a backslash it is not what is written anew.
    """
    try:
        written = body.encode()
        value, _ = read(body, 0)
        if not body.isascii():
            refuse_what_differs(value)
        return rewritten(value) == written
    except (AttributeError, TypeError, ValueError, RecursionError):
        return False


def rewritten(value: object) -> bytes:
    """Return the canonical bytes of a value without floats; orjson writes the same ones, or refuses."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER)
    except orjson.JSONEncodeError:
        return canonical(value).encode()  # It may only be nested deeper than orjson goes.


def refuse_number(digits: str) -> Any:
    raise NotCanonical(f"{digits} is no integer.")


# Refuses floats while it reads, so that nobody need look at each value again.
read = json.JSONDecoder(parse_float=refuse_number, parse_constant=refuse_number).raw_decode


def flat(values: Mapping[str, str | int]) -> bytes:
    """Return the canonical bytes of texts and integers by their names in order, or raise `NotCanonical`."""
    try:
        return orjson.dumps(values, option=orjson.OPT_STRICT_INTEGER)
    except orjson.JSONEncodeError as error:
        raise NotCanonical(f"It has no canonical form: {error}.") from None


def utf8(text: str) -> bytes:
    """Return the bytes of a text, or raise `NotCanonical` for a lone surrogate."""
    try:
        return text.encode()  # Of all that a text can hold, only they have no UTF-8.
    except UnicodeEncodeError:
        raise NotCanonical("A text holds a lone surrogate.") from None


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
    raise NotCanonical(f"A value of type {type(item).__name__} has no canonical form.")

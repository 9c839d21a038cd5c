"""The canonical form: what RFC 8785 says of the values that events hold, and no other values."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.ledger import NotCanonical, canonical
from factcheck.ledger.canonical import is_canonical

KEYS = st.text(st.characters(max_codepoint=127), max_size=8)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
INTEGERS = st.integers(-(2**53) + 1, 2**53 - 1)
VALUES = st.recursive(
    st.none() | st.booleans() | INTEGERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=10,
)
TEXTS_OF_JSON = (
    '{"a":1,"b":[true,null,"x"]}',
    '{"é":"ü"}',
    '"\\u001f\\n"',
    "[12,-3]",
    '{"a":{"a":{}},"b":"–"}',
    "9007199254740991",
)


@settings(max_examples=50, deadline=None)
@given(VALUES)
def test_a_canonical_text_read_again_is_the_value_and_has_the_same_text(value: Any) -> None:
    text = canonical(value)

    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text


@settings(max_examples=50, deadline=None)
@given(VALUES)
def test_a_canonical_text_is_known_as_one(value: Any) -> None:
    assert is_canonical(canonical(value))


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(TEXTS_OF_JSON),
    st.integers(0, 30),
    st.sampled_from(
        ['"', "\\", "\\ud800", "\ud800", " ", "0", "-", ".5", "e1", "é", ",", "[", "{", "\x00", "ﬁ"]
    ),
)
def test_a_text_is_canonical_where_its_value_is_written_so(text: str, place: int, put: str) -> None:
    changed = text[:place] + put + text[place:]

    assert is_canonical(changed) == is_written_so(changed)


def is_written_so(text: str) -> bool:
    try:
        return canonical(json.loads(text)) == text
    except ValueError:
        return False


def test_nested_however_deep_a_text_is_canonical_or_not() -> None:
    assert is_canonical("[" * 500 + "]" * 500)
    assert not is_canonical("[" * 500 + " " + "]" * 500)
    assert not is_canonical("[" * 100_000)


@pytest.mark.parametrize("depth", [0, 1, 300])
def test_a_number_is_canonical_only_as_an_integer_below_2_to_the_53(depth: int) -> None:
    before, after = '{"a":' * depth, "}" * depth

    for number in ("9007199254740991", "-9007199254740991", "0"):
        assert is_canonical(f"{before}{number}{after}")
    for number in ("9007199254740992", "-9007199254740992", "1" * 5000, "-0", "1.0", "1e2", "NaN"):
        assert not is_canonical(f"{before}{number}{after}")


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(KEYS, VALUES))
def test_the_order_in_which_keys_were_given_does_not_matter(value: dict[str, Any]) -> None:
    backwards = dict(reversed(value.items()))

    assert canonical(backwards) == canonical(value)


@settings(max_examples=50, deadline=None)
@given(VALUES)
def test_a_canonical_text_has_no_blanks_outside_of_strings(value: Any) -> None:
    parsed = json.loads(canonical(value))

    assert canonical(value) == json.dumps(parsed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        # RFC 8785, section 3.2.2: its example, without the numbers that are no integers.
        (
            {
                "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
                "literals": [None, True, False],
            },
            '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
        ),
        # Section 3.2.2.2: the short escapes, \u00xx in lower case for the other controls, nothing else.
        ("\b\t\n\f\r", '"\\b\\t\\n\\f\\r"'),
        ("\x00\x1f\x7f\x80\u2028\u2029", '"\\u0000\\u001f\x7f\x80\u2028\u2029"'),
        ("</script>", '"</script>"'),
        ("\U0001f602 שלום e\u0301 ﬁ", '"\U0001f602 שלום e\u0301 ﬁ"'),
        # Section 3.2.3: keys sorted, at every depth; digits before capitals before small letters.
        ({"b": 1, "a": {"d": 1, "c": 2}, "1": 3, "A": 4}, '{"1":3,"A":4,"a":{"c":2,"d":1},"b":1}'),
        ({"\r": 1, "": 2}, '{"":2,"\\r":1}'),
        ([], "[]"),
        ({}, "{}"),
        ((1, 2), "[1,2]"),
        (0, "0"),
        (-1, "-1"),
        (2**53 - 1, "9007199254740991"),
        (True, "true"),
    ],
)
def test_known_values_have_known_texts(value: Any, text: str) -> None:
    assert canonical(value) == text


@pytest.mark.parametrize(
    "value",
    [
        0.5,
        1.0,
        float("nan"),
        float("inf"),
        2**53,
        -(2**53),
        "\ud800",
        "a\udc00b",
        {"é": 1},
        {1: "a number as key"},
        {None: 1},
        b"bytes",
        {"set": {1}},
        [{"deep": [1.5]}],
        ...,
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_could_differ_from_program_to_program_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)

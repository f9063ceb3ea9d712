"""The slow reading of JSON: it agrees with two fast ones, and says where a fault is."""

import json
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from negotiations.log.scan import Scan

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)  # fmt: skip
OBJECTS = st.dictionaries(st.text(), VALUES)


def paths(value: Any, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], Any]:
    """Every part of *value* by its path, found without any text."""
    items = enumerate(value) if isinstance(value, list) else ()
    found = {path: value}
    for key, part in value.items() if isinstance(value, dict) else items:
        found |= paths(part, (*path, key))
    return found


@given(OBJECTS, st.booleans(), st.sampled_from([None, 1]))
def test_every_part_begins_where_the_scan_says(
    value: dict[str, Any], ascii_only: bool, indent: int | None
) -> None:
    """What the standard library reads at each place is the part that belongs there."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    scan = Scan.of(text)
    decode = json.JSONDecoder().raw_decode
    assert scan.fault is None
    assert {path: decode(text, at)[0] for path, at in scan.values.items()} == paths(value)
    assert all(decode(text, at)[0] == path[-1] for path, at in scan.keys.items())


@given(OBJECTS, st.data())
def test_a_text_with_bits_cut_out_and_put_in_is_refused_exactly_when_msgspec_refuses_it(
    value: dict[str, Any], data: st.DataObject
) -> None:
    """One accepts what the other does, but for what only the scan looks for."""
    text = json.dumps(value, ensure_ascii=data.draw(st.booleans()))
    at = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.integers(0, 3))
    put = data.draw(st.text('{}[]",:\\ \t0123456789.eE+-/trufalsn', max_size=3))
    broken = text[:at] + put + text[at + gone :]
    fault = Scan.of(broken).fault
    try:
        msgspec.json.decode(broken, type=dict[str, Any])
    except msgspec.DecodeError:
        assert fault is not None
        assert 0 <= fault.at <= len(broken)
    else:
        ours = ("stands twice", "64 bits")
        assert fault is None or any(words in fault.what for words in ours)


@given(OBJECTS.filter(bool), st.data())
def test_every_text_that_ends_too_early_is_known_to_be_cut_off(
    value: dict[str, Any], data: st.DataObject
) -> None:
    """Whatever is missing at the end, more text could mend it."""
    text = json.dumps(value, ensure_ascii=data.draw(st.booleans()))
    fault = Scan.of(text[: data.draw(st.integers(0, len(text) - 1))]).fault
    assert fault is not None
    assert fault.cut_off


@given(st.text('{}[]",:\\\n\t 01.eE+-aNu\0\u2028é', max_size=30))
def test_no_text_makes_the_scan_raise(text: str) -> None:
    """A scan ends with a fault or without, never with an exception."""
    assert Scan.of(text).text == text

"""The writer's form, and the grammar of single values."""

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.errors import BadInputError
from backchannel.protocol.release.grammar import _plainly_visible, hidden, hour
from backchannel.protocol.release.textform import read, read_exactly, write
from backchannel.record.characters import hidden_characters

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUE = st.recursive(
    TEXT | st.integers(-(2**53), 2**53) | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
OBJECT = st.dictionaries(TEXT, VALUE, max_size=4)


@given(OBJECT)
def test_what_is_written_is_json_and_is_read(value):
    """Any JSON reader gives back what was written, and so does ours."""
    data = write(value)
    assert json.loads(data) == read(data, "a file") == value
    assert read_exactly(data, "a file", lambda understood: understood, write) == value


@given(OBJECT)
def test_no_hidden_character_stands_in_a_file(value):
    """What a reader cannot see stands as an escape, so that an editor shows what is there."""
    assert hidden_characters(write(value).decode()) == []


def test_the_form_is_as_specified():
    """Indentation, escapes, empty values and the end are those of the specification."""
    value = {"a": ["\u202e", "é”\n\x01\x7f", "\U000e0041"], "b": [], "c": {}, "d": True, "e": -1}
    assert write(value).decode() == (
        '{\n "a": [\n  "\\u202e",\n  "é”\\n\\u0001\\u007f",\n  "\\udb40\\udc41"\n ],\n'
        ' "b": [],\n "c": {},\n "d": true,\n "e": -1\n}\n'
    )


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1}\n',
        b'{\n "a": 1\n}',
        b'{\r\n "a": 1\r\n}\r\n',
        b'{\n  "a": 1\n}\n',
        b'\xef\xbb\xbf{\n "a": 1\n}\n',
        b'{\n "\\u0061": 1\n}\n',
        b'{\n "a": "\\/"\n}\n',
        b'{\n "a": "\\u00E9"\n}\n',
        b'{\n "a": -0\n}\n',
        b'{\n "a": 1\n}\n\n',
        '{\n "a": "\u202e"\n}\n'.encode(),
        b'{\n "a": "\\u202E"\n}\n',
    ],
    ids=range(12),
)
def test_another_spelling_is_refused(data):
    """White space, escapes and line ends that the writer would not write are refused."""
    with pytest.raises(BadInputError):
        read_exactly(data, "a file", lambda understood: understood, write)


def test_the_quick_look_is_never_wrong():
    """Every character that is passed as plainly visible is visible by the record's own table."""
    passed = [character for character in map(chr, range(sys.maxunicode + 1)) if _plainly_visible({character})]
    assert hidden_characters(" " + " ".join(passed)) == []
    assert {*"aé“”—αЖ"} <= {*passed}
    assert not {*"\u00ad\u034f\u200b\u202e\u2066\ufeff\U000e0041\x7f"} & {*passed}


@given(TEXT)
def test_hidden_is_what_the_record_calls_hidden(text):
    """One table decides what is hidden."""
    assert hidden(text) == bool(hidden_characters(text))


@pytest.mark.parametrize(
    "text", ["", "2031-05-04T09:00:00Z", "2028-02-29T23:59:59Z", "2000-02-29T00:00:00Z", "0001-01-01T00:00:00Z"]
)
def test_hours_of_the_calendar(text):
    """A second of UTC is taken, and so is no hour at all."""
    assert hour(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "2031-05-04T09:00:00", "2031-05-04 09:00:00Z", "2031-13-04T09:00:00Z", "2031-00-04T09:00:00Z",
        "2031-04-31T09:00:00Z", "2031-05-00T09:00:00Z", "2029-02-29T09:00:00Z", "1900-02-29T09:00:00Z",
        "2031-05-04T24:00:00Z", "2031-05-04T09:60:00Z", "2031-05-04T09:00:60Z", "0000-05-04T09:00:00Z",
        "2031-05-04T09:00:00.0Z", "2031-05-04T09:00:00z", "2031-05-04T09:00:00Z\n", "tomorrow",
    ],
)  # fmt: skip
def test_hours_of_no_calendar(text):
    """What is not a second of UTC, or is on no calendar, is refused."""
    with pytest.raises(BadInputError, match="second of UTC"):
        hour(text)

"""A document and its plain values say the same, and nothing else is let in."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.strategies import documents

from backchannel.errors import BackchannelError, BadInputError
from backchannel.record.document import (
    LENGTHS,
    NAME_LENGTH,
    NAMES,
    PASSAGE_LENGTH,
    PASSAGES,
    Document,
    Passage,
    from_value,
    hidden_in,
    passages_of,
    to_value,
)

PLAIN = {"kind": "letter", "passages": [{"text": "Yes.", "role": "paragraph"}]}


@settings(deadline=None)
@given(documents())
def test_values_and_documents_are_the_same(document):
    """A document is read back from its values, through JSON too, and its values are written alike again."""
    value = to_value(document)
    assert from_value(json.loads(json.dumps(value))) == document
    assert to_value(from_value(value)) == value


@settings(deadline=None)
@given(documents(), st.data())
def test_changed_value_is_refused_or_still_says_all(document, data):
    """Whatever a hostile hand puts into a value is refused with our own error, or read and written alike."""
    value = copy.deepcopy(to_value(document))
    junk = data.draw(st.sampled_from([None, True, 1, 1.5, "", " ", "x", [], ["x"], {}, {"text": "x"}, [["x"]], "\0"]))
    name = data.draw(st.sampled_from([*value, "passages", "text", "role", "mark", "colour"]))
    holder = data.draw(st.sampled_from([value, value["passages"][0]]))
    holder[name] = junk
    before = copy.deepcopy(value)
    try:
        read = from_value(value)
    except BackchannelError:
        pass
    else:
        assert to_value(read) == value
    assert value == before


@pytest.mark.parametrize("value", [None, [], "letter", 1, True, {}, {"kind": "letter"}, {**PLAIN, 1: "x"}])
def test_value_that_is_no_document_is_refused(value):
    """Another type, a missing name and a name that is no text are refused."""
    with pytest.raises(BadInputError):
        from_value(value)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "novel"},
        {"kind": 1},
        {"passages": []},
        {"passages": [{"text": "Yes."}]},
        {"passages": [{"text": "", "role": "paragraph"}]},
        {"passages": [{"text": " \n", "role": "paragraph"}]},
        {"passages": [{"text": "Yes.", "role": "chorus"}]},
        {"passages": [{"text": "Yes.", "role": "paragraph", "mark": "secret"}]},
        {"passages": [{"text": "Yes.", "role": "paragraph", "number": 1}]},
        {"passages": [{"text": "a\ud800", "role": "paragraph"}]},
        {"passages": ["Yes."]},
        {"heading": ""},
        {"heading": "two\nlines"},
        {"heading": "two\u2028lines"},
        {"place": " Tarnholm"},
        {"date": "16 October 1961"},
        {"date": 1961},
        {"senders": []},
        {"senders": "Reet Kaljo"},
        {"senders": [""]},
        {"senders": [1]},
        {"language": "English, mostly"},
        {"author": "Reet Kaljo"},
        {"subject": None},
    ],
)
def test_wrong_part_is_refused(change):
    """Each wrong part alone makes the value refused, and the same value without it is read."""
    assert from_value(PLAIN)
    with pytest.raises(BadInputError):
        from_value({**PLAIN, **change})


def test_limits_hold_to_the_last_one():
    """Each limit lets its own number pass, and one more is refused."""
    Document("letter", passages_of(*["x"] * PASSAGES))
    Passage(1, "x" * PASSAGE_LENGTH)
    with pytest.raises(BadInputError, match="2001 passages where 2000"):
        Document("letter", passages_of(*["x"] * (PASSAGES + 1)))
    with pytest.raises(BadInputError, match="100001 characters where 100000"):
        Passage(1, "x" * (PASSAGE_LENGTH + 1))
    for name, length in LENGTHS.items():
        if name != "language":
            Document("letter", passages_of("x"), **{name: "x" * length})
        with pytest.raises(BadInputError, match=name):
            Document("letter", passages_of("x"), **{name: "x" * (length + 1)})
    for name, count in NAMES.items():
        Document("letter", passages_of("x"), **{name: ("x" * NAME_LENGTH,) * count})
        with pytest.raises(BadInputError, match=name):
            Document("letter", passages_of("x"), **{name: ("x" * (NAME_LENGTH + 1),)})
        with pytest.raises(BadInputError, match=name):
            Document("letter", passages_of("x"), **{name: ("x",) * (count + 1)})


def test_too_many_passages_are_refused_before_they_are_read():
    """A value with too many passages is refused by its count, whatever stands in them."""
    with pytest.raises(BadInputError, match="2001 where 2000"):
        from_value({"kind": "letter", "passages": [0] * (PASSAGES + 1)})


def test_passages_are_numbered_without_a_gap():
    """A document whose second passage calls itself the third is refused."""
    with pytest.raises(BadInputError, match="without a gap"):
        Document("letter", (Passage(1, "one"), Passage(3, "three")))


def test_hidden_characters_are_found_wherever_they_stand():
    """Every text of a document is searched, and the place is named."""
    document = Document(
        "letter", passages_of("clean", "a\u202eb"), heading="a\u200bb", addressees=("x", "y\u2066z"), subject="clean"
    )
    assert [(place, hidden.code_point) for place, hidden in hidden_in(document)] == [
        ("the heading", 0x200B),
        ("the addressees", 0x2066),
        ("passage 2", 0x202E),
    ]

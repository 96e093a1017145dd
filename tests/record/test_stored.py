"""What the archive stores of a document is all of it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.strategies import documents, edited_documents
from tests.record.tei_volumes import document, markup, read_all, volume

from backchannel.errors import BackchannelError, BadInputError
from backchannel.record.stored import from_value, to_value

PLAIN = {"kind": "letter", "passages": [["Yes.", "paragraph"]]}


@settings(deadline=None, max_examples=60)
@given(st.one_of(documents(), edited_documents()))
def test_all_of_a_document_comes_back(made):
    """Every part of a letter and of a document of an edition is equal after storing it as JSON."""
    assert from_value(json.loads(json.dumps(to_value(made)))) == made


@settings(deadline=None, max_examples=50)
@given(markup)
def test_documents_of_tei_come_back(inner):
    """What a reader makes of arbitrary markup is equal after storing it as JSON."""
    _, found = read_all(volume(document(inner)))
    assert [from_value(json.loads(json.dumps(to_value(one)))) for one in found] == found


def test_what_is_empty_takes_no_room():
    """A passage with nothing but words and a role is stored as these."""
    assert to_value(from_value(PLAIN)) == PLAIN


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"kind": "letter"},
        {"kind": "letter", "passages": [["Yes."]]},
        {"kind": "letter", "passages": [[1, "paragraph"]]},
        {"kind": "letter", "passages": [["Yes.", "paragraph", None, 0, [[0, 9, "person", 1, {}]]]]},
        {"kind": "letter", "passages": [["Yes.", "paragraph", None, 1]], "apparatus": {}},
        {"kind": "letter", "passages": [["Yes.", "paragraph"]], "apparatus": {"notes": [["1", "source"]]}},
        {"kind": "letter", "passages": [["Yes.", "paragraph"]], "date": "soon"},
    ],
)
def test_damage_is_one_sentence(value):
    """A stored document that is damaged is refused as bad input."""
    with pytest.raises(BadInputError):
        from_value(value)


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(_json, st.sampled_from(["kind", "passages", "apparatus", "date", "senders", "heading"]))
def test_any_damage_is_one_sentence(found, name):
    """Whatever stands in one place of a stored document, it is a document or bad input."""
    try:
        from_value(PLAIN | {name: found})
    except BackchannelError as error:
        assert isinstance(error, BadInputError)

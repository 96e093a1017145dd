"""Addresses are read as they are written, and name what is there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.strategies import edited_documents

from backchannel.errors import BackchannelError, UsageError
from backchannel.record.address import Address, place_of, read
from backchannel.record.apparatus import Apparatus, Note
from backchannel.record.document import Document, Passage, passages_of

NOTE = Note(1, "1", "footnote", passages_of("First.", "Second."))
FOUND = Document(
    "letter",
    passages_of("One.", "Two."),
    apparatus=Apparatus(head=(Passage(1, "Letter", "heading"),), notes=(NOTE,)),
)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("arel1961-63v02/d22", Address("arel1961-63v02/d22")),
        ("arel1961-63v02/d22/3", Address("arel1961-63v02/d22", "", 3)),
        ("arel1961-63v02/d22/3:12-40", Address("arel1961-63v02/d22", "", 3, 0, (12, 40))),
        ("arel1961-63v02/d22/n2", Address("arel1961-63v02/d22", "n", 2)),
        ("arel1961-63v02/d22/n2.1:0-5", Address("arel1961-63v02/d22", "n", 2, 1, (0, 5))),
        ("arel1961-63v02/d22/h1", Address("arel1961-63v02/d22", "h", 1)),
        ("north/maren-7/3", Address("north/maren-7", "", 3)),
        ("arel1961-63v02/d22/x3", Address("arel1961-63v02/d22/x3")),
    ],
)
def test_forms(text, address):
    """Each form means one place, and is written as it is read."""
    assert read(text) == address
    assert str(address) == text


@pytest.mark.parametrize("text", ["", "  ", "d22/"])
def test_no_address(text):
    """What names nothing is refused."""
    with pytest.raises(UsageError):
        read(text)


@settings(deadline=None, max_examples=30)
@given(st.text())
def test_any_text(text):
    """Any text is an address that is written as it was read, or is refused in a sentence."""
    try:
        address = read(text)
    except BackchannelError:
        return
    assert read(str(address)) == address


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("", ["One.", "Two."]),
        ("/2", ["Two."]),
        ("/2:1-3", ["Two."]),
        ("/n1", ["First.", "Second."]),
        ("/n1.2", ["Second."]),
        ("/h1", ["Letter"]),
    ],
)
def test_places(place, words):
    """An address gives the passages of its place."""
    assert [passage.text for passage in place_of(FOUND, read(f"v/d1{place}"))] == words


@pytest.mark.parametrize("place", ["/3", "/2:1-30", "/2:3-1", "/n2", "/n1.3", "/h2"])
def test_places_that_are_not_there(place):
    """A passage, note, line or character that the document has not is refused."""
    with pytest.raises(UsageError, match="v/d1 has no"):
        place_of(FOUND, read(f"v/d1{place}"))


@settings(deadline=None, max_examples=30)
@given(edited_documents())
def test_every_place_of_a_document(document):
    """Every passage, note and line of a document is found under its address."""
    for passage in document.passages:
        assert place_of(document, read(f"v/d1/{passage.number}:0-{len(passage.text)}")) == (passage,)
    for line in document.apparatus.head:
        assert place_of(document, read(f"v/d1/h{line.number}")) == (line,)
    for note in document.apparatus.notes:
        for passage in note.passages:
            assert place_of(document, read(f"v/d1/n{note.number}.{passage.number}")) == (passage,)

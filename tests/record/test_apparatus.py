"""An apparatus is whole: its numbers have no gap, and what it refers to is there."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers
from tests.record.strategies import edited_documents

from backchannel.errors import BadInputError
from backchannel.record.apparatus import Apparatus, Inference, Note
from backchannel.record.document import Document, Passage, passages_of, to_value
from backchannel.record.spans import Frame

SOURCE = Note(1, "1", "source", passages_of("Source: Ministry of State."))
SECOND = Note(2, "2", "footnote", passages_of("One.", "Two."))
APPARATUS = Apparatus(notes=(SOURCE, SECOND), inferences=(Inference("date", "1961", "From the file number."),))


def test_what_it_gives():
    """Notes by number, the source note, inferences by field, and a note's words."""
    assert APPARATUS.note(2) is SECOND
    assert (APPARATUS.note(0), APPARATUS.note(3)) == (None, None)
    assert APPARATUS.source() is SOURCE
    assert Apparatus().source() is None
    assert APPARATUS.inferred("date").value == "1961"
    assert APPARATUS.inferred("place") is None
    assert SECOND.text == "One.\nTwo."


@pytest.mark.parametrize(
    ("apparatus", "words"),
    [
        (Apparatus(notes=(SECOND,)), "notes are not numbered"),
        (Apparatus(head=(Passage(2, "Letter", "heading"),)), "head are not numbered"),
        (Apparatus(notes=(replace(SOURCE, kind="marginal"),)), "a note that is none of"),
        (Apparatus(frames=(Frame("list", 1),)), "within a later one"),
        (Apparatus(head=(Passage(1, "a", "item", within=1),)), "not there"),
        (
            Apparatus(notes=(replace(SOURCE, passages=(Passage(1, "a", within=2),)),), frames=(Frame("list"),)),
            "not there",
        ),
    ],
)
def test_what_is_not_whole_is_refused(apparatus, words):
    """Each gap, unknown kind and missing frame is refused in a sentence, by the document too."""
    with pytest.raises(BadInputError, match=words):
        apparatus.check(())
    with pytest.raises(BadInputError, match=words):
        Document("letter", passages_of("Yes."), apparatus=apparatus)


def test_a_passage_in_a_frame_that_is_not_there_is_refused():
    """A document's passages may stand only in frames that it has."""
    with pytest.raises(BadInputError, match="not there"):
        Document("letter", (Passage(1, "Yes.", within=1),), apparatus=Apparatus())


@settings(deadline=None, max_examples=30)
@given(edited_documents(), integers(0, 3))
def test_documents_of_an_edition_are_whole(document, number):
    """Whatever was made passes its own check, and an apparatus is never lost in a letter's silence."""
    document.apparatus.check(document.passages)
    note = document.apparatus.note(number)
    assert note is None or note.number == number
    with pytest.raises(BadInputError, match="a letter cannot carry"):
        to_value(document)

"""Copies of one item: what is linked, what the source note tells, two printings side by side."""

import pytest
from tests.desk.shelf import FERRY, HARBOUR, fill, letter, passage, shelve

from backchannel.desk import archive, copies
from backchannel.errors import UsageError

FIRST, OTHER = f"{FERRY.id}/d1", f"{HARBOUR.id}/d1"


@pytest.fixture
def desk(pair):
    """A desk with the small archive."""
    fill(pair.desks["ilse"])
    return pair.desks["ilse"]


def test_copies_are_linked_both_ways_and_taken_back(desk):
    """A link is seen from either document and over steps; said twice it is one; taken back it is gone."""
    assert copies.link(desk, FIRST, OTHER, "printing")
    assert not copies.link(desk, OTHER, FIRST, "printing")
    assert copies.link(desk, OTHER, "loose", "draft")
    assert [(item.id, relation) for item, relation in copies.listed(desk, "loose").linked] == [
        (FIRST, "printing"),
        (OTHER, "draft"),
    ]
    assert copies.unlink(desk, FIRST, OTHER)
    assert not copies.unlink(desk, FIRST, OTHER)
    assert copies.listed(desk, FIRST).linked == ()


def test_document_is_no_copy_of_itself(desk):
    """Linking a document with itself is refused, and nothing is noted."""
    with pytest.raises(UsageError, match="the same document"):
        copies.link(desk, FIRST, FIRST, "printing")
    assert copies.listed(desk, FIRST).linked == ()


def test_document_that_is_removed_leaves_no_link(desk):
    """A copy that is taken out of the archive is forgotten by the others."""
    copies.link(desk, FIRST, "loose", "printing")
    archive.remove(desk, "loose")
    assert copies.listed(desk, FIRST).linked == ()


def test_copy_named_in_the_source_note_and_absence_of_drafting_are_facts(desk):
    """Where the paper lies, that drafting is stated to be unknown, and that there is another copy."""
    source = copies.source(desk, OTHER)
    assert source.note.drafting == "stated-none"
    assert source.note.classification == "Secret"
    assert len(source.note.copies) == 1
    assert [item.id for item in source.neighbours] == [FIRST]


def test_gap_is_filled_from_the_other_copy(desk):
    """Two documents of the archive laid side by side: the gap of the first is filled, each passage with its source."""
    kept = "The harbour at Senn stays open to the ferries of both sides for as long as we talk."
    short = letter(None, 5, "5. Letter", passage(1, kept), passage(2, "[Here follow two paragraphs on fish.]"))
    whole = letter(None, 6, "6. Letter", passage(1, kept), passage(2, "Of herring."), passage(3, "Of cod."))
    shelve(desk, "two", {"two-a": short, "two-b": whole})
    found = copies.collated(desk, "two-a", "two-b")
    assert [row.state for row in found.rows] == ["same", "filled"]
    assert [(one.address, one.fills) for one in found.filled] == [
        ("two-a/1", None),
        ("two-a/2", None),
        ("two-b/2", 2),
        ("two-b/3", 2),
    ]

"""What documents point to and what points to them: resolved, or with the reason why not."""

import pytest
from tests.desk.shelf import FERRY, HARBOUR, fill

from backchannel.desk.crossreferences import incoming, outgoing
from backchannel.errors import UsageError

V40, V41 = FERRY.id, HARBOUR.id


@pytest.fixture
def desk(pair):
    """A desk with the small archive."""
    fill(pair.desks["ilse"])
    return pair.desks["ilse"]


def test_each_pointer_is_resolved_or_says_why_not(desk):
    """Every state of a reference is told: resolved, outside, missing, and a page by the document that stands there."""
    found = {p.reference.text: (p.state, p.targets) for p in outgoing(desk, f"{V40}/d1")}
    assert found["Document 2"] == ("resolved", (f"{V40}/d2",))
    assert found["the note"] == ("missing", (f"{V40}/d2",))
    assert found["volume XLI, Document 1"] == ("resolved", (f"{V41}/d1",))
    assert found["page 101"] == ("resolved", (f"{V40}/d1",))
    assert found["Document 77"] == ("missing", ())
    assert found["volume XLV"] == ("outside", ())


def test_file_that_does_not_name_its_volume_gets_candidates_and_no_answer(desk):
    """ "Document 2" of a loose transcript is ambiguous: the volume where its twin stands is offered, never taken."""
    found = {p.reference.text: p for p in outgoing(desk, "loose")}
    assert found["Document 2"].state == "ambiguous"
    assert found["Document 2"].targets == (f"{V40}/d2",)
    named = [p for p in found.values() if p.reference.volume]
    assert [(p.state, p.targets) for p in named] == [("resolved", (f"{V40}/d2",))]


def test_references_are_followed_backwards_over_volumes(desk):
    """What points to a document is found from its own volume and from others, with the place where it stands."""
    assert [place for place, _ in incoming(desk, f"{V40}/d1")] == [f"{V41}/d1/1:11-27"]
    places = [place for place, _ in incoming(desk, f"{V40}/d2")]
    assert f"{V40}/d1/1:4-14" in places
    assert any(place.startswith("loose/n1.1:") for place in places)


def test_document_that_is_not_there_is_said(desk):
    """An unknown id is refused in a sentence, for either way."""
    for ask in (outgoing, incoming):
        with pytest.raises(UsageError, match="no document"):
            ask(desk, "frus1961-63v40/d9")

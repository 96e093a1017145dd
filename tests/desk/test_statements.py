"""Who said what in a document of the archive, and in a letter of a channel."""

import pytest
from tests.desk.shelf import shelve

from backchannel.desk.statements import spoken
from backchannel.errors import UsageError
from backchannel.record.document import Document, passages_of

TALK = Document(
    "memorandum of conversation",
    passages_of(
        "The Secretary asked whether the strait was open.",
        "In reply, the Ambassador said he had no instructions. The ice was late.",
    ),
    heading="Memorandum of Conversation",
    participants=("Ambassador Juhan Teral, Suvria", "The Secretary"),
)


@pytest.fixture
def desk(pair):
    """A desk with one memorandum of conversation and a letter."""
    own = pair.desks["ilse"]
    shelve(own, "talks", {"talks/d1": TALK, "talks/d2": Document("letter", passages_of("Yes."), heading="Letter")})
    return own


def test_statements_of_a_document_and_of_a_speaker(desk):
    """All in order; of a speaker by his office as printed, or by his name in the list of participants."""
    assert [one.person for one in spoken(desk, "talks/d1").statements] == [1, 0]
    for name in ("ambassador", "The Ambassador", "teral"):
        (one,) = spoken(desk, "talks/d1", name).statements
        assert one.authority == "no instructions"
    assert spoken(desk, "talks/d1", "Holm").statements == ()


def test_statements_of_one_passage(desk):
    """An address of a passage gives its statements alone."""
    assert [one.passage for one in spoken(desk, "talks/d1/2").statements] == [2]


def test_what_records_no_talk_is_refused(desk):
    """A letter has no statements, and the sentence says so."""
    with pytest.raises(UsageError, match="is a letter, which records no talk"):
        spoken(desk, "talks/d2")

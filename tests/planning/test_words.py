"""Acts about words: what they say is read as it was written, and a reading's changes keep who told them first."""

import pytest

from backchannel.errors import BadInputError
from backchannel.planning.words.judgements import (
    COMPARISON,
    COPY,
    EXAMINED,
    MOST,
    OPEN,
    PUBLIC,
    Comparison,
    Comparisons,
    Copies,
    Copy,
    Examined,
    Mark,
    Marks,
    Place,
    Taken,
    document_of,
)
from backchannel.planning.words.things import Change, Peg, Reading, documents, happened

AT = "77" * 32 + "/3:12-40"


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (EXAMINED, Examined((Taken(AT, 17, "offer"), Taken("quay/1/2:0-4", 0, OPEN)))),
        (COMPARISON, Comparisons((Comparison("tension", Place(AT, 1), Place("quay/1/2:0-4", 2)),))),
        (PUBLIC, Marks((Mark("quay", since="1961-05-01", file="ab"), Mark("quay/1", alone=True, private=True)))),
        (COPY, Copies((Copy("quay/1", "quay/2", "draft"),))),
    ],
)
def test_what_was_written_is_read(kind, says):
    """The same value comes back, and what judges nothing is known by it."""
    assert kind.read(kind.write(says)) == says


def test_an_act_judges_at_most_so_many_things():
    """One more than that has not the form of its kind."""
    EXAMINED.write(Examined(tuple(Taken(f"quay/1/{n}:0-4", 1, "offer") for n in range(1, MOST + 1))))
    with pytest.raises(BadInputError):
        EXAMINED.write(Examined(tuple(Taken(f"quay/1/{n}:0-4", 1, "offer") for n in range(1, MOST + 2))))


def test_a_pair_of_copies_is_one_subject_either_way():
    """Who links the second with the first speaks of the same two."""
    assert Copy("a", "b", "draft").subject == Copy("b", "a").subject


@pytest.mark.parametrize("text", ["", "  ", "/", "x/", "\u202e", "a" * 20_000, "a/b/c/9:1-0"])
def test_whatever_stands_for_an_address_is_a_document_or_none(text):
    """Nothing that another program writes makes the fold fail."""
    assert isinstance(document_of(text), str)
    assert documents(Peg(text, 1)) == (document_of(text),)


def test_a_change_is_by_whom_told_it_first():
    """Who builds on a colleague's change, or puts two statements together, is not its author."""
    one, two = Change("confirmed", AT, "2031-05-05T08:00:00Z"), Change("lapsed", AT, "2031-05-06T08:00:00Z")
    first = Reading("a/1:0-1", "b/1:0-1", "00")
    second = Reading("a/1:0-1", "b/1:0-1", "00", (one,))
    third = Reading("a/1:0-1", "b/1:0-1", "00", (one, two))
    told = happened(third, [(first, "Ilse Maren"), (second, "Greta Lund"), (third, "Ilse Maren")])
    assert [(one.change.state, one.person) for one in told] == [("confirmed", "Greta Lund"), ("lapsed", "Ilse Maren")]
    assert happened(first, [(first, "Ilse Maren")]) == ()

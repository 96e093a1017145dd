"""The benchmark of statements: what it reads of its labels, and how it counts."""

import gzip

import pytest
from tests.desk import press

from benchmarks import statements


@pytest.mark.parametrize("draw", [1961, 1963])
def test_the_labels_are_those_of_the_halves(draw):
    """Three hundred a draw, half of them aside, each with a label of the rule and an address of characters."""
    halves = {half: statements.labels(statements.GOLD, half, draw) for half in statements.HALVES}
    assert [len(labels) for labels in halves.values()] == [150, 150]
    assert not halves["open"].keys() & halves["aside"].keys()
    for labels in halves.values():
        assert set(labels.values()) <= {statements.NONE, *statements.KINDS}


def test_no_sentence_is_drawn_twice():
    """Without a draw named, the labels are those of every draw."""
    assert sum(len(statements.labels(statements.GOLD, half)) for half in statements.HALVES) == 600


def test_right_too_much_and_missed_are_counted():
    """A peg of another kind is a peg; a kind is right where it is the same."""
    gold = {"a": "offer", "b": "none", "c": "threat", "d": "none", "e": "hint"}
    found = {"a": "offer", "b": "hint", "c": "refusal", "d": "none", "e": "none"}
    peg, kinds = statements.scores(gold, found)
    assert (peg.right, peg.much, peg.missed) == (2, 1, 1)
    assert peg.f1 == pytest.approx(2 / 3)
    assert kinds["offer"].f1 == 1
    assert kinds["threat"].f1 == kinds["hint"].f1 == 0
    assert "0.667" in statements.told(gold, found)[0]


def test_sentences_are_read_from_the_volumes(tmp_path):
    """By address, with the characters in the passage."""
    (tmp_path / "faru1961v01.xml.gz").write_bytes(gzip.compress(press.volume("faru1961v01", 1)))
    found = statements.sentences(tmp_path, ["faru1961v01/d1/2:0-8"])
    assert len(found["faru1961v01/d1/2:0-8"]) == 8
    assert statements.kind("We are ready to talk.") == "offer"

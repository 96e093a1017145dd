"""Pegs: where an element hangs, in which order, what an audit counts, and what cannot be hung."""

import os
from pathlib import Path

import pytest
from tests.desk.shelf import shelve
from tests.desk.table import LINE, dump
from tests.desk.words.bank_case import ASSURED, document, recorded, written

from backchannel.desk import archive, retention
from backchannel.desk.importing import files_of, import_files
from backchannel.desk.words import bank, pegs
from backchannel.desk.words.bank import Selection
from backchannel.errors import UsageError


@pytest.fixture
def line(pair):
    """Ilse's desk with the letters of the line."""
    pair.references = written(pair)
    return pair


def names(desk):
    """Each element with the addresses that it hangs on."""
    return {one.name: [peg.address for peg in one.pegs] for one in pegs.elements(desk)}


def test_an_element_hangs_on_exact_words_and_is_taken_down(line):
    """Characters of a passage, or the whole of it; hung twice it hangs once; its text can be given later."""
    first = f"{LINE}/{line.references[0]}"
    one, new = pegs.add(line.ilse, f"{first}/3:0-38", "the island")
    assert (one.text, one.speaker, new) == (ASSURED[:38], "Tomas Reik", True)
    assert not pegs.add(line.ilse, f"{first}/3:0-38", " the  island ", "Senn is ours.")[1]
    assert pegs.add(line.ilse, f"{first}/3", "the island")[0].text == ASSURED
    (element,) = pegs.elements(line.ilse)
    assert (element.name, element.text, len(element.pegs), element.lost) == ("the island", "Senn is ours.", 2, 0)
    assert pegs.remove(line.ilse, f"{first}/3:0-38", "the island")
    assert not pegs.remove(line.ilse, f"{first}/3:0-38", "the island")
    pegs.drop(line.ilse, "the island")
    assert pegs.elements(line.ilse) == []
    assert dump(line.ilse)["pegs"] == []


def test_the_most_authoritative_hang_first_and_among_equals_the_newest(pair):
    """Letters before talks before what is quoted; a letter of March 9 before one of March 2."""
    recorded(pair.ilse)
    (quoted,) = (s.address for s in bank.listed(pair.ilse, Selection(who=("teral",))) if s.form == "quoted")
    for address in ("quay/1/1", "quay/3/1:69-146", "quay/2/1", quoted):
        pegs.add(pair.ilse, address, "the quay")
    (element,) = pegs.elements(pair.ilse, "the quay")
    assert [one.document for one in element.pegs] == ["quay/2", "quay/1", "quay/3", "quay/4"]


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda d, a: pegs.add(d, a, "x"), "is a whole document"),
        (lambda d, a: pegs.add(d, a + "/3:0-9", " "), "An element has a name"),
        (lambda d, a: pegs.add(d, a + "/3:0-9", "x" * 121), "An element has a name"),
        (lambda d, a: pegs.add(d, a + "/3:9-9", "x"), "has no characters"),
        (lambda d, a: pegs.add(d, a + "/3:5-5000", "x"), "has no characters"),
        (lambda d, a: pegs.add(d, "nowhere/3:0-9", "x"), "There is no document"),
        (lambda d, a: pegs.remove(d, a + "/3:0-9", "x"), "There is no element"),
        (lambda d, a: pegs.drop(d, "x"), "There is no element"),
        (lambda d, a: pegs.elements(d, "x"), "There is no element"),
    ],
)
def test_what_is_no_quotation_is_not_hung(line, act, says):
    """One sentence, and nothing has changed: no element was made on the way."""
    with line.refused(UsageError, says):
        act(line.ilse, f"{LINE}/{line.references[0]}")


def test_an_audit_counts_what_nobody_has_examined(line):
    """Each statement of the counterpart once, until it is accepted or struck out; what is open is given."""
    found = pegs.audit(line.ilse, Selection(who=("Tomas Reik",)))
    told = [one.text for one in found.open]
    assert (found.examined, found.total) == (0, len(told))
    assert "you have no designs on the island" not in told
    assert "the northern channel is dredged" not in told
    bank.strike(line.ilse, [f"{LINE}/{line.references[0]}"])
    found = pegs.audit(line.ilse, Selection(channel=LINE))
    assert (found.examined, found.total, [one.text for one in found.open]) == (
        4, 5, ["We never said that we have no designs on the island of Senn."],
    )  # fmt: skip
    bank.accept(line.ilse, [found.open[0].address], "refusal")
    assert pegs.audit(line.ilse, Selection(channel=LINE)).open == ()


def test_a_peg_whose_words_an_import_changed_is_lost_and_says_so(pair):
    """It holds nothing any more; put back, the words hold again."""
    recorded(pair.ilse)
    pegs.add(pair.ilse, "quay/1/1:0-42", "the quay")
    changed = document("letter", "1961-03-02", "We will leave no soldier on any quay, as you know.", senders=("Teral",))
    shelve(pair.ilse, "other", {"quay/1": changed})
    (element,) = pegs.elements(pair.ilse)
    assert (element.pegs, element.lost) == ((), 1)


def test_an_erased_letter_leaves_no_peg(empty):
    """Retention takes the pegs with the words; the element, which is ours, stays."""
    empty.create("ilse")
    empty.create("tomas")
    empty.introduce(("ilse", "tomas"))
    empty.open_line(("ilse", "tomas"), rules="retention_days = 30")
    letter = empty.letter("tomas", "We are ready to return the boats of Senn.")
    empty.settle()
    pegs.add(empty.ilse, f"{LINE}/{letter.reference}/1:0-20", "the boats")
    empty.wait(days=31)
    retention.retire(empty.ilse, LINE)
    assert names(empty.ilse) == {"the boats": []}
    assert dump(empty.ilse)["pegs"] == []
    assert "Senn" not in repr(dump(empty.ilse))


def test_a_removed_document_leaves_no_peg(pair):
    """What is taken out of the archive holds nothing."""
    recorded(pair.ilse)
    pegs.add(pair.ilse, "quay/1/1", "the quay")
    archive.remove(pair.ilse, "quay/1")
    assert names(pair.ilse) == {"the quay": []}


def test_an_empty_desk_has_nothing_to_examine(pair):
    """Nothing to list, nothing open."""
    assert pegs.elements(pair.ilse) == []
    assert pegs.audit(pair.ilse, Selection()) == pegs.Audit(0, 0, ())


@pytest.fixture
def seeds():
    """The folder of the real material; the test is skipped where it is absent."""
    folder = Path(os.environ.get("BACKCHANNEL_RECORD") or Path(__file__).parents[4] / "shared" / "record")
    if not folder.is_dir():
        pytest.skip("the record is not on this machine (BACKCHANNEL_RECORD)")
    return folder / "seeds"


def test_his_words_are_found_in_our_own_letter_of_1961(pair, seeds):
    """What the letter of 16 October quotes of its reader's is found under his name and the issue's, with its place."""
    (path,) = seeds.glob("1961-10-16-*.txt")
    (outcome,) = import_files(pair.ilse, files_of([path]))
    assert outcome.documents == 1
    (one,) = bank.listed(pair.ilse, Selection(who=("khrushchev",), about="self-determination"))
    assert one.address == f"{path.stem}/15:381-444"
    assert (one.form, one.ends - one.begins) == ("quoted", 63)
    assert "Khrushchev" in one.speaker
    assert "Kennedy" in one.to[0]
    assert pegs.audit(pair.ilse, Selection(who=("khrushchev",))).open

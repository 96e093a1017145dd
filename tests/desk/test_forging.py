"""Forging: what a reader could always have made himself proves nothing about its author."""

from tests.desk.table import LINE

from backchannel.desk import forging, letters
from backchannel.desk.receiving import take_frame
from backchannel.errors import RuleError, UsageError
from backchannel.protocol.batch import write_frame
from backchannel.record.document import Document, passages_of

DOCUMENT = Document("letter", passages_of("I admit everything."))


def test_a_forgery_passes_every_check_of_its_own_desk_and_is_not_kept(pair):
    """The forged letter goes through the checks of a real one, and nothing of it is in the vault afterwards."""
    with pair.unchanged():
        made = forging.forge(pair.ilse, LINE, "Tomas Reik", DOCUMENT)
    assert made.document == DOCUMENT
    assert made.header.author == pair.tomas.reader
    assert len(made.checks) == 6
    assert "proves nothing" in made.explanation
    assert "Tomas Reik" in made.explanation
    assert letters.every(pair.ilse, LINE) == []


def test_a_forged_frame_is_taken_by_the_very_code_that_takes_real_ones(pair):
    """Fed to the receiving code of the same desk, the forgery becomes an entry of the other's, indistinguishable."""
    made = forging.forge(pair.ilse, LINE, "Tomas Reik", DOCUMENT)
    with pair.book("ilse") as book:
        take_frame(book, book.pairs[pair.tomas.reader], write_frame(made.frame))
    (letter,) = letters.every(pair.ilse, LINE)
    assert letter.author.name == "Tomas Reik"
    assert letter.standing == "taken"
    assert letter.document == DOCUMENT


def test_a_third_member_s_desk_refuses_the_forgery(three):
    """Whoever forged it for himself cannot pass it on: the third shares no key with that pair."""
    made = forging.forge(three.ilse, LINE, "Tomas Reik", DOCUMENT)
    for peer in ("tomas", "ilse"):
        with three.book("hanne") as book:
            take_frame(book, book.pairs[three.desks[peer].reader], write_frame(made.frame))
    assert letters.every(three.hanne, LINE) == []
    assert three.dropped("hanne")
    assert three.alarms("hanne") == []


def test_one_does_not_forge_oneself_nor_a_stranger(pair):
    """One's own letters need no forging, and nobody who is not on the channel can be forged."""
    with pair.refused(UsageError, "need no forging"):
        forging.forge(pair.ilse, LINE, "Ilse Maren", DOCUMENT)
    with pair.refused(UsageError, "Nobody called"):
        forging.forge(pair.ilse, LINE, "Hanne Solvik", DOCUMENT)


def test_without_an_open_pair_there_is_no_key_to_forge_with(empty):
    """Before the opening there is nothing that the desk would accept."""
    from tests.desk.table import charter

    from backchannel.desk import channels

    for name in ("ilse", "tomas"):
        empty.create(name)
    empty.introduce(("ilse", "tomas"))
    channels.propose(empty.ilse, charter(("ilse", "tomas")))
    with empty.refused(RuleError, "no key to forge with"):
        forging.forge(empty.ilse, LINE, "Tomas Reik", DOCUMENT)


def test_a_forgery_that_breaks_the_charter_is_refused(sides):
    """The checks are the real ones: somebody who left cannot be made to write."""
    from backchannel.desk import channels

    channels.leave(sides.pavel, LINE)
    sides.settle()
    with sides.refused(RuleError, "was refused"):
        forging.forge(sides.ilse, LINE, "Pavel Dorn", DOCUMENT)

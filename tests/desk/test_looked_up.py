"""What took long is kept as long as nothing changes: the same as worked out anew, whoever changes the vault."""

import pytest
from tests.desk.table import LINE

from backchannel.desk import letters
from backchannel.desk.looked_up import LookedUp
from backchannel.desk.words import bank
from backchannel.desk.words.bank import Selection


def looked(desk, counted):
    def work():
        counted.append(1)
        return tuple(bank.listed(desk, Selection()))

    return desk.looked_up.of(desk.vault, "said", work)


def test_it_is_worked_out_once_while_nothing_changes(pair):
    """Asked again it is the same answer."""
    pair.letter("ilse", "We assure you that the bridge stays open.")
    pair.settle()
    counted = []
    first = looked(pair.tomas, counted)
    assert looked(pair.tomas, counted) is first
    assert len(counted) == 1
    assert [one.text for one in first] == ["We assure you that the bridge stays open."]


def test_after_every_change_it_is_worked_out_anew(pair):
    """A letter that comes, what is made of a statement, and what another process makes of it: each is seen at once."""
    pair.letter("ilse", "We assure you that the bridge stays open.")
    pair.settle()
    desk, counted = pair.tomas, []

    def told():
        found = looked(desk, counted)
        assert found == tuple(bank.listed(desk, Selection()))
        return found

    told()
    pair.letter("ilse", "We promise that no guard is on it.")
    pair.settle()
    assert len(told()) == 2
    bank.accept(desk, [told()[0].identifier], "assurance")
    assert told()[0].judged == "assurance"
    with desk.another() as other:
        bank.strike(other, [told()[1].identifier])
    assert told()[1].judged == "struck out" or told()[1].judged == bank.STRUCK


def test_a_change_that_was_given_up_leaves_nothing_wrong(pair):
    """What was asked after it is what the vault holds."""
    letter = pair.letter("ilse", "We assure you that the bridge stays open.")
    counted = []
    before = looked(pair.ilse, counted)

    class GivenUpError(Exception):
        pass

    with pytest.raises(GivenUpError), pair.ilse.vault.change() as db:
        db.execute("DELETE FROM reading")
        db.execute("UPDATE items SET first_day = '1900-01-01'")
        raise GivenUpError
    assert looked(pair.ilse, counted) == before
    assert letters.show(pair.ilse, LINE, letter.reference)


def test_what_another_desk_worked_out_counts_only_if_nothing_changed_meanwhile(pair):
    """An answer that is handed over is of the moment when the work began, and dropped if that has passed."""
    desk = pair.ilse
    memory, stamp = desk.looked_up, LookedUp.stamp(desk.vault)
    memory.hand("said", stamp, "what it was")
    assert memory.holds(desk.vault, "said")
    assert memory.of(desk.vault, "said", lambda: "anew") == "what it was"
    memory.hand("other", stamp, "what it was")
    pair.letter("ilse", "Something new.")
    assert not memory.holds(desk.vault, "other")
    assert memory.of(desk.vault, "said", lambda: "anew") == "anew"


def test_only_the_last_answers_are_kept(pair):
    """The memory has a bound."""
    desk = pair.ilse
    for n in range(40):
        desk.looked_up.of(desk.vault, n, lambda n=n: n)
    assert not desk.looked_up.holds(desk.vault, 0)
    assert desk.looked_up.holds(desk.vault, 39)


def test_nothing_is_kept_after_words_were_erased(pair):
    """Clearing takes all of it away."""
    desk = pair.ilse
    desk.looked_up.of(desk.vault, "said", lambda: "words")
    desk.looked_up.clear()
    assert not desk.looked_up.holds(desk.vault, "said")

"""Gains: what is new against the present, what is merely kept, and the horse that is bought twice."""

import pytest
from tests.planning.writing import GRETA, ILSE, Pages

from backchannel.planning.cases import PARTY, CaseParty, Side
from backchannel.planning.gains import GAIN, Flag, Gain, Sort, balance, proposals


def pages_of(*lines, proposal="note"):
    pages = Pages()
    pages.write(PARTY, CaseParty("Ostrava", Side.OTHER))
    pages.write(PARTY, CaseParty("Valdria", Side.OURS))
    for party, sort in lines:
        pages.write(GAIN, Gain(proposal, party, sort, f"{sort} for {party}", "as it is"))
    return pages


def flags(pages):
    return {share.party: share.flags for share in balance(pages.board, "note", "Valdria").shares}


@pytest.mark.parametrize("ours", [[Sort.KEPT], [Sort.GIVEN], [Sort.KEPT, Sort.KEPT]])
def test_what_we_hold_already_is_no_new_gain(ours):
    """Keeping only, or giving only: flagged, and to be settled."""
    pages = pages_of(*(("Valdria", sort) for sort in ours))
    assert Flag.NO_NEW_GAIN in flags(pages)["Valdria"]
    assert not balance(pages.board, "note", "Valdria").is_settled


def test_who_gives_for_what_he_keeps_buys_the_same_horse_twice():
    """Also where he gains something new beside it."""
    pages = pages_of(("Valdria", Sort.KEPT), ("Valdria", Sort.GIVEN), ("valdria", Sort.NEW))
    assert flags(pages) == {"Valdria": (Flag.TWICE,)}
    assert balance(pages.board, "note", "Valdria").is_settled


def test_the_other_side_is_flagged_too_and_is_not_our_fault():
    """Their share says so; only ours is to be settled. Ours stands first."""
    pages = pages_of(("Ostrava", Sort.KEPT), ("Valdria", Sort.NEW))
    found = balance(pages.board, "note", "Valdria")
    assert [(one.party, one.flags) for one in found.shares] == [("Valdria", ()), ("Ostrava", (Flag.NO_NEW_GAIN,))]
    assert found.is_settled


def test_that_nobody_has_said_what_we_gain_is_to_be_settled():
    """Silence is no gain; a party that the board has not named is ours all the same where it is our own."""
    found = balance(pages_of(("Ostrava", Sort.NEW)).board, "note", "Valdria")
    assert (found.unsaid, found.is_settled) == (("Valdria",), False)
    assert balance(Pages().board, "note", "Valdria").unsaid == ("Valdria",)


def test_another_proposal_says_nothing_of_this_one():
    """Gains are counted where they were said."""
    pages = pages_of(("Valdria", Sort.NEW), proposal="another")
    assert not balance(pages.board, "note", "Valdria").is_settled
    assert proposals(pages.board) == ("another",)


def test_what_two_desks_said_apart_is_new_only_if_both_say_so():
    """Who calls it new without seeing who called it merely kept has not made it a gain."""
    pages = pages_of(("Valdria", Sort.KEPT))
    line = pages.acts[-1].id
    for by, sort in ((ILSE, Sort.NEW), (GRETA, Sort.KEPT)):
        pages.revise(GAIN, line, Gain("note", "Valdria", sort, "ice", "as it is"), after=[line], by=by)
    assert flags(pages) == {"Valdria": (Flag.NO_NEW_GAIN,)}

"""Positions: a view is made of the rungs that are there, and of nothing else."""

from dataclasses import asdict
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.writing import GRETA, ILSE, Pages

from backchannel.planning.positions import (
    APART,
    LIMIT,
    NOT_A_PRINCIPAL,
    RUNG,
    RUNGS,
    Apart,
    Limit,
    Rung,
    Step,
    distances,
    ladders,
    number,
)

OPENING = Rung("passage", Step.OPENING, "Six ferries a day", "6", "ferries")
TARGET = Rung("passage", Step.TARGET, "Four", "4", "ferries")
LAST = Rung("Passage", Step.FALL_BACK, "Two, by daylight", "1.5", "Ferries")


def seen(board):
    """Give all that the views of a board show, to the last field."""
    views = (ladders(board), ladders(board, ended=True), distances(board))
    return [[_plain(one) for one in view] for view in views]


def _plain(view):
    said = asdict(view)
    for rung in (*said.get("rungs", ()), *(pair[side] for pair in said.get("pairs", ()) for side in ("one", "other"))):
        rung.pop("thing", None)
        rung.pop("kept", None)
    return said


def test_rungs_stand_in_the_order_of_the_ladder_with_their_distances():
    """Written in any order; each from the next, and the first from the last."""
    pages = Pages()
    for rung in (LAST, OPENING, TARGET):
        pages.write(RUNG, rung)
    (ladder,) = ladders(pages.board)
    assert [kept.says.step for kept in ladder.rungs] == list(Step)
    (one,) = distances(pages.board, "PASSAGE")
    assert [pair.difference for pair in one.pairs] == [Decimal("2"), Decimal("2.5"), Decimal("4.5")]


def test_who_sees_one_rung_sees_what_he_would_see_if_there_were_no_other():
    """Every field of every view is the same, whichever rung it is and whatever acts name rungs that are not here."""
    for own in (OPENING, TARGET, LAST):
        alone, among = Pages(), Pages()
        for pages in (alone, among):
            pages.write(RUNG, own)
        among.write(APART, Apart("passage", "a winter"), names={RUNGS: [among.acts[0].id, b"?" * 32]})
        assert seen(alone.board) == seen(among.board)
        (one,) = distances(among.board)
        assert (one.pairs, one.limits, one.is_settled) == ((), (), True)


def test_an_issue_of_which_one_sees_no_rung_is_not_there():
    """Not with a dash, not with a limit that somebody let him read."""
    pages = Pages()
    pages.write(LIMIT, Limit("passage", "1", "ferries"))
    assert seen(pages.board) == [[], [], []]


def test_a_limit_is_passed_by_the_rungs_that_are_farthest_apart():
    """Above it, not at it; and one rung is never apart from itself."""
    pages = Pages()
    pages.write(LIMIT, Limit("passage", "4.5", " ferries "))
    pages.write(RUNG, OPENING)
    assert distances(pages.board)[0].is_settled
    pages.write(RUNG, TARGET)
    pages.write(RUNG, LAST)
    (one,) = distances(pages.board)
    assert (one.limits[0].widest, one.is_settled) == (Decimal("4.5"), True)
    pages.write(LIMIT, Limit("passage", "4.4", "ferries"))
    (one,) = distances(pages.board)
    assert [limit.is_over for limit in one.limits] == [False, True]
    assert not one.is_settled


def test_a_limit_by_who_is_no_principal_has_no_effect_and_takes_the_place_of_none():
    """Greta's wider limit, and her lifting of Ilse's, are kept and shown with the rule; Ilse's stands."""
    pages = Pages()
    limit = pages.write(LIMIT, Limit("passage", "1", "ferries"))
    pages.write(RUNG, OPENING)
    pages.write(RUNG, LAST)
    pages.revise(LIMIT, limit, Limit("passage", "9", "ferries"), by=GRETA)
    pages.revise(LIMIT, limit, Limit("passage", "1", "ferries"), by=GRETA, ended="lifted")
    pages.write(LIMIT, Limit("passage", "0", "ferries"), by=GRETA)
    (one,) = distances(pages.board)
    assert [limit.limit.amount for limit in one.limits] == ["1"]
    assert {idle.rule for idle in one.without_effect} == {NOT_A_PRINCIPAL}
    assert len(one.without_effect) == 3
    assert not one.is_settled


def test_a_limit_that_cannot_be_held_against_a_rung_is_to_be_settled():
    """Rungs in words, or in another unit, are not taken for being near."""
    for other in (Rung("passage", Step.FALL_BACK, "Some"), Rung("passage", Step.FALL_BACK, "Some", "2", "boats")):
        pages = Pages()
        pages.write(LIMIT, Limit("passage", "100", "ferries"))
        pages.write(RUNG, OPENING)
        pages.write(RUNG, other)
        (one,) = distances(pages.board)
        assert (one.pairs[0].difference, one.limits[0].widest, one.limits[0].is_open) == (None, None, True)
        assert not one.is_settled


def test_no_fall_back_is_a_choice_that_is_said_and_no_rung():
    """It stands on the ladder with its reason, and is apart from nothing."""
    pages = Pages()
    pages.write(RUNG, OPENING)
    pages.write(RUNG, Rung("passage", Step.FALL_BACK, "The first word is the last", none=True))
    (one,) = distances(pages.board)
    assert [said.says.none for said in one.rungs] == [False, True]
    assert one.pairs == ()


def test_two_amounts_said_apart_both_count():
    """Of a rung that two desks wrote without seeing each other neither amount is dropped."""
    pages = Pages()
    pages.write(LIMIT, Limit("passage", "4", "ferries"))
    pages.write(RUNG, OPENING)
    last = pages.write(RUNG, LAST)
    pages.revise(RUNG, last, Rung("passage", Step.FALL_BACK, "Five", "5", "ferries"), after=[last], by=GRETA)
    pages.revise(RUNG, last, LAST, after=[last], by=ILSE)
    (one,) = distances(pages.board)
    assert [said.says.amount for said in one.rungs] == ["6", "5", "1.5"]
    assert one.limits[0].is_over


def test_how_far_in_somebody_s_words_stands_at_the_two_rungs():
    """It is his, and at no other pair."""
    pages = Pages()
    ids = [pages.write(RUNG, rung) for rung in (OPENING, TARGET, LAST)]
    pages.write(APART, Apart("passage", "a whole winter"), names={RUNGS: [ids[2], ids[0]]}, by=GRETA)
    (one,) = distances(pages.board)
    said = [[(says.words, act.writer.person) for says, act in pair.said] for pair in one.pairs]
    assert said == [[], [], [("a whole winter", "Greta Lund")]]


@pytest.mark.parametrize("text", ["", "six", "1,200", "1e9", "٣", "1.", "--1", "9" * 16, "NaN"])
def test_what_is_no_amount(text):
    """A number is written one way."""
    assert number(text) is None


@given(st.lists(st.sampled_from(Step), max_size=6), st.randoms())
def test_the_order_in_which_acts_come_changes_no_view(steps, random):
    """Shuffled, the same ladders and distances."""
    pages = Pages()
    for amount, step in enumerate(steps):
        pages.write(RUNG, Rung("passage", step, "words", str(amount), "km"))
    order = list(pages.acts)
    random.shuffle(order)
    assert seen(pages.shuffled(order)) == seen(pages.board)

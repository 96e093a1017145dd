"""Hearings folded: in any order of arrival the same, whoever writes what, and fast in a case of ten thousand acts."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planning.writing import GRETA, ILSE, Pages, on

from backchannel.errors import UsageError
from backchannel.planning.acts import Writer
from backchannel.planning.cases import ISSUE, Issue
from backchannel.planning.consultation.concerns import CONCERN, Concern, Degree, concerned
from backchannel.planning.consultation.consulting import (
    ANSWER,
    CONSULTING,
    OF,
    Answer,
    Between,
    Consulting,
    Rule,
    Stance,
    is_over,
)
from backchannel.planning.consultation.heard import heard, unheard
from backchannel.planning.consultation.hearings import CLOSING, CONSULTATION, Asked, Closing, Consultation, hearings
from backchannel.planning.consultation.marks import Mark, Wish, read_wishes
from backchannel.planning.consultation.orders import ORDER, WAIVER, StandingOrder, Waiver, orders, waivers
from backchannel.planning.consultation.talks import INTERVAL, ROUND, TOLD, Interval, Level, Round, Told, due
from backchannel.planning.consultation.wordings import are_words_of, reusing, without

HANNE = Writer(b"h" * 32, "Hanne Solvik", "Norlund", True)
NOW = datetime(2031, 6, 1, tzinfo=UTC)
TEXT = "We would let twelve ferries pass the strait each day until the ice closes it."
ENDS = on("2031-05-12")


def between(board):
    return Between(board, "Valdria", lambda _: frozenset({"Valdria", "Norlund"}))


def played(*, stance=Stance.BEHIND, rule=Rule.HEARING, closes="2031-05-13", by=ILSE):
    """Give the two boards of a consultation of Norlund that was answered and closed."""
    ours, theirs = Pages(), Pages()
    told = theirs.write(CONSULTING, Consulting("Q1", (TEXT,), rule, ENDS, "Then."))
    theirs.write(ANSWER, Answer("Norlund", stance, "Why."), by=HANNE, names={OF: [told]}, day="2031-05-10")
    ours.write(ISSUE, Issue("passage"))
    ours.write(CONCERN, Concern("Norlund", "passage", Degree.DIRECT))
    ours.write(ORDER, StandingOrder("No surprises", "passage", "Ostrava"))
    asked = (Asked("Norlund", told.hex()),)
    one = ours.write(CONSULTATION, Consultation("Q1", "passage", asked, (TEXT,), rule, ENDS, "Then."))
    ours.write(CLOSING, Closing(True, ()), by=by, names={OF: [one]}, day=closes)
    return ours, theirs


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_in_whatever_order_acts_come_the_same_was_heard(random):
    """Answers, closings, waivers and revisions of both boards, shuffled."""
    ours, theirs = played()
    (opened,) = [act.id for act in theirs.acts if act.type == CONSULTING.name]
    theirs.revise(CONSULTING, opened, Consulting("Q1", (TEXT,), Rule.UNANIMITY, on("2031-05-06"), "Then."))
    ours.write(WAIVER, Waiver("W", "passage", "Norlund", "Late."), by=GRETA)
    (order,) = [act.id for act in ours.acts if act.type == ORDER.name]
    ours.revise(ORDER, order, StandingOrder("No surprises", "nets", "Nobody"), by=GRETA, ended="ended")
    first = _outcome(ours.board, theirs.board)
    for pages in (ours, theirs):
        random.shuffle(pages.acts)
    assert _outcome(ours.shuffled(ours.acts), theirs.shuffled(theirs.acts)) == first
    assert first[0] == [("Norlund", "consulted", "stayed behind")]


def _outcome(ours, theirs):
    (order,) = orders(ours)
    found = heard(ours, between(theirs), "passage", NOW, passages=(TEXT,), order=order)
    (one,) = hearings(ours, between(theirs))
    return (
        [(each.party, str(each.finding), str(each.outcome)) for each in found],
        str(one.ends),
        one.lines[0].rule,
        [refused.rule for refused in one.without_effect],
        [each.effect for each in waivers(ours, "passage", order)],
    )


@pytest.mark.parametrize(
    ("stance", "rule", "closes", "by", "passes"),
    [
        (Stance.BEHIND, Rule.HEARING, "2031-05-13", ILSE, True),
        (Stance.BEHIND, Rule.HEARING, "2031-05-12", ILSE, False),
        (Stance.BEHIND, Rule.HEARING, "2031-05-13", GRETA, False),
        (Stance.BEHIND, Rule.SILENCE, "2031-05-13", ILSE, False),
        (Stance.JOINS, Rule.UNANIMITY, "2031-05-13", ILSE, True),
        (Stance.JOINS, Rule.HEARING, "2031-05-13", HANNE, False),
    ],
)
def test_a_closing_counts_only_by_who_may_when_it_may_and_as_the_rule_says(stance, rule, closes, by, passes):
    """Each of these is judged in the fold, whatever the desk that wrote it allowed."""
    ours, theirs = played(stance=stance, rule=rule, closes=closes, by=by)
    (one,) = hearings(ours.board, between(theirs.board))
    assert (one.is_passed, not unheard(ours.board, between(theirs.board), orders(ours.board)[0], NOW, (TEXT,))) == (
        passes,
        passes,
    )


def test_a_consultation_that_claims_what_an_ally_opened_is_none():
    """An act of Norlund's own is not what we put to Norlund."""
    ours, theirs = played()
    forged = theirs.write(CONSULTING, Consulting("Q1", (TEXT,), Rule.HEARING, ENDS, "Then."), by=HANNE)
    asked = (Asked("Norlund", forged.hex()),)
    ours.write(CONSULTATION, Consultation("Q2", "passage", asked, (TEXT,), Rule.HEARING, ENDS, "Then."))
    assert hearings(ours.board, between(theirs.board))[1].lines[0].fault == "it was not put to him by us"


@pytest.mark.parametrize("act", ["", "ab", "zz" * 32, "AB" * 32])
def test_an_act_that_has_no_name_is_a_fault_and_no_crash(act):
    """Whatever another program wrote there."""
    ours, theirs = played()
    asked = (Asked("Norlund", act),)
    ours.write(CONSULTATION, Consultation("Q2", "passage", asked, (TEXT,), Rule.HEARING, ENDS, "Then."))
    assert hearings(ours.board, between(theirs.board))[1].lines[0].fault


def test_a_day_is_over_when_it_is_over_and_an_hour_when_it_is_reached():
    """In UTC."""
    last = datetime(2031, 5, 12, 23, 59, 59, tzinfo=UTC)
    assert not is_over(on("2031-05-12"), last)
    assert is_over(on("2031-05-12"), datetime(2031, 5, 13, tzinfo=UTC))
    assert is_over(on("2031-05-12T12:00:00+02:00"), datetime(2031, 5, 12, 10, tzinfo=UTC))
    assert not is_over(on("2031-05-12T12:00:00+02:00"), datetime(2031, 5, 12, 9, 59, 59, tzinfo=UTC))


def test_the_most_direct_degree_that_stands_counts():
    """Two statements apart, and one by somebody who may not lower it."""
    pages = Pages()
    first = pages.write(CONCERN, Concern("Norlund", "passage", Degree.DIRECT))
    pages.revise(CONCERN, first, Concern("Norlund", "passage", Degree.PLAIN), by=GRETA)
    pages.write(CONCERN, Concern(" norlund ", "PASSAGE", Degree.PLAIN), by=GRETA)
    (one,) = concerned(pages.board, "passage")
    assert (one.degree, len(one.statements), [no.act.writer for no in one.without_effect]) == (
        Degree.DIRECT,
        2,
        [GRETA],
    )
    assert concerned(pages.board, "passage", Degree.CRUCIAL) == []


def test_marks_are_read_as_people_type_them():
    """Ranges, names with the sign in them, and one of its own before `all`."""
    found = read_wishes(["all=exploration", "2-3=position", "a=b.txt=proposal:the strait"], 4, ["a=b.txt"])
    assert found == {
        "1": Wish(Mark.EXPLORATION),
        "2": Wish(Mark.POSITION),
        "3": Wish(Mark.POSITION),
        "4": Wish(Mark.EXPLORATION),
        "all": Wish(Mark.EXPLORATION),
        "a=b.txt": Wish(Mark.PROPOSAL, "the strait"),
    }


@given(st.lists(st.text(max_size=40), max_size=4))
def test_any_marks_are_read_or_refused_in_one_sentence(texts):
    """Whatever is typed."""
    try:
        read_wishes(texts, 3, ["map.png"])
    except UsageError as error:
        assert str(error).endswith(".")


@given(st.lists(st.text(max_size=200), max_size=4), st.lists(st.text(max_size=200), max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_texts_can_be_compared(pieces, texts):
    """No text is too strange; places are those of the pieces and texts given."""
    for piece, text in reusing(pieces, texts):
        assert 0 <= piece < len(pieces)
        assert 0 <= text < len(texts)


def test_very_words_are_those_in_their_order():
    """Line ends aside; a sign, a number, a word more or less, or another order is other words."""
    assert are_words_of(TEXT.replace(" ", "\n  "), [TEXT])
    for other in (
        TEXT.replace("twelve", "twelve?"),
        TEXT.upper(),
        TEXT.replace("twelve", "forty"),
        f"{TEXT} Or not.",
        "We would let twelve ferries pass.",
        "",
        "Twelve ferries we would let pass the strait each day until the ice closes it.",
    ):
        assert not are_words_of(other, [TEXT])


def test_what_is_said_again_is_taken_out_and_what_is_changed_is_left_in():
    """A text whole, and a part of it between quotation marks; not one with another figure, nor a very short one."""
    assert without(f"You wrote: {TEXT} So?", [TEXT]).split() == ["You", "wrote:", "So?"]
    assert without("What of “twelve ferries pass the strait”?", [TEXT]).split() == ["What", "of", "?"]
    for changed in (TEXT.replace("twelve", "forty"), "“forty ferries pass the strait”"):
        assert without(changed, [TEXT]) == changed
    assert without("the end of the matter", ["the"]) == "the end of the matter"


def test_who_waits_for_a_report_and_until_when():
    """The first round that he was not told of, and the days that were agreed; nobody waits for a round to come."""
    ours, theirs = played()
    ours.write(INTERVAL, Interval("Norlund", 3))
    first = ours.write(ROUND, Round("First", on("2031-05-20")))
    ours.write(ROUND, Round("Second", on("2031-06-20")))
    (one,) = due(ours.board, between(theirs.board), on("2031-05-22").latest.date())
    assert ([kept.says.name for kept in one.waits_for], str(one.due), one.is_overdue(NOW.date())) == (
        ["First"],
        "2031-05-23",
        True,
    )
    ours.write(TOLD, Told("norlund", Level.OUTLINE, on("2031-05-21")), names={OF: [first]})
    (one,) = due(ours.board, between(theirs.board), NOW.date())
    assert (one.waits_for, one.due, one.last.level, one.last_of) == ((), None, Level.OUTLINE, "First")
    (one,) = due(ours.board, between(theirs.board), on("2031-06-21").latest.date())
    assert str(one.due) == "2031-06-23"

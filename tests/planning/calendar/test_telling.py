"""What a party is told of the calendar: what was marked, and no trace of anything else."""

import pytest
from tests.planning.calendar.test_stages import stage
from tests.planning.writing import GRETA, Pages

from backchannel.errors import RuleError, UsageError
from backchannel.planning.calendar.slips import moved_by
from backchannel.planning.calendar.stages import DROPPED, STAGE
from backchannel.planning.calendar.telling import STAGE_OF, TOLD, Told, require_silent, told


def mark(pages, identifier, name, written="", when="", party="Norlund", uid="a" * 32, **more):
    return pages.write(TOLD, Told(party, name, uid, written, when), names={STAGE_OF: [identifier]}, **more)


def given(pages, party="Norlund"):
    return [(one.name, one.written, str(one.when or "")) for one in told(pages.board, party)]


def test_nothing_is_told_by_default():
    """A calendar full of stages is an empty one for everybody."""
    pages = Pages()
    pages.write(STAGE, stage("talks", "June 25th"))
    assert given(pages) == []


def test_a_private_event_gives_its_date_to_nothing_that_a_party_is_told():
    """Learning of a private track: the talk hangs on it, and the party gets what the words say without it."""
    pages = Pages()
    talk = pages.write(STAGE, stage("first talk", "before Christmas, following the secret meeting"))
    pages.write(STAGE, stage("secret meeting", "December 3"))
    mark(pages, talk, "first talk", "before Christmas", "../2031-12-24")
    assert given(pages) == [("first talk", "before Christmas", "../2031-12-24")]


def test_a_date_that_moved_is_told_without_the_words_that_no_longer_hold():
    """A shift's cause, and that it was one, stays with us."""
    pages = Pages()
    talk = pages.write(STAGE, stage("talks", "June 25th"))
    mark(pages, talk, "talks", "June 25th", "2031-06-25")
    moved = moved_by(stage("talks", "June 25th"), 7, "The private talks need a week.")
    pages.revise(STAGE, talk, moved)
    assert given(pages) == [("talks", "", "2031-07-02")]


def test_what_is_written_later_does_not_reach_the_party():
    """A new name or a new word of ours stays with us: only the date goes on."""
    pages = Pages()
    talk = pages.write(STAGE, stage("talks", "June 25th"))
    mark(pages, talk, "talks", "June 25th", "2031-06-25")
    pages.revise(STAGE, talk, stage("talks after the Aldeby letter", "June 25th", about="the Aldeby letter"))
    assert given(pages) == [("talks", "June 25th", "2031-06-25")]


def test_a_mark_counts_for_its_party_alone_and_until_it_is_withdrawn():
    """And a stage that was dropped leaves the calendar."""
    pages = Pages()
    one, other = (pages.write(STAGE, stage(name, "June 25th")) for name in ("talks", "visit"))
    first = mark(pages, one, "talks", uid="a" * 32)
    mark(pages, other, "visit", party="Sudmark", uid="b" * 32)
    assert [name for name, _, _ in given(pages)] == ["talks"]
    assert [name for name, _, _ in given(pages, "SUDMARK")] == ["visit"]
    pages.revise(TOLD, first, Told("Norlund", "talks", "a" * 32), ended="withdrawn")
    pages.revise(STAGE, other, stage("visit", "June 25th"), ended=DROPPED)
    assert given(pages) == given(pages, "Sudmark") == []


def test_nobody_is_told_while_two_statements_stand():
    """One desk withdrew the mark, another renamed it, neither saw the other: settled first, told then."""
    pages = Pages()
    talk = pages.write(STAGE, stage("talks", "June 25th"))
    first = mark(pages, talk, "talks")
    pages.revise(TOLD, first, Told("Norlund", "talks", "a" * 32), ended="withdrawn", after=[first])
    assert given(pages) == []
    pages.revise(TOLD, first, Told("Norlund", "the talks", "a" * 32), by=GRETA, after=[first])
    for acts in (pages.acts, pages.acts[::-1]):
        with pytest.raises(UsageError, match="Two statements stand"):
            told(pages.shuffled(acts), "Norlund")
    twice = Pages()
    talk = twice.write(STAGE, stage("talks", "June 25th"))
    for uid in "ab":
        mark(twice, talk, "talks", uid=uid * 32)
    with pytest.raises(UsageError, match="marked twice"):
        told(twice.board, "Norlund")


def test_the_order_is_that_of_the_dates_and_not_of_our_acts():
    """So that no place in it says what else was made, or when."""
    pages = Pages()
    ids = {name: pages.write(STAGE, stage(name, words)) for name, words in
           (("c", "July 3"), ("open", ""), ("a", "June 3"), ("b", "June 3"))}  # fmt: skip
    for name in ("b", "open", "c", "a"):
        mark(pages, ids[name], name)
    assert [name for name, _, _ in given(pages)] == ["a", "b", "c", "open"]


def test_words_that_name_what_a_party_is_not_told_of_are_refused():
    """However they are cased and set, and the event on which the stage hangs before all."""
    pages = Pages()
    talk = pages.write(STAGE, stage("first talk", "after Aldeby"))
    hidden = pages.write(STAGE, stage("private talks", "June 3"))
    kept = pages.board.get(STAGE, talk)
    for text in ("once the PRIVATE  talks are over", "“private talks”?", "after Aldeby."):
        with pytest.raises(RuleError, match="has not by that name"):
            require_silent(pages.board, "Norlund", kept, [text])
    require_silent(pages.board, "Norlund", kept, ["first talk", "in private"])
    mark(pages, hidden, "private talks")
    require_silent(pages.board, "Norlund", kept, ["once the private talks are over"])

"""Proposals for a contact: who decides, and what nobody else can make of them."""

from dataclasses import replace

import pytest
from tests.planning.calendar.test_stages import TALKS, stage
from tests.planning.writing import GRETA, ILSE, KARL, Pages

from backchannel.errors import BadInputError
from backchannel.planning.calendar.contacts import (
    CONTACT,
    DECISION,
    OF,
    Answer,
    Contact,
    Decision,
    contact_of,
    proposed,
    stage_of,
)
from backchannel.planning.calendar.stages import STAGE, Form

TALK = contact_of("first talk", "Greta Lund", "Tomas Reik", "Ilse Maren", stage("x", TALKS), "Aldeby", "standing off")


@pytest.fixture
def pages():
    """One proposal of Greta's, which Ilse decides."""
    pages = Pages()
    pages.talk = pages.write(CONTACT, TALK, by=GRETA)
    return pages


def decide(pages, answer, by, **more):
    decision = Decision(answer, pages.talk.hex(), "so")
    return pages.write(DECISION, decision, by=by, names={OF: [pages.talk]}, **more)


def only(pages):
    (one,) = proposed(pages.board)
    return one


def test_it_waits_until_the_person_named_decides(pages):
    """And then it is what he said."""
    assert (only(pages).state, only(pages).decider) == ("waiting", "Ilse Maren")
    decide(pages, Answer.ACCEPTED, ILSE)
    assert only(pages).state == "accepted"


def test_a_decision_by_anybody_else_has_no_effect_and_is_shown(pages):
    """Not by who proposed it, and not by a revision of the right decision."""
    decide(pages, Answer.ACCEPTED, GRETA)
    assert only(pages).state == "waiting"
    right = decide(pages, Answer.ACCEPTED, ILSE)
    pages.revise(DECISION, right, Decision(Answer.DECLINED, pages.talk.hex()), by=KARL, names={OF: [pages.talk]})
    assert only(pages).state == "accepted"
    assert [one.act.writer.person for one in only(pages).without_effect] == ["Greta Lund", "Karl Oden"]


def test_nobody_makes_himself_the_decider_by_changing_the_proposal(pages):
    """Who decides is as the act says that opened it."""
    pages.revise(CONTACT, pages.talk, replace(TALK, decider="Karl Oden"), by=KARL)
    decide(pages, Answer.ACCEPTED, KARL)
    assert (only(pages).state, only(pages).decider) == ("waiting", "Ilse Maren")


def test_what_was_accepted_is_what_stood_then(pages):
    """Changed afterwards it says so, and is not accepted anew by itself."""
    decide(pages, Answer.ACCEPTED, ILSE)
    assert not only(pages).changed_since
    pages.revise(CONTACT, pages.talk, replace(TALK, where="Port Aldeby"), by=GRETA)
    assert only(pages).changed_since


def test_two_decisions_that_were_made_apart_decide_nothing(pages):
    """Yes at one desk and no at another, until one takes the place of both."""
    first = decide(pages, Answer.ACCEPTED, ILSE)
    pages.revise(DECISION, first, Decision(Answer.DECLINED, pages.talk.hex()), after=(), names={OF: [pages.talk]})
    assert (only(pages).state, only(pages).decided) == ("decided twice", None)
    pages.revise(DECISION, first, Decision(Answer.DECLINED, pages.talk.hex()), names={OF: [pages.talk]})
    assert only(pages).state == "declined"


def test_it_becomes_a_window_that_hangs_on_the_same_event(pages):
    """And the stages that came of it are found again."""
    one = stage_of(TALK)
    assert (one.when, one.anchor, one.is_perhaps, one.form) == ("../2031-12-24", "allied talks", True, Form.WINDOW)
    pages.write(STAGE, one, names={OF: [pages.talk]})
    assert [kept.says.name for kept in only(pages).stages] == ["first talk"]


def test_a_proposal_without_its_people_is_none():
    """Nor one whose date has parts that do not belong together."""
    for more in ({"who": ""}, {"decider": ""}, {"anchor": ""}):
        with pytest.raises(BadInputError):
            replace(TALK, **more)
    with pytest.raises(BadInputError):
        CONTACT.read({"name": "x", "who": "a", "with_whom": "b"})
    assert CONTACT.read(CONTACT.write(TALK)) == TALK
    assert isinstance(TALK, Contact)

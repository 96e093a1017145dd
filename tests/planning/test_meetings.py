"""Meetings: what is missing, and whose go counts."""

from dataclasses import replace

import pytest
from tests.planning.writing import GRETA, ILSE, Pages

from backchannel.planning.acts import Writer
from backchannel.planning.cases import PARTY, CaseParty, Side
from backchannel.planning.linkage import LINK, Link, LinkType
from backchannel.planning.meetings import (
    DECISION,
    MEETING,
    OF,
    OVER,
    Decision,
    Heard,
    Meeting,
    MeetingText,
    Word,
    readiness,
)

FULL = Meeting(
    "Port Aldeby",
    "Ilse Maren",
    purpose="To agree on the ferries",
    brings=("A map",),
    issues=("passage",),
    texts=(MeetingText("joint text", "note/1"),),
    allies=("Norlund",),
    expected="A paper",
    risk="The press",
)
HEARD = (Heard("norlund", "Passage"),)


def meeting(value=FULL):
    pages = Pages()
    pages.write(PARTY, CaseParty("Norlund", Side.ALLY))
    return pages, pages.write(MEETING, value)


def look(pages, identifier, heard=HEARD):
    return readiness(pages.board, pages.board.get(MEETING, identifier), heard)


def decide(pages, identifier, word=Word.GO, *, by=ILSE, over=(), things=(), **more):
    return pages.write(
        DECISION, Decision(word, "why", tuple(over)), by=by, names={OF: [identifier], OVER: things}, **more
    )


def gaps(found):
    return [gap.what for gap in found.open]


def test_a_meeting_for_which_nothing_is_missing_is_ready():
    """Purpose, what we bring, issues, texts, allies heard, result, risk: and nobody need decide to see it."""
    found = look(*meeting())
    assert (found.open, found.is_ready, found.word) == ((), True, None)


@pytest.mark.parametrize(
    ("without", "gap"),
    [
        ({"purpose": "  "}, "no purpose"),
        ({"brings": ()}, "nothing that we bring"),
        ({"issues": ()}, "no issue that can move"),
        ({"texts": ()}, "no text named that is needed"),
        ({"texts": (MeetingText("joint text"),)}, "text not ready: joint text"),
        ({"allies": ()}, "nobody has said which allies are to be heard"),
        ({"expected": ""}, "no expected result"),
        ({"risk": ""}, "no risk named"),
    ],
)
def test_whatever_is_missing_is_a_gap(without, gap):
    """Each by its name."""
    found = look(*meeting(replace(FULL, **without)))
    assert (gaps(found), found.is_ready) == ([gap], False)


def test_an_ally_that_was_not_heard_is_a_gap_and_no_ally_a_choice_with_its_reason():
    """Hearing another ally, or this one on another issue, is not hearing this one on this."""
    for heard in ((), (Heard("Norlund", "nets"),), (Heard("Sudmark", "passage"),)):
        assert gaps(look(*meeting(), heard)) == ["Norlund not heard on passage"]
    assert gaps(look(*meeting(replace(FULL, allies=(), no_allies="They sent us")), ())) == []


def test_an_unmet_precondition_of_an_issue_is_a_gap():
    """Until it is met; a link that only needs progress is none."""
    pages, identifier = meeting()
    value = Link("passage", "nets", LinkType.PRECONDITION, "not before", "Ostrava")
    link = pages.write(LINK, value)
    pages.write(LINK, replace(value, type=LinkType.NEEDS_PROGRESS))
    assert [gap.thing for gap in look(pages, identifier).open] == [link]
    pages.revise(LINK, link, value, ended="met")
    assert look(pages, identifier).is_ready


def test_a_go_for_another_has_no_effect():
    """Greta says go for Ilse, a stranger of her name too, and a go is revised to no-go by Greta: only Ilse's counts."""
    pages, identifier = meeting(replace(FULL, risk=""))
    namesake = Writer(b"n" * 32, "Ilse Maren", "Ostrava", True)
    for by in (GRETA, namesake):
        decide(pages, identifier, by=by, over=["no risk named"])
    found = look(pages, identifier)
    assert (found.decisions, found.is_ready, len(found.without_effect)) == ((), False, 2)
    assert all("Only Ilse Maren decides" in idle.rule for idle in found.without_effect)
    own = decide(pages, identifier, over=["no risk named"])
    pages.revise(DECISION, own, Decision(Word.NO_GO), by=GRETA, names={OF: [identifier]})
    pages.revise(DECISION, own, Decision(Word.GO), by=GRETA, names={OF: [identifier]}, ended="withdrawn")
    found = look(pages, identifier)
    assert (found.word, found.is_ready, gaps(found)) == (Word.GO, True, [])


def test_who_is_responsible_is_not_changed_by_a_later_act():
    """Greta writes herself in, and says go: neither counts, and what else she prepared does."""
    pages, identifier = meeting(replace(FULL, risk=""))
    pages.revise(MEETING, identifier, replace(FULL, responsible="Greta Lund"), by=GRETA)
    decide(pages, identifier, by=GRETA)
    found = look(pages, identifier)
    assert (found.responsible, found.word, found.open) == ("Ilse Maren", None, ())


def test_what_was_gone_over_is_kept_and_what_is_missing_later_is_missing():
    """An override names its gaps; a precondition that is said afterwards is a gap again."""
    pages, identifier = meeting(replace(FULL, risk=""))
    decide(pages, identifier, over=["no risk named"])
    found = look(pages, identifier)
    assert ([gap.what for gap in found.overridden], found.is_ready) == (["no risk named"], True)
    link = pages.write(LINK, Link("passage", "nets", LinkType.PRECONDITION, "not before", "Ostrava"))
    assert [gap.thing for gap in look(pages, identifier).open] == [link]
    decide(pages, identifier, over=["no risk named"], things=[link])
    assert look(pages, identifier).is_ready


def test_a_go_without_an_override_hides_no_gap_and_a_no_go_is_not_ready():
    """A program that says go without naming the gaps has not gone over them."""
    pages, identifier = meeting(replace(FULL, risk=""))
    decide(pages, identifier)
    assert not look(pages, identifier).is_ready
    other, number = meeting()
    decide(other, number, Word.NO_GO)
    assert (look(other, number).is_ready, look(other, number).word) == (False, Word.NO_GO)


def test_go_and_no_go_said_at_two_desks_apart_both_stand():
    """Neither is dropped, and the meeting is not ready until one is put in place of both."""
    pages, identifier = meeting()
    decide(pages, identifier, Word.GO)
    decide(pages, identifier, Word.NO_GO)
    found = look(pages, identifier)
    assert (found.word, len(found.decisions), found.is_ready) == (None, 2, False)


def test_what_two_desks_prepared_apart_lacks_what_either_lacks():
    """One took out the risk, the other the purpose: both are missing until somebody settles it."""
    pages, identifier = meeting()
    for by, without in ((ILSE, {"risk": ""}), (GRETA, {"purpose": ""})):
        pages.revise(MEETING, identifier, replace(FULL, **without), after=[identifier], by=by)
    assert sorted(gaps(look(pages, identifier))) == ["no purpose", "no risk named"]

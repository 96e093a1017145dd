"""Meetings at the desk: gaps, and the go of the one person who may say it."""

from dataclasses import replace

import pytest
from tests.desk.planning.office import DESK, GROUP, NORLUND

from backchannel.desk.planning import cases, linkage, meetings
from backchannel.desk.planning.consultation import concerns, consultations
from backchannel.errors import RuleError, UsageError
from backchannel.planning.consultation.concerns import Degree
from backchannel.planning.consultation.consulting import Rule
from backchannel.planning.linkage import LinkType
from backchannel.planning.meetings import DECISION, MEETING, OF, Decision, Meeting, MeetingText, Word
from backchannel.record.dates import parse

EMPTY = Meeting("", "")
ALL = replace(
    EMPTY,
    purpose="To agree on the ferries",
    brings=("A map",),
    issues=("passage",),
    no_allies="They sent us",
    expected="A paper",
    risk="The press",
)


@pytest.fixture
def office(case):
    """A meeting that Greta decides on, with everything but a text; and a letter that could be it."""
    letter = case.letter("ilse", "Four ferries.", channel=DESK, readers=("greta", "karl"))
    case.settle("ilse", "greta", "karl")
    case.where = f"{DESK}/{letter.reference}"
    meetings.new(case.ilse, "Port Aldeby", "Greta Lund", replace(ALL, texts=(MeetingText("joint text"),)))
    case.settle("ilse", "greta", "karl")
    return case


def missing(desk):
    return [gap.what for gap in meetings.ready(desk, "port aldeby").open]


def test_a_meeting_is_ready_when_its_gaps_are_filled(office):
    """R53: the gap is listed, and gone when the text has its address."""
    assert missing(office.karl) == ["text not ready: joint text"]
    more = replace(EMPTY, texts=(MeetingText("joint text", f"{office.where}/1"),), on=parse("2031-06"))
    meetings.prepare(office.karl, "Port Aldeby", more)
    found = meetings.ready(office.karl, "Port Aldeby")
    assert (found.is_ready, found.word, found.meeting.says.purpose) == (True, None, ALL.purpose)
    assert meetings.texts(office.karl, found) == (("joint text", f"{office.where}/1"),)


def test_only_the_responsible_person_says_go_and_from_his_own_desk(office):
    """Not the principal, not for him by his name, not he over gaps without saying so and why."""
    for desk, more, words in (
        (office.ilse, {"override": True, "why": "I lead"}, "Only Greta Lund decides"),
        (office.ilse, {"override": True, "why": "I lead", "by": "Greta Lund"}, "nobody decides here for Greta Lund"),
        (office.karl, {}, "Only Greta Lund decides"),
        (office.greta, {}, "this is missing: text not ready"),
    ):
        with office.refused(RuleError, words):
            meetings.decide(desk, "Port Aldeby", Word.GO, **more)
    with office.refused(RuleError, "Only Greta Lund decides"):
        meetings.decide(office.ilse, "Port Aldeby", Word.NO_GO)
    with office.refused(UsageError, "Say why"):
        meetings.decide(office.greta, "Port Aldeby", Word.GO, override=True, by="Greta Lund")


def test_an_override_is_kept_with_its_reason_and_its_gaps(office):
    """At every desk: who, why, and over what; and a no-go afterwards takes its place."""
    meetings.decide(office.greta, "Port Aldeby", Word.GO, "The ice comes", override=True, by="greta lund")
    office.settle("ilse", "greta", "karl")
    for name in ("ilse", "greta", "karl"):
        found = meetings.ready(office.desks[name], "Port Aldeby")
        ((decision, act),) = found.decisions
        assert (decision.why, act.writer.person) == ("The ice comes", "Greta Lund")
        assert [gap.what for gap in found.overridden] == ["text not ready: joint text"]
        assert found.is_ready
    meetings.decide(office.greta, "Port Aldeby", Word.NO_GO, "It has come")
    found = meetings.every(office.greta)[0]
    assert (found.word, len(found.decisions), found.is_ready) == (Word.NO_GO, 1, False)


def test_another_program_that_says_go_for_him_says_nothing(office):
    """Ilse's and Karl's desks leave the rule out: nothing is decided at any desk, and both acts are shown."""
    for name in ("ilse", "karl"):
        with cases.change(office.desks[name]) as acting:
            kept = acting.board.find(MEETING, "Port Aldeby", "meeting")
            value = Decision(Word.GO, "For Greta", ("text not ready: joint text",))
            acting.open(DECISION, value, names={OF: [kept.id]})
            acting.revise(MEETING, kept, replace(kept.says, responsible=acting.desk.card.person), settle=True)
    office.settle("ilse", "greta", "karl")
    for name in ("ilse", "greta", "karl"):
        found = meetings.ready(office.desks[name], "Port Aldeby")
        assert (found.responsible, found.decisions, found.is_ready) == ("Greta Lund", (), False)
        assert {idle.act.writer.person for idle in found.without_effect} == {"Ilse Maren", "Karl Oden"}


def test_an_unmet_precondition_is_a_gap_and_is_not_named_before_who_may_not_know_it(office):
    """Karl sees a gap less than Greta; her override on the strait desk would tell him, on the small group not."""
    cases.open_on(office.ilse, "", GROUP)
    rests = [f"{office.where}/1"]
    linkage.add(office.ilse, "passage", "nets", LinkType.PRECONDITION, "Ostrava", rests=rests, onto=GROUP)
    office.settle("ilse", "greta", "karl")
    assert len(missing(office.greta)) == 2
    assert len(missing(office.karl)) == 1
    with office.refused(RuleError, "Karl Oden would learn"):
        meetings.decide(office.greta, "Port Aldeby", Word.GO, "The ice comes", override=True)
    assert meetings.decide(office.greta, "Port Aldeby", Word.GO, "Ice", override=True, onto=GROUP).is_ready
    office.settle("ilse", "greta", "karl")
    assert meetings.ready(office.karl, "Port Aldeby").decisions == ()


def test_an_ally_is_heard_when_the_consultation_of_him_was_closed_to_go_ahead(office):
    """Asked is not heard; silent to the announced end of a hearing is. Sudmark is a gap since it is concerned."""
    meetings.prepare(office.ilse, "Port Aldeby", replace(EMPTY, allies=("Norlund",)))
    concerns.note(office.ilse, "Sudmark", "passage", Degree.DIRECT)
    assert [one for one in missing(office.ilse) if "heard" in one] == [
        "Norlund not heard on passage",
        "Sudmark, whom passage concerns, not heard on it",
    ]
    consultations.open_(
        office.ilse,
        "The ferries",
        "passage",
        ["Norlund"],
        rule=Rule.HEARING,
        ends=parse("2031-05-06T08:00:00Z"),
        then="we go to Port Aldeby",
        text=["May four ferries pass?"],
        on=[NORLUND],
    )
    assert "Norlund not heard on passage" in missing(office.ilse)
    office.wait(days=2)
    consultations.close(office.ilse, "The ferries", proceed=True)
    found = meetings.ready(office.ilse, "Port Aldeby")
    assert [(one.ally, one.issue) for one in found.heard] == [("Norlund", "passage")]
    assert "Norlund not heard on passage" not in missing(office.ilse)


def test_what_is_no_meeting_is_refused(office):
    """A name that is used, somebody who could not decide, and what the case has not."""
    with office.refused(UsageError, "already"):
        meetings.new(office.ilse, "PORT  aldeby", "Greta Lund", EMPTY)
    with office.refused(UsageError, "could decide nothing there"):
        meetings.new(office.ilse, "The tunnel", "Tomas Reik", EMPTY)
    with office.refused(UsageError, "There is no issue"):
        meetings.new(office.ilse, "The tunnel", "Greta Lund", replace(EMPTY, issues=("herring",)))
    with office.refused(UsageError, "There is no"):
        meetings.prepare(office.ilse, "Port Aldeby", replace(EMPTY, texts=(MeetingText("joint text", "nowhere/1"),)))
    meetings.prepare(office.greta, "Port Aldeby", replace(EMPTY, texts=(MeetingText("joint text", office.where),)))
    with office.refused(UsageError, "Nothing is missing"):
        meetings.decide(office.greta, "Port Aldeby", Word.GO, "x", override=True)

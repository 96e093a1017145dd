"""Proposals for a contact at several desks: decided by the person named, and what comes of them."""

import pytest
from tests.desk.planning.office import DESK, GROUP

from backchannel.desk.planning import calendar, cases, contacts
from backchannel.errors import RuleError, UsageError
from backchannel.planning.calendar.contacts import DECISION, OF, Answer, Decision
from backchannel.record.dates import parse

DECEMBER = parse("2031-12-10")


@pytest.fixture
def proposed(case):
    """Greta proposes a talk, which Ilse decides."""
    kept = contacts.propose(
        case.greta,
        "first talk",
        who="Greta Lund",
        with_whom="Tomas Reik",
        decider="Ilse Maren",
        by="before Christmas, perhaps immediately following the allied talks",
        on=DECEMBER,
        where="Port Aldeby",
        avoid="that it drifts back into silence",
    )
    case.settle("ilse", "greta", "karl")
    case.kept = kept
    return case


def state(desk):
    return [(one.proposed.kept.says.name, one.proposed.state) for one in contacts.listed(desk)]


def dates(desk):
    return {one.dated.kept.says.name: str(one.dated.when or "") for one in calendar.show(desk).lines}


def test_accepted_it_is_a_window_with_its_preparation_which_waits_for_the_event(proposed):
    """Until somebody says when the allies meet; then both have their dates, at every desk."""
    assert state(proposed.karl) == [("first talk", "waiting")]
    contacts.accept(proposed.ilse, "first talk")
    assert dates(proposed.ilse) == {"first talk": "../2031-12-24", "preparation of first talk": "../2031-12-24"}
    (one,) = contacts.listed(proposed.ilse)
    assert [stage.waits_for for stage in one.stages] == ["allied talks", ""]
    calendar.add(proposed.ilse, "allied talks", "21 to 22 December", on=DECEMBER)
    proposed.settle("ilse", "greta", "karl")
    for name in ("ilse", "greta", "karl"):
        assert dates(proposed.desks[name])["first talk"] == "2031-12-22?/2031-12-24"
    needs = {line.dated.kept.says.name: line.needs for line in calendar.show(proposed.karl).lines}
    assert needs["first talk"] == ("preparation of first talk",)


def test_nobody_decides_for_the_person_who_was_named(proposed):
    """Not who proposed it, and a program that does not ask gains nothing by it."""
    for name in ("greta", "karl"):
        for decide in (contacts.accept, contacts.decline):
            with proposed.refused(RuleError, "Ilse Maren decides"):
                decide(proposed.desks[name], "first talk", "so")
    with cases.change(proposed.karl) as acting:
        decision = Decision(Answer.ACCEPTED, proposed.kept.act.id.hex())
        acting.open(DECISION, decision, names={OF: [proposed.kept.id]})
    proposed.settle("ilse", "greta", "karl")
    for name in ("ilse", "greta", "karl"):
        (one,) = contacts.listed(proposed.desks[name])
        assert one.proposed.state == "waiting"
        assert [each.act.writer.person for each in one.proposed.without_effect] == ["Karl Oden"]
    assert dates(proposed.ilse) == {}


def test_declined_it_stays_with_its_reason_and_what_came_of_a_yes_is_dropped(proposed):
    """A no after a yes takes the stages back; a yes after a no makes them anew."""
    with proposed.refused(UsageError, "Say why"):
        contacts.decline(proposed.ilse, "first talk", " ")
    contacts.accept(proposed.ilse, "first talk")
    with proposed.refused(UsageError, "is accepted already"):
        contacts.accept(proposed.ilse, "first talk")
    contacts.decline(proposed.ilse, "first talk", "The ministers meet first.")
    assert (state(proposed.ilse), dates(proposed.ilse)) == ([("first talk", "declined")], {})
    shown = calendar.show(proposed.ilse)
    assert {kept.ended.why for kept in shown.dropped} == {"The ministers meet first."}
    contacts.accept(proposed.ilse, "first talk")
    assert set(dates(proposed.ilse)) == {"first talk", "preparation of first talk"}


def test_a_decider_who_could_not_read_it_is_refused(case):
    """Nobody can decide what he does not see, and nobody of another party."""
    cases.open_on(case.ilse, "", GROUP)
    for decider in ("Karl Oden", "Tomas Reik", "Nobody"):
        with case.refused(UsageError, "does not read"):
            contacts.propose(case.ilse, "talk", who="Greta Lund", with_whom="Tomas Reik", decider=decider, onto=GROUP)
    contacts.propose(case.ilse, "talk", who="Greta Lund", with_whom="Tomas Reik", decider="Greta Lund", onto=GROUP)
    case.settle("ilse", "greta", "karl")
    assert (state(case.greta), state(case.karl)) == ([("talk", "waiting")], [])


def test_a_proposal_is_withdrawn_while_it_waits(proposed):
    """Afterwards nobody accepts it, and its name is free."""
    contacts.withdraw(proposed.greta, "first talk", "They have moved.")
    proposed.settle("ilse", "greta")
    with proposed.refused(UsageError, "was withdrawn"):
        contacts.accept(proposed.ilse, "first talk")
    with proposed.refused(UsageError, "complete it"):
        contacts.propose(proposed.greta, "x", who="", with_whom="y", decider="Ilse Maren")
    contacts.propose(proposed.greta, "first talk", who="Karl Oden", with_whom="Tomas Reik", decider="Ilse Maren")
    proposed.settle("ilse", "greta")
    contacts.accept(proposed.ilse, "first talk")
    with proposed.refused(UsageError, "cannot be withdrawn"):
        contacts.withdraw(proposed.ilse, "first talk")


def test_it_is_not_accepted_where_a_stage_of_its_name_stands(proposed):
    """Nothing of it is written then, neither the decision nor half of its stages."""
    calendar.add(proposed.ilse, "First talk", "in June", onto=DESK)
    with proposed.refused(UsageError, "There is a stage"):
        contacts.accept(proposed.ilse, "first talk")

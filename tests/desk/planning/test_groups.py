"""A working group: nearly invisible, of few, apart from the desk, reporting to named principals alone."""

import pytest
from tests.desk.planning.office import DESK, GROUP
from tests.desk.table import LINE, dump

from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases, groups, options, papers
from backchannel.errors import RuleError, TooEarlyError, UsageError
from backchannel.planning.groups import GROUP as KIND
from backchannel.planning.groups import Asked, Group
from backchannel.planning.papers import TASKING, Stage

APART = "the day-to-day work on the strait"


def members(shown):
    return [(one.name, one.by) for one in shown.group.kept.says.members]


@pytest.fixture
def group(case):
    """The group on its channel: Greta, of two at most, reporting to Ilse."""
    cases.open_on(case.ilse, "", GROUP)
    groups.new(case.ilse, "The winter five", GROUP, APART, ["Ilse Maren"], 2)
    groups.add(case.ilse, "Greta Lund", "Ilse Maren", "She knows the pilots")
    case.settle()
    return case


def test_a_group_is_seen_by_who_is_on_its_channel(group):
    """Its members with who asked for each, its ceiling, to whom it reports and from what it is apart."""
    for name in ("ilse", "greta"):
        (shown,) = groups.every(group.desks[name])
        assert members(shown) == [("Greta Lund", "Ilse Maren")]
        assert (shown.channel, shown.readers, shown.charter_ceiling, shown.besides) == (GROUP, 2, 3, ())
        assert shown.absent == ()
        says = shown.group.kept.says
        assert (says.ceiling, says.reports_to, says.apart_from) == (2, ("Ilse Maren",), APART)


def test_attack_learn_of_the_group_from_any_view(case):
    """Karl's whole vault is as it was after a group with members, a tasking, options and a decision; no view has it."""
    before = dump(case.karl)
    case.wait(minutes=1)
    cases.open_on(case.ilse, "", GROUP)
    groups.new(case.ilse, "The winter five", GROUP, APART, ["Ilse Maren"], 2)
    groups.add(case.ilse, "Greta Lund", "Ilse Maren")
    papers.ask(case.ilse, "The winter paper", "Alternatives", [], group="The winter five")
    papers.add(case.ilse, "The winter paper", "First proposals", Stage.PRELIMINARY, [], by="9 May 2031")
    options.new(case.ilse, "Passage", ["Cost"], tasking="The winter paper")
    for title in ("Ferries", "Pilots"):
        options.add(case.ilse, "Passage", title, {"Cost": "Little"})
    options.decide(case.ilse, "Passage", "A")
    case.settle("ilse", "greta")
    case.settle("ilse", "karl")
    case.settle("greta", "karl")
    after = dump(case.karl)
    assert {table for table in before if before[table] != after[table]} <= {"pairs", "postings", "outbox", "meta"}
    for word in ("winter five", "winter paper", "First proposals", "Ferries", GROUP):
        assert word not in repr(after)
    assert groups.every(case.karl) == []
    assert papers.every(case.karl).taskings == ()
    assert papers.due_on(case.karl)[1] == ()
    assert options.every(case.karl) == []
    assert len(groups.every(case.greta)) == 1


def test_a_sixth_member_waits_for_a_principal(group):
    """Beyond the ceiling nobody is added, by whomever; a principal raises it, with the reason, which stays."""
    group.open_line(("ilse",), ("greta", "karl"), title="The wider group")
    cases.open_on(group.ilse, "", "The wider group")
    groups.new(group.ilse, "The wider three", "The wider group", APART, ["Ilse Maren"], 1)
    groups.add(group.ilse, "Greta Lund", "Ilse Maren", group="The wider three")
    group.settle("ilse", "greta", "karl")
    for name in ("greta", "ilse"):
        with group.refused(TooEarlyError, "has the 1 members that its ceiling allows; a principal must raise it first"):
            groups.add(group.desks[name], "Karl Oden", "Greta Lund", group="The wider three")
    with group.refused(RuleError, "Only a principal"):
        groups.raise_ceiling(group.greta, 2, "Karl knows the law", group="The wider three")
    with group.refused(UsageError, "Say why"):
        groups.raise_ceiling(group.ilse, 2, " ", group="The wider three")
    groups.raise_ceiling(group.ilse, 2, "Karl knows the law", group="The wider three")
    shown = groups.add(group.ilse, "Karl Oden", "Greta Lund", group="The wider three")
    assert members(shown) == [("Greta Lund", "Ilse Maren"), ("Karl Oden", "Greta Lund")]
    assert shown.group.kept.says.raised == "Karl knows the law"


def test_a_ceiling_is_not_higher_than_the_charter_s(group):
    """The charter holds how many may read there at all."""
    with group.refused(RuleError, "between 1 and 3 members"):
        groups.raise_ceiling(group.ilse, 4, "More hands")


def test_who_is_asked_for_reads_nothing_before_he_is_on_the_channel(group):
    """Karl is on the group and not on its channel: the page says so, and his desk knows of nothing."""
    shown = groups.add(group.ilse, "Karl Oden", "Greta Lund")
    assert (members(shown)[1], shown.absent) == (("Karl Oden", "Greta Lund"), ("Karl Oden",))
    group.settle()
    assert groups.every(group.karl) == []


def test_attack_write_more_members_than_the_ceiling_by_another_program(group):
    """Neither a principal's statement beyond the ceiling counts, nor a raised one without a reason, nor Greta's."""
    for name, value in (
        ("ilse", Group("The winter five", 2, ("Ilse Maren",), APART, tuple(Asked(a, "Ilse Maren") for a in "xyz"))),
        ("ilse", Group("The winter five", 9, ("Ilse Maren",), APART, tuple(Asked(a, "Ilse Maren") for a in "xyz"))),
        ("greta", Group("The winter five", 2, ("Greta Lund",), APART, (Asked("Karl Oden", "Ilse Maren"),))),
        ("ilse", Group("The winter five", 2, (), APART)),
    ):
        with cases.change(group.desks[name]) as acting:
            (thing,) = acting.board.things(KIND)
            acting.revise(KIND, acting.board.get(KIND, thing.id), value)
        group.settle("ilse", "greta")
    for name in ("ilse", "greta"):
        (shown,) = groups.every(group.desks[name])
        assert members(shown) == [("Greta Lund", "Ilse Maren")]
        assert [one.rule for one in shown.group.without_effect] == [
            "A group has no more members than its ceiling.",
            "A ceiling is raised with the reason.",
            "Only a principal sets up a group or changes it.",
            "A group reports to somebody who is named.",
        ]


def test_attack_set_up_a_group_without_being_a_principal(case):
    """Greta is none on the group's channel: refused, and nothing anywhere is changed."""
    cases.open_on(case.ilse, "", GROUP)
    case.settle("ilse", "greta")
    with case.refused(RuleError, "Only a principal sets up a group"):
        groups.new(case.greta, "Ours", GROUP, APART, ["Ilse Maren"], 2)
    with cases.change(case.greta) as acting:
        acting.open(KIND, Group("Ours", 2, ("Greta Lund",), APART), onto=GROUP)
    case.settle("ilse", "greta")
    assert groups.every(case.ilse) == groups.every(case.greta) == []


def test_a_group_is_apart_from_the_desk(case):
    """Not on the desk's own channel, not where the whole desk reads; no channel is named to who does not know it."""
    cases.open_on(case.ilse, "", GROUP)
    with case.refused(RuleError, "Everybody of “The strait desk” would read the group"):
        groups.new(case.ilse, "Five", DESK, DESK, ["Ilse Maren"], 2)
    case.open_line(("ilse",), ("greta", "karl"), title="The wide table")
    cases.open_on(case.ilse, "", "The wide table")
    with case.refused(RuleError, "Everybody of “The strait desk” would read the group"):
        groups.new(case.ilse, "Five", "The wide table", DESK, ["Ilse Maren"], 2)
    with case.refused(RuleError, "Greta Lund would learn of “The lock-keepers' line”"):
        groups.new(case.ilse, "Five", GROUP, LINE, ["Ilse Maren"], 2)
    assert groups.new(case.ilse, "Five", GROUP, DESK, ["Ilse Maren"], 2).group.kept.says.apart_from == DESK


def test_a_group_needs_a_channel_a_desk_to_be_apart_from_and_a_principal_to_report_to(case):
    """Each is asked for in one sentence."""
    cases.open_on(case.ilse, "", GROUP)
    with case.refused(UsageError, "needs a channel of its own"):
        groups.new(case.ilse, "Five", OWN, APART, ["Ilse Maren"], 1)
    with case.refused(UsageError, "from which desk the group is kept apart"):
        groups.new(case.ilse, "Five", GROUP, " ", ["Ilse Maren"], 1)
    with case.refused(UsageError, "to whom alone the group reports"):
        groups.new(case.ilse, "Five", GROUP, APART, [], 1)
    with case.refused(UsageError, "Greta Lund is no principal"):
        groups.new(case.ilse, "Five", GROUP, APART, ["Greta Lund"], 1)
    groups.new(case.ilse, "Five", GROUP, APART, ["Ilse Maren"], 1)
    with case.refused(UsageError, "has a working group already"):
        groups.new(case.ilse, "Six", GROUP, APART, ["Ilse Maren"], 1)


def test_a_member_goes_and_who_reads_on_besides_is_shown(group):
    """Taken off the group, Greta still reads its channel, and the page says so; she was on it in its history."""
    shown = groups.remove(group.ilse, "greta lund")
    assert (members(shown), shown.besides) == ([], ("Greta Lund",))
    with group.refused(UsageError, "is not on the group"):
        groups.remove(group.ilse, "Greta Lund")


def test_attack_report_where_somebody_else_reads(group):
    """A paper that lies in a letter to Karl too is refused, and one that goes out where an outsider reads."""
    papers.ask(group.ilse, "The winter paper", "Alternatives", [], group="The winter five")
    papers.add(group.ilse, "The winter paper", "First proposals", Stage.PRELIMINARY, [])
    group.settle("ilse", "greta")
    wide = group.letter("greta", "Four ferries, or pilots.", channel=DESK, readers=("ilse", "karl"))
    with group.refused(RuleError, "Karl Oden would read this; “The winter five” reports only to Ilse Maren"):
        papers.deliver(group.greta, "First proposals", f"{DESK}/{wide.reference}")
    groups.remove(group.ilse, "Greta Lund")
    group.settle("ilse", "greta")
    small = group.letter("greta", "Four ferries, or pilots.", channel=GROUP, readers=("ilse",))
    with group.refused(RuleError, "Greta Lund would read this"):
        papers.deliver(group.greta, "First proposals", f"{GROUP}/{small.reference}")
    groups.add(group.ilse, "Greta Lund", "Ilse Maren")
    group.settle("ilse", "greta")
    papers.deliver(group.greta, "First proposals", f"{GROUP}/{small.reference}")
    group.settle("ilse", "greta")
    assert papers.due_on(group.ilse)[1] == ()


def test_attack_let_the_tasking_forget_the_group(group):
    """Worded anew without the group, by whomever, it is the group's tasking still."""
    kept = papers.ask(group.ilse, "The winter paper", "Alternatives", [], group="The winter five")
    papers.add(group.ilse, "The winter paper", "First proposals", Stage.PRELIMINARY, [])
    group.settle("ilse", "greta")
    with cases.change(group.greta) as acting:
        acting.revise(TASKING, acting.board.get(TASKING, kept.id), kept.says, names={})
    wide = group.letter("greta", "Four ferries, or pilots.", channel=DESK, readers=("ilse", "karl"))
    with group.refused(RuleError, "Karl Oden would read this"):
        papers.deliver(group.greta, "First proposals", f"{DESK}/{wide.reference}")


def test_there_being_no_group_and_not_being_told_of_one_look_the_same(case):
    """Karl's answer before there is a group, and after: nothing, and no error."""
    assert groups.every(case.karl) == []
    with case.refused(UsageError, "There is no group in this case."):
        groups.add(case.karl, "Karl Oden", "Karl Oden")
    cases.open_on(case.ilse, "", GROUP)
    groups.new(case.ilse, "The winter five", GROUP, APART, ["Ilse Maren"], 2)
    case.settle()
    assert groups.every(case.karl) == []
    with case.refused(UsageError, "There is no group in this case."):
        groups.add(case.karl, "Karl Oden", "Karl Oden")

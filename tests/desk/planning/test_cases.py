"""A case at several desks of one side: what each sees, what each may not, and what two wrote apart."""

import pytest
from tests.desk.planning.office import CASE, DESK, GROUP, NORLUND
from tests.desk.table import LINE, dump

from backchannel.desk import overview
from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases
from backchannel.desk.writing import append
from backchannel.errors import RuleError, UsageError
from backchannel.planning.acts import content
from backchannel.planning.cases import ISSUE, Issue


def names(kept):
    return [one.says.name for one in kept]


def test_a_case_is_seen_by_who_is_on_a_channel_where_it_is_open(case):
    """Greta and Karl see it on the strait desk; no ally, and not the other side, sees anything."""
    for name in ("ilse", "greta", "karl"):
        shown = cases.show(case.desks[name])
        assert (shown.name, shown.open_on) == (CASE, (DESK,))
        assert names(shown.issues) == ["passage", "nets"]
    for name in ("tomas", "hanne"):
        assert cases.every(case.desks[name]) == []


def test_what_stands_on_a_narrower_channel_leaves_no_trace_for_who_is_not_on_it(case):
    """An issue, a lane and the case itself on the small group: Karl's whole vault is as it was."""
    before = dump(case.karl)
    shown = cases.show(case.karl)
    case.wait(minutes=1)
    cases.open_on(case.ilse, "", GROUP)
    cases.add_issue(case.ilse, "the price", onto=GROUP)
    case.settle("ilse", "greta")
    case.settle("ilse", "karl")
    after = dump(case.karl)
    assert {table for table in before if before[table] != after[table]} <= {"pairs", "postings", "outbox", "meta"}
    assert names(cases.show(case.karl).issues) == names(shown.issues)
    assert names(cases.show(case.greta).issues) == ["passage", "nets", "the price"]
    assert cases.show(case.greta).open_on == (DESK, GROUP)


def test_a_case_is_not_opened_where_another_party_reads(case):
    """Not on the line with the other side, and not with an ally."""
    for channel in (LINE, NORLUND):
        with case.refused(RuleError, "stays on channels of Valdria alone"):
            cases.open_on(case.ilse, "", channel)
    with case.refused(RuleError, "stays on channels of Valdria alone"):
        cases.new(case.ilse, "Another", onto=LINE)


def test_nothing_of_a_case_stands_where_it_is_not_open(case):
    """The members of another channel would learn that there is a case."""
    with case.refused(UsageError, "is not open on"):
        cases.add_issue(case.ilse, "the price", onto=GROUP)


def test_a_lane_does_not_betray_its_channel(case):
    """The line with the other side is Ilse's alone: on the strait desk its lane is refused, on her own ledger not."""
    with case.refused(RuleError, "would learn of the channel"):
        cases.add_lane(case.ilse, "private letters", channel=LINE)
    cases.add_lane(case.ilse, "private letters", channel=LINE, onto=OWN)
    cases.add_lane(case.ilse, "the desk", channel=DESK)
    case.settle("ilse", "greta", "karl")
    assert names(cases.show(case.ilse).lanes) == ["private letters", "the desk"]
    assert names(cases.show(case.greta).lanes) == ["the desk"]


def test_a_document_that_a_member_may_not_read_is_not_filed_before_him(case):
    """A letter of the private line on the strait desk would tell Greta and Karl that there is one."""
    letter = case.letter("ilse", "We would let four ferries pass.")
    with case.refused(RuleError, "of a letter that they may not read"):
        cases.file(case.ilse, f"{LINE}/{letter.reference}", name="a note")
    kept = cases.file(case.ilse, f"{LINE}/{letter.reference}", name="a note", onto=OWN)
    assert kept.act.rests == (letter.header.id.hex(),)


def test_a_document_filed_in_a_lane_does_not_betray_the_lane(case):
    """A note that Greta and Karl read, filed before them in the lane of a line that is Ilse's alone."""
    letter = case.letter("ilse", "The ice has come.", channel=DESK, readers=("greta", "karl"))
    cases.add_lane(case.ilse, "private letters", channel=LINE, onto=OWN)
    with case.refused(RuleError, "would learn from this"):
        cases.file(case.ilse, f"{DESK}/{letter.reference}", "private letters")
    cases.file(case.ilse, f"{DESK}/{letter.reference}", "private letters", onto=OWN)
    assert cases.show(case.karl).documents == ()


def test_a_document_is_moved_to_another_lane_only_as_an_act_that_says_why(case):
    """Twice in one lane is refused; in another it needs its reason, and stays in both with it."""
    letter = case.letter("ilse", "The ice has come.", channel=DESK, readers=("greta", "karl"))
    where = f"{DESK}/{letter.reference}"
    for lane in ("papers", "notes"):
        cases.add_lane(case.ilse, lane)
    cases.file(case.ilse, where, "papers")
    with case.refused(UsageError, "in this lane of the case already"):
        cases.file(case.ilse, where, "papers", moved="again")
    with case.refused(UsageError, "say why it is moved"):
        cases.file(case.ilse, where, "notes")
    cases.file(case.ilse, where, "notes", moved="It went to the embassy as a note.")
    assert [one.says.moved for one in cases.show(case.ilse).documents] == ["", "It went to the embassy as a note."]


def test_two_desks_that_plan_offline_keep_both_edits_and_show_the_conflict(case):
    """Ilse and Greta reword one issue apart; after they met both wordings stand at every desk, until one settles it."""
    for name, about in (("ilse", "Ferries and trawlers"), ("greta", "Ferries alone")):
        with cases.change(case.desks[name]) as acting:
            kept = acting.board.find(ISSUE, "passage", "issue")
            acting.revise(ISSUE, kept, Issue("passage", about))
    case.settle("ilse", "greta", "karl")
    for name in ("ilse", "greta", "karl"):
        (kept,) = [one for one in cases.show(case.desks[name]).issues if one.says.name == "passage"]
        assert {kept.says.about, *(says.about for says, _ in kept.beside)} == {"Ferries and trawlers", "Ferries alone"}
    with case.refused(UsageError, "yours is put in place of both", typed="--settle"), cases.change(case.karl) as acting:
        acting.revise(ISSUE, acting.board.find(ISSUE, "passage", "issue"), Issue("passage", "Ferries"))
    with cases.change(case.karl) as acting:
        kept = acting.board.find(ISSUE, "passage", "issue")
        acting.revise(ISSUE, kept, Issue("passage", "Ferries, and trawlers by day"), settle=True)
    case.settle("ilse", "greta", "karl")
    for name in ("ilse", "greta", "karl"):
        (kept,) = [one for one in cases.show(case.desks[name]).issues if one.says.name == "passage"]
        assert (kept.says.about, kept.is_disputed) == ("Ferries, and trawlers by day", False)
        with cases.reading(case.desks[name]) as (_, board):
            assert len(list(board.history(ISSUE, kept.thing))) == 4


def test_a_thing_is_not_named_before_who_may_not_read_it(case):
    """An act on the strait desk that names an issue of the small group would tell Karl that there is one."""
    cases.open_on(case.ilse, "", GROUP)
    kept = cases.add_issue(case.ilse, "the price", onto=GROUP)
    with case.refused(RuleError, "Karl Oden would learn"), cases.change(case.ilse) as acting:
        acting.open(ISSUE, Issue("the sum"), onto=DESK, names={"part of": (kept.id,)})
    with cases.change(case.ilse) as acting:
        acting.open(ISSUE, Issue("the sum"), onto=GROUP, names={"part of": (kept.id,)})


def test_attack_open_the_case_where_more_people_read_so_that_plans_go_there(case):
    """Once a case is open on two channels, nobody's plan goes to either without his saying which."""
    cases.open_on(case.greta, "", GROUP)
    case.settle("ilse", "greta")
    with case.refused(UsageError, "say on which this is written", typed="--onto"):
        cases.add_issue(case.ilse, "the price")


def test_a_change_that_was_given_up_leaves_the_board_as_it_was(case):
    """What a failed change had written is not on the board that the desk keeps."""
    with pytest.raises(RuntimeError), cases.change(case.ilse) as acting:
        acting.open(ISSUE, Issue("never"))
        assert "never" in names(acting.board.every(ISSUE))
        raise RuntimeError
    assert names(cases.show(case.ilse).issues) == ["passage", "nets"]
    cases.add_issue(case.ilse, "the price")
    assert names(cases.show(case.ilse).issues) == ["passage", "nets", "the price"]


def test_the_board_of_a_desk_opened_anew_is_the_board_that_was_carried_on(case):
    """Kept from act to act or folded from the start: the same."""
    carried = [cases.show(case.greta)]
    cases.add_issue(case.ilse, "the price")
    case.settle("ilse", "greta")
    carried.append(cases.show(case.greta))
    case.desks["greta"].close()
    case.open("greta")
    again = cases.show(case.greta)
    assert (names(carried[0].issues), names(carried[1].issues)) == (
        ["passage", "nets"],
        ["passage", "nets", "the price"],
    )
    assert [(one.id, one.says, one.act) for one in again.issues] == [
        (one.id, one.says, one.act) for one in carried[1].issues
    ]


def test_a_case_is_named_and_found(case):
    """By name however it is written, by its number, or as the only one; two must be told apart."""
    with case.desks["ilse"].vault.read() as db:
        first = cases.find(db, case.ilse)
        assert cases.find(db, case.ilse, "the  STRAIT in winter") == first
        assert cases.find(db, case.ilse, first.hex()[:8]) == first
    with case.refused(UsageError, "There is a case"):
        cases.new(case.ilse, "the strait in WINTER")
    cases.new(case.ilse, "The lighthouse")
    with case.refused(UsageError, "Several cases"):
        cases.show(case.ilse)
    with case.refused(UsageError, "names no one case"):
        cases.show(case.ilse, "The tunnel")


def test_a_vault_that_took_acts_before_it_knew_them_lays_them_out_when_it_is_opened(case):
    """As after an update of the program: the rows are made from the ledgers, and nothing is different."""
    before = cases.show(case.greta)
    with case.greta.vault.change() as db:
        db.execute("DELETE FROM acts")
        db.execute("DELETE FROM meta WHERE name = 'planned'")
    case.desks["greta"].close()
    case.open("greta")
    assert names(cases.show(case.greta).issues) == names(before.issues)


def test_what_another_program_writes_over_a_thing_in_another_form_hides_nothing(case):
    """The issue stays as it can be read, the act is counted, and a revision by us ends neither for who reads more."""
    (issue, _), number = cases.show(case.ilse).issues, cases.show(case.ilse).id
    with case.book("greta", DESK) as book:
        says = {"name": "passage", "colour": "red"}
        append(book, "act", content("issue", says, case=number, of=issue.id, after=(issue.act.id,)))
        append(book, "act", content("weather", {"name": "fog"}, case=number))
    case.settle("ilse", "greta", "karl")
    for name in ("ilse", "greta", "karl"):
        shown = cases.show(case.desks[name])
        assert (names(shown.issues), shown.unread, shown.issues[0].is_disputed) == (["passage", "nets"], 2, False)
    with cases.change(case.ilse) as acting:
        kept = acting.revise(ISSUE, acting.board.get(ISSUE, issue.id), Issue("passage", "anew"))
        assert (kept.says.about, kept.act.after, kept.is_disputed) == ("anew", (issue.act.id,), False)


def test_what_arrives_says_what_kind_of_act_it_is(case):
    """“act” would say nothing to the person at the desk."""
    cases.add_issue(case.ilse, "the price")
    rows = overview.arrived(case.greta, case.carry("ilse", "greta").entries)
    assert [row.type for row in rows if row.kind == "act"] == ["issue"]
    assert "issue" in {row.type for row in overview.ledger(case.karl, DESK)}

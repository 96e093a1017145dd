"""Positions at the desk: each rung before its own readers, and no sign of one to anybody else."""

import pytest
from tests.desk.planning.office import DESK, GROUP
from tests.desk.table import dump

from backchannel.cli.planning import value
from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases, positions
from backchannel.desk.planning.acting import Acting
from backchannel.errors import RuleError, UsageError
from backchannel.planning.positions import LIMIT, RUNGS, Limit, Step

CHANNEL_TABLES = {"pairs", "postings", "outbox", "meta"}
"""What moves when desks exchange, whether or not there is anything for this one."""


@pytest.fixture
def ladder(case):
    """The opening of “passage” before the strait desk; the case is open before the small group too."""
    cases.open_on(case.ilse, "", GROUP)
    positions.put(case.ilse, "passage", Step.OPENING, "Six ferries a day", amount="6", unit="ferries", onto=DESK)
    case.settle("ilse", "greta", "karl")
    return case


def secret_rungs(case):
    positions.put(case.ilse, "passage", Step.TARGET, "Four", amount="4", unit="ferries", onto=GROUP)
    last = positions.put(case.greta, "passage", Step.FALL_BACK, "Two", amount="2", unit="ferries", onto=GROUP)
    case.settle("ilse", "greta")
    positions.set_limit(case.ilse, "passage", "3", "ferries")
    positions.say_apart(case.greta, "passage", Step.OPENING, Step.FALL_BACK, "A whole winter")
    positions.put(case.ilse, "nets", Step.OPENING, "All are paid for", onto=GROUP)
    case.settle("ilse", "greta", "karl")
    return last


def shown(desk):
    """Give everything that a person can see of positions, ids and times included."""
    ladders = [positions.ladders(desk), positions.ladders(desk, "passage", withdrawn=True)]
    found = [[(one.issue, [(value(kept), kept.says) for kept in one.rungs]) for one in view] for view in ladders]
    distances = [(one.issue, [s.says for s in one.rungs], one.pairs, one.limits, one.without_effect)
                 for one in positions.distances(desk)]  # fmt: skip
    with cases.reading(desk) as (_, board):
        acts = sorted((act.id, act.type) for act in board.acts())
    return found, distances, acts


def test_who_is_cleared_for_one_rung_sees_one_and_not_that_there_are_others(ladder):
    """R39: two rungs, a limit, a distance in words and a whole other issue on the small group: Karl sees no change."""
    before, vault = shown(ladder.karl), dump(ladder.karl)
    secret_rungs(ladder)
    assert shown(ladder.karl) == before
    after = dump(ladder.karl)
    assert {table for table in vault if vault[table] != after[table]} <= CHANNEL_TABLES
    for desk in (ladder.ilse, ladder.greta):
        found = {one.issue: one for one in positions.distances(desk)}
        assert [str(pair.difference) for pair in found["passage"].pairs] == ["2", "2", "4"]
        assert found["passage"].limits[0].is_over


def test_a_withdrawn_rung_of_the_small_group_leaves_no_sign_either(ladder):
    """Its ending, its reason, and another in its place."""
    secret_rungs(ladder)
    before = shown(ladder.karl)
    positions.withdraw(ladder.greta, "passage", Step.FALL_BACK, "The ice came early")
    positions.put(ladder.greta, "passage", Step.FALL_BACK, "We open with what we mean", none=True, onto=GROUP)
    ladder.settle("ilse", "greta", "karl")
    assert shown(ladder.karl) == before
    (ladder_,) = positions.ladders(ladder.ilse, "passage", withdrawn=True)
    assert [kept.ended.why for kept in ladder_.rungs if kept.ended] == ["The ice came early"]
    assert [kept.says.none for kept in ladder_.rungs if not kept.ended] == [False, False, True]


def test_an_act_on_the_wider_channel_that_names_a_rung_of_the_narrower_is_refused(ladder):
    """A limit or a distance before Karl would tell him of the rungs that it names."""
    last = secret_rungs(ladder)
    with ladder.refused(RuleError, "Karl Oden would learn"):
        positions.set_limit(ladder.ilse, "passage", "3", "ferries", onto=DESK)
    with ladder.refused(RuleError, "Karl Oden would learn"):
        positions.say_apart(ladder.ilse, "passage", Step.OPENING, Step.FALL_BACK, "far", onto=DESK)
    with ladder.refused(RuleError, "Karl Oden would learn"), cases.change(ladder.ilse) as acting:
        acting.open(LIMIT, Limit("passage", "1", "ferries"), onto=DESK, names={RUNGS: [last.id]})


def test_another_program_that_names_an_unseen_rung_shows_nothing_of_it(ladder, monkeypatch):
    """Greta's desk leaves the refusal out: Karl's views have no rung more, and nothing that counts them."""
    last = secret_rungs(ladder)
    before = positions.ladders(ladder.karl), [one.pairs for one in positions.distances(ladder.karl)]
    monkeypatch.setattr(Acting, "_require_readable", lambda *_: None)
    positions.say_apart(ladder.greta, "passage", Step.OPENING, Step.FALL_BACK, "far", onto=DESK)
    with cases.change(ladder.greta) as acting:
        acting.open(LIMIT, Limit("passage", "0", "ferries"), onto=DESK, names={RUNGS: [last.id]})
    ladder.settle("ilse", "greta", "karl")
    assert [[kept.says for kept in one.rungs] for one in positions.ladders(ladder.karl)] == [
        [kept.says for kept in one.rungs] for one in before[0]
    ]
    (one,) = positions.distances(ladder.karl)
    assert (one.pairs, one.limits, len(one.rungs)) == ((), (), 1)
    assert one.is_settled


def test_setting_a_rung_does_not_say_whether_there_is_one_already(ladder):
    """Karl writes a fall-back where one stands before the small group: no refusal, and two that Ilse sees."""
    secret_rungs(ladder)
    positions.put(ladder.karl, "passage", Step.FALL_BACK, "Five", amount="5", unit="ferries", onto=DESK)
    ladder.settle("ilse", "greta", "karl")
    (one,) = positions.ladders(ladder.ilse, "passage")
    assert [kept.says.words for kept in one.rungs if kept.says.step is Step.FALL_BACK] == ["Two", "Five"]
    with ladder.refused(UsageError, "say on which channel"):
        positions.withdraw(ladder.ilse, "passage", Step.FALL_BACK, "One is enough")
    with ladder.refused(UsageError, "You see no rung"):
        positions.withdraw(ladder.karl, "passage", Step.TARGET, "None")


def test_an_issue_that_a_reader_may_not_know_is_not_named_in_a_rung(ladder):
    """The rung would say before Karl that there is such an issue."""
    cases.add_issue(ladder.ilse, "the price", onto=GROUP)
    with ladder.refused(RuleError, "Karl Oden would learn"):
        positions.put(ladder.ilse, "the price", Step.OPENING, "Nine", onto=DESK)


def test_only_a_principal_sets_or_lifts_a_limit(ladder):
    """Refused at Greta's desk; and written by another program it counts at no desk, and is shown with the rule."""
    secret_rungs(ladder)
    with ladder.refused(RuleError, "Only a principal"):
        positions.set_limit(ladder.greta, "passage", "99", "ferries")
    with ladder.refused(RuleError, "Only a principal"):
        positions.lift(ladder.greta, "passage", "Too narrow")
    with cases.change(ladder.greta) as acting:
        acting.open(LIMIT, Limit("passage", "99", "ferries"), onto=GROUP)
    ladder.settle("ilse", "greta", "karl")
    for desk in (ladder.ilse, ladder.greta):
        one = positions.distances(desk, "passage")[0]
        assert [limit.limit.amount for limit in one.limits] == ["3"]
        assert [idle.act.writer.person for idle in one.without_effect] == ["Greta Lund"]
    assert positions.lift(ladder.ilse, "passage", "The rungs are settled") == 1
    assert positions.distances(ladder.ilse, "passage")[0].limits == ()


def test_where_no_channel_is_read_by_those_alone_who_read_all_rungs_one_says_which(ladder):
    """A rung of the small group and one of Karl's desk and no other: a limit on both stands on neither by itself."""
    ladder.open_line(("ilse",), ("karl",), title="Karl's table")
    cases.open_on(ladder.ilse, "", "Karl's table")
    positions.put(ladder.ilse, "passage", Step.TARGET, "Four", amount="4", unit="ferries", onto=GROUP)
    positions.put(ladder.ilse, "passage", Step.FALL_BACK, "Two", amount="2", unit="ferries", onto="Karl's table")
    with ladder.refused(RuleError, "read by those alone who may read all"):
        positions.set_limit(ladder.ilse, "passage", "3", "ferries")
    positions.set_limit(ladder.ilse, "passage", "3", "ferries", onto=OWN)
    assert positions.distances(ladder.ilse)[0].limits[0].is_over


def test_what_is_no_rung_is_refused(ladder):
    """Without its readers, its words, or with half an amount."""
    put = positions.put
    for more, words in (
        ({"onto": ""}, "Say who reads this rung"),
        ({"onto": DESK, "amount": "six", "unit": "ferries"}, "is no amount"),
        ({"onto": DESK, "amount": "6"}, "needs its unit"),
        ({"onto": DESK, "unit": "ferries"}, "needs its unit"),
    ):
        with ladder.refused(UsageError, words):
            put(ladder.ilse, "passage", Step.TARGET, "Four", **more)
    with ladder.refused(UsageError, "needs its words"):
        put(ladder.ilse, "passage", Step.TARGET, "  ", onto=DESK)
    with ladder.refused(UsageError, "A limit is a number"):
        positions.set_limit(ladder.ilse, "passage", "-1", "ferries")


def test_two_desks_that_reword_a_rung_apart_keep_both(ladder):
    """Both stand at every desk until one is put in place of both."""
    for name, words in (("ilse", "Five"), ("greta", "Seven")):
        positions.put(ladder.desks[name], "passage", Step.OPENING, words, onto=DESK)
    ladder.settle("ilse", "greta", "karl")
    for name in ("ilse", "greta", "karl"):
        (one,) = positions.distances(ladder.desks[name])
        assert {said.says.words for said in one.rungs} == {"Five", "Seven"}
    with ladder.refused(UsageError, "yours is put in place of both", typed="--settle"):
        positions.put(ladder.karl, "passage", Step.OPENING, "Six", onto=DESK)
    positions.put(ladder.karl, "passage", Step.OPENING, "Six", onto=DESK, settle=True)
    assert [said.says.words for said in positions.distances(ladder.karl)[0].rungs] == ["Six"]

"""Reactions at several desks of one side: who may ask, answer, chase and withdraw, and what a trespass leaves."""

from datetime import date

import pytest
from tests.desk.planning.office import DESK, GROUP
from tests.desk.table import dump

from backchannel.desk.planning import cases, owed, reactions
from backchannel.errors import RuleError, UsageError
from backchannel.planning.reactions import QUESTION, REACTION, Reaction

GRETA, KARL = "Greta Lund", "Karl Oden"


@pytest.fixture
def asked(case):
    """Ilse has asked Greta for her prompt reaction; Karl reads the question."""
    reactions.ask(case.ilse, "memorandum", [GRETA], "What do you think of it?", by="prompt")
    case.settle("ilse", "greta", "karl")
    return case


def waiting(desk):
    return [who.person for found in owed.owed(desk) for one in found.reactions for who in one.waiting]


def test_a_reaction_is_owed_until_who_was_asked_has_given_it(asked):
    """At every desk the same: two days later Greta is waited for; when she has answered, nobody is."""
    asked.wait(days=2)
    for name in ("ilse", "greta", "karl"):
        (found,) = owed.owed(asked.desks[name])
        assert [(one.person, one.days) for one in found.reactions[0].waiting] == [(GRETA, 2)]
        assert found.reactions[0].says.written == "prompt"
    reactions.answer(asked.greta, "memorandum", "I would begin in autumn.")
    asked.settle("ilse", "greta", "karl")
    assert [waiting(asked.desks[name]) for name in ("ilse", "greta", "karl")] == [[], [], []]


def test_who_was_not_asked_answers_nothing(asked):
    """Karl, and the principal who asked: refused with the names of those who were."""
    for name in ("karl", "ilse"):
        with asked.refused(RuleError, "only who was asked answers"):
            reactions.answer(asked.desks[name], "memorandum", "I agree.")


def test_an_answer_by_another_program_of_who_was_not_asked_has_no_effect(asked):
    """Karl's program writes it all the same: Ilse still waits for Greta, and sees what he wrote, with the rule."""
    with cases.change(asked.karl) as acting:
        of = acting.board.things(reactions.WANTED)[0].id
        acting.open(REACTION, Reaction(reactions.today(asked.karl), "She agrees."), names={QUESTION: [of]})
    asked.settle("ilse", "greta", "karl")
    assert waiting(asked.ilse) == [GRETA]
    (found,), _ = reactions.every(asked.ilse)
    assert [one.act.writer.person for one in found.without_effect] == [KARL]


def test_somebody_elses_question_is_not_withdrawn_or_superseded(asked):
    """By Greta, who was asked; a principal may, and the reason is kept."""
    with asked.refused(RuleError, "Only Ilse Maren, who asked, or a principal withdraws"):
        reactions.withdraw(asked.greta, "memorandum", "No time.")
    with asked.refused(RuleError, "asks anew in its place"):
        reactions.ask(asked.greta, "nothing", [KARL], instead="memorandum")
    shown = reactions.withdraw(asked.ilse, "memorandum", "She told me on the stairs.")
    assert (shown.withdrawn.why, shown.waiting) == ("She told me on the stairs.", ())


def test_nobody_is_asked_who_would_never_read_the_question(asked):
    """Hanne is an ally's, and no person of the case; and nobody at all cannot be asked."""
    with asked.refused(UsageError, "neither reads"):
        reactions.ask(asked.ilse, "price", ["Hanne Solvik"])
    with asked.refused(UsageError, "Say whose reaction"):
        reactions.ask(asked.ilse, "price", [])


def test_a_chaser_keeps_the_question_open_and_names_only_who_is_waited_for(asked):
    """Greta was asked again; Karl cannot be, of whom nothing is wanted."""
    asked.wait(days=1)
    shown = reactions.chase(asked.ilse, "memorandum")
    assert [(one.person, [str(day) for day in one.chased]) for one in shown.waiting] == [(GRETA, ["2031-05-06"])]
    with asked.refused(UsageError, "is not waited for"):
        reactions.chase(asked.ilse, "memorandum", [KARL])


def test_a_question_of_the_small_group_leaves_no_trace_at_karls_desk(asked):
    """Not in what is owed, not in the list, not in his vault, nor does its answer."""
    cases.open_on(asked.ilse, "", GROUP)
    asked.settle("ilse", "greta")
    before, listed = dump(asked.karl), (owed.owed(asked.karl), reactions.every(asked.karl))
    reactions.ask(asked.ilse, "the price", [GRETA], onto=GROUP)
    asked.settle("ilse", "greta")
    reactions.answer(asked.greta, "the price", "Two ferries.")
    asked.settle("ilse", "greta", "karl")
    after = dump(asked.karl)
    assert {table for table in before if before[table] != after[table]} <= {"pairs", "postings", "outbox", "meta"}
    assert repr((owed.owed(asked.karl), reactions.every(asked.karl))) == repr(listed)
    assert {one.says.name for one in reactions.every(asked.greta)[0]} == {"memorandum", "the price"}


def test_another_day_can_be_asked_about(asked):
    """On the fourth nobody had been asked; on the fifth she had; each later day has its number."""
    for day, days in ((4, None), (5, 0), (9, 4)):
        found = [one for held in owed.owed(asked.ilse, date(2031, 5, day)) for one in held.reactions]
        assert (found[0].waiting[0].days if found else None) == days


def test_the_words_on_which_a_question_rests_are_shown_beside_it(case):
    """As the person at the desk cites them."""
    letter = case.letter("ilse", "The ice has come.", "We begin in May.", channel=DESK, readers=("greta", "karl"))
    reactions.ask(case.ilse, "ice", [GRETA], rests=[f"{DESK}/{letter.reference}/2"])
    (found,), rests = reactions.every(case.ilse)
    shown = rests[found.act.rests[0]]
    assert (shown.address, shown.text) == (f"{DESK}/{letter.reference}/2", "We begin in May.")

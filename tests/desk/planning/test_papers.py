"""Taskings: who owes which paper by when, what is next, and what was decided."""

from datetime import date

import pytest
from tests.desk.planning.office import DESK

from backchannel.desk.planning import cases, comments, papers
from backchannel.errors import RuleError, UsageError
from backchannel.planning.decisions import DECISION, ON, Decision
from backchannel.planning.papers import PRODUCT, TASKING, Stage
from backchannel.record.dates import parse

NAME = "The winter paper"


def states(desk, on):
    (one,) = papers.every(desk, on).taskings
    return [(owed.product.says.name, str(owed.state), owed.days) for owed in one.products]


@pytest.fixture
def asked(case):
    """A tasking of 5 May 2031 (a Monday) with three products and their dates as written."""
    papers.ask(case.ilse, NAME, "Who passes while there is ice", ["Greta Lund", "Karl Oden"], by_order_of="Ilse Maren")
    written_on = parse("2031-05-05")
    papers.add(
        case.ilse,
        NAME,
        "First proposals",
        Stage.PRELIMINARY,
        ["Greta Lund"],
        by="Friday of this week",
        read_on=written_on,
    )
    papers.add(case.ilse, NAME, "The long session", Stage.SESSION, [], by="15 May 2031")
    papers.add(case.ilse, NAME, "The line", Stage.DECISION, ["Ilse Maren"], by="before June first", read_on=written_on)
    case.settle("ilse", "greta", "karl")
    return case


def test_the_next_product_and_who_owes_it(asked):
    """On the day before, the first proposals are next; on the day after they are overdue and come first."""
    on, found = papers.due_on(asked.greta, date(2031, 5, 8))
    assert on == date(2031, 5, 8)
    assert [(one.product.says.name, one.product.says.owes, str(one.state), one.days) for one in found] == [
        ("First proposals", ("Greta Lund",), "next", 1),
        ("The long session", ("Greta Lund", "Karl Oden"), "later", 7),
        ("The line", ("Ilse Maren",), "later", 23),
    ]
    assert [(str(one.state), one.days) for one in papers.due_on(asked.karl, date(2031, 5, 10))[1]] == [
        ("overdue", -1),
        ("next", 5),
        ("later", 21),
    ]


def test_a_date_is_kept_as_it_was_written_beside_its_reading(asked):
    """Friday of this week, read against the document's own date, and shown as inferred with its steps."""
    first, _, line = papers.every(asked.ilse).taskings[0].products
    says = first.product.says
    assert (says.written, says.when, str(says.certainty)) == ("Friday of this week", "2031-05-09", "inferred")
    assert says.steps
    assert (line.product.says.written, line.product.says.when) == ("before June first", "../2031-05-31")


def test_words_that_are_no_date_stay_and_are_due_at_no_day(asked):
    """Nothing is guessed: it stands last, with its words."""
    papers.add(asked.ilse, NAME, "A note", Stage.ALLIED_USE, [], by="when the herring come")
    last = papers.due_on(asked.ilse, date(2031, 5, 8))[1][-1]
    assert (last.product.says.written, last.product.says.when, str(last.state)) == (
        "when the herring come",
        "",
        "no date",
    )


def test_a_delivered_paper_is_owed_no_more(asked):
    """By its address; and whoever may not read the letter is not told of it by the delivery."""
    letter = asked.letter("greta", "Four ferries, or pilots.", channel=DESK, readers=("ilse", "karl"))
    papers.deliver(asked.greta, "First proposals", f"{DESK}/{letter.reference}", "In haste")
    asked.settle("ilse", "greta", "karl")
    assert states(asked.ilse, date(2031, 5, 10))[0] == ("First proposals", "done", -1)
    assert states(asked.ilse, date(2031, 5, 10))[1] == ("The long session", "next", 5)
    (one,) = papers.every(asked.ilse).taskings
    (paper,) = one.products[0].papers
    assert papers.every(asked.ilse).rests[paper.act.rests[0]].address == f"{DESK}/{letter.reference}"
    narrow = asked.letter("greta", "For Ilse alone.", channel=DESK, readers=("ilse",))
    with asked.refused(RuleError, "Karl Oden would learn from this"):
        papers.deliver(asked.greta, "The long session", f"{DESK}/{narrow.reference}")


def test_what_is_not_wanted_any_more_is_dropped_with_the_reason(asked):
    """It stays in the list and leaves what is due."""
    with asked.refused(UsageError, "Say why"):
        papers.drop(asked.ilse, "The long session", "")
    papers.drop(asked.ilse, "The long session", "The minister is away")
    assert states(asked.ilse, date(2031, 5, 8))[1] == ("The long session", "dropped", 7)
    assert len(papers.due_on(asked.ilse, date(2031, 5, 8))[1]) == 2


def test_two_desks_that_move_one_date_apart_keep_both(asked):
    """It is asked for by the earlier of the two, and both are shown until one is put in place of them."""
    papers.move(asked.greta, "First proposals", "12 May 2031")
    papers.move(asked.karl, "First proposals", "14 May 2031")
    asked.settle("ilse", "greta", "karl")
    assert states(asked.ilse, date(2031, 5, 8))[0] == ("First proposals", "next", 4)
    assert papers.every(asked.ilse).taskings[0].products[0].product.is_disputed
    with asked.refused(UsageError, "yours is put in place of both", typed="--settle"):
        papers.move(asked.ilse, "First proposals", "13 May 2031")
    papers.move(asked.ilse, "First proposals", "13 May 2031", settle=True)
    assert states(asked.ilse, date(2031, 5, 8))[0] == ("First proposals", "next", 5)
    with cases.reading(asked.ilse) as (_, board):
        thing = board.find(PRODUCT, "First proposals", "product").thing
        assert len(list(board.history(PRODUCT, thing))) == 4


def test_a_view_is_no_decision_and_a_decision_is_what_was_due(asked):
    """Ilse's first thoughts leave the line owed; her decision does not."""
    papers.view(asked.ilse, NAME, "Most of it is standing around already.")
    assert states(asked.ilse, date(2031, 5, 8))[2] == ("The line", "later", 23)
    with asked.refused(RuleError, "The view of a principal"):
        papers.view(asked.greta, NAME, "So do I think.")
    with asked.refused(RuleError, "Only a principal decides"):
        papers.decide(asked.karl, NAME, "We propose the pilots.")
    papers.decide(asked.ilse, NAME, "We propose the pilots.", "They know the strait")
    assert states(asked.ilse, date(2031, 5, 8))[2] == ("The line", "done", 23)
    (one,) = papers.every(asked.ilse).taskings
    assert ([v.says.text for v in one.views], [d.says.what for d in one.decided.standing]) == (
        ["Most of it is standing around already."],
        ["We propose the pilots."],
    )


def test_attack_a_decision_by_somebody_who_is_no_principal_leaves_the_paper_owed(asked):
    """Written by another program: kept, without effect, with the rule, and the decision still due."""
    with cases.change(asked.karl) as acting:
        kept = acting.board.find(TASKING, NAME, "tasking")
        acting.open(DECISION, Decision("We propose the ferries."), names={ON: (kept.id,)})
    asked.settle("ilse", "greta", "karl")
    (one,) = papers.every(asked.ilse).taskings
    assert (one.decided.standing, len(one.without_effect)) == ((), 1)
    assert states(asked.ilse, date(2031, 5, 8))[2] == ("The line", "later", 23)


def test_comments_on_a_tasking_and_on_a_passage(asked):
    """Both are kept; on a passage they are found by its address."""
    letter = asked.letter("greta", "Four ferries.", "Or pilots.", channel=DESK, readers=("ilse", "karl"))
    asked.settle("ilse", "greta", "karl")
    comments.add(asked.karl, NAME, "Too much for a week.")
    comments.add(asked.karl, f"{DESK}/{letter.reference}/2", "Which?")
    asked.settle("ilse", "greta", "karl")
    assert [one.says.text for one in papers.every(asked.ilse).taskings[0].comments] == ["Too much for a week."]
    found = comments.every(asked.ilse, f"{DESK}/{letter.reference}/2")
    assert (found.on.text, [one.says.text for one in found.comments]) == ("Or pilots.", ["Which?"])
    assert len(comments.every(asked.ilse, f"{DESK}/{letter.reference}").comments) == 1
    assert comments.every(asked.ilse, f"{DESK}/{letter.reference}/1").comments == ()
    narrow = asked.letter("greta", "For Ilse alone.", channel=DESK, readers=("ilse",))
    with asked.refused(RuleError, "Karl Oden would learn from this"):
        comments.add(asked.greta, f"{DESK}/{narrow.reference}/1", "See this.")


def test_what_cannot_be_asked_is_one_sentence(asked):
    """Nobody asked, a name that is used, a product or paper that is not there."""
    with asked.refused(UsageError, "Say who is asked"):
        papers.ask(asked.ilse, "Another", "", [])
    with asked.refused(UsageError, "There is a tasking"):
        papers.ask(asked.ilse, "the  winter PAPER", "", ["Greta Lund"])
    with asked.refused(UsageError, "is due for this tasking already"):
        papers.add(asked.ilse, NAME, "first proposals", Stage.SESSION, [])
    with asked.refused(UsageError, "There is no product"):
        papers.deliver(asked.greta, "The moon", "x/1")
    with asked.refused(UsageError, "x/1"):
        papers.deliver(asked.greta, "First proposals", "x/1")
    with asked.refused(UsageError, "A comment needs words"):
        comments.add(asked.greta, NAME, "  ")

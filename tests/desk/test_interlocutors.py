"""Interlocutors: named by one side, accepted or withdrawn by each side apart (R10)."""

import pytest
from tests.desk.table import LINE

from backchannel.desk import interlocutors
from backchannel.desk.writing import append
from backchannel.errors import RuleError, UsageError
from backchannel.protocol.interlocutor import act_content

VERA = "Vera Sund"


def named(table):
    interlocutors.name(table.ilse, LINE, VERA, mandate="To find a place and a time.", place="Sela", travel="by ferry")
    table.settle()


def test_he_is_sent_only_when_every_side_has_accepted_him(three):
    """With one of three sides' word lacking, sending is refused and names who is missing; then it is allowed."""
    named(three)
    with three.refused(RuleError, "not accepted by Ostrava, Norlund"):
        interlocutors.send(three.ilse, LINE, VERA)
    interlocutors.accept(three.tomas, LINE, VERA)
    three.settle()
    with three.refused(RuleError, "not accepted by Norlund"):
        interlocutors.send(three.ilse, LINE, VERA)
    interlocutors.accept(three.hanne, LINE, VERA)
    three.settle()
    for name in ("ilse", "tomas", "hanne"):
        assert interlocutors.send(three.desks[name], LINE, VERA).accepted


def test_one_side_withdraws_apart(three):
    """A withdrawal takes back one side's word; the others' stay as they are, and he is not sent."""
    named(three)
    for name in ("tomas", "hanne"):
        interlocutors.accept(three.desks[name], LINE, VERA)
    three.settle()
    interlocutors.withdraw(three.tomas, LINE, VERA, "He has spoken to the press.")
    three.settle()
    (shown,) = interlocutors.every(three.ilse, LINE)
    assert {p: said for p, said, _, _ in shown.words} == {
        "Valdria": "accepted",
        "Ostrava": "withdrawn",
        "Norlund": "accepted",
    }
    with three.refused(RuleError, "not accepted by Ostrava"):
        interlocutors.send(three.hanne, LINE, VERA)
    interlocutors.accept(three.tomas, LINE, VERA)
    three.settle()
    assert interlocutors.send(three.ilse, LINE, VERA).accepted


def test_a_clerk_s_word_does_not_count(sides):
    """A reader's acceptance is refused by the command, and is nothing where his program writes it by hand."""
    named(sides)
    for act in (interlocutors.accept, interlocutors.withdraw):
        with sides.refused(RuleError, "Only a principal"):
            act(sides.pavel, LINE, VERA)
    with sides.book("pavel") as book:
        append(book, "act", act_content("accept", VERA))
    sides.settle()
    with sides.refused(RuleError, "not accepted by Ostrava"):
        interlocutors.send(sides.ilse, LINE, VERA)


def test_a_clerk_names_nobody_by_hand(sides):
    """A name written by somebody who is no principal is not listed."""
    with sides.book("pavel") as book:
        append(book, "act", act_content("name", VERA, mandate="To carry stories."))
    sides.settle()
    assert interlocutors.every(sides.ilse, LINE) == []


def test_a_new_mandate_needs_every_side_s_word_anew(pair):
    """Naming him again, with another mandate, is not covered by the acceptance of the first."""
    named(pair)
    interlocutors.accept(pair.tomas, LINE, VERA)
    pair.settle()
    interlocutors.name(pair.ilse, LINE, VERA, mandate="To sign.")
    pair.settle()
    with pair.refused(RuleError, "not accepted by Ostrava"):
        interlocutors.send(pair.ilse, LINE, VERA)


def test_nobody_is_accepted_whom_nobody_named(pair):
    """There is nothing to accept, withdraw or send where nobody was named."""
    for act in (interlocutors.accept, interlocutors.withdraw, interlocutors.send):
        with pair.refused(UsageError, "Nobody has named"):
            act(pair.tomas, LINE, VERA)


@pytest.mark.parametrize(
    "content",
    [
        {"type": "interlocutor"},
        {"type": "interlocutor", "step": "bless", "name": VERA},
        {"type": "interlocutor", "step": "accept", "name": VERA, "rank": "envoy"},
        {"type": "interlocutor", "step": "accept", "name": 7},
    ],
)
def test_a_malformed_act_counts_for_nothing(pair, content):
    """An act in another form than the known one keeps its place and changes nobody's standing."""
    named(pair)
    with pair.book("tomas") as book:
        append(book, "act", content)
    pair.settle()
    (shown,) = interlocutors.every(pair.ilse, LINE)
    assert not shown.accepted

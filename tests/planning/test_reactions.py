"""Reactions: waited for until who was asked answers, for himself; nobody else takes anybody off the list."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.planning.writing import GRETA, ILSE, KARL, Pages, on

from backchannel.planning.reactions import (
    CHASER,
    INSTEAD_OF,
    QUESTION,
    REACTION,
    WANTED,
    Chaser,
    Reaction,
    Wanted,
    asked,
)

ASKED = Wanted(
    "the memorandum", "What do you think of it?", ("Greta Lund", "Karl Oden"), on("2031-05-05"), None, "prompt"
)


def question(pages, value=ASKED, **more):
    return pages.write(WANTED, value, **more)


def answer(pages, of, by, day="2031-05-06", **more):
    return pages.write(REACTION, Reaction(on(day), "I agree."), by=by, names={QUESTION: [of]}, **more)


def waiting(pages, day="2031-05-10"):
    return [[one.person for one in found.waiting] for found in asked(pages.board, date.fromisoformat(day))]


def test_everybody_who_was_asked_is_waited_for_by_himself():
    """Greta has answered; Karl is waited for, five days since he was asked."""
    pages = Pages()
    of = question(pages)
    answer(pages, of, GRETA)
    (found,) = asked(pages.board, date(2031, 5, 10))
    assert [(one.person, one.days) for one in found.waiting] == [("Karl Oden", 5)]
    assert [one.act.writer.person for one in found.answers] == ["Greta Lund"]


def test_a_reaction_of_somebody_who_was_not_asked_answers_nothing():
    """A principal's neither: it is kept, and shown with the rule."""
    pages = Pages()
    of = question(pages, replace(ASKED, of=("Greta Lund",)))
    for by in (KARL, ILSE):
        answer(pages, of, by)
    (found,) = asked(pages.board, date(2031, 5, 10))
    assert [one.person for one in found.waiting] == ["Greta Lund"]
    assert [one.rule for one in found.without_effect] == [
        "Karl Oden was not asked; only who was asked answers, for himself.",
        "Ilse Maren was not asked; only who was asked answers, for himself.",
    ]


def test_nobody_answers_for_another_by_rewriting_his_reaction():
    """Karl takes Greta's reaction over: hers stands, and his name is not on it."""
    pages = Pages()
    of = question(pages)
    hers = answer(pages, of, GRETA)
    pages.revise(REACTION, hers, Reaction(on("2031-05-06"), "I am against."), by=KARL, names={QUESTION: [of]})
    pages.revise(REACTION, hers, Reaction(on("2031-05-06"), "x"), by=KARL, ended="withdrawn")
    (found,) = asked(pages.board, date(2031, 5, 10))
    assert [one.says.says for one in found.answers] == ["I agree."]
    assert [one.person for one in found.waiting] == ["Karl Oden"]
    assert {one.rule for one in found.without_effect} == {"Only Greta Lund, whose reaction it is, changes it."}


def test_an_answer_is_not_moved_to_another_question():
    """What a reaction answers is said once: her answer to the one question is none to the other."""
    pages = Pages()
    of, other = question(pages), question(pages, replace(ASKED, name="the price"))
    hers = answer(pages, of, GRETA)
    pages.revise(REACTION, hers, Reaction(on("2031-05-07"), "I agree."), by=GRETA, names={QUESTION: [other]})
    assert waiting(pages) == [["Karl Oden"], ["Greta Lund", "Karl Oden"]]


def test_who_was_asked_does_not_take_himself_off_the_list():
    """Only who asked, or a principal, changes the question, ends it, or asks another in its place."""
    pages = Pages()
    of = question(pages, by=GRETA)
    pages.revise(WANTED, of, replace(ASKED, of=("Greta Lund",)), by=KARL)
    pages.revise(WANTED, of, ASKED, by=KARL, ended="withdrawn")
    pages.write(WANTED, replace(ASKED, name="nothing", of=("Greta Lund",)), by=KARL, names={INSTEAD_OF: [of]})
    pages.revise(WANTED, of, ASKED, by=KARL, says={"form": "of a newer version"})
    assert waiting(pages)[0] == ["Greta Lund", "Karl Oden"]
    (found, _) = asked(pages.board, date(2031, 5, 10))
    assert len(found.without_effect) == 3


def test_a_question_is_superseded_or_withdrawn_by_who_asked_or_a_principal():
    """From then on nobody is waited for; before, he was."""
    pages = Pages()
    of, other = question(pages, by=GRETA), question(pages, replace(ASKED, name="the price"), by=GRETA)
    later = replace(ASKED, name="the new memorandum", since=on("2031-05-08"))
    pages.write(WANTED, later, by=GRETA, names={INSTEAD_OF: [of]})
    pages.revise(WANTED, other, replace(ASKED, name="the price"), by=ILSE, ended="withdrawn", day="2031-05-09")
    assert waiting(pages, "2031-05-07") == [["Greta Lund", "Karl Oden"], ["Greta Lund", "Karl Oden"]]
    assert waiting(pages) == [[], [], ["Greta Lund", "Karl Oden"]]
    first, second, _ = asked(pages.board, date(2031, 5, 10))
    assert (first.instead, second.withdrawn.how) == ("the new memorandum", "withdrawn")


def test_who_is_chased_is_still_waited_for():
    """Everybody who has not answered was asked again on the seventh, Karl on the ninth too."""
    pages = Pages()
    of = question(pages)
    pages.write(CHASER, Chaser(on("2031-05-07")), names={QUESTION: [of]})
    pages.write(CHASER, Chaser(on("2031-05-09"), ("karl  oden",)), names={QUESTION: [of]})
    (found,) = asked(pages.board, date(2031, 5, 10))
    assert [(one.person, [day.day for day in one.chased]) for one in found.waiting] == [
        ("Greta Lund", [7]),
        ("Karl Oden", [7, 9]),
    ]


def test_a_question_is_overdue_only_after_its_day():
    """By the ninth: not on the ninth, and never where "prompt" is all that was said."""
    pages = Pages()
    question(pages, replace(ASKED, by=on("2031-05-09"), written="9 May"))
    assert [asked(pages.board, date(2031, 5, day))[0].overdue for day in (9, 10)] == [False, True]
    pages = Pages()
    question(pages)
    assert not asked(pages.board, date(2041, 5, 9))[0].overdue


def test_two_questions_that_were_rewritten_apart_ask_everybody_whom_either_asks():
    """Both statements stand; nobody whom one of them asks drops off."""
    pages = Pages()
    of = question(pages)
    for person, by in (("Greta Lund", ILSE), ("Berit Holm", GRETA)):
        pages.revise(WANTED, of, replace(ASKED, of=(person,)), by=replace(by, principal=True), after=[of])
    (found,) = asked(pages.board, date(2031, 5, 10))
    assert set(found.persons) == {"Greta Lund", "Berit Holm"}
    assert len(found.beside) == 1


@given(st.data())
def test_the_order_in_which_acts_come_says_nothing(data):
    """Whoever answers, chases, rewrites and withdraws: the same list at every desk."""
    pages = Pages()
    of = question(pages)
    for _ in range(data.draw(st.integers(0, 8))):
        by = data.draw(st.sampled_from([ILSE, GRETA, KARL]))
        match data.draw(st.sampled_from(["answer", "rewrite", "withdraw", "chase"])):
            case "answer":
                answer(pages, of, by)
            case "rewrite":
                pages.revise(WANTED, of, replace(ASKED, of=(by.person,)), by=by)
            case "withdraw":
                pages.revise(WANTED, of, ASKED, by=by, ended="withdrawn")
            case "chase":
                pages.write(CHASER, Chaser(on("2031-05-07")), by=by, names={QUESTION: [of]})
    day = date(2031, 5, 10)
    shuffled = pages.shuffled(data.draw(st.permutations(pages.acts)))
    parts = [
        [(one.says, one.persons, one.waiting, one.answers, one.instead, one.withdrawn) for one in asked(board, day)]
        for board in (pages.board, shuffled)
    ]
    assert parts[0] == parts[1]

"""The chain of an incident: its order, accounts side by side, what is not known, and what can be no basis."""

import random

from hypothesis import given
from hypothesis import strategies as st
from tests.planning.writing import GRETA, ILSE, Pages, on

from backchannel.planning.acts import Writer
from backchannel.planning.chain import AFTER, BEFORE, chain
from backchannel.planning.hours import read_moment
from backchannel.planning.incidents import (
    ACCOUNT,
    BASIS,
    BESIDE,
    INCIDENT,
    OF,
    POINT,
    Account,
    Consulted,
    Incident,
    Open,
    Step,
    void,
)

TOMAS = Writer(b"t" * 32, "Tomas Reik", "Ostrava", True)
ZONE = "Europe/Oslo"


def at(hour="", day="2031-05-05"):
    return read_moment("", on(day), ZONE, hour)


def begun(pages):
    return pages.write(INCIDENT, Incident("the printed text", "Ostrava", "Ostrava printed the text"))


def told(pages, of, what, *, names=None, teller="Valdria", **more):
    value = Account(teller, what, **more)
    return pages.write(ACCOUNT, value, names={OF: (of,), **(names or {})}, rests=("papers/1/1",))


def seen(board, of):
    found = chain(board, board.get(INCIDENT, of))
    return [[one.says.what for one in step.accounts] for step in found.happenings]


def test_steps_stand_in_the_order_of_their_hours_whatever_the_order_of_writing():
    """By the clocks of each place; a day before its hours; what has no date at the end."""
    pages = Pages()
    of = begun(pages)
    told(pages, of, "late", at=at("17:00"))
    told(pages, of, "never dated")
    told(pages, of, "early", at=at("16:00"))
    told(pages, of, "that day", at=at())
    told(pages, of, "abroad", at=read_moment("", on("2031-05-05"), "Europe/London", "15:30"))
    assert seen(pages.board, of) == [["that day"], ["early"], ["abroad"], ["late"], ["never dated"]]
    assert [step.minutes for step in chain(pages.board, pages.board.get(INCIDENT, of)).happenings] == [
        None, None, 30, 30, None
    ]  # fmt: skip


def test_a_step_without_an_hour_stands_where_somebody_put_it():
    """Before or after another, and so on; a ring of them is shown at the end and ends nothing."""
    pages = Pages()
    of = begun(pages)
    visit = told(pages, of, "visit", at=at("16:00"))
    told(pages, of, "report", at=at("17:00"))
    told(pages, of, "call", names={BEFORE: (visit,)}, at=at())
    drive = told(pages, of, "drive home", names={AFTER: (visit,)})
    told(pages, of, "supper", names={AFTER: (drive,)})
    assert seen(pages.board, of) == [["call"], ["visit"], ["drive home"], ["supper"], ["report"]]
    pages.write(ACCOUNT, Account("Valdria", "ring"), names={OF: (of,), AFTER: ((9).to_bytes(32, "big"),)})
    pages.write(ACCOUNT, Account("Valdria", "other"), names={OF: (of,), AFTER: ((8).to_bytes(32, "big"),)})
    assert sorted(seen(pages.board, of)[-2:]) == [["other"], ["ring"]]


def test_two_accounts_of_one_step_stand_side_by_side_and_the_difference_is_named():
    """Neither is preferred, and only the fields in which they differ are named."""
    pages = Pages()
    of = begun(pages)
    ours = told(pages, of, "He told us at four.", at=at("16:00"), by="Reik", consulted=Consulted.TOO_LITTLE)
    told(
        pages, of, "I told them at noon.", names={BESIDE: (ours,)}, teller="Ostrava", at=at("12:00"), by="REIK",
        consulted=Consulted.CONSULTED,
    )  # fmt: skip
    found = chain(pages.board, pages.board.get(INCIDENT, of))
    (step,) = found.happenings
    assert [one.says.of for one in step.accounts] == ["Valdria", "Ostrava"]
    assert step.differs == ("hour", "what", "consultation")
    assert found.consultation == (("Valdria", Consulted.TOO_LITTLE), ("Ostrava", Consulted.CONSULTED))


def test_an_account_is_not_overwritten_by_another_s():
    """What is written over it in another's name stands beside it, by whatever program; and so when withdrawn."""
    pages = Pages()
    of = begun(pages)
    theirs = told(pages, of, "We were asked on Monday.", teller="Ostrava")
    pages.revise(ACCOUNT, theirs, Account("Valdria", "They were never asked."), by=GRETA, names={OF: (of,)})
    assert seen(pages.board, of) == [["We were asked on Monday.", "They were never asked."]]
    pages.revise(ACCOUNT, theirs, Account("Valdria", "They were never asked."), ended="withdrawn", names={})
    (step,) = chain(pages.board, pages.board.get(INCIDENT, of)).happenings
    assert [one.withdrawn for one in step.accounts] == [False, True]


def test_a_teller_changes_his_own_account_and_both_of_two_written_apart_stand():
    """One in place of the other; two that did not see each other side by side, as a difference."""
    pages = Pages()
    of = begun(pages)
    mine = told(pages, of, "at four")
    second = pages.revise(ACCOUNT, mine, Account("valdria", "at five"), names={OF: (of,)})
    assert seen(pages.board, of) == [["at five"]]
    for what, by in (("at six", ILSE), ("at seven", GRETA)):
        pages.revise(ACCOUNT, mine, Account("Valdria", what), by=by, after=(second,), names={OF: (of,)})
    (step,) = chain(pages.board, pages.board.get(INCIDENT, of)).happenings
    assert (len(step.accounts), len(step.accounts[0].apart), step.differs) == (1, 1, ("what",))


def test_what_another_party_writes_changes_nothing_of_our_dossier():
    """No account, no point, no revision of theirs, whatever it names."""
    pages = Pages()
    of = begun(pages)
    ours = told(pages, of, "ours", step=Step.PROTEST)
    before = chain(pages.board, pages.board.get(INCIDENT, of))
    pages.write(ACCOUNT, Account("Valdria", "theirs"), by=TOMAS, names={OF: (of,)})
    pages.revise(ACCOUNT, ours, Account("Valdria", "theirs"), by=TOMAS, names={OF: (of,)})
    pages.revise(INCIDENT, of, Incident("the printed text", "Valdria"), by=TOMAS)
    pages.write(POINT, Open("theirs"), by=TOMAS, names={OF: (of,)})
    after = chain(pages.board, pages.board.get(INCIDENT, of))
    assert (after.party, after.happenings, after.points) == (before.party, before.happenings, before.points)


def test_gaps_are_marked():
    """No hour, no passage, nobody who told or was told, somebody who knew from nowhere, and what nobody knows."""
    pages = Pages()
    of = begun(pages)
    told(pages, of, "announced", step=Step.ANNOUNCEMENT, at=at("16:00"), by="Reik", to=("Maren",))
    told(pages, of, "passed on", step=Step.TOLD, at=at("17:00"), by="Maren", to=("Lund",))
    told(pages, of, "knew it", step=Step.TOLD, at=at("18:00"), by="Oden", to=("Lund",))
    pages.write(ACCOUNT, Account("Valdria", "the night", Step.GAP), names={OF: (of,)})
    pages.write(ACCOUNT, Account("Valdria", "a protest", Step.PROTEST, at("19:00")), names={OF: (of,)})
    found = chain(pages.board, pages.board.get(INCIDENT, of))
    assert [step.gaps for step in found.happenings] == [
        (),
        (),
        ("how Oden came to know is not in the chain",),
        ("it rests on no passage", "who told it is not known", "who was told is not known"),
        ("the hour is not known", "it rests on no passage", "what happened here is not known"),
    ]
    assert found.missing == (Step.REPLY, Step.RESERVATION, Step.REPAIR)


def test_a_repair_under_a_reservation_is_the_basis_of_no_other():
    """Whatever program cited it, it is shown as void; once the reservation is withdrawn it is not."""
    pages = Pages()
    first, second = begun(pages), pages.write(INCIDENT, Incident("another", "Valdria"))
    repair = told(pages, first, "a joint text", step=Step.REPAIR)
    reserve = told(pages, first, "This sets none.", step=Step.RESERVATION, no_precedent=True)
    told(pages, second, "as then", step=Step.REPAIR, names={BASIS: (repair,)})
    (step,) = chain(pages.board, pages.board.get(INCIDENT, second)).happenings
    assert step.void.says.what == "This sets none."
    pages.revise(
        ACCOUNT, reserve, Account("Valdria", "This sets none.", Step.RESERVATION, no_precedent=True),
        ended="withdrawn", names={OF: (first,)},
    )  # fmt: skip
    assert void(pages.board, (repair,)) is None


def test_points_stay_open_until_they_are_settled():
    """And stay in the dossier then."""
    pages = Pages()
    of = begun(pages)
    point = pages.write(POINT, Open("Who was told first?"), names={OF: (of,)})
    assert [one.says.name for one in chain(pages.board, pages.board.get(INCIDENT, of)).unresolved] == [
        "Who was told first?"
    ]
    pages.revise(POINT, point, Open("Who was told first?"), ended="settled", names={OF: (of,)})
    found = chain(pages.board, pages.board.get(INCIDENT, of))
    assert (found.unresolved, len(found.points)) == ((), 1)


@given(st.lists(st.tuples(st.integers(0, 23), st.booleans()), min_size=1, max_size=12), st.randoms())
def test_the_chain_is_the_same_in_whatever_order_its_acts_come(steps, chance: random.Random):
    """And every account stands in it once."""
    pages = Pages()
    of = begun(pages)
    last = b""
    for number, (hour, is_beside) in enumerate(steps):
        names = {BESIDE: (last,)} if is_beside and last else {}
        last = told(pages, of, f"step {number}", at=at(f"{hour:02}:00"), names=names)
    ordered = seen(pages.board, of)
    assert sorted(one for step in ordered for one in step) == sorted(f"step {n}" for n in range(len(steps)))
    acts = list(pages.acts)
    chance.shuffle(acts)
    assert seen(pages.shuffled(acts), of) == ordered

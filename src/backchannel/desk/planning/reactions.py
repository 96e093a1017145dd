"""Reactions: wanted from named people by a time, given by them alone, asked for again, withdrawn."""

from collections.abc import Sequence
from datetime import date

from backchannel.desk.book import Book
from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting, members
from backchannel.desk.planning.events import line, today
from backchannel.desk.planning.resting import Rest, rest
from backchannel.errors import BadInputError, RuleError, UsageError
from backchannel.planning.authority import find, is_one_of, same_person
from backchannel.planning.board import Kept
from backchannel.planning.cases import PERSON
from backchannel.planning.reactions import (
    CHASER,
    INSTEAD_OF,
    QUESTION,
    REACTION,
    WANTED,
    Asked,
    Chaser,
    Reaction,
    Wanted,
    asked,
    may_change,
)
from backchannel.record.dates import DocumentDate, read_written
from backchannel.vault import channels

__all__ = ["answer", "ask", "chase", "every", "when", "withdraw"]


def ask(
    desk: Desk,
    name: str,
    of: Sequence[str],
    asks: str = "",
    *,
    by: str = "",
    since: DocumentDate | None = None,
    instead: str = "",
    rests: Sequence[str] = (),
    case: str = "",
    onto: str = "",
) -> Asked:
    """Ask named people for their reaction, by a time as it is written: a date, or words such as "prompt".

    `instead` is an earlier question in whose place this stands. UsageError for somebody who neither reads the channel
    nor is a person of the case, or a name that an open question has; RuleError where `instead` is somebody else's.
    """
    persons = tuple(dict.fromkeys(line(one, "Whoever is asked") for one in of))
    if not persons:
        raise UsageError("Say whose reaction is wanted.", typed="--of")
    with cases.change(desk, case) as acting:
        wanted = line(name, "A question")
        earlier = _question(acting, instead) if instead else None
        known = [one for one in asked(acting.board, date.max) if earlier is None or one.thing.id != earlier.thing.id]
        if any(one.is_open and same_person(one.says.name, wanted) for one in known):
            raise UsageError(f"There is an open question “{wanted[:60]}” already; give this one another name.")
        kept = acting.open(
            WANTED,
            Wanted(wanted, asks.strip(), persons, since or today(desk), when(by), " ".join(by.split())),
            onto=onto or (earlier.act.channel.hex() if earlier else ""),
            names={INSTEAD_OF: [earlier.thing.id]} if earlier else {},
            rests=rests,
        )
        if earlier is not None and may_change(earlier.thing, kept.act):
            raise RuleError(
                f"Only {earlier.by}, who asked “{earlier.says.name}”, or a principal asks anew in its place."
            )
        _require_known(acting, kept)
        return _now(acting, kept.id)


def answer(
    desk: Desk,
    question: str,
    says: str = "",
    *,
    on: DocumentDate | None = None,
    rests: Sequence[str] = (),
    case: str = "",
) -> Asked:
    """Give one's reaction, in words or by a paper. RuleError where this person was not asked."""
    with cases.change(desk, case) as acting:
        found = _question(acting, question)
        if not says.strip() and not rests:
            raise UsageError("Say what the reaction is, or on which paper it stands.", typed="--rests")
        if found.withdrawn or found.instead:
            raise UsageError(f"Nobody waits for a reaction to “{found.says.name}” any more.")
        kept = acting.open(
            REACTION,
            Reaction(on or today(desk), says.strip()),
            onto=found.act.channel.hex(),
            names={QUESTION: [found.thing.id]},
            rests=rests,
        )
        if not is_one_of(kept.act.writer, found.persons):
            raise RuleError(
                f"“{found.says.name}” was asked of {', '.join(found.persons)}, and only who was asked answers, for "
                "himself."
            )
        return _now(acting, found.thing.id)


def chase(
    desk: Desk,
    question: str,
    of: Sequence[str] = (),
    says: str = "",
    *,
    on: DocumentDate | None = None,
    case: str = "",
) -> Asked:
    """Note that people were asked again: those named, or all who have not answered.

    UsageError where nobody's reaction is waited for, or not that of one of those named.
    """
    with cases.change(desk, case) as acting:
        found = _question(acting, question)
        strange = [one for one in of if all(not same_person(one, waiting.person) for waiting in found.waiting)]
        if not found.waiting or strange:
            who = ", ".join(strange) or "anybody"
            raise UsageError(f"A reaction of {who[:60]} to “{found.says.name}” is not waited for.")
        acting.open(
            CHASER,
            Chaser(on or today(desk), tuple(line(one, "Whoever is asked") for one in of), says.strip()),
            onto=found.act.channel.hex(),
            names={QUESTION: [found.thing.id]},
        )
        return _now(acting, found.thing.id)


def withdraw(desk: Desk, question: str, why: str, *, case: str = "", settle: bool = False) -> Asked:
    """Withdraw a question, saying why: it was answered otherwise, or nobody needs to know any more.

    RuleError for somebody else's question, unless a principal withdraws it.
    """
    if not why.strip():
        raise UsageError("Say why the question is withdrawn.", typed="--why")
    with cases.change(desk, case) as acting:
        found = _question(acting, question)
        kept = acting.board.get(WANTED, found.thing.id)
        if kept is None:
            raise UsageError("Somebody rewrote this question with a newer version of the program; withdraw it there.")
        ended = acting.end(WANTED, kept, "withdrawn", why, settle=settle)
        if may_change(found.thing, ended.act):
            raise RuleError(f"Only {found.by}, who asked, or a principal withdraws this question.")
        return _now(acting, found.thing.id)


def every(desk: Desk, on: date | None = None, case: str = "") -> tuple[list[Asked], dict[str, Rest]]:
    """Give the questions of a case as they stand on a day, and the words on which each and its answers rest."""
    with cases.reading(desk, case) as (db, board):
        found = asked(board, on or desk.clock().date())
        acts = [act for one in found for act in (one.act, *(answer.act for answer in one.answers))]
        return found, {address: rest(db, desk, address) for act in acts for address in act.rests}


def when(text: str) -> DocumentDate | None:
    """Give the date that somebody wrote; None for words that are none, such as "prompt"."""
    try:
        return read_written(text)
    except BadInputError:
        return None


def _question(acting: Acting, text: str) -> Asked:
    # Also one that is dated ahead, and one with an answer that is: it can be found today.
    return find(asked(acting.board, date.max), text, "question", is_open=lambda one: one.is_open)


def _now(acting: Acting, question: bytes) -> Asked:
    """Give a question as it stands today, or when it will have been asked if that is later."""
    now = acting.desk.clock().date()
    every_day = (*asked(acting.board, now), *asked(acting.board, date.max))
    return next(one for one in every_day if one.thing.id == question)


def _require_known(acting: Acting, kept: Kept[Wanted]) -> None:
    channel = channels.get(acting.db, kept.act.channel)
    assert channel is not None
    readers = [name for name, _ in members(Book(acting.db, acting.desk, channel))]
    known = [*readers, *(one.says.name for one in acting.board.standing(PERSON))]
    for person in kept.says.of:
        if all(not same_person(person, one) for one in known):
            raise UsageError(
                f"{person[:60]} neither reads “{channel.name}” ({', '.join(sorted(readers))}) nor is a person of the "
                "case; name him as he is named there, or add him to it first.",
                typed="backchannel case person",
            )

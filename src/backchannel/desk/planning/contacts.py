"""Proposals for the next contact: made, accepted or declined by the person named, and what comes of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.desk.book import Book
from backchannel.desk.desk import Desk
from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting, members
from backchannel.desk.planning.boards import board
from backchannel.desk.planning.calendar import date_for
from backchannel.desk.planning.resting import Rest, rests
from backchannel.errors import RuleError, UsageError
from backchannel.planning.authority import find, same_person
from backchannel.planning.board import Kept
from backchannel.planning.calendar.contacts import (
    CONTACT,
    DECISION,
    OF,
    Answer,
    Contact,
    Decision,
    Proposed,
    contact_of,
    proposed,
    stage_of,
)
from backchannel.planning.calendar.phrases import Relation
from backchannel.planning.calendar.slips import DEPENDENCY, NEEDS, WHAT, Dependency
from backchannel.planning.calendar.stages import DROPPED, STAGE, Dated, Form, Stage, as_read, folded, strip
from backchannel.planning.cases import named
from backchannel.record.dates import DocumentDate
from backchannel.vault import acts, channels

__all__ = ["Listed", "accept", "decline", "listed", "propose", "to_decide", "withdraw"]


_OVER = ("withdrawn", str(Answer.DECLINED))
"""What gives the name of a proposal free."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A proposal as it is shown: its stages with their dates as they stand, and the words on which it rests."""

    proposed: Proposed
    stages: tuple[Dated, ...]
    rests: tuple[Rest, ...]


def listed(desk: Desk, case: str = "") -> list[Listed]:
    """Give the proposals of a case, in the order in which they were made."""
    with cases.reading(desk, case) as (db, board):
        dates = {one.kept.id: one for one in strip(board)}
        return [
            Listed(
                one,
                tuple(dates[stage.id] for stage in one.stages if stage.id in dates),
                rests(db, desk, one.kept.act.rests),
            )
            for one in proposed(board)
        ]


def to_decide(desk: Desk) -> list[tuple[bytes, str, Proposed]]:
    """Give the proposals in every case that wait for this desk's person: the case, its name, and the proposal."""
    me = desk.card.person
    with desk.vault.read() as db:
        boards = [(case, board(db, desk, case)) for case in acts.cases(db)]
        return [
            (case, named(held), one)
            for case, held in boards
            for one in proposed(held)
            if one.state in ("waiting", "decided twice") and same_person(one.decider, me)
        ]


def propose(
    desk: Desk,
    name: str,
    *,
    who: str,
    with_whom: str,
    decider: str,
    by: str = "",
    on: DocumentDate | None = None,
    where: str = "",
    avoid: str = "",
    rests: Sequence[str] = (),
    case: str = "",
    onto: str = "",
) -> Kept[Contact]:
    """Propose a contact: who meets whom, where, when (`by`, in words), to avoid what; the decider reads the channel.

    UsageError where a proposal of this name waits, or where the decider is nobody who reads it.
    """
    line = " ".join(name.split())
    if not all(text.strip() for text in (line, who, with_whom, decider)):
        raise UsageError("A proposal says what it is called, who meets whom, and who decides; complete it.")
    with cases.change(desk, case) as acting:
        if any(folded(one.kept.says.name) == folded(line) and one.state == "waiting" for one in proposed(acting.board)):
            raise UsageError(f"A proposal “{line[:60]}” waits already; give this one another name, or withdraw that.")
        stage = Stage(line)
        if by.strip():
            stage = as_read(stage, *date_for(acting.db, desk, by, rests, on))
        contact = contact_of(
            line, who.strip(), with_whom.strip(), " ".join(decider.split()), stage, where.strip(), avoid.strip()
        )
        kept = acting.open(CONTACT, contact, onto=onto, rests=rests)
        channel = channels.get(acting.db, kept.act.channel)
        assert channel is not None
        if not any(same_person(one, contact.decider) for one, _ in members(Book(acting.db, desk, channel))):
            raise UsageError(
                f"{contact.decider[:60]} does not read “{channel.name}”, and could not decide; name somebody who does, "
                "or write it on another channel.",
                typed="--onto",
            )
        return kept


def accept(desk: Desk, name: str, why: str = "", *, case: str = "") -> Proposed:
    """Accept a proposal: it is a stage with the same date, on the same event, and with its preparation before it.

    RuleError for anybody but the person who was named to decide. UsageError where it is accepted or withdrawn.
    """
    with cases.change(desk, case) as acting:
        found = _decide(acting, name, Answer.ACCEPTED, why)
        if not any(one.ended is None for one in found.stages):
            _to_stages(acting, found.kept)
        return _again(acting, found)


def decline(desk: Desk, name: str, why: str, *, case: str = "") -> Proposed:
    """Decline a proposal, with the reason; what came of an earlier yes is dropped. Errors as `accept`."""
    if not why.strip():
        raise UsageError("Say why it is declined; it stays readable with its reason.", typed="--why")
    with cases.change(desk, case) as acting:
        found = _decide(acting, name, Answer.DECLINED, why)
        for stage in found.stages:
            if stage.ended is None:
                acting.end(STAGE, stage, DROPPED, why, settle=True)
        return _again(acting, found)


def withdraw(desk: Desk, name: str, why: str = "", *, case: str = "") -> None:
    """Withdraw a proposal that waits. UsageError where it was decided."""
    with cases.change(desk, case) as acting:
        found = _found(acting, name)
        if found.state != "waiting":
            raise UsageError(f"“{found.kept.says.name[:60]}” is {found.state}, and cannot be withdrawn any more.")
        acting.end(CONTACT, found.kept, "withdrawn", why, settle=True)


def _found(acting: Acting, name: str) -> Proposed:
    shown = proposed(acting.board)
    by_thing = {one.kept.id: one for one in shown}
    kept = find([one.kept for one in shown], name, "proposal", is_open=lambda one: by_thing[one.id].state not in _OVER)
    return by_thing[kept.id]


def _again(acting: Acting, found: Proposed) -> Proposed:
    return next(one for one in proposed(acting.board) if one.kept.id == found.kept.id)


def _decide(acting: Acting, name: str, answer: Answer, why: str) -> Proposed:
    found = _found(acting, name)
    kept = found.kept
    if not same_person(acting.desk.card.person, found.decider):
        raise RuleError(f"{found.decider} decides “{kept.says.name[:60]}”, as the proposal says; nobody else can.")
    if found.state == str(answer) and not found.changed_since:
        raise UsageError(f"“{kept.says.name[:60]}” is {answer} already.")
    if kept.ended is not None:
        raise UsageError(f"“{kept.says.name[:60]}” was {kept.ended.how}; propose it anew.")
    if kept.is_disputed:
        raise UsageError(f"Two statements of “{kept.says.name[:60]}” stand; settle them before anybody decides.")
    decision = Decision(answer, kept.act.id.hex(), why.strip())
    if found.decisions:
        # One decision takes the place of every earlier one, also of two that were made apart.
        mine = {act.of for _, act in found.decisions}
        for one in acting.board.every(DECISION):
            if one.id in mine:
                acting.revise(DECISION, one, decision, settle=True)
    else:
        acting.open(DECISION, decision, onto=_where(acting, kept.act.channel), names={OF: [kept.id]})
    return _again(acting, found)


def _to_stages(acting: Acting, kept: Kept[Contact]) -> None:
    contact, onto = kept.says, _where(acting, kept.act.channel)
    standing = {folded(one.says.name) for one in acting.board.standing(STAGE)}
    before = f"preparation of {contact.name}"
    if taken := standing & {folded(contact.name), folded(before)}:
        raise UsageError(
            f"There is a stage “{min(taken)[:60]}” already; give it another name first.",
            typed="backchannel calendar change",
        )
    names = {OF: [kept.id]}
    talk = acting.open(STAGE, stage_of(contact), onto=onto, names=names, rests=kept.act.rests)
    task = Stage(
        before,
        f"before {contact.name}",
        steps=(f"It hangs on an event: before “{contact.name}”.",),
        anchor=contact.name,
        relation=Relation.BEFORE,
        form=Form.DEADLINE,
        who=contact.who,
        about=f"To avoid: {contact.avoid}" if contact.avoid else "",
    )
    ready = acting.open(STAGE, task, onto=onto, names=names)
    acting.open(DEPENDENCY, Dependency(), onto=onto, names={WHAT: [talk.id], NEEDS: [ready.id]})


def _where(acting: Acting, channel: bytes) -> str:
    found = channels.get(acting.db, channel)
    assert found is not None
    return OWN if found.standing == channels.OWN else found.id.hex()

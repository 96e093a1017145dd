"""Proposals at the desk: drafted, checked against the standing orders, and sent as a letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from backchannel.desk import letters
from backchannel.desk.desk import Desk
from backchannel.desk.letters import Letter, Plan
from backchannel.desk.planning import cases
from backchannel.desk.planning.consultation.between import between
from backchannel.desk.planning.resting import Rest, rest
from backchannel.errors import UsageError
from backchannel.planning.board import Kept
from backchannel.planning.cases import ISSUE
from backchannel.planning.consultation.concerns import is_called
from backchannel.planning.consultation.heard import Heard, heard
from backchannel.planning.consultation.orders import Order, orders
from backchannel.planning.consultation.proposals import PROPOSAL, Proposal
from backchannel.record.document import Document, passages_of

__all__ = ["Checked", "check", "draft", "drop", "every", "heard_on", "plan", "rests_of", "send"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A proposal under each standing order on its issue: who was heard on exactly its words, and who was not."""

    proposal: Kept[Proposal]
    orders: tuple[tuple[Order, tuple[Heard, ...]], ...]

    @property
    def unheard(self) -> tuple[Heard, ...]:
        """Those for whom it waits, each once."""
        waiting = {one.party: one for _, found in self.orders for one in found if not one.is_heard}
        return tuple(waiting.values())


def draft(
    desk: Desk,
    name: str,
    issue: str,
    text: Sequence[str],
    *,
    rests: Sequence[str] = (),
    case: str = "",
    onto: str = "",
    settle: bool = False,
) -> Kept[Proposal]:
    """Draft a proposal on an issue, or put another text in the place of its last. UsageError for no text or issue."""
    words = tuple(one.strip() for one in text if one.strip())
    called = " ".join(name.split())
    if not words or not called:
        raise UsageError("A proposal needs a name and a text.")
    with cases.change(desk, case) as acting:
        about = acting.board.find(ISSUE, issue, "issue").says.name
        value = Proposal(called, about, words)
        known = [one for one in acting.board.standing(PROPOSAL) if is_called(one.says.name, called)]
        if known:
            return acting.revise(PROPOSAL, known[0], value, rests=rests or None, settle=settle, onto=onto)
        return acting.open(PROPOSAL, value, onto=onto, rests=rests)


def drop(desk: Desk, name: str, why: str, *, case: str = "", settle: bool = False) -> Kept[Proposal]:
    """Drop a proposal, and say why: it stays readable. UsageError where it was dropped already, or for no reason."""
    if not why.strip():
        raise UsageError("Say why it is dropped.", typed="--why")
    with cases.change(desk, case) as acting:
        return acting.end(PROPOSAL, acting.board.find(PROPOSAL, name, "proposal"), "dropped", why, settle=settle)


def every(desk: Desk, *, case: str = "") -> list[Kept[Proposal]]:
    """Give the proposals of a case, those that were dropped too."""
    with cases.reading(desk, case) as (_, board):
        return board.every(PROPOSAL)


def check(desk: Desk, name: str, *, towards: str = "", case: str = "") -> Checked:
    """Say for each standing order on a proposal's issue who was heard on its words. UsageError where there is none."""
    with cases.reading(desk, case) as (db, board):
        kept = board.find(PROPOSAL, name, "proposal")
        found, now = between(db, desk), desk.clock()
        standing = orders(board, towards, kept.says.issue)
        return Checked(
            kept,
            tuple(
                (one, tuple(heard(board, found, kept.says.issue, now, passages=kept.says.text, order=one)))
                for one in standing
            ),
        )


def heard_on(desk: Desk, issue: str, *, on: datetime | None = None, case: str = "") -> list[Heard]:
    """Give who is concerned by an issue, or was asked on it, and what came of consulting each."""
    with cases.reading(desk, case) as (db, board):
        about = board.find(ISSUE, issue, "issue").says.name
        return heard(board, between(db, desk), about, on or desk.clock())


def send(
    desk: Desk,
    name: str,
    channel: str,
    *,
    readers: Sequence[str] = (),
    answers: str = "",
    heading: str = "",
    case: str = "",
) -> Letter:
    """Send a proposal as a letter, each passage marked as a proposal on its issue; the gate judges it as any letter.

    NotHeardError where somebody concerned is to be heard before; UsageError for one that was dropped, or that two desks
    drafted apart; else errors as `letters.write`.
    """
    document, marks = _letter(desk, name, heading, case)
    return letters.write(desk, channel, document, readers=readers, answers=answers, marks=marks)


def plan(
    desk: Desk,
    name: str,
    channel: str,
    *,
    readers: Sequence[str] = (),
    answers: str = "",
    heading: str = "",
    case: str = "",
) -> Plan:
    """Give the letter as `send` would seal it, and for whom; nothing is written. Errors as `send`."""
    document, marks = _letter(desk, name, heading, case)
    with desk.vault.read() as db:
        return letters.plan(db, desk, channel, document, readers=readers, answers=answers, marks=marks)[1]


def rests_of(desk: Desk, kept: Kept[Proposal]) -> dict[str, Rest]:
    """Give the words on which a proposal rests, by their addresses."""
    with desk.vault.read() as db:
        return {address: rest(db, desk, address) for address in kept.act.rests}


def _letter(desk: Desk, name: str, heading: str, case: str) -> tuple[Document, tuple[str, ...]]:
    with cases.reading(desk, case) as (_, board):
        kept = board.find(PROPOSAL, name, "proposal")
    if kept.ended is not None:
        raise UsageError(f"“{kept.says.name[:60]}” was dropped; draft it anew to send it.")
    if kept.is_disputed:
        raise UsageError(f"Two desks drafted “{kept.says.name[:60]}” apart; put one text in place of both first.")
    document = Document("proposal", passages_of(*kept.says.text), heading=heading or None)
    return document, (f"all=proposal:{kept.says.issue}",)

"""Interests: the register of what we keep and what we trade, and drafts bound to it passage by passage."""

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import passage
from backchannel.desk.planning.resting import Resting, resting
from backchannel.desk.words import drafts
from backchannel.desk.words.drafts import Given
from backchannel.errors import UsageError
from backchannel.planning import interests
from backchannel.planning.acts import Ending
from backchannel.planning.board import Board, Kept
from backchannel.planning.bound import bound
from backchannel.planning.cases import ISSUE
from backchannel.planning.interests import BINDING, HELD, INTEREST, Binding, Check, Draft, Interest, Nature, Part, whole
from backchannel.planning.names import same
from backchannel.planning.said import said, standing
from backchannel.record.address import read as read_address

__all__ = ["Checked", "add", "bind", "check", "drop", "register", "unbind"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft held against the interests, with the draft itself and the words on which each interest rests."""

    check: Check
    draft: Draft
    interests: tuple[Resting[Interest], ...]


def add(
    desk: Desk,
    name: str,
    nature: Nature,
    issue: str,
    what: str,
    *,
    rests: Sequence[str],
    condition: str = "",
    before: str = "",
    look: Sequence[str] = (),
    case: str = "",
    onto: str = "",
) -> Kept[Interest]:
    """Enter an interest on an issue, with the passages it rests on.

    UsageError without a passage, for a tradable without its condition, for a presentation that does not say before
    whom, or a name that is used; else errors as `Acting.open`.
    """
    if not rests:
        raise UsageError(
            "Say on which passage the interest rests, so that everybody can read why it is one.", typed="--rests"
        )
    if nature is Nature.TRADABLE and not condition.strip():
        raise UsageError("A tradable has the condition on which it is traded; say it.", typed="--if")
    if nature is Nature.PRESENTATION and not before.strip():
        raise UsageError("A presentation says to whom it looks so; say before whom.", typed="--before")
    if nature is not Nature.TRADABLE and condition.strip():
        raise UsageError("Only a tradable has a condition; leave it out, or call it a tradable.", typed="without --if")
    with cases.change(desk, case) as acting:
        found = acting.board.find(ISSUE, issue, "issue")
        own = " ".join(name.split())
        if not own or not what.strip():
            raise UsageError("An interest needs a name, and words that say what it is.")
        if any(same(kept.says.name, own) for kept in standing(acting.board, INTEREST)):
            raise UsageError(f"There is an interest “{own[:60]}” in this case already.")
        value = Interest(
            own,
            nature,
            found.says.name,
            what.strip(),
            condition.strip(),
            before.strip(),
            tuple(dict.fromkeys(" ".join(one.split()) for one in look if one.strip())),
        )
        return acting.open(INTEREST, value, onto=onto, names={"issue": (found.id,)}, rests=rests)


def drop(desk: Desk, name: str, why: str, *, case: str = "", settle: bool = False) -> Kept[Interest]:
    """Drop an interest, with the reason; UsageError without one, or where there is none of that name."""
    if not why.strip():
        raise UsageError("Say why it is dropped; the interest stays readable with the reason.", typed="--why")
    with cases.change(desk, case) as acting:
        kept = acting.board.find(INTEREST, name, "interest")
        return acting.end(INTEREST, kept, "dropped", why, settle=settle)


def register(desk: Desk, issue: str = "", *, dropped: bool = False, case: str = "") -> tuple[Resting[Interest], ...]:
    """Give the interests of a case, or of one issue, essentials first; with `dropped` those too that were dropped."""
    with cases.reading(desk, case) as (db, board):
        if issue:
            issue = board.find(ISSUE, issue, "issue").says.name
        found = board.every(INTEREST) if dropped else standing(board, INTEREST)
        order = list(Nature)
        chosen = [kept for kept in found if not issue or same(kept.says.issue, issue)]
        chosen.sort(key=lambda kept: order.index(kept.says.nature))
        return tuple(resting(db, desk, kept) for kept in chosen)


def bind(
    desk: Desk,
    draft: str | Given,
    name: str,
    passage: int = 0,
    part: Part | None = None,
    *,
    case: str = "",
    onto: str = "",
) -> Kept[Binding]:
    """Say what a passage of a draft (a file or an address) does to an interest, as long as it has these words.

    `part` may be left out for what is no tradable: the passage keeps it. Without a passage it is the whole draft that
    gives the interest away, by saying nothing of it. UsageError for a passage that the draft has not, or has without
    words; RuleError where the interest is on a channel whose members may not read the draft.
    """
    text, address = _draft(desk, draft)
    words = dict(text.passages)
    if passage and not words.get(passage, "").strip():
        raise UsageError(f"The draft has no passage {passage} with words; it has {len(words)}.")
    with cases.change(desk, case) as acting:
        kept = acting.board.find(INTEREST, name, "interest")
        if part is None and kept.says.nature is Nature.TRADABLE:
            raise UsageError(
                "Say whether the passage keeps this tradable, gives it away, or meets its condition.",
                typed="--as",
            )
        part = part or Part.KEEPS
        if not passage and part is not Part.GIVES:
            raise UsageError("Name the passage that does so; only what is given away by silence has none.")
        value = Binding(text.name, part, bound(words[passage]) if passage else whole(text), passage)
        rests = [f"{address}/{passage}" if passage else address] if address else []
        before = _bindings(acting.board, kept, text.name, part, passage)
        if len(before) == 1 and not before[0].is_disputed:
            if before[0].says == value:
                return before[0]
            return acting.revise(BINDING, before[0], value, rests=rests, onto=onto)
        return acting.open(BINDING, value, onto=onto or kept.act.channel.hex(), names={HELD: (kept.id,)}, rests=rests)


def unbind(
    desk: Desk,
    draft: str | Given,
    name: str,
    why: str,
    *,
    passage: int | None = None,
    part: Part | None = None,
    case: str = "",
) -> int:
    """Take back what was bound in a draft for an interest, all of it or one part or passage; say how much.

    UsageError without a reason, or where nothing is bound so.
    """
    if not why.strip():
        raise UsageError("Say why it is taken back; it stays readable with the reason.", typed="--why")
    text, _ = _draft(desk, draft)
    with cases.change(desk, case) as acting:
        kept = acting.board.find(INTEREST, name, "interest")
        found = _bindings(acting.board, kept, text.name, part, passage)
        if not found:
            raise UsageError(f"Nothing of this draft is bound to “{kept.says.name[:60]}” so.")
        for one in found:
            acting.revise(BINDING, one, one.says, ended=Ending("taken back", why.strip()), settle=True)
        return len(found)


def check(desk: Desk, draft: str | Given, issues: Sequence[str] = (), *, case: str = "") -> Checked:
    """Hold a draft (a file or an address) against the interests of the case, or of some issues."""
    text, _ = _draft(desk, draft)
    with cases.reading(desk, case) as (db, board):
        found = interests.check(board, text, [board.find(ISSUE, one, "issue").says.name for one in issues])
        return Checked(found, text, tuple(resting(db, desk, line.interest) for line in found.lines))


def _bindings(
    board: Board, kept: Kept[Interest], draft: str, part: Part | None, passage: int | None
) -> list[Kept[Binding]]:
    return [
        one
        for one in board.naming(BINDING, kept.id, HELD)
        for says, _ in said(one)[-1:]
        if says.draft == draft and part in (None, says.part) and passage in (None, says.passage)
    ]


def _draft(desk: Desk, name: str | Given) -> tuple[Draft, str]:
    """Give a draft with the id of its document, '' for a file: that is known by its name, wherever it lies."""
    document, known, address = drafts.draft(desk, name), drafts.called(name), ""
    if not known and not isinstance(name, Given):
        with desk.vault.read() as db:
            known = address = read_address(passage(db, desk, name)).document
    return Draft(known, tuple((one.number, one.text) for one in document.passages)), address

"""Guidelines: listed one by one or taken from a document's passages, and answered draft by draft."""

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting, passage
from backchannel.desk.planning.resting import Rest, rest
from backchannel.desk.words import drafts
from backchannel.desk.words.drafts import Given
from backchannel.errors import UsageError
from backchannel.planning.board import Board, Kept
from backchannel.planning.bound import bound
from backchannel.planning.guidelines import (
    ANSWER,
    GUIDELINE,
    LIST,
    OF,
    TO,
    Answer,
    Checked,
    Guideline,
    Guidelines,
    Listed,
    checked,
    guidelines_of,
    listed,
    whole,
)
from backchannel.record.address import read as read_address
from backchannel.record.document import Document

__all__ = ["Report", "add", "answer", "check", "every", "strike", "take"]


@dataclass(frozen=True, slots=True)
class Report:
    """A draft held against the guidelines of a list, and the words on which the guidelines rest."""

    name: str
    draft: Document
    draft_name: str
    guidelines: tuple[Checked, ...]
    rests: dict[str, Rest]

    @property
    def open(self) -> tuple[Checked, ...]:
        """The guidelines that are not answered."""
        return tuple(one for one in self.guidelines if one.is_open)


def add(
    desk: Desk,
    to: str,
    text: str,
    *,
    name: str = "",
    rests: Sequence[str] = (),
    case: str = "",
    onto: str = "",
) -> Kept[Guideline]:
    """Give a guideline; the list is opened if the case has none of that name."""
    if not text.strip():
        raise UsageError("A guideline needs words.")
    with cases.change(desk, case) as acting:
        return _added(acting, _list(acting, to, onto), Guideline(text.strip(), " ".join(name.split())), rests)


def take(
    desk: Desk, to: str, addresses: Sequence[str], *, case: str = "", onto: str = ""
) -> tuple[Kept[Guideline], ...]:
    """Take passages of a document as guidelines, each with its words and resting on its place.

    UsageError for an address that is no passage here, or a passage that is a guideline of the list already.
    """
    with cases.change(desk, case) as acting:
        kept = _list(acting, to, onto)
        made = []
        for address in addresses:
            own = passage(acting.db, desk, address)
            found = rest(acting.db, desk, own)
            if not found.text.strip() or not read_address(own).number:
                raise UsageError(f"{address[:120]} is no passage with words; give the address of one, such as ID/3.")
            if any(one.ended is None and own in one.act.rests for one in guidelines_of(acting.board, kept)):
                raise UsageError(f"{address[:120]} is a guideline of “{kept.says.name[:60]}” already.")
            made.append(_added(acting, kept, Guideline(" ".join(found.text.split())), (address,)))
        return tuple(made)


def strike(desk: Desk, of: str, which: str, why: str, *, case: str = "", settle: bool = False) -> Kept[Guideline]:
    """Strike a guideline out, with the reason: it stays in the list and is asked of no draft any more."""
    if not why.strip():
        raise UsageError("Say why the guideline is struck out.", typed="--why")
    with cases.change(desk, case) as acting:
        found = _guideline(acting.board, _find(acting.board, of), which)
        return acting.end(GUIDELINE, found, "struck out", why, settle=settle)


def answer(
    desk: Desk,
    of: str,
    which: str,
    draft: str | Given,
    *,
    passage: int = 0,
    reason: str = "",
    name: str = "",
    case: str = "",
    onto: str = "",
) -> Kept[Answer]:
    """Answer a guideline for a draft, by one of its passages or by a reason why it is not followed.

    The draft is a file or an address; a file is known by its name, or by `name`. An answer of one's own that its words
    have left is replaced. UsageError for a passage that the draft has not, or both a passage and a reason.
    """
    document, called = _draft(desk, draft, name)
    if bool(passage) == bool(reason.strip()):
        raise UsageError(
            "Say which passage of the draft answers it, or why it is not answered.", typed="--passage N, or --reason"
        )
    if passage and not 1 <= passage <= len(document.passages):
        raise UsageError(f"{called[:120]} has no passage {passage}; it has {len(document.passages)}.")
    words = bound(document.passages[passage - 1].text) if passage else whole(document)
    value = Answer(called, words, passage, reason.strip())
    with cases.change(desk, case) as acting:
        kept = _find(acting.board, of)
        found = _guideline(acting.board, kept, which)
        there = {bound(one.text) for one in document.passages} | {whole(document)}
        for earlier in acting.board.opened_naming(ANSWER, found.id, TO):
            mine = earlier.says.draft == called and earlier.ended is None and not earlier.is_disputed
            if mine and earlier.says.words not in there and earlier.act.channel == (kept.act.channel):
                return acting.revise(ANSWER, earlier, value)
        return acting.open(ANSWER, value, onto=onto or kept.act.channel.hex(), names={TO: (found.id,)})


def check(desk: Desk, of: str, draft: str | Given, *, name: str = "", case: str = "") -> Report:
    """Hold a draft, a file or an address, against the guidelines of a list, the only one if none is named."""
    document, called = _draft(desk, draft, name)
    with cases.reading(desk, case) as (db, board):
        kept = _find(board, of)
        found = checked(board, kept, called, document)
        addresses = {address for one in found for address in one.guideline.act.rests}
        return Report(kept.says.name, document, called, found, {one: rest(db, desk, one) for one in addresses})


def every(desk: Desk, case: str = "") -> tuple[list[Listed], dict[str, Rest]]:
    """Give the lists of guidelines of a case, and the words on which each guideline rests."""
    with cases.reading(desk, case) as (db, board):
        found = [listed(board, kept) for kept in board.every(LIST)]
        addresses = {address for one in found for guideline in one.guidelines for address in guideline.act.rests}
        return found, {one: rest(db, desk, one) for one in addresses}


def _find(board: Board, of: str) -> Kept[Guidelines]:
    known = board.standing(LIST)
    return known[0] if not of.strip() and len(known) == 1 else board.find(LIST, of, "list of guidelines")


def _list(acting: Acting, name: str, onto: str) -> Kept[Guidelines]:
    wanted = " ".join(name.split())
    if not wanted:
        raise UsageError("Say to which list of guidelines it belongs.", typed="--list")
    known = [one for one in acting.board.standing(LIST) if one.says.name.casefold() == wanted.casefold()]
    if len(known) == 1:
        acting.there(known[0], onto)
        return known[0]
    return (
        acting.board.find(LIST, wanted, "list of guidelines")
        if known
        else acting.open(LIST, Guidelines(wanted), onto=onto)
    )


def _added(acting: Acting, to: Kept[Guidelines], value: Guideline, rests: Sequence[str]) -> Kept[Guideline]:
    return acting.open(GUIDELINE, value, onto=to.act.channel.hex(), names={OF: (to.id,)}, rests=rests)


def _guideline(board: Board, of: Kept[Guidelines], which: str) -> Kept[Guideline]:
    """Find a guideline by its number in the list, by its name, or by the beginning of its id."""
    guidelines, wanted = guidelines_of(board, of), which.strip().casefold()
    if wanted.isdecimal() and wanted.isascii() and 1 <= int(wanted[:6]) <= len(guidelines) and len(wanted) < 6:
        return guidelines[int(wanted) - 1]
    found = [one for one in guidelines if wanted and one.says.name.casefold() == wanted] or [
        one for one in guidelines if len(wanted) >= 6 and one.id.hex().startswith(wanted)
    ]
    if len(found) == 1:
        return found[0]
    raise UsageError(
        f"“{of.says.name[:60]}” has no one guideline {which[:40]}; its numbers are 1 to {len(guidelines)}."
    )


def _draft(desk: Desk, draft: str | Given, name: str) -> tuple[Document, str]:
    document, known = drafts.draft(desk, draft), " ".join(name.split()) or drafts.called(draft)
    if known or isinstance(draft, Given):
        return document, known
    with desk.vault.read() as db:
        return document, read_address(passage(db, desk, draft)).document

"""Examining many statements at once: each is taken for a kind, struck out, or opened again, by one act."""

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.desk.desk import Desk
from backchannel.desk.words.bank import KINDS, OPEN, STRUCK, Bank, Statement
from backchannel.desk.words.noting import Noting
from backchannel.errors import UsageError
from backchannel.planning.words.judgements import EXAMINED, Examined, Taken
from backchannel.vault import archive

__all__ = ["Mark", "examine", "statement"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person takes a statement for, at its address: one of KINDS, STRUCK, or OPEN to take his own back.

    `words` is what tells the words that he saw from others (`Statement.words`).
    """

    address: str
    words: int
    what: str


def statement(desk: Desk, number: int, place: str) -> Statement:
    """Give what stands at a place (such as 3:10-40) of a document, by its number in this vault.

    UsageError where there is none.
    """
    with desk.vault.read() as db:
        item = archive.by_number(db, number)
        if item is None:
            raise UsageError("That document is not at this desk.")
        found = Bank(db, desk).at(f"{item.id}/{place}", whole=True)
    if len(found) != 1:
        raise UsageError("That is no passage, and no characters of one; look at the document.")
    return found[0]


def examine(desk: Desk, marks: Sequence[Mark], *, onto: str = "") -> int:
    """Examine statements, all or none of them; give how many.

    It is written `onto` a channel of our own side, else on one's own ledger.
    UsageError where a mark is none, a statement is not there, or its words are others than those that were seen.
    """
    with desk.vault.change(moves_position=True) as db:
        bank, noting = Bank(db, desk), Noting(db, desk, onto)
        taken: dict[bool, list[Taken]] = {True: [], False: []}
        for one in marks:
            if one.what not in (*KINDS, STRUCK, OPEN):
                raise UsageError(f"“{one.what[:40]}” is no kind of statement; the kinds are {', '.join(KINDS)}.")
            found = bank.at(one.address, whole=True)
            if len(found) != 1 or found[0].words != one.words:
                raise UsageError(f"The words at {one.address[:120]} are others than you saw; look at the list again.")
            taken[one.what == OPEN].append(Taken(found[0].identifier, found[0].words, one.what))
        if taken[False]:
            noting.judge(EXAMINED, Examined, taken[False])
        if taken[True]:
            noting.take_back(EXAMINED, Examined, taken[True])
    return len(marks)

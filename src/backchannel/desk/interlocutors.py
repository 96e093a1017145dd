"""Interlocutors: named by one side, accepted or withdrawn by each side apart, sent only when all have accepted."""

from dataclasses import dataclass

from backchannel.desk.book import Book, open_book
from backchannel.desk.desk import Desk
from backchannel.desk.references import reference
from backchannel.desk.writing import append
from backchannel.errors import RuleError, UsageError
from backchannel.protocol.interlocutor import Interlocutor, act_content, follow
from backchannel.vault import entries


@dataclass(frozen=True, slots=True)
class Shown:
    """An interlocutor as he is shown: each party's word with the entry that it stands in."""

    who: Interlocutor
    accepted: bool
    words: tuple[tuple[str, str, str, str], ...]
    """(party, what it said, entry, when)"""


def known(book: Book) -> dict[str, Interlocutor]:
    """Give the interlocutors of a channel by name."""
    return follow(book.state, book.opened(entries.acts_apart(book.db, book.channel.id)))


def name(
    desk: Desk, channel: str, person: str, *, mandate: str, place: str = "", travel: str = "", may_say: str = ""
) -> Shown:
    """Name an interlocutor with his mandate, which is our own acceptance of him."""
    words = {"mandate": mandate, "place": place, "travel": travel, "may_say": may_say}
    return _act(desk, channel, "name", person, words)


def accept(desk: Desk, channel: str, person: str) -> Shown:
    """Accept the interlocutor whom another side has named."""
    return _act(desk, channel, "accept", person, {})


def withdraw(desk: Desk, channel: str, person: str, reason: str = "") -> Shown:
    """Withdraw our acceptance; the other side's stays as it is."""
    return _act(desk, channel, "withdraw", person, {"reason": reason})


def _act(desk: Desk, channel: str, step: str, person: str, words: dict[str, str]) -> Shown:
    with desk.vault.change(moves_position=True) as db:
        book = open_book(db, desk, channel)
        mine = book.state.members.get(desk.reader)
        if mine is None or not mine.principal:
            raise RuleError("Only a principal names, accepts or withdraws an interlocutor.")
        if step != "name" and person not in known(book):
            raise UsageError(f"Nobody has named {person} as an interlocutor on “{book.channel.name}”.")
        append(book, "act", act_content(step, person, **words))
        book.save()
        return _shown(book, known(book)[person])


def every(desk: Desk, channel: str) -> list[Shown]:
    """Give the interlocutors of a channel."""
    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        return [_shown(book, one) for one in known(book).values()]


def send(desk: Desk, channel: str, person: str) -> Shown:
    """Say whether he may be sent: RuleError names the parties that have not accepted him."""
    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        found = known(book)
        if person not in found:
            raise UsageError(f"Nobody has named {person} as an interlocutor on “{book.channel.name}”.")
        shown = _shown(book, found[person])
        missing = [p.name for p in book.state.charter.parties if not found[person].accepted([p.name])]
    if missing:
        raise RuleError(f"{person} is not accepted by {', '.join(missing)}; an interlocutor needs every side's word.")
    return shown


def _shown(book: Book, who: Interlocutor) -> Shown:
    def entry_of(identifier: bytes) -> str:
        kept = entries.by_id(book.db, identifier)
        return reference(book.state, kept.header) if kept else ""

    parties = [p.name for p in book.state.charter.parties]
    words = tuple(
        (party, said, entry_of(identifier), when) for party, (said, identifier, when) in sorted(who.standing.items())
    )
    return Shown(who, who.accepted(parties), words)

"""Readers of a channel: added by a principal with a reason, replaced with a new key, removed."""

from collections.abc import Mapping
from dataclasses import dataclass

from backchannel.desk import channels, people
from backchannel.desk.book import open_book
from backchannel.desk.desk import Desk
from backchannel.desk.effects import meet_members
from backchannel.desk.openings import begin_all
from backchannel.desk.references import reference
from backchannel.desk.writing import append, rekey
from backchannel.errors import UsageError
from backchannel.protocol.cards import card_value
from backchannel.protocol.encoding import hex32
from backchannel.protocol.state import Membership
from backchannel.vault import contacts, entries


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of a channel as he is shown: his place, who added him and why, whether his pair is open here."""

    membership: Membership
    added_by: str
    connected: bool
    confirmed: bool


def add(desk: Desk, channel: str, name: str, reason: str, *, replaces: str = "") -> str:
    """Add a contact of one's own party to a channel, by a principal and with a reason.

    He can read what is written for all members and no letter of before, until its author opens it to him. With
    `replaces`, he takes the place of a reader whose key or machine is gone, who reads nothing from then on.
    """
    if not reason.strip():
        raise UsageError("Say why the reader is added.")
    with desk.vault.change(moves_position=True) as db:
        book = open_book(db, desk, channel)
        contact = people.find(db, name)
        if not contact.confirmed:
            raise UsageError(
                f"The card of {name} is not confirmed; compare the fingerprint with him, then confirm it.",
                typed="backchannel card confirm",
            )
        content: dict[str, object] = {"card": card_value(contact.card), "reason": reason}
        if replaces:
            content["replaces"] = hex32(channels.member(book.state, replaces)[0])
        append(book, "add-reader", content)
        meet_members(book)
        begin_all(book)
        book.save()
    return contact.card.person


def remove(desk: Desk, channel: str, name: str, reason: str) -> None:
    """Remove a reader of one's own party: he gets nothing more; what he has read stays read. The keys are renewed."""
    if not reason.strip():
        raise UsageError("Say why the reader is removed.")
    with desk.vault.change(moves_position=True) as db:
        book = open_book(db, desk, channel)
        reader, _ = channels.member(book.state, name)
        append(book, "remove-reader", {"reader": hex32(reader), "reason": reason})
        rekey(book)
        book.save()


def every(desk: Desk, channel: str) -> list[Reader]:
    """Give the readers of a channel, removed ones included, by party and name."""
    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        state = book.state
        found = []
        for reader, membership in state.members.items():
            contact = contacts.get(db, reader)
            adder = state.members.get(membership.added_by)
            found.append(
                Reader(
                    membership,
                    adder.name if adder else "the charter",
                    reader in book.pairs or reader == desk.reader,
                    bool(contact and contact.confirmed) or reader == desk.reader,
                )
            )
    return sorted(found, key=lambda r: (r.membership.party, r.membership.name))


def consequences(desk: Desk, channel: str, act: str, name: str = "") -> list[str]:
    """Say, before it is done, what an act does to readers, to what is owed and to consents.

    `act` is one of: add, leave, close, remove, replace, retire, restore.
    """
    from backchannel.desk import letters, releases
    from backchannel.protocol.release.course import Stage

    owed = [o for o in letters.owed(desk) if o.channel == channel]
    by_us, to_us = sum(o.by_us for o in owed), sum(not o.by_us for o in owed)
    ended = {Stage.RELEASED, Stage.DECLINED, Stage.WITHDRAWN}
    waiting = [s for s in releases.every(desk, channel) if s.course.stage not in ended]
    lines = [effect(act, name)]
    if owed:
        lines.append(f"Owed by us: {by_us}; owed to us: {to_us}; both stay listed, and nobody is released from them.")
    for sheet in waiting:
        named = any(sheet.names.get(r, "").startswith(name) for r in sheet.course.proposal.signers) if name else False
        if act in {"remove", "replace"} and named:
            lines.append(
                f"The release {sheet.reference} asks for his consent, which he can give no more: propose anew."
            )
        else:
            lines.append(f"The release {sheet.reference} is {sheet.course.stage.value}; it can still be completed.")
    return lines


def effect(act: str, name: str = "") -> str:
    """Say what an act does on any channel: the first of its `consequences`, for acts before which no desk is open."""
    return _CONSEQUENCES[act].format(name=name or "the reader")


_CONSEQUENCES: Mapping[str, str] = {
    "leave": (
        "You read and write nothing more here; the others see that you left, and you may still consent to a release."
    ),
    "close": "Nobody writes here any more; letters stay readable, and a release can still be agreed.",
    "add": (
        "{name} reads what is written for all members from now on, and a letter only where he is named: none of before "
        "until its author opens it to him. All members see that he was added, by whom and why."
    ),
    "remove": "{name} gets nothing more from any member; what he has read he has read. The keys are renewed at once.",
    "replace": "{name} gets nothing more; the new key starts with what is written for all, and no earlier letter.",
    "retire": "The words of old letters are erased on this desk, not on others'; headers and places in the chain stay.",
    "restore": "Nothing is written before every peer has been heard, since this copy may be behind what was sent.",
}


def opened_to(desk: Desk, channel: str, name: str) -> list[str]:
    """Give the letters that this desk knows a member to be able to read, as written or as opened later."""
    from backchannel.desk import letters

    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        reader, _ = channels.member(book.state, name)
        return [
            reference(book.state, e.header)
            for e in entries.of_kinds(db, book.channel.id, {"letter", "share"})
            if reader in letters.readers_now(book, e)
        ]

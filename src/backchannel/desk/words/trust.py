"""Whom a keeper's desk answers by itself: nobody, unless its person said so for an asker on a channel.

What was said stands as acts on the keeper's own ledger, which nobody else reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from backchannel.desk import channels
from backchannel.desk.book import Book, open_book
from backchannel.desk.desk import Desk
from backchannel.desk.own_ledger import find_own, open_own
from backchannel.desk.words import requests
from backchannel.desk.words.requests import Request
from backchannel.desk.writing import append
from backchannel.errors import BackchannelError, RuleError, UsageError
from backchannel.protocol.fields import Fields
from backchannel.vault import channels as kept_channels
from backchannel.vault.sqlcipher import Connection

__all__ = ["TYPE", "Colleague", "awaits_answer", "colleagues", "due", "let", "line_with", "listed", "trusted"]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of one's own side, and a channel of it that is shared with him."""

    reader: bytes
    name: str
    channel: bytes
    called: str


TYPE = "screening"
"""The type of the act that says of an asker whether he is answered by itself."""


def let(desk: Desk, name: str, on: str, *, by_itself: bool) -> str:
    """Say whether an asker's drafts are answered by the desk itself from now on; give the channel on which.

    UsageError where nobody of that name shares a channel of one's own side, RuleError where the channel is none.
    """
    with desk.vault.change(moves_position=True) as db:
        book, reader = line_with(db, desk, name, on)
        own = open_own(db, desk)
        content = {"type": TYPE, "channel": book.channel.id.hex(), "reader": reader.hex(), "by_itself": by_itself}
        append(own, "act", content)
        own.save()
        return book.channel.name


def trusted(db: Connection, desk: Desk) -> Mapping[tuple[bytes, bytes], str]:
    """Give (channel, reader) of the askers who are answered by the desk itself, and since when they are."""
    own = find_own(db, desk)
    found: dict[tuple[bytes, bytes], str] = {}
    for header, body in own.in_causal_order({"act"}) if own is not None else ():
        if body.get("type") != TYPE:
            continue
        try:
            channel, reader, by_itself = _read(body)
        except BackchannelError:
            continue
        if not by_itself:
            found.pop((channel, reader), None)
        else:
            found.setdefault((channel, reader), header.time)
    return found


def _read(body: Mapping[str, object]) -> tuple[bytes, bytes, bool]:
    fields = Fields({k: v for k, v in body.items() if k not in {"readers", "salt", "type"}}, "a setting of screening")
    found = fields.digest("channel"), fields.digest("reader"), fields.flag("by_itself")
    fields.done()
    return found


def listed(desk: Desk) -> list[tuple[str, str, str]]:
    """Give (person, channel, since when) of the askers who are answered by the desk itself."""
    found = []
    with desk.vault.read() as db:
        for (channel, reader), since in trusted(db, desk).items():
            kept = kept_channels.get(db, channel)
            member = Book(db, desk, kept).state.members.get(reader) if kept is not None else None
            if kept is not None and member is not None:
                found.append((member.name, kept.name, since))
    return found


def colleagues(desk: Desk) -> list[Colleague]:
    """Give whom this desk may ask, or be asked by: the other active members of every channel of one's own side."""
    found = []
    with desk.vault.read() as db:
        for channel in kept_channels.every(db):
            book = Book(db, desk, channel) if channel.standing == kept_channels.JOINED else None
            if book is None or not requests.is_own_side(book):
                continue
            for reader in book.state.active():
                if reader != desk.reader:
                    found.append(Colleague(reader, book.state.members[reader].name, channel.id, channel.name))
    return found


def due(db: Connection, desk: Desk) -> list[Request]:
    """Give the requests without an answer that came since their asker is answered by the desk itself."""
    since = trusted(db, desk)
    if not since:
        return []
    return [
        one
        for one in requests.every(db, desk)
        if one.keeper_reader == desk.reader
        and not one.fault
        and one.answer is None
        and one.arrived >= since.get((one.header.channel, one.header.author), "~")
    ]


def awaits_answer(desk: Desk) -> bool:
    """Whether a draft waits that somebody sent who is answered by the desk itself."""
    with desk.vault.read() as db:
        return bool(due(db, desk))


def line_with(db: Connection, desk: Desk, name: str, on: str) -> tuple[Book, bytes]:
    """Give the channel of one's own side that is shared with a person, and his reader there.

    `on` says which; UsageError where none or several are shared, RuleError where `on` has members of another party.
    """
    known = [c for c in kept_channels.every(db) if c.standing == kept_channels.JOINED]
    if on:
        book = open_book(db, desk, on)
        if not requests.is_own_side(book):
            raise RuleError(
                f"“{book.channel.name}” has members of another party; a draft is shown to our own side only."
            )
        return book, _member(book, name)
    found = []
    for channel in known:
        book = Book(db, desk, channel)
        if requests.is_own_side(book):
            try:
                found.append((book, _member(book, name)))
            except UsageError:
                continue
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(
            f"You share no channel of your own side with {name}; propose one whose members are of one party."
        )
    names = ", ".join(f"“{book.channel.name}”" for book, _ in found)
    raise UsageError(
        f"You share several channels of your own side with {name}; say which is meant: {names}.", typed="--on CHANNEL"
    )


def _member(book: Book, name: str) -> bytes:
    reader, membership = channels.member(book.state, name)
    if reader == book.desk.reader or membership.status != "active":
        raise UsageError(f"{name} is not another active member of “{book.channel.name}”; name one who is.")
    return reader

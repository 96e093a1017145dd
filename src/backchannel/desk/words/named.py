"""What a person names among the things of this desk: a volume or file, a document, a channel, a letter of one."""

from dataclasses import dataclass

from backchannel.desk.book import open_book
from backchannel.desk.desk import Desk
from backchannel.desk.references import reference, resolve
from backchannel.errors import UsageError
from backchannel.record.address import read as read_address
from backchannel.vault import archive, channels, entries, sources
from backchannel.vault.archive import Item
from backchannel.vault.sqlcipher import Connection

__all__ = ["Named", "called", "find", "numbers"]


@dataclass(frozen=True, slots=True)
class Named:
    """One of: a source, a channel by its id, an item (a document or a letter); under the name that was given."""

    name: str
    source: int | None = None
    channel: bytes | None = None
    item: Item | None = None


def find(db: Connection, desk: Desk, name: str) -> Named:
    """Give what a name or the address of a place in a document means; UsageError where there is none."""
    wanted = name.strip()
    source = sources.by_slug(db, wanted)
    if source is not None:
        # A file that is one document has its name: the file is the document.
        return Named(wanted, source=source.number)
    names = {one.name: one.id for one in channels.every(db) if one.standing != channels.DECLINED}
    if wanted in names:
        return Named(wanted, channel=names[wanted])
    for text in dict.fromkeys((wanted, read_address(wanted).document)):
        item = archive.find(db, text)
        channel, _, letter = text.rpartition("/")
        if item is None and channel in names:
            item = archive.find(db, resolve(open_book(db, desk, channel), letter)[0].header.id.hex())
        if item is not None:
            return Named(wanted, item=item)
    raise UsageError(f"There is no volume, file, document, channel or letter {wanted[:120]} that this desk can read.")


def numbers(db: Connection, named: Named) -> list[int]:
    """Give the numbers of all documents that are meant."""
    if named.source is not None:
        return [item.number for item in archive.listed(db, named.source)]
    if named.channel is not None:
        return archive.of_channel(db, named.channel)
    return [named.item.number] if named.item else []


def called(db: Connection, desk: Desk, item: Item) -> str:
    """Give the name of an item: its id, or of a letter CHANNEL/LETTER."""
    channel = channels.get(db, item.channel) if item.channel else None
    entry = entries.by_id(db, item.entry) if item.entry else None
    if channel is None or entry is None:
        return item.id
    return f"{channel.name}/{reference(open_book(db, desk, channel.id.hex()).state, entry.header)}"

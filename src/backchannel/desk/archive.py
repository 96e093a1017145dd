"""The archive of a desk: what is in it, one document of it, and taking documents out."""

from dataclasses import dataclass, replace

from backchannel.desk import letters, publishing
from backchannel.desk.desk import Desk
from backchannel.errors import UsageError
from backchannel.record.address import Address
from backchannel.record.address import read as read_address
from backchannel.record.document import Document
from backchannel.record.readers.report import Report
from backchannel.record.volume import Volume
from backchannel.vault import archive, channels, sources, volumes
from backchannel.vault.archive import Item
from backchannel.vault.sources import Source
from backchannel.vault.sqlcipher import Connection

__all__ = [
    "Found",
    "Holding",
    "Item",
    "documents",
    "find",
    "held",
    "holding",
    "holdings",
    "item",
    "opened",
    "remove",
    "reports",
]


@dataclass(frozen=True, slots=True)
class Holding:
    """A source with its volume's title, if it is one, and how many documents of it are here."""

    source: Source
    title: str | None
    documents: int


@dataclass(frozen=True, slots=True)
class Found:
    """A document with the address by which it was asked for; `report` and `volume` are those of an imported one."""

    address: Address
    document: Document
    report: Report
    volume: Volume | None


def holdings(desk: Desk) -> list[Holding]:
    """Give every source, in the order of the ids of their documents."""
    with desk.vault.read() as db:
        titles = {source: title for _, title, source in volumes.every(db)}
        return [Holding(one, titles.get(one.number), archive.count(db, one.number)) for one in sources.every(db)]


def holding(desk: Desk, number: int) -> Holding:
    """Give the source of a number; UsageError where there is none."""
    with desk.vault.read() as db:
        source = next((one for one in sources.every(db) if one.number == number), None)
        if source is None:
            raise UsageError("There is no such volume or file in the archive any more; look at what it holds.")
        title = next((title for _, title, own in volumes.every(db) if own == number), None)
        return Holding(source, title, archive.count(db, number))


def item(desk: Desk, number: int) -> Item:
    """Give the document or letter of a number, without its text; UsageError where there is none."""
    with desk.vault.read() as db:
        found = archive.by_number(db, number)
    if found is None:
        raise UsageError("There is no such document on this desk any more; look for it in the record.")
    return found


def named(desk: Desk, identifier: str) -> Item:
    """Give the imported document of an id, without its text; UsageError where there is none."""
    with desk.vault.read() as db:
        return opened(db, identifier)[0]


def documents(desk: Desk, slug: str) -> list[Item]:
    """Give the documents of a volume or another source, in its order; UsageError where there is none."""
    with desk.vault.read() as db:
        return list(archive.listed(db, _source(db, slug).number))


def reports(desk: Desk, slug: str) -> list[tuple[str, Report]]:
    """Give what the reader told of a source, under its own id, and of each of its documents that it told of."""
    with desk.vault.read() as db:
        source = _source(db, slug)
        told = [(source.slug, source.report)]
        told += [(item.id, archive.report(db, item.number)) for item in archive.listed(db, source.number)]
    return [(identifier, report) for identifier, report in told if report.inferred or report.left_out]


def find(desk: Desk, text: str) -> Found:
    """Give the document of an address, of the archive or of a channel; UsageError where there is none.

    A letter that is found so is noted as read, as by `letters.show`.
    """
    with desk.vault.read() as db:
        for address in (Address(text.strip()), read_address(text)):
            item = archive.find(db, address.document)
            document = archive.text(db, item.number) if item else None
            if item is not None and document is not None:
                volume = volumes.get(db, item.volume) if item.volume else None
                return Found(address, document, archive.report(db, item.number), volume)
        if sources.by_slug(db, text.strip()) is not None:
            raise UsageError(
                f"{text.strip()[:120]} holds documents; the list of the record gives their ids.",
                typed="backchannel record list",
            )
        names = [channel.name for channel in channels.every(db) if channel.standing in (channels.JOINED, channels.GONE)]
    address = read_address(text)
    channel, _, letter = address.document.rpartition("/")
    if channel not in names:
        raise UsageError(
            f"There is no document {text[:120]} here; look in the list of the record.", typed="backchannel record list"
        )
    found = letters.show(desk, channel, letter)
    document = found.document
    if document is None:
        raise UsageError(
            f"{text[:120]} is not a letter that can be shown; look in the list of letters.",
            typed="backchannel letter list",
        )
    report = Report()
    if found.header.kind == "letter" and not document.senders:
        document = replace(document, senders=(found.author.name,))
        report = Report((f"The head names no sender; {found.author.name} is who wrote it on the channel.",))
    return Found(address, document, report, None)


def opened(db: Connection, identifier: str) -> tuple[Item, Document]:
    """Give an imported document with its columns; UsageError where there is none of that id."""
    item = archive.find(db, identifier.strip())
    document = archive.text(db, item.number) if item else None
    if item is None or document is None:
        raise UsageError(
            f"There is no document {identifier[:120]} in the archive; look in the list of the record.",
            typed="backchannel record list",
        )
    return item, document


def held(desk: Desk, name: str) -> int:
    """Say how many documents `remove` would take out; UsageError where there is none of that name."""
    with desk.vault.read() as db:
        source = sources.by_slug(db, name)
        if source is not None:
            return archive.count(db, source.number)
        _imported(db, name)
    return 1


def remove(desk: Desk, name: str) -> int:
    """Take a source with all its documents, or one document, out of the archive and its index; say how many went.

    What was said to be public of it is taken back: what comes under its name later is private. UsageError where there
    is none of that name.
    """
    with desk.vault.change(moves_position=True) as db:
        source = sources.by_slug(db, name)
        if source is None:
            item = _imported(db, name)
            publishing.take_back_all(db, desk, [item.id])
            archive.drop(db, item.id)
            return 1
        removed = archive.ids(db, source.number)
        publishing.take_back_all(db, desk, [source.slug, *removed])
        for identifier in removed:
            archive.drop(db, identifier)
        volumes.drop(db, source.number)
        sources.drop(db, source.number)
        return len(removed)


def _imported(db: Connection, identifier: str) -> Item:
    item = archive.find(db, identifier)
    if item is None or item.source is None:
        raise UsageError(f"There is no volume, file or document {identifier[:120]} in the archive.")
    return item


def _source(db: Connection, slug: str) -> Source:
    source = sources.by_slug(db, slug)
    if source is None:
        raise UsageError(
            f"There is no volume or file {slug[:120]} in the archive; look in the list of the record.",
            typed="backchannel record list",
        )
    return source

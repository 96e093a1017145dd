"""Searching: all that this desk may read, imported documents and letters alike, by words, phrases and filters.

What is found, counted or said to occur nowhere is a matter of this desk's own vault, where nothing stands that its
person may not read.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.desk.book import Book, Books, find_channel
from backchannel.desk.desk import Desk
from backchannel.desk.references import reference
from backchannel.errors import UsageError
from backchannel.record.stored import Texts, texts_of
from backchannel.text.asked import days_in_words
from backchannel.text.excerpt import Excerpt, excerpt
from backchannel.text.folding import fold, words
from backchannel.text.query import Phrase, Query
from backchannel.vault import archive, catalogue, channels, entries, filing, names, ranking, sources, volumes
from backchannel.vault.archive import Item
from backchannel.vault.catalogue import Counted, Counts
from backchannel.vault.ranking import BEST, EARLIEST, LATEST, Facet, Ranked
from backchannel.vault.scope import EVERYWHERE, Within
from backchannel.vault.sqlcipher import Connection

__all__ = [
    "BEST",
    "EARLIEST",
    "EVERYWHERE",
    "LATEST",
    "LIMIT",
    "Counted",
    "Counts",
    "Found",
    "Hit",
    "Within",
    "channel_names",
    "counted",
    "find",
    "narrowed",
    "sources_named",
    "state",
]

LIMIT = 200
"""Hits on one page at most."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found: the address of the passage that answers, what it is, and an excerpt.

    `number` is the document's in this vault; a letter of a channel has an `entry`. `until` is the address of the next
    passage, where what was found goes on into it. `source` is the title of the volume, the name of the channel, or the
    id of an imported file.
    """

    address: str
    until: str
    document: str
    kind: str
    heading: str
    day: str
    place: str
    classification: str
    source: str
    excerpt: Excerpt
    number: int = 0
    entry: bytes | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """How many documents fit, one page of them (`page` from 1), and which words occur in nothing that is here."""

    total: int
    page: int
    pages: int
    hits: tuple[Hit, ...]
    nowhere: tuple[str, ...]
    facets: tuple[Facet, ...]


def find(
    desk: Desk,
    query: Query,
    *,
    page: int = 1,
    limit: int = 10,
    facets: bool = False,
    within: Within = EVERYWHERE,
    order: str = BEST,
) -> Found:
    """Search; UsageError for a page or a channel that is not there.

    With `facets`, the documents that fit are counted by kind, year, volume, channel and classification too. `within` is
    what was chosen of an earlier finding (see `counted`).
    """
    if page < 1 or not 1 <= limit <= LIMIT:
        raise UsageError(f"A page is a number from 1, and has from 1 to {LIMIT} documents; ask for such a one.")
    with desk.vault.read() as db:
        named = [find_channel(db, name).id for name in query.channels]
        writers = _writers(db, desk, query)
        ranked = ranking.rank(db, query, named, (page - 1) * limit, limit, writers=writers, within=within, order=order)
        pages = -(-ranked.total // limit)
        if ranked.total and page > pages:
            raise UsageError(f"There are {pages} pages of what was found; ask for one of them.")
        return Found(
            ranked.total,
            page,
            pages,
            tuple(_hits(db, desk, ranked)),
            () if ranked.total else tuple(" ".join(one.tokens) for one in ranking.unknown(db, query)),
            _named(db, ranking.facets(db, query, named, writers=writers)) if facets else (),
        )


def counted(desk: Desk, query: Query, within: Within = EVERYWHERE) -> Counts:
    """Count what a search finds by kind, period, source, channel, classification and person."""
    with desk.vault.read() as db:
        named = [find_channel(db, name).id for name in query.channels]
        return catalogue.count(db, query, named, writers=_writers(db, desk, query), within=within)


def state(desk: Desk) -> object:
    """Give what is another value whenever the vault was changed, by whichever process."""
    with desk.vault.read() as db:
        return db.execute("PRAGMA data_version").fetchone()[0], db.total_changes


def channel_names(desk: Desk) -> dict[str, str]:
    """Give the channels whose letters are searched, by their identifiers in hexadecimal, in the order of names."""
    with desk.vault.read() as db:
        found = [one for one in channels.every(db) if one.standing in (channels.JOINED, channels.GONE)]
    return {one.id.hex(): one.name for one in sorted(found, key=lambda one: one.name.casefold())}


def sources_named(desk: Desk) -> list[tuple[int, str, str]]:
    """Give number, slug and title of every volume or file, in the order of their slugs: a light list."""
    with desk.vault.read() as db:
        return sources.names(db)


def narrowed(desk: Desk, within: Within) -> dict[str, str]:
    """Give what was chosen in words, by the name of its field; UsageError where there is no such thing here."""
    said = {}
    with desk.vault.read() as db:
        if within.kind is not None:
            said["kind"] = within.kind
        if within.source is not None:
            said["source"] = next((title for number, _, title in sources.names(db) if number == within.source), "")
        if within.channel is not None:
            said["channel"] = find_channel(db, within.channel.hex()).name
        if within.like is not None:
            item = archive.by_number(db, within.like)
            said["classification"] = (item.classification or "") if item else ""
        if within.person is not None:
            said["person"] = names.listed(db, within.person) or ""
        if within.days is not None:
            said["days"] = days_in_words(within.days)
    if not all(said.values()):
        raise UsageError("What this was narrowed to is not here any more; ask again.")
    return said


def _writers(db: Connection, desk: Desk, query: Query) -> dict[Phrase, list[tuple[bytes, bytes]]]:
    """Give the members of channels who have a name that is asked of a writer: a letter's head need not name him."""
    asked = [name for role, name in query.persons if role in ("sender", "")]
    found: dict[Phrase, list[tuple[bytes, bytes]]] = {}
    for channel in channels.every(db) if asked else ():
        if channel.standing not in (channels.JOINED, channels.GONE):
            continue
        for author, member in Book(db, desk, channel).state.members.items():
            own = words(fold(member.name).text)
            for name in asked:
                if all(_has(own, token, name.beginning and token == name.tokens[-1]) for token in name.tokens):
                    found.setdefault(name, []).append((channel.id, author))
    return found


def _has(own: list[str], token: str, beginning: bool) -> bool:
    return any(word.startswith(token) if beginning else word == token for word in own)


def _hits(db: Connection, desk: Desk, ranked: Ranked) -> Iterator[Hit]:
    titles = {identifier: title for identifier, title, _ in volumes.every(db)}
    books = Books(db, desk)
    for number in ranked.numbers:
        item = archive.by_number(db, number)
        assert item is not None
        if item.channel is None:
            found, identifier = archive.words(db, number), item.id
            source = titles.get(item.volume or "", item.id)
        else:
            found, identifier, source = _letter(db, item, books)
        if found is not None:
            yield _hit(item, found.date, identifier, source, excerpt(found, ranked.weights))


def _letter(db: Connection, item: Item, books: Books) -> tuple[Texts | None, str, str]:
    assert item.channel is not None
    assert item.entry is not None
    book, entry = books.of(item.channel), entries.by_id(db, item.entry)
    assert entry is not None
    name = book.channel.name
    document = filing.document_of(entry.body())
    return texts_of(document) if document else None, f"{name}/{reference(book.state, entry.header)}", name


def _hit(item: Item, day: str, identifier: str, source: str, shown: Excerpt) -> Hit:
    return Hit(
        address=f"{identifier}/{shown.place}" if shown.place else identifier,
        until=f"{identifier}/{shown.until}" if shown.until else "",
        document=identifier,
        kind=item.kind,
        heading=item.heading,
        day=day,
        place=item.place or "",
        classification=item.classification or "",
        source=source,
        excerpt=shown,
        number=item.number,
        entry=item.entry,
    )


def _named(db: Connection, facets: tuple[Facet, ...]) -> tuple[Facet, ...]:
    """Give the facets with the channels under their names."""
    names = {channel.id.hex(): channel.name for channel in channels.every(db)}
    return tuple(
        Facet(one.field, tuple((names.get(value, value), count) for value, count in one.counts))
        if one.field == "channel"
        else one
        for one in facets
    )

"""Bringing a peer what he lacks: entries laid out once more, openly to those who may read them, else blank."""

from collections.abc import Mapping

from backchannel.desk import enclosing
from backchannel.desk.book import Book
from backchannel.desk.writing import lay_out_again
from backchannel.protocol.batch import HEARSAY
from backchannel.protocol.encoding import unhex32
from backchannel.protocol.entry import SHARED_KINDS, Head
from backchannel.protocol.state import ACTIVE
from backchannel.vault import enclosures, entries, postings
from backchannel.vault.entries import Entry
from backchannel.vault.pairs import Pair

CANNOT_OPEN = "It does not open at this desk."
"""The rule with which a desk asks an author for an entry once more."""


def bring(book: Book, pair: Pair, author: bytes, after: int, frame_type: bytes) -> None:
    """Lay out again what the peer lacks of one chain after a number: ours, or his own that he has lost."""
    taken = book.ledger.heads.get(author, (0, b""))[0]
    for entry in list(entries.of_author(book.db, book.channel.id, author, after)):
        if entry.header.seq <= taken:
            bring_one(book, pair, entry, frame_type)


def bring_one(book: Book, pair: Pair, entry: Entry, frame_type: bytes) -> None:
    """Lay out one entry again, and with a letter its enclosures."""
    readable = may_read(book, entry, pair.peer)
    lay_out_again(book, pair, entry, readable=readable, frame_type=frame_type)
    # Pieces are taken from a letter's author alone, so only ours go with it.
    if readable and entry.header.kind == "letter" and entry.header.author == book.desk.reader:
        for one in enclosures.of_letter(book.db, entry.header.id):
            enclosing.lay_out(book, pair.peer, one.id)


def bring_of_the_gone(book: Book, pair: Pair, heads: Mapping[bytes, Head]) -> None:
    """Bring a peer what he lacks of the chains of those who left or were removed, and will not bring it themselves.

    A principal does so for the people of his own party, who take it on his word: others' word is not taken for it.
    What the others say they have seen must fit, or their entries are refused and the alarm is raised.
    """
    members = book.state.members
    mine, his = members.get(book.desk.reader), members.get(pair.peer)
    if mine is None or his is None or not mine.principal or mine.party != his.party:
        return
    for author, member in members.items():
        if member.status == ACTIVE or author in {pair.peer, book.desk.reader}:
            continue
        has, here = heads.get(author, (0, b""))[0], book.ledger.heads.get(author, (0, b""))[0]
        if has < here and not postings.pending(book.db, book.channel.id, pair.peer, author):
            bring(book, pair, author, has, HEARSAY)


def ask_again(book: Book, peer: bytes) -> None:
    """Ask a peer, with whom the pair was opened anew, once more for what of his did not open here."""
    own = book.desk.reader
    for entry in entries.of_kinds(book.db, book.channel.id, {"reject"}):
        body = entry.body()
        if entry.header.author != own or body is None or body.get("rule") != CANNOT_OPEN:
            continue
        if body["author"] == peer.hex():
            wanted = entries.get(book.db, book.channel.id, peer, int(body["seq"]))
            if wanted is not None and not wanted.key and wanted.header.id == unhex32(body["entry"]):
                book.rejections.append((peer, wanted.header.seq, wanted.header.id, CANNOT_OPEN))


def may_read(book: Book, entry: Entry, peer: bytes) -> bool:
    """Whether an entry is to be opened to a peer: his own, one for every member, or one that names him."""
    if entry.header.author == peer:
        return True
    if entry.header.kind in SHARED_KINDS:
        return peer in book.state.readers_of(entry.header.kind)
    body = entry.body()
    if body is None or peer in body["readers"]:
        return body is not None
    return any(
        (opened := again.body()) is not None
        and opened["entry"] == entry.header.id.hex()
        and opened["reader"] == peer.hex()
        for again in entries.of_kinds(book.db, book.channel.id, {"reseal"})
        if again.header.author == book.desk.reader
    )

"""Mending a fork: the principals of every party say which history of an author stands, and all desks follow."""

from backchannel.desk import channels
from backchannel.desk.book import Book, open_book
from backchannel.desk.desk import Desk
from backchannel.desk.receiving import rejudge
from backchannel.desk.writing import append
from backchannel.errors import UsageError
from backchannel.protocol.encoding import hex32
from backchannel.protocol.state import Mend, State
from backchannel.vault import entries, notices, pairs


def mend(desk: Desk, channel: str, author: str, reason: str, *, keep: int | None = None) -> int:
    """Say that an author's history stands up to the entry `keep` (default: as far as it is undisputed here).

    It counts when a principal of every party has said the same. Give the number up to which the chain stands.
    """
    with desk.vault.change(moves_position=True) as db:
        book = open_book(db, desk, channel)
        reader, membership = channels.member(book.state, author)
        forks = notices.forked(db, book.channel.id, reported=True)
        if reader not in forks:
            raise UsageError(f"No fork of {membership.name} is known on “{channel}”.")
        seq = forks[reader] - 1 if keep is None else keep
        header = book.find(reader, seq) if seq else None
        if seq and header is None:
            raise UsageError(f"This desk holds no entry {seq} of {membership.name}.")
        content = {
            "author": hex32(reader),
            "seq": seq,
            "entry": hex32(header.id if header else bytes(32)),
            "reason": reason,
        }
        append(book, "mend", content)
        follow_mends(book)
        book.save()
    return seq


def effective(state: State) -> list[Mend]:
    """Give the mends to which a principal of every party that has one has agreed."""
    parties = {p.name for p in state.charter.parties if state.principals(p.name)}
    return [m for m in state.mends if m.parties >= parties]


def follow_mends(book: Book) -> None:
    """Carry out what every party has agreed: what lies beyond is set aside, and the author's pair is opened anew."""
    forks = notices.forked(book.db, book.channel.id, reported=True)
    for mend_ in effective(book.state):
        if mend_.author not in forks:
            continue
        known = book.find(mend_.author, mend_.seq) if mend_.seq else None
        if known is not None and known.id != mend_.entry:
            continue
        entries.set_aside(book.db, book.channel.id, mend_.author, mend_.seq)
        for kind in ("fork", "report"):
            notices.settle(book.db, book.channel.id, mend_.author, kind, book.desk.now())
        pairs.drop_peer_key(book.db, book.channel.id, mend_.author)
        _open_anew(book, mend_.author)
        rejudge(book)
        book.peer_keys = pairs.peer_keys(book.db, book.channel.id)


def _open_anew(book: Book, author: bytes) -> None:
    peers = [author] if author != book.desk.reader else list(book.pairs)
    for peer in peers:
        if peer in book.pairs:
            pairs.drop(book.db, book.channel.id, peer)
            del book.pairs[peer]
        book.opening.add(peer)

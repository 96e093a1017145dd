"""What waits to travel, and what has travelled: frames and enclosures' pieces until the peer has them."""

from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.protocol.batch import Frame
from backchannel.vault.sqlcipher import Connection


@dataclass(frozen=True, slots=True, repr=False)
class Posting:
    """One frame to one peer. It is kept as slot and tag; header and body are the entry's own, so it never changes."""

    channel: bytes
    peer: bytes
    number: int
    type: bytes
    epoch: int
    author: bytes
    seq: int
    slot: bytes
    tag: bytes


def put(db: Connection, posting: Posting) -> None:
    """Lay a frame out for a peer."""
    db.execute(
        "INSERT INTO outbox (channel, peer, number, type, epoch, author, seq, slot, tag) VALUES (?,?,?,?,?,?,?,?,?)",
        (
            posting.channel,
            posting.peer,
            posting.number,
            posting.type,
            posting.epoch,
            posting.author,
            posting.seq,
            posting.slot,
            posting.tag,
        ),
    )


def due(
    db: Connection, channel: bytes, peer: bytes, *, got: int, before_day: int, all_of_them: bool = False
) -> Iterator[Frame]:
    """Give the frames that should travel now, in order.

    Those never sent, those whose batch the peer took in without them (`got` is the last that he took), and those
    sent before `before_day`, which a relay may have forgotten. A pouch takes all of them.
    """
    for row in db.execute(
        "SELECT o.number, o.type, o.epoch, e.header, e.ciphertext, o.slot, o.tag FROM outbox o JOIN entries e "
        "ON e.channel = o.channel AND e.author = o.author AND e.seq = o.seq "
        "WHERE o.channel = ? AND o.peer = ? AND (? OR o.batch = 0 OR o.batch <= ? OR o.day < ?) ORDER BY o.number",
        (channel, peer, int(all_of_them), got, before_day),
    ):
        yield Frame(*row)


def sent(db: Connection, channel: bytes, peer: bytes, numbers: list[int], batch: int, day: int) -> None:
    """Note in which batch, and on which day, frames travelled."""
    db.executemany(
        "UPDATE outbox SET batch = ?, day = ? WHERE channel = ? AND peer = ? AND number = ?",
        [(batch, day, channel, peer, number) for number in numbers],
    )


def arrived(db: Connection, channel: bytes, peer: bytes, below: int) -> None:
    """Forget the frames that the peer has."""
    db.execute("DELETE FROM outbox WHERE channel = ? AND peer = ? AND number < ?", (channel, peer, below))


def count(db: Connection, channel: bytes, peer: bytes) -> int:
    """Give how many frames the peer is not known to have."""
    row = db.execute("SELECT count(*) FROM outbox WHERE channel = ? AND peer = ?", (channel, peer)).fetchone()
    return int(row[0])


def pending(db: Connection, channel: bytes, peer: bytes, author: bytes) -> bool:
    """Whether frames with entries of that author wait for that peer."""
    row = db.execute(
        "SELECT 1 FROM outbox WHERE channel = ? AND peer = ? AND author = ? LIMIT 1", (channel, peer, author)
    ).fetchone()
    return row is not None


def undelivered(db: Connection, channel: bytes, author: bytes, seq: int) -> list[bytes]:
    """Give the peers that are not known to have an entry."""
    rows = db.execute(
        "SELECT DISTINCT peer FROM outbox WHERE channel = ? AND author = ? AND seq = ?", (channel, author, seq)
    ).fetchall()
    return [row[0] for row in rows]


def wait(db: Connection, channel: bytes, peer: bytes, number: int, frame: bytes) -> None:
    """Keep a frame that came before an earlier one."""
    db.execute("INSERT OR IGNORE INTO waiting_frames VALUES (?, ?, ?, ?)", (channel, peer, number, frame))


def waiting_size(db: Connection, channel: bytes, peer: bytes) -> tuple[int, int]:
    """Give how many frames wait for an earlier one, and their bytes."""
    row = db.execute(
        "SELECT count(*), coalesce(sum(length(frame)), 0) FROM waiting_frames WHERE channel = ? AND peer = ?",
        (channel, peer),
    ).fetchone()
    return int(row[0]), int(row[1])


def waited(db: Connection, channel: bytes, peer: bytes, number: int) -> bytes | None:
    """Take out the waiting frame of that number."""
    row = db.execute(
        "DELETE FROM waiting_frames WHERE channel = ? AND peer = ? AND number = ? RETURNING frame",
        (channel, peer, number),
    ).fetchone()
    return bytes(row[0]) if row else None


def put_chunks(db: Connection, channel: bytes, peer: bytes, enclosure: bytes, chunks: int) -> None:
    """Lay the pieces of an enclosure out for a peer."""
    db.executemany(
        "INSERT OR IGNORE INTO chunk_outbox (channel, peer, enclosure, number) VALUES (?, ?, ?, ?)",
        [(channel, peer, enclosure, number) for number in range(chunks)],
    )


def due_chunks(
    db: Connection, channel: bytes, peer: bytes, *, got: int, before_day: int, all_of_them: bool = False
) -> list[tuple[bytes, int]]:
    """Give the pieces that should travel now: (enclosure, number); as `due` for frames.

    A peer confirms an enclosure when he holds it whole, and no single piece. So those never sent come first, then
    those sent longest ago: where there is room for a few only, all get their turn.
    """
    return [
        (row[0], row[1])
        for row in db.execute(
            "SELECT enclosure, number FROM chunk_outbox WHERE channel = ? AND peer = ? "
            "AND (? OR batch = 0 OR batch <= ? OR day < ?) ORDER BY batch, enclosure, number",
            (channel, peer, int(all_of_them), got, before_day),
        ).fetchall()
    ]


def sent_chunks(
    db: Connection, channel: bytes, peer: bytes, chunks: list[tuple[bytes, int]], batch: int, day: int
) -> None:
    """Note in which batch pieces travelled."""
    db.executemany(
        "UPDATE chunk_outbox SET batch = ?, day = ? WHERE channel = ? AND peer = ? AND enclosure = ? AND number = ?",
        [(batch, day, channel, peer, enclosure, number) for enclosure, number in chunks],
    )


def enclosure_arrived(db: Connection, channel: bytes, peer: bytes, enclosure: bytes) -> None:
    """Forget the pieces of an enclosure that the peer holds whole."""
    db.execute("DELETE FROM chunk_outbox WHERE channel = ? AND peer = ? AND enclosure = ?", (channel, peer, enclosure))

"""Pairs: this desk and one peer on one channel. Their chains, mailboxes, outer keys, runs, and reader keys."""

from dataclasses import dataclass
from typing import Any

from backchannel.protocol.pair import RekeyShare
from backchannel.vault.sqlcipher import Connection


@dataclass(slots=True, repr=False)
class Pair:
    """The state of one pair. It is changed in memory during one change of the vault and saved at its end."""

    channel: bytes
    peer: bytes
    send: bytes
    receive: bytes
    send_number: int
    """The number of the next frame to the peer."""
    receive_number: int
    """The number of the next frame from the peer."""
    box_send: bytes
    box_receive: bytes
    outer_send: bytes
    outer_receive: bytes
    batch_sent: int
    batch_got: int
    peer_got: int
    """The highest of our batches that the peer has taken in."""
    peer_needs: int
    """The first of our frames that the peer lacks."""
    fetched_day: int
    """The last day whose mailbox was fetched."""
    share_number: int = 0
    share_secret: bytes = b""
    share_entry: bytes = b""
    owes_batch: bool = False
    """Whether the peer should hear from us even if there is no frame for him."""
    told_own: int = 0
    """How far the peer held our own chain when this pair was opened."""
    opened_at: int = 0
    """How far our own chain went when this pair was opened."""
    run: bytes = b""
    """The nonce of the opening that made this pair."""

    @property
    def share(self) -> RekeyShare | None:
        """The last share that the peer sent on this pair."""
        return RekeyShare(self.share_secret, self.share_entry) if self.share_number else None


@dataclass(frozen=True, slots=True, repr=False)
class Run:
    """An opening under way: who began, where it stands, its secrets, and the sealed flight to be sent."""

    channel: bytes
    peer: bytes
    run: bytes
    role: str
    state: str
    secrets: bytes
    flight: bytes
    sent_day: int
    made_day: int
    cards: bytes = b""
    """The cards that a first flight brought, to be believed when its sender is proven."""


_PAIR = (
    "channel, peer, send, receive, send_number, receive_number, box_send, box_receive, outer_send, outer_receive, "
    "batch_sent, batch_got, peer_got, peer_needs, fetched_day, share_number, share_secret, share_entry, owes_batch, "
    "told_own, opened_at, run"
)
_RUN = "channel, peer, run, role, state, secrets, flight, sent_day, made_day, cards"


def put(db: Connection, pair: Pair) -> None:
    """Save a pair, new or changed."""
    db.execute(
        f"INSERT OR REPLACE INTO pairs ({_PAIR}) VALUES ({', '.join('?' * 22)})",  # noqa: S608 -- fixed names
        (
            pair.channel,
            pair.peer,
            pair.send,
            pair.receive,
            pair.send_number,
            pair.receive_number,
            pair.box_send,
            pair.box_receive,
            pair.outer_send,
            pair.outer_receive,
            pair.batch_sent,
            pair.batch_got,
            pair.peer_got,
            pair.peer_needs,
            pair.fetched_day,
            pair.share_number,
            pair.share_secret,
            pair.share_entry,
            int(pair.owes_batch),
            pair.told_own,
            pair.opened_at,
            pair.run,
        ),
    )


def _read(row: tuple[Any, ...]) -> Pair:
    return Pair(*row[:18], bool(row[18]), *row[19:])  # type: ignore[call-arg]


def get(db: Connection, channel: bytes, peer: bytes) -> Pair | None:
    """Give the pair with that peer on that channel."""
    row = db.execute(f"SELECT {_PAIR} FROM pairs WHERE channel = ? AND peer = ?", (channel, peer)).fetchone()  # noqa: S608
    return _read(row) if row else None


def on_channel(db: Connection, channel: bytes) -> dict[bytes, Pair]:
    """Give all pairs of a channel, by peer."""
    rows = db.execute(f"SELECT {_PAIR} FROM pairs WHERE channel = ? ORDER BY peer", (channel,)).fetchall()  # noqa: S608
    return {row[1]: _read(row) for row in rows}


def every(db: Connection) -> list[Pair]:
    """Give all pairs of the desk."""
    return [_read(row) for row in db.execute(f"SELECT {_PAIR} FROM pairs ORDER BY channel, peer").fetchall()]  # noqa: S608


def drop(db: Connection, channel: bytes, peer: bytes) -> None:
    """Forget a pair, and with it everything that only its keys could send or open."""
    replace(db, channel, peer)
    db.execute("DELETE FROM chunk_outbox WHERE channel = ? AND peer = ?", (channel, peer))


def replace(db: Connection, channel: bytes, peer: bytes) -> None:
    """Forget a pair that is about to be opened anew, and the openings under way; enclosures' pieces go out again."""
    for table in ("pairs", "runs", "outbox", "waiting_frames", "sent_shares"):
        db.execute(f"DELETE FROM {table} WHERE channel = ? AND peer = ?", (channel, peer))  # noqa: S608 -- fixed names
    db.execute("UPDATE chunk_outbox SET batch = 0, day = 0 WHERE channel = ? AND peer = ?", (channel, peer))


def put_run(db: Connection, run: Run) -> None:
    """Save an opening under way."""
    values = (run.channel, run.peer, run.run, run.role, run.state, run.secrets, run.flight, run.sent_day, run.made_day)
    db.execute(
        f"INSERT OR REPLACE INTO runs ({_RUN}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 -- fixed names
        (*values, run.cards),
    )


def get_run(db: Connection, channel: bytes, peer: bytes, run: bytes) -> Run | None:
    """Give an opening under way by its nonce."""
    row = db.execute(
        f"SELECT {_RUN} FROM runs WHERE channel = ? AND peer = ? AND run = ?",  # noqa: S608 -- fixed names
        (channel, peer, run),
    ).fetchone()
    return Run(*row) if row else None


def runs_with(db: Connection, channel: bytes, peer: bytes) -> list[Run]:
    """Give the openings under way with a peer, the newest first."""
    rows = db.execute(
        f"SELECT {_RUN} FROM runs WHERE channel = ? AND peer = ? ORDER BY made_day DESC, run",  # noqa: S608
        (channel, peer),
    ).fetchall()
    return [Run(*row) for row in rows]


def runs(db: Connection) -> list[Run]:
    """Give all openings under way."""
    return [Run(*row) for row in db.execute(f"SELECT {_RUN} FROM runs ORDER BY channel, peer").fetchall()]  # noqa: S608


def drop_run(db: Connection, channel: bytes, peer: bytes, run: bytes) -> None:
    """Forget an opening and its secrets."""
    db.execute("DELETE FROM runs WHERE channel = ? AND peer = ? AND run = ?", (channel, peer, run))


def drop_runs(db: Connection, channel: bytes, peer: bytes) -> None:
    """Forget all openings with a peer, as when he is removed."""
    db.execute("DELETE FROM runs WHERE channel = ? AND peer = ?", (channel, peer))


def hold_flight(db: Connection, identifier: bytes, channel: bytes, sender: bytes, blob: bytes, day: int) -> None:
    """Keep the first flight of somebody who is not known yet; it is counted, and not shown."""
    db.execute("INSERT OR IGNORE INTO held_flights VALUES (?, ?, ?, ?, ?)", (identifier, channel, sender, blob, day))


def held_flights(db: Connection) -> list[tuple[bytes, bytes, bytes, bytes]]:
    """Give the held flights: (id, channel, sender, blob), oldest first."""
    return [
        tuple(row)
        for row in db.execute("SELECT id, channel, sender, blob FROM held_flights ORDER BY day, id").fetchall()
    ]


def drop_held(db: Connection, identifier: bytes) -> None:
    """Forget one held flight."""
    db.execute("DELETE FROM held_flights WHERE id = ?", (identifier,))


def put_own_key(db: Connection, channel: bytes, seq: int, seed: bytes, made: str) -> None:
    """Keep the seed of our reader key of the epoch that our entry `seq` began."""
    db.execute("INSERT OR REPLACE INTO own_keys VALUES (?, ?, ?, ?)", (channel, seq, seed, made))


def own_keys(db: Connection, channel: bytes) -> dict[int, tuple[bytes, str]]:
    """Give our reader keys that are not erased: epoch -> (seed, when made)."""
    rows = db.execute("SELECT seq, seed, made FROM own_keys WHERE channel = ?", (channel,)).fetchall()
    return {seq: (seed, made) for seq, seed, made in rows}


def erase_own_keys(db: Connection, channel: bytes, below: int) -> None:
    """Erase our reader keys of the epochs before `below`."""
    db.execute("DELETE FROM own_keys WHERE channel = ? AND seq < ?", (channel, below))


def put_peer_key(db: Connection, channel: bytes, reader: bytes, seq: int, key: bytes) -> None:
    """Keep a peer's newest reader key."""
    db.execute(
        "INSERT INTO peer_keys VALUES (?, ?, ?, ?) ON CONFLICT (channel, reader) "
        "DO UPDATE SET seq = excluded.seq, key = excluded.key WHERE excluded.seq > peer_keys.seq",
        (channel, reader, seq, key),
    )


def peer_keys(db: Connection, channel: bytes) -> dict[bytes, tuple[int, bytes]]:
    """Give the peers' newest reader keys: reader -> (epoch, key)."""
    rows = db.execute("SELECT reader, seq, key FROM peer_keys WHERE channel = ?", (channel,)).fetchall()
    return {reader: (seq, key) for reader, seq, key in rows}


def drop_peer_key(db: Connection, channel: bytes, reader: bytes) -> None:
    """Forget a peer's reader key, as when his chain is mended."""
    db.execute("DELETE FROM peer_keys WHERE channel = ? AND reader = ?", (channel, reader))


def put_share(db: Connection, channel: bytes, peer: bytes, seq: int, share: RekeyShare) -> None:
    """Keep the secret that our rekey entry `seq` carried to a peer, until he has used a later one."""
    db.execute(
        "INSERT OR REPLACE INTO sent_shares VALUES (?, ?, ?, ?, ?)", (channel, peer, seq, share.secret, share.entry)
    )


def share(db: Connection, channel: bytes, peer: bytes, seq: int) -> RekeyShare | None:
    """Give the share that our rekey entry `seq` carried to that peer."""
    row = db.execute(
        "SELECT secret, entry FROM sent_shares WHERE channel = ? AND peer = ? AND seq = ?", (channel, peer, seq)
    ).fetchone()
    return RekeyShare(*row) if row else None


def drop_shares(db: Connection, channel: bytes, peer: bytes, below: int) -> None:
    """Erase the shares of earlier rekey entries than `below`, which the peer has gone beyond."""
    db.execute("DELETE FROM sent_shares WHERE channel = ? AND peer = ? AND seq < ?", (channel, peer, below))

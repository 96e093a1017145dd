"""The ledgers' entries, as they arrived or were written: header, sealed body, its key, and who can be sure of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from backchannel.protocol.entry import Head, Header
from backchannel.protocol.sealing import Proof, open_body
from backchannel.vault import filing
from backchannel.vault.opened import Opened
from backchannel.vault.sqlcipher import Connection, opened

TAKEN, REFUSED, WAITS, UNOPENED = "taken", "refused", "waits", "unopened"
"""Taken in; refused by a rule, in its place; waiting for its causal past; of a kind for all, but does not open here."""

RETIRED_KINDS = filing.FILED_KINDS
"""The kinds whose body retention erases."""

_AT_ONCE = 500
_COLUMNS = "header, ciphertext, key, standing, refusal, arrived, mac_key, slot_digest, tag"


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """One entry as this desk holds it. `key` is empty where the desk is not a reader, or where it was retired."""

    header: Header
    ciphertext: bytes
    key: bytes
    standing: str
    refusal: str
    arrived: str
    proof: Proof
    memory: Opened | None = field(default=None, compare=False)
    """What the vault remembers of what it opened, where the entry was read from it."""

    def body(self) -> dict[str, Any] | None:
        """Open the body; None where this desk cannot."""
        if self.memory is not None:
            return self.memory.body(self.header, self.ciphertext, self.key)
        return open_body(self.header, self.ciphertext, self.key) if self.key and self.ciphertext else None


def _read(db: Connection, row: tuple[Any, ...]) -> Entry:
    header, ciphertext, key, standing, refusal, arrived, mac_key, slot, tag = row
    memory = opened(db)
    found = memory.header(header)
    if not key:
        # It was retired, perhaps by another process.
        memory.forget(found.id)
    return Entry(found, ciphertext, key, standing, refusal, arrived, Proof(mac_key, slot, tag), memory)


def put(db: Connection, entry: Entry) -> None:
    """Save an entry at its place, replacing what waited there; a letter is in the archive from when it is taken."""
    header = entry.header
    db.execute(
        "INSERT OR REPLACE INTO entries (channel, author, seq, id, kind, time, standing, refusal, header, key, "
        "mac_key, slot_digest, tag, arrived, ciphertext) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            header.channel,
            header.author,
            header.seq,
            header.id,
            header.kind,
            header.time,
            entry.standing,
            entry.refusal,
            header.data,
            entry.key,
            entry.proof.mac_key,
            entry.proof.slot_digest,
            entry.proof.tag,
            entry.arrived,
            entry.ciphertext,
        ),
    )
    if header.kind in filing.FILED_KINDS:
        (filing.file if entry.standing == TAKEN else filing.unfile)(db, header, entry.body())


def get(db: Connection, channel: bytes, author: bytes, seq: int) -> Entry | None:
    """Give the entry at a place of an author's chain."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM entries WHERE channel = ? AND author = ? AND seq = ?",  # noqa: S608 -- fixed names
        (channel, author, seq),
    ).fetchone()
    return _read(db, row) if row else None


def header(db: Connection, channel: bytes, author: bytes, seq: int) -> Header | None:
    """Give only the header at a place."""
    row = db.execute(
        "SELECT header FROM entries WHERE channel = ? AND author = ? AND seq = ?", (channel, author, seq)
    ).fetchone()
    return opened(db).header(row[0]) if row else None


def last(db: Connection, channel: bytes, author: bytes) -> int:
    """Give the highest number at which an author has an entry here, waiting ones included; 0 where he has none."""
    row = db.execute(
        "SELECT coalesce(max(seq), 0) FROM entries WHERE channel = ? AND author = ?", (channel, author)
    ).fetchone()
    return int(row[0])


def by_id(db: Connection, identifier: bytes) -> Entry | None:
    """Give the entry of that identifier, on whatever channel."""
    row = db.execute(f"SELECT {_COLUMNS} FROM entries WHERE id = ?", (identifier,)).fetchone()  # noqa: S608
    return _read(db, row) if row else None


def may_open(db: Connection, identifier: bytes) -> bool:
    """Whether there is an entry of that identifier with its body and a key to it, without reading either."""
    row = db.execute("SELECT length(key) > 0 AND length(ciphertext) > 0 FROM entries WHERE id = ?", (identifier,))
    return bool((row.fetchone() or (0,))[0])


def heads(db: Connection, channel: bytes) -> dict[bytes, Head]:
    """Give the last entry of each author that was taken in."""
    rows = db.execute(
        "SELECT author, max(seq), id FROM entries WHERE channel = ? AND standing != 'waits' GROUP BY author", (channel,)
    ).fetchall()
    return {author: (seq, identifier) for author, seq, identifier in rows}


def of_kinds(db: Connection, channel: bytes, kinds: Iterable[str], standing: str = TAKEN) -> Iterator[Entry]:
    """Give the entries of some kinds in the order in which they are claimed to have been written."""
    names = sorted(kinds)
    marks = ", ".join("?" * len(names))
    for row in db.execute(
        f"SELECT {_COLUMNS} FROM entries WHERE channel = ? AND standing = ? AND kind IN ({marks}) "  # noqa: S608
        "ORDER BY author, seq",
        (channel, standing, *names),
    ).fetchall():
        yield _read(db, row)


def newest_first(db: Connection, channel: bytes, kind: str) -> Iterator[Entry]:
    """Give the entries of a kind that were taken in, the newest of each author first, one at a time."""
    for row in db.execute(
        f"SELECT {_COLUMNS} FROM entries WHERE channel = ? AND kind = ? AND standing = '{TAKEN}' "  # noqa: S608
        "ORDER BY author DESC, seq DESC",  # as the table is read backwards: nothing is sorted
        (channel, kind),
    ):
        yield _read(db, row)


def places(db: Connection, identifiers: Iterable[bytes]) -> dict[bytes, tuple[bytes, int]]:
    """Give (author, number) of the entries of some identifiers, those that are here."""
    wanted = list(identifiers)
    found: dict[bytes, tuple[bytes, int]] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        some = wanted[at : at + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        rows = db.execute(f"SELECT id, author, seq FROM entries WHERE id IN ({marks})", some)  # noqa: S608
        found |= {identifier: (author, seq) for identifier, author, seq in rows}
    return found


def every(db: Connection, channel: bytes) -> Iterator[Entry]:
    """Give all entries of a channel, by author and number, one at a time."""
    cursor = db.execute(f"SELECT {_COLUMNS} FROM entries WHERE channel = ? ORDER BY author, seq", (channel,))  # noqa: S608
    for row in cursor:
        yield _read(db, row)


def count(db: Connection, channel: bytes) -> int:
    """Give how many entries of a channel are here, whatever became of them."""
    return int(db.execute("SELECT count(*) FROM entries WHERE channel = ?", (channel,)).fetchone()[0])


def part(db: Connection, channel: bytes, after: int, most: int) -> list[Entry]:
    """Give some entries of a channel, the latest by their claimed times first: at most `most`, after that many."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM entries WHERE channel = ? "  # noqa: S608 -- fixed names
        "ORDER BY time DESC, author DESC, seq DESC LIMIT ? OFFSET ?",
        (channel, most, after),
    ).fetchall()
    return [_read(db, row) for row in rows]


def last_of_each(db: Connection, channel: bytes) -> list[Header]:
    """Give the header of each author's last entry that was taken in."""
    rows = db.execute(
        "SELECT e.header FROM entries e JOIN (SELECT author, max(seq) AS seq FROM entries WHERE channel = ? "
        "AND standing != 'waits' GROUP BY author) l ON e.author = l.author AND e.seq = l.seq WHERE e.channel = ?",
        (channel, channel),
    ).fetchall()
    return [opened(db).header(row[0]) for row in rows]


def misfiled(db: Connection, channel: bytes) -> Iterator[Header]:
    """Give the headers of entries whose row says something else than the header: its author, number, kind or time."""
    for data, *columns in db.execute(
        "SELECT header, channel, author, seq, id, kind, time FROM entries WHERE channel = ? ORDER BY author, seq",
        (channel,),
    ):
        found = opened(db).header(data)
        if columns != [found.channel, found.author, found.seq, found.id, found.kind, found.time]:
            yield found


def of_author(db: Connection, channel: bytes, author: bytes, after: int) -> Iterator[Entry]:
    """Give an author's entries after a number, in order."""
    for row in db.execute(
        f"SELECT {_COLUMNS} FROM entries WHERE channel = ? AND author = ? AND seq > ? ORDER BY seq",  # noqa: S608
        (channel, author, after),
    ).fetchall():
        yield _read(db, row)


def refused(db: Connection, channel: bytes) -> list[tuple[bytes, int]]:
    """Give the places (author, number) of the entries that were refused."""
    rows = db.execute(
        "SELECT author, seq FROM entries WHERE channel = ? AND standing = 'refused'", (channel,)
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def waiting(db: Connection, channel: bytes) -> list[Entry]:
    """Give the entries that wait for their causal past."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM entries WHERE channel = ? AND standing = 'waits' ORDER BY author, seq",  # noqa: S608
        (channel,),
    ).fetchall()
    return [_read(db, row) for row in rows]


def last_readable(db: Connection, channel: bytes, reader: bytes, until: str) -> str:
    """Give the time of the last letter of a channel that this desk wrote or could read, up to a time; '' for none.

    One whose words retention has erased since still counts, if it was read.
    """
    row = db.execute(
        "SELECT max(time) FROM entries e WHERE channel = ? AND standing = ? AND kind IN ('letter', 'share') "
        "AND time <= ? AND (key != x'' OR author = ? OR EXISTS (SELECT 1 FROM reading r WHERE r.channel = e.channel "
        "AND r.author = e.author AND r.seq = e.seq))",
        (channel, TAKEN, until, reader),
    ).fetchone()
    return row[0] or ""


def unread(db: Connection, reader: bytes) -> list[tuple[Header, str]]:
    """Give (header, when it arrived) of the letters of others that open here and were not read yet, the newest first.

    Nothing is opened, so this is light however long the ledgers are.
    """
    rows = db.execute(
        "SELECT header, arrived FROM entries e WHERE kind IN ('letter', 'share') AND standing = ? AND key != x'' "
        "AND author != ? AND NOT EXISTS (SELECT 1 FROM reading r WHERE r.channel = e.channel AND r.author = e.author "
        "AND r.seq = e.seq) ORDER BY arrived DESC, time DESC, id",
        (TAKEN, reader),
    ).fetchall()
    return [(opened(db).header(data), arrived) for data, arrived in rows]


def acts_apart(db: Connection, channel: bytes) -> Iterator[Entry]:
    """Give the acts of a channel that were taken in and are not of planning, such as those about interlocutors."""
    for row in db.execute(
        f"SELECT {_COLUMNS} FROM entries e WHERE channel = ? AND standing = ? AND kind = 'act' "  # noqa: S608
        "AND NOT EXISTS (SELECT 1 FROM acts a WHERE a.id = e.id) ORDER BY author, seq",
        (channel, TAKEN),
    ).fetchall():
        yield _read(db, row)


def set_standing(db: Connection, header_: Header, standing: str, refusal: str) -> None:
    """Say what became of an entry that had waited."""
    db.execute(
        "UPDATE entries SET standing = ?, refusal = ? WHERE channel = ? AND author = ? AND seq = ?",
        (standing, refusal, header_.channel, header_.author, header_.seq),
    )


def retire(db: Connection, channel: bytes, author: bytes, seq: int) -> None:
    """Erase an entry's body and its key, and its words in the archive; the header and the place in the chain stay."""
    entry = get(db, channel, author, seq)
    if entry is not None:
        filing.unfile(db, entry.header, entry.body())
        opened(db).forget(entry.header.id)
    db.execute(
        "UPDATE entries SET ciphertext = x'', key = x'' WHERE channel = ? AND author = ? AND seq = ?",
        (channel, author, seq),
    )


def set_aside(db: Connection, channel: bytes, author: bytes, after: int) -> int:
    """Take an author's entries after a number out of the ledger and keep them aside; give how many they were."""
    for entry in of_author(db, channel, author, after):
        if entry.header.kind in filing.FILED_KINDS:
            filing.unfile(db, entry.header, entry.body())
    db.execute(
        "INSERT OR REPLACE INTO set_aside SELECT channel, author, seq, id, header, key, ciphertext FROM entries "
        "WHERE channel = ? AND author = ? AND seq > ?",
        (channel, author, after),
    )
    cursor = db.execute("DELETE FROM entries WHERE channel = ? AND author = ? AND seq > ?", (channel, author, after))
    return int(cursor.rowcount)


def aside(db: Connection, channel: bytes) -> list[tuple[Header, bytes, bytes]]:
    """Give what was set aside: (header, ciphertext, key)."""
    rows = db.execute(
        "SELECT header, ciphertext, key FROM set_aside WHERE channel = ? ORDER BY author, seq, id", (channel,)
    ).fetchall()
    return [(opened(db).header(h), c, k) for h, c, k in rows]


def wait_again(db: Connection, channel: bytes) -> None:
    """Let every entry of a channel wait to be judged anew."""
    db.execute("UPDATE entries SET standing = 'waits', refusal = '' WHERE channel = ?", (channel,))


def mark_read(db: Connection, header_: Header, when: str) -> None:
    """Keep when the person at this desk first read an entry."""
    db.execute(
        "INSERT OR IGNORE INTO reading VALUES (?, ?, ?, ?)", (header_.channel, header_.author, header_.seq, when)
    )


def first_read(db: Connection, header_: Header) -> str:
    """Give when an entry was first read here, or nothing."""
    row = db.execute(
        "SELECT first_read FROM reading WHERE channel = ? AND author = ? AND seq = ?",
        (header_.channel, header_.author, header_.seq),
    ).fetchone()
    return str(row[0]) if row else ""

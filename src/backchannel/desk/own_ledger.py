"""The ledger that a person keeps for himself: a channel of one reader, made when it is first needed."""

from backchannel.desk.book import Book
from backchannel.desk.desk import Desk
from backchannel.desk.writing import append
from backchannel.protocol.charter import (
    COURIERS,
    RELEASE,
    WITHHOLDING,
    WRITERS,
    Charter,
    Member,
    Party,
    charter_bytes,
    charter_digest,
)
from backchannel.protocol.encoding import hex32
from backchannel.vault import channels
from backchannel.vault.channels import Channel
from backchannel.vault.sqlcipher import Connection

NAME = "own ledger"


def open_own(db: Connection, desk: Desk) -> Book:
    """Open the book of one's own ledger, within a change; it is made if there is none."""
    for channel in channels.every(db):
        if channel.standing == channels.OWN:
            return Book(db, desk, channel)
    me = Member(desk.card.person, desk.reader, principal=True)
    charter = Charter(
        title=NAME,
        purpose="What one person keeps for himself.",
        nonce=desk.random(32),
        amends=b"",
        parties=(Party(desk.card.party, 1, 1, (me,)),),
        write=WRITERS[0],
        amend=1,
        release=RELEASE[0],
        withholding=WITHHOLDING[0],
        courier=COURIERS[0],
        retention_days=0,
        key_days=30,
        restraint=(),
        courtesy=(),
    )
    data = charter_bytes(charter)
    digest = charter_digest(data)
    channels.put(db, Channel(digest, NAME, data, channels.OWN, b"", desk.now(), stale=False))
    kept = channels.get(db, digest)
    assert kept is not None
    book = Book(db, desk, kept)
    append(book, "assent", {"charter": hex32(digest), "answer": "assent"})
    return book


def find_own(db: Connection, desk: Desk) -> Book | None:
    """Open the book of one's own ledger for reading, if there is one."""
    for channel in channels.every(db):
        if channel.standing == channels.OWN:
            return Book(db, desk, channel)
    return None

"""Exchange through relays: receive before send, commit before take, and a note to oneself that betrays an old copy.

A desk leaves at its relay a sealed note with the number of its last exchange. If the note is ahead of the vault, the
vault is an old copy of itself, whatever its files say.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from backchannel.carriage import wire
from backchannel.carriage.client import RelayClient
from backchannel.carriage.wire import Outcome
from backchannel.desk.desk import Desk, become_stale
from backchannel.desk.exchange import Arrivals, Outgoing, TakingIn, handed_over, outgoing
from backchannel.desk.words.trust import awaits_answer
from backchannel.errors import BadInputError, PlaceError, UsageError
from backchannel.protocol.batch import day_of, fetch_secret, mailbox_id
from backchannel.protocol.cards import Address
from backchannel.protocol.encoding import u64, unu64
from backchannel.protocol.note import open_note, seal_note
from backchannel.vault import contacts, meta, pairs
from backchannel.vault.sqlcipher import Connection

_OLDEST_DAYS = 60
_EVEN_SECONDS = 1.0
NOTE_KEY = "exchanges"
_FAILURES = (PlaceError, BadInputError)
"""A relay is down, full, lies, or has an address on a member's card that is none: the others are gone on with."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What one sync did: what arrived, how many blobs went, and which relays failed with what sentence."""

    arrived: tuple[Arrivals, ...]
    sent: int
    failed: tuple[str, ...]
    stale: bool


def sync(desk: Desk, *, cover: bool = False, client: type[RelayClient] = RelayClient) -> Synced:
    """Receive from this desk's relays, then hand over what is due; each peer's mail goes to the peer's relay.

    UsageError where this desk has no relay. A relay that fails is named in the answer; what it was to take waits.
    """
    if not desk.card.relays:
        raise UsageError("This desk takes mail at no relay; name one, or carry a pouch.", typed="backchannel relay use")
    arrived: list[Arrivals] = []
    failed: dict[Address, str] = {}
    stale = False
    for address in desk.card.relays:
        try:
            with client(address.url, address.token) as relay:
                stale = _read_note(desk, relay) or stale
                arrived += _receive(desk, relay)
        except _FAILURES as error:
            failed[address] = str(error)
    _answer_drafts(desk)
    sent = 0
    with desk.vault.change() as db:
        waiting = _by_relay(db, desk, cover=cover)
    for address, items in waiting.items():
        try:
            with client(address.url, address.token) as relay:
                for count in _hand_over(desk, relay, items):
                    sent += count
        except _FAILURES as error:
            failed[address] = str(error)
    own = desk.card.relays[0]
    if own not in failed:
        # Whatever became of the others' relays: one of them that is down for good must not blind us to an old copy.
        try:
            with client(own.url, own.token) as relay:
                _leave_note(desk, relay)
        except _FAILURES as error:
            failed[own] = str(error)
    return Synced(tuple(arrived), sent, tuple(failed.values()), stale)


def _answer_drafts(desk: Desk) -> None:
    """Answer the drafts that this desk screens by itself, in a time that does not tell what was found."""
    if not awaits_answer(desk):
        return
    from backchannel.desk.words import keeper

    began = time.monotonic()
    if keeper.answer_due(desk):
        time.sleep(-(time.monotonic() - began) % _EVEN_SECONDS)


def _receive(desk: Desk, relay: RelayClient) -> Iterator[Arrivals]:
    """Fetch, commit, and only then take: a crash in between brings the same blobs again, which does no harm."""
    boxes = _boxes(desk)
    today = day_of(desk.clock())
    while boxes:
        group, boxes = boxes[: wire.BATCH], boxes[wire.BATCH :]
        since = [0] * len(group)
        while True:
            fetched = relay.fetch([(secret, s) for (_, secret), s in zip(group, since, strict=True)])
            if not fetched.blobs:
                break
            with desk.vault.change(moves_position=True) as db:
                taking = TakingIn(db, desk)
                for item in fetched.blobs:
                    day, secret = group[item.index]
                    taking.take(day, mailbox_id(secret), item.blob)
                result = taking.finish()
            relay.take([(group[item.index][1], item.number) for item in fetched.blobs])
            yield result
            for item in fetched.blobs:
                since[item.index] = max(since[item.index], item.number)
            if not fetched.more:
                break
    with desk.vault.change() as db:
        for pair in pairs.every(db):
            if pair.fetched_day != today:
                pair.fetched_day = today
                pairs.put(db, pair)


def _boxes(desk: Desk) -> list[tuple[int, bytes]]:
    """Give (day, secret) of every mailbox to look into: the intake, and each pair's from the last fetch to tomorrow."""
    today = day_of(desk.clock())
    found: list[tuple[int, bytes]] = []
    with desk.vault.read() as db:
        found.append((today, desk.intake_secret(db)))
        for pair in pairs.every(db):
            first = max(min(pair.fetched_day, today) - 1, today - _OLDEST_DAYS, 0)
            found += [(day, fetch_secret(pair.box_receive, day)) for day in range(first, today + 2)]
    return found


def _by_relay(db: Connection, desk: Desk, *, cover: bool) -> dict[Address, list[Outgoing]]:
    waiting: dict[Address, list[Outgoing]] = {}
    for item in outgoing(db, desk, cover=cover):
        contact = contacts.get(db, item.peer)
        if contact is not None and contact.card.relays:
            waiting.setdefault(contact.card.relays[0], []).append(item)
    return waiting


def _hand_over(desk: Desk, relay: RelayClient, items: list[Outgoing]) -> Iterator[int]:
    """Deposit, and give of each request how many blobs were taken. PlaceError where the relay has no room."""
    rest = iter(items)
    for batch in wire.batches((item.mailbox, item.blob) for item in items):
        these = list(islice(rest, len(batch)))
        outcomes = relay.deposit(batch)
        taken = [item for item, outcome in zip(these, outcomes, strict=True) if outcome is Outcome.ACCEPTED]
        with desk.vault.change() as db:
            handed_over(db, desk, taken)
        yield len(taken)
        if len(taken) < len(these):
            raise PlaceError("The relay has no room for everything; the rest waits here, so exchange again later.")


def _read_note(desk: Desk, relay: RelayClient) -> bool:
    """Read the note to oneself; give whether this desk turns out to be an old copy."""
    with desk.vault.read() as db:
        secret = desk.mark_secret(db)
        held = unu64(meta.get(db, NOTE_KEY) or u64(0))
    fetched = relay.fetch([(fetch_secret(secret, 0), 0)])
    numbers = [number for item in fetched.blobs if (number := open_note(secret, item.blob)) is not None]
    if not numbers or max(numbers) <= held:
        return False
    with desk.vault.mend_position() as db:
        meta.put(db, NOTE_KEY, u64(max(numbers)))
        become_stale(db)
    return True


def _leave_note(desk: Desk, relay: RelayClient) -> None:
    with desk.vault.change() as db:
        secret = desk.mark_secret(db)
        number = unu64(meta.get(db, NOTE_KEY) or u64(0)) + 1
        meta.put(db, NOTE_KEY, u64(number))
    box = fetch_secret(secret, 0)
    old = relay.fetch([(box, 0)])
    (outcome,) = relay.deposit([(mailbox_id(box), seal_note(secret, number))])
    if old.blobs and outcome is Outcome.ACCEPTED:
        relay.take([(box, item.number) for item in old.blobs])

"""A desk: one person's vault with his contact key, a clock and a source of randomness."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from backchannel.errors import BadInputError, UsageError
from backchannel.protocol.batch import fetch_secret, mailbox_id
from backchannel.protocol.cards import Address, Card, read_card, write_card
from backchannel.protocol.entry import write_time
from backchannel.protocol.kem import Random, SecretKey
from backchannel.vault import channels, earlier, meta, pairs
from backchannel.vault.access import create_desk, open_desk
from backchannel.vault.database import Vault
from backchannel.vault.passphrase import RFC9106, Cost
from backchannel.vault.reindexing import is_due, reindex
from backchannel.vault.sqlcipher import Connection

if TYPE_CHECKING:
    from backchannel.desk.folded import FoldedStates
    from backchannel.desk.looked_up import LookedUp
    from backchannel.desk.planning.boards import Boards
    from backchannel.desk.planning.resting import Cited
    from backchannel.desk.words.quoted import QuotedOnChannels
    from backchannel.desk.words.remembered import Remembered

Clock = Callable[[], datetime]

_SEED, _CARD, _INTAKE = "contact seed", "card", "intake secret"
_MARK, _OWN = "mark secret", "own secret"


def utc_now() -> datetime:
    """Give the present moment, aware and in UTC."""
    return datetime.now(UTC)


class Desk:
    """An open desk. Every change happens in one transaction of its vault."""

    def __init__(self, vault: Vault, clock: Clock, random: Random) -> None:
        self.vault = vault
        self.clock = clock
        self.random = random
        with vault.read() as db:
            seed, card, own = meta.get(db, _SEED), meta.get(db, _CARD), meta.get(db, _OWN)
            due, planned = is_due(db), meta.get(db, meta.PLANNED) is not None
            if seed is None or card is None or own is None:
                raise BadInputError("This vault is not a desk's; restore the desk from a backup.")
        self.key = SecretKey(seed)
        self.own_secret = own
        """By this the desk recognises its own entries (`sealing.own_body_key`)."""
        self.card = read_card(card)
        self.reader = self.card.reader
        if due:
            with vault.change() as db:
                reindex(db)
        if not planned:
            self._lay_out_acts()
        if vault.suspect:
            with vault.mend_position() as db:
                become_stale(db)
        else:
            self._settle_restored()
        self._move_words()

    @classmethod
    def open(cls, path: Path, passphrase: str, clock: Clock = utc_now, random: Random = os.urandom) -> Self:
        """Open the desk in a folder; errors as `vault.access.open_desk`."""
        vault = open_desk(path, passphrase)
        try:
            return cls(vault, clock, random)
        except BaseException:
            vault.close()
            raise

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str,
        *,
        person: str,
        party: str,
        machine: str = "desk",
        relays: tuple[Address, ...] = (),
        clock: Clock = utc_now,
        random: Random = os.urandom,
        cost: Cost = RFC9106,
    ) -> Self:
        """Make a desk in a new folder: its vault, its contact key and card. UsageError if the folder is not empty."""
        key, intake, mark = SecretKey(random(32)), random(32), random(32)
        card = Card(person, party, machine, key.public, mailbox_id(intake), relays)
        if read_card(write_card(card)) != card:
            raise UsageError("A name has more than one line, or is too long.")
        folder = create_desk(path, passphrase, cost)
        vault = open_desk(folder.path, passphrase)
        try:
            with vault.change() as db:
                meta.put(db, _SEED, key.seed)
                meta.put(db, _CARD, write_card(card))
                meta.put(db, _INTAKE, intake)
                meta.put(db, _MARK, mark)
                meta.put(db, _OWN, random(32))
            return cls(vault, clock, random)
        except BaseException:
            vault.close()
            raise

    def another(self) -> Self:
        """Open the same desk once more, for another thread of this process; errors as `vault.database.Vault.open`."""
        vault = Vault.open(self.vault.folder, self.vault.key)
        # Working the log in would look to this desk as if the vault had changed.
        vault.is_beside = True
        return type(self)(vault, self.clock, self.random)

    @cached_property
    def states(self) -> "FoldedStates":
        """The states of channels, as they were folded last."""
        from backchannel.desk.folded import FoldedStates

        return FoldedStates()

    @cached_property
    def looked_up(self) -> "LookedUp":
        """What took long to work out and is still so."""
        from backchannel.desk.looked_up import LookedUp

        return LookedUp()

    @cached_property
    def boards(self) -> "Boards":
        """The boards of cases, as far as they were folded since the desk was opened."""
        from backchannel.desk.planning.boards import Boards

        return Boards()

    @cached_property
    def remembered(self) -> "Remembered":
        """What was worked out of texts since the desk was opened."""
        from backchannel.desk.words.remembered import Remembered

        return Remembered()

    @cached_property
    def cited(self) -> "Cited":
        """The documents on which planning rests, as far as they were read since the desk was opened."""
        from backchannel.desk.planning.resting import Cited

        return Cited()

    @cached_property
    def quoted(self) -> "QuotedOnChannels":
        """Which letters quote which, as far as it was looked for since the desk was opened."""
        from backchannel.desk.words.quoted import QuotedOnChannels

        return QuotedOnChannels()

    def _lay_out_acts(self) -> None:
        # Reading a channel's acts takes its book, which is opened with a desk: so it is asked for only here.
        from backchannel.desk.planning.boards import lay_out

        with self.vault.change() as db:
            lay_out(db, self)

    def _move_words(self) -> None:
        with self.vault.read() as db:
            due = earlier.wait(db)
        if due:
            # As above: what writes acts takes a desk.
            from backchannel.desk.words.moving import move

            with self.vault.change(moves_position=True) as db:
                move(db, self)

    def _settle_restored(self) -> None:
        with self.vault.read() as db:
            restored = meta.get(db, meta.RESTORED)
        if restored is not None:
            with self.vault.mend_position() as db:
                become_stale(db)
                meta.drop(db, meta.RESTORED)

    def now(self) -> str:
        """Give the moment as entries write it."""
        return write_time(self.clock())

    def intake_secret(self, db: Connection) -> bytes:
        """Give the secret that fetches from this desk's intake mailbox."""
        return meta.get(db, _INTAKE) or b""

    def mark_secret(self, db: Connection) -> bytes:
        """Give the secret of the note that this desk leaves for itself at its relay."""
        return meta.get(db, _MARK) or b""

    def set_relays(self, relays: tuple[Address, ...]) -> None:
        """Say at which relays this desk takes mail; its card changes, its key does not."""
        card = replace(self.card, relays=relays)
        read_card(write_card(card))
        with self.vault.change() as db:
            meta.put(db, _CARD, write_card(card))
        self.card = card

    def close(self) -> None:
        """Close the vault."""
        self.vault.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Desk({self.card.person}, {self.card.party})"


def become_stale(db: Connection, channel: bytes | None = None) -> None:
    """Treat this desk, on one channel or all, as an old copy of itself.

    Its pair keys may have been used further by a newer copy, so they are forgotten; each peer is opened anew and
    tells how far he holds our chain, and nothing is written before.
    """
    for kept in channels.every(db):
        if kept.standing == channels.JOINED and channel in (None, kept.id):
            channels.set_stale(db, kept.id, True)
            pairs.erase_own_keys(db, kept.id, 1 << 62)
            for peer in pairs.on_channel(db, kept.id):
                pairs.drop(db, kept.id, peer)


def box_of(secret: bytes, day: int) -> tuple[bytes, bytes]:
    """Give (mailbox, fetch secret) of a seed on a day."""
    fetch = fetch_secret(secret, day)
    return mailbox_id(fetch), fetch

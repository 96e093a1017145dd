"""A hostile carrier between the desks: it sees every blob, and may do anything with it but open it.

All of its choices come from one seeded source. It keeps everything that was ever handed in, so that it can bring
last year's blob today. A fault is a method, and `Faults` says how likely each is; a cut link is how it shows each
desk a different prefix of the same history.
"""

import random
from dataclasses import dataclass, field, replace

from backchannel.protocol.limits import BLOB_SIZES


@dataclass(frozen=True)
class Parcel:
    """One blob on its way: who handed it in, for whom, and what the mailbox and its day are."""

    sender: str
    to: str
    day: int
    mailbox: bytes
    blob: bytes

    @property
    def item(self) -> tuple[int, bytes, bytes]:
        """Give (day, mailbox, blob), as a relay or a pouch does."""
        return self.day, self.mailbox, self.blob


@dataclass(frozen=True)
class Faults:
    """How likely each fault is, for one parcel."""

    drop: float = 0.0
    delay: float = 0.0
    duplicate: float = 0.0
    replay: float = 0.0
    truncate: float = 0.0
    flip: float = 0.0
    misdirect: float = 0.0
    reorder: bool = False


HONEST = Faults()
HOSTILE = Faults(
    drop=0.25, delay=0.25, duplicate=0.2, replay=0.15, truncate=0.05, flip=0.1, misdirect=0.05, reorder=True
)


@dataclass
class Carrier:
    """What lies between the desks."""

    chance: random.Random
    faults: Faults = HONEST
    waiting: list[Parcel] = field(default_factory=list)
    history: list[Parcel] = field(default_factory=list)
    pouches: list[tuple[str, bytes]] = field(default_factory=list)
    """Every pouch that was ever carried: (to, bytes)."""
    cut: set[tuple[str, str]] = field(default_factory=set)
    """Links (sender, to) over which nothing passes; what is handed in there waits."""

    def hand_in(self, parcel: Parcel) -> None:
        """Take a parcel."""
        self.history.append(parcel)
        self.waiting.append(parcel)

    def heal(self) -> None:
        """Be honest from now on. What was dropped stays lost; what was delayed or cut off arrives."""
        self.faults = HONEST
        self.cut.clear()

    def collect(self, to: str) -> list[tuple[int, bytes, bytes]]:
        """Give what a desk is given when it asks."""
        here = [p for p in self.waiting if p.to == to and (p.sender, p.to) not in self.cut]
        given: list[Parcel] = []
        for parcel in here:
            if self._happens(self.faults.delay):
                continue
            self.waiting.remove(parcel)
            if self._happens(self.faults.drop):
                continue
            given += [self._altered(parcel)] * (2 if self._happens(self.faults.duplicate) else 1)
        old = [p for p in self.history if p.to == to]
        for parcel in old:
            if self._happens(self.faults.replay / (1 + len(old) / 4)):
                given.append(self._altered(parcel))
        if self.history and self._happens(self.faults.misdirect):
            stray = self.chance.choice(self.history)
            target = self.chance.choice(old) if old else stray
            given.append(replace(stray, day=target.day, mailbox=target.mailbox))
        if self.faults.reorder:
            self.chance.shuffle(given)
        return [p.item for p in given]

    def carry_pouch(self, to: str, data: bytes) -> list[bytes]:
        """Give the pouches that arrive in the place of one: none, one, one damaged, an old one again."""
        self.pouches.append((to, data))
        arriving: list[bytes] = []
        if not self._happens(self.faults.drop):
            arriving += [self._spoiled(data)] * (2 if self._happens(self.faults.duplicate) else 1)
        if self._happens(self.faults.replay):
            arriving.append(self.chance.choice([d for t, d in self.pouches if t == to]))
        return arriving

    def _happens(self, likely: float) -> bool:
        return likely > 0 and self.chance.random() < likely

    def _altered(self, parcel: Parcel) -> Parcel:
        return replace(parcel, blob=self._spoiled(parcel.blob, sizes=BLOB_SIZES))

    def _spoiled(self, data: bytes, sizes: tuple[int, ...] = ()) -> bytes:
        if self._happens(self.faults.truncate):
            smaller = [s for s in sizes if s < len(data)]
            return data[: self.chance.choice(smaller) if smaller else self.chance.randrange(len(data))]
        if self._happens(self.faults.flip):
            return flipped(data, self.chance.randrange(len(data)), self.chance.randrange(8))
        return data


def flipped(data: bytes, place: int, bit: int) -> bytes:
    """Give the bytes with one bit of them changed."""
    return data[:place] + bytes([data[place] ^ (1 << bit)]) + data[place + 1 :]

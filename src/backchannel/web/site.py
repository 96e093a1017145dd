"""One person's desk as a site: its folder, the open desk, and what goes on around it while the server runs.

One thread does all the work of pages in turn, so that nobody need think of two at once; long work has threads and desks
of its own (`works`), and so has the exchange with relays (`courier`). Locking closes the vault, forgets its key and
whatever was kept in memory of it.
"""

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from backchannel.desk.desk import Clock, Desk, utc_now
from backchannel.desk.settings import Settings, settings
from backchannel.errors import BackchannelError, LockedError
from backchannel.protocol.kem import Random
from backchannel.web.answers import Answer
from backchannel.web.courier import Courier
from backchannel.web.entrance import Entrance
from backchannel.web.form import Form
from backchannel.web.shelf import Shelf
from backchannel.web.weight import weight
from backchannel.web.works import Works

__all__ = ["Interrupted", "Site"]

T = TypeVar("T")
_ONCE = 200
_ONCE_BYTES = 64 * 1024 * 1024
"""How much of the answers to forms is kept, all together; the last is kept in any case."""
_INTERRUPTED = 20
_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def now() -> float:
    """Give the seconds of a clock that goes on while the machine sleeps, as far as the system has one."""
    return time.clock_gettime(_CLOCK)


class Interrupted:
    """What was submitted while the desk could not take it: at which address, and the form.

    Passphrases and the bytes of files are not kept.
    """

    def __init__(self, address: str, form: Form) -> None:
        self.address = address
        self.form = form.without_secrets
        self.secrets = form.secrets


class Site:
    """A desk while it is served. `clock` and `random` are the desk's."""

    def __init__(self, folder: Path, clock: Clock = utc_now, random: Random = os.urandom) -> None:
        self.folder = folder
        self.clock = clock
        self.random = random
        self.entrance = Entrance()
        self.shelf = Shelf()
        self.works = Works(self.another)
        self.courier = Courier(self.another)
        self.settings = Settings()
        self.interrupted: list[Interrupted] = []
        """What was submitted while the desk was locked, to be sent again once it is open: the last of it."""
        self.wanted = "/"
        """The page that was asked for while the desk was locked."""
        self._desk: Desk | None = None
        self._said: list[str] = []
        self._once: OrderedDict[str, tuple[Answer, int]] = OrderedDict()
        self._seen = now()
        self._is_closed = False
        self._mutex = threading.Lock()
        self._clerk = ThreadPoolExecutor(1, thread_name_prefix="desk")

    @property
    def clerk(self) -> ThreadPoolExecutor:
        """The one thread that does the work of pages."""
        return self._clerk

    @property
    def desk(self) -> Desk:
        """The open desk, for the clerk's thread. LockedError where it is locked."""
        if self._desk is None:
            raise LockedError("The desk is locked; unlock it with its passphrase.")
        return self._desk

    @property
    def is_open(self) -> bool:
        """Whether the desk is open."""
        return self._desk is not None

    @property
    def is_new(self) -> bool:
        """Whether there is no desk in the folder yet."""
        return not (self.folder / "vault.db").exists() and not (self.folder / "key.json").exists()

    def unlock(self, passphrase: str) -> None:
        """Open the desk, in the clerk's thread; errors as `Desk.open`."""
        if self._desk is None:
            self.take(Desk.open(self.folder, passphrase, self.clock, self.random))

    def take(self, desk: Desk) -> None:
        """Take over a desk that was opened in the clerk's thread, and begin its exchange."""
        with self._mutex:
            self._desk = desk
        self.settings = settings(desk)
        self.seen()
        self.courier.begin(desk, self.settings.exchange_seconds)

    def lock(self) -> None:
        """Close the desk, in the clerk's thread, and forget what was kept of it; running work is cancelled."""
        self.courier.end()
        self.works.end()
        self.shelf.close()
        self.shelf = Shelf()
        if self.is_open:
            # Once the desk was open it was shown, to be sent again.
            self.interrupted.clear()
        self._said.clear()
        self._once.clear()
        with self._mutex:
            desk, self._desk = self._desk, None
        if desk is not None:
            desk.close()

    def another(self) -> Desk:
        """Open the same desk once more, for another thread. LockedError where it is locked."""
        with self._mutex:
            return self.desk.another()

    def seen(self) -> None:
        """Note that somebody is there."""
        self._seen = now()

    def keep(self, interrupted: Interrupted) -> None:
        """Keep what was submitted while the desk was locked; the same form sent twice is kept once."""
        self.sent(interrupted.address, interrupted.form)
        self.interrupted = [*self.interrupted, interrupted][-_INTERRUPTED:]

    def sent(self, address: str, form: Form) -> None:
        """Forget what was interrupted once it was sent again: the same showing of a form at the same address."""
        same = form.one("once")
        self.interrupted = [
            one for one in self.interrupted if one.address != address or not same or one.form.one("once") != same
        ]

    @property
    def is_left_alone(self) -> bool:
        """Whether nobody was there for as long as the desk stays open by itself."""
        after = self.settings.lock_after_seconds
        return self.is_open and after > 0 and now() - self._seen > after and not self.works.running()

    def say(self, sentence: str) -> None:
        """Keep a sentence for the next page that is shown."""
        if sentence:
            self._said.append(sentence)

    def said(self) -> list[str]:
        """Give the sentences that wait, once."""
        waiting, self._said = self._said, []
        return waiting

    def once(self, name: str, act: Callable[[], Answer]) -> Answer:
        """Do what a form asks for once, however often the same form is sent; give the first answer again."""
        if name and name in self._once:
            return self._once[name][0]
        answer = act()
        if name:
            self._once[name] = answer, weight(answer)
            heavy = sum(bytes_ for _, bytes_ in self._once.values())
            while len(self._once) > 1 and (len(self._once) > _ONCE or heavy > _ONCE_BYTES):
                heavy -= self._once.popitem(last=False)[1][1]
        return answer

    def close(self) -> None:
        """Lock, and end the clerk's thread; a second time does nothing."""
        if self._is_closed:
            return
        self._is_closed = True
        with suppress(BackchannelError):
            self._clerk.submit(self.lock).result()
        self._clerk.shutdown()

    def __repr__(self) -> str:
        return "Site(...)"

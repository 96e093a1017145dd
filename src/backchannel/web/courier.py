"""The exchange with relays beside the pages: by itself every so often, and at once when a person asks."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from backchannel.desk.desk import Desk
from backchannel.desk.sync import Synced, sync
from backchannel.errors import BackchannelError

__all__ = ["Courier", "Round"]

_PATIENCE_SECONDS = 1.0
"""How long locking waits for a round; a slow relay ends by itself, and its desk is closed then."""


@dataclass(frozen=True, slots=True)
class Round:
    """One exchange: when it ended, what it did, or why it could not be."""

    at: str
    done: Synced | None
    refusal: str = ""


class Courier:
    """The thread that exchanges. `open_another` gives it a desk of its own, which it closes after each round."""

    def __init__(self, open_another: Callable[[], Desk]) -> None:
        self._open_another = open_another
        self._thread: threading.Thread | None = None
        self._go = threading.Event()
        self._ended = threading.Event()
        self._every = 0.0
        self._rounds = 0
        self._wanted = 0
        self._turn = threading.Condition()
        self.last: Round | None = None
        """The last exchange since the desk was unlocked."""

    def begin(self, desk: Desk, every_seconds: float) -> None:
        """Begin to exchange every so many seconds (0: only when asked)."""
        self.end()
        self._every = every_seconds
        self._ended = threading.Event()
        self._go.clear()
        if desk.card.relays and every_seconds > 0:
            self._go.set()
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """End the exchange, after the round that is under way."""
        thread, self._thread = self._thread, None
        self._ended.set()
        self._go.set()
        if thread is not None:
            thread.join(_PATIENCE_SECONDS)
        self.last = None

    def go(self, patience_seconds: float = 0.0) -> Round | None:
        """Exchange now, and wait for it as long as said; None where it is not done by then."""
        with self._turn:
            wanted = self._wanted = self._rounds + 1
            self._go.set()
            until = time.monotonic() + patience_seconds
            while self._rounds < wanted and (left := until - time.monotonic()) > 0:
                self._turn.wait(left)
            return self.last if self._rounds >= wanted else None

    def _run(self) -> None:
        ended = self._ended
        while not ended.is_set():
            self._go.wait(self._every if self._every > 0 else None)
            self._go.clear()
            if ended.is_set():
                return
            found = self._round()
            if ended.is_set():
                return  # locked meanwhile: nothing of it is kept
            with self._turn:
                self.last = found or self.last
                self._rounds += 1
                self._turn.notify_all()

    def _round(self) -> Round | None:
        try:
            with self._open_another() as desk:
                if not desk.card.relays:
                    return Round(desk.now(), None, "This desk takes mail at no relay; name one in the settings.")
                try:
                    return Round(desk.now(), sync(desk))
                except BackchannelError as error:
                    return Round(desk.now(), None, str(error))
        except BackchannelError:
            return None  # locked meanwhile
        except Exception as error:
            return Round("", None, f"Something unexpected happened in the exchange ({type(error).__name__}).")

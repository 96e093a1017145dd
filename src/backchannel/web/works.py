"""Long work: done in a thread of its own, at a desk of its own, with progress, and a way to cancel it."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from backchannel.errors import BackchannelError, UsageError
from backchannel.web.answers import Answer

if TYPE_CHECKING:
    from backchannel.desk.desk import Desk

__all__ = ["Cancelled", "Job", "Work", "Works"]

_KEPT = 30
_PATIENCE_SECONDS = 1.0
"""How long locking waits for a thread; it closes its own desk when it comes to its end."""


class Cancelled(Exception):  # noqa: N818 - not an error: what a person wished
    """Raised where a work tells how far it is, once it was cancelled; what it was about to change is not kept."""


@dataclass(eq=False)
class Work:
    """One work: what it does, how far it is, how it ended. Its function calls `tell` and gives an answer."""

    id: str
    what: str
    unit: str
    began: float
    total: int | None = None
    done: int = 0
    seconds: float = 0.0
    answer: Answer | None = None
    refusal: str = ""
    state: str = "running"
    """running, done, refused or cancelled."""
    _cancelled: threading.Event = field(default_factory=threading.Event)

    def tell(self, done: int, total: int | None = None) -> None:
        """Say how much is done, and of how much where that is known; raises Cancelled where it is to end."""
        self.done = done
        if total is not None:
            self.total = total
        if self._cancelled.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the work to end; it does at its next `tell`."""
        self._cancelled.set()

    @property
    def is_over(self) -> bool:
        """Whether it has ended, however."""
        return self.state != "running"

    @property
    def is_cancelling(self) -> bool:
        """Whether it was asked to end and has not yet."""
        return self._cancelled.is_set() and not self.is_over


Job = Callable[["Desk", Work], Answer]


class Works:
    """The works of one site, the last of them. `open_another` gives a desk of its own for a thread."""

    def __init__(self, open_another: "Callable[[], Desk]") -> None:
        self._open_another = open_another
        self._works: dict[str, Work] = {}
        self._threads: dict[str, threading.Thread] = {}

    def start(self, what: str, job: Job, *, unit: str = "", total: int | None = None) -> Work:
        """Begin a work: `what` it does as a person says it, without a word of a letter."""
        work = Work(secrets.token_urlsafe(9), what, unit, time.monotonic(), total)
        self._forget_old()
        self._works[work.id] = work
        thread = threading.Thread(target=self._do, args=(work, job), name="work", daemon=True)
        self._threads[work.id] = thread
        thread.start()
        return work

    def get(self, identifier: str) -> Work:
        """Give a work; UsageError where it is not kept any more."""
        if identifier not in self._works:
            raise UsageError("This work is not kept any more; look at the page where you began it.")
        return self._works[identifier]

    def wait(self, work: Work, seconds: float) -> None:
        """Wait a little for a work that may be over at once."""
        if (thread := self._threads.get(work.id)) is not None:
            thread.join(seconds)

    def running(self) -> list[Work]:
        """Give the works that have not ended."""
        return [work for work in self._works.values() if not work.is_over]

    def end(self) -> None:
        """Cancel what runs, wait for it, and forget all of it."""
        for work in self.running():
            work.cancel()
        for thread in self._threads.values():
            thread.join(_PATIENCE_SECONDS)
        self._works.clear()
        self._threads.clear()

    def _do(self, work: Work, job: Job) -> None:
        try:
            with self._open_another() as desk:
                work.answer = job(desk, work)
            state = "done"
        except Cancelled:
            state = "cancelled"
        except BackchannelError as error:
            work.refusal, state = str(error), "refused"
        except Exception as error:
            work.refusal = (
                f"Something unexpected happened ({type(error).__name__}); nothing of this work is known to be saved, "
                "so look before you do it again."
            )
            state = "refused"
        work.seconds = time.monotonic() - work.began
        work.state = state

    def _forget_old(self) -> None:
        over = [name for name, work in self._works.items() if work.is_over]
        for name in over[: max(0, len(over) - _KEPT)]:
            del self._works[name]
            self._threads.pop(name, None)

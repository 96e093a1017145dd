"""The clock of the demo: it stands in the summer of the negotiation, and in the present once the play is over."""

import time
from datetime import UTC, datetime, timedelta

from backchannel.errors import UsageError


class Hours:
    """A clock that runs on from wherever it was set, and is only ever set forward.

    Every desk and the relay have the same one, so that the mailboxes of a day are the same for all. It may be asked
    from another thread.
    """

    def __init__(self, start: datetime) -> None:
        self._offset = start - datetime.fromtimestamp(0, UTC) - timedelta(seconds=time.monotonic())

    def __call__(self) -> datetime:
        """Give the moment, aware and in UTC."""
        return datetime.fromtimestamp(0, UTC) + timedelta(seconds=time.monotonic()) + self._offset

    def move_to(self, moment: datetime) -> None:
        """Go forward to a moment; UsageError where it has passed, as every claimed time would then be in doubt."""
        ahead = moment - self()
        if ahead < timedelta(0):
            raise UsageError(f"The demo's clock has passed {moment:%d %B %Y, %H:%M}; start the demo anew.")
        self._offset += ahead

    def move_to_present(self) -> None:
        """Go to the machine's own time, where a person goes on with the desks."""
        ahead = datetime.now(UTC) - self()
        self._offset += max(ahead, timedelta(0))


def moment(text: str) -> datetime:
    """Give the moment of a text such as 2025-06-02T07:40, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)

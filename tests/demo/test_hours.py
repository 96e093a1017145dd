"""The clock of the demo."""

from datetime import UTC, datetime, timedelta

import pytest

from backchannel.demo.hours import Hours, moment
from backchannel.errors import UsageError


def test_it_runs_on_from_where_it_is_set():
    """It gives the moment to which it was moved, or a little later, aware and in UTC."""
    clock = Hours(moment("2025-05-26T09:00"))
    clock.move_to(moment("2025-07-25T12:00:01"))
    late = clock() - moment("2025-07-25T12:00:01")
    assert timedelta(0) <= late < timedelta(minutes=1)
    assert clock().tzinfo is UTC
    assert clock() <= clock()


def test_it_is_never_put_back():
    """A moment that has passed is refused, and the clock stays where it was."""
    clock = Hours(moment("2025-05-26T09:00"))
    with pytest.raises(UsageError):
        clock.move_to(moment("2025-05-26T08:59"))
    assert clock() >= moment("2025-05-26T09:00")


def test_it_comes_to_the_present():
    """After the play it gives the machine's own time."""
    clock = Hours(moment("2025-05-26T09:00"))
    clock.move_to_present()
    assert abs(clock() - datetime.now(UTC)) < timedelta(minutes=1)

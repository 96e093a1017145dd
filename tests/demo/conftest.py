"""The demo, played once for all tests of this room, and what it said."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backchannel.demo.cast import Person
from backchannel.demo.stage import PASSPHRASE
from backchannel.desk.desk import Desk


@dataclass(frozen=True)
class Played:
    """A demo that has ended: its folder, its exit code, and every line that it said."""

    folder: Path
    code: int
    lines: list[str]

    @property
    def text(self):
        """Everything that was said, as one text without the breaks of its lines."""
        return " ".join(" ".join(self.lines).split())

    def desk(self, person: Person, moment=datetime(2025, 7, 25, 20, tzinfo=UTC)):
        """Open somebody's desk, on the evening of the release if no other moment is given."""
        return Desk.open(self.folder / "desks" / person.folder, PASSPHRASE, clock=lambda: moment)


@pytest.fixture(scope="session")
def played(played_once):
    """Give the demo as it was played to its end, with real passphrases and a real relay on loopback."""
    return Played(*played_once)

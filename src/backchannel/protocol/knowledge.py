"""Who knows of a letter: how, since when, from whom, and how sure we are. A fold over what ledgers say.

What a letter's ledger shows (sealed to, opened to, shared with) is recorded for our side; for the other side it is a
claim, since only they know whom they told. Notes are acts that a person writes about either side, with their source.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from backchannel.protocol.encoding import unhex32
from backchannel.protocol.fields import Fields


class Way(Enum):
    """How somebody knows of a letter, from the most to the least."""

    WROTE = "wrote it"
    READ = "read it"
    COPIED = "copied it to a file"
    SEALED_TO = "can open it"
    READ_TO = "was read it"
    HANDLED = "handled a copy"
    TOLD = "was told that it exists"
    CARRIED = "carried it sealed"


COPIED = "copied"
"""The way that a desk notes by itself when it writes a letter to a file."""

NOTED = {
    "read": Way.READ,
    COPIED: Way.COPIED,
    "read-to": Way.READ_TO,
    "handled": Way.HANDLED,
    "told": Way.TOLD,
    "carried": Way.CARRIED,
}
"""The ways that a person notes, by the words of the command."""

WEIGHTS = ("recorded", "seen", "claimed", "inferred")
"""How we know: our own record; seen by us; claimed by somebody; inferred."""

NOTE_TYPE = "knows"
"""The type of the act that notes somebody's knowledge."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """One person's knowledge of one letter."""

    letter: bytes
    person: str
    party: str
    way: Way
    since: str
    """When, as entries write time or as the note says: a date."""
    source: str
    """From whom or by which entry it is known."""
    weight: str


def note_content(
    letter: bytes, person: str, party: str, way: str, since: str, source: str, weight: str
) -> dict[str, Any]:
    """Give the body of a note, as an act on a channel of our own side."""
    return {
        "type": NOTE_TYPE,
        "letter": letter.hex(),
        "person": person,
        "party": party,
        "way": way,
        "since": since,
        "source": source,
        "weight": weight,
    }


def read_note(body: Mapping[str, Any]) -> Knowledge:
    """Read a note; BadInputError where it is malformed."""
    fields = Fields({k: v for k, v in body.items() if k not in {"readers", "type"}}, "a note of who knows")
    note = Knowledge(
        letter=unhex32(fields.raw("letter")),
        person=fields.name("person"),
        party=fields.name("party"),
        way=NOTED[fields.choice("way", tuple(NOTED))],
        since=fields.text("since", 40, empty=False),
        source=fields.text("source", 1_000, empty=False),
        weight=fields.choice("weight", WEIGHTS),
    )
    fields.done()
    return note


def on(known: list[Knowledge], date: str) -> list[Knowledge]:
    """Give what was known on a day: all that is dated to it or before (dates and times compare as text)."""
    return [k for k in known if k.since[: len(date)] <= date]

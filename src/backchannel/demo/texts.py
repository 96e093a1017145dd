"""The texts of the demo: letters, their enclosures and the charter, which lie in the package as files."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path

from backchannel.demo.cast import AT_FIRST, HOLT, MARRIN, VESMAR, Person
from backchannel.record.document import Document
from backchannel.record.readers.markdown import read


@dataclass(frozen=True, slots=True)
class Sending:
    """One letter of the correspondence: its file, who sends it when, and to whom it is open."""

    file: str
    author: Person
    written: str
    """When it is sealed, in UTC, as `hours.moment` reads it."""
    gist: str
    """What it does, in a line that may be shown while the demo plays."""
    enclosure: str = ""
    also: tuple[Person, ...] = ()
    """Readers beside the four who read everything."""

    @property
    def readers(self) -> tuple[str, ...]:
        """Everybody to whom it is sealed but its author."""
        return tuple(p.name for p in (*AT_FIRST, *self.also) if p is not self.author)


LETTERS = (
    Sending("01-holt", HOLT, "2025-06-02T07:40", "opens, and names four matters and two dates"),
    Sending("02-vesmar", VESMAR, "2025-06-06T14:05", "answers with a grievance, an assurance and a hint"),
    Sending("03-holt", HOLT, "2025-06-10T06:55", "clears up a word, and quotes him exactly", "journeys-by-road.csv"),
    Sending("04-vesmar", VESMAR, "2025-06-15T09:30", "answers point by point, and postpones one", "the-eleven.csv"),
    Sending("05-holt", HOLT, "2025-06-18T19:20", "accepts the order of talk, and presses for one of the men"),
    Sending("06-vesmar", VESMAR, "2025-06-23T20:45", "concedes, asks for a week, and adds a private aside"),
    Sending("07-holt", HOLT, "2025-06-26T10:10", "proposes a boat, and comes by hand", "working-of-the-boat.txt"),
    Sending("08-vesmar", VESMAR, "2025-07-01T08:15", "complains of a leak"),
    Sending("09-holt", HOLT, "2025-07-02T11:30", "accounts for who has known what"),
    Sending("10-vesmar", VESMAR, "2025-07-07T16:00", "takes half of it back, and corrects", "landings.csv"),
    Sending("11-holt", HOLT, "2025-07-10T13:25", "answers with the adviser's figures", also=(MARRIN,)),
    Sending("12-vesmar", VESMAR, "2025-07-15T12:50", "sums up, and asks a hard question", "what-is-agreed.txt"),
    Sending("13-holt", HOLT, "2025-07-17T18:40", "says no, and thinks of publishing"),
    Sending("14-vesmar", VESMAR, "2025-07-21T19:05", "says yes"),
)
"""The correspondence in order; each letter answers the one before it."""

THE_HINT, THE_ASIDE, BY_HAND, THE_LEAK, TO_BE_OPENED = "02-vesmar", "06-vesmar", "07-holt", "08-vesmar", "09-holt"
ASKED = "12-vesmar"
"""The letter with the hard question."""
RELEASED = ("13-holt", "14-vesmar")

THE_COUNT, THE_ASSEMBLY, HIS_MOTHER = 7, 6, 7
"""Passages that somebody wants withheld: of the first released letter one, of the second two."""


def _texts() -> Traversable:
    return files("backchannel.demo") / "letters"


def document(file: str) -> Document:
    """Give a letter; BadInputError where the package's file is damaged."""
    return read((_texts() / f"{file}.md").read_bytes())[0]


def charter() -> str:
    """Give the charter as a person would write it, in TOML."""
    return (_texts() / "charter.toml").read_text(encoding="utf-8")


@contextmanager
def enclosure(name: str) -> Iterator[list[Path]]:
    """Give the path of an enclosure for as long as it is taken in; none for no name."""
    if not name:
        yield []
        return
    with as_file(_texts() / "enclosures" / name) as path:
        yield [path]

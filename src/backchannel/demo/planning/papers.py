"""The papers of the planning, which lie in the package as files, and where each stands once it was written."""

from importlib.resources import files

from backchannel.demo.cast import Person
from backchannel.demo.planning.company import LINES
from backchannel.demo.stage import Stage
from backchannel.desk import letters
from backchannel.record.document import Document
from backchannel.record.readers.markdown import read

__all__ = ["Papers", "data", "document"]


def data(name: str) -> bytes:
    """Give the file of a paper."""
    return (files("backchannel.demo.planning") / "papers" / f"{name}.md").read_bytes()


def document(name: str) -> Document:
    """Give a paper; BadInputError where the package's file is damaged."""
    return read(data(name))[0]


class Papers:
    """The papers as they are written onto channels of our own side."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._at: dict[str, str] = {}

    def write(self, author: Person, onto: str, name: str) -> str:
        """Write a paper to everybody on a channel, and give its address."""
        line = next(line for line in LINES if line.name == onto)
        readers = [person.name for person in line.persons if person is not author]
        written = letters.write(self.stage.desks[author], onto, document(name), readers=readers)
        self._at[name] = f"{onto}/{written.reference}"
        return self._at[name]

    def at(self, name: str, passage: int = 0) -> str:
        """Give the address of a paper that was written, or of a passage of it."""
        return f"{self._at[name]}/{passage}" if passage else self._at[name]

"""The case file: what the five documents say, by address; read strictly enough that a slip in it is found."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from backchannel.desk import archive
from backchannel.desk.desk import Desk
from backchannel.errors import UsageError
from backchannel.record.dates import DocumentDate, parse

__all__ = ["Facts", "load", "texts_in"]


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of the case, as `case.toml` has them, with the ids of the documents that its letters stand for."""

    said: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        """Give a table, or a list of tables, of the file."""
        return self.said[name]

    @property
    def documents(self) -> dict[str, str]:
        """The letters by which the file calls the documents, each with the document's id in an archive."""
        return dict(self.said["documents"])

    def address(self, at: str) -> str:
        """Give the address in an archive of a place that the file names, as in A/4:257-279."""
        letter, stroke, place = at.partition("/")
        return f"{self.documents[letter]}{stroke}{place}"

    def day(self, letter: str) -> DocumentDate:
        """Give the day of a document, by the name of its file: the text itself has none (`docs/record.md`, "Dates")."""
        return parse(self.documents[letter][:10])

    def words(self, desk: Desk, at: str) -> str:
        """Give the words at a place that the file names, as they stand in a desk's archive."""
        found = archive.find(desk, self.address(at))
        place = found.address
        if place.part == "n":
            text = found.document.apparatus.notes[place.number - 1].text if found.document.apparatus else ""
        else:
            text = found.document.passages[place.number - 1].text
        return text[slice(*place.span)] if place.span else text


def load() -> Facts:
    """Read the case file of the project."""
    return Facts(tomllib.loads((files("backchannel.demo.seeds") / "case.toml").read_text(encoding="utf-8")))


def texts_in(folder: Path, facts: Facts) -> list[Path]:
    """Give the files of the five documents in a folder, in the order of the case; UsageError where one is missing."""
    found = []
    for identifier in facts.documents.values():
        path = folder / f"{identifier}.txt"
        if not path.is_file():
            raise UsageError(f"{path.name} is not in {folder}; the README says which five files are meant.")
        found.append(path)
    return found

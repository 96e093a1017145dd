"""A volume: what an edition says of all its documents together: title, makers, persons, abbreviations."""

from dataclasses import dataclass

__all__ = ["ListedPerson", "Term", "Volume"]


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A line of a volume's list of persons: the key in this volume, the name as listed, what the list says of him."""

    key: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Term:
    """A line of a volume's list of abbreviations: the key in this volume, the abbreviation, what it stands for."""

    key: str
    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume: its id, its title, and what its title page and its lists say.

    `titles` are the parts of the title by their type (series, subseries, volumenumber, volume); `editors` as printed,
    with their role; `identifiers` by type (isbn-13, dospubno).
    """

    id: str
    title: str
    titles: tuple[tuple[str, str], ...] = ()
    editors: tuple[tuple[str, str], ...] = ()
    publisher: str | None = None
    place: str | None = None
    year: str | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    persons: tuple[ListedPerson, ...] = ()
    terms: tuple[Term, ...] = ()

"""The sections of the desk, as they stand at the edge of every page."""

from dataclasses import dataclass

__all__ = ["SECTIONS", "Section", "section_of"]


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its name, its first page, and the beginnings of the addresses that belong to it."""

    name: str
    address: str
    belongs: tuple[str, ...]


SECTIONS = (
    Section("Today", "/", ("today", "exchange", "alarms")),
    Section("Channels", "/channels", ("channels", "channel", "letter")),
    Section("Writing", "/writing", ("writing",)),
    Section("Cases", "/cases", ("cases", "case")),
    Section("Who knows", "/knows", ("knows",)),
    Section("Words", "/words", ("words",)),
    Section("Record", "/record", ("record", "document")),
    Section("Releases", "/releases", ("releases", "release", "verify")),
    Section("People", "/people", ("people", "person")),
    Section("Settings", "/settings", ("settings", "work")),
    Section("Help", "/help", ("help",)),
)


def section_of(address: str) -> str:
    """Give the name of the section to which an address belongs, or nothing."""
    first = address.strip("/").partition("/")[0]
    if not first:
        return SECTIONS[0].name
    return next((section.name for section in SECTIONS if first in section.belongs), "")

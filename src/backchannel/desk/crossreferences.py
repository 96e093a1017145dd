"""What a document points to and what points to it: each pointer resolved, or with the reason why it is not (R58)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backchannel.desk.archive import opened
from backchannel.desk.desk import Desk
from backchannel.record.address import read as read_address
from backchannel.record.document import Document
from backchannel.record.printed.crossreferences import CrossReference, crossreferences_of
from backchannel.vault import archive, crossreferences, volumes
from backchannel.vault.archive import Item
from backchannel.vault.crossreferences import Pointed
from backchannel.vault.sqlcipher import Connection

__all__ = ["STATES", "Pointer", "incoming", "numbers", "outgoing", "pointers"]

STATES = {
    "resolved": "the place is in the archive",
    "outside": "it is not in the archive",
    "missing": "the volume is in the archive and has no such place",
    "ambiguous": "it may be one of several places",
    "unsure": "the words do not say what is meant",
}


@dataclass(frozen=True, slots=True)
class Pointer:
    """A reference, how it stands (see STATES), the addresses that it means or may mean, and a word of explanation."""

    reference: CrossReference
    state: str
    targets: tuple[str, ...] = ()
    why: str = ""


def outgoing(desk: Desk, identifier: str) -> list[Pointer]:
    """Give what a document of the archive points to, in its order; UsageError if it is not there."""
    with desk.vault.read() as db:
        return pointers(db, *opened(db, identifier))


def pointers(db: Connection, item: Item, document: Document) -> list[Pointer]:
    """Give what a document that was opened points to, in its order."""
    known = {item.id: document}
    return [_resolved(db, item, one, known) for one in crossreferences_of(document)]


def numbers(db: Connection, found: Iterable[Pointer]) -> dict[str, int]:
    """Give the number of each document of the archive that pointers mean or may mean, by their addresses."""
    meant = {target: read_address(target).document for one in found for target in one.targets}
    known = {identifier: archive.find(db, identifier) for identifier in set(meant.values())}
    return {target: item.number for target, identifier in meant.items() if (item := known[identifier]) is not None}


def incoming(desk: Desk, identifier: str) -> list[tuple[str, Pointed]]:
    """Give what points to a document: the address of each place that does, with the reference that stands there."""
    with desk.vault.read() as db:
        item, _ = opened(db, identifier)
        if item.volume is None:
            return []
        found = []
        for one in crossreferences.to(db, item.volume, item.id.removeprefix(f"{item.volume}/")):
            source = archive.by_number(db, one.number)
            if source is not None and source.id != item.id:
                found.append((f"{source.id}/{one.place}", one))
        return found


def _resolved(db: Connection, item: Item, one: CrossReference, known: dict[str, Document]) -> Pointer:
    match one.kind:
        case "ibid":
            return Pointer(one, "resolved" if one.repeats else "unsure", why=_repeats(one))
        case "elsewhere":
            return Pointer(one, "outside", why=f"it points to {one.repeats}" if one.repeats else "it says no address")
        case "note" if one.document is None and one.volume is None:
            return _note(db, one, item.id, known)
    volume = one.volume or item.volume
    if volume is None:
        found = [f"{other}/{one.document}" for other in _own_volumes(db, item)]
        why = "the file does not name the volume that it was printed in"
        return Pointer(one, "ambiguous" if found else "unsure", tuple(_present(db, found)), why)
    if not volume.startswith("frus"):
        ends = [name for name, _, _ in volumes.every(db) if name.endswith(volume)]
        found = _present(db, [f"{name}/{one.document}" for name in ends])
        return Pointer(one, "ambiguous" if found else "unsure", tuple(found), "the years of the volume are not printed")
    if volumes.title(db, volume) is None:
        return Pointer(one, "outside", why=f"{volume} is not in the archive")
    return _within(db, one, volume, known)


def _within(db: Connection, one: CrossReference, volume: str, known: dict[str, Document]) -> Pointer:
    """Resolve what points into a volume that is here."""
    if one.kind == "volume":
        return Pointer(one, "resolved", (volume,))
    if one.kind == "page":
        first = (one.page or "").replace("–", "-").split("-")[0].strip()
        items = [archive.by_number(db, number) for number in crossreferences.on_page(db, volume, first)]
        found = tuple(item.id for item in items if item is not None)
        state = "missing" if not found else "resolved" if len(found) == 1 else "ambiguous"
        return Pointer(one, state, found, "several documents stand on that page" if len(found) > 1 else "")
    identifier = f"{volume}/{one.document}"
    if archive.find(db, identifier) is None:
        return Pointer(one, "missing", why=f"{volume} has no {one.document}")
    return _note(db, one, identifier, known) if one.kind == "note" else Pointer(one, "resolved", (identifier,))


def _note(db: Connection, one: CrossReference, identifier: str, known: dict[str, Document]) -> Pointer:
    document = known.get(identifier)
    if document is None:
        item = archive.find(db, identifier)
        document = archive.text(db, item.number) if item else None
    if document is None:
        return Pointer(one, "missing", why=f"there is no {identifier}")
    known[identifier] = document
    found = tuple(f"{identifier}/n{number}" for number in _noted(document, one.note or ""))
    if len(found) == 1:
        return Pointer(one, "resolved", found)
    return Pointer(one, "ambiguous" if found else "missing", found or (identifier,), f"the note is printed {one.text}")


def _noted(document: Document, note: str) -> Iterator[int]:
    """The numbers of the notes with that id, or that printed mark."""
    for one in document.apparatus.notes if document.apparatus else ():
        if note in (one.id, one.mark):
            yield one.number


def _own_volumes(db: Connection, item: Item) -> list[str]:
    """The volumes in which a document whose volume is unknown may have been printed: its twin stands there."""
    document = archive.text(db, item.number)
    if document is None or document.number is None:
        return []
    found = []
    for name, _, _ in volumes.every(db):
        twin = archive.find(db, f"{name}/d{document.number}")
        if twin is not None and _plain(twin.heading) == _plain(item.heading):
            found.append(name)
    return found


def _plain(heading: str) -> str:
    return "".join(character for character in heading.casefold() if character.isalnum())


def _present(db: Connection, identifiers: list[str]) -> list[str]:
    return [identifier for identifier in identifiers if archive.find(db, identifier) is not None]


def _repeats(one: CrossReference) -> str:
    return f"it repeats: {one.repeats}" if one.repeats else "what stands before it is not certain"

"""Who said what, with what authority: the statements of a document that records a talk."""

from dataclasses import dataclass

from backchannel.desk import archive
from backchannel.desk.archive import Found
from backchannel.desk.desk import Desk
from backchannel.errors import UsageError
from backchannel.record.address import place_of
from backchannel.record.names import plain
from backchannel.record.talks.statements import KINDS, Statement, statements

__all__ = ["Spoken", "spoken"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A document, and its statements in order."""

    found: Found
    statements: tuple[Statement, ...]


def spoken(desk: Desk, text: str, speaker: str | None = None) -> Spoken:
    """Give the statements of the document, or of the passage, at an address, of the archive or of a channel.

    With `speaker` those of a speaker who is named so, or may be a participant who is: all the words given must stand in
    his name, in any case. UsageError where there is no such document, or it is of a kind that records no talk.
    """
    found = archive.find(desk, text)
    document = found.document
    if document.kind not in KINDS:
        raise UsageError(f"{text[:120]} is a {document.kind}, which records no talk; statements are read from minutes.")
    chosen = statements(document)
    if found.address.number:
        numbers = {one.number for one in place_of(document, found.address)} if not found.address.part else set()
        chosen = tuple(one for one in chosen if one.passage in numbers)
    if speaker is not None:
        words = set(plain(speaker).split())
        chosen = tuple(one for one in chosen if words and words <= _names(one, document.participants))
    return Spoken(found, chosen)


def _names(statement: Statement, participants: tuple[str, ...]) -> set[str]:
    names = [statement.speaker, statement.named, None if statement.person is None else participants[statement.person]]
    return {word.strip(".,()") for name in names if name for word in plain(name).split()}

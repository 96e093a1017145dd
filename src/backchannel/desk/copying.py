"""Copying out of the vault: a letter or an enclosure as a file, by an explicit act that the register keeps (R42).

A caption says who may have a letter, and a file can be read by whoever has the disk. So nothing is copied out in
passing: each copy is a note on one's own ledger that this person copied it to that file, and for which reason. The note
and the file come together or not at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backchannel.carriage import pouchfile
from backchannel.desk import enclosing
from backchannel.desk.book import open_book
from backchannel.desk.desk import Desk
from backchannel.desk.own_ledger import open_own
from backchannel.desk.references import resolve
from backchannel.desk.writing import append
from backchannel.errors import NotAReaderError, UsageError
from backchannel.protocol.knowledge import COPIED, note_content
from backchannel.record.document import from_value
from backchannel.record.writers import markdown
from backchannel.vault import enclosures, entries
from backchannel.vault.entries import Entry
from backchannel.vault.sqlcipher import Connection

_LETTERS = ("letter", "share")
_BROWSER = "to a file of the browser"


def save_letter(desk: Desk, channel: str, text: str, target: Path, reason: str) -> int:
    """Write a letter with its whole head to a new Markdown file outside the vault; give its length in bytes.

    UsageError without a reason or where the name is taken, NotAReaderError where the letter does not open here.
    """
    with _letter_copied(desk, channel, text, f"to the file {target.name}", reason) as data:
        return pouchfile.write_pouch(target, [data])


def give_letter(desk: Desk, channel: str, text: str, reason: str) -> bytes:
    """Give a letter with its whole head as Markdown, for the browser to keep. Errors as `save_letter`."""
    with _letter_copied(desk, channel, text, _BROWSER, reason) as data:
        return data


@contextmanager
def _letter_copied(desk: Desk, channel: str, text: str, where: str, reason: str) -> Iterator[bytes]:
    """Give a letter's bytes; the copy is noted when the block succeeds."""
    if not reason.strip():
        raise UsageError("Say why the letter is copied out.")
    with desk.vault.change(moves_position=True) as db:
        entry, _ = resolve(open_book(db, desk, channel), text)
        body = entry.body()
        if entry.header.kind not in _LETTERS or body is None:
            raise NotAReaderError(f"{text} is not a letter that this desk can read, so it cannot be copied out.")
        entries.mark_read(db, entry.header, desk.now())
        data = markdown.write(from_value(body["document"])).encode()
        note_copy(db, desk, entry, f"{where}: {reason}")
        # Last, so that whatever is refused before leaves no file; what fails in the block takes the note with it.
        yield data


def save_enclosure(desk: Desk, channel: str, text: str, name: str, target: Path, reason: str = "") -> int:
    """Write an enclosure to a new file outside the vault, once it is whole and checked; give its length in bytes."""
    with _enclosure_copied(desk, channel, text, name, f"to the file {target.name}", reason) as pieces:
        return pouchfile.write_pouch(target, pieces)


def give_enclosure(desk: Desk, channel: str, text: str, name: str, reason: str = "") -> bytes:
    """Give an enclosure, once it is whole and checked, for the browser to keep. Errors as `save_enclosure`."""
    with _enclosure_copied(desk, channel, text, name, _BROWSER, reason) as pieces:
        return b"".join(pieces)


@contextmanager
def _enclosure_copied(
    desk: Desk, channel: str, text: str, name: str, where: str, reason: str
) -> Iterator[Iterator[bytes]]:
    with desk.vault.change(moves_position=True) as db:
        entry, _ = resolve(open_book(db, desk, channel), text)
        found = [e for e in enclosures.of_letter(db, entry.header.id) if e.name == name]
        if not found:
            raise UsageError(f"{text} has no enclosure called {name[:80]}.")
        pieces = enclosing.give_out(db, found[0])
        note_copy(db, desk, entry, f"{where}: {reason or f'its enclosure {name}'}")
        yield pieces


def note_copy(db: Connection, desk: Desk, entry: Entry, what: str) -> None:
    """Note on one's own ledger that this person copied a letter; `what` says where to and why."""
    me = desk.card
    own = open_own(db, desk)
    note = note_content(entry.header.id, me.person, me.party, COPIED, desk.now(), what[:1_000], "recorded")
    append(own, "act", note)
    own.save()

"""How a person names an entry and a passage: `maren-7` is Maren's seventh entry, `maren-7/3` its third passage."""

import re
import unicodedata

from backchannel.desk.book import Book, open_book
from backchannel.desk.desk import Desk
from backchannel.errors import UsageError
from backchannel.protocol.entry import Header
from backchannel.protocol.state import State
from backchannel.vault import entries
from backchannel.vault.entries import Entry

_IDENTIFIER = re.compile(r"[0-9a-f]{64}")
_NAMES = "short names"
_REFERENCE = re.compile(r"(?P<who>.+)-(?P<seq>[0-9]{1,9})(?:/(?P<passage>[0-9]{1,5}))?")


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^\w]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-_") or "member"


def short_names(state: State) -> dict[bytes, str]:
    """Give each member's short name: the last word of his name, or as much more as tells him from the others."""
    found: dict[bytes, str] | None = state.worked_out.get(_NAMES)
    if found is None:
        found = state.worked_out[_NAMES] = _short_names(state)
    return found


def _short_names(state: State) -> dict[bytes, str]:
    forms = {
        reader: (_slug(m.name.split()[-1]), _slug(m.name), _slug(f"{m.party} {m.name}"))
        for reader, m in state.members.items()
    }
    names: dict[bytes, str] = {}
    for reader, own in forms.items():
        names[reader] = next(
            (form for i, form in enumerate(own) if all(form != f[i] for r, f in forms.items() if r != reader)),
            f"{own[2]}-{reader.hex()[:6]}",
        )
    return names


def reference(state: State, header: Header) -> str:
    """Give the reference of an entry."""
    return f"{short_names(state).get(header.author, header.author.hex()[:8])}-{header.seq}"


def resolve(book: Book, text: str) -> tuple[Entry, int]:
    """Give the entry that a reference names, and the passage (0: none); UsageError where there is none."""
    match = _REFERENCE.fullmatch(text.strip())
    names = {name: reader for reader, name in short_names(book.state).items()}
    if match is None or match["who"].casefold() not in names:
        known = ", ".join(sorted(names))
        raise UsageError(f"“{text[:80]}” names no entry here; write it as NAME-NUMBER with one of: {known}.")
    entry = entries.get(book.db, book.channel.id, names[match["who"].casefold()], int(match["seq"]))
    if entry is None:
        raise UsageError(f"There is no entry {text[:80]} on “{book.channel.name}”.")
    return entry, int(match["passage"] or 0)


def located(desk: Desk, identifier: str) -> tuple[str, str]:
    """Give (channel by its id, reference) of the entry with this id in hexadecimal; UsageError where there is none."""
    if not _IDENTIFIER.fullmatch(identifier):
        raise UsageError("That is no letter of this desk; look for it in the list of its channel.")
    with desk.vault.read() as db:
        entry = entries.by_id(db, bytes.fromhex(identifier))
        if entry is None:
            raise UsageError("That is no letter of this desk; look for it in the list of its channel.")
        book = open_book(db, desk, entry.header.channel.hex())
        return entry.header.channel.hex(), reference(book.state, entry.header)

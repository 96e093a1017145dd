"""Taking documents out: whole, as excerpts, as citations, as a bag; a letter of a channel only as a noted act (R42).

A document is named by its id, a volume or file by its own (all its documents then), a letter as CHANNEL/maren-7. What
belongs to a channel is copied out for a reason, which the register of who knows keeps; the note and the file come
together or not at all.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from backchannel.desk import copying
from backchannel.desk.book import open_book
from backchannel.desk.desk import Desk
from backchannel.desk.letters import TEXTS, readers_now
from backchannel.desk.outfile import put, put_folder
from backchannel.desk.references import resolve
from backchannel.errors import BadInputError, NotAReaderError, UsageError
from backchannel.record.address import Address
from backchannel.record.citation import citation
from backchannel.record.citation import cite as citation_of
from backchannel.record.document import from_value
from backchannel.record.excerpt import pared, redact
from backchannel.record.volume import Volume
from backchannel.record.writers import bagit
from backchannel.record.writers.cmif import Index
from backchannel.record.writers.formats import FORMATS, Export, Wishes, named, stems
from backchannel.vault import archive, channels, entries, sources, volumes
from backchannel.vault.entries import Entry
from backchannel.vault.sqlcipher import Connection

__all__ = ["BAG", "EXCERPTS", "Exported", "Wish", "cite", "export", "withhold"]

BAG = "bag"
"""The format that is a folder of all the others."""
EXCERPTS = ("tei", "html", "pdf", "docx", "json")
"""Formats that hold the words of a document, in which an excerpt can be given out."""

Watch = Callable[[int], None]
"""Told how many documents are done."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How documents are to be given out: the format, where to (None: nowhere, give the bytes), and what it is for.

    `why` is needed for letters of a channel. `title`, `editor` and `address` are what a catalogue or a bag says of
    itself.
    """

    format: str
    target: Path | None
    overwrite: bool = False
    why: str = ""
    title: str = "Documents of the record"
    editor: str = "not named"
    address: str = ""
    paper: str = "A4"
    upper: bool = False
    into: str = "the terminal"
    """Where the bytes go if no file was wished, as the register of who knows will say it."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was given out: documents, files and bytes, what was left out and why, and what is to be said of it.

    `data` are the bytes where no file was wished.
    """

    documents: int
    files: int
    size: int
    left_out: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    letters: int = 0
    data: bytes = b""


def cite(desk: Desk, names: Sequence[str]) -> list[tuple[str, str]]:
    """Give the citation of each document, with its id; UsageError where there is none of a name.

    A letter is cited without being copied out: the citation says who wrote to whom.
    """
    with desk.vault.read() as db:
        return [
            (one.id, citation_of(citation(one.id, one.document, one.volume)))
            for name in names
            for one, _ in _found(db, desk, name, {})
        ]


def export(desk: Desk, names: Sequence[str], wish: Wish, watch: Watch = lambda _: None) -> Exported:
    """Give documents out in a format, one or many.

    UsageError for a name that is not here, a target that is taken, a letter without a reason. Of many documents, one
    that the format cannot hold is left out and told; a single one is refused (BadInputError).
    """
    with _opened(desk, names, wish, "") as exports:
        return _written(desk, exports, wish, watch)


def withhold(
    desk: Desk, name: str, places: Sequence[Address], reason: str, wish: Wish, *, lengths: bool = False
) -> Exported:
    """Give out an excerpt of one document, without what stands at the places; `remarks` say where words still stand."""
    if wish.format not in EXCERPTS:
        raise UsageError(f"An excerpt is given out as one of {', '.join(EXCERPTS)}.")
    with _opened(desk, [name], replace(wish, why=wish.why or reason), "an excerpt, ") as exports:
        # A mail has the name of its file, under which its attachments come too.
        whole = next((one for one in exports if one.id == name or len(exports) == 1), None)
        if whole is None:
            raise UsageError(f"{name[:120]} is not one document; name the document of which you take an excerpt.")
        excerpt = redact(whole.document, places, reason, lengths=lengths)
        volume = pared(whole.volume, excerpt.document) if whole.volume else None
        made = replace(whole, document=excerpt.document, volume=volume)
        return replace(_written(desk, [made], wish, lambda _: None), remarks=excerpt.echoes)


# What is meant


@contextmanager
def _opened(desk: Desk, names: Sequence[str], wish: Wish, what: str) -> Iterator[list[Export]]:
    """Give the documents of the names; letters among them are noted as copied when the block succeeds."""
    if not names:
        raise UsageError("Name what is to be exported: documents, volumes or letters.")
    known: dict[str, Volume | None] = {}
    with desk.vault.read() as db:
        found = [one for name in names for one in _found(db, desk, name, known)]
    letters = [entry for _, entry in found if entry is not None]
    exports = list({export.id: export for export, _ in found}.values())
    if not exports:
        raise UsageError("Nothing of that has words in this archive, so there is nothing to export.")
    if not letters:
        yield exports
        return
    if not wish.why.strip():
        raise UsageError("Say why the letter is copied out; the register of who knows keeps the reason.", typed="--why")
    where = f"{what}to {wish.into if wish.target is None else f'the file {wish.target.name}'}: {wish.why}"
    with desk.vault.change(moves_position=True) as db:
        for entry in letters:
            entries.mark_read(db, entry.header, desk.now())
            copying.note_copy(db, desk, entry, where)
        # Within the change, so that what fails to be written takes the notes with it.
        yield exports


def _found(
    db: Connection, desk: Desk, name: str, known: dict[str, Volume | None]
) -> Iterator[tuple[Export, Entry | None]]:
    source = sources.by_slug(db, name)
    item = archive.find(db, name)
    items = list(archive.listed(db, source.number)) if source else [item] if item else []
    if not items:
        yield _letter(db, desk, name)
        return
    for one in items:
        document = archive.text(db, one.number)
        if document is not None:
            if one.volume and one.volume not in known:
                known[one.volume] = volumes.get(db, one.volume)
            yield Export(one.id, document, known.get(one.volume) if one.volume else None), None


def _letter(db: Connection, desk: Desk, name: str) -> tuple[Export, Entry]:
    channel, _, reference = name.rpartition("/")
    joined = [one.name for one in channels.every(db) if one.standing in (channels.JOINED, channels.GONE)]
    if channel not in joined:
        raise UsageError(
            f"There is no document {name[:120]} here; look in the list of the record.", typed="backchannel record list"
        )
    book = open_book(db, desk, channel)
    entry, _passage = resolve(book, reference)
    body = entry.body()
    if entry.header.kind not in TEXTS or body is None:
        raise NotAReaderError(f"{name[:120]} is not a letter that this desk can read, so it cannot be exported.")
    members = book.state.members
    readers = tuple(sorted(members[one].name for one in readers_now(book, entry) if one in members))
    document = from_value(body["document"])
    # A letter need not say in its head who writes it: the channel knows. Who shares another's letter did not write it.
    if entry.header.kind == "letter" and not document.senders and entry.header.author in members:
        document = replace(document, senders=(members[entry.header.author].name,))
    return Export(name, document, readers=readers), entry


# What is written


def _written(desk: Desk, exports: list[Export], wish: Wish, watch: Watch) -> Exported:
    wishes = _wishes(desk, exports, wish)
    letters = sum(one.readers is not None for one in exports)
    left_out: list[tuple[str, str]] = []
    if wish.format == BAG:
        if wish.target is None:
            raise UsageError("A bag is a folder; name the new folder.", typed="--output FOLDER")
        files, size = put_folder(wish.target, bagit.write(exports, wishes))
        return Exported(len(exports), files, size, letters=letters)
    form = named(wish.format)
    if form.apart and len(exports) > 1:
        if wish.target is None:
            raise UsageError(
                f"Every document is a file of its own as {form.name}; name a new folder.", typed="--output FOLDER"
            )
        files, size = put_folder(wish.target, _each(exports, wishes, form.name, left_out, watch))
        return Exported(len(exports) - len(left_out), files, size, tuple(left_out), letters=letters)
    data = form.write(exports, wishes)
    if wish.target is None:
        return Exported(len(exports), 0, len(data), letters=letters, data=data)
    put(wish.target, data, overwrite=wish.overwrite)
    return Exported(len(exports), 1, len(data), letters=letters)


def _each(
    exports: Iterable[Export], wishes: Wishes, name: str, left_out: list[tuple[str, str]], watch: Watch
) -> Iterator[tuple[str, bytes]]:
    form = FORMATS[name]
    chosen = list(exports)
    for done, (one, stem) in enumerate(zip(chosen, stems(one.id for one in chosen), strict=True), 1):
        try:
            yield f"{stem}{form.suffix}", form.write([one], wishes)
        except BadInputError as refusal:
            left_out.append((one.id, str(refusal)))
        watch(done)


def _wishes(desk: Desk, exports: Sequence[Export], wish: Wish) -> Wishes:
    # A catalogue must have an address. One made of its documents is the same whenever it is made again.
    own = f"urn:uuid:{uuid5(NAMESPACE_URL, ' '.join(one.id for one in exports))}"
    index = Index(wish.title, wish.editor, wish.editor, wish.address or own, desk.now()[:10])
    return Wishes(index, wish.paper, wish.upper)

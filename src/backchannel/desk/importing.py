"""Importing: files become documents of the archive, each file whole or not at all.

Several small files share a change of the vault, and a volume has one of its own. So whenever an import is broken off,
by a key or by a failing machine, what was told as imported is there, nothing else is, and the same import again goes
on with the rest. Only one change's files, and one document, are held in memory.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from backchannel.desk import reading
from backchannel.desk.desk import Desk
from backchannel.desk.reading import Part
from backchannel.errors import BackchannelError, BadInputError
from backchannel.record.readers.report import Report
from backchannel.record.volume import Volume
from backchannel.vault import archive, sources, volumes
from backchannel.vault.sources import Source
from backchannel.vault.sqlcipher import Connection

__all__ = ["FAILED", "IMPORTED", "READ_AGAIN", "SKIPPED", "UNCHANGED", "File", "Outcome", "files_of", "import_files"]

IMPORTED, READ_AGAIN, UNCHANGED = "imported", "read again", "unchanged"
SKIPPED, FAILED = "skipped", "failed"

_CHANGE_BYTES = 2 * 1024 * 1024
_CHANGE_FILES = 200
"""How much a change takes in: enough that its end costs nothing beside it."""
_NAME = re.compile(r"[^\W_][\w.-]{0,79}")


@dataclass(frozen=True, slots=True)
class File:
    """A file to import, its size in bytes, and whether it was named itself rather than found in a folder."""

    path: Path
    size: int
    named: bool


@dataclass(slots=True)
class Outcome:
    """What became of a file: one of the words above, and why; the beginning of its documents' ids; counts.

    `changed` counts documents that are new or other than before, `removed` those that the file has no longer.
    `inferred` and `left_out` count the facts that its reader told, of the file and of every document.
    """

    path: Path
    what: str
    why: str = ""
    source: str = ""
    format: str = ""
    documents: int = 0
    changed: int = 0
    removed: int = 0
    inferred: int = 0
    left_out: int = 0

    def count(self, report: Report) -> None:
        """Count what a reader told."""
        self.inferred += len(report.inferred)
        self.left_out += len(report.left_out)


@dataclass(frozen=True, slots=True)
class _Content:
    file: File
    data: bytes = field(repr=False)
    digest: bytes
    error: str = ""


def files_of(paths: Iterable[Path]) -> list[File]:
    """Give the files at these paths, a folder's in the order of their names; hidden ones are passed over."""
    found: dict[Path, File] = {}
    for path in paths:
        if path.is_dir():
            for within in sorted(path.rglob("*")):
                hidden = any(part.startswith(".") for part in within.relative_to(path).parts)
                if not hidden and within.is_file():
                    found.setdefault(within, File(within, _size(within), False))
        else:
            found[path] = File(path, _size(path), True)
    return list(found.values())


def import_files(
    desk: Desk, files: Iterable[File], *, again: bool = False, passed: Callable[[int], None] = lambda _: None
) -> Iterator[Outcome]:
    """Import files; give what became of each as soon as it is kept.

    What is here already, byte for byte, is left as it is; with `again` it is read anew if its reader has become
    another, and a file may take the place of another file of the same volume. `passed` hears how many bytes of the
    files are done. A file that cannot be read is an outcome, and so is one in a folder that no reader knows. PlaceError
    and LockedError of the vault end the import.
    """
    done = 0
    for batch in _batches(files):
        outcomes = []
        with desk.vault.change() as db:
            for one in batch:
                outcomes.append(_import(db, desk, one, again, _part_of(done, one.file.size, passed)))
                done += one.file.size
                passed(done)
        yield from outcomes


def _part_of(done: int, size: int, passed: Callable[[int], None]) -> Callable[[float], None]:
    return lambda part: passed(done + int(part * size))


def _batches(files: Iterable[File]) -> Iterator[list[_Content]]:
    batch: list[_Content] = []
    for file in files:
        batch.append(_content(file))
        if len(batch) == _CHANGE_FILES or sum(len(one.data) for one in batch) >= _CHANGE_BYTES:
            yield batch
            batch = []
    if batch:
        yield batch


def _content(file: File) -> _Content:
    if not file.named and reading.format_of(file.path) is None:
        return _Content(file, b"", b"")
    try:
        data = reading.content(file.path)
    except BackchannelError as error:
        return _Content(file, b"", b"", str(error))
    return _Content(file, data, hashlib.sha256(data).digest())


def _import(db: Connection, desk: Desk, one: _Content, again: bool, passed: Callable[[float], None]) -> Outcome:
    path = one.file.path
    if one.error:
        return Outcome(path, FAILED, one.error)
    if not one.digest:
        return Outcome(path, SKIPPED, "no reader knows this kind of file")
    known = sources.by_digest(db, one.digest)
    if known is not None and (not again or known.reader == reading.READERS):
        return _unchanged(db, path, known)
    # A reader may refuse a file at its last document: then nothing of it stays, and the files before it do.
    db.execute("SAVEPOINT file")
    try:
        outcome = _read_in(db, desk, one, known, again, passed)
    except BackchannelError as error:
        db.execute("ROLLBACK TO file")
        outcome = Outcome(path, FAILED, str(error))
    db.execute("RELEASE file")
    return outcome


def _unchanged(db: Connection, path: Path, known: Source) -> Outcome:
    return Outcome(path, UNCHANGED, "", known.slug, known.format, archive.count(db, known.number))


def _read_in(
    db: Connection, desk: Desk, one: _Content, known: Source | None, again: bool, passed: Callable[[float], None]
) -> Outcome:
    path = one.file.path
    read = reading.read(path, one.data)
    volume, _ = read.whole()
    was = known or _same_volume(db, path, volume, read.format, again)
    slug = was.slug if was else volume.id if volume else _free_slug(db, path)
    source = Source(0, one.digest, path.name, read.format, reading.READERS, slug, desk.now(), Report())
    source = replace(source, number=was.number if was else sources.add(db, source))
    if volume is not None:
        volumes.put(db, source.number, volume)
    outcome = Outcome(path, READ_AGAIN if was else IMPORTED, "", slug, read.format)
    given: set[str] = set()
    for part in read.parts:
        identifier, said = _named(slug, part, given)
        number = archive.put(db, identifier, source.number, volume.id if volume else None, part.document, said)
        given.add(identifier)
        outcome.documents += 1
        outcome.changed += number is not None
        outcome.count(said)
        passed(min(1.0, outcome.documents / max(1, read.count)))
    for identifier in archive.ids(db, source.number) if was else ():
        if identifier not in given:
            archive.drop(db, identifier)
            outcome.removed += 1
    volume_then, report = read.whole()
    if volume_then is not None and volume_then != volume:
        volumes.put(db, source.number, volume_then)
    sources.change(db, replace(source, report=report))
    outcome.count(report)
    return outcome


def _named(slug: str, part: Part, given: set[str]) -> tuple[str, Report]:
    """Give a document's id, and its report with what the id does not say of itself."""
    if not part.name:
        return slug, part.report
    if not _NAME.fullmatch(part.name):
        raise BadInputError(
            "A document of the file has a name that is not letters, digits, dots and dashes; correct it."
        )
    identifier, count = f"{slug}/{part.name}", 1
    while identifier in given:
        count += 1
        identifier = f"{slug}/{part.name}-{count}"
    if count == 1:
        return identifier, part.report
    doubled = f"The file has another document of the name {part.name}; this one is called {identifier}."
    return identifier, replace(part.report, inferred=(*part.report.inferred, doubled))


def _same_volume(db: Connection, path: Path, volume: Volume | None, format_: str, again: bool) -> Source | None:
    """Give the source that holds this volume from another file; only with `again` may it be replaced."""
    if volume is None:
        return None
    if not _NAME.fullmatch(volume.id):
        raise BadInputError(
            "The volume has no id of letters, digits, dots and dashes (xml:id of its outermost element); give it one."
        )
    was = sources.by_slug(db, volume.id)
    if was is None or (again and was.format == format_):
        return was
    way = f"import {path.name} with --again" if was.format == format_ else "remove that one first"
    raise BadInputError(f"The volume {volume.id} is here from another file, {was.name}; to replace it, {way}.")


def _free_slug(db: Connection, path: Path) -> str:
    stem, number = reading.slug_of(path), 1
    slug = stem
    while sources.by_slug(db, slug) is not None:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0

"""Importing: files become documents of the archive, each file whole or not at all.

A file is read to its end before a word of it is written. Several small files share a change of the vault, and a volume
has one of its own. So whenever an import is broken off, by a key or by a failing machine, what was told as imported is
there, nothing else is half there, and the same import again goes on with the rest. Held in memory are one change's
files and the few that are read ahead (`reading_aside`), however many there are.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from backchannel.desk import reading
from backchannel.desk.desk import Desk
from backchannel.desk.reading import Taken
from backchannel.desk.reading_aside import Job, Readers
from backchannel.errors import BackchannelError, BadInputError
from backchannel.vault import archive, sources, volumes
from backchannel.vault.sources import Source
from backchannel.vault.sqlcipher import Connection

__all__ = [
    "FAILED",
    "IMPORTED",
    "READ_AGAIN",
    "SKIPPED",
    "UNCHANGED",
    "File",
    "Outcome",
    "files_of",
    "import_files",
    "worth_aside",
]

IMPORTED, READ_AGAIN, UNCHANGED = "imported", "read again", "unchanged"
SKIPPED, FAILED = "skipped", "failed"

_CHANGE_BYTES = 2 * 1024 * 1024
_CHANGE_FILES = 200
"""How much a change takes in: enough that its end costs nothing beside it."""
_ASIDE_BYTES = 1024 * 1024
"""Bytes of files, as they lie there, from which it is worth to start processes that read."""
_ASIDE = 2
"""Reading processes at most: they keep the one that writes busy by half, and take some 100 MB each."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to import, its size in bytes, and whether it was named itself rather than found in a folder.

    `data` are its bytes where it lies on no disk; `path` is then its name alone.
    """

    path: Path
    size: int
    named: bool
    data: bytes | None = field(default=None, repr=False)


@dataclass(slots=True)
class Outcome:
    """What became of a file: one of the words above, and why; the beginning of its documents' ids; counts.

    `changed` counts documents that are new or other than before, `removed` those that the file has no longer.
    `inferred` and `left_out` count the facts that its reader told, of the file and of every document. `typed` is what
    would do it at a terminal, as of an error.
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
    typed: str = ""


@dataclass(slots=True)
class _FileJob(Job):
    """A file on its way: its bytes are counted by `length` and known again by `digest`; `why` it is passed over."""

    digest: bytes = b""
    length: int = 0
    why: str = ""


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
    desk: Desk,
    files: Sequence[File],
    *,
    again: bool = False,
    passed: Callable[[int], None] = lambda _: None,
    aside: int | None = None,
) -> Iterator[Outcome]:
    """Import files; give what became of each as soon as it is kept.

    What is here already, byte for byte, is left as it is; with `again` it is read anew if its reader has become
    another, and a file may take the place of another file of the same volume. `passed` hears how many bytes of the
    files are done. A file that cannot be read is an outcome, and so is one in a folder that no reader knows. PlaceError
    and LockedError of the vault end the import. `aside` is in how many processes files are read beside this one
    (default: as many as the machine and the files are worth).
    """
    with Readers(worth_aside(files) if aside is None else aside) as readers:
        for batch in _batches(readers.read(_jobs(desk, files, again, passed))):
            with desk.vault.change() as db:
                outcomes = [_outcome(db, desk, job, again) for job in batch]
            yield from outcomes
    passed(sum(file.size for file in files))


def worth_aside(files: Sequence[File]) -> int:
    """Say in how many processes beside this one it is worth to read these files; 0 for few or small ones."""
    few = len(files) < 2 or sum(file.size for file in files) < _ASIDE_BYTES
    return 0 if few else min(_ASIDE, os.cpu_count() or 1, len(files))


def _jobs(desk: Desk, files: Iterable[File], again: bool, passed: Callable[[int], None]) -> Iterator[_FileJob]:
    done = 0
    for file in files:
        job = _FileJob(file.path, passed=_part_of(done, file.size, passed))
        done += file.size
        if file.data is None and desk.vault.folder.path in file.path.absolute().parents:
            job.why = "it is a file of this desk"
            yield job
            continue
        try:
            data = reading.content(file.path) if file.data is None else reading.unpacked(file.path, file.data)
            if not file.named:
                reading.format_of(file.path, data)
        except BadInputError as error:
            # What is found in a folder need not be a document; what was named is meant to be one.
            job.refusal, job.why = ("", str(error)) if not file.named else (str(error), "")
            yield job
            continue
        except BackchannelError as error:
            job.refusal = str(error)
            yield job
            continue
        job.digest, job.length = hashlib.sha256(data).digest(), len(data)
        with desk.vault.read() as db:
            known = sources.by_digest(db, job.digest)
        if not _stays(known, again):
            job.data = data
        yield job


def _part_of(done: int, size: int, passed: Callable[[int], None]) -> Callable[[float], None]:
    return lambda part: passed(done + int(part * size))


def _batches(jobs: Iterable[Job]) -> Iterator[list[_FileJob]]:
    batch: list[_FileJob] = []
    for job in jobs:
        assert isinstance(job, _FileJob)
        batch.append(job)
        if len(batch) == _CHANGE_FILES or sum(one.length for one in batch if one.taken) >= _CHANGE_BYTES:
            yield batch
            batch = []
    if batch:
        yield batch


def _stays(known: Source | None, again: bool) -> bool:
    return known is not None and (not again or known.reader == reading.READERS)


def _outcome(db: Connection, desk: Desk, job: _FileJob, again: bool) -> Outcome:
    if job.why:
        return Outcome(job.path, SKIPPED, job.why)
    if job.refusal:
        return Outcome(job.path, FAILED, job.refusal)
    known = sources.by_digest(db, job.digest)
    if known is not None and (_stays(known, again) or job.taken is None):
        return Outcome(job.path, UNCHANGED, "", known.slug, known.format, archive.count(db, known.number))
    if job.taken is None:
        return Outcome(job.path, FAILED, f"{job.path} was taken out of the archive meanwhile; import it again.")
    try:
        was = known or _same_volume(db, job.path, job.taken, again)
    except BadInputError as error:
        return Outcome(job.path, FAILED, str(error), typed=error.typed)
    return _keep(db, desk, job, job.taken, was)


def _keep(db: Connection, desk: Desk, job: _FileJob, taken: Taken, was: Source | None) -> Outcome:
    volume = taken.volume
    slug = was.slug if was else volume.id if volume else _free_slug(db, job.path)
    source = Source(
        was.number if was else 0,
        job.digest,
        job.path.name,
        taken.format,
        reading.READERS,
        slug,
        desk.now(),
        taken.report,
    )
    if was:
        sources.change(db, source)
    else:
        source = replace(source, number=sources.add(db, source))
    if volume is not None:
        volumes.put(db, source.number, volume)
    outcome = Outcome(job.path, READ_AGAIN if was else IMPORTED, "", slug, taken.format, len(taken.parts))
    outcome.inferred, outcome.left_out = taken.inferred, taken.left_out
    given = set()
    for name, derived in taken.parts:
        identifier = f"{slug}/{name}" if name else slug
        given.add(identifier)
        number = archive.put(db, identifier, source.number, volume.id if volume else None, derived)
        outcome.changed += number is not None
    for identifier in archive.ids(db, source.number) if was else ():
        if identifier not in given:
            archive.drop(db, identifier)
            outcome.removed += 1
    return outcome


def _same_volume(db: Connection, path: Path, taken: Taken, again: bool) -> Source | None:
    """Give the source that holds this volume from another file; only with `again` may it be replaced."""
    if taken.volume is None:
        return None
    was = sources.by_slug(db, taken.volume.id)
    if was is None or (again and was.format == taken.format):
        return was
    here = f"The volume {was.slug} is here from another file, {was.name}; to replace it"
    if was.format == taken.format:
        raise BadInputError(f"{here}, import {path.name} and say that it may.", typed="--again")
    raise BadInputError(f"{here}, remove that one first.")


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

"""Collected texts: what lies in files and folders outside of the archive, such as the press of a week.

A folder is read file by file. A file may hold several texts (a mail with its attachments, a file of JSON lines), each
of which is one. What cannot be read is told, and the rest goes on.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from backchannel.desk import importing, reading
from backchannel.desk.importing import File
from backchannel.desk.words.drafts import on_disk
from backchannel.errors import BackchannelError, UsageError
from backchannel.record.document import Document
from backchannel.record.readers.transcripts.dateline import read_dateline
from backchannel.vault import archive

__all__ = ["Text", "Unread", "collected", "files_of", "given", "text_of"]

_TOP = 3
"""Passages at the top of a newspaper's text among which its dateline stands."""
_LINE = 120
"""Characters of the longest such line."""
_PIECES = 5


@dataclass(frozen=True, slots=True)
class Text:
    """A text from a file: what it is called, its words, the places where its passages begin, and its day.

    The words are its heading, if it has one, and its passages, a line feed between them; `starts` has a place for each
    of these, and `headed` says that the first is the heading. `first_day` and `last_day` are those that its date may
    mean, as `1963-01-18`; '' if it has none. `changed` is the day of the file, by the machine that it lies on.
    `dated_by` is the line at its top from which the day was read, where nothing else says it.
    """

    name: str
    text: str
    starts: tuple[int, ...]
    headed: bool
    first_day: str = ""
    last_day: str = ""
    changed: str = ""
    dated_by: str = ""

    def passage(self, at: int) -> int:
        """Give the number of the passage in which a character lies; 0 is the heading."""
        return sum(start <= at for start in self.starts) - self.headed


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that gave no text, and why.

    `is_missed` says that something is missing without it: it is of a kind that is read, or was named itself.
    """

    name: str
    why: str
    is_missed: bool


def files_of(names: Iterable[str]) -> list[File]:
    """Give the files of these names, a folder's in their order.

    UsageError for a name at which nothing is: what was named is meant to be looked at.
    """
    paths = []
    for name in names:
        path = on_disk(name)
        if path is None:
            raise UsageError(f"There is no file or folder {name[:200]}; name one that is there.")
        paths.append(path)
    return importing.files_of(paths)


def collected(files: Iterable[File], passed: Callable[[int], None] = lambda _: None) -> Iterator[Text | Unread]:
    """Give the texts of files; `passed` hears how many files are done."""
    for number, file in enumerate(files, 1):
        is_missed = True
        try:
            data = reading.content(file.path)
            is_missed = file.named
            reading.format_of(file.path, data)
            is_missed = True
            for part in reading.read(file.path, data).parts:
                yield text_of(part.document, f"{file.path}#{part.name}" if part.name else str(file.path), file.path)
        except BackchannelError as error:
            yield Unread(str(file.path), str(error), is_missed)
        passed(number)


def given(files: Iterable[tuple[str, bytes]]) -> Iterator[Text | Unread]:
    """Give the texts of files that were handed over, each with its name; nothing of them is written anywhere."""
    for name, data in files:
        try:
            for part in reading.read(Path(name), reading.unpacked(Path(name), data)).parts:
                yield text_of(part.document, f"{name}#{part.name}" if part.name else name)
        except BackchannelError as error:
            yield Unread(name, str(error), is_missed=True)


def text_of(document: Document, name: str, path: Path | None = None) -> Text:
    """Give a document as a text, under a name; `path` is the file in which it lies."""
    pieces = [*filter(None, [document.heading]), *(passage.text for passage in document.passages)]
    starts, at = [], 0
    for piece in pieces:
        starts.append(at)
        at += len(piece) + 1
    first, last = archive.found_by(document)[2:4]
    line = ""
    if first is None:
        line, first, last = _dated(document)
    text, headed = "\n".join(pieces), bool(document.heading)
    return Text(name, text, tuple(starts), headed, first or "", last or "", _changed(path), line)


def _dated(document: Document) -> tuple[str, str | None, str | None]:
    """Give the line at the top that is a dateline, at its end at least (`COAST MERCURY, Tarnhavn, 30 June 2025`)."""
    for top in [document.heading or "", *(passage.text for passage in document.passages[:_TOP])]:
        pieces = top.split(", ")[:_PIECES] if len(top) <= _LINE else []
        for number in range(len(pieces)):
            found = read_dateline(", ".join(pieces[number:]))
            if found is not None and found.when is not None and found.when.day is not None:
                first, last = archive.found_by(replace(document, date=found.when, until=found.until))[2:4]
                return top, first, last
    return "", None, None


def _changed(path: Path | None) -> str:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat() if path else ""
    except (OSError, OverflowError, ValueError):
        return ""

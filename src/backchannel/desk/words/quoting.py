"""Checking the quotations of a draft that is a file or a letter, and putting their addresses into it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from backchannel.desk import outfile, reading
from backchannel.desk.desk import Desk
from backchannel.desk.words import drafts, named, requests
from backchannel.desk.words.places import Place
from backchannel.desk.words.quotations import REFERENCE, Checked, Checker, Source
from backchannel.errors import BadInputError, PlaceError, UsageError
from backchannel.record.document import Document, Passage
from backchannel.text.quotations.differences import Difference
from backchannel.text.quotations.marks import quotations
from backchannel.vault import archive

__all__ = ["Entry", "Shown", "Told", "Written", "check", "check_file", "check_passages", "referenced", "write"]

_IN_PLACE = ("Markdown", "plain text", "transcript")
"""Formats in which words can be put without touching any others."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A difference as words: those of the draft, and the true ones."""

    kind: str
    quoted: str
    true: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A quotation with what a person is shown of it.

    `line` is that of the draft in which it begins. `places` are where its words stand, `nearest` is where something
    near it stands; `sentence` is the whole sentence, where something was cut off.
    """

    checked: Checked
    line: int
    text: str
    places: tuple[Place, ...]
    differences: tuple[Shown, ...]
    sentence: str
    nearest: Place | None


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a draft's quotations; how many marks stand without a partner, and the line of the first."""

    entries: tuple[Entry, ...]
    stray: int
    stray_line: int

    @property
    def is_fine(self) -> bool:
        """Whether nothing is left to settle."""
        return not any(entry.checked.is_wrong for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Written:
    """Which file was written with how many references; None for no file, because nothing was to be changed."""

    path: Path | None
    copy: Path | None
    references: int


def check(desk: Desk, name: str, against: Sequence[str] = ()) -> Told:
    """Check the quotations of a file of any kind, or of a letter or document by its address.

    With `against` (documents, volumes, letters or channels by name), they are held to be quotations of these alone.
    UsageError for what is not there, BadInputError for a file that no reader reads.
    """
    return _checked(desk, _draft(desk, name), against)


def check_file(desk: Desk, name: str, data: bytes, against: Sequence[str] = ()) -> Told:
    """Check the quotations of a file that was handed over: its name and its bytes. Else as `check`."""
    path = Path(name)
    return _checked(desk, (*_of_file(path, reading.unpacked(path, data)), ""), against)


def check_passages(desk: Desk, passages: Sequence[Passage]) -> list[Told]:
    """Check the quotations of each passage of a draft by itself, against all that this desk may read.

    It is done once for a text while the desk is open, until the archive has other documents.
    """
    with desk.vault.read() as db:

        def work(places: Sequence[int]) -> list[Told]:
            checker = Checker(db, desk, None, requests.set_apart(db, desk))
            return [_told(checker, passages[place]) for place in places]

        what = ("quotations", archive.newest(db), archive.total(db))
        return desk.remembered.of(what, ((one.role == "quotation", one.text) for one in passages), work)


def _told(checker: Checker, passage: Passage) -> Told:
    text = passage.text
    blocks = [(0, len(text))] if passage.role == "quotation" else []
    stray = quotations(text, blocks).stray
    entries = tuple(_entry(checker, text, one) for one in checker.check(text, blocks))
    return Told(entries, len(stray), text.count("\n", 0, stray[0]) + 1 if stray else 0)


def _checked(desk: Desk, draft: tuple[str, list[tuple[int, int]], str], against: Sequence[str]) -> Told:
    text, blocks, own = draft
    with desk.vault.read() as db:
        meant = [number for one in against for number in named.numbers(db, named.find(db, desk, one))]
        # A draft that somebody had screened is nobody's wording, and the draft itself makes no quotation of it right.
        without = {*requests.set_apart(db, desk), *(named.numbers(db, named.find(db, desk, own)) if own else ())}
        checker = Checker(db, desk, meant if against else None, without)
        checked = checker.check(text, blocks)
        stray = quotations(text, blocks).stray
        entries = tuple(_entry(checker, text, one) for one in checked)
    return Told(entries, len(stray), text.count("\n", 0, stray[0]) + 1 if stray else 0)


def write(path: Path, told: Told, to: Path | None = None) -> Written:
    """Put the address of each quotation that was found behind it, in the file itself or in another.

    A file that is changed is kept as it was beside it. UsageError for a format in which that cannot be done, for a file
    that may only be read, or where `to` is there already; nothing is ever half written.
    """
    if not path.is_file():
        raise UsageError(f"{str(path)[:200]} is no file; references are put into a file of text or Markdown.")
    data = reading.content(path)
    changed, count = _changed(path, data, told)
    if changed == data:
        if to is not None:
            outfile.put(to, data)
        return Written(to, None, 0)
    if to is not None:
        outfile.put(to, changed)
        return Written(to, None, count)
    if path.is_symlink():
        raise UsageError(f"{path.name} points to another file; name that one, or write to another.", typed="--to FILE")
    if not path.stat().st_mode & 0o222:
        raise UsageError(f"{path.name} may only be read; write to another file.", typed="--to FILE")
    copy = _free(path)
    outfile.put(copy, data)
    outfile.put(path, changed, overwrite=True)
    return Written(path, copy, count)


def referenced(name: str, data: bytes, told: Told) -> tuple[bytes, int]:
    """Give a file that was handed over with the addresses put into it, and how many they are. Errors as `write`."""
    return _changed(Path(name), data, told)


def _changed(path: Path, data: bytes, told: Told) -> tuple[bytes, int]:
    format_ = reading.format_of(path, data)
    if format_ not in _IN_PLACE or path.suffix.casefold() == ".gz":
        raise UsageError(
            f"References cannot be put into {path.name}, a file of {format_}; save it as text or Markdown."
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise BadInputError(f"{path.name} is not in UTF-8, so nothing was put into it; save it in UTF-8.") from None
    changed, count = _referenced(text, told)
    return changed.encode("utf-8"), count


def _referenced(text: str, told: Told) -> tuple[str, int]:
    pieces, at, count = [], 0, 0
    for entry in sorted(told.entries, key=lambda entry: entry.checked.quotation.closes):
        if entry.checked.verdict not in ("exact", "elided") or not entry.places:
            continue
        place = entry.places[0]
        reference = "".join(f" [{one}]" for one in (place.address, place.until) if one)
        after = entry.checked.quotation.closes
        there = REFERENCE.match(text, after)
        if after < at or (there and there.group() == reference):
            continue
        pieces += [text[at:after], reference]
        at, count = there.end() if there else after, count + 1
    return "".join([*pieces, text[at:]]), count


def _free(path: Path) -> Path:
    """Give a name beside a file that is not taken."""
    for number in range(1, 1000):
        copy = path.with_name(f"{path.stem}.before{f'-{number}' if number > 1 else ''}{path.suffix}")
        if not copy.exists() and not copy.is_symlink():
            return copy
    raise PlaceError(f"Beside {path.name} lie a thousand copies of it; move them away.")


def _draft(desk: Desk, name: str) -> tuple[str, list[tuple[int, int]], str]:
    """Give the text of a draft, what its format says is set apart, and its address if it has one here."""
    path = drafts.on_disk(name)
    if path is not None:
        return *_of_file(path, reading.content(path)), ""
    # A draft that is in the archive does not quote itself.
    return *_joined(drafts.draft(desk, name)), name


def _of_file(path: Path, data: bytes) -> tuple[str, list[tuple[int, int]]]:
    if reading.format_of(path, data) in _IN_PLACE:
        # The characters keep their places, so that references can be put between them.
        with suppress(UnicodeDecodeError):
            return data.decode("utf-8").replace("\r", " ").replace("\ufeff", " "), []
        document = drafts.of_content(path, data)
        return "\n\n".join(passage.text for passage in document.passages), []
    return _joined(drafts.of_content(path, data))


def _joined(document: Document) -> tuple[str, list[tuple[int, int]]]:
    pieces, blocks, at = [], [], 0
    for passage in document.passages:
        if passage.role == "quotation":
            blocks.append((at, at + len(passage.text)))
        pieces.append(passage.text)
        at += len(passage.text) + 2
    return "\n\n".join(pieces), blocks


def _entry(checker: Checker, text: str, checked: Checked) -> Entry:
    places = [checker.places.place(one.document, one.begins, one.ends) for one in checked.sources]
    source = checked.sources[0] if checked.sources else None
    kept = checker.text(source.document) if source else ""
    return Entry(
        checked,
        text.count("\n", 0, checked.start) + 1,
        text[checked.start : checked.end],
        tuple(place for place in places if place is not None),
        tuple(_shown(text, kept, one) for one in checked.differences),
        kept[slice(*checked.sentence)] if checked.sentence else "",
        _place(checker, checked.nearest) if checked.nearest else None,
    )


def _shown(text: str, kept: str, one: Difference) -> Shown:
    return Shown(one.kind, text[one.start : one.end], kept[one.begins : one.ends])


def _place(checker: Checker, source: Source) -> Place | None:
    return checker.places.place(source.document, source.begins, source.ends)

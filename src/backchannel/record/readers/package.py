"""The package of an Office document: a zip archive of XML parts, tied by relationships (ISO/IEC 29500-2).

What comes here may be made to harm: archives that unpack to more than a machine holds, thousands of entries, documents
that define entities or point to other files, elements nested without end. Nothing is unpacked but the parts that are
asked for, each within the bounds below; whatever breaks one is refused in one sentence. No part is ever written to disk
and no address in a package is ever followed.

The standard library is enough for that (zipfile, and expat, whose every event we see), and safer than a library for
Word files: those unpack all entries before anybody has looked at them.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from backchannel.errors import BadInputError

__all__ = ["ENTRIES", "PACKAGE", "PART", "RATIO", "UNPACKED", "Package", "Relationship", "below", "children"]

PACKAGE = 32 * 1024 * 1024
"""Bytes of the longest package: a long paper with its pictures."""
ENTRIES = 4_000
"""Entries of an archive; a paper has some twenty, and one for each picture."""
PART = 32 * 1024 * 1024
"""Bytes of one part, unpacked: a document of as many passages as are allowed, each a page, with all its markup."""
UNPACKED = 64 * 1024 * 1024
"""Bytes of all parts that are read, unpacked."""
RATIO = 500
"""Bytes unpacked for one that is packed. The XML of real papers is packed ten to a hundred times (forms and tables the
most), a bomb a thousand times, which is the most that deflate can."""
RATIO_FROM = 4 * 1024 * 1024
"""Bytes of a part below which its ratio does not matter."""
DEPTH = 200
"""Elements within each other: a table five deep within text boxes has some eighty."""
ELEMENTS = 400_000
"""Elements of one part, which take some 100 MB of memory; a book of three hundred pages has half as many."""
VALUE = 64 * 1024
"""Characters of one attribute."""

_ENTRY = b"PK\x01\x02"  # the signature of an entry in an archive's directory (APPNOTE.TXT, section 4.3.12)
_ENCRYPTED = 0x1
_ENCODINGS = ("utf-8", "utf-16", "us-ascii")

# Both forms of the standard, Transitional and Strict, and what Word adds: a name has its usual prefix in a tree.
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
}


class Relationship:
    """One tie of a part: its id, the last word of its type, and its target (a part's name, or an address outside)."""

    __slots__ = ("external", "id", "kind", "target")

    def __init__(self, source: str, element: Element) -> None:
        self.id = element.get("Id", "")
        self.kind = element.get("Type", "").rpartition("/")[2]
        self.external = element.get("TargetMode") == "External"
        target = element.get("Target", "")
        self.target = target if self.external else _resolved(source, target)


class Package:
    """A package: `part` gives a part as a tree, `relationships` the ties of a part ("" for the package itself)."""

    def __init__(self, data: bytes) -> None:
        """Open the archive in `data`; refuse (BadInputError) what is none, or is built to harm."""
        if len(data) > PACKAGE:
            raise BadInputError(f"The file has {len(data)} bytes where {PACKAGE} are allowed; take out its pictures.")
        # Counted before the directory is read: a directory of a million entries would fill the memory by itself.
        if data.count(_ENTRY) > ENTRIES:
            raise BadInputError(f"The file is an archive of more than {ENTRIES} entries, which no paper has.")
        try:
            self._archive = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, EOFError, OSError, NotImplementedError, OverflowError):
            _broken()
        self._entries: dict[str, ZipInfo] = {}
        for entry in self._archive.infolist():
            name = entry.filename.casefold()
            if name in self._entries:
                raise BadInputError("The file has two parts of one name, so that two programs read two texts from it.")
            self._entries[name] = entry
        self._left = UNPACKED

    def __contains__(self, name: str) -> bool:
        """Whether the package has a part of this name, in any case."""
        return name.casefold() in self._entries

    def names(self) -> Iterator[str]:
        """Every entry's name."""
        return (entry.filename for entry in self._entries.values())

    def part(self, name: str) -> Element:
        """Give the tree of an XML part; refuse (BadInputError) one that is missing, broken or built to harm."""
        return _tree(self._unpacked(name))

    def relationships(self, source: str = "") -> list[Relationship]:
        """Give the ties of a part, of the package itself for ""."""
        folder, stroke, own = source.rpartition("/")
        name = f"{folder}{stroke}_rels/{own}.rels"
        if name not in self:
            return []
        return [Relationship(source, one) for one in self.part(name).iter("rel:Relationship")]

    def _unpacked(self, name: str) -> bytes:
        entry = self._entries.get(name.casefold())
        if entry is None:
            raise BadInputError("The file lacks a part that it names; it is no Word file, or it is damaged.")
        if entry.flag_bits & _ENCRYPTED:
            raise BadInputError("The file's parts are encrypted; save it without a password.")
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise BadInputError("The file is packed in a way that Word does not use; open and save it in Word.")
        allowed = min(PART, self._left)
        try:
            with self._archive.open(entry) as part:
                data = part.read(allowed + 1)
        except (BadZipFile, ValueError, EOFError, OSError, RuntimeError, OverflowError, zlib.error):
            _broken()
        if len(data) > allowed or len(data) > max(RATIO_FROM, RATIO * entry.compress_size):
            raise BadInputError("The file unpacks to far more than it holds, as files do that are made to harm.")
        self._left -= len(data)
        return data


def children(parent: Element, name: str) -> list[Element]:
    """Give the children of an element that have a name (ElementTree's own search reads prefixes another way)."""
    return [child for child in parent if child.tag == name]


def below(parent: Element, *names: str) -> Element | None:
    """Give the first child of a name, the first child of the next name in it, and so on; None where one is missing."""
    found: Element | None = parent
    for name in names:
        found = None if found is None else found.find(name)
    return found


def _tree(data: bytes) -> Element:
    """Read XML without a document type, entities, or more depth, elements and attributes than real files have."""
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > DEPTH or count > ELEMENTS:
            raise BadInputError("A part of the file has more markup, or deeper, than any paper; it is not read.")
        if any(len(value) > VALUE for value in attributes.values()):
            raise BadInputError(f"A part of the file has an attribute of more than {VALUE} characters; it is not read.")
        builder.start(_prefixed(name), {_prefixed(own): value for own, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_prefixed(name))

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.casefold() not in _ENCODINGS:
            raise BadInputError("A part of the file is written in an encoding that Word does not use.")

    def doctype(*_: object) -> NoReturn:
        raise BadInputError("A part of the file has a document type, with which files can be made to harm.")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.XmlDeclHandler = declared
    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        _broken()
    return builder.close()


def _prefixed(name: str) -> str:
    namespace, space, local = name.rpartition(" ")
    return f"{_PREFIXES.get(namespace, '?')}:{local}" if space else local


def _resolved(source: str, target: str) -> str:
    # A target is relative to the folder of its source, or begins with a stroke (ISO/IEC 29500-2, section 6.5).
    base = [] if target.startswith("/") else source.split("/")[:-1]
    for step in target.split("/"):
        if step == "..":
            del base[-1:]
        elif step not in ("", "."):
            base.append(step)
    return "/".join(base)


def _broken() -> NoReturn:
    raise BadInputError("The file is damaged, or no Word file; open it in Word and save it as .docx.") from None

"""XML from outside, element by element: unpacked, without document types, and bounded in every direction.

A document type is refused before anything of it is expanded, so there are no entities but the five of XML itself, and
no address in a file is ever followed. Comments and processing instructions are no text and are passed over.
"""

import zlib
from collections.abc import Iterator
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from xml.parsers import expat

from backchannel.errors import BadInputError

__all__ = ["DEPTH", "ELEMENTS", "RATIO", "UNPACKED", "events"]

UNPACKED = 96 * 1024 * 1024
"""Bytes of the longest volume, unpacked; the longest of the printed ones have eight million."""
RATIO = 200
"""Bytes unpacked for one that is packed: real volumes have five to twenty, a bomb a thousand."""
RATIO_FROM = 1024 * 1024
"""Bytes unpacked below which the ratio does not matter."""
DEPTH = 100
"""Elements within each other; real volumes have some fifteen."""
ELEMENTS = 1_000_000
"""Elements of one volume, by the marks that begin and end them; real volumes have some forty thousand."""

_CHUNK = 64 * 1024
_GZIP = b"\x1f\x8b"
_GZIP_WINDOW = 31  # zlib's number for "a gzip header, and the widest window"


def events(data: bytes) -> Iterator[tuple[str, Element]]:
    """Give ("start", element) and ("end", element) as the file goes on, of XML or gzipped XML.

    At its start an element has its attributes, at its end everything that it holds; who reads takes out what he has
    read. Whatever is not XML within the bounds of this module is refused (BadInputError), with line and column.
    """
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    depth = marks = 0
    try:
        for chunk in _without_document_type(_unpacked(data)):
            marks += chunk.count(b"<")
            if marks > 2 * ELEMENTS:
                raise BadInputError(f"The file has more than {ELEMENTS} elements, as no volume has.")
            parser.feed(chunk)
            read: Iterator[tuple[str, Element]] = parser.read_events()  # type: ignore[assignment]  # start and end alone
            for pair in read:
                if pair[0] == "end":
                    depth -= 1
                else:
                    depth += 1
                    if depth > DEPTH:
                        raise BadInputError(f"The file has more than {DEPTH} elements within each other, as none has.")
                yield pair
        parser.close()
    except ParseError as error:
        _refuse(error.code, error.position)


def _unpacked(data: bytes) -> Iterator[bytes]:
    total = 0
    for chunk in _inflated(data) if data[:2] == _GZIP else _cut(data):
        total += len(chunk)
        if total > UNPACKED or total > max(RATIO_FROM, RATIO * len(data)):
            raise BadInputError("The file unpacks to far more than a volume holds, as files do that are made to harm.")
        yield chunk


def _cut(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _CHUNK):
        yield data[start : start + _CHUNK]


def _inflated(data: bytes) -> Iterator[bytes]:
    try:
        while data:  # a gzip file may be several, one after the other (RFC 1952, section 2.2)
            unpacker = zlib.decompressobj(_GZIP_WINDOW)
            while not unpacker.eof:
                chunk = unpacker.decompress(data, _CHUNK)
                data = unpacker.unconsumed_tail
                if chunk:
                    yield chunk
                elif not data and not unpacker.eof:
                    raise BadInputError("The file is gzip that breaks off; fetch it again.")
            data = unpacker.unused_data.lstrip(b"\0")
    except zlib.error:
        raise BadInputError("The file is damaged gzip; fetch it again.") from None


def _without_document_type(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Pass chunks on once a first parser has come to the root element, before which alone a document type can stand."""
    guard = expat.ParserCreate()
    roots: list[str] = []
    held: list[bytes] = []

    def root(name: str, _attributes: dict[str, str]) -> None:
        roots.append(name)
        guard.StartElementHandler = None

    def document_type(*_: object) -> NoReturn:
        raise BadInputError("The file has a document type, with which files can be made to harm; take out the DOCTYPE.")

    guard.StartElementHandler = root
    guard.StartDoctypeDeclHandler = document_type
    guard.EntityDeclHandler = document_type
    for chunk in chunks:
        if not roots:
            held.append(chunk)
            try:
                guard.Parse(chunk, False)
            except expat.ExpatError as error:
                if not roots:
                    _refuse(error.code, (error.lineno, error.offset))
            except (ValueError, LookupError):
                raise BadInputError("The file is written in an encoding that is not known; save it in UTF-8.") from None
            if roots:
                yield from held
        else:
            yield chunk
    if not roots:
        raise BadInputError("The file holds no XML element; it is no TEI volume.")


def _refuse(code: int, position: tuple[int, int]) -> NoReturn:
    line, column = position
    what = expat.ErrorString(code) or "an error"
    raise BadInputError(
        f"The file is not well-formed XML ({what} at line {line}, column {column + 1}); correct it there."
    ) from None

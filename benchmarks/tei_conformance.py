"""Whether a document holds what its XML holds, by a walk of its own over each, that shares no code with the reader.

Both sides give the same account: every character that is not white space, in the order of the file, notes where their
marks are; and every element among the words with its attributes and the characters that it begins and ends at. The
words of each passage are compared too, so that no space is lost between two words, nor put within one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from backchannel.record.document import Document, Passage
from backchannel.record.spans import Span

__all__ = ["Account", "differences", "of_document", "of_element"]

_TEI = "{http://www.tei-c.org/ns/1.0}"
_FRUS = ("{http://history.state.gov/ns/1.0}", "{http://history.state.gov/frus/ns/1.0}")
_XML = "{http://www.w3.org/XML/1998/namespace}"
_BLANK = " \t\r\n"
_AMONG = {
    "persName": "person",
    "gloss": "term",
    "placeName": "place",
    "ref": "reference",
    "pb": "page",
    "lb": "break",
    "hi": "emphasis",
    "date": "date",
    "time": "time",
    "gap": "gap",
}
"""Elements that are spans in the record, and what they are called there."""
_SETS_APART = frozenset(
    (
        *("p", "head", "item", "cell", "label", "list", "table", "row", "quote", "opener", "closer", "dateline"),
        *("signed", "salute", "seg", "postscript", "ab", "lb", "div"),
    )
)
"""Elements at whose edges words end."""


@dataclass
class Account:
    """What one side holds: its characters, its elements (name, attributes, first character, end), its words."""

    characters: list[str] = field(default_factory=list)
    elements: list[tuple[str, frozenset[tuple[str, str]], int, int]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> None:
        """Take characters in."""
        bare = text.translate({ord(c): None for c in _BLANK})
        self.characters.append(bare)
        self.length += len(bare)


def differences(element: Element, document: Document) -> list[str]:
    """Say where an element and the document that was read from it differ."""
    there, here = of_element(element), of_document(document)
    found = []
    if "".join(there.characters) != "".join(here.characters):
        found.append("other characters")
    if there.words != here.words:
        at = next((n for n, pair in enumerate(zip(there.words, here.words, strict=False)) if pair[0] != pair[1]), 0)
        found.append(f"other words, first {there.words[at : at + 3]} and {here.words[at : at + 3]}")
    if sorted(there.elements, key=_order) != sorted(here.elements, key=_order):
        lost = [one for one in there.elements if one not in here.elements][:3]
        more = [one for one in here.elements if one not in there.elements][:3]
        found.append(f"other elements: {lost} are not in the document, {more} not in the XML")
    return found


def _order(one: tuple[str, frozenset[tuple[str, str]], int, int]) -> tuple[str, int, int, list[tuple[str, str]]]:
    return one[0], one[2], one[3], sorted(one[1])


def of_element(element: Element) -> Account:
    """Give the account of a document's element in the XML."""
    account = Account()
    pieces: dict[int, list[str]] = {0: []}
    _walk(element, account, pieces, 0)
    account.words = [word for text in pieces.values() for word in _split("".join(text))]
    return account


def _walk(element: Element, account: Account, pieces: dict[int, list[str]], note: int) -> None:
    own = pieces[note]
    for child in element:
        if child is element[0]:
            _say(element.text, account, own)
        name = _name(child.tag)
        begin, place = account.length, len(account.elements)
        apart = name in _SETS_APART or name == "frus:attachment"
        if apart:
            own.append(" ")
        if name == "note":
            number = len(pieces)
            pieces[number] = []
            _walk(child, account, pieces, number)
        elif name.startswith("frus:") and name != "frus:attachment":
            _walk(child, account, {note: []}, note)
        else:
            _walk(child, account, pieces, note)
        if apart:
            own.append(" ")
        if name in _AMONG or name == "note" or (name.startswith("frus:") and name != "frus:attachment"):
            attributes = frozenset((_name(key), value) for key, value in child.attrib.items())
            account.elements.insert(place, (name, attributes, begin, account.length))
        _say(child.tail, account, own)
    if not len(element):
        _say(element.text, account, own)


def _say(text: str | None, account: Account, own: list[str]) -> None:
    if text:
        account.add(text)
        own.append(text)


def _name(tag: str) -> str:
    for prefix, short in ((_TEI, ""), (_FRUS[0], "frus:"), (_FRUS[1], "frus:"), (_XML, "xml:")):
        if tag.startswith(prefix):
            return short + tag.removeprefix(prefix)
    return tag


def _split(text: str) -> list[str]:
    return [word for word in text.translate({ord(c): " " for c in _BLANK}).split(" ") if word]


def of_document(document: Document) -> Account:
    """Give the account of a document."""
    account = Account()
    words: dict[int, list[str]] = {0: []}
    head = document.apparatus.head if document.apparatus else ()
    frames = document.apparatus.frames if document.apparatus else ()
    begun: dict[int, tuple[int, int, int]] = {}
    for passage in (*head, *document.passages):
        begin, place = account.length, len(account.elements)
        _tell(document, passage, 0, account, words)
        number = passage.within
        while number:
            begun[number] = (*begun.get(number, (place, begin))[:2], account.length)
            number = frames[number - 1].within
    for number, (place, begin, stop) in sorted(begun.items(), reverse=True):
        if frames[number - 1].name in _AMONG:  # a name that holds passages
            account.elements.insert(place, (frames[number - 1].name, frozenset(frames[number - 1].values), begin, stop))
    account.words = [word for number in sorted(words) for word in words[number]]
    return account


def _tell(document: Document, passage: Passage, note: int, account: Account, words: dict[int, list[str]]) -> None:
    words.setdefault(note, []).extend(_split(passage.text))
    at = 0
    open_: list[tuple[Span, int, int]] = []

    def say(stop: int) -> None:
        nonlocal at
        if stop > at:
            account.add(passage.text[at:stop])
            at = stop

    def close(depth: int) -> None:
        while open_ and open_[-1][0].depth >= depth:
            span, begin, place = open_.pop()
            say(span.end)
            if span.value("text") is not None and not span.depth:
                account.add(span.value("text") or "")
            account.elements.insert(place, (_source(span), _attributes(span), begin, account.length))

    for span in passage.spans:
        close(max(span.depth, 0))
        say(span.start)
        if span.name == "note":
            _tell_note(document, int(span.value("number") or 0), account, words)
        elif span.name in _AMONG.values() or (span.name.startswith("frus:") and span.name != "frus:attachment"):
            open_.append((span, account.length, len(account.elements)))
            if not span.depth:
                close(0)
    close(0)
    say(len(passage.text))


def _tell_note(document: Document, number: int, account: Account, words: dict[int, list[str]]) -> None:
    note = document.apparatus.note(number) if document.apparatus else None
    assert note is not None
    words.setdefault(number, [])
    begin, place = account.length, len(account.elements)
    for passage in note.passages:
        _tell(document, passage, number, account, words)
    said = {key.removeprefix("tei:"): value for key, value in note.values}
    said |= {key: value for key, value in (("n", note.mark), ("xml:id", note.id)) if value is not None}
    inferred = document.apparatus is not None and document.apparatus.inferred("source") is not None
    if note.kind == "summary" or (note.kind == "source" and not inferred):
        said["type"] = note.kind
    if note.kind == "line":
        said["rend"] = "inline"
    account.elements.insert(place, ("note", frozenset(said.items()), begin, account.length))


def _source(span: Span) -> str:
    return next((name for name, own in _AMONG.items() if own == span.name), span.name)


def _attributes(span: Span) -> frozenset[tuple[str, str]]:
    return frozenset(_given(span))


def _given(span: Span) -> Iterator[tuple[str, str]]:
    for key, value in span.values:
        if key in ("text", "within"):
            continue
        if key == "key" and span.name in ("person", "term"):
            yield ("corresp" if span.name == "person" else "target"), f"#{value}"
        elif key == "number" and span.name == "page":
            yield "n", value
        else:
            yield key.removeprefix("tei:"), value

"""What a volume of TEI says of itself: its title page, its list of persons, its list of abbreviations.

A list is known by what it lists: an item with a `persName` or a `term` that has an `xml:id`, in whatever list and
markup it stands. Items without one count if their list is one of type names, persons or terms, and if their first words
are set apart; they have no key.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from backchannel.record.markup import NOT_STATED, TEI, XML
from backchannel.record.readers.tei.words import plain_text
from backchannel.record.volume import ListedPerson, Term, Volume

__all__ = ["listed", "title_page"]

_ID = f"{{{XML}}}id"
_TYPES = {"names": "persName", "persons": "persName", "terms": "term"}
_EDGES = " ,;:"


def title_page(root: Element, header: Element) -> Volume:
    """Give a volume with what its header says, from the root element (its attributes) and the header."""
    titles = [(one.get("type", ""), words) for one in _all(header, "titleStmt/title") if (words := plain_text(one))]
    identifiers = [
        (one.get("type", ""), words) for one in _all(header, "publicationStmt/idno") if (words := plain_text(one))
    ]
    by_type = dict(reversed(identifiers))
    name = root.get(_ID) or by_type.get("frus") or ""
    complete = next((words for kind, words in titles if kind == "complete"), None)
    parts = [words for kind, words in titles if kind in ("series", "subseries", "volumenumber", "volume")]
    return Volume(
        id=name,
        title=complete or ", ".join(parts or [words for _, words in titles]) or name,
        titles=tuple(one for one in titles if one[0] != "complete"),
        editors=tuple(
            (words, one.get("role", ""))
            for one in _all(header, "titleStmt/editor")
            if (words := plain_text(one)) and words != NOT_STATED
        ),
        publisher=_first(header, "publicationStmt/publisher"),
        place=_first(header, "publicationStmt/pubPlace"),
        year=_first(header, "publicationStmt/date"),
        identifiers=tuple(one for one in identifiers if one[0] != "frus"),
    )


def listed(part: Element) -> tuple[tuple[ListedPerson, ...], tuple[Term, ...]]:
    """Give the persons and the abbreviations that the lists of a part of the volume have, in their order."""
    persons: list[ListedPerson] = []
    terms: list[Term] = []
    for kind, key, name, rest in _items(part, None):
        if kind == "persName":
            persons.append(ListedPerson(key, name, rest))
        else:
            terms.append(Term(key, name, rest))
    return tuple(persons), tuple(terms)


def _items(element: Element, kind: str | None) -> Iterator[tuple[str, str, str, str]]:
    for child in element:
        if child.tag == f"{{{TEI}}}list":
            yield from _items(child, _TYPES.get(child.get("type", ""), kind))
        elif child.tag == f"{{{TEI}}}item":
            found = _entry(child, kind)
            if found:
                yield found
            yield from _items(child, kind)
        else:
            yield from _items(child, kind)


def _entry(item: Element, kind: str | None) -> tuple[str, str, str, str] | None:
    for element in _own(item):
        name = element.tag.rpartition("}")[2]
        if name in ("persName", "term") and element.get(_ID):
            words = plain_text(element).strip(_EDGES)
            return (name, element.get(_ID, ""), words, _after(item, words)) if words else None
    first = item[0] if len(item) and not (item.text or "").strip() else None
    if kind is None or first is None or first.tag not in (f"{{{TEI}}}hi", f"{{{TEI}}}{kind}"):
        return None
    words = plain_text(first).strip(_EDGES)
    # The editor's note above a list has its first words set apart too, and ends them with a stop or a colon.
    if not words or words.casefold().endswith("note") or plain_text(first).endswith(":"):
        return None
    return kind, "", words, _after(item, words)


def _own(item: Element) -> Iterator[Element]:
    """Everything in an item that is not in a list within it."""
    for child in item:
        if child.tag != f"{{{TEI}}}list":
            yield child
            yield from _own(child)


def _after(item: Element, words: str) -> str:
    """Give what an item says after its first words."""
    whole = _own_text(item)
    _, _, after = whole.partition(words)
    return after.lstrip(_EDGES).rstrip()


def _own_text(item: Element) -> str:
    copy = Element(item.tag)
    copy.text = item.text
    for child in item:
        if child.tag != f"{{{TEI}}}list":
            copy.append(child)
    return plain_text(copy)


def _all(header: Element, path: str) -> list[Element]:
    steps = "/".join(f"{{{TEI}}}{step}" for step in path.split("/"))
    return header.findall(f".//{steps}")


def _first(header: Element, path: str) -> str | None:
    return next((words for one in _all(header, path) if (words := plain_text(one))), None)

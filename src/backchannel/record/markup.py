"""The names of TEI and what they are here: which elements are spans, passages or frames, and what attributes mean.

The reader and the writer of TEI share these tables, so that what one takes apart the other puts together again.
Elements have their local name; those of the Office of the Historian's own namespace (it has had two addresses) the
prefix `frus:`; those of any other namespace, and attributes in one, the form `{address}name`.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache

from backchannel.record.spans import NAMES

__all__ = [
    "CONTAINERS",
    "ELEMENTS",
    "FRUS",
    "FRUS_EARLIER",
    "HOMES",
    "LEAVES",
    "LIST_ROLES",
    "MILESTONES",
    "NOT_STATED",
    "ROLES",
    "SPANS",
    "TEI",
    "XML",
    "attributes",
    "element_of",
    "local",
    "span_name",
    "span_values",
    "values",
]

TEI = "http://www.tei-c.org/ns/1.0"
FRUS = "http://history.state.gov/frus/ns/1.0"
FRUS_EARLIER = "http://history.state.gov/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"

NOT_STATED = "[not stated]"
"""What a header has where it must say something, and nothing is known."""

SPANS = {
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
    "note": "note",
}
"""Elements and the names of their spans. Any other element keeps its name, after `tei:` if a span has that name."""
ELEMENTS = {name: element for element, name in SPANS.items()}

CONTAINERS = frozenset({"list", "table", "row", "frus:attachment", "div", "lg", "sp", "floatingText"})
"""Elements that hold passages, whatever is in them."""
LEAVES = {
    "p": "paragraph",
    "head": "heading",
    "item": "item",
    "cell": "cell",
    "label": "label",
    "dateline": "dateline",
    "quote": "quotation",
    "salute": "salutation",
    "signed": "signature",
    "closer": "closing",
    "opener": "line",
    "postscript": "line",
    "seg": "line",
    "ab": "line",
    "l": "line",
    "byline": "line",
    "trailer": "line",
}
"""Elements that are a passage, and its role; one that holds another of them, or a container, is a frame."""
ROLES = {
    "paragraph": "p",
    "heading": "head",
    "item": "item",
    "subject": "item",
    "participant": "item",
    "cell": "cell",
    "label": "label",
    "dateline": "dateline",
    "quotation": "quote",
    "salutation": "salute",
    "signature": "signed",
    "closing": "closer",
}
"""Roles and the element that a passage of it is, unless its span `block` has the value `tei` with another name."""
HOMES = {
    "item": ("list",),
    "label": ("list",),
    "cell": ("row",),
    "row": ("table",),
    "salute": ("opener", "closer"),
    "signed": ("closer",),
}
"""Elements that stand only within some others."""
LIST_ROLES = {"subject": "subject", "participants": "participant"}
"""Types of lists, and the role of what they list."""
MILESTONES = frozenset({"pb", "lb", "cb", "gap", "milestone", "anchor"})
"""Elements that stand between passages too; every `frus:` element but an attachment is one more."""

_MEANINGS = {"person": ("corresp", "key", "#"), "term": ("target", "key", "#"), "page": ("n", "number", "")}
"""Spans, an attribute of theirs, the value that it is here, and what the attribute begins with."""

_OURS = frozenset({"tei", "text", "within"})
"""Values that this model adds to the attributes; an attribute of such a name has `tei:` before it."""

_LOCAL: dict[str, str] = {}
_ATTRIBUTES: dict[str, str] = {}
_PREFIXES = {TEI: "", FRUS: "frus:", FRUS_EARLIER: "frus:", XML: "xml:"}


def local(tag: str) -> str:
    """Give the name of an element or attribute as used here, from `{namespace}name`."""
    name = _LOCAL.get(tag)
    if name is None:
        namespace, brace, name = tag[1:].rpartition("}") if tag[:1] == "{" else ("", "", tag)
        name = _PREFIXES[namespace] + name if namespace in _PREFIXES else tag if brace else name
        if len(_LOCAL) < 1_000:  # a file cannot fill the memory with names
            _LOCAL[tag] = name
    return name


def _attribute(tag: str) -> str:
    name = _ATTRIBUTES.get(tag)
    if name is None:
        name = local(tag)
        name = f"tei:{name}" if name in _OURS else name
        if len(_ATTRIBUTES) < 1_000:
            _ATTRIBUTES[tag] = name
    return name


def span_name(element: str) -> str:
    """Give the name of the span that an element is."""
    name = SPANS.get(element)
    if name is not None:
        return name
    return f"tei:{element}" if element in NAMES else element


def element_of(span: str) -> str:
    """Give the element of a span's name; `span_name` gives the name again."""
    return ELEMENTS.get(span) or span.removeprefix("tei:")


def values(attributes_: Collection[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Give the attributes of an element as values, in their order, by their names as they are."""
    return tuple([(_attribute(name), value) for name, value in attributes_]) if attributes_ else ()


def span_values(name: str, attributes_: Collection[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Give the attributes of an element as the values of its span: the key of a name, the number of a page."""
    if not attributes_:
        return ()
    if len(attributes_) == 1:
        ((tag, value),) = attributes_
        return _single(name, tag, value)
    meaning = _MEANINGS.get(name)
    if meaning is None:
        return values(attributes_)
    return tuple([_meant(meaning, _attribute(tag), value) for tag, value in attributes_])


@lru_cache(maxsize=4096)  # the same few persons, offices and fonts come again and again in a volume
def _single(name: str, tag: str, value: str) -> tuple[tuple[str, str], ...]:
    meaning = _MEANINGS.get(name)
    return ((_attribute(tag), value) if meaning is None else _meant(meaning, _attribute(tag), value),)


def _meant(meaning: tuple[str, str, str], own: str, value: str) -> tuple[str, str]:
    attribute, means, begins = meaning
    if own == attribute and value.startswith(begins):
        return means, value[len(begins) :]
    return f"tei:{own}" if own == means else own, value


def attributes(name: str, values_: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the attributes of the element of a span, or of a frame, from its values: what `span_values` took."""
    attribute, means, begins = _MEANINGS.get(name, ("", "", ""))
    return [
        (attribute, begins + value) if means and own == means else (own.removeprefix("tei:"), value)
        for own, value in values_
        if own not in _OURS
    ]

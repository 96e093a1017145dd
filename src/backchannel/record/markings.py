"""A document's markings as four fields, its passages' own marks, and the banner that follows from both (R42, R43).

- *classification*: how secret it is (`classification.LEVELS`). "No classification marking" is a value of its own:
  somebody looked, and there was none. None says that nothing is known.
- *captions*: for whose eyes it is, code words, and how it is to be handled. What no table knows is a caption.
- *precedence*: how soon it must move and be read.
- *distribution*: how far it may go within a government, and beyond (`captions` says which of these limit readers).

A printed line holds them together in any order, parted mostly by semicolons: `Top Secret; Niact; Eyes Only; Limit
Distribution`. The words are kept as printed; within a field the highest, or the most restrictive, comes first.

A passage's own mark stands in brackets at its beginning, after its number if it has one: `(TS) ...`, `3. (S/NF) ...`.
The banner is computed from what the document states and what its passages are marked, so that raising one passage
raises the banner; `findings` says where the two differ.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backchannel.record.captions import CAPTIONS
from backchannel.record.classification import LEVELS, highest
from backchannel.record.document import Document, Passage

__all__ = [
    "CONTROLS",
    "DISTRIBUTION",
    "HANDLING",
    "PORTIONS",
    "PRECEDENCE",
    "Markings",
    "Portion",
    "banner",
    "findings",
    "limits",
    "overall",
    "portions",
    "read",
    "stated",
]

PRECEDENCE = (
    ("Flash",),
    ("Niact", "Niact Immediate", "Night Action"),
    ("Operational Immediate", "Immediate", "Emergency"),
    ("US Urgent", "Urgent"),
    ("Priority",),
    ("Routine",),
    ("Deferred",),
)
"""The vocabulary of precedence, the highest first; Niact, read and answered at night, only Flash goes before."""

DISTRIBUTION = (
    *(rule.words for rule in CAPTIONS[1:]),
    ("Orcon", "Dissemination and Extraction of Information Controlled by Originator"),
    ("Controlled Dissem", "Controlled Dissemination", "Continued Control"),
    ("No Dissem Abroad", "No Dissemination Abroad"),
    ("Nocontract", "Not Releasable to Contractors or Contractor/Consultants"),
    ("No Further Dissemination", "No Outside Agencies"),
    ("Background Use Only",),
)
"""The vocabulary of distribution, the most restrictive first; it begins with the captions that have a rule."""

HANDLING = (
    "Restricted Data",
    "Formerly Restricted Data",
    "Personal and Private",
    "Private and Personal",
    "Official-Informal",
    "Official Informal",
)
"""Captions that a table of another field would tear: `Restricted Data` is not `Restricted`."""

PORTIONS = {
    "TS": "Top Secret",
    "S": "Secret",
    "C": "Confidential",
    "R": "Restricted",
    "LOU": "Limited Official Use",
    "OUO": "Official Use Only",
    "U": "Unclassified",
}
"""What the letters of a passage's mark say of its classification."""

CONTROLS = {
    "NF": "Noforn",
    "NOFORN": "Noforn",
    "NFD": "No Foreign Dissem",
    "ND": "Nodis",
    "NODIS": "Nodis",
    "EXDIS": "Exdis",
    "LIMDIS": "Limdis",
    "OC": "Orcon",
    "NC": "Nocontract",
}
"""What may stand after a stroke in a passage's mark, and the distribution it says."""

_TEXT_ROLES = ("paragraph", "heading", "item", "quotation")
_MARK = re.compile(r"[“\"'\s]*(?:\d{1,4}[.)]?\s*)?\((?P<mark>[A-Z]{1,6}(?:/{1,2}[A-Z]{2,6})*)\)(?=\s|$)")
_DIVIDERS = re.compile(r"(\s*[,:/()]\s*|\s*[–—-]\s*|\s+and\s+)", re.IGNORECASE)
_EDGES = re.compile(r"\A(?:[\s,:/()–—-]|and\s)+|(?:[\s,:/(–—-]|\sand(?=\s))+\Z", re.IGNORECASE)
_EYES = re.compile(r"\beyes[\s–—-]+only\b|^for the\b.*\bonly$", re.IGNORECASE)

_CLASSIFICATION, _PRECEDENCE, _DISTRIBUTION, _CAPTION = "classification", "precedence", "distribution", "caption"


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[-–—]", " ", text).strip(" .").casefold().split())


_RANKS = {
    field: {_plain(word): rank for rank, words in enumerate(table) for word in words}
    for field, table in ((_PRECEDENCE, PRECEDENCE), (_DISTRIBUTION, DISTRIBUTION))
}
_FIELDS = {
    **{_plain(word): _CLASSIFICATION for words in LEVELS for word in words},
    **{word: field for field, ranks in _RANKS.items() for word in ranks},
    **{_plain(word): _CAPTION for word in HANDLING},
}
_LONGEST = max(len(word.split()) for word in _FIELDS)


@dataclass(frozen=True, slots=True)
class Markings:
    """The four fields, each as printed; `classification` is None where nothing is known of it."""

    classification: str | None = None
    captions: tuple[str, ...] = ()
    precedence: tuple[str, ...] = ()
    distribution: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Portion:
    """A passage's own mark: the passage's number, the mark as printed, what it says."""

    passage: int
    printed: str
    classification: str
    distribution: tuple[str, ...] = ()


def read(printed: str) -> Markings:
    """Divide a printed line of markings into the four fields; no word of it is lost.

    Of several classifications the highest is the field, and the others stay as captions.
    """
    return _gathered(_found(printed))


def stated(document: Document) -> Markings:
    """Give the four fields as a document's own head states them, whichever of its lines a word stands in.

    A line of classification in which the vocabulary has no level is one as a whole, and above all that are known.
    """
    line = document.classification or ""
    own = _found(line)
    if own and all(field == _CAPTION and not _EYES.search(words) for field, words in own):
        own = [(_CLASSIFICATION, line)]
    return _gathered([*own, *_found(document.caption or "")])


def portions(document: Document) -> tuple[Portion, ...]:
    """Give the marks of a document's passages.

    A document that letters its passages, (A), (B), (C), is not marked by single letters: its (C) is the third.
    """
    marks = [(passage, match["mark"]) for passage in document.passages if (match := _marked(passage))]
    lettered = any(len(mark) == 1 and mark not in PORTIONS for _, mark in marks)
    found = []
    for passage, mark in marks:
        letters, *controls = re.split("/+", mark)
        if letters in PORTIONS and not (lettered and len(mark) == 1):
            distribution = tuple(CONTROLS[one] for one in controls if one in CONTROLS)
            found.append(Portion(passage.number, f"({mark})", PORTIONS[letters], distribution))
    return tuple(found)


def overall(document: Document) -> Markings:
    """Give the four fields as they hold for the whole: as stated, raised to the highest of its passages' marks."""
    own, marked = stated(document), portions(document)
    classified = [own.classification] if own.classification else []
    added = _beyond(own, marked)
    return Markings(
        highest([*classified, *(one.classification for one in marked)]),
        own.captions,
        own.precedence,
        _ranked(_DISTRIBUTION, (*own.distribution, *added)),
    )


def banner(*documents: Document) -> str:
    """Give what stands at the top and the bottom of every page of a document, or of a page that rests on several.

    The first line says who may have it, the most restrictive first; the second how secret and how urgent it is. A line
    that would be empty is left out; "" where nothing is known. Of several documents the highest level holds, and every
    limit of any of them; how urgent each was is its own.
    """
    whole = [overall(one) for one in documents]
    captions = dict.fromkeys(words for one in whole for words in one.captions)
    eyes = [words for words in captions if _EYES.search(words)]
    handling = [words for words in captions if words not in eyes]
    distribution = _ranked(_DISTRIBUTION, (words for one in whole for words in one.distribution))
    precedence = whole[0].precedence if len(whole) == 1 else ()
    above = "; ".join((*eyes, *distribution, *handling))
    below = "; ".join(filter(None, (highest(one.classification for one in whole if one.classification), *precedence)))
    return "\n".join(filter(None, (above, below)))


def findings(document: Document) -> tuple[str, ...]:
    """Say in sentences where the passages' marks go beyond what the document states of the whole."""
    own, marked = stated(document), portions(document)
    said = []
    top = highest(one.classification for one in marked)
    known = highest(filter(None, (own.classification, top)))
    if top is not None and (own.classification is None or known != own.classification):
        where = next(one for one in marked if one.classification == top)
        beside = f"more than the stated {own.classification}" if own.classification else "and no level is stated"
        said.append(f"Passage {where.passage} is marked {where.printed}, {beside}; the banner says {top}.")
    for words in _beyond(own, marked):
        where = next(one for one in marked if words in one.distribution)
        said.append(
            f"Passage {where.passage} is marked {where.printed}, and {words} is not stated; the banner says {words}."
        )
    return tuple(said)


def limits(document: Document) -> str | None:
    """Give the caption line by which a document's readers are chosen (`captions.allowed_readers`).

    It holds what limits readers wherever in the head, or on whichever passage, it stands: a caption is not escaped by
    writing it beside the classification.
    """
    whole = overall(document)
    return "; ".join((*whole.captions, *whole.distribution)) or None


def _found(printed: str) -> list[tuple[str, str]]:
    return [one for part in printed.split(";") for one in _divided(part)]


def _gathered(found: Iterable[tuple[str, str]]) -> Markings:
    by_field: dict[str, list[str]] = {_CLASSIFICATION: [], _PRECEDENCE: [], _DISTRIBUTION: [], _CAPTION: []}
    for field, words in found:
        by_field[field].append(words)
    chosen = highest(by_field[_CLASSIFICATION])
    others = [words for words in by_field[_CLASSIFICATION] if _plain(words) != _plain(chosen or "")]
    captions = dict.fromkeys([*by_field[_CAPTION], *others])
    return Markings(
        chosen,
        tuple(sorted(captions, key=lambda words: not _EYES.search(words))),
        _ranked(_PRECEDENCE, by_field[_PRECEDENCE]),
        _ranked(_DISTRIBUTION, by_field[_DISTRIBUTION]),
    )


def _divided(part: str) -> Iterator[tuple[str, str]]:
    """Give the (field, words) of one part between semicolons: what is known is taken out, the rest stays together."""
    if _plain(part) in _FIELDS or not any(character.isalnum() for character in part):
        if part.strip():
            yield _FIELDS.get(_plain(part), _CAPTION), part.strip(" .") or part.strip()
        return
    rest = ""
    pieces = _DIVIDERS.split(part)
    for words, divider in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        field = _FIELDS.get(_plain(words), _CAPTION)
        if field == _CAPTION:
            rest += words + divider
        else:
            yield field, words.strip(" .")
    rest = _EDGES.sub("", rest)
    yield from _leading((rest if "(" in rest else rest.rstrip(")")).split())


def _leading(words: list[str]) -> Iterator[tuple[str, str]]:
    """Take known words off the beginning, as in SECRET NODIS; what is left is a caption."""
    while words:
        counts = range(min(_LONGEST, len(words)), 0, -1)
        count = next((count for count in counts if _plain(" ".join(words[:count])) in _FIELDS), len(words))
        one, words = " ".join(words[:count]).strip(" ."), words[count:]
        if any(character.isalnum() for character in one):
            yield _FIELDS.get(_plain(one), _CAPTION), one


def _ranked(field: str, found: Iterable[str]) -> tuple[str, ...]:
    each: dict[str, str] = {}
    for words in found:
        each.setdefault(_plain(words), words)
    return tuple(each[plain] for plain in sorted(each, key=lambda plain: _RANKS[field][plain]))


def _marked(passage: Passage) -> re.Match[str] | None:
    return _MARK.match(passage.text) if passage.role in _TEXT_ROLES else None


def _beyond(own: Markings, marked: Iterable[Portion]) -> tuple[str, ...]:
    """Give the words of distribution that passages say and the head does not, in whichever of their forms."""
    ranks = _RANKS[_DISTRIBUTION]
    said = {ranks[_plain(words)] for words in own.distribution}
    added = {ranks[_plain(words)]: words for one in marked for words in one.distribution}
    return tuple(words for rank, words in sorted(added.items()) if rank not in said)

"""Captions: who may have a document, as a rule that limits the readers that can be chosen (R42).

A caption is text as printed, such as `EYES ONLY the President`, `NODIS` or `NODIS; NOFORN`. The table CAPTIONS says
what each known one allows; several together allow what all of them allow. How secret the document is stands apart
(`classification`). The author may always read his own letter.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["CAPTIONS", "Candidate", "Caption", "CaptionRule", "Distribution", "allowed_readers", "read"]


@dataclass(frozen=True, slots=True)
class CaptionRule:
    """One line of the vocabulary: its words (the first is the usual form), whom it allows, and how to say it.

    `scope` is `named` (only the persons that the caption names), `principals`, `own party` (the author's), or
    `by choice` (it asks for care and excludes nobody).
    """

    words: tuple[str, ...]
    scope: str
    sentence: str


CAPTIONS = (
    CaptionRule(("EYES ONLY",), "named", "allows only the persons it names and the author"),
    CaptionRule(
        ("NODIS", "NO DISTRIBUTION", "NO OTHER DISTRIBUTION"),
        "principals",
        "allows only principals and the author",
    ),
    CaptionRule(
        (
            *("NOFORN", "NO FOREIGN", "NO FOREIGN DISSEMINATION", "NO FOREIGN DISSEM", "NOFORN DISSEM"),
            *("NOT RELEASABLE TO FOREIGN NATIONALS", "OUR SIDE ONLY", "STADIS"),
            *("NO DISTRIBUTION OUTSIDE DEPARTMENT", "NO DISTRIBUTION OUTSIDE THE DEPARTMENT"),
        ),
        "own party",
        "allows only persons of the author's own party",
    ),
    CaptionRule(("EXDIS", "EXCLUSIVE DISTRIBUTION"), "by choice", "asks for those only who must act on the document"),
    CaptionRule(("LIMDIS", "LIMIT DISTRIBUTION", "LIMITED DISTRIBUTION"), "by choice", "asks for few readers"),
)
"""The vocabulary, the most restrictive first."""

_EYES_ONLY = CAPTIONS[0]
_RULES = {word: rule for rule in CAPTIONS for word in rule.words}
_EYES = re.compile(r"\b(?:(?:literally|exclusively|strictly)\s+)?eyes[\s–—-]+only\b", re.IGNORECASE)
_FOR_ONLY = re.compile(r"for\s+the\s+(.+?)\s+only", re.IGNORECASE)
_FROM = re.compile(r"\sfrom\s.*", re.IGNORECASE | re.DOTALL)
_LEAD = re.compile(r"^(?:[\s:,.–—-]+|for\s+|the\s+|to\s+|and\s+)+", re.IGNORECASE)
_BETWEEN = re.compile(r",|&|\s+and\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’ʼ]s?$")


@dataclass(frozen=True, slots=True)
class Caption:
    """One caption of a document: as printed, its rule (None: not in the vocabulary), and the names it gives."""

    printed: str
    rule: CaptionRule | None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who might be chosen as a reader; `known_as` holds titles or offices a caption may use for him."""

    name: str
    party: str
    principal: bool = False
    known_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Distribution:
    """Whom a caption allows of the candidates, the rule as a sentence, and what could not be applied."""

    allowed: tuple[Candidate, ...]
    rule: str
    remarks: tuple[str, ...] = ()


def read(text: str) -> tuple[Caption, ...]:
    """Divide the caption line of a document into its captions, the most restrictive first, the unknown ones last.

    They are divided by `;` or `/`; by commas where each part is a known caption. "For the President Only" says the
    same as EYES ONLY with that name; "from ..." after EYES ONLY names the sender and is no name of a reader.
    """
    found: list[Caption] = []
    for part in re.split(r"[;/]", text):
        printed = " ".join(part.split())
        if printed:
            found += _read_one(printed)
    ranks = {rule.words: rank for rank, rule in enumerate(CAPTIONS)}
    return tuple(sorted(found, key=lambda caption: ranks[caption.rule.words] if caption.rule else len(CAPTIONS)))


def allowed_readers(
    caption: str | None, candidates: Sequence[Candidate], author: Candidate, addressees: Sequence[str] = ()
) -> Distribution:
    """Say which of the candidates a caption lets a letter of this author be addressed to.

    EYES ONLY without names means the letter's addressees. A name must fit exactly one candidate: by his name, by
    what he is known as, or by the last word of his name, alone or after what he is known as. A name that fits
    nobody or several allows nobody, and a remark says so. An unknown caption limits nothing, and a remark says so.
    """
    allowed = list(dict.fromkeys(candidates))
    sentences: list[str] = []
    remarks: list[str] = []
    for one in read(caption or ""):
        if one.rule is None:
            remarks.append(f"The caption “{one.printed}” is not in the vocabulary and limits nobody.")
            continue
        sentences.append(f"{one.printed} {one.rule.sentence}")
        if one.rule.scope == "named":
            named = []
            for name in one.names or addressees:
                person = _find(name, candidates)
                if person is None:
                    remarks.append(f"The name “{name}” of {one.printed} fits no candidate, or more than one.")
                else:
                    named.append(person)
            allowed = [person for person in allowed if person in named or person == author]
        elif one.rule.scope == "principals":
            allowed = [person for person in allowed if person.principal or person == author]
        elif one.rule.scope == "own party":
            allowed = [person for person in allowed if person.party == author.party]
    rule = "; ".join(sentences) + "." if sentences else "No caption limits the readers."
    return Distribution(tuple(allowed), rule, tuple(remarks))


def _read_one(printed: str) -> list[Caption]:
    pieces = [piece.strip() for piece in printed.split(",")]
    captions: list[Caption] = []
    others: list[str] = []
    for piece in pieces:
        rule = _RULES.get(_plain(piece))
        if rule is not None and rule is not _EYES_ONLY:
            captions.append(Caption(piece, rule))
        elif piece:
            others.append(piece)
    rest = ", ".join(others)
    if (named := _FOR_ONLY.fullmatch(rest)) and not _EYES.search(rest):
        captions.append(Caption(rest, _EYES_ONLY, _names(f"eyes only {named[1]}")))
    elif _EYES.search(rest):
        captions.append(Caption(rest, _EYES_ONLY, _names(rest)))
    elif rest:
        captions.append(Caption(rest, None))
    return captions


def _names(printed: str) -> tuple[str, ...]:
    before, _, after = _EYES.sub("\0", printed).partition("\0")
    # "Kaljo's eyes only" names him in front; whatever stands on either side is a name, so that none is overlooked.
    after = _FROM.sub("", " " + after.replace("\0", " "))
    pieces = [_POSSESSIVE.sub("", before.strip()), *_BETWEEN.split(after)]
    names = [_LEAD.sub("", piece.strip()).strip(" .") for piece in pieces]
    return tuple(name for name in names if name)


def _find(name: str, candidates: Sequence[Candidate]) -> Candidate | None:
    wanted = _plain(name)
    exact = [one for one in candidates if wanted in {_plain(one.name), *map(_plain, one.known_as)}]
    fits = exact or [one for one in candidates if _fits_last_word(wanted, one)]
    return fits[0] if len(set(fits)) == 1 else None


def _fits_last_word(wanted: str, one: Candidate) -> bool:
    title, _, last = wanted.rpartition(" ")
    return last == _plain(one.name).split(" ")[-1] and (not title or title in map(_plain, one.known_as))


def _plain(text: str) -> str:
    # Compatibility folding is left out on purpose: letters that only look alike must not make two names one.
    return _LEAD.sub("", " ".join(unicodedata.normalize("NFC", text).rstrip(" .").split()).upper())

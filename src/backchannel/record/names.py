"""Names of persons, as lists and texts print them, and whether two of them may be one person's.

`read` takes a name apart: "Taylor, General Maxwell D." and "General Maxwell D. Taylor" have the same parts. Two names
may be one person's (`may_be_one`) if their surnames are the same and no forename speaks against it: an initial stands
for every name that it begins, and a name that is left out speaks for nothing. That is a reason to show two entries side
by side, never to join them: it is for a person to say who is who.
"""

import re
import unicodedata
from dataclasses import dataclass

__all__ = ["Name", "may_be_one", "plain", "read"]

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_STYLES = frozenset(
    (
        *("mr", "mrs", "miss", "ms", "dr", "sir", "lord", "lady", "dame", "baron", "count", "prince", "princess"),
        *("king", "queen", "sheikh", "general", "gen", "lieutenant", "lt", "colonel", "col", "major", "maj"),
        *("brigadier", "brig", "captain", "capt", "admiral", "adm", "vice", "rear", "commander", "cmdr", "marshal"),
        *("air", "field", "president", "secretary", "ambassador", "minister", "senator", "representative"),
        *("congressman", "chairman", "premier", "prof", "professor", "rev", "reverend"),
    )
)
"""Words before a name that are no part of it."""

_APOSTROPHES = str.maketrans(dict.fromkeys("\u02bc\u2019\u2018", "'"))
_WORD = re.compile(r"[^\W\d_][^\W\d_'-]*(?:['-][^\W\d_]+)*", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in parts, each folded by `plain`: the surname, the forenames or their initials, the suffix."""

    surname: str
    forenames: tuple[str, ...] = ()
    suffix: str = ""


def plain(text: str) -> str:
    """Give a name in lower case, without accents, and with one kind of apostrophe."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def read(text: str) -> Name:
    """Take a name apart, printed with the surname first and a comma, or last without one."""
    text = re.sub(r"\([^()]*\)", " ", text)
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    suffix = ""
    for piece in pieces[1:]:
        if plain(piece).strip(".") in _SUFFIXES:
            suffix = plain(piece).strip(".")
            pieces.remove(piece)
            break
    if len(pieces) > 1:
        surname, rest = _words(pieces[0]), _words(pieces[1])
        forenames = _without_styles(rest)
        return Name(" ".join(_without_styles(surname) or surname), tuple(forenames), suffix)
    words = _words(pieces[0]) if pieces else []
    if words and words[-1] in _SUFFIXES:
        suffix = words.pop()
    named = _without_styles(words) or words
    return Name(named[-1] if named else "", tuple(named[:-1]), suffix)


def may_be_one(first: Name, second: Name) -> bool:
    """Whether nothing in two names speaks against their being one person's."""
    if not first.surname or first.surname != second.surname:
        return False
    if first.suffix and second.suffix and first.suffix != second.suffix:
        return False
    return all(
        one == other or (1 in (len(one), len(other)) and one[0] == other[0])
        for one, other in zip(first.forenames, second.forenames, strict=False)
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(plain(text))


def _without_styles(words: list[str]) -> list[str]:
    at = 0
    while at < len(words) - 1 and words[at] in _STYLES:
        at += 1
    return words[at:]

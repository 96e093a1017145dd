"""Characters that a reader of a letter cannot see, or that make him see another order or another text.

Hidden are: the bidirectional controls (UAX #9), the default-ignorable code points (DerivedCoreProperties of the
Unicode Character Database), the C0 and C1 controls but tab and line feed, the line and paragraph separators, the
interlinear annotation marks, private use, noncharacters and surrogates. A code point that is merely unassigned
is not hidden: every new version of Unicode would otherwise change what may be sent.

Three sorts of invisible characters belong to honest spelling and are let pass *in their place only*, one at a time:

- ZERO WIDTH JOINER and NON-JOINER after a virama, between two characters of one script that joins or stacks
  (Arabic, Syriac, Mongolian, the scripts of India and of mainland South-East Asia), a JOINER also after a letter
  of Arabic script at the end of a word (RFC 5892 appendix A with what Persian and Bengali really write);
- JOINER between two pictographs, and a variation selector that makes a pictograph of the character before it;
- a variation selector after a Han ideograph, or Mongolian ones after a Mongolian letter.

What passes can still carry a few bits to somebody who looks for them; it cannot show a reader another text.
Marks of direction (U+200E, U+200F, U+061C) and tag characters are never let pass: text reads well without them.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

__all__ = ["Hidden", "hidden_characters", "shown"]

# First and last code point. The bidirectional controls and variation selectors lie within the ignorable ones.
_IGNORABLE = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
_CONTROLS = ((0x0000, 0x0008), (0x000B, 0x001F), (0x007F, 0x009F))
_SEPARATORS = ((0x2028, 0x2029),)
_ANNOTATIONS = ((0xFFF9, 0xFFFB),)
_PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))
_SURROGATES = ((0xD800, 0xDFFF),)
_NONCHARACTERS = ((0xFDD0, 0xFDEF), *((plane + 0xFFFE, plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)))

_ZWNJ, _ZWJ = "\u200c", "\u200d"
_VIRAMA = 9  # the canonical combining class
# Where joiners change the form of a letter, hence its spelling: ranges of blocks, one entry a script.
_JOINING = (
    (0x0600, 0x06FF, "Arabic"),
    (0x0700, 0x074F, "Syriac"),
    (0x0750, 0x077F, "Arabic"),
    (0x07C0, 0x07FF, "Nko"),
    (0x08A0, 0x08FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"),
    (0x0A80, 0x0AFF, "Gujarati"),
    (0x0B00, 0x0B7F, "Oriya"),
    (0x0B80, 0x0BFF, "Tamil"),
    (0x0C00, 0x0C7F, "Telugu"),
    (0x0C80, 0x0CFF, "Kannada"),
    (0x0D00, 0x0D7F, "Malayalam"),
    (0x0D80, 0x0DFF, "Sinhala"),
    (0x0F00, 0x0FFF, "Tibetan"),
    (0x1000, 0x109F, "Myanmar"),
    (0x1780, 0x17FF, "Khmer"),
    (0x1800, 0x18AF, "Mongolian"),
    (0xFB50, 0xFDFF, "Arabic"),
    (0xFE70, 0xFEFF, "Arabic"),
)
_STARTS = [first for first, _, _ in _JOINING]
_HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFD))
_KEYCAPS = "#*0123456789\u203c\u2049\u3030"


def _pattern() -> re.Pattern[str]:
    ranges = (*_IGNORABLE, *_CONTROLS, *_SEPARATORS, *_ANNOTATIONS, *_PRIVATE, *_SURROGATES, *_NONCHARACTERS)
    return re.compile("[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges) + "]")


_SUSPECT = _pattern()


@dataclass(frozen=True, slots=True)
class Hidden:
    """One hidden character: its offset in characters, its code point, and its name in capitals."""

    offset: int
    code_point: int
    name: str

    def __str__(self) -> str:
        """Give it as people cite it: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
        return f"U+{self.code_point:04X} {self.name}"


def hidden_characters(text: str) -> list[Hidden]:
    """Every hidden character of a text, in order; those in an honest place (see the module) are not among them."""
    return [
        Hidden(match.start(), ord(match.group()), _name(ord(match.group())))
        for match in _SUSPECT.finditer(text)
        if not _in_its_place(text, match.start())
    ]


def shown(text: str) -> str:
    """Give the text with each hidden character made visible, as in ⟨U+202E RIGHT-TO-LEFT OVERRIDE⟩."""
    pieces: list[str] = []
    at = 0
    for hidden in hidden_characters(text):
        pieces += (text[at : hidden.offset], f"⟨{hidden}⟩")
        at = hidden.offset + 1
    return "".join(pieces) + text[at:]


def _name(code_point: int) -> str:
    # Code points without a name get their label of the Unicode Standard, section 4.8, spelled out.
    if code_point < 0x20:
        return unicodedata.name(chr(0x2400 + code_point)).removeprefix("SYMBOL FOR ")
    if code_point == 0x7F:
        return "DELETE"
    for kind, ranges in (("PRIVATE USE", _PRIVATE), ("NONCHARACTER", _NONCHARACTERS), ("SURROGATE", _SURROGATES)):
        if _within(code_point, ranges):
            return kind
    return unicodedata.name(chr(code_point), "CONTROL" if code_point < 0xA0 else "RESERVED")


def _in_its_place(text: str, at: int) -> bool:
    if at == 0:
        return False
    character, before = text[at], text[at - 1]
    after = text[at + 1 : at + 2]
    if character in (_ZWNJ, _ZWJ):
        return _joiner_in_its_place(character, text[max(0, at - 3) : at], after)
    if 0xFE00 <= ord(character) <= 0xFE0F:
        return _is_han(before) or (character >= "\ufe0e" and _may_be_pictograph(before))
    if 0xE0100 <= ord(character) <= 0xE01EF:
        return _is_han(before)
    if 0x180B <= ord(character) <= 0x180F:
        return _script(before) == "Mongolian" and not _SUSPECT.match(before)
    return False


def _joiner_in_its_place(joiner: str, before: str, after: str) -> bool:
    last = before[-1]
    if unicodedata.combining(last) == _VIRAMA:
        return True
    script = _script(last)
    if script is not None and unicodedata.category(last)[0] in "LM":
        if after and _script(after) == script and unicodedata.category(after)[0] in "LM":
            return True
        # Persian abbreviations end in a joined form: heh, JOINER, full stop.
        return joiner == _ZWJ and script == "Arabic" and not (after and _SUSPECT.match(after))
    if joiner == _ZWJ and after and _is_pictograph(after):
        base = before.rstrip("\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
        return bool(base) and _is_pictograph(base[-1])
    return False


def _script(character: str) -> str | None:
    index = bisect_right(_STARTS, ord(character)) - 1
    if index < 0 or ord(character) > _JOINING[index][1]:
        return None
    return _JOINING[index][2]


def _is_han(character: str) -> bool:
    return _within(ord(character), _HAN)


def _is_pictograph(character: str) -> bool:
    # By block where Unicode still adds pictographs, so that a newer one is no stranger to an older Python.
    return 0x1F000 <= ord(character) <= 0x1FAFF or unicodedata.category(character) == "So" or _is_arrow(character)


def _is_arrow(character: str) -> bool:
    return 0x2190 <= ord(character) <= 0x2BFF and unicodedata.category(character) == "Sm"


def _may_be_pictograph(character: str) -> bool:
    return character in _KEYCAPS or _is_pictograph(character)


def _within(code_point: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code_point <= last for first, last in ranges)

"""The numbers of a Word file's lists and headings, counted as Word counts them (ISO/IEC 29500-1, section 17.9).

A file does not hold the number of an item but the rule by which it is counted: an instance (`num`) of a definition
(`abstractNum`) of nine levels, each with its start, its form of number and its text, such as `%1.%2.`. All instances of
one definition count together, unless an instance begins anew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from backchannel.record.readers.package import children

__all__ = ["Numbering"]

PASSAGES = "passages"
"""The name of a list that numbers the passages of a document that was written from the record (`writers.word`): its
numbers stand in the margin and are no words."""
LEVELS = 9
LARGEST = 32_767
"""Word counts no further; a file that starts beyond would make Roman numbers of a million letters."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(number: int) -> str:
    """Give a number in small Roman letters."""
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    # The 27th is aa, the 28th bb, as Word has it, which begins anew after the 780th.
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) % 780 // 26 + 1) if number > 0 else ""


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(number % 10, 'th')}"


FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "ordinal": _ordinal,
    "none": lambda _: "",
}
"""How a number is written, by ST_NumberFormat (section 17.18.59); other forms are counted in decimals."""


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    restarts_after: int | None = None
    legal: bool = False


class Numbering:
    """The rules of one file, and how far each has counted."""

    def __init__(self, root: Element | None) -> None:
        """Read the part `numbering` of a file, None where it has none."""
        self.unknown_forms: set[str] = set()
        self.numbers_passages = False
        self._levels: dict[str, dict[int, _Level]] = {}
        self._by_style: dict[str, str] = {}
        self._linked: dict[str, str] = {}
        self._definition: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        for one in children(root, "w:abstractNum") if root is not None else ():
            if _value(one, "w:name") == PASSAGES:
                self.numbers_passages = True
                continue
            name = one.get("w:abstractNumId", "")
            self._levels[name] = dict(_level(level) for level in children(one, "w:lvl"))
            if (style := _value(one, "w:styleLink")) is not None:
                self._by_style[style] = name
            if (style := _value(one, "w:numStyleLink")) is not None:
                self._linked[name] = style
        for one in children(root, "w:num") if root is not None else ():
            self._instance(one)

    def _instance(self, one: Element) -> None:
        name = one.get("w:numId", "")
        definition = _value(one, "w:abstractNumId") or ""
        # A definition may be no more than a link to the one of a list style.
        definition = self._by_style.get(self._linked.get(definition, ""), definition)
        for override in children(one, "w:lvlOverride"):
            number = _number(override.get("w:ilvl"), 0)
            start = _value(override, "w:startOverride")
            if start is not None:
                self._overrides.setdefault(name, {})[number] = _number(start, 1)
            level = override.find("w:lvl")
            if level is not None:
                own = f"{definition}#{name}"
                if own not in self._levels:
                    self._levels[own] = dict(self._levels.get(definition, {}))
                self._levels[own].update([_level(level)])
        self._definition[name] = f"{definition}#{name}" if f"{definition}#{name}" in self._levels else definition

    def next(self, instance: str, level: int) -> str | None:
        """Count one item of an instance at a level from 0, and give its number as Word shows it.

        Empty for an item with a bullet or without a number; None for an instance that the file does not define.
        """
        definition = self._definition.get(instance)
        levels = self._levels.get(definition) if definition is not None else None
        if definition is None or levels is None or not 0 <= level < LEVELS:
            return None
        counts = self._counts.setdefault(definition, [None] * LEVELS)
        if instance not in self._begun:
            self._begun.add(instance)
            for number in self._overrides.get(instance, {}):
                if 0 <= number < LEVELS:
                    counts[number] = None
        for number in range(level + 1):
            start = self._overrides.get(instance, {}).get(number, levels.get(number, _Level()).start)
            now = counts[number]
            counts[number] = start if now is None else now + (number == level)
        for number in range(level + 1, LEVELS):
            after = levels.get(number, _Level()).restarts_after
            if after is None or (after and level < after):
                counts[number] = None
        return self._shown(levels, counts, level)

    def _shown(self, levels: dict[int, _Level], counts: list[int | None], level: int) -> str:
        rule = levels.get(level, _Level())
        if rule.form == "bullet":
            return ""
        text = rule.text
        for number in range(LEVELS):
            place = f"%{number + 1}"
            if place in text:
                form = "decimal" if rule.legal else levels.get(number, _Level()).form
                if form not in FORMS:
                    self.unknown_forms.add(form)
                count = min(max(counts[number] or 0, 0), LARGEST)
                text = text.replace(place, FORMS.get(form, str)(count))
        return text.strip()


def _level(element: Element) -> tuple[int, _Level]:
    restart = _value(element, "w:lvlRestart")
    return _number(element.get("w:ilvl"), 0), _Level(
        _number(_value(element, "w:start"), 0),
        _value(element, "w:numFmt") or "decimal",
        (_value(element, "w:lvlText") or "")[:100],
        None if restart is None else _number(restart, 0),
        element.find("w:isLgl") is not None,
    )


def _value(element: Element, name: str) -> str | None:
    child = element.find(name)
    return None if child is None else child.get("w:val")


def _number(text: str | None, default: int) -> int:
    try:
        return min(max(int(text or default), -1), LARGEST)
    except ValueError:
        return default

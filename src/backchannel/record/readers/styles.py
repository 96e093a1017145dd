"""The styles of a Word file: what a paragraph is and how a run looks, by its own marks and its style's.

The names of Word's own styles are English in every file, whatever the language of the program (ISO/IEC 29500-1,
section 17.7); a style takes from the one it is based on what it does not say itself.
"""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from backchannel.record.readers.package import below, children

__all__ = ["Paragraph", "Run", "Styles", "is_on"]

ROLES = {
    "title": "heading",
    "subtitle": "heading",
    "quote": "quotation",
    "intense quote": "quotation",
    "block text": "quotation",
    "salutation": "salutation",
    "closing": "closing",
    "signature": "signature",
}
"""The role of a paragraph by the name of Word's own style; headings are known by their level."""
BODY = 9
"""The level of outline that means body text (section 17.3.1.20)."""
TINY = 4
"""Half-points of letters that nobody sees on paper."""
CHAIN = 20
"""Styles based on each other; Word allows no more, and a ring of them would have no end."""

_HEADING = re.compile(r"heading ([1-9])")
_CONTENTS = re.compile(r"toc( heading|[ 0-9]+)|table of figures")
_EMPHASIS = ("w:b", "w:i", "w:u", "w:smallCaps", "w:caps")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What a paragraph is.

    `role` is "" where the style says nothing; `outline` the level of a heading from 0; `list` and `level` the instance
    of numbering and its level from 0; `contents` marks a line of a table of contents.
    """

    role: str = ""
    outline: int | None = None
    list: str | None = None
    level: int = 0
    contents: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """How a run looks; `changed` is the mark of a change of its form that nobody has accepted."""

    hidden: bool = False
    white: bool = False
    struck: bool = False
    emphasis: bool = False
    changed: Element | None = None


class Styles:
    """The styles of one file by their ids."""

    def __init__(self, root: Element | None) -> None:
        """Read the part `styles` of a file, None where it has none."""
        self._styles: dict[str, Element] = {}
        self._default: str | None = None
        for style in children(root, "w:style") if root is not None else ():
            name = style.get("w:styleId", "")
            self._styles[name] = style
            if style.get("w:type") == "paragraph" and style.get("w:default") in ("1", "true", "on"):
                self._default = name

    def paragraph(self, properties: Element | None) -> Paragraph:
        """Say what a paragraph is, from its `pPr`."""
        chosen = None if properties is None else properties.find("w:pStyle")
        chain = self._chain(self._default if chosen is None else chosen.get("w:val"))
        names = [_name(style) for style in chain]
        own = [style.find("w:pPr") for style in chain]
        sources = [one for one in (properties, *own) if one is not None]
        outline = next((int(match[1]) - 1 for name in names if (match := _HEADING.fullmatch(name))), None)
        said = _said(sources, "w:outlineLvl")
        if said is not None:
            outline = int(said) if said.isdecimal() and int(said) < BODY else None
        role = next((ROLES[name] for name in names if name in ROLES), "")
        if outline is not None or "title" in names:
            role, outline = "heading", outline or 0
        instance, level = _numbered(sources)
        return Paragraph(
            role,
            outline,
            instance,
            level,
            any(_CONTENTS.fullmatch(name) for name in names),
            any(is_on(below(style, "w:rPr", "w:vanish")) for style in chain),
        )

    def run(self, properties: Element | None, hidden: bool) -> Run:
        """Say how a run looks, from its `rPr`, in a paragraph whose style hides its words or not."""
        if properties is None:
            return Run(hidden=hidden)
        chosen = properties.find("w:rStyle")
        chain = self._chain(None if chosen is None else chosen.get("w:val"))
        own = [style.find("w:rPr") for style in chain]
        sources = [one for one in (properties, *own) if one is not None]
        vanish = _element(sources, "w:vanish")
        return Run(
            hidden if vanish is None else is_on(vanish),
            (_said(sources, "w:color") or "").upper() == "FFFFFF" or _is_tiny(_said(sources, "w:sz")),
            is_on(_element(sources, "w:strike")) or is_on(_element(sources, "w:dstrike")),
            any(is_on(properties.find(name)) for name in _EMPHASIS),
            properties.find("w:rPrChange"),
        )

    def _chain(self, name: str | None) -> list[Element]:
        chain: list[Element] = []
        while name in self._styles and len(chain) < CHAIN:
            style = self._styles[name]
            chain.append(style)
            based = style.find("w:basedOn")
            name = None if based is None else based.get("w:val")
        return chain


def is_on(element: Element | None) -> bool:
    """Whether a property of two states is there and on (section 17.17.4)."""
    return element is not None and element.get("w:val", "1") not in ("0", "false", "off", "none")


def _name(style: Element) -> str:
    name = style.find("w:name")
    return "" if name is None else name.get("w:val", "").casefold()


def _element(sources: list[Element], name: str) -> Element | None:
    return next((found for source in sources if (found := source.find(name)) is not None), None)


def _said(sources: list[Element], name: str) -> str | None:
    element = _element(sources, name)
    return None if element is None else element.get("w:val")


def _is_tiny(size: str | None) -> bool:
    return size is not None and re.fullmatch("[0-9]{1,4}", size) is not None and int(size) <= TINY


def _numbered(sources: list[Element]) -> tuple[str | None, int]:
    instance: str | None = None
    level: str | None = None
    for source in sources:
        number = source.find("w:numPr")
        if number is not None:
            one, its_level = number.find("w:numId"), number.find("w:ilvl")
            instance = instance if instance is not None or one is None else one.get("w:val")
            level = level if level is not None or its_level is None else its_level.get("w:val")
    # Instance 0 takes a style's numbering away (section 17.9.18).
    if instance in (None, "0"):
        return None, 0
    return instance, int(level) if level is not None and level.isdecimal() and int(level) < BODY else 0

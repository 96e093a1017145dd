"""SVG by small functions that escape whatever they are given; colours and sizes come from the style sheet by class."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from backchannel.web.rendering import shown

__all__ = ["element", "group", "label", "line", "link", "picture", "rectangle"]

Part = Markup


def element(name: str, parts: Iterable[Part] | str = (), **attributes: object) -> Part:
    """Give one element. `class_` is class; an underscore in a name is a hyphen; numbers keep one decimal."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value))}"'
        for key, value in attributes.items()
        if value is not None and value != ""
    )
    inner = escape(shown(parts)) if isinstance(parts, str) and not isinstance(parts, Markup) else Markup("").join(parts)
    return Markup(f"<{name}{said}>") + inner + Markup(f"</{name}>")  # noqa: S704 - escaped above


def _value(value: object) -> object:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else shown(value)


def picture(
    title: str, width: float, height: float, parts: Iterable[Part], class_: str = "picture", role: str = "img"
) -> Part:
    """Give a whole picture with its title in words, as wide as the page lets it be.

    One with links in it has no role: what stands in an `img` is not reached.
    """
    return element(
        "svg",
        [element("title", title), *parts],
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_value(float(width))} {_value(float(height))}",
        role=role,
        aria_label=title if role else None,
        class_=class_,
    )


def group(parts: Iterable[Part], class_: str = "", title: str = "") -> Part:
    """Give some parts together; `title` is told when one points at them."""
    return element("g", [*([element("title", title)] if title else []), *parts], class_=class_)


def line(x1: float, y1: float, x2: float, y2: float, class_: str = "") -> Part:
    """Give a line."""
    return element("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), class_=class_)


def rectangle(x: float, y: float, width: float, height: float, class_: str = "", title: str = "") -> Part:
    """Give a rectangle."""
    inner = [element("title", title)] if title else []
    return element("rect", inner, x=float(x), y=float(y), width=float(width), height=float(height), class_=class_)


def label(x: float, y: float, words: str, class_: str = "", anchor: str = "") -> Part:
    """Give words; `anchor` is start, middle or end."""
    return element("text", words, x=float(x), y=float(y), class_=class_, text_anchor=anchor, direction="ltr")


def link(address: str, parts: Iterable[Part], title: str) -> Part:
    """Give parts that lead to a page; `title` names where."""
    return element("a", parts, href=address, aria_label=title)

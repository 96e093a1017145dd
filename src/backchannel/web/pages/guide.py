"""Help: the guide, inside the desk."""

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from backchannel.errors import UsageError
from backchannel.web.answers import Answer, Page, View
from backchannel.web.visit import Visit

__all__ = ["PAGES", "guide_folder"]

FIRST = "desk"
_FOR_TERMINALS = "commands.md"
"""The reference of the commands, which say the same of themselves with --help."""


def guide_folder() -> Traversable:
    """Give the folder of the guide: in the package as it is installed, or beside the sources."""
    packed = resources.files("backchannel") / "guide"
    return packed if packed.is_dir() else Path(__file__).parents[4] / "docs" / "guide"


def _pages() -> dict[str, Traversable]:
    files = (one for one in guide_folder().iterdir() if one.name.endswith(".md") and one.name != _FOR_TERMINALS)
    return {one.name.removesuffix(".md"): one for one in files}


def _addressed(token: Token, known: frozenset[str]) -> None:
    """Let a link of the guide lead to a page of the desk; one that leaves the guide stays as words alone."""
    for one in token.children or ():
        if one.type == "link_open":
            file, _, place = str(one.attrGet("href") or "").partition("#")
            name = file.removesuffix(".md")
            if name in known or not file:
                one.attrSet("href", f"/help/{name}{'#' + place if place else ''}" if file else f"#{place}")
            else:
                one.tag, one.attrs = "span", {}
        elif one.type == "link_close" and _opened(token.children or [], one).tag == "span":
            one.tag = "span"
        elif one.type == "image":
            one.type, one.children, one.content = "text", None, ""


def _opened(tokens: list[Token], close: Token) -> Token:
    before = tokens[: tokens.index(close)]
    return next(one for one in reversed(before) if one.type == "link_open")


def _without_pictures(tokens: list[Token]) -> list[Token]:
    """Leave out the paragraphs that hold nothing but a picture, which the desk has on its own pages."""
    kept: list[Token] = []
    left_out = False
    for at, token in enumerate(tokens):
        if token.type == "paragraph_open":
            inside = tokens[at + 1].children or []
            left_out = bool(inside) and all(one.type in ("image", "softbreak") for one in inside)
        if not left_out:
            kept.append(token)
        elif token.type == "paragraph_close":
            left_out = False
    return kept


def _named(tokens: list[Token]) -> None:
    """Give each heading the id that links within the guide use: its words in small letters, joined by hyphens."""
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            words = tokens[at + 1].content.casefold()
            token.attrSet("id", "-".join("".join(c for c in words if c.isalnum() or c in " -_").split()))


def _table(tokens: list[Token], at: int, *_: object) -> str:
    """Let a table that is wider than the window be moved by itself, by the keyboard too; it is told by its number."""
    if tokens[at].nesting > 0:
        number = sum(one.type == "table_open" for one in tokens[: at + 1])
        return f'<div class="wide" tabindex="0" role="region" aria-label="Table {number} of this page"><table>'
    return "</table></div>"


def _typed(tokens: list[Token], at: int, *_: object) -> str:
    return f'<pre tabindex="0">{escape(tokens[at].content)}</pre>'


@cache
def _page(name: str) -> tuple[str, Markup]:
    pages = _pages()
    if name not in pages:
        raise UsageError("There is no such page of the guide.")
    text = pages[name].read_text(encoding="utf-8")
    title = text.partition("\n")[0].lstrip("# ").strip()
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = _without_pictures(reader.parse(text))
    _named(tokens)
    for token in tokens:
        _addressed(token, frozenset(pages))
    reader.renderer.rules.update(table_open=_table, table_close=_table, fence=_typed, code_block=_typed)  # type: ignore[attr-defined]
    return title, Markup(reader.renderer.render(tokens, reader.options, {}))  # noqa: S704 - the guide is ours


@cache
def _contents() -> tuple[tuple[str, str], ...]:
    return tuple((name, _page(name)[0]) for name in sorted(_pages(), key=lambda name: (name != FIRST, name)))


def _show(visit: Visit) -> Answer:
    name = visit.path.get("name", FIRST)
    title, text = _page(name)
    return View("guide.html", {"heading": title, "text": text, "contents": _contents(), "name": name})


PAGES = (Page("/help", _show), Page("/help/{name}", _show))

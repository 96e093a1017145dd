"""Help: the guide, inside the desk."""

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup

from backchannel.errors import UsageError
from backchannel.web.answers import Answer, Page, View
from backchannel.web.visit import Visit

__all__ = ["PAGES", "guide_folder"]

FIRST = "desk"


def guide_folder() -> Traversable:
    """Give the folder of the guide: in the package as it is installed, or beside the sources."""
    packed = resources.files("backchannel") / "guide"
    return packed if packed.is_dir() else Path(__file__).parents[4] / "docs" / "guide"


@cache
def _page(name: str) -> tuple[str, Markup]:
    pages = {one.name.removesuffix(".md"): one for one in guide_folder().iterdir() if one.name.endswith(".md")}
    if name not in pages:
        raise UsageError("There is no such page of the guide.")
    text = pages[name].read_text(encoding="utf-8")
    title = text.partition("\n")[0].lstrip("# ").strip()
    return title, Markup(MarkdownIt("commonmark", {"html": False}).enable("table").render(text))  # noqa: S704 - ours


@cache
def _contents() -> tuple[tuple[str, str], ...]:
    names = sorted(one.name.removesuffix(".md") for one in guide_folder().iterdir() if one.name.endswith(".md"))
    return tuple((name, _page(name)[0]) for name in names)


def _show(visit: Visit) -> Answer:
    name = visit.path.get("name", FIRST)
    title, text = _page(name)
    return View("guide.html", {"heading": title, "text": text, "contents": _contents(), "name": name})


PAGES = (Page("/help", _show), Page("/help/{name}", _show))

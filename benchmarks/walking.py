"""Walking through a whole site: every page to which a link leads, a few of each kind of address."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urldefrag, urlsplit

from backchannel.web import pages

__all__ = ["kind_of", "walk"]

_KINDS = [
    (page.address, re.compile("/".join("[^/]+" if part.startswith("{") else re.escape(part) for part in
                                       page.address.split("/"))))
    for page in pages.EVERY
]  # fmt: skip


def kind_of(address: str) -> str:
    """Give the address of the page, with its changing parts in braces, that answers here; the exact ones come first."""
    path = urlsplit(address).path
    found = [kind for kind, form in _KINDS if form.fullmatch(path)]
    return min(found, key=lambda kind: kind.count("{"), default="")


def walk(links_of: Callable[[str], Iterable[str]], starts: Sequence[str] = ("/",), of_each: int = 6) -> list[str]:
    """Give the addresses that can be come to, at most some of each kind, in that order; nothing is sent.

    `links_of` asks for a page and gives where it leads. Of queries only those count that the desk itself links to.
    """
    seen: set[str] = set()
    count: dict[tuple[str, bool], int] = {}
    found: list[str] = []
    waiting = deque(starts)
    while waiting:
        whole = urldefrag(waiting.popleft())[0]
        parts = urlsplit(whole)
        if whole in seen or parts.scheme or parts.netloc or not parts.path.startswith("/"):
            continue
        seen.add(whole)
        kind = (kind_of(whole), bool(parts.query))
        if count.get(kind, 0) >= of_each:
            continue
        count[kind] = count.get(kind, 0) + 1
        found.append(whole)
        waiting.extend(link if not link.startswith(("?", "#")) else parts.path + link for link in links_of(whole))
    return found

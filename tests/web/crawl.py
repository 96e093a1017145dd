"""Walking through a whole site: every page to which a link or a form of GET leads, a few of each kind of address."""

import re
from collections import deque
from urllib.parse import urldefrag, urlsplit

from backchannel.web import pages

_PATTERNS = [
    (page.address, re.compile("/".join("[^/]+" if part.startswith("{") else re.escape(part) for part in
                                       page.address.split("/"))))
    for page in pages.EVERY
]  # fmt: skip


def pattern_of(address):
    """The address of the page, with its changing parts in braces, that answers here; the exact ones come first."""
    path = urlsplit(address).path
    found = [pattern for pattern, form in _PATTERNS if form.fullmatch(path)]
    return min(found, key=lambda pattern: pattern.count("{"), default="")


def walk(visitor, starts=("/",), of_each=6):
    """Ask for every page that can be come to, at most some of each kind; give address -> Read, in that order.

    Of the queries of an address only those count that the desk itself links to. Nothing is sent: no form of POST.
    """
    seen, count, found = set(), {}, {}
    waiting = deque(starts)
    while waiting:
        address = waiting.popleft()
        whole = urldefrag(address)[0]
        parts = urlsplit(whole)
        if whole in seen or parts.scheme or parts.netloc or not parts.path.startswith("/"):
            continue
        seen.add(whole)
        kind = (pattern_of(whole), bool(parts.query))
        if count.get(kind, 0) >= of_each:
            continue
        count[kind] = count.get(kind, 0) + 1
        read = found[whole] = visitor.get(whole)
        waiting.extend(link if not link.startswith(("?", "#")) else parts.path + link for link in read.links)
    return found

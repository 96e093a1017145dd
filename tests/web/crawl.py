"""Walking through a whole site: every page to which a link leads, a few of each kind of address."""

from benchmarks.walking import kind_of as pattern_of
from benchmarks.walking import walk as addresses_of

__all__ = ["pattern_of", "walk"]


def walk(visitor, starts=("/",), of_each=6, within=None):
    """Ask for every page that can be come to, at most some of each kind; give address -> Read, in that order.

    Of the queries of an address only those count that the desk itself links to. Nothing is sent: no form of POST.
    `within` are the kinds of pages to which links are followed, if not to all.
    """
    found = {}

    def links_of(address):
        found[address] = visitor.get(address)
        return [link for link in found[address].links if within is None or pattern_of(link) in within]

    addresses_of(links_of, starts, of_each)
    return found

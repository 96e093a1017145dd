"""Sites to visit: over desks around a table, and over the desks of the demo."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from tests.desk.conftest import _pair, _sides, _three, empty, pair, place, sides, three, tmp_path  # noqa: F401
from tests.web import asking
from tests.web.crawl import pattern_of, walk
from tests.web.visitor import Visitor

from backchannel.demo.stage import PASSPHRASE
from backchannel.desk.desk import Desk
from backchannel.web.sections import SECTIONS
from backchannel.web.site import Site

AFTER_THE_PLAY = datetime(2025, 9, 3, 9, tzinfo=UTC)


@pytest.fixture
def sit():
    """A function that gives a visitor at somebody's desk: of a table by name, as `sit(pair, "ilse")`."""
    sites = []

    def at(table, name):
        site = Site(table.desks[name].vault.folder.path, table.desks[name].clock)
        sites.append(site)
        site.clerk.submit(lambda: site.take(table.desks[name].another())).result()
        return Visitor(site)

    yield at
    for site in sites:
        site.close()


def demo_visitor(played, folder, name):
    """Give a visitor at a copy, in a folder, of somebody's desk as it was when the demo ended; it takes no mail."""
    if not (folder / name).exists():
        shutil.copytree(played / "desks" / name, folder / name)
    site = Site(folder / name, lambda: AFTER_THE_PLAY)

    def take():
        desk = Desk.open(folder / name, PASSPHRASE, clock=lambda: AFTER_THE_PLAY)
        desk.set_relays(())
        site.take(desk)

    site.clerk.submit(take).result()
    return Visitor(site)


@pytest.fixture
def at_demo(played_once, tmp_path):  # noqa: F811
    """A function that gives a visitor at a desk of the demo, by its folder's name, as it was when the play ended."""
    visitors = []

    def at(name):
        visitors.append(demo_visitor(played_once[0], tmp_path, name))
        return visitors[-1]

    yield at
    for visitor in visitors:
        visitor.site.close()


@dataclass
class Walked:
    """Whoever walked through a desk, the pages that he came to, and of these the ones to which only a form led."""

    visitor: Visitor
    found: dict
    led: list


WALKED = ("holt", "ekdal", "vesmar", "aamot", "berg")
OF_EACH = 3
"""Pages of each kind that are asked for at each desk."""


def _walked(visitor, sent):
    found = walk(visitor, ("/", *(section.address for section in SECTIONS)), OF_EACH)
    led = asking.ask(visitor, found, sent)
    found |= walk(visitor, led, OF_EACH)
    # Few letters have enclosures, or points to act on: look for these.
    letters = {link for read in found.values() for link in read.links if pattern_of(link) == "/letter/{entry}"}
    for letter in sorted(letters - found.keys()):
        read = visitor.get(letter)
        rare = {pattern_of(link): link for link in read.links if link.startswith(letter)}
        if rare.keys() - {pattern_of(address) for address in found}:
            found |= walk(visitor, (letter,), OF_EACH, within=set(rare))
    return Walked(visitor, found, led)


@pytest.fixture(scope="session")
def sent():
    """Which forms of `asking.FORMS` were sent, each with the page that its answer was."""
    return {}


@pytest.fixture(scope="session")
def walked(played_once, place, sent):  # noqa: F811
    """Five desks of the demo, each walked through once for all tests: first by links, then by the forms that ask."""
    folder, desks = place(), {}
    for name in WALKED:
        desks[name] = _walked(demo_visitor(played_once[0], folder, name), sent)
        if name == "holt":
            pouch = asking.send(desks[name].visitor, "/exchange", "pack", {"to": asking.Of("Ekdal")}).response.content
        if name == "ekdal":
            visitor = desks[name].visitor
            taken = asking.send(visitor, "/exchange", "unpack", {}, {"pouch": ("a.pouch", pouch)}).address
            desks[name].found |= walk(visitor, (taken, "/words/screening"), OF_EACH)
            desks[name].led.append(taken)
    yield desks
    for one in desks.values():
        one.visitor.site.close()

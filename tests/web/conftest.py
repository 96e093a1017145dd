"""Sites to visit: over desks around a table, and over the desks of the demo."""

import shutil
from datetime import UTC, datetime

import pytest
from tests.desk.conftest import _pair, _sides, _three, empty, pair, place, sides, three, tmp_path  # noqa: F401
from tests.web.visitor import Visitor

from backchannel.demo.stage import PASSPHRASE
from backchannel.desk.desk import Desk
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

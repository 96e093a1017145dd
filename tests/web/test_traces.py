"""What a letter leaves on the desks of those who may not read it, over their whole site: nothing, or a number."""

import re

import pytest
from tests.desk.table import LINE, Table
from tests.web.crawl import walk

from backchannel.web.sections import SECTIONS

pytestmark = pytest.mark.slow

STARTS = ("/", *(section.address for section in SECTIONS))
SECRET = "The second line"
_CHANGING = (
    (re.compile(r'(name="(?:token|once)" value=")[^"]*'), r"\1"),
    # The table's carrier brings the parts of an opening anew each time, and each time they are dropped and counted.
    (re.compile(r'<td class="number">\d+</td>(<td dir="auto">A part of an opening arrived)'), r"\1"),
    (re.compile(r"/style/[0-9a-f]+\.css"), "/style.css"),
    (re.compile(r"/[^<]*/world-\d/"), "/a folder/"),
)
_IDS = re.compile(r"\b[0-9a-f]{16,64}\b")


def site_of(visitor, *, ids=True):
    """Everything that a walk through a site shows: address -> (status, page), without what changes at each showing."""
    found = {}
    for address, read in walk(visitor, STARTS, of_each=1_000).items():
        html = read.html
        for form, instead in _CHANGING:
            html = form.sub(instead, html)
        found[address if ids else _IDS.sub("ID", address)] = (read.status, html if ids else _IDS.sub("ID", html))
    return found


def searched(visitor, *words):
    """What the search, the leak check and addresses that are typed answer, without the names under which it is kept."""
    found = []
    for word in words:
        read = visitor.do("/record", "ask", words=word)
        found.append((read.status, re.sub(r"/record/found/[\w-]+", "FOUND", strip(read.html))))
    return found


def strip(html):
    for form, instead in _CHANGING:
        html = form.sub(instead, html)
    return html


@pytest.fixture
def table(tmp_path):
    """Ilse, Karl of her own party, Tomas and Hanne; a line on which all four are, and a second that two have."""
    made = Table(tmp_path, ("ilse", "karl", "tomas", "hanne"))
    made.open_line(("ilse", "tomas", "hanne"), ("karl",))
    made.open_line(("ilse", "tomas"), title=SECRET)
    made.letter("ilse", "The lock opens on Monday.", "Nobody need wait.")
    made.settle()
    yield made
    made.close()


@pytest.mark.parametrize("name", ["hanne", "karl"])
def test_a_channel_leaves_nothing_with_those_who_are_not_on_it(table, sit, name):
    """Neither another party nor a colleague sees, on any page, in any list or count, that letters went on it."""
    visitor = sit(table, name)
    site_of(visitor)  # what was not read yet is read by this
    table.settle()
    before, asked = site_of(visitor), searched(visitor, "pilot", "lantern")
    assert len(before) > 20
    first = table.letter("ilse", "The pilot is called Lantern.", "Burn this.", channel=SECRET, heading="Lantern")
    table.settle()
    table.letter("tomas", "I have burnt it.", channel=SECRET, answers=first.reference)
    table.settle()
    assert site_of(visitor) == before
    assert searched(visitor, "pilot", "lantern") == asked


@pytest.mark.parametrize("name", ["hanne", "karl"])
def test_addresses_of_what_is_not_ones_own_answer_as_those_of_nothing(table, sit, name):
    """The address of a letter of others, typed or stolen, answers like one that never was."""
    secret = table.letter("ilse", "The pilot is called Lantern.", channel=SECRET)
    table.settle()
    visitor = sit(table, name)
    nothing = "00" * 32
    for address in ("/letter/{}", "/letter/{}/print", "/letter/{}/knows", "/writing/new?channel=x&answers={}"):
        here = visitor.get(address.format(secret.header.id.hex()))
        there = visitor.get(address.format(nothing))
        assert here.status == there.status
        assert strip(here.html).replace(secret.header.id.hex(), nothing) == strip(there.html)
    channel = secret.header.channel.hex()[:16]
    for below in ("", "/charter", "/ledger", "/readers", "/verify"):
        here, there = visitor.get(f"/channel/{channel}{below}"), visitor.get(f"/channel/{'0' * 16}{below}")
        assert here.status == there.status == 404
        assert strip(here.html).replace(channel, "0" * 16) == strip(there.html)


def test_a_member_who_does_not_read_a_letter_learns_that_it_is_there_and_nothing_else(table, tmp_path, sit):
    """In two worlds that differ in a letter's words, heading, number and marks alone, his whole site is the same."""
    table.close()
    worlds = []
    for at, (words, more) in enumerate(
        (
            (
                ("The pilot is called Lantern.", "Burn this."),
                {"heading": "Lantern", "number": "7", "classification": "Secret"},
            ),
            (("We ask for six ospreys a day.",), {"subject": "Ospreys"}),
        )
    ):
        world = table.again(tmp_path / f"world-{at}")
        world.wait(hours=1)
        world.letter("ilse", *words, readers=["tomas"], **more)
        world.settle()
        visitor = sit(world, "hanne")
        worlds.append((site_of(visitor, ids=False), searched(visitor, "pilot", "ospreys", "lantern")))
        text = "".join(html for _, html in worlds[-1][0].values())
        assert not re.search("Lantern|Burn this|[Oo]spreys", text)
        world.close()
    for address in worlds[0][0].keys() | worlds[1][0].keys():
        assert worlds[0][0].get(address) == worlds[1][0].get(address), address
    assert worlds[0][1] == worlds[1][1]


def test_a_member_who_does_not_read_a_letter_sees_its_number_in_the_ledger(table, sit):
    """That an entry with a number exists is not hidden from him: the ledger is everybody's."""
    visitor = sit(table, "hanne")
    channel = visitor.get("/channels").link("/channel/")
    before = visitor.get(f"{channel}/ledger").text
    written = table.letter("ilse", "The pilot is called Lantern.", readers=["tomas"], channel=LINE)
    table.settle()
    after = visitor.get(f"{channel}/ledger").text
    assert written.reference in after and written.reference not in before

"""Exchange through relays: honest ones, and ones that are down, lie, fill up, or were put back with the desk."""

import asyncio
import functools
import shutil
from collections.abc import Callable

import httpx
import pytest
from tests.desk.table import LINE, Table, dump

from backchannel.carriage import wire
from backchannel.carriage.client import RelayClient
from backchannel.carriage.relay import RelaySettings, relay_app
from backchannel.carriage.serve import running_relay
from backchannel.carriage.sqlite_store import SqliteStore
from backchannel.desk import channels, checking, letters, people, sync, travel
from backchannel.errors import StaleDeskError, UsageError
from backchannel.protocol.cards import Address

TOKEN = "the-token-of-the-operator"
HOME = Address("https://relay.example", TOKEN)
AWAY = Address("https://other.example", TOKEN)


class Network(httpx.AsyncBaseTransport):
    """A network in this process: relays by host name, and what a test does to a request before it arrives."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.stores: list[SqliteStore] = []
        self.hosts: dict[str, httpx.AsyncBaseTransport] = {}
        self.before: Callable[[httpx.Request], httpx.Response | None] = lambda request: None
        self.after: Callable[[httpx.Request, httpx.Response], None] = lambda request, response: None
        self.asked: list[str] = []

    def add(self, host: str, **settings: int) -> None:
        """Open a relay at a host."""
        store = SqliteStore(self.table.folder / f"{host}.{len(self.stores)}.db")
        self.stores.append(store)
        app = relay_app(store, RelaySettings(TOKEN, **settings), self.table.clock)
        self.hosts[host] = httpx.ASGITransport(app, client=("192.0.2.1", 1))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        self.asked.append(f"{request.url.host}{request.url.path}")
        said = self.before(request)
        if said is not None:
            return said
        if request.url.host not in self.hosts:
            raise httpx.ConnectError("nobody answers")
        response = await self.hosts[request.url.host].handle_async_request(request)
        self.after(request, response)
        return response

    @property
    def client(self) -> Callable[..., RelayClient]:
        return functools.partial(RelayClient, transport=self)

    def close(self) -> None:
        for store in self.stores:
            store.close()


@pytest.fixture
def net(pair):
    """The pair with a relay for both, and cards that say so."""
    network = Network(pair)
    network.add("relay.example")
    for name in ("ilse", "tomas"):
        pair.desks[name].set_relays((HOME,))
    pair.know("ilse", "tomas")
    pair.know("tomas", "ilse")
    yield network
    network.close()


def go(net, *names):
    """Let desks exchange in turn; give what the last one did."""
    for name in names or ("ilse", "tomas"):
        done = sync.sync(net.table.desks[name], client=net.client)
    return done


def read(net, name, letter):
    found = [x for x in letters.every(net.table.desks[name], LINE) if x.header.id == letter.header.id]
    return found[0].document if found else None


def test_a_letter_travels_and_nothing_is_left_behind(net):
    """Deposited once, fetched once, taken; the next exchange moves nothing but the note."""
    letter = net.table.letter("ilse", "By the relay")
    assert go(net, "ilse").sent == 1
    done = go(net, "tomas")
    assert [h.id for a in done.arrived for _, h in a.entries if h.kind == "letter"] == [letter.header.id]
    assert read(net, "tomas", letter) is not None
    go(net, "ilse", "tomas", "ilse", "tomas")
    assert go(net, "ilse") == sync.Synced((), 0, (), False)


@pytest.mark.loopback
def test_the_whole_way_over_a_real_relay(empty):
    """Invitation, opening, charter and letters both ways, over a relay on loopback and by sync alone."""
    with running_relay(empty.folder / "relay.db", RelaySettings(TOKEN), clock=empty.clock) as url:
        for name in ("ilse", "tomas"):
            empty.create(name).set_relays((Address(url, TOKEN),))
        empty.introduce(("ilse", "tomas"))
        from tests.desk.table import charter

        channels.propose(empty.ilse, charter(("ilse", "tomas")))
        sync.sync(empty.ilse)
        assert sync.sync(empty.tomas).arrived[0].invitations == (LINE,)
        channels.accept(empty.tomas, LINE)
        for _ in range(3):
            for name in ("tomas", "ilse"):
                assert sync.sync(empty.desks[name]).failed == ()
        one, two = empty.letter("ilse", "There"), empty.letter("tomas", "And back")
        for name in ("ilse", "tomas", "ilse"):
            sync.sync(empty.desks[name])
        assert letters.show(empty.tomas, LINE, one.reference).document.passages[0].text == "There"
        assert letters.show(empty.ilse, LINE, two.reference).document.passages[0].text == "And back"
    after = sync.sync(empty.ilse)
    assert len(after.failed) == 1
    assert after.failed[0].endswith(".")


def test_without_a_relay_nothing_is_synced(pair):
    """A desk that takes mail nowhere says so; nothing changes."""
    with pair.refused(UsageError, "at no relay"):
        sync.sync(pair.ilse)


def test_a_relay_that_is_down_loses_nothing(net):
    """While it is down each exchange says so in a sentence; when it is up again everything arrives, once."""
    relay = net.hosts.pop("relay.example")
    letter = net.table.letter("ilse", "Kept here")
    before = dump(net.table.tomas)["entries"]
    for _ in range(3):
        done = go(net, "ilse")
        assert (done.sent, len(done.failed), done.stale) == (0, 1, False)
        go(net, "tomas")
    assert dump(net.table.tomas)["entries"] == before
    net.hosts["relay.example"] = relay
    go(net)
    assert read(net, "tomas", letter) is not None
    assert net.table.alarms("tomas") == net.table.alarms("ilse") == []


@pytest.mark.parametrize(
    "answer",
    [
        lambda: httpx.Response(200, content=b""),
        lambda: httpx.Response(200, content=b"{}"),
        lambda: httpx.Response(200, content=bytes(5000)),
        lambda: httpx.Response(200, json={"results": []}),
        lambda: httpx.Response(200, json={"results": ["accepted"] * 99}),
        lambda: httpx.Response(302, headers={"Location": "https://elsewhere.example/"}),
        lambda: httpx.Response(401),
        lambda: httpx.Response(500, content=b"<html>"),
    ],
)
def test_a_relay_that_lies_changes_nothing_of_what_is_known(net, answer):
    """Whatever it answers: one sentence, no entry, no alarm; an honest relay brings the letter afterwards."""
    letter = net.table.letter("ilse", "Kept here")
    before = [dump(net.table.desks[n])["entries"] for n in ("ilse", "tomas")]
    net.before = lambda request: answer()
    for name in ("ilse", "tomas"):
        done = go(net, name)
        assert done.failed
        assert all(f.endswith(".") and "\n" not in f for f in done.failed)
        assert done.sent == 0
    assert [dump(net.table.desks[n])["entries"] for n in ("ilse", "tomas")] == before
    assert "elsewhere.example" not in " ".join(net.asked)
    net.before = lambda request: None
    net.table.wait(days=3)
    go(net, "ilse", "tomas")
    assert read(net, "tomas", letter) is not None


def test_a_relay_that_says_accepted_and_keeps_nothing_is_outlived(net):
    """A letter that the relay threw away is sent again after the days of the limit, and read once."""
    letter = net.table.letter("ilse", "Thrown away")

    def swallow(request):
        if request.url.path == "/v1/deposit":
            count = len(wire.unpack_deposit(request.content))
            return httpx.Response(200, json={"results": ["accepted"] * count})
        return None

    net.before = swallow
    assert go(net, "ilse").failed == ()
    net.before = lambda request: None
    go(net, "tomas", "ilse")
    assert read(net, "tomas", letter) is None
    net.table.wait(days=3)
    go(net, "ilse", "tomas")
    assert read(net, "tomas", letter) is not None


def test_a_relay_that_mixes_up_what_it_keeps_changes_nothing(net):
    """Blobs of random bytes, and blobs of one mailbox given for another, are dropped and counted."""
    with net.table.desks["tomas"].vault.read() as db:
        boxes = _boxes(net.table.tomas, db)
    letter = net.table.letter("ilse", "In order")
    net.table.letter("ilse", "In order too")
    asyncio.run(_deposit(net, [(box, bytes([n]) * 4096) for n, box in enumerate(boxes)]))
    done = go(net, "tomas")
    assert sum(a.dropped for a in done.arrived) == len(boxes)
    assert net.table.dropped("tomas")
    assert net.table.alarms("tomas") == []
    go(net, "ilse", "tomas")
    assert read(net, "tomas", letter) is not None


def _boxes(desk, db):
    """Give the mailboxes that a desk looks into today."""
    from backchannel.desk.desk import box_of
    from backchannel.protocol.batch import day_of
    from backchannel.vault import pairs

    return [desk.card.intake, *(box_of(p.box_receive, day_of(desk.clock()))[0] for p in pairs.every(db))]


async def _deposit(net, items):
    async with httpx.AsyncClient(transport=net, base_url="https://relay.example") as http:
        answer = await http.post(
            "/v1/deposit", content=wire.pack_deposit(items), headers={"Authorization": f"Bearer {TOKEN}"}
        )
        assert answer.status_code == 200


def test_a_relay_that_fills_up_keeps_the_rest_here(net, tmp_path):
    """What it has no room for waits on the desk; one sentence says so; when room is made the rest goes, in order."""
    net.hosts.clear()
    net.add("relay.example", mailbox_blobs=1)
    file = tmp_path / "chart.bin"
    file.write_bytes(bytes(range(256)) * 12_000)
    letter = net.table.letter("ilse", "With a chart", files=[file])
    done = go(net, "ilse")
    assert len(done.failed) == 1
    assert "no room" in done.failed[0]
    assert done.sent == 1
    for _ in range(12):
        go(net, "tomas", "ilse")
    (there,) = letters.show(net.table.tomas, LINE, letter.reference).enclosures
    assert there.complete
    assert net.table.alarms("tomas") == []


def test_a_crash_between_deposit_and_note_sends_twice_and_is_read_once(net):
    """If the desk dies after the relay took the blob and before it noted so, the blob goes again, without harm."""
    letter = net.table.letter("ilse", "Twice")

    def die(request, response):
        if request.url.path == "/v1/deposit":
            raise KeyboardInterrupt

    net.after = die
    with pytest.raises(KeyboardInterrupt):
        go(net, "ilse")
    net.after = lambda request, response: None
    net.table.ilse.close()
    net.table.open("ilse")
    assert go(net, "ilse").sent == 1
    go(net, "tomas", "ilse", "tomas")
    assert len([x for x in letters.every(net.table.tomas, LINE) if x.header.id == letter.header.id]) == 1
    assert net.table.alarms("tomas") == net.table.alarms("ilse") == []
    assert checking.check(net.table.tomas, LINE).findings == ()


def test_a_crash_between_commit_and_take_brings_the_same_again_without_harm(net):
    """What was committed and not yet taken from the relay comes again, and nothing is doubled."""
    letter = net.table.letter("ilse", "Again")
    go(net, "ilse")

    def die(request):
        if request.url.path == "/v1/take":
            raise KeyboardInterrupt

    net.before = die
    with pytest.raises(KeyboardInterrupt):
        go(net, "tomas")
    net.before = lambda request: None
    assert read(net, "tomas", letter) is not None
    held = dump(net.table.tomas)["entries"]
    net.table.tomas.close()
    net.table.open("tomas")
    go(net, "tomas")
    assert [r for r in dump(net.table.tomas)["entries"] if r[2] == letter.header.seq] == [
        r for r in held if r[2] == letter.header.seq
    ]
    assert net.table.alarms("tomas") == []


def test_a_folder_put_back_is_noticed_at_the_next_sync_by_the_note(net):
    """Its own note at the relay is ahead of it: it writes nothing before it has heard the other, and then goes on."""
    table = net.table
    go(net, "ilse", "tomas")
    table.ilse.close()
    shutil.copytree(table.folder / "ilse", table.folder / "kept")
    table.open("ilse")
    lost = table.letter("ilse", "Written after the copy")
    go(net, "ilse", "tomas", "ilse")
    table.ilse.close()
    shutil.rmtree(table.folder / "ilse")
    shutil.copytree(table.folder / "kept", table.folder / "ilse")
    table.open("ilse")
    done = go(net, "ilse")
    assert done.stale
    with table.refused(StaleDeskError, "old copy of itself"):
        table.letter("ilse", "Too early")
    for _ in range(4):
        go(net, "tomas", "ilse")
    assert read(net, "ilse", lost) is not None
    after = table.letter("ilse", "After")
    go(net, "ilse", "tomas", "ilse")
    assert read(net, "tomas", after) is not None
    assert after.header.seq > lost.header.seq
    assert "fork" not in table.alarms("tomas") + table.alarms("ilse")


def test_a_note_by_anybody_else_does_not_stop_a_desk(net):
    """Blobs that are no note of this desk's, or an older one, in the note's mailbox change nothing."""
    table = net.table
    from backchannel.protocol.batch import fetch_secret, mailbox_id
    from backchannel.protocol.note import seal_note

    go(net, "ilse")
    with table.desks["ilse"].vault.read() as db:
        secret = table.ilse.mark_secret(db)
    box = mailbox_id(fetch_secret(secret, 0))
    asyncio.run(
        _deposit(net, [(box, seal_note(bytes(32), 1_000_000)), (box, bytes(4096)), (box, seal_note(secret, 0))])
    )
    assert not go(net, "ilse").stale
    table.letter("ilse", "As ever")


def test_a_member_s_relay_that_is_none_stops_nobody_else(net):
    """An address on a member's card that no relay can have fails alone; the others' mail goes."""
    table = net.table
    table.create("hanne")
    for bad in (
        Address("https://relay.example/a-path", TOKEN),
        Address("https://nobody.example", "two words"),
        Address("https://nobody.example", TOKEN),
    ):
        table.hanne.set_relays((bad,))
        table.know("ilse", "hanne")
        from tests.desk.table import charter

        channels.propose(table.ilse, charter(("ilse", "hanne"), title=f"With {bad.url} {bad.token}"))
        letter = table.letter("ilse", f"Past {bad.url}")
        done = go(net, "ilse")
        assert done.failed
        go(net, "tomas", "ilse")
        assert read(net, "tomas", letter) is not None
    noted = [a for a in net.asked if a == "relay.example/v1/take"]
    assert noted


def test_the_note_is_left_though_a_member_s_relay_is_down(net):
    """A member's relay that is down for good does not keep this desk from leaving its note, so an old copy shows."""
    table = net.table
    table.create("hanne").set_relays((AWAY,))
    table.know("ilse", "hanne")
    from tests.desk.table import charter

    channels.propose(table.ilse, charter(("ilse", "hanne"), title="With nobody there"))
    go(net, "ilse")
    table.ilse.close()
    shutil.copytree(table.folder / "ilse", table.folder / "kept")
    table.open("ilse")
    assert go(net, "ilse").failed
    table.ilse.close()
    table.open("ilse", table.folder / "kept")
    assert go(net, "ilse").stale


def test_cover_gives_every_peer_a_blob_though_there_is_nothing_to_say(net):
    """With cover, an exchange sends to each peer whether there is something or not, of the smallest size."""
    go(net, "ilse", "tomas", "ilse", "tomas")
    assert sync.sync(net.table.ilse, client=net.client).sent == 0
    assert sync.sync(net.table.ilse, cover=True, client=net.client).sent == 1


def test_the_ways_to_the_others_are_told(net):
    """How what is written will travel: by relay where both have one, and how much waits for whom."""
    table = net.table
    go(net, "ilse", "tomas", "ilse", "tomas")
    (route,) = travel.routes(table.ilse, LINE)
    assert (route.person, route.relay, route.open) == ("Tomas Reik", True, True)
    table.letter("ilse", "One")
    (waiting,) = travel.waiting(table.ilse)
    assert waiting.waiting > route.waiting
    table.tomas.set_relays(())
    people.import_card(table.ilse, people.own_card(table.tomas))
    assert not travel.routes(table.ilse, LINE)[0].relay

"""The relay as a server, driven in this process without sockets."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.carriage.conftest import TOKEN
from tests.carriage.store_conformance import blob

from backchannel.carriage import wire
from backchannel.carriage.relay import RelaySettings
from backchannel.carriage.store import Usage
from backchannel.carriage.wire import FetchedBlob, Outcome, mailbox_of
from backchannel.errors import PlaceError, UsageError

ANNA, BORIS = b"A" * 32, b"B" * 32
HERS, HIS = mailbox_of(ANNA), mailbox_of(BORIS)
FULL, SMALL = wire.SIZES[-1], wire.SIZES[0]


def contents(relay, *secrets):
    """What these mailboxes hold, seen from the store."""
    return [relay.store.list_since(mailbox_of(secret), 0, 10_000, 1 << 40).blobs for secret in secrets]


def refusal(answer):
    """The status of a refusal, after checking that it has the one shape: a sentence under "error"."""
    status, headers, body = answer
    value = json.loads(body)
    assert set(value) == {"error"}
    assert value["error"].endswith(".")
    assert headers["content-type"] == "application/json"
    return status


def test_a_blob_goes_in_with_the_mailbox_and_comes_out_with_the_secret(relay):
    """Deposit, fetch, take: the life of a blob."""
    writer, reader = relay.client(), relay.client()
    assert writer.deposit([(HERS, blob(1)), (HIS, blob(2)), (HERS, blob(3, 16384))]) == [Outcome.ACCEPTED] * 3
    fetched = reader.fetch([(ANNA, 0)])
    assert [item.blob for item in fetched.blobs] == [blob(1), blob(3, 16384)]
    assert fetched.more is False
    first, second = fetched.blobs
    assert reader.fetch([(ANNA, first.number)]).blobs == (second,)
    reader.take([(ANNA, first.number)])
    assert reader.fetch([(ANNA, 0)]).blobs == (second,)
    assert [len(held) for held in contents(relay, ANNA, BORIS)] == [1, 1]


def test_several_mailboxes_in_one_fetch(relay):
    """Blobs come in the order of the pairs, each with the place of its pair."""
    client = relay.client()
    client.deposit([(HERS, blob(1)), (HIS, blob(2)), (HERS, blob(3))])
    fetched = client.fetch([(BORIS, 0), (b"?" * 32, 0), (ANNA, 0)])
    assert [(item.index, item.blob) for item in fetched.blobs] == [(0, blob(2)), (2, blob(1)), (2, blob(3))]


def test_a_fetch_keeps_its_count_over_all_mailboxes(relay):
    """The limit is one for the whole request; `more` says what is left, also in a later mailbox."""
    client = relay.client()
    client.deposit([(HERS, blob(1)), (HERS, blob(2)), (HIS, blob(3))])
    pairs = [(ANNA, 0), (BORIS, 0)]
    for limit, more in ((1, True), (2, True), (3, False)):
        fetched = client.fetch(pairs, limit)
        assert [item.blob for item in fetched.blobs] == [blob(1), blob(2), blob(3)][:limit]
        assert fetched.more is more


def test_an_answer_keeps_its_bytes_and_says_that_there_is_more(relay):
    """Five of the largest blobs come in two answers."""
    client = relay.client()
    for n in range(5):
        client.deposit([(HERS, blob(n, FULL))])
    first = client.fetch([(ANNA, 0)])
    assert (len(first.blobs), first.more) == (4, True)
    rest = client.fetch([(ANNA, first.blobs[-1].number)])
    assert (rest.blobs[0].blob, rest.more) == (blob(4, FULL), False)


# Strangers and thieves


@pytest.mark.parametrize("path", ["/v1/deposit", "/v1/fetch", "/v1/take"])
@pytest.mark.parametrize(
    "token", ["", "wrong", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "grün".encode().decode("latin-1")]
)
def test_a_stranger_without_the_token_is_refused(relay, path, token):
    """Attack: somebody who is not the operator's guest tries every door; nothing changes."""
    relay.client().deposit([(HERS, blob(1))])
    before = contents(relay, ANNA)
    headers = {"Authorization": b"Bearer " + token.encode("latin-1")} if token else {}
    answer = relay.ask("POST", path, wire.pack_take([(ANNA, before[0][0][0])]), token="", headers=headers)
    assert refusal(answer) == 401
    assert answer[1]["www-authenticate"] == "Bearer"
    assert contents(relay, ANNA) == before


def test_the_token_is_asked_for_before_the_body_is_read(relay):
    """Attack: a stranger sends a body without end; not a byte of it is taken."""
    taken = []

    async def endless():
        while True:
            taken.append(1)
            yield bytes(1000)

    async def exchange():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(relay.app), base_url="http://x") as http:
            return await http.post("/v1/deposit", content=endless())

    assert asyncio.run(exchange()).status_code == 401
    assert taken == []


def test_fetching_without_the_secret_gives_nothing(relay):
    """Attack: who knows only the mailbox, or a secret one bit off, asks for its blobs."""
    client = relay.client()
    client.deposit([(HERS, blob(1))])
    nothing = client.fetch([(b"never used".ljust(32), 0)])
    for guess in (HERS, bytes([ANNA[0] ^ 1]) + ANNA[1:], ANNA[::-1][:31] + b"a"):
        assert client.fetch([(guess, 0)]) == nothing
    assert nothing.blobs == ()


def test_taking_without_the_secret_deletes_nothing(relay):
    """Attack: who knows a mailbox and a number, and a secret of his own, tries to delete another's blob."""
    client = relay.client()
    client.deposit([(HERS, blob(1)), (HIS, blob(2))])
    before = contents(relay, ANNA, BORIS)
    number = before[0][0][0]
    client.take([(HERS, number), (bytes(32), number)])
    assert contents(relay, ANNA, BORIS) == before
    client.take([(BORIS, number)])
    assert contents(relay, ANNA, BORIS) == [before[0], ()]


def test_unknown_empty_and_emptied_mailboxes_answer_alike(relay):
    """Attack: probing for which mailboxes exist; the answers are byte for byte the same."""
    client = relay.client()
    client.deposit([(HERS, blob(1))])
    client.take([(ANNA, client.fetch([(ANNA, 0)]).blobs[0].number)])
    known, unknown = (relay.ask("POST", "/v1/fetch", wire.pack_fetch([(s, 0)], 9)) for s in (ANNA, b"?" * 32))
    assert known[0] == unknown[0] == 200
    assert known[2] == unknown[2] == b"\0"
    takes = [relay.ask("POST", "/v1/take", wire.pack_take([(s, 1)])) for s in (ANNA, b"?" * 32)]
    assert takes[0][2] == takes[1][2] == b"{}"


# Malformed, overlong, slow


@pytest.mark.parametrize("size", [0, 1, 4095, 4097, 8192, 2097152])
def test_odd_sizes_are_refused_with_the_whole_request(relay, size):
    """Attack: a blob of no size class, beside a good one; neither is stored."""
    body = wire.pack_deposit([(HERS, blob(1)), (HIS, bytes(size))])
    assert refusal(relay.ask("POST", "/v1/deposit", body)) == 400
    assert contents(relay, ANNA, BORIS) == [(), ()]


@pytest.mark.parametrize(
    ("path", "limit"),
    [("/v1/deposit", wire.DEPOSIT_BODY), ("/v1/fetch", wire.FETCH_BODY), ("/v1/take", wire.TAKE_BODY)],
)
def test_an_overlong_body_is_refused_and_not_read_to_its_end(relay, path, limit):
    """Attack: filling the relay's memory, with and without an announced length."""
    assert refusal(relay.ask("POST", path, bytes(limit + 1))) == 413
    assert refusal(relay.ask("POST", path, b"", headers={"Content-Length": "9" * 30})) == 413
    sent = []

    async def endless():
        while True:
            sent.append(65536)
            yield bytes(65536)

    async def exchange():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(relay.app), base_url="http://x") as http:
            return await http.post(path, content=endless(), headers={"Authorization": f"Bearer {TOKEN}"})

    assert asyncio.run(exchange()).status_code == 413
    assert sum(sent) <= limit + 2 * 65536
    assert relay.store.total_size() == 0


def test_a_slow_body_is_cut_off(relay_of):
    """Attack: a byte now and then, to hold a place for ever."""
    relay = relay_of(body_seconds=0.1)

    async def slowly():
        while True:
            yield b"x"
            await asyncio.sleep(0.02)

    async def exchange():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(relay.app), base_url="http://x") as http:
            return await http.post("/v1/deposit", content=slowly(), headers={"Authorization": f"Bearer {TOKEN}"})

    assert asyncio.run(asyncio.wait_for(exchange(), 5)).status_code == 408


@pytest.mark.parametrize("length", ["-1", "ten", "1e3", "²"])
def test_a_nonsense_length_is_refused(relay, length):
    """Attack: a Content-Length that is no number, or a negative one."""
    assert refusal(relay.ask("POST", "/v1/take", b"", headers={"Content-Length": length.encode("latin-1")})) == 400


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/v1", 404),
        ("POST", "/v1/status/", 404),
        ("POST", "/v1/deposit/", 404),
        ("POST", "/v2/deposit", 404),
        ("POST", "/v1/%2e%2e/relay.db", 404),
        ("GET", "/v1/deposit", 405),
        ("PUT", "/v1/fetch", 405),
        ("DELETE", "/v1/take", 405),
        ("POST", "/v1/status", 405),
    ],
)
def test_unknown_paths_and_methods_are_refused(relay, method, path, status):
    """Everything else gets the one shape of refusal, and no redirect."""
    assert refusal(relay.ask(method, path)) == status


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(["deposit", "fetch", "take"]), body=st.binary(max_size=200))
def test_fuzz_garbage_is_refused_and_changes_nothing(relay, path, body):
    """Attack: random bodies; the answer is a refusal or, where they happen to be well formed, an answer."""
    status, _, _ = answer = relay.ask("POST", f"/v1/{path}", body)
    assert status == 200 or refusal(answer) == 400
    assert relay.store.total_size() == 0


# Quotas, rates, days


def test_a_full_mailbox_refuses_and_others_go_on(relay_of):
    """Attack: filling a mailbox. Its count is kept exactly, and no other mailbox suffers."""
    relay = relay_of(mailbox_blobs=2)
    client = relay.client()
    assert client.deposit([(HERS, blob(1)), (HERS, blob(2)), (HERS, blob(3)), (HIS, blob(4))]) == [
        Outcome.ACCEPTED,
        Outcome.ACCEPTED,
        Outcome.MAILBOX_FULL,
        Outcome.ACCEPTED,
    ]
    assert [len(held) for held in contents(relay, ANNA, BORIS)] == [2, 1]
    number = client.fetch([(ANNA, 0)]).blobs[0].number
    client.take([(ANNA, number)])
    assert client.deposit([(HERS, blob(5))]) == [Outcome.ACCEPTED]


def test_the_bytes_of_a_mailbox_are_limited(relay_of):
    """A blob that would exceed the bytes is refused, a smaller one after it still fits."""
    relay = relay_of(mailbox_size=FULL)
    results = relay.client().deposit([(HERS, blob(1, 65536)), (HERS, blob(2, FULL)), (HERS, blob(3))])
    assert results == [Outcome.ACCEPTED, Outcome.MAILBOX_FULL, Outcome.ACCEPTED]
    assert relay.store.usage(HERS) == Usage(2, 65536 + SMALL)


def test_a_full_relay_refuses_with_507_and_says_so(relay_of):
    """Attack: filling the relay. When nothing of a deposit fits, the status says it, and nothing is stored."""
    relay = relay_of(total_size=FULL)
    client = relay.client()
    assert client.status().free is True
    assert client.deposit([(HERS, blob(1, FULL)), (HIS, blob(2))]) == [Outcome.ACCEPTED, Outcome.RELAY_FULL]
    status, _, body = relay.ask("POST", "/v1/deposit", wire.pack_deposit([(HIS, blob(2))]))
    assert status == 507
    assert json.loads(body)["error"].endswith(".")
    assert client.deposit([(HIS, blob(2))]) == [Outcome.RELAY_FULL]
    assert client.status().free is False
    assert [len(held) for held in contents(relay, ANNA, BORIS)] == [1, 0]


def test_too_many_deposits_in_a_minute_from_one_address_wait(relay_of, clock):
    """Attack: flooding. The answer says how long to wait; other addresses go on; the next minute is open again."""
    relay = relay_of(deposits_per_minute=256)
    many = [(n.to_bytes(32, "big"), blob(n)) for n in range(256)]
    clock.now += timedelta(seconds=18)
    relay.client().deposit(many)
    held = relay.store.total_size()
    with pytest.raises(PlaceError, match="in 42 seconds"):
        relay.client().deposit(many[:1])
    assert relay.store.total_size() == held
    assert relay.client(address="192.0.2.8").deposit(many[:1]) == [Outcome.ACCEPTED]
    clock.now += timedelta(seconds=42)
    assert relay.client().deposit(many[:1]) == [Outcome.ACCEPTED]


def test_one_network_of_ipv6_is_one_address(relay_of):
    """Attack: taking a fresh address of one's own IPv6 network for every deposit."""
    relay = relay_of(deposits_per_minute=256)
    relay.client(address="2001:db8:1:2::1").deposit([(HERS, blob(n)) for n in range(256)])
    with pytest.raises(PlaceError):
        relay.client(address="2001:db8:1:2:ffff::9").deposit([(HERS, blob(1))])
    assert relay.client(address="2001:db8:1:3::1").deposit([(HERS, blob(1))]) == [Outcome.ACCEPTED]


def test_blobs_expire_at_the_turn_of_the_day(relay_of, clock):
    """Three days' retention: what was deposited a minute before midnight is there for three whole days more."""
    relay = relay_of(retention_days=3)
    client = relay.client()
    clock.now = datetime(2031, 3, 1, 23, 59, tzinfo=UTC)
    client.deposit([(HERS, blob(1))])
    clock.now = datetime(2031, 3, 2, 0, 1, tzinfo=UTC)
    client.deposit([(HERS, blob(2))])
    clock.now = datetime(2031, 3, 4, 23, 59, 59, tzinfo=UTC)
    assert [item.blob for item in client.fetch([(ANNA, 0)]).blobs] == [blob(1), blob(2)]
    clock.now = datetime(2031, 3, 5, 0, 0, tzinfo=UTC)
    assert [item.blob for item in client.fetch([(ANNA, 0)]).blobs] == [blob(2)]
    clock.now = datetime(2031, 3, 6, 0, 0, tzinfo=UTC)
    assert client.fetch([(ANNA, 0)]).blobs == ()
    assert relay.store.total_size() == 0


def test_days_are_those_of_utc(relay_of, clock):
    """A clock in another zone gives the same days."""
    relay = relay_of(retention_days=1)
    clock.now = datetime.fromisoformat("2031-03-02T01:00:00+03:00")
    relay.client().deposit([(HERS, blob(1))])
    clock.now = datetime.fromisoformat("2031-03-03T02:59:00+03:00")
    assert len(relay.client().fetch([(ANNA, 0)]).blobs) == 1
    clock.now = datetime.fromisoformat("2031-03-03T03:00:00+03:00")
    assert relay.client().fetch([(ANNA, 0)]).blobs == ()


def test_a_clock_that_is_put_back_expires_nothing(relay, clock):
    """What was deposited stays when the clock jumps to an earlier day, and numbers still grow."""
    client = relay.client()
    client.deposit([(HERS, blob(1))])
    clock.now -= timedelta(days=400)
    client.deposit([(HERS, blob(2))])
    assert [item.blob for item in client.fetch([(ANNA, 0)]).blobs] == [blob(1), blob(2)]


# Failing, starting, telling


def test_a_failing_disk_is_a_refusal_and_names_no_path(relay, tmp_path):
    """When the store fails, the answer is 503, and tells nothing of the operator's machine."""
    relay.store.close()
    for path, body in (
        ("deposit", wire.pack_deposit([(HERS, blob(1))])),
        ("fetch", wire.pack_fetch([(ANNA, 0)], 1)),
        ("take", wire.pack_take([(ANNA, 1)])),
    ):
        answer = relay.ask("POST", f"/v1/{path}", body)
        assert refusal(answer) == 503
        assert str(tmp_path).encode() not in answer[2]


def test_the_status_names_program_and_sizes(relay):
    """What an operator's watch sees, without a token."""
    status, _, body = relay.ask("GET", "/v1/status", token="")
    value = json.loads(body)
    assert status == 200
    assert set(value) == {"name", "version", "wire", "sizes", "free"}
    assert (value["name"], value["sizes"]) == ("backchannel relay", list(wire.SIZES))


def test_the_database_holds_no_secret_and_no_address(relay, tmp_path):
    """Attack: the relay is seized after every kind of request. No secret, address or token is in its files."""
    client = relay.client(address="203.0.113.77")
    client.deposit([(HERS, blob(1)), (HIS, blob(2))])
    client.take([(ANNA, client.fetch([(ANNA, 0), (BORIS, 0)]).blobs[0].number)])
    files = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert HIS in files
    for trace in (ANNA, BORIS, b"203.0.113.77", bytes([203, 0, 113, 77]), TOKEN.encode()):
        assert trace not in files


def test_the_token_is_not_in_what_is_printed():
    """Settings may be logged: their text holds no token."""
    assert TOKEN not in repr(RelaySettings(TOKEN))


@pytest.mark.parametrize(
    "wrong",
    [
        {"operator_token": "short"},
        {"operator_token": "with a space in the middle"},
        {"operator_token": "grün" * 10},
        {"operator_token": TOKEN, "retention_days": 0},
        {"operator_token": TOKEN, "mailbox_blobs": 0},
        {"operator_token": TOKEN, "body_seconds": 0},
        {"operator_token": TOKEN, "mailbox_size": FULL - 1},
        {"operator_token": TOKEN, "total_size": 0},
        {"operator_token": TOKEN, "deposits_per_minute": wire.BATCH - 1},
    ],
)
def test_settings_that_cannot_work_are_refused(wrong):
    """An operator's mistake is one sentence at the start, and not a relay that refuses everything."""
    with pytest.raises(UsageError):
        RelaySettings(**wrong)


def test_deposits_of_one_request_are_one_transaction(relay):
    """A batch costs one sync: all its blobs are put by one call of the store."""
    calls = []
    put = relay.store.put
    relay.store.put = lambda items, day: calls.append(len(items)) or put(items, day)
    relay.client().deposit([(HERS, blob(n)) for n in range(20)])
    assert calls == [20]
    assert relay.client().fetch([(ANNA, 0)], 1).blobs == (FetchedBlob(0, contents(relay, ANNA)[0][0][0], blob(0)),)

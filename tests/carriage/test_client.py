"""The desk's end of the relay, against relays that are down, refuse, drip or lie."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backchannel.carriage import client, wire
from backchannel.carriage.client import RelayClient
from backchannel.carriage.wire import Fetched, FetchedBlob
from backchannel.errors import BackchannelError, BadInputError, PlaceError, UsageError

URL = "https://relay.example"
TOKEN = "a-token-of-the-operator"
SECRET = bytes(range(32))
ITEM = (bytes(32), bytes(4096))


class Liar(httpx.AsyncBaseTransport):
    """A relay that answers whatever the test says, and remembers what it was asked."""

    def __init__(self, answer):
        self.answer = answer
        self.requests = []

    async def handle_async_request(self, request):
        await request.aread()
        self.requests.append(request)
        answer = self.answer
        if isinstance(answer, Exception):
            raise answer
        return answer() if callable(answer) else answer


def asked(answer, act, **options):
    """What a client makes of this answer, and the requests that it made."""
    liar = Liar(answer)
    with RelayClient(URL, TOKEN, transport=liar, **options) as client:
        return act(client), liar.requests


def deposit(client):
    return client.deposit([ITEM])


def fetch(client):
    return client.fetch([(SECRET, 3)], 2)


def take(client):
    return client.take([(SECRET, 4)])


def status(client):
    return client.status()


ACTS = [deposit, fetch, take, status]


def record(index, number, blob=bytes(4096)):
    """One blob of an answer to a fetch."""
    return wire.pack_fetched(Fetched((FetchedBlob(index, number, blob),), False))[1:]


def test_secrets_travel_in_bodies_and_the_token_in_its_header():
    """Nothing secret stands in an address, where proxies and logs would keep it."""
    _, (request,) = asked(lambda: httpx.Response(200, content=b"\0"), fetch)
    assert str(request.url) == f"{URL}/v1/fetch"
    assert request.headers["authorization"] == f"Bearer {TOKEN}"
    assert SECRET in request.content
    assert SECRET.hex() not in str(request.headers)
    assert set(request.headers) == {
        "host",
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "user-agent",
    }


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("code", "words"),
    [
        (301, "sends us elsewhere"),
        (307, "sends us elsewhere"),
        (401, "does not accept our token"),
        (404, "refuses"),
        (413, "refuses"),
        (500, "fails"),
        (503, "fails"),
        (204, "refuses"),
        (299, "refuses"),
    ],
)
def test_a_refusal_is_one_sentence(act, code, words):
    """Whatever the status, the client gives one sentence, asks once, and repeats no word of the relay's."""
    liar = Liar(lambda: httpx.Response(code, headers={"Location": "https://elsewhere.example/"}, content=b"\x1b[2JHa"))
    with RelayClient(URL, TOKEN, transport=liar) as client, pytest.raises(PlaceError, match=words) as caught:
        act(client)
    assert len(liar.requests) == 1
    assert "Ha" not in str(caught.value)
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize(
    ("wait", "words"), [("7", "in 7 seconds"), ("\x00", "in 60"), ("9" * 30, "in 60"), ("-1", "in 60")]
)
def test_a_relay_that_asks_to_wait_is_passed_on(wait, words):
    """The seconds to wait are shown where they are a plain number, else a minute."""
    with pytest.raises(PlaceError, match=words):
        asked(lambda: httpx.Response(429, headers=[(b"retry-after", wait.encode())]), deposit)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    "error",
    [
        httpx.ConnectError("secret detail"),
        httpx.ConnectTimeout("secret detail"),
        httpx.ReadTimeout("secret detail"),
        httpx.ReadError("secret detail"),
        httpx.WriteError("secret detail"),
        httpx.RemoteProtocolError("secret detail"),
        OSError("secret detail"),
    ],
)
def test_a_relay_that_is_down_or_breaks_off_is_one_sentence(act, error):
    """Every failure of the network is a PlaceError without the machine's own words."""
    with pytest.raises(PlaceError) as caught:
        asked(error, act)
    assert "secret detail" not in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"results":',
        b'{"results":"accepted"}',
        b'{"results":[]}',
        b'{"results":["accepted","accepted"]}',
        b'{"results":["stored"]}',
        b'{"results":[1]}',
        b'{"results":[["accepted"]]}',
        b"[" * 10_000,
        b'{"results":[' + b"9" * 9_000 + b"]}",
        b"\xff\xfe",
        b'{"results":["accepted"]}' + b" " * 20_000,
    ],
)
def test_a_lie_about_deposits_is_refused(body):
    """Attack: a relay answers a deposit with garbage, too little, too much; nothing counts as deposited."""
    for code in (200, 507):
        with pytest.raises(BadInputError, match="none to what was asked"):
            asked(lambda code=code: httpx.Response(code, content=body), deposit)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x01", id="more-of-nothing"),
        pytest.param(b"\0" + record(0, 3), id="old"),
        pytest.param(b"\0" + record(1, 4), id="another-mailbox"),
        pytest.param(b"\0" + record(0, 4) + record(0, 5) + record(0, 6), id="more-than-asked"),
        pytest.param(b"\0" + record(0, 4, bytes(4097)), id="odd-size"),
        pytest.param(b"\0" + record(0, 4)[:-1], id="cut"),
        pytest.param(b'{"error":"x"}', id="json"),
    ],
)
def test_a_lie_about_blobs_is_refused_as_a_whole(body):
    """Attack: a relay answers a fetch with what was not asked for; no blob of the answer is given."""
    with pytest.raises(BadInputError, match="none to what was asked"):
        asked(lambda: httpx.Response(200, content=body), fetch)


@pytest.mark.parametrize(
    "change",
    [{"wire": 2}, {"sizes": [4096]}, {"free": "yes"}, {"free": 1}, {"version": 7}, {"sizes": None}],
)
def test_a_relay_of_another_kind_is_refused(change):
    """A status that is not this interface's is not taken for it."""
    good = {"name": "backchannel relay", "version": "9", "wire": 1, "sizes": list(wire.SIZES), "free": True}
    assert asked(lambda: httpx.Response(200, json=good), status)[0].free is True
    with pytest.raises(BadInputError):
        asked(lambda: httpx.Response(200, json=good | change), status)


def test_a_version_cannot_steer_the_terminal():
    """Attack: escape codes in the relay's version."""
    body = {"version": "1\x1b[2J\u202e" + "9" * 90, "wire": 1, "sizes": list(wire.SIZES), "free": True}
    answer, _ = asked(lambda: httpx.Response(200, json=body), status)
    assert answer.version.isascii()
    assert answer.version.isprintable()
    assert len(answer.version) <= 40


@pytest.mark.parametrize(("act", "limit"), [(deposit, 16_384), (fetch, wire.FETCHED_BODY), (status, 16_384)])
def test_an_answer_without_end_is_cut_off(act, limit):
    """Attack: a relay fills the desk's memory; reading stops at the limit."""
    sent = []

    async def endless():
        while True:
            sent.append(65536)
            yield bytes(65536)

    with pytest.raises(BadInputError):
        asked(lambda: httpx.Response(200, content=endless()), act)
    assert sum(sent) <= limit + 65536


def test_a_compressed_answer_is_not_unpacked():
    """Attack: a small answer that unpacks to a large one; none was asked for."""
    with pytest.raises(BadInputError):
        asked(lambda: httpx.Response(200, headers={"Content-Encoding": "gzip"}, content=endless_zip()), fetch)


async def endless_zip():
    """A body that may not be looked at."""
    raise AssertionError("the body was read")
    yield b""


def test_a_relay_that_drips_is_left(monkeypatch):
    """Attack: a byte at a time, for ever; the time for the whole request ends it."""

    async def drip():
        while True:
            await asyncio.sleep(0.01)
            yield b"\0"

    with pytest.raises(PlaceError, match="in time"):
        asked(lambda: httpx.Response(200, content=drip()), fetch, seconds=0.2)


@settings(max_examples=80, deadline=None)
@given(code=st.sampled_from([200, 507, 429, 500]), body=st.binary(max_size=120), act=st.sampled_from(ACTS))
def test_fuzz_any_answer_is_a_value_or_one_sentence(code, body, act):
    """Attack: random answers raise nothing but our own errors."""
    try:
        asked(lambda: httpx.Response(code, content=body), act)
    except BackchannelError as error:
        assert str(error).endswith(".")


@pytest.mark.parametrize(
    "url",
    [
        "http://relay.example",
        "http://192.0.2.1:8000",
        "http://0.0.0.0:80",
        "http://127.0.0.1.relay.example",
        "http://localhost.relay.example",
        "ftp://127.0.0.1",
        "https://",
        "https:///v1",
        "relay.example",
        "",
        "https://user:word@relay.example",
        "https://relay.example/path",
        "https://relay.example/?q",
        "https://relay.example/#f",
        "https://relay.example?",
        "https://relay.example:99999",
        "https://relay.example:0",
        "https://relay.example:x",
        "https://[::1",
        "https://rel ay.example",
        "https://relay.example\r\nX: y",
        "https://relаy.example",
        "https://" + "r" * 300,
        "file:///etc",
    ],
)
def test_unsafe_or_malformed_addresses_are_refused(url):
    """An address comes from a stranger's card: http leaves this machine never, and nothing is smuggled in."""
    with pytest.raises(BadInputError):
        RelayClient(url, TOKEN)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000",
        "http://localhost",
        "http://[::1]:9/",
        "https://relay.example:8443/",
        "https://192.0.2.1",
    ],
)
def test_safe_addresses_are_taken(url):
    """Plain http to this very machine, https to all others."""
    RelayClient(url, TOKEN).close()


@pytest.mark.parametrize("token", ["", "a b", "a\r\nX: y", "grün", "\x00"])
def test_malformed_tokens_are_refused(token):
    """A token that would break the header is refused before anything is sent."""
    with pytest.raises(BadInputError) as caught:
        RelayClient(URL, token)
    assert not token or token not in str(caught.value)


@pytest.mark.parametrize(
    "act",
    [
        lambda client: client.deposit([]),
        lambda client: client.deposit([(bytes(32), bytes(4097))]),
        lambda client: client.deposit([(bytes(31), bytes(4096))]),
        lambda client: client.deposit([ITEM] * 257),
        lambda client: client.fetch([], 1),
        lambda client: client.fetch([(SECRET, 0)], 0),
        lambda client: client.fetch([(SECRET, 0)], 1025),
        lambda client: client.fetch([(SECRET, 0)] * 257, 1),
    ],
)
def test_what_no_relay_takes_is_not_sent(act):
    """Our own mistakes are found here, before anything travels."""
    liar = Liar(httpx.Response(200))
    with RelayClient(URL, TOKEN, transport=liar) as client, pytest.raises(UsageError):
        act(client)
    assert liar.requests == []


def test_a_long_list_is_taken_in_several_requests():
    """Taking splits itself, and taking nothing asks nothing."""
    _, requests = asked(lambda: httpx.Response(200, json={}), lambda c: c.take([(SECRET, n) for n in range(2500)]))
    assert [len(wire.unpack_take(request.content)) for request in requests] == [1024, 1024, 452]
    assert asked(lambda: httpx.Response(200, json={}), lambda c: c.take([]))[1] == []


def test_a_client_may_be_used_again_after_a_failure_and_after_closing():
    """A failed request leaves nothing behind that the next one stumbles over."""
    liar = Liar(httpx.ConnectError("down"))
    client = RelayClient(URL, TOKEN, transport=liar)
    with pytest.raises(PlaceError):
        take(client)
    liar.answer = lambda: httpx.Response(200, json={})
    take(client)
    client.close()
    take(client)
    client.close()
    assert len(liar.requests) == 3


def test_a_missing_authority_is_one_sentence(tmp_path):
    """A file of certificates that is none is found at the first request."""
    bad = tmp_path / "authority.pem"
    for content in (None, "no certificate"):
        if content:
            bad.write_text(content)
        with RelayClient(URL, TOKEN, authority=bad) as client, pytest.raises(PlaceError, match="no certificate"):
            status(client)


def test_importing_the_client_is_cheap():
    """Most commands never speak to a relay: the slow imports wait until one does."""
    code = (
        "import sys, backchannel.carriage.client\n"
        "print(sorted(set(sys.modules) & {'httpx', 'asyncio', 'uvicorn', 'starlette', 'anyio', 'sqlite3'}))"
    )
    env = os.environ | {"PYTHONPATH": str(Path(client.__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert json.loads(done.stdout.replace("'", '"')) == []

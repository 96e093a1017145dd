"""Contact cards."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.protocol.people import card_of, key_of
from tests.protocol.test_kem import LOW_ORDER
from tests.protocol.test_strictjson import VALUES

from backchannel.errors import BackchannelError, BadInputError
from backchannel.protocol.cards import Address, card_value, read_card, read_card_value, write_card
from backchannel.protocol.kem import reader_id
from backchannel.protocol.strictjson import encode

CARD = card_of("Ana", "Varland")


def changed(**fields):
    """The card's value with fields changed; None takes one away."""
    return {k: v for k, v in (card_value(CARD) | fields).items() if v is not None}


def test_a_card_is_read_as_written():
    """A card file comes back the same and is one line."""
    data = write_card(CARD)
    assert read_card(data) == CARD
    assert data.count(b"\n") == 1
    assert write_card(read_card(data)) == data


def test_a_reader_is_his_key():
    """Another name, party or address leaves the reader the same; another key does not."""
    other = replace(CARD, person="Bek", party="Osmar", relays=())
    assert other.reader == CARD.reader == reader_id(CARD.key)
    assert replace(CARD, key=key_of("Bek").public).reader != CARD.reader


def test_every_prefix_and_every_trailing_byte_is_refused():
    """A card that was cut short anywhere, or has something after its end, is none."""
    data = write_card(CARD)
    for at in range(len(data)):
        with pytest.raises(BadInputError):
            read_card(data[:at])
    for more in (b"\n", b" ", b"{}", data):
        with pytest.raises(BadInputError):
            read_card(data + more)


def test_a_card_with_its_fields_in_another_order_is_refused():
    """A card has one spelling."""
    with pytest.raises(BadInputError):
        read_card(encode(dict(reversed(card_value(CARD).items()))) + b"\n")


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_fuzz_a_changed_byte_is_refused_or_another_card(data):
    """Whatever still reads is written again to the same bytes: no byte of a card is without meaning."""
    card = bytearray(write_card(CARD))
    at = data.draw(st.integers(0, len(card) - 1))
    card[at] = data.draw(st.integers(0, 255))
    try:
        read = read_card(bytes(card))
    except BackchannelError:
        return
    assert write_card(read) == bytes(card)


@settings(deadline=None)
@given(st.sampled_from(sorted(card_value(CARD))), VALUES)
def test_fuzz_any_value_in_any_field(name, value):
    """Any value in any field is read or refused with a sentence."""
    try:
        read = read_card_value(changed(**{name: value}))
    except BadInputError:
        return
    assert card_value(read) == changed(**{name: value})


@pytest.mark.parametrize(
    "fields",
    [
        {"backchannel-card": 2},
        {"suite": 2},
        {"suite": None},
        {"person": ""},
        {"person": "A\u202ena"},
        {"machine": None},
        {"key": "AAAA"},
        {"intake": "ab"},
        {"relays": [{"url": "https://a.example", "token": ""}] * 5},
        {"relays": [{"url": "https://a.example"}]},
        {"more": 1},
    ],
)
def test_a_card_out_of_its_form_is_refused(fields):
    """A version or suite that is not known, a missing or further field, or one of another form."""
    with pytest.raises(BadInputError):
        read_card(encode(changed(**fields)) + b"\n")


def test_a_card_with_a_key_of_low_order_is_refused():
    """Nobody can be stopped by importing a card."""
    from backchannel.protocol.encoding import b64

    for point in LOW_ORDER:
        with pytest.raises(BadInputError):
            read_card_value(changed(key=b64(CARD.key[:-32] + bytes.fromhex(point))))


@pytest.mark.parametrize(
    "url",
    [
        "https://relay.example",
        "https://relay.example:8443/mail",
        "https://[2001:db8::1]:443/",
        "http://127.0.0.1:8000",
        "http://localhost",
        "http://[::1]:9/x",
    ],
)
def test_relay_addresses(url):
    """A relay is reached by https, or on this very machine."""
    card = replace(CARD, relays=(Address(url, "token"),))
    assert read_card(write_card(card)) == card


@pytest.mark.parametrize(
    "url",
    [
        "http://relay.example",
        "http://localhost.relay.example/",
        "http://127.0.0.1.relay.example",
        "http://localhost@relay.example",
        "http://127.0.0.1:80@relay.example",
        "http://127.0.0.10",
        "http://localhost:8000.relay.example",
        "http://[::1].relay.example",
        "https://user:word@relay.example",
        "https://",
        "https:///path",
        "https://relay.example\r\nX: y",
        "https://relay.example/ö",
        "https://relay.example/#a b",
        "HTTP://localhost",
        "file:///etc/passwd",
        "",
    ],
)
def test_an_address_that_only_looks_safe_is_refused(url):
    """The whole host counts, not how it begins: nothing travels without https to another machine."""
    with pytest.raises(BadInputError):
        read_card(write_card(replace(CARD, relays=(Address(url, "token"),))))

"""Contact cards: who somebody says he is, the key that proves it, and where his mail goes.

A card is one line of strict JSON. Its key alone says who the reader is (`kem.reader_id`); name, party and
addresses are claims until somebody has compared the fingerprint by voice or by its QR code.
"""

import re
from dataclasses import dataclass
from typing import Any

from backchannel.errors import BadInputError
from backchannel.protocol.encoding import b64, hex32
from backchannel.protocol.fields import Fields
from backchannel.protocol.kem import PUBLIC, public_key, reader_id
from backchannel.protocol.limits import SUITE
from backchannel.protocol.strictjson import decode_object, encode

_URL = re.compile(r"(https://[A-Za-z0-9.\-\[\]:]+|http://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?)([/?][!-~]*)?")
"""The whole host is compared, so that `http://localhost.example` is not taken for this machine."""


@dataclass(frozen=True, slots=True)
class Address:
    """One relay at which a reader takes mail: its URL and the token that its operator gives to known people."""

    url: str
    token: str


@dataclass(frozen=True, slots=True)
class Card:
    """One reader: a person on one machine."""

    person: str
    party: str
    machine: str
    key: bytes
    """The contact key's public half, 1,216 bytes."""
    intake: bytes
    """The mailbox, 32 bytes, to which strangers' first flights go."""
    relays: tuple[Address, ...] = ()

    @property
    def reader(self) -> bytes:
        """Give the 32-byte identifier of this reader."""
        return reader_id(self.key)


def card_value(card: Card) -> dict[str, Any]:
    """Give a card as a value of strict JSON."""
    return {
        "backchannel-card": 1,
        "suite": SUITE,
        "person": card.person,
        "party": card.party,
        "machine": card.machine,
        "key": b64(card.key),
        "intake": hex32(card.intake),
        "relays": [{"url": a.url, "token": a.token} for a in card.relays],
    }


def read_card_value(value: object) -> Card:
    """Read a card from a value; BadInputError where it is not one, or is of another suite."""
    fields = Fields(value, "a contact card")
    if fields.integer("backchannel-card") != 1 or fields.integer("suite") != SUITE:
        raise BadInputError("This contact card is of a version that this program does not know; update the program.")
    card = Card(
        person=fields.name("person"),
        party=fields.name("party"),
        machine=fields.name("machine"),
        key=fields.blob("key", PUBLIC),
        intake=fields.digest("intake"),
        relays=fields.items("relays", 4, _address),
    )
    fields.done()
    public_key(card.key)
    return card


def _address(value: object) -> Address:
    fields = Fields(value, "a relay address on a card")
    address = Address(fields.text("url", 500, empty=False), fields.text("token", 500))
    fields.done()
    if not _URL.fullmatch(address.url):
        raise BadInputError("A relay address on a contact card is neither https nor on this machine.")
    return address


def write_card(card: Card) -> bytes:
    """Give the bytes of a card file: one line of strict JSON."""
    return encode(card_value(card)) + b"\n"


def read_card(data: bytes) -> Card:
    """Read a card file; BadInputError where it is not exactly what `write_card` writes."""
    if not data.endswith(b"\n"):
        raise BadInputError("This file is not a contact card, or is cut short; ask its owner to send it again.")
    card = read_card_value(decode_object(data[:-1], 16_000))
    if write_card(card) != data:
        raise BadInputError("This contact card is not written as cards are; ask its owner to send it again.")
    return card

"""Invented people with keys, cards and charters, and randomness from a seed."""

import hashlib
from functools import lru_cache

from backchannel.protocol.cards import Address, Card
from backchannel.protocol.charter import Charter, Member, Party
from backchannel.protocol.encoding import h
from backchannel.protocol.kem import SecretKey


def seeded(seed):
    """Give a source of bytes that starts from a seed: the same calls give the same bytes."""
    count = 0

    def draw(size):
        nonlocal count
        count += 1
        return hashlib.shake_256(f"{seed} {count}".encode()).digest(size)

    return draw


@lru_cache(maxsize=512)
def key_of(name):
    """The contact key of an invented person."""
    return SecretKey(h(f"contact key of {name}".encode()))


@lru_cache(maxsize=512)
def card_of(name, party):
    """The contact card of an invented person."""
    return Card(name, party, "desk", key_of(name).public, h(name.encode()), (Address("https://relay.example", "t"),))


@lru_cache(maxsize=512)
def reader_of(name, party):
    """Who an invented person is on a channel."""
    return card_of(name, party).reader


def charter_of(parties, **rules):
    """A charter between parties, given as name -> names, of which those with a star are principals."""
    listed = []
    for party, names in parties.items():
        members = tuple(Member(n.strip("*"), reader_of(n.strip("*"), party), n.endswith("*")) for n in names)
        listed.append(Party(party, rules.get("ceiling", 6), rules.get("assent", 1), members))
    return Charter(
        title=rules.get("title", "The ferry at Osk"),
        purpose=rules.get("purpose", "Whether the ferry crosses in winter."),
        nonce=rules.get("nonce", bytes(range(32))),
        amends=rules.get("amends", b""),
        parties=tuple(listed),
        write=rules.get("write", "members"),
        amend=rules.get("amend", len(listed)),
        release="every party",
        withholding="blank",
        courier="recorded",
        retention_days=rules.get("retention_days", 0),
        key_days=30,
        restraint=("Nobody speaks of the toll before spring.",),
        courtesy=(),
    )


TWO = {"Varland": ["Ana*", "Bek"], "Osmar": ["Caro*", "Dov"]}
"""Two parties of two, each with one principal."""

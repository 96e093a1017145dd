"""The charter: the rules that the parties agreed when they opened the channel.

It travels as strict JSON with a random nonce; its digest under the charter label is the channel's identifier, or
for an amended charter the digest that every later entry names. People read and write it as TOML
(`charter_toml`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from backchannel.errors import BadInputError
from backchannel.protocol import labels
from backchannel.protocol.encoding import enc, h, hex32
from backchannel.protocol.fields import Fields, text_item
from backchannel.protocol.limits import LIMITS, SUITE
from backchannel.protocol.strictjson import decode_object, encode

WRITERS = ("members", "principals")
RELEASE = ("every party", "parties concerned")
WITHHOLDING = ("blank", "two-sided")
COURIERS = ("recorded", "none")


@dataclass(frozen=True, slots=True)
class Member:
    """One reader of the channel, and whether he speaks, consents and amends for his party."""

    name: str
    reader: bytes
    principal: bool


@dataclass(frozen=True, slots=True)
class Party:
    """One party: its people, how many it may have, and how many of its principals must assent for it."""

    name: str
    ceiling: int
    assent: int
    members: tuple[Member, ...]

    @property
    def principals(self) -> tuple[Member, ...]:
        """Those who speak for the party."""
        return tuple(m for m in self.members if m.principal)


@dataclass(frozen=True, slots=True)
class Charter:
    """What the parties agreed. `amends` is the digest of the charter that this one replaces, or empty."""

    title: str
    purpose: str
    nonce: bytes
    amends: bytes
    parties: tuple[Party, ...]
    write: str
    amend: int
    """How many parties must assent to an amendment."""
    release: str
    withholding: str
    courier: str
    retention_days: int
    """After how many days each desk retires what was said; 0 keeps everything."""
    key_days: int
    """How long, at most, a reader key of an earlier epoch is kept."""
    restraint: tuple[str, ...]
    courtesy: tuple[str, ...]

    @property
    def members(self) -> dict[bytes, tuple[Party, Member]]:
        """Every member with his party, by reader."""
        return {m.reader: (p, m) for p in self.parties for m in p.members}

    def party(self, name: str) -> Party | None:
        """Give the party of that name."""
        return next((p for p in self.parties if p.name == name), None)


def charter_bytes(charter: Charter) -> bytes:
    """Give the bytes that are hashed, sent and agreed."""
    value: dict[str, Any] = {"charter": 1, "suite": SUITE, "nonce": hex32(charter.nonce)}
    if charter.amends:
        value["amends"] = hex32(charter.amends)
    value |= {
        "title": charter.title,
        "purpose": charter.purpose,
        "parties": [
            {
                "name": p.name,
                "ceiling": p.ceiling,
                "assent": p.assent,
                "members": [{"name": m.name, "reader": hex32(m.reader), "principal": m.principal} for m in p.members],
            }
            for p in charter.parties
        ],
        "write": charter.write,
        "amend": charter.amend,
        "release": charter.release,
        "withholding": charter.withholding,
        "courier": charter.courier,
        "retention_days": charter.retention_days,
        "key_days": charter.key_days,
        "restraint": list(charter.restraint),
        "courtesy": list(charter.courtesy),
    }
    return encode(value)


def charter_digest(data: bytes) -> bytes:
    """Give the 32-byte digest of a charter's bytes: the channel's identifier, if it is the first."""
    return h(enc(labels.CHARTER, data))


def read_charter(data: bytes) -> Charter:
    """Read a charter and check that it does not contradict itself; BadInputError says where it does."""
    fields = Fields(decode_object(data, LIMITS.charter), "a charter")
    if fields.integer("charter") != 1 or fields.integer("suite") != SUITE:
        raise BadInputError("This charter is of a version that this program does not know; update the program.")
    charter = Charter(
        nonce=fields.digest("nonce"),
        amends=fields.digest("amends") if fields.has("amends") else b"",
        title=fields.name("title"),
        purpose=fields.text("purpose", LIMITS.charter_text),
        parties=fields.items("parties", LIMITS.parties, _party),
        write=fields.choice("write", WRITERS),
        amend=fields.integer("amend", 1, LIMITS.parties),
        release=fields.choice("release", RELEASE),
        withholding=fields.choice("withholding", WITHHOLDING),
        courier=fields.choice("courier", COURIERS),
        retention_days=fields.integer("retention_days", 0, 36_500),
        key_days=fields.integer("key_days", 1, 3_650),
        restraint=fields.items("restraint", 100, text_item),
        courtesy=fields.items("courtesy", 100, text_item),
    )
    fields.done()
    check(charter)
    if charter_bytes(charter) != data:
        # Its fields in another order: each desk that wrote it out again would give it another digest.
        raise BadInputError("A charter is JSON, but not written as this protocol writes it; ask for it again.")
    return charter


def _party(value: object) -> Party:
    fields = Fields(value, "a party in a charter")
    party = Party(
        fields.name(),
        fields.integer("ceiling", 1, LIMITS.members),
        fields.integer("assent", 1, LIMITS.members),
        fields.items("members", LIMITS.members, _member),
    )
    fields.done()
    return party


def _member(value: object) -> Member:
    fields = Fields(value, "a person in a charter")
    member = Member(fields.name(), fields.digest("reader"), fields.flag("principal"))
    fields.done()
    return member


def check(charter: Charter) -> None:
    """Refuse (BadInputError) a charter that contradicts itself, naming the contradiction."""
    if not charter.parties:
        raise BadInputError("The charter names no party; name between one and eight.")
    _unique((p.name for p in charter.parties), "party")
    everybody = [m for p in charter.parties for m in p.members]
    if len({m.reader for m in everybody}) != len(everybody):
        raise BadInputError("The charter names the same reader twice; name each person's machine once.")
    if len(everybody) > LIMITS.members:
        raise BadInputError(f"The charter names {len(everybody)} readers; a channel has {LIMITS.members} at most.")
    for party in charter.parties:
        _unique((m.name for m in party.members), f"person of {party.name}")
        if len(party.members) > party.ceiling:
            raise BadInputError(
                f"The charter names {len(party.members)} readers for {party.name}, whose ceiling is {party.ceiling}; "
                "raise the ceiling or name fewer."
            )
        if not party.principals:
            raise BadInputError(f"The charter names no principal for {party.name}; nobody could consent for it.")
        if party.assent > len(party.principals):
            raise BadInputError(
                f"The charter asks {party.assent} principals of {party.name} to assent, but names "
                f"{len(party.principals)}."
            )
    if charter.amend > len(charter.parties):
        raise BadInputError(
            f"The charter asks {charter.amend} parties to assent to an amendment, but names {len(charter.parties)}."
        )
    if len(charter.parties) > 1 and charter.amend * 2 <= len(charter.parties):
        raise BadInputError("The charter would let half of the parties or fewer amend it; ask for more than half.")


def _unique(names: Iterable[str], what: str) -> None:
    listed = list(names)
    for name in listed:
        if listed.count(name) > 1:
            raise BadInputError(f"The charter names the {what} “{name}” twice; give each a name of its own.")


def with_members(charter: Charter, members: dict[bytes, tuple[str, Member]]) -> Charter:
    """Give the charter with exactly these members: reader -> (party name, member)."""
    parties = tuple(
        replace(p, members=tuple(m for name, m in members.values() if name == p.name)) for p in charter.parties
    )
    return replace(charter, parties=parties)

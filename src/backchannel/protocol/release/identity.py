"""Identity cards: how a party publishes, outside every channel, the key that attributes its releases."""

from typing import Any, NamedTuple

from backchannel.errors import BadInputError
from backchannel.protocol import labels
from backchannel.protocol.encoding import b64, enc, h
from backchannel.protocol.fields import Fields
from backchannel.protocol.fingerprint import fingerprint_groups
from backchannel.protocol.release import textform
from backchannel.protocol.release.composite import PUBLIC, is_sound
from backchannel.protocol.release.grammar import name

__all__ = ["IdentityCard", "identity_fingerprint", "read_identity", "write_identity"]

VERSION = 1


class IdentityCard(NamedTuple):
    """A person of a party and the public half of the identity key."""

    party: str
    person: str
    key: bytes

    @property
    def fingerprint(self) -> str:
        """Give the key's twelve groups of five digits."""
        return identity_fingerprint(self.key)


def identity_fingerprint(key: bytes) -> str:
    """Give the fingerprint of an identity key's public half as people compare it."""
    return fingerprint_groups(h(enc(labels.IDENTITY_KEY, key)))


def write_identity(card: IdentityCard) -> bytes:
    """Give the bytes of an identity card file, a text that a person can read."""
    return textform.write(
        {"backchannel-identity": VERSION, "party": card.party, "person": card.person, "key": b64(card.key)}
    )


def read_identity(data: bytes) -> IdentityCard:
    """Read an identity card file; BadInputError unless it is exactly what `write_identity` writes."""
    return textform.read_exactly(data, "an identity card", _understand, write_identity)


def _understand(value: dict[str, Any]) -> IdentityCard:
    fields = Fields(value, "an identity card")
    if fields.integer("backchannel-identity") != VERSION:
        raise BadInputError("This identity card is of a version that this program does not know; update the program.")
    card = IdentityCard(name(fields, "party"), name(fields, "person"), fields.blob("key", PUBLIC))
    fields.done()
    if not is_sound(card.key):
        raise BadInputError("The key on this identity card is one that could disown its signatures; do not use it.")
    return card

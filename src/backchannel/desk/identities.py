"""The public identity: the key by which a principal attributes a release, published outside every channel."""

from backchannel.desk.desk import Desk
from backchannel.errors import UsageError
from backchannel.protocol.release.identity import IdentityCard, write_identity
from backchannel.protocol.release.signing import SecretKey, new_key
from backchannel.vault import meta
from backchannel.vault.sqlcipher import Connection

_IDENTITY = "identity seeds"


def make_identity(desk: Desk) -> IdentityCard:
    """Make this desk's identity key, once; UsageError where there is one already."""
    with desk.vault.change() as db:
        if meta.get(db, _IDENTITY) is not None:
            raise UsageError("This desk has an identity key already; publish its card.")
        key = new_key(desk.random)
        meta.put(db, _IDENTITY, key.mldsa_seed + key.ed25519_seed)
    return IdentityCard(desk.card.party, desk.card.person, key.public)


def identity_key(db: Connection) -> SecretKey:
    """Give the identity key; UsageError where there is none yet."""
    seeds = meta.get(db, _IDENTITY)
    if seeds is None:
        raise UsageError("This desk has no identity key yet; make one, and publish its card.")
    return SecretKey(seeds[:32], seeds[32:])


def identity_card(desk: Desk) -> bytes:
    """Give the card to publish: what a verifier pins with --identity."""
    with desk.vault.read() as db:
        key = identity_key(db)
    return write_identity(IdentityCard(desk.card.party, desk.card.person, key.public))

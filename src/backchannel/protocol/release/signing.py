"""Signing: statements by release keys, attributions by identity keys. No other module of the product signs.

A release key is a pseudonym: any member could have made one in another's name, so a signature by it shows nothing
until an identity key attributes it. Attributions are exchanged last; the first proves its maker's consent alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey

from backchannel.errors import UsageError
from backchannel.protocol.release.composite import NAME, prepared
from backchannel.protocol.release.messages import (
    ATTRIBUTION_CONTEXT,
    STATEMENT_CONTEXT,
    attribution_message,
    statement_message,
)
from backchannel.protocol.release.statement import parse_statement

__all__ = ["SecretKey", "attribute", "new_key", "sign_statement"]

_SEED = 32


@dataclass(frozen=True, slots=True)
class SecretKey:
    """The private half of a composite key: the seeds of its two halves, 32 bytes each."""

    mldsa_seed: bytes = field(repr=False)
    ed25519_seed: bytes = field(repr=False)

    @property
    def public(self) -> bytes:
        """Give the public half, `PUBLIC` bytes."""
        mldsa = MLDSA65PrivateKey.from_seed_bytes(self.mldsa_seed).public_key().public_bytes_raw()
        return mldsa + Ed25519PrivateKey.from_private_bytes(self.ed25519_seed).public_key().public_bytes_raw()

    def sign(self, message: bytes, context: bytes) -> bytes:
        """Sign a message under a context of at most 255 bytes; `SIGNATURE` bytes, different at each call."""
        body = prepared(message, context)
        mldsa = MLDSA65PrivateKey.from_seed_bytes(self.mldsa_seed).sign(body, NAME)
        return mldsa + Ed25519PrivateKey.from_private_bytes(self.ed25519_seed).sign(body)


def new_key(random: Callable[[int], bytes]) -> SecretKey:
    """Make a key from a source of random bytes, of which it takes 32 twice."""
    return SecretKey(random(_SEED), random(_SEED))


def sign_statement(statement: bytes, key: SecretKey) -> bytes:
    """Sign the exact bytes of a statement with the release key that it lists.

    UsageError where the statement does not list the key: a release key signs its own proposal only.
    """
    if key.public not in [signer.key for signer in parse_statement(statement).signers]:
        raise UsageError("The statement does not list this release key; sign the proposal that it was made for.")
    return key.sign(statement_message(statement), STATEMENT_CONTEXT)


def attribute(statement: bytes, party: str, person: str, identity: SecretKey) -> bytes:
    """Attribute the release key of one signer to him, with his identity key.

    UsageError where the statement has no such signer.
    """
    signers = parse_statement(statement).signers
    for signer in signers:
        if (signer.party, signer.person) == (party, person):
            return identity.sign(attribution_message(statement, signer, signers), ATTRIBUTION_CONTEXT)
    raise UsageError(f"The statement does not list “{person}” for “{party}”; attribute only what he signed.")

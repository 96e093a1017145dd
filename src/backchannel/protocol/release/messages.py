"""What exactly is signed: the message of a statement's signature and that of an attribution."""

from collections.abc import Sequence

from backchannel.protocol import labels
from backchannel.protocol.encoding import enc, h
from backchannel.protocol.release.composite import verifies
from backchannel.protocol.release.statement import Signer

__all__ = [
    "ATTRIBUTION_CONTEXT",
    "STATEMENT_CONTEXT",
    "attribution_holds",
    "attribution_message",
    "pae",
    "statement_digest",
    "statement_message",
    "statement_signature_holds",
]

_STATEMENT_TYPE = "application/vnd.backchannel.release+json"
_ATTRIBUTION_TYPE = "application/vnd.backchannel.attribution"
STATEMENT_CONTEXT = b"backchannel-release-1"
ATTRIBUTION_CONTEXT = b"backchannel-attribution-1"


def pae(media_type: str, body: bytes) -> bytes:
    """Give the pre-authentication encoding of DSSE v1 (secure-systems-lab/dsse, protocol.md)."""
    kind = media_type.encode("ascii")
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(body), body)


def statement_digest(statement: bytes) -> bytes:
    """Give the digest by which parties assent to a statement, from its exact bytes."""
    return h(statement)


def statement_message(statement: bytes) -> bytes:
    """Give what a release key signs, from the exact bytes of a statement."""
    return pae(_STATEMENT_TYPE, statement)


def attribution_message(statement: bytes, signer: Signer, signers: Sequence[Signer]) -> bytes:
    """Give what an identity key signs: who he is, the statement, his release key, and all the others' in order."""
    others = [other.key for other in signers if other != signer]
    who = (signer.party.encode("utf-8"), signer.person.encode("utf-8"))
    body = enc(labels.ATTRIBUTION, *who, statement_digest(statement), signer.key, *others)
    return pae(_ATTRIBUTION_TYPE, body)


def statement_signature_holds(statement: bytes, key: bytes, signature: bytes) -> bool:
    """Whether a release key, given as its public half, signed these bytes."""
    return verifies(key, statement_message(statement), STATEMENT_CONTEXT, signature)


def attribution_holds(
    statement: bytes, signer: Signer, signers: Sequence[Signer], identity_key: bytes, signature: bytes
) -> bool:
    """Whether an identity key, given as its public half, attributes the release key of `signer` to him."""
    return verifies(identity_key, attribution_message(statement, signer, signers), ATTRIBUTION_CONTEXT, signature)

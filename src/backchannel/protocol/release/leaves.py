"""The leaves of a release: what is shown of each letter, and what is withheld, place by place.

They are made anew for a release, with salts of their own: both sides know the salts of a letter inside a channel,
so a signature over *that* tree would let either side alone prove every withheld passage later.

What a verifier handles is named tuples here and in the modules beside this one, not data classes: `dataclasses`
takes longer to import and to make a class with than a whole verification takes to run.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from backchannel.protocol import labels
from backchannel.protocol.encoding import DIGEST, enc, mac, u64, xpd
from backchannel.protocol.release.grammar import Apparatus
from backchannel.protocol.release.tree import leaf_hash, root_hash
from backchannel.protocol.strictjson import encode

__all__ = [
    "Place",
    "ReleasedLetter",
    "Shown",
    "ShownEnclosure",
    "Withheld",
    "apparatus_leaf",
    "commitment",
    "commitment_salt",
    "first_index",
    "leaf_hashes",
    "leaves_of",
    "passage_leaf",
    "root_of",
]


class Shown(NamedTuple):
    """A revealed passage with the salt of its leaf."""

    text: str
    salt: bytes


class Withheld(NamedTuple):
    """A withheld place: its reason and, where all parties may open it later, each party's commitment."""

    reason: str
    commitments: tuple[tuple[str, bytes], ...] = ()


class ShownEnclosure(NamedTuple):
    """A revealed enclosure with the salt of its leaf."""

    name: str
    length: int
    digest: bytes
    salt: bytes


class ReleasedLetter(NamedTuple):
    """One letter as a bundle shows it."""

    number: int
    apparatus: Apparatus
    salt: bytes
    passages: tuple[Shown | Withheld, ...]
    enclosures: tuple[ShownEnclosure | Withheld, ...]


class Place(NamedTuple):
    """Where a passage stands: its leaf, counted from 0, its letter and its number in it from 1."""

    leaf: int
    letter: int
    passage: int


def first_index(counts: Sequence[tuple[int, int]], letter: int) -> int:
    """Give the index of a letter's apparatus leaf; `counts` are passages and enclosures of each letter."""
    return sum(1 + passages + enclosures for passages, enclosures in counts[: letter - 1])


def commitment_salt(secret: bytes, index: int) -> bytes:
    """Derive the salt of one commitment from a party's 32-byte secret of this proposal, told to nobody."""
    if len(secret) != DIGEST:
        raise ValueError("a party's secret has 32 bytes")
    return xpd(secret, enc(labels.TWO_SIDED_SALT, u64(index)))


def commitment(salt: bytes, party: str, place: Place, text: str) -> bytes:
    """Commit a party to the text at a place; the party is within, so that none can pass off another's as its own.

    The salt must have 32 bytes: HMAC pads shorter keys and hashes longer ones, so that two keys could fit.
    """
    if len(salt) != DIGEST:
        raise ValueError("a commitment's salt has 32 bytes")
    where = (u64(place.leaf), u64(place.letter), u64(place.passage))
    return mac(salt, enc(labels.COMMITMENT, party.encode("utf-8"), *where, text.encode("utf-8")))


def leaves_of(letters: Sequence[ReleasedLetter]) -> Iterator[bytes]:
    """Give the bytes of every leaf in the order of the tree."""
    index = 0
    for letter in letters:
        yield apparatus_leaf(index, letter.number, letter.apparatus, letter.salt)
        index += 1
        for number, passage in enumerate(letter.passages, 1):
            yield passage_leaf(Place(index, letter.number, number), passage)
            index += 1
        for number, enclosure in enumerate(letter.enclosures, 1):
            yield _enclosure_leaf(Place(index, letter.number, number), enclosure)
            index += 1


def leaf_hashes(letters: Sequence[ReleasedLetter]) -> list[bytes]:
    """Give the hash of every leaf in the order of the tree."""
    return [leaf_hash(leaf) for leaf in leaves_of(letters)]


def root_of(letters: Sequence[ReleasedLetter]) -> bytes:
    """Give the root of the tree over all letters."""
    return root_hash(leaf_hashes(letters))


def apparatus_leaf(index: int, letter: int, apparatus: Apparatus, salt: bytes) -> bytes:
    """Give the bytes of the leaf of a letter's apparatus."""
    return enc(labels.APPARATUS, u64(index), u64(letter), salt, encode(dict(apparatus)))


def passage_leaf(place: Place, passage: Shown | Withheld) -> bytes:
    """Give the bytes of the leaf of a passage, revealed or withheld."""
    where = (u64(place.leaf), u64(place.letter), u64(place.passage))
    if isinstance(passage, Shown):
        return enc(labels.REVEALED, *where, passage.salt, passage.text.encode("utf-8"))
    reason = passage.reason.encode("ascii")
    if not passage.commitments:
        return enc(labels.BLANK, *where, reason)
    parts = [part for party, digest in passage.commitments for part in (party.encode("utf-8"), digest)]
    return enc(labels.TWO_SIDED, *where, reason, *parts)


def _enclosure_leaf(place: Place, enclosure: ShownEnclosure | Withheld) -> bytes:
    where = (u64(place.leaf), u64(place.letter), u64(place.passage))
    if isinstance(enclosure, Withheld):
        return enc(labels.BLANK_ENCLOSURE, *where, enclosure.reason.encode("ascii"))
    name = enclosure.name.encode("utf-8")
    return enc(labels.SHOWN_ENCLOSURE, *where, enclosure.salt, name, u64(enclosure.length), enclosure.digest)

"""Merkle tree hashing of RFC 9162 section 2.1 with SHA-256, and its inclusion proofs.

A tree is given as the list of the hashes of its leaves. Leaves and nodes are hashed with different first bytes, so
that no node can be shown as a leaf (RFC 9162 section 2.1.1).
"""

from collections.abc import Sequence

from backchannel.protocol.encoding import h
from backchannel.protocol.release.errors import VerificationError

__all__ = ["inclusion_proof", "leaf_hash", "root_by_inclusion", "root_hash"]


def leaf_hash(leaf: bytes) -> bytes:
    """Hash one leaf, given as its bytes."""
    return h(b"\x00" + leaf)


def root_hash(leaves: Sequence[bytes]) -> bytes:
    """Give the root of a tree of these leaf hashes; that of the empty tree is the hash of no bytes."""
    if not leaves:
        return h(b"")
    # A subtree is complete as soon as the number of leaves so far is a multiple of its size; the subtrees still
    # open at the end are joined from the right, which is the split at the largest power of two of the RFC.
    open_subtrees: list[bytes] = []
    for count, leaf in enumerate(leaves, 1):
        node, rest = leaf, count
        while rest & 1 == 0:
            node, rest = _node(open_subtrees.pop(), node), rest >> 1
        open_subtrees.append(node)
    root = open_subtrees.pop()
    while open_subtrees:
        root = _node(open_subtrees.pop(), root)
    return root


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """Give the proof that leaf `index` is in the tree (RFC 9162 section 2.1.3.1), from the leaf upwards.

    IndexError where there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError("the tree has no such leaf")
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        return [*inclusion_proof(index, leaves[:split]), root_hash(leaves[split:])]
    return [*inclusion_proof(index - split, leaves[split:]), root_hash(leaves[:split])]


def root_by_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes:
    """Give the root to which a leaf hash leads in a tree of `size` leaves (RFC 9162 section 2.1.3.2).

    The caller compares it with the root he trusts. VerificationError where there is no such leaf, where a hash is
    not one of SHA-256, and where the proof is longer or shorter than this place in this tree needs.
    """
    if not 0 <= index < size:
        raise VerificationError("inclusion", "A proof is for a leaf that a tree of this size does not have.")
    if any(len(node) != 32 for node in (leaf, *proof)):
        raise VerificationError("inclusion", "A proof holds something that is not a hash of 32 bytes.")
    place, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise VerificationError("inclusion", "A proof is longer than its place in the tree needs.")
        if place & 1 or place == last:
            node = _node(sibling, node)
            # The rightmost node of a level without a partner rises unhashed to the level where it has one.
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node = _node(node, sibling)
        place, last = place >> 1, last >> 1
    if last:
        raise VerificationError("inclusion", "A proof is shorter than its place in the tree needs.")
    return node


def _node(left: bytes, right: bytes) -> bytes:
    return h(b"\x01" + left + right)

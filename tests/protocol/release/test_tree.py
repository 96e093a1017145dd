"""The Merkle tree of a release, against RFC 9162 and its published proofs."""

import base64
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.protocol.release.errors import VerificationError
from backchannel.protocol.release.tree import inclusion_proof, leaf_hash, root_by_inclusion, root_hash

LEAVES = st.lists(st.binary(max_size=8).map(leaf_hash), min_size=1, max_size=70)


def test_roots_of_the_published_tree():
    """The eight leaves that Certificate Transparency's tests use have the roots published there."""
    leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    hashes = [leaf_hash(bytes.fromhex(leaf)) for leaf in leaves]
    assert root_hash([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root_hash(hashes[:1]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert root_hash(hashes).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_the_published_inclusion_proofs(outside):
    """All 98 published inclusion files, nearly all of them broken in one way each, are judged as they say."""
    files = sorted(outside("merkle/testdata/inclusion").rglob("*.json"))
    assert len(files) >= 98
    wrong = []
    for file in files:
        case = json.loads(file.read_text(encoding="utf-8"))
        root, leaf = base64.b64decode(case["root"] or ""), base64.b64decode(case["leafHash"] or "")
        proof = [base64.b64decode(node) for node in case["proof"] or []]
        # The files count in unsigned 64-bit numbers; ours are integers, so an index may be any of them.
        try:
            holds = root_by_inclusion(case["leafIdx"], case["treeSize"], leaf, proof) == root
        except VerificationError:
            holds = False
        if holds == case["wantErr"]:
            wrong.append(file.name)
    assert wrong == []


@given(LEAVES)
def test_root_is_the_definition_of_the_rfc(leaves):
    """The root is the recursion of RFC 9162 section 2.1.1, for every size."""

    def definition(part):
        if len(part) == 1:
            return part[0]
        k = 1
        while k * 2 < len(part):
            k *= 2
        return hashlib.sha256(b"\x01" + definition(part[:k]) + definition(part[k:])).digest()

    assert root_hash(leaves) == definition(leaves)


@given(LEAVES, st.data())
def test_every_leaf_is_included(leaves, data):
    """Each leaf's proof leads to the root, and to no root of another place, size or leaf."""
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof, root = inclusion_proof(index, leaves), root_hash(leaves)
    assert root_by_inclusion(index, len(leaves), leaves[index], proof) == root
    other = leaf_hash(b"another leaf")
    assert root_by_inclusion(index, len(leaves), other, proof) != root
    for wrong in ([*proof, other], proof[:-1]):
        if len(wrong) != len(proof):
            with pytest.raises(VerificationError):
                root_by_inclusion(index, len(leaves), leaves[index], wrong)


@given(LEAVES)
def test_a_node_is_no_leaf(leaves):
    """Two leaves joined as a node never hash as one leaf of the same bytes (second preimage)."""
    left, right = leaves[0], leaves[-1]
    assert leaf_hash(left + right) != root_hash([left, right])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (5, 3), (-1, 4)])
def test_no_proof_for_a_leaf_that_is_not_there(index, size):
    """A place outside of the tree is refused, also in the empty tree whose root is known to all."""
    with pytest.raises(VerificationError, match="does not have"):
        root_by_inclusion(index, size, leaf_hash(b""), [])


def test_no_proof_made_for_a_leaf_that_is_not_there():
    """Asking for the proof of a missing leaf is a mistake of the caller."""
    for index in (-1, 1):
        with pytest.raises(IndexError):
            inclusion_proof(index, [leaf_hash(b"")])


def test_hashes_of_another_length_are_refused():
    """A node of 31 or 33 bytes never enters a hash, where it could move bytes between its neighbours."""
    for node in (b"", bytes(31), bytes(33)):
        with pytest.raises(VerificationError, match="32 bytes"):
            root_by_inclusion(0, 2, leaf_hash(b""), [node])
        with pytest.raises(VerificationError, match="32 bytes"):
            root_by_inclusion(0, 1, node, [])

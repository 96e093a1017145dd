"""Making a release: leaves, salts, the statement, and what may never be signed."""

import base64
import os
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.protocol.release.played import ARVEND, FIRST, HIDDEN_TEXT, MARO, SECOND, SORLUND, TEEL, made_bundle, seeded

from backchannel.errors import BadInputError, RuleError, UsageError
from backchannel.protocol import labels
from backchannel.protocol.encoding import dec, h, u64, xpd
from backchannel.protocol.fingerprint import fingerprint_groups
from backchannel.protocol.release.errors import VerificationError
from backchannel.protocol.release.grammar import REASONS
from backchannel.protocol.release.leaves import leaves_of, root_of
from backchannel.protocol.release.proposal import (
    Enclosure,
    Excerpt,
    Withhold,
    build_statement,
    lay_leaves,
    refuse_digests,
    two_sided_places,
)
from backchannel.protocol.release.signing import new_key
from backchannel.protocol.release.statement import Signer, parse_statement, write_statement
from backchannel.protocol.release.tree import leaf_hash, root_hash
from backchannel.protocol.release.verify import verify_bundle

DIGEST = st.binary(min_size=32, max_size=32)
MASTER = h(b"the secret of one proposal")
ALL = (
    labels.APPARATUS,
    labels.REVEALED,
    labels.BLANK,
    labels.TWO_SIDED,
    labels.SHOWN_ENCLOSURE,
    labels.BLANK_ENCLOSURE,
)


def test_every_leaf_stands_as_specified(played):
    """Each kind of leaf has the label and the parts of the specification, and counts its own place."""
    letters = played.bundle.letters
    leaves = list(leaves_of(letters))
    assert len(leaves) == 9
    first, second = letters
    shown, enclosure, two = first.passages[0], first.enclosures[0], second.passages[1]
    assert dec(labels.REVEALED, leaves[1]) == [u64(1), u64(1), u64(1), shown.salt, shown.text.encode()]
    assert dec(labels.BLANK, leaves[2]) == [u64(2), u64(1), u64(2), b"negotiation"]
    assert dec(labels.SHOWN_ENCLOSURE, leaves[4]) == [
        u64(4), u64(1), u64(1), enclosure.salt, b"gauge.csv", u64(1200), enclosure.digest,
    ]  # fmt: skip
    assert dec(labels.BLANK_ENCLOSURE, leaves[5]) == [u64(5), u64(1), u64(2), b"security"]
    apparatus = '{"kind":"letter","date":"2031-03-11","from":["President Teel"],"to":["Chancellor Maro"]}'
    assert dec(labels.APPARATUS, leaves[6]) == [u64(6), u64(2), second.salt, apparatus.encode()]
    commitments = [part for party, digest in two.commitments for part in (party.encode(), digest)]
    assert dec(labels.TWO_SIDED, leaves[8]) == [u64(8), u64(2), u64(2), b"third-party", *commitments]
    assert root_of(letters) == root_hash([leaf_hash(leaf) for leaf in leaves]) == played.statement.root


def test_no_leaf_is_of_two_kinds(played):
    """A leaf parses under its own label and under no other."""
    for leaf in leaves_of(played.bundle.letters):
        kinds = 0
        for label in ALL:
            try:
                dec(label, leaf)
            except BadInputError:
                continue
            kinds += 1
        assert kinds == 1


def test_salts_are_of_one_place_and_one_proposal():
    """Each leaf has a salt of its own, from the proposal's secret, and none comes back with another secret."""
    letters = lay_leaves([FIRST, FIRST], MASTER, {})
    salts = [letter.salt for letter in letters]
    salts += [
        item.salt for letter in letters for item in (*letter.passages, *letter.enclosures) if hasattr(item, "salt")
    ]
    assert len(set(salts)) == len(salts) == 8
    assert letters[0].passages[0].salt == xpd(MASTER, labels_enc(1))
    other = lay_leaves([FIRST, FIRST], h(MASTER), {})
    assert not set(salts) & {letter.salt for letter in other}
    with pytest.raises(ValueError, match="32 bytes"):
        lay_leaves([FIRST], b"short", {})


def labels_enc(index):
    """What the salt of one leaf is derived under, written out."""
    label = b"bc1/salt"
    return b"".join(
        [(2).to_bytes(8, "little"), len(label).to_bytes(8, "little"), label, (8).to_bytes(8, "little"), u64(index)]
    )


def test_nothing_of_a_withheld_passage_is_in_a_bundle(played):
    """A withheld place has a reason and, if it may be opened later, commitments; no salt and no length of the text."""
    blank, two = played.bundle.letters[0].passages[1], played.bundle.letters[1].passages[1]
    assert blank._asdict() == {"reason": "negotiation", "commitments": ()}
    assert [party for party, _ in two.commitments] == [ARVEND, SORLUND]
    assert HIDDEN_TEXT.encode() not in played.data
    assert h(HIDDEN_TEXT.encode()).hex().encode() not in played.data


def test_a_guess_at_a_two_sided_passage_cannot_be_confirmed():
    """The same text gives other commitments in another place, for another party and in another proposal."""
    seen = set()
    for seed in ("one", "other"):
        for excerpts in ((FIRST, SECOND), (SECOND,)):
            letters = made_bundle(seed, excerpts=excerpts).bundle.letters
            seen |= {digest for _, digest in letters[-1].passages[1].commitments}
    assert len(seen) == 8


@pytest.mark.parametrize(
    ("excerpt", "match"),
    [
        (replace(FIRST, passages=(Withhold("because"),)), "no reason for withholding"),
        (replace(FIRST, enclosures=(Withhold("security", two_sided=True),)), "enclosure cannot be withheld"),
        (replace(FIRST, passages=(Withhold("security", two_sided=True),)), "commitment of every party"),
        (replace(FIRST, apparatus={"colour": "red"}), "unknown or out of order"),
        (replace(FIRST, apparatus={"to": ["A"], "from": ["B"]}), "unknown or out of order"),
        (replace(FIRST, apparatus={"date": ["1961"]}), "“date”"),
        (replace(FIRST, apparatus={"from": []}), "“from”"),
        (replace(FIRST, apparatus={"heading": " "}), "“heading”"),
    ],
)
def test_what_cannot_be_laid_is_refused(excerpt, match):
    """A reason that is not listed, apparatus that is not specified and a lacking commitment are misuse."""
    with pytest.raises(UsageError, match=match):
        lay_leaves([excerpt], MASTER, {})


def test_a_commitment_where_none_belongs_is_refused():
    """A passage withheld for good takes no commitment, which could be opened later against the agreement."""
    with pytest.raises(UsageError, match="no other has any"):
        lay_leaves([FIRST], MASTER, {2: {ARVEND: bytes(32)}})


def test_places_for_commitments_are_those_of_the_leaves(played):
    """The places to which parties commit are where the two-sided leaves then stand."""
    (place,) = two_sided_places((FIRST, SECOND))
    assert place == (8, 2, 2)
    assert list(leaves_of(played.bundle.letters))[place.leaf].find(labels.TWO_SIDED) > 0


# The statement


def test_a_statement_is_read_as_it_is_written(played):
    """The statement that was built parses, names everybody and everything, and is written to the same bytes."""
    statement = parse_statement(played.bundle.statement)
    assert write_statement(statement) == played.bundle.statement
    assert statement.parties == (ARVEND, SORLUND)
    assert [(s.party, s.person, s.key) for s in statement.signers] == [
        (*MARO, played.wk[MARO].public),
        (*TEEL, played.wk[TEEL].public),
    ]
    assert [(one.author, one.addressees, one.passages, one.enclosures) for one in statement.letters] == [
        (ARVEND, (SORLUND,), 3, 2),
        (SORLUND, (ARVEND,), 2, 0),
    ]
    assert statement.tree_size == statement.leaves == 9


def test_signers_are_sorted_whatever_the_order_of_asking():
    """Two desks that list the signers in another order write the same statement."""
    letters = lay_leaves([FIRST], MASTER, {})
    signers = [Signer(*who, new_key(seeded(who[1])).public) for who in (MARO, TEEL)]
    one, other = (
        build_statement(
            purpose="p",
            not_before="",
            no_precedent=False,
            page=[],
            excerpts=[FIRST],
            letters=letters,
            signers=order,
            forbidden=[],
        )
        for order in (signers, signers[::-1])
    )
    assert one == other


def changes(statement):
    """Statements with one thing wrong, and the sentence that says what."""
    first, *rest = statement.letters
    signer, *others = statement.signers
    bidi = "Sor\u202elund"
    for fields, match in (
        ({"purpose": ""}, "“purpose”"),
        ({"purpose": "x" * 4001}, "“purpose”"),
        ({"purpose": "why\u202e"}, "cannot see"),
        ({"not_before": "2031-05-04"}, "second of UTC"),
        ({"not_before": "2031-02-29T09:00:00Z"}, "second of UTC"),
        ({"not_before": "2031-05-04T24:00:00Z"}, "second of UTC"),
        ({"not_before": "2031-05-04T09:00:00+00:00"}, "not_before"),
        ({"not_before": "२०३१-05-04T09:00:00Z"}, "second of UTC"),
        ({"tree_size": 0}, "tree_size"),
        ({"letters": ()}, "no letter"),
        ({"letters": (first._replace(author=""), *rest)}, "author"),
        ({"letters": (first._replace(author=bidi), *rest)}, "author|cannot see"),
        ({"letters": (first._replace(addressees=()), *rest)}, "addressees"),
        ({"letters": (first._replace(addressees=(SORLUND, ARVEND)), *rest)}, "addressees"),
        ({"letters": (first._replace(addressees=(SORLUND, SORLUND)), *rest)}, "addressees"),
        ({"letters": (first._replace(passages=0), *rest)}, "passages"),
        ({"letters": (first._replace(passages=2001), *rest)}, "passages"),
        ({"letters": (first._replace(enclosures=33), *rest)}, "enclosures"),
        ({"letters": (first,) * 65}, "letters"),
        ({"signers": (signer._replace(person="two\nlines"), *others)}, "person"),
        ({"signers": (signer._replace(party=" Arvend"), *others)}, "party"),
        ({"signers": (signer._replace(person="Ilse\u200b Maro"), *others)}, "person|cannot see"),
        ({"signers": (signer._replace(key=signer.key[:-1]), *others)}, "base64"),
        ({"signers": tuple(signer._replace(party=f"State {n}") for n in range(9))}, "more parties"),
        ({"signers": tuple(signer._replace(person=f"Nr {n:03}") for n in range(65))}, "signers"),
    ):
        yield pytest.param(statement._replace(**fields), match, id=next(iter(fields)))


@pytest.mark.parametrize(("statement", "match"), list(changes(made_bundle().statement)))
def test_a_statement_out_of_its_grammar_is_refused(statement, match):
    """Each field of a statement is compared with its grammar."""
    with pytest.raises(VerificationError, match=match) as caught:
        parse_statement(write_statement(statement))
    assert caught.value.step == "statement"


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        (b'"backchannel-release":1', b'"backchannel-release":2', "version"),
        (b"id-MLDSA65-Ed25519-SHA512", b"id-MLDSA44-Ed25519-SHA512", "version"),
        (b"asserts nothing without", b"asserts much without", "another rule"),
        (b'"number":1', b'"number":2', "not written as"),
        (b'"no_precedent":true', b'"no_precedent":1', "no_precedent"),
        (b'"no_precedent":true', b'"no_precedent":true,"also":1', "also"),
        (b'"no_precedent":true,', b"", "missing"),
        (b'{"backchannel', b'{ "backchannel', "strict JSON|as this protocol writes"),
        (b'"number":1,', b"", "missing"),
        (b'"passages":3,"enclosures":2', b'"enclosures":2,"passages":3', "not written as"),
    ],
)
def test_a_statement_in_another_spelling_is_refused(played, old, new, match):
    """Another version, rule, number, order or spelling is no statement of this version."""
    assert old in played.bundle.statement
    with pytest.raises(VerificationError, match=match) as caught:
        parse_statement(played.bundle.statement.replace(old, new))
    assert caught.value.step == "statement"


@pytest.mark.parametrize("cut", [0, 1, 100, -1])
def test_a_statement_cut_short_is_refused(played, cut):
    """A part of a statement is no statement, and neither is one with more after its end."""
    for data in (played.bundle.statement[:cut], played.bundle.statement + b" ", b"", b"[]", b"\xff"):
        with pytest.raises(VerificationError):
            parse_statement(data)


def test_a_release_that_lacks_a_party_is_not_built():
    """Nobody can start to sign a letter of which an author's or addressee's party is not asked."""
    with pytest.raises(UsageError, match="Nobody signs for “Sorlund”"):
        made_bundle(signers=[MARO])
    with pytest.raises(UsageError, match="purpose"):
        made_bundle(purpose="")


# What may never be signed


def spellings(digest):
    """Ways in which a digest could come to stand in a text."""
    digits = fingerprint_groups(digest)
    hexadecimal = digest.hex()
    yield hexadecimal
    yield hexadecimal.upper()
    yield ":".join(hexadecimal[at : at + 2] for at in range(0, 64, 2))
    yield "\n".join(hexadecimal[at : at + 16] for at in range(0, 64, 16))
    yield base64.b64encode(digest).decode()
    yield base64.urlsafe_b64encode(digest).decode().rstrip("=")
    for before in (b"x", b"xy", b"xyz"):
        for after in (b"", b"z", b"zz"):
            yield base64.b64encode(before + digest + after).decode()
            yield base64.urlsafe_b64encode(before + digest + after).decode()
    yield digits
    yield digits.replace(" ", "")
    yield digits.replace(" ", "\n")


@settings(max_examples=60)
@given(DIGEST, st.lists(DIGEST, max_size=4), st.text(max_size=20), st.text(max_size=20))
def test_no_digest_from_inside_a_channel_is_signed(digest, others, before, after):
    """A statement in whose purpose a digest of the channel stands, however it is spelled, is refused."""
    statement = STATEMENT
    for spelling in spellings(digest):
        data = write_statement(statement._replace(purpose=f"{before} {spelling} {after}"))
        with pytest.raises(RuleError, match="inside the channel"):
            refuse_digests(data, [*others, digest])
    refuse_digests(write_statement(statement), [digest, *others])


STATEMENT = made_bundle().statement


def test_the_raw_bytes_of_a_digest_are_refused():
    """Also a digest that happens to be text is refused as such."""
    digest = b"thirty-two bytes that are a text"
    with pytest.raises(RuleError):
        refuse_digests(b"because of thirty-two bytes that are a text", [digest])


def test_the_builder_looks_for_digests():
    """`build_statement` itself refuses, before anything could be signed."""
    digest = os.urandom(32)
    with pytest.raises(RuleError, match="nothing was signed"):
        made_bundle(purpose=f"Entry {digest.hex()}", forbidden=[digest])
    assert made_bundle(purpose="Entry of another channel", forbidden=[digest])


def test_only_digests_can_be_forbidden():
    """A forbidden value that is not a digest is a mistake of the caller, and would silently find nothing."""
    with pytest.raises(ValueError, match="32 bytes"):
        refuse_digests(b"", [b"short"])


def test_every_reason_can_be_withheld_for():
    """Each reason of the list makes a bundle that verifies."""
    passages = tuple(Withhold(reason) for reason in REASONS)
    excerpt = Excerpt(ARVEND, (SORLUND,), {}, passages, (Enclosure("a.txt", 0, bytes(32)),))
    verified = verify_bundle(made_bundle(excerpts=[excerpt]).data)
    assert [passage.reason for passage in verified.letters[0].passages] == list(REASONS)

"""Verifying a bundle and a passage: each step fails alone, and each attack on a release is refused."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.protocol.release.played import (
    ARVEND,
    FIRST,
    MARO,
    OKU,
    SECOND,
    SORLUND,
    TEEL,
    TESK,
    made_bundle,
    seeded,
)

from backchannel.errors import BackchannelError
from backchannel.protocol.encoding import b64
from backchannel.protocol.release import verify as verify_module
from backchannel.protocol.release.account import account
from backchannel.protocol.release.bundle import Signed, write_bundle
from backchannel.protocol.release.composite import halves
from backchannel.protocol.release.errors import VerificationError
from backchannel.protocol.release.identity import IdentityCard
from backchannel.protocol.release.leaves import Shown, ShownEnclosure, Withheld, root_of
from backchannel.protocol.release.messages import STATEMENT_CONTEXT, statement_message
from backchannel.protocol.release.passage import quote, read_passage, write_passage
from backchannel.protocol.release.proposal import Excerpt
from backchannel.protocol.release.signing import SecretKey, new_key
from backchannel.protocol.release.statement import write_statement
from backchannel.protocol.release.verify import verify_bundle, verify_file, verify_passage

SPECIFICATION = Path(__file__).parents[3] / "docs" / "release.md"
ORDER = 2**252 + 27742317777372353535851937790883648493


def refused(data, step, match, **how):
    """Assert that a bundle is refused at one step with a sentence."""
    with pytest.raises(VerificationError, match=match) as caught:
        verify_bundle(data, **how)
    assert caught.value.step == step
    assert caught.value.exit_code == 1


def with_letter(played, number, **fields):
    """The letters of a bundle with some fields of one replaced."""
    letters = list(played.bundle.letters)
    letters[number - 1] = letters[number - 1]._replace(**fields)
    return tuple(letters)


def with_passage(played, number, passage, shown):
    """The letters of a bundle with one passage replaced."""
    passages = list(played.bundle.letters[number - 1].passages)
    passages[passage - 1] = shown
    return with_letter(played, number, passages=tuple(passages))


# What holds


def test_a_sound_bundle_verifies(played):
    """A bundle gives back who attested, the letters as shown and the places withheld."""
    verified = verify_bundle(played.data)
    assert [(a.party, a.person, a.pinned_as) for a in verified.attestations] == [(*MARO, None), (*TEEL, None)]
    assert [a.identity_key for a in verified.attestations] == [played.ik[MARO].public, played.ik[TEEL].public]
    assert verified.letters == played.bundle.letters
    assert verified.letters[0].passages[1] == Withheld("negotiation")
    assert verified.digest == hashlib.sha256(played.bundle.statement).digest()
    assert verified.statement.not_before == "2031-05-04T09:00:00Z"
    assert verified.statement.no_precedent


def test_one_two_and_eight_parties_verify():
    """A release may have one party or eight, and several signers of one party."""
    alone = Excerpt(ARVEND, (ARVEND,), {}, ("A note to ourselves.",))
    assert len(verify_bundle(made_bundle(signers=[MARO], excerpts=[alone]).data).attestations) == 1
    second = (ARVEND, "Piet Rol")
    assert len(verify_bundle(made_bundle(signers=[MARO, second, TEEL, OKU]).data).attestations) == 4
    eight = [(f"State {number}", "Somebody") for number in range(8)]
    circular = Excerpt("State 0", tuple(f"State {number}" for number in range(1, 8)), {}, ("To all.",))
    assert len(verify_bundle(made_bundle(signers=eight, excerpts=[circular]).data).attestations) == 8


def test_a_passage_verifies_alone(played):
    """Every revealed passage can be quoted alone, and the quotation shows no other passage."""
    for letter, passage in ((1, 1), (1, 3), (2, 1)):
        data = quote(played.bundle, letter, passage)
        verified = verify_passage(data, pins={SORLUND: played.card(TEEL)})
        shown = played.bundle.letters[letter - 1].passages[passage - 1]
        assert verified.text == shown.text
        assert (verified.letter, verified.passage) == (letter, passage)
        assert verified.apparatus == played.bundle.letters[letter - 1].apparatus
        assert verified.between == played.statement.letters[letter - 1]
        others = [p for one in played.bundle.letters for p in one.passages if isinstance(p, Shown) and p != shown]
        assert not any(other.text.encode() in data for other in others)


def test_a_file_says_what_it_is(played):
    """One call verifies both kinds of file, pins and known keys included, and refuses what is neither."""
    passage = quote(played.bundle, 1, 1)
    pins = {ARVEND: played.card(MARO)}
    assert verify_file(played.data, pins=pins) == verify_bundle(played.data, pins=pins)
    assert verify_file(passage, pins=pins) == verify_passage(passage, pins=pins)
    spent = {played.statement.signers[0].key: bytes(32)}
    for data in (played.data, passage):
        with pytest.raises(VerificationError, match="signed another release too"):
            verify_file(data, known_keys=spent)
    for data in (
        b"",
        played.data.replace(b"release-1", b"passage-1", 1),
        passage.replace(b"passage-1", b"release-1", 1),
    ):
        with pytest.raises(VerificationError):
            verify_file(data)


# Each step fails alone


def broken_form(played):
    """The same JSON, written by another writer."""
    return json.dumps(json.loads(played.data), ensure_ascii=False).encode()


def broken_statement(played):
    """All parties sign a statement with another rule."""
    return played.agreed(played.statement, lambda data: data.replace(b"asserts nothing", b"asserts something"))


def broken_page(played):
    """Another page how to check, with the signed digest of the first."""
    return played.changed(page=("Trust me.",))


def broken_parties(played):
    """All signers sign a letter from a party that does not sign."""
    letters = (played.statement.letters[0]._replace(author=TESK), *played.statement.letters[1:])
    return played.agreed(played.statement._replace(letters=letters))


def broken_signers(played):
    """Nothing is wrong but that the second party has not attributed."""
    return played.changed(attributions=played.bundle.attributions[:1])


def broken_counts(played):
    """All parties sign a count of one passage more than is shown, with a tree that fits the count."""
    first, *rest = played.statement.letters
    more = first._replace(passages=first.passages + 1)
    return played.agreed(played.statement._replace(letters=(more, *rest), tree_size=played.statement.tree_size + 1))


def broken_commitments(played):
    """All parties sign a two-sided passage with the commitment of one party."""
    withheld = played.bundle.letters[1].passages[1]
    letters = with_passage(played, 2, 2, withheld._replace(commitments=withheld.commitments[:1]))
    return played.agreed(played.statement._replace(root=root_of(letters)), letters=letters)


def broken_tree(played):
    """All parties sign another root."""
    return played.agreed(played.statement._replace(root=bytes(32)))


def planted_key(played):
    """A low-order key and a signature by it that fits every message, as a signer would plant who means to disown."""
    first, second = played.statement.signers
    mldsa, _ = halves(first.key)
    planted = first._replace(key=mldsa + b"\x01" + bytes(31))
    seed = seeded("planted")(32)
    scalar = bytearray(hashlib.sha512(seed).digest()[:32])
    scalar[0] &= 248
    scalar[31] = scalar[31] & 127 | 64
    commitment = halves(SecretKey(bytes(32), seed).public)[1]  # R = sB, so sB = R + k * 0 for every k
    fits_all = commitment + (int.from_bytes(scalar, "little") % ORDER).to_bytes(32, "little")
    statement = played.statement._replace(signers=(planted, second))
    keys = {planted.key: played.wk[MARO], second.key: played.wk[TEEL]}
    signed = write_statement(statement)
    message = statement_message(signed)
    made = {key: secret.sign(message, STATEMENT_CONTEXT) for key, secret in keys.items()}
    made[planted.key] = made[planted.key][:-64] + fits_all
    return write_bundle(
        played.bundle._replace(
            statement=signed,
            signatures=tuple(Signed(s.party, s.person, made[s.key]) for s in statement.signers),
            attributions=tuple(played._attributed(signed, s, statement.signers) for s in statement.signers),
        )
    )


def broken_signatures(played):
    """The signatures of the two signers, each under the other's name."""
    one, other = played.bundle.signatures
    return played.changed(signatures=(one._replace(signature=other.signature), other._replace(signature=one.signature)))


def broken_attributions(played):
    """The attribution of one signer stands also under the other's name."""
    one, other = played.bundle.attributions
    return played.changed(attributions=(one, other._replace(signature=one.signature)))


STEPS = {
    "form": (broken_form, "not as the writer writes it"),
    "statement": (broken_statement, "another rule"),
    "page": (broken_page, "page how to check is not the one that was signed"),
    "parties": (broken_parties, "Nobody signs for “Tesk”"),
    "signers": (broken_signers, "attribution of “Jon Teel” for “Sorlund” is missing"),
    "counts": (broken_counts, "Letter 1 shows 3 passages where 4 were signed"),
    "commitments": (broken_commitments, "Passage 2 of letter 2 has not one commitment of each party"),
    "tree": (broken_tree, "not what was signed"),
    "keys": (planted_key, "could disown its signatures"),
    "signatures": (broken_signatures, "signature of “Ilse Maro” for “Arvend” is not over this statement"),
    "attributions": (broken_attributions, "attribution of “Jon Teel” for “Sorlund” does not hold"),
}


@pytest.mark.parametrize("step", STEPS)
def test_each_step_fails_alone(played, step):
    """A bundle with which one thing is wrong fails at that step and says which thing."""
    make, match = STEPS[step]
    refused(make(played), step, match)


def test_the_planted_key_would_pass_without_its_step(played, monkeypatch):
    """The library accepts the planted signature, also over another statement: only the step `keys` stands there."""
    monkeypatch.setattr(verify_module, "is_sound", lambda key: True)
    monkeypatch.setattr("backchannel.protocol.release.composite._is_usable_point", lambda point: True)
    assert verify_bundle(planted_key(played))


def test_the_pins_fail_alone(played):
    """A bundle with which nothing is wrong fails at `pins` for a verifier who knows another key."""
    stranger = IdentityCard(*MARO, new_key(seeded("stranger")).public)
    refused(played.data, "pins", "is not the one on the card", pins={ARVEND: stranger})


def test_the_specification_lists_these_steps():
    """The steps of the specification are the steps of the code's own lists, in the same order."""
    written = re.findall(r"^\| ([a-z]+) \| ", SPECIFICATION.read_text(encoding="utf-8"), re.MULTILINE)
    in_code = re.findall(r"^    ([a-z]+)  +[a-z]", verify_bundle.__doc__, re.MULTILINE)
    assert in_code == [*STEPS, "pins"]
    start = written.index("form")
    assert written[start : start + len(in_code)] == in_code
    assert {"place", "inclusion"} <= set(written)


def test_the_steps_of_a_passage_fail_alone(played):
    """A quoted passage fails at `place` for numbers that were not signed, at `inclusion` for other words or proofs."""
    quoted = read_passage(quote(played.bundle, 1, 3))
    node = quoted.proof[0]
    for fields, step, match in (
        ({"letter": 3}, "place", "number that was not signed"),
        ({"passage": 4}, "place", "number that was not signed"),
        ({"text": "The lock gates stay shut."}, "inclusion", "not among what was signed"),
        ({"passage": 1}, "inclusion", "not among what was signed"),
        ({"letter": 2, "passage": 1}, "inclusion", "not among what was signed|needs"),
        ({"apparatus": {"date": "2030-03-04"}}, "inclusion", "not among what was signed"),
        ({"salt": bytes(32)}, "inclusion", "not among what was signed"),
        ({"proof": (*quoted.proof, node)}, "inclusion", "longer"),
        ({"proof": quoted.proof[:-1]}, "inclusion", "shorter"),
        ({"apparatus_proof": quoted.apparatus_proof[::-1]}, "inclusion", "not among what was signed"),
        ({"page": ("Trust me.",)}, "page", "page"),
        ({"attributions": quoted.attributions[:1]}, "signers", "missing"),
        ({"signatures": quoted.signatures[::-1]}, "signers", "out of order"),
    ):
        with pytest.raises(VerificationError, match=match) as caught:
            verify_passage(write_passage(quoted._replace(**fields)))
        assert caught.value.step == step, fields


def test_a_passage_of_a_wrong_tree_size_is_refused(played):
    """Also a quotation compares the size of the tree with the counts that were signed."""
    statement = played.statement._replace(tree_size=played.statement.tree_size + 1)
    whole = played.bundle._replace(statement=write_statement(statement))
    with pytest.raises(VerificationError, match="another size") as caught:
        verify_passage(quote(whole, 1, 1))
    assert caught.value.step == "place"


# Attacks on the words


def test_text_under_a_withheld_place_is_refused(played):
    """Words put where a passage was withheld, by whoever holds the bundle, are not what was signed."""
    refused(
        played.changed(letters=with_passage(played, 1, 2, Shown("We yield.", bytes(32)))), "tree", "not what was signed"
    )


def test_a_revealed_passage_cannot_be_hidden_afterwards(played):
    """A revealed passage replaced by a withheld place is not what was signed."""
    refused(played.changed(letters=with_passage(played, 1, 3, Withheld("security"))), "tree", "not what was signed")


def test_another_reason_for_withholding_is_refused(played):
    """The reason that was agreed is bound to its place."""
    refused(played.changed(letters=with_passage(played, 1, 2, Withheld("security"))), "tree", "not what was signed")


def test_a_passage_cannot_be_moved(played):
    """Two revealed passages, or two letters, exchanged with their salts are not what was signed."""
    first, withheld, third = played.bundle.letters[0].passages
    refused(played.changed(letters=with_letter(played, 1, passages=(third, withheld, first))), "tree", "not what")
    one, other = played.bundle.letters
    swapped = (other._replace(number=1), one._replace(number=2))
    refused(played.changed(letters=swapped), "counts", "Letter 1 shows 2 passages where 3 were signed")


def test_an_enclosure_cannot_be_exchanged(played):
    """Another file, or another name of it, is not the enclosure that was released."""
    shown, withheld = played.bundle.letters[0].enclosures
    for other in (shown._replace(digest=bytes(32)), shown._replace(name="other.csv"), shown._replace(length=1)):
        refused(played.changed(letters=with_letter(played, 1, enclosures=(other, withheld))), "tree", "not what")
    planted = ShownEnclosure("plans.pdf", 1, bytes(32), bytes(32))
    refused(played.changed(letters=with_letter(played, 1, enclosures=(shown, planted))), "tree", "not what")


def test_letters_left_out_or_added_are_refused(played):
    """A bundle shows all the letters that were signed, and no other."""
    one, other = played.bundle.letters
    refused(played.changed(letters=(one,)), "counts", "shows 1 letters where 2 were signed")
    refused(played.changed(letters=(one, other, other._replace(number=3))), "counts", "shows 3 letters")


def test_a_tree_of_another_size_is_refused(played):
    """The size of the tree is compared with the counts even if all parties signed it."""
    refused(played.agreed(played.statement._replace(tree_size=10)), "counts", "another size")


@pytest.mark.parametrize(
    ("place", "field"), [("passage", "text"), ("passage", "note"), ("letter", "note"), ("bundle", "note")]
)
def test_nothing_can_be_smuggled_into_a_bundle(played, place, field):
    """A withheld place has no member for text, and no object takes a member that is not its own."""
    value = json.loads(played.data)
    target = {"bundle": value, "letter": value["letters"][0], "passage": value["letters"][0]["passages"][1]}[place]
    target[field] = "What really stood here."
    data = (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
    refused(data, "form", "that it should not have")


# Attacks on who consented


def test_alone_nobody_releases(played):
    """One party with all that it has, its own attribution included, makes no bundle that verifies."""
    ours = played.bundle.attributions[0]
    unsigned = ours._replace(party=SORLUND, person="Jon Teel")
    refused(played.changed(attributions=(ours,)), "signers", "missing")
    refused(played.changed(attributions=(ours, unsigned)), "keys", "used twice")
    without = played.statement._replace(signers=played.statement.signers[:1])
    refused(played.agreed(without), "parties", "Nobody signs for “Sorlund”")


def test_a_forger_with_keys_of_his_own_is_never_called_by_the_other(played):
    """A bundle for two that one made alone verifies unpinned, names nobody, and is refused when pinned."""
    forged = made_bundle("forger", identities={MARO: played.ik[MARO], TEEL: new_key(seeded("forger's other key"))})
    unpinned = verify_bundle(forged.data)
    words = "\n".join(account(unpinned))
    assert "by Jon Teel" not in words
    assert "by Ilse Maro" not in words
    assert "a key that calls itself Jon Teel for Sorlund" in words
    half = verify_bundle(forged.data, pins={ARVEND: played.card(MARO)})
    assert "by Jon Teel" not in "\n".join(account(half))
    refused(forged.data, "pins", "identity key of “Sorlund”", pins={SORLUND: played.card(TEEL)})
    refused(forged.data, "pins", "identity key of “Jon Teel”", pins={"Jon Teel": played.card(TEEL)})


def test_a_pin_names_its_signer(played):
    """A pinned signer is called by his name, under party or person; the other one still is not."""
    for name in MARO:
        verified = verify_bundle(played.data, pins={name: played.card(MARO)})
        assert [a.pinned_as for a in verified.attestations] == [name, None]
        words = "\n".join(account(verified))
        assert "by Ilse Maro for Arvend" in words
        assert "a key that calls itself Jon Teel" in words
    both = verify_bundle(played.data, pins={ARVEND: played.card(MARO), SORLUND: played.card(TEEL)})
    assert "calls itself" not in "\n".join(account(both))


def test_a_pin_of_somebody_else_is_refused(played):
    """A name that nobody signed under, and a card of another name than it is given for, are refused."""
    oku = IdentityCard(*OKU, new_key(seeded("Oku")).public)
    refused(played.data, "pins", "Nobody called “Tesk” signed", pins={TESK: oku})
    refused(played.data, "pins", "card given for “Arvend” is that of “Jon Teel”", pins={ARVEND: played.card(TEEL)})
    deputy = IdentityCard(ARVEND, "Piet Rol", played.ik[MARO].public)
    refused(played.data, "pins", "not the one on the card", pins={ARVEND: deputy})


def test_a_release_key_used_twice_is_refused():
    """A key that signed an earlier proposal signs no later one: both halves are compared, whole or single."""
    first = made_bundle("first")
    seen = verify_bundle(first.data).release_keys
    assert verify_bundle(first.data, known_keys=seen), "the same bundle again is no second use"
    later = made_bundle("first", purpose="The same letters, for another purpose")
    refused(later.data, "keys", "signed another release too", known_keys=seen)
    key = first.statement.signers[0].key
    mldsa, ed25519 = halves(key)
    fresh_mldsa, fresh_ed25519 = halves(new_key(seeded("fresh")).public)
    for known in (mldsa + fresh_ed25519, fresh_mldsa + ed25519):
        refused(first.data, "keys", "signed another release too", known_keys={known: bytes(32)})
    with pytest.raises(VerificationError, match="signed another release too"):
        verify_passage(quote(later.bundle, 1, 1), known_keys=seen)


@pytest.mark.parametrize("halves_shared", ["both", "ML-DSA-65", "Ed25519"])
def test_an_identity_key_that_is_a_release_key_is_refused(halves_shared):
    """No half of an identity key is a half of a release key: a signature by it could be moved."""
    wk = new_key(seeded("seed"))  # the first key that the play of this seed makes
    other = new_key(seeded("other"))
    ik = {
        "both": wk,
        "ML-DSA-65": SecretKey(wk.mldsa_seed, other.ed25519_seed),
        "Ed25519": SecretKey(other.mldsa_seed, wk.ed25519_seed),
    }[halves_shared]
    forged = made_bundle("seed", identities={TEEL: ik})
    assert forged.wk[MARO] == wk
    refused(forged.data, "keys", "used twice")


def test_one_identity_for_two_parties_is_refused():
    """One identity key under two names would be one person's consent counted twice."""
    ik = new_key(seeded("one for all"))
    refused(made_bundle(identities={MARO: ik, TEEL: ik}).data, "keys", "used twice")


def test_one_release_key_for_two_signers_is_refused(played):
    """One release key for two signers would be one signature counted twice."""
    one, other = played.statement.signers
    refused(played.agreed(played.statement._replace(signers=(one, other._replace(key=one.key)))), "keys", "used twice")


def test_signers_doubled_or_out_of_order_are_refused(played):
    """The statement lists each signer once, in one order, even if all sign another list."""
    one, other = played.statement.signers
    for signers in ((other, one), (one, one, other), ()):
        refused(played.agreed(played.statement._replace(signers=signers)), "statement", "signers")


def test_signatures_doubled_or_out_of_order_are_refused(played):
    """There is one signature and one attribution of each signer, in the order of the statement."""
    for name in ("signatures", "attributions"):
        one, other = getattr(played.bundle, name)
        for made in ((other, one), (one, other, other), (one, one, other)):
            refused(played.changed(**{name: made}), "signers", "out of order")
        for made in ((), (one,), (other,)):
            refused(played.changed(**{name: made}), "signers", "is missing")
        refused(played.changed(**{name: (one, other._replace(party=TESK))}), "signers", "“Sorlund” is missing")


def test_signatures_of_a_lapsed_proposal_prove_nothing():
    """What was signed and dropped verifies under no key that a later release attributes (fresh keys)."""
    identities = {MARO: new_key(seeded("Maro")), TEEL: new_key(seeded("Teel"))}
    lapsed = made_bundle("lapsed", excerpts=(FIRST, SECOND, FIRST), identities=identities)
    later = made_bundle("later", identities=identities)
    assert set(verify_bundle(lapsed.data).release_keys).isdisjoint(verify_bundle(later.data).release_keys)
    refused(
        write_bundle(lapsed.bundle._replace(attributions=later.bundle.attributions)), "attributions", "does not hold"
    )


def test_an_attribution_is_not_a_signature_of_another_release():
    """An attribution made for one release attributes no release key of another, nor another person's."""
    one, other = made_bundle("one"), made_bundle("other")
    for index in (0, 1):
        moved = list(one.bundle.attributions)
        moved[index] = other.bundle.attributions[index]
        refused(write_bundle(one.bundle._replace(attributions=tuple(moved))), "attributions", "does not hold")


def test_a_signature_without_its_context_is_refused(played):
    """A release key's signature over the same message under another context does not count."""
    statement = played.bundle.statement
    signed = played.wk[MARO].sign(statement_message(statement), b"")
    one, other = played.bundle.signatures
    refused(played.changed(signatures=(one._replace(signature=signed), other)), "signatures", "not over this")


# Outside input raises nothing but our own refusals


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_with_a_sentence(data):
    """Whatever is given as a bundle or a passage, the answer is a refusal at the step `form`."""
    for verify in (verify_bundle, verify_passage):
        with pytest.raises(VerificationError) as caught:
            verify(data)
        assert caught.value.step == "form"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


def places(value, path=()):
    """Every place of a JSON value."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in items:
        yield from places(inner, (*path, name))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_value_in_any_place_is_refused_with_a_sentence(played, data):
    """A bundle or passage with any value put in the place of any other is refused with a sentence, or is itself."""
    original = data.draw(st.sampled_from([played.data, quote(played.bundle, 1, 1)]))
    value = json.loads(original)
    path = data.draw(st.sampled_from([path for path in places(value) if path]))
    target = value
    for name in path[:-1]:
        target = target[name]
    target[path[-1]] = data.draw(JSON)
    changed = (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")
    verify = verify_bundle if value.get("format") != "backchannel-passage-1" else verify_passage
    if changed != original:
        with pytest.raises(BackchannelError) as caught:
            verify(changed)
        assert isinstance(caught.value, VerificationError)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]\n",
        b"{}\n",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"format": NaN}\n',
        b'{"format": 1e400}\n',
        b'{"format": ' + b"9" * 10_000 + b"}\n",
        b'{"format": "backchannel-release-2"}\n',
        b'{\n "format": "backchannel-release-1",\n "format": "backchannel-release-1"\n}\n',
        b'{"statement": "\\ud800"}\n',
    ],
    ids=range(13),
)
def test_hostile_json_is_refused_with_a_sentence(data):
    """Depth, doubles, NaN, huge numbers and halves of characters are refused and raise nothing else."""
    for verify in (verify_bundle, verify_passage):
        with pytest.raises(VerificationError, match=r"\.$") as caught:
            verify(data)
        assert caught.value.step == "form"


def test_half_a_character_anywhere_is_refused(played):
    """A lone surrogate, which no UTF-8 can hold, is refused in every string of a bundle."""
    value = json.loads(played.data)
    value["letters"][0]["passages"][0]["text"] = "\ud800"
    refused((json.dumps(value, indent=1) + "\n").encode(), "form", "damaged")
    value = json.loads(played.data)
    value["statement"] = "\udfff"
    refused((json.dumps(value, indent=1) + "\n").encode(), "form", "damaged")


def test_a_file_over_the_limit_is_refused_unread():
    """More than 16 MiB is refused by its size."""
    refused(b" " * (16 * 1024 * 1024 + 1), "form", "larger than")


def test_a_key_in_another_spelling_is_refused(played):
    """The same key with padding, in the other alphabet or with unused bits set is another spelling, hence refused."""
    key = b64(played.bundle.attributions[0].identity_key)
    text = played.data.decode()
    for spelling in (key + "=", key[:-1] + chr(ord(key[-1]) + 1), key + "\\n"):
        refused(text.replace(key, spelling).encode(), "form", "base64|as the writer")


def test_a_refusal_repeats_no_words(played):
    """No refusal repeats a word of a letter."""
    words = "The lock gates"
    for make, _ in STEPS.values():
        with pytest.raises(VerificationError) as caught:
            verify_bundle(make(played))
        assert words not in str(caught.value)


def test_a_bundle_has_no_clock(played):
    """A release not before a far year verifies today: hours are claims, and nothing here reads a clock."""
    far = played.agreed(played.statement._replace(not_before="9999-12-31T23:59:59Z"))
    assert verify_bundle(far).statement.not_before == "9999-12-31T23:59:59Z"


def test_withheld_places_are_told(played):
    """The account names each withheld place with its reason, and dates as stated."""
    words = "\n".join(account(verify_bundle(played.data)))
    assert "passage 2 withheld: still being negotiated" in words
    assert "passage 2 withheld: concerns a party that was not asked; all parties together may open it later" in words
    assert "enclosure 2 withheld: security of a state or of persons" in words
    assert "dated 2031-03-04 as stated" in words
    assert "no precedent" in words
    quoted = "\n".join(account(verify_passage(quote(played.bundle, 1, 3))))
    assert "Shown: passage 3 of letter 1, stated as from Arvend to Sorlund, of 3 passages." in quoted

"""Verifying a bundle or a quoted passage: one function each, step by step, without network, clock or desk.

Each step refuses with a VerificationError of its name (`errors.VerificationError.step`). The steps are those of
`docs/release.md`; a test makes each of them fail alone.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from backchannel.errors import BadInputError
from backchannel.protocol.release.bundle import Attributed, Signed, read_bundle
from backchannel.protocol.release.composite import halves, is_sound
from backchannel.protocol.release.errors import VerificationError, step
from backchannel.protocol.release.grammar import Apparatus
from backchannel.protocol.release.identity import IdentityCard, identity_fingerprint
from backchannel.protocol.release.leaves import (
    Place,
    ReleasedLetter,
    Shown,
    Withheld,
    apparatus_leaf,
    first_index,
    passage_leaf,
    root_of,
)
from backchannel.protocol.release.messages import attribution_holds, statement_digest, statement_signature_holds
from backchannel.protocol.release.statement import (
    LetterCount,
    Signer,
    Statement,
    check_parties,
    page_digest,
    parse_statement,
)
from backchannel.protocol.release.tree import leaf_hash, root_by_inclusion

__all__ = ["Attestation", "VerifiedBundle", "VerifiedPassage", "verify_bundle", "verify_file", "verify_passage"]

_NO_PINS: Mapping[str, IdentityCard] = {}
_NO_KEYS: Mapping[bytes, bytes] = {}
_PASSAGE_BEGINS = b'{\n "format": "backchannel-passage-'


class Attestation(NamedTuple):
    """One signer who attributed his signature, and how far his name can be believed."""

    party: str
    person: str
    identity_key: bytes
    fingerprint: str
    pinned_as: str | None
    """The name under which the verifier pinned this key; None: nothing ties the key to the name."""


class VerifiedBundle(NamedTuple):
    """A bundle of which every step held; the dates in it are claims."""

    statement: Statement
    digest: bytes
    """SHA-256 of the statement."""
    attestations: tuple[Attestation, ...]
    letters: tuple[ReleasedLetter, ...]

    @property
    def release_keys(self) -> dict[bytes, bytes]:
        """Give the release keys seen, with their statement's digest: `known_keys` for other bundles."""
        return {signer.key: self.digest for signer in self.statement.signers}


class VerifiedPassage(NamedTuple):
    """A quoted passage of which every step held."""

    statement: Statement
    digest: bytes
    attestations: tuple[Attestation, ...]
    letter: int
    apparatus: Apparatus
    passage: int
    text: str

    @property
    def between(self) -> LetterCount:
        """Give the quoted letter's place in the statement: its author and addressees."""
        return self.statement.letters[self.letter - 1]

    @property
    def release_keys(self) -> dict[bytes, bytes]:
        """Give the release keys seen, with their statement's digest: `known_keys` for other bundles."""
        return {signer.key: self.digest for signer in self.statement.signers}


def verify_file(
    data: bytes,
    *,
    pins: Mapping[str, IdentityCard] = _NO_PINS,
    known_keys: Mapping[bytes, bytes] = _NO_KEYS,
) -> VerifiedBundle | VerifiedPassage:
    """Verify the bytes of a bundle or of a quoted passage, whichever the file says it is."""
    if data.startswith(_PASSAGE_BEGINS):
        return verify_passage(data, pins=pins, known_keys=known_keys)
    return verify_bundle(data, pins=pins, known_keys=known_keys)


def verify_bundle(
    data: bytes,
    *,
    pins: Mapping[str, IdentityCard] = _NO_PINS,
    known_keys: Mapping[bytes, bytes] = _NO_KEYS,
) -> VerifiedBundle:
    """Verify the bytes of a bundle file; VerificationError at the first step that does not hold.

    form          the file is written as the writer writes it, with nothing unknown in it
    statement     the signed string is a statement of this version and grammar
    page          the page how to check is the one that was signed
    parties       every author's and addressee's party signs
    signers       signatures and attributions are those of the signers listed, all of them
    counts        letters, passages, enclosures and leaves are as many as was signed
    commitments   what may be opened later was committed to by every party
    tree          what is shown, and what is withheld where, hashes to the root that was signed
    keys          no key can disown its signatures, none is used twice here or known from another release
    signatures    each release key signed the statement
    attributions  each identity key attributes its release key
    pins          each name that the verifier pinned is there, with the key that he pinned

    `pins` are identity cards by the name (of a party or a person) that they are pinned to. `known_keys` are
    release keys of other bundles with their statements' digests.
    """
    bundle = read_bundle(data)
    statement = parse_statement(bundle.statement)
    digest = statement_digest(bundle.statement)

    _check_head(statement, bundle.page, bundle.signatures, bundle.attributions)
    with step("counts"):
        _check_counts(statement, bundle.letters)
    with step("commitments"):
        _check_commitments(statement, bundle.letters)
    with step("tree"):
        if root_of(bundle.letters) != statement.root:
            raise BadInputError("What this bundle shows is not what was signed; somebody changed it, so discard it.")
    _check_attestations(bundle.statement, statement, bundle.signatures, bundle.attributions, known_keys)
    attestations = _attestations(statement, bundle.attributions, pins)
    return VerifiedBundle(statement, digest, attestations, bundle.letters)


def verify_passage(
    data: bytes,
    *,
    pins: Mapping[str, IdentityCard] = _NO_PINS,
    known_keys: Mapping[bytes, bytes] = _NO_KEYS,
) -> VerifiedPassage:
    """Verify the bytes of a passage file; VerificationError at the first step that does not hold.

    form, statement, page, parties, signers: as `verify_bundle`
    place         the statement has the letter and the passage, and as many leaves as its counts add up to
    inclusion     the passage and its letter's apparatus lead to the root that was signed
    keys, signatures, attributions, pins: as `verify_bundle`
    """
    from backchannel.protocol.release.passage import read_passage

    quoted = read_passage(data)
    statement = parse_statement(quoted.statement)
    digest = statement_digest(quoted.statement)

    _check_head(statement, quoted.page, quoted.signatures, quoted.attributions)
    with step("place"):
        _check_tree_size(statement)
        if quoted.letter > len(statement.letters) or quoted.passage > statement.letters[quoted.letter - 1].passages:
            raise BadInputError("The quoted passage has a number that was not signed; somebody changed it.")
    with step("inclusion"):
        index = first_index(statement.counts, quoted.letter)
        place = Place(index + quoted.passage, quoted.letter, quoted.passage)
        head = apparatus_leaf(index, quoted.letter, quoted.apparatus, quoted.apparatus_salt)
        words = passage_leaf(place, Shown(quoted.text, quoted.salt))
        for leaf, at, proof in ((head, index, quoted.apparatus_proof), (words, place.leaf, quoted.proof)):
            if root_by_inclusion(at, statement.tree_size, leaf_hash(leaf), proof) != statement.root:
                raise BadInputError("The quoted passage is not among what was signed; discard it.")
    _check_attestations(quoted.statement, statement, quoted.signatures, quoted.attributions, known_keys)
    attestations = _attestations(statement, quoted.attributions, pins)
    return VerifiedPassage(
        statement, digest, attestations, quoted.letter, quoted.apparatus, quoted.passage, quoted.text
    )


def _check_head(
    statement: Statement, page: Sequence[str], signatures: Sequence[Signed], attributions: Sequence[Attributed]
) -> None:
    with step("page"):
        if page_digest(page) != statement.how_to_check:
            raise BadInputError("The page how to check is not the one that was signed; somebody changed it.")
    check_parties(statement)
    with step("signers"):
        _check_signers(statement, signatures, "signature")
        _check_signers(statement, attributions, "attribution")


def _check_attestations(
    signed: bytes,
    statement: Statement,
    signatures: Sequence[Signed],
    attributions: Sequence[Attributed],
    known_keys: Mapping[bytes, bytes],
) -> None:
    with step("keys"):
        _check_keys(statement, statement_digest(signed), attributions, known_keys)
    for signer, one in zip(statement.signers, signatures, strict=True):
        if not statement_signature_holds(signed, signer.key, one.signature):
            raise VerificationError(
                "signatures", f"The signature of “{signer.person}” for “{signer.party}” is not over this statement."
            )
    for signer, attributed in zip(statement.signers, attributions, strict=True):
        key, signature = attributed.identity_key, attributed.signature
        if not attribution_holds(signed, signer, statement.signers, key, signature):
            raise VerificationError(
                "attributions",
                f"The attribution of “{signer.person}” for “{signer.party}” does not hold, so he consented to nothing.",
            )


def _check_keys(
    statement: Statement, digest: bytes, attributions: Sequence[Attributed], known_keys: Mapping[bytes, bytes]
) -> None:
    seen: set[bytes] = set()
    for key in (*(s.key for s in statement.signers), *(a.identity_key for a in attributions)):
        if not is_sound(key):
            raise BadInputError("A key in this release is one that could disown its signatures; do not rely on it.")
        # Half a key used elsewhere would make half a signature movable, so the halves are compared.
        for half in halves(key):
            if half in seen:
                raise BadInputError("A key is used twice in this release, so two of its names are one; discard it.")
            seen.add(half)
    spent = {half for key, elsewhere in known_keys.items() if elsewhere != digest for half in halves(key)}
    if any(half in spent for signer in statement.signers for half in halves(signer.key)):
        raise BadInputError("A release key of this bundle signed another release too, so neither can be relied on.")


def _check_signers(statement: Statement, made: Sequence[Signed | Attributed], what: str) -> None:
    due, found = ([(one.party, one.person) for one in many] for many in (statement.signers, made))
    for party, person in due:
        if (party, person) not in found:
            raise BadInputError(f"The {what} of “{person}” for “{party}” is missing, so this release asserts nothing.")
    if found != due:
        raise BadInputError(f"There is a {what} too many or out of order; ask for the original.")


def _check_counts(statement: Statement, letters: Sequence[ReleasedLetter]) -> None:
    _check_tree_size(statement)
    if len(letters) != len(statement.letters):
        raise BadInputError(f"This bundle shows {len(letters)} letters where {len(statement.letters)} were signed.")
    for letter, count in zip(letters, statement.letters, strict=True):
        for found, due, what in (
            (len(letter.passages), count.passages, "passages"),
            (len(letter.enclosures), count.enclosures, "enclosures"),
        ):
            if found != due:
                raise BadInputError(f"Letter {letter.number} shows {found} {what} where {due} were signed.")


def _check_tree_size(statement: Statement) -> None:
    if statement.tree_size != statement.leaves:
        raise BadInputError("The statement's tree has another size than its letters; do not rely on it.")


def _check_commitments(statement: Statement, letters: Sequence[ReleasedLetter]) -> None:
    for letter in letters:
        for number, passage in enumerate(letter.passages, 1):
            if isinstance(passage, Withheld) and passage.commitments:
                parties = tuple(party for party, _ in passage.commitments)
                if parties != statement.parties:
                    raise BadInputError(
                        f"Passage {number} of letter {letter.number} has not one commitment of each party that signs."
                    )


def _attestations(
    statement: Statement, attributions: Sequence[Attributed], pins: Mapping[str, IdentityCard]
) -> tuple[Attestation, ...]:
    pinned: dict[tuple[str, str], str] = {}
    with step("pins"):
        for name, card in pins.items():
            who = _pinned_signer(statement.signers, attributions, name, card)
            pinned[who.party, who.person] = name
    return tuple(
        Attestation(
            one.party,
            one.person,
            one.identity_key,
            identity_fingerprint(one.identity_key),
            pinned.get((one.party, one.person)),
        )
        for one in attributions
    )


def _pinned_signer(
    signers: Sequence[Signer], attributions: Sequence[Attributed], name: str, card: IdentityCard
) -> Signer:
    if name not in (card.party, card.person):
        raise BadInputError(
            f"The card given for “{name}” is that of “{card.person}” for “{card.party}”; check the file."
        )
    if not any(name in (signer.party, signer.person) for signer in signers):
        raise BadInputError(f"Nobody called “{name}” signed this release; it is not the release that you were told.")
    for signer, attributed in zip(signers, attributions, strict=True):
        if (signer.party, signer.person) == (card.party, card.person):
            if attributed.identity_key != card.key:
                break
            return signer
    raise BadInputError(f"The identity key of “{name}” in this release is not the one on the card; do not rely on it.")

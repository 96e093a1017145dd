"""The passage: one revealed passage quoted alone, with proofs that it is among what was signed."""

from typing import Any, NamedTuple

from backchannel.errors import BadInputError, UsageError
from backchannel.protocol.encoding import hex32, unhex32
from backchannel.protocol.fields import Fields
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.release import textform
from backchannel.protocol.release.bundle import (
    Attributed,
    Bundle,
    Signed,
    read_page,
    read_signed,
    signed_values,
)
from backchannel.protocol.release.errors import step
from backchannel.protocol.release.grammar import Apparatus, check_apparatus
from backchannel.protocol.release.leaves import Shown, first_index, leaf_hashes
from backchannel.protocol.release.tree import inclusion_proof

__all__ = ["PASSAGE_FORMAT", "Quoted", "quote", "read_passage", "write_passage"]

PASSAGE_FORMAT = "backchannel-passage-1"
_LONGEST_PROOF = 64


class Quoted(NamedTuple):
    """Everything in a passage file."""

    page: tuple[str, ...]
    statement: bytes
    letter: int
    apparatus: Apparatus
    apparatus_salt: bytes
    apparatus_proof: tuple[bytes, ...]
    passage: int
    text: str
    salt: bytes
    proof: tuple[bytes, ...]
    signatures: tuple[Signed, ...]
    attributions: tuple[Attributed, ...]


def quote(bundle: Bundle, letter: int, passage: int) -> bytes:
    """Give the bytes of a passage file for one revealed passage of a bundle, which the caller has verified.

    UsageError where the bundle has no such passage, or withholds it.
    """
    if not 1 <= letter <= len(bundle.letters):
        raise UsageError(f"The bundle has no letter {letter}; it has {len(bundle.letters)}.")
    chosen = bundle.letters[letter - 1]
    if not 1 <= passage <= len(chosen.passages):
        raise UsageError(f"Letter {letter} has no passage {passage}; it has {len(chosen.passages)}.")
    shown = chosen.passages[passage - 1]
    if not isinstance(shown, Shown):
        raise UsageError(f"Passage {passage} of letter {letter} is withheld; only what was revealed can be quoted.")
    hashes = leaf_hashes(bundle.letters)
    index = first_index([(len(one.passages), len(one.enclosures)) for one in bundle.letters], letter)
    return write_passage(
        Quoted(
            page=bundle.page,
            statement=bundle.statement,
            letter=letter,
            apparatus=chosen.apparatus,
            apparatus_salt=chosen.salt,
            apparatus_proof=tuple(inclusion_proof(index, hashes)),
            passage=passage,
            text=shown.text,
            salt=shown.salt,
            proof=tuple(inclusion_proof(index + passage, hashes)),
            signatures=bundle.signatures,
            attributions=bundle.attributions,
        )
    )


def write_passage(quoted: Quoted) -> bytes:
    """Give the bytes of a passage file."""
    return textform.write(
        {
            "format": PASSAGE_FORMAT,
            "how_to_check": list(quoted.page),
            "statement": quoted.statement.decode("utf-8"),
            "letter": quoted.letter,
            "apparatus": dict(quoted.apparatus),
            "apparatus_salt": hex32(quoted.apparatus_salt),
            "apparatus_proof": [hex32(node) for node in quoted.apparatus_proof],
            "passage": quoted.passage,
            "text": quoted.text,
            "salt": hex32(quoted.salt),
            "proof": [hex32(node) for node in quoted.proof],
            **signed_values(quoted.signatures, quoted.attributions),
        }
    )


def read_passage(data: bytes) -> Quoted:
    """Read a passage file's form, not its truth; VerificationError (step form) unless `write_passage` writes it so."""
    with step("form"):
        return textform.read_exactly(data, "a quoted passage", _understand, write_passage)


def _understand(value: dict[str, Any]) -> Quoted:
    fields = Fields(value, "a quoted passage")
    if fields.text("format", 100) != PASSAGE_FORMAT:
        raise BadInputError("This passage is of a format that this program does not know; update the program.")
    page, statement = read_page(fields), fields.text("statement", LIMITS.body).encode("utf-8")
    signatures, attributions = read_signed(fields)
    quoted = Quoted(
        page=page,
        statement=statement,
        letter=fields.integer("letter", 1, LIMITS.release_letters),
        apparatus=check_apparatus(fields.raw("apparatus")),
        apparatus_salt=fields.digest("apparatus_salt"),
        apparatus_proof=fields.items("apparatus_proof", _LONGEST_PROOF, unhex32),
        passage=fields.integer("passage", 1, LIMITS.passages),
        text=fields.text("text", LIMITS.body),
        salt=fields.digest("salt"),
        proof=fields.items("proof", _LONGEST_PROOF, unhex32),
        signatures=signatures,
        attributions=attributions,
    )
    fields.done()
    return quoted

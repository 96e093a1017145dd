"""The statement: the one string that every party signs.

It names everything that is released by count and root, and everyone who signs by key, and nothing from inside a
channel: a signed digest of an entry would be a proof of that entry, without consent.
"""

from collections.abc import Sequence
from typing import NamedTuple

from backchannel.errors import BadInputError
from backchannel.protocol.encoding import b64, h, hex32
from backchannel.protocol.fields import Fields
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.release.composite import ALGORITHM, PUBLIC
from backchannel.protocol.release.errors import step
from backchannel.protocol.release.grammar import by_bytes, hour, name, name_item, plain_text
from backchannel.protocol.release.leaves import first_index
from backchannel.protocol.strictjson import decode_object, encode

__all__ = [
    "RULE",
    "LetterCount",
    "Signer",
    "Statement",
    "check_parties",
    "page_digest",
    "parse_statement",
    "write_statement",
]

VERSION = 1
RULE = "asserts nothing without valid signatures and attributions of every party listed"


class Signer(NamedTuple):
    """One person who signs for a party, with the release key made for this proposal."""

    party: str
    person: str
    key: bytes


class LetterCount(NamedTuple):
    """One letter in a statement: between whom it passed, and how much there is of it."""

    author: str
    addressees: tuple[str, ...]
    passages: int
    enclosures: int


class Statement(NamedTuple):
    """What is signed; `letters` count from 1 in their order."""

    purpose: str
    not_before: str
    """A second of UTC such as 2031-05-04T09:00:00Z, or empty: a claim, not checked against any clock."""
    no_precedent: bool
    how_to_check: bytes
    letters: tuple[LetterCount, ...]
    signers: tuple[Signer, ...]
    tree_size: int
    root: bytes

    @property
    def parties(self) -> tuple[str, ...]:
        """Every party that signs, once, sorted by the bytes of its name."""
        return tuple(sorted({signer.party for signer in self.signers}, key=by_bytes))

    @property
    def counts(self) -> list[tuple[int, int]]:
        """How many passages and enclosures each letter has."""
        return [(letter.passages, letter.enclosures) for letter in self.letters]

    @property
    def leaves(self) -> int:
        """How many leaves the letters have by their counts."""
        return first_index(self.counts, len(self.letters) + 1)


def page_digest(page: Sequence[str]) -> bytes:
    """Give the digest of a page "how to check": its lines, each with a line feed at its end."""
    return h("".join(f"{line}\n" for line in page).encode("utf-8"))


def parse_statement(data: bytes) -> Statement:
    """Read the bytes of a statement; VerificationError (step statement) for anything that is not one."""
    with step("statement"):
        fields = Fields(decode_object(data), "a release statement")
        if fields.integer("backchannel-release") != VERSION or fields.text("algorithm") != ALGORITHM:
            raise BadInputError("This release is of a version that this program does not know; update the program.")
        if fields.text("rule") != RULE:
            raise BadInputError(
                "A release statement states another rule than that of a joint release; do not rely on it."
            )
        statement = Statement(
            purpose=plain_text(fields, "purpose", LIMITS.reason),
            not_before=hour(fields.text("not_before", 20)),
            no_precedent=fields.flag("no_precedent"),
            how_to_check=fields.digest("how_to_check"),
            letters=fields.items("letters", LIMITS.release_letters, _letter),
            signers=fields.items("signers", LIMITS.members, _signer),
            tree_size=fields.integer("tree_size", 1),
            root=fields.digest("root"),
        )
        fields.done()
        _check_order(statement)
        # The numbers of the letters and the order of the names are compared here, all at once.
        if write_statement(statement) != data:
            raise BadInputError("A release statement is not written as this protocol writes it; ask for the original.")
    return statement


def check_parties(statement: Statement) -> None:
    """Refuse (step parties) a letter between parties of which one does not sign."""
    parties = set(statement.parties)
    with step("parties"):
        for number, letter in enumerate(statement.letters, 1):
            for party in (letter.author, *letter.addressees):
                if party not in parties:
                    raise BadInputError(
                        f"Nobody signs for “{party}”, a party to letter {number}, so this release proves nothing."
                    )


def _check_order(statement: Statement) -> None:
    signers = [(by_bytes(signer.party), by_bytes(signer.person)) for signer in statement.signers]
    if not signers or signers != sorted(set(signers)):
        raise BadInputError("The signers of a release statement are missing, doubled or not in order.")
    if len(statement.parties) > LIMITS.parties:
        raise BadInputError("A release statement has more parties than a channel can have.")
    if not statement.letters:
        raise BadInputError("A release statement names no letter.")
    for letter in statement.letters:
        names = [by_bytes(party) for party in letter.addressees]
        if not names or names != sorted(set(names)):
            raise BadInputError(
                "The addressees of a letter in a release statement are missing, doubled or not in order."
            )


def _letter(value: object) -> LetterCount:
    fields = Fields(value, "a letter in a release statement")
    fields.integer("number", 1)  # compared when the statement is written again
    letter = LetterCount(
        author=name(fields, "author"),
        addressees=fields.items("addressees", LIMITS.parties, name_item),
        passages=fields.integer("passages", 1, LIMITS.passages),
        enclosures=fields.integer("enclosures", 0, LIMITS.enclosures),
    )
    fields.done()
    return letter


def _signer(value: object) -> Signer:
    fields = Fields(value, "a signer in a release statement")
    signer = Signer(name(fields, "party"), name(fields, "person"), fields.blob("key", PUBLIC))
    fields.done()
    return signer


def write_statement(statement: Statement) -> bytes:
    """Give the exact bytes that are signed, without checking them."""
    return encode(
        {
            "backchannel-release": VERSION,
            "algorithm": ALGORITHM,
            "purpose": statement.purpose,
            "not_before": statement.not_before,
            "no_precedent": statement.no_precedent,
            "rule": RULE,
            "how_to_check": hex32(statement.how_to_check),
            "letters": [
                {
                    "number": number,
                    "author": letter.author,
                    "addressees": list(letter.addressees),
                    "passages": letter.passages,
                    "enclosures": letter.enclosures,
                }
                for number, letter in enumerate(statement.letters, 1)
            ],
            "signers": [{"party": s.party, "person": s.person, "key": b64(s.key)} for s in statement.signers],
            "tree_size": statement.tree_size,
            "root": hex32(statement.root),
        }
    )

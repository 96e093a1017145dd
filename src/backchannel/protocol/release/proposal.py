"""Making a release: from excerpts that somebody proposes to leaves with salts, and to the statement over them.

A desk that is asked to assent calls the same functions with its own copy of the letters and compares the statement.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from backchannel.errors import BadInputError, RuleError, UsageError
from backchannel.protocol import labels
from backchannel.protocol.encoding import DIGEST, b64, enc, u64, xpd
from backchannel.protocol.fingerprint import fingerprint_groups
from backchannel.protocol.release.grammar import REASONS, Apparatus, by_bytes, check_apparatus
from backchannel.protocol.release.leaves import (
    Place,
    ReleasedLetter,
    Shown,
    ShownEnclosure,
    Withheld,
    first_index,
    root_of,
)
from backchannel.protocol.release.statement import (
    LetterCount,
    Signer,
    Statement,
    check_parties,
    page_digest,
    parse_statement,
    write_statement,
)

__all__ = [
    "Enclosure",
    "Excerpt",
    "Withhold",
    "build_statement",
    "lay_leaves",
    "refuse_digests",
    "two_sided_places",
]


@dataclass(frozen=True, slots=True)
class Withhold:
    """The wish to withhold a passage or enclosure, for a reason of `grammar.REASONS`."""

    reason: str
    two_sided: bool = False
    """Whether all parties together may open it later; a passage only."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """An enclosure to be shown: its file name, its size in bytes and the SHA-256 of its bytes."""

    name: str
    length: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One letter as its release is wished for, before salts and commitments."""

    author_party: str
    addressee_parties: tuple[str, ...]
    apparatus: Apparatus
    passages: tuple[str | Withhold, ...] = field(repr=False)
    enclosures: tuple[Enclosure | Withhold, ...] = field(default=(), repr=False)


def two_sided_places(excerpts: Sequence[Excerpt]) -> list[Place]:
    """Give the places to which each party has to commit before `lay_leaves` can be called."""
    counts = [(len(excerpt.passages), len(excerpt.enclosures)) for excerpt in excerpts]
    return [
        Place(first_index(counts, letter) + number, letter, number)
        for letter, excerpt in enumerate(excerpts, 1)
        for number, passage in enumerate(excerpt.passages, 1)
        if isinstance(passage, Withhold) and passage.two_sided
    ]


def lay_leaves(
    excerpts: Sequence[Excerpt], master: bytes, commitments: Mapping[int, Mapping[str, bytes]]
) -> tuple[ReleasedLetter, ...]:
    """Give each leaf its salt from the proposal's 32-byte secret, and each two-sided place its commitments.

    `commitments` has, under the index of each two-sided place, one of each party. UsageError for a reason that is
    not listed, for apparatus that is not of the grammar, and for a two-sided place without commitments.
    """
    if len(master) != DIGEST:
        raise ValueError("the secret of a proposal has 32 bytes")
    index = -1

    def salt() -> bytes:
        return xpd(master, enc(labels.SALT, u64(index)))

    letters = []
    for number, excerpt in enumerate(excerpts, 1):
        index += 1
        apparatus, apparatus_salt = _checked_apparatus(excerpt.apparatus), salt()
        passages: list[Shown | Withheld] = []
        for passage in excerpt.passages:
            index += 1
            if isinstance(passage, Withhold):
                passages.append(_withheld(passage, commitments.get(index, {})))
            else:
                passages.append(Shown(passage, salt()))
        enclosures: list[ShownEnclosure | Withheld] = []
        for item in excerpt.enclosures:
            index += 1
            if not isinstance(item, Withhold):
                enclosures.append(ShownEnclosure(item.name, item.length, item.digest, salt()))
            elif item.two_sided:
                raise UsageError("An enclosure cannot be withheld so that it may be opened later; withhold it blank.")
            else:
                enclosures.append(_withheld(item, {}))
        letters.append(
            ReleasedLetter(number, apparatus, apparatus_salt, tuple(passages), tuple(enclosures)),
        )
    return tuple(letters)


def build_statement(
    *,
    purpose: str,
    not_before: str,
    no_precedent: bool,
    page: Sequence[str],
    excerpts: Sequence[Excerpt],
    letters: Sequence[ReleasedLetter],
    signers: Iterable[Signer],
    forbidden: Iterable[bytes],
) -> bytes:
    """Write the statement over letters whose leaves are laid, from the excerpts they were laid from.

    RuleError if it would hold one of the `forbidden` digests (32 bytes each: entry ids, body digests, the channel,
    contact keys' fingerprints); UsageError if it would be a statement that `parse_statement` refuses.
    """
    value = Statement(
        purpose=purpose,
        not_before=not_before,
        no_precedent=no_precedent,
        how_to_check=page_digest(page),
        letters=tuple(
            LetterCount(
                excerpt.author_party,
                tuple(sorted(excerpt.addressee_parties, key=by_bytes)),
                len(excerpt.passages),
                len(excerpt.enclosures),
            )
            for excerpt in excerpts
        ),
        signers=tuple(sorted(signers, key=lambda signer: (by_bytes(signer.party), by_bytes(signer.person)))),
        tree_size=sum(1 + len(letter.passages) + len(letter.enclosures) for letter in letters),
        root=root_of(letters),
    )
    data = write_statement(value)
    try:
        check_parties(parse_statement(data))
    except BadInputError as error:
        raise UsageError(str(error)) from None
    refuse_digests(data, forbidden)
    return data


def refuse_digests(data: bytes, forbidden: Iterable[bytes]) -> None:
    """Refuse (RuleError) text in which a digest from inside a channel stands in any usual spelling.

    Looked for: the raw bytes; hexadecimal, with or without separators; base64 and base64url at any of the three
    offsets that a digest can have in them; the groups of digits in which people read fingerprints.
    """
    text = data.decode("utf-8", "replace")
    unescaped = re.sub(r"\\[nrt]", " ", text)
    hexadecimal = re.sub(r"[^0-9a-z]", "", unescaped.lower())
    digits = re.sub(r"[^0-9]", "", unescaped)
    base64 = text.replace("+", "-").replace("/", "_")
    for digest in forbidden:
        if len(digest) != DIGEST:
            raise ValueError("a digest has 32 bytes")
        if (
            digest in data
            or digest.hex() in hexadecimal
            or fingerprint_groups(digest).replace(" ", "") in digits
            or any(spelling in base64 for spelling in _in_base64(digest))
        ):
            raise RuleError(
                "What is to be signed names something inside the channel, which would prove it; nothing was signed."
            )


def _in_base64(digest: bytes) -> tuple[str, str, str]:
    # Only the characters that the digest alone decides, with 0, 1 or 2 other bytes before it.
    return b64(digest)[:42], b64(b"\0" + digest)[2:], b64(b"\0\0" + digest)[3:45]


def _withheld(wish: Withhold, commitments: Mapping[str, bytes]) -> Withheld:
    if wish.reason not in REASONS:
        raise UsageError(f"“{wish.reason}” is no reason for withholding; choose one of: {', '.join(REASONS)}.")
    if wish.two_sided != bool(commitments):
        raise UsageError("A passage that may be opened later needs a commitment of every party, and no other has any.")
    return Withheld(wish.reason, tuple(sorted(commitments.items(), key=lambda item: by_bytes(item[0]))))


def _checked_apparatus(apparatus: Apparatus) -> Apparatus:
    try:
        return check_apparatus(dict(apparatus))
    except BadInputError as error:
        raise UsageError(str(error)) from None

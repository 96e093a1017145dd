"""Opening a passage that was withheld on both sides: it counts only when every party opens to the same text."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from backchannel.errors import BadInputError
from backchannel.protocol.encoding import DIGEST, equal
from backchannel.protocol.release.errors import step
from backchannel.protocol.release.leaves import Place, Withheld, commitment, commitment_salt, first_index
from backchannel.protocol.release.verify import VerifiedBundle

__all__ = ["OpeningPart", "open_withheld", "verify_opening"]


@dataclass(frozen=True, slots=True)
class OpeningPart:
    """One party's part of an opening; alone it shows nothing but what that party says."""

    party: str
    salt: bytes = field(repr=False)
    text: str = field(repr=False)


def open_withheld(secret: bytes, party: str, place: Place, text: str) -> OpeningPart:
    """Make a party's part from its 32-byte secret of the proposal and the text that it committed to."""
    return OpeningPart(party, commitment_salt(secret, place.leaf), text)


def verify_opening(bundle: VerifiedBundle, letter: int, passage: int, parts: Iterable[OpeningPart]) -> str:
    """Give the text to which all parties together open a withheld passage of a verified bundle.

    VerificationError (step opening) where the passage cannot be opened, a party's part is missing, doubled or does
    not fit its commitment, or two parts differ.
    """
    with step("opening"):
        counts = bundle.statement.counts
        if not (1 <= letter <= len(counts) and 1 <= passage <= counts[letter - 1][0]):
            raise BadInputError(f"The bundle has no passage {passage} in a letter {letter}; check the numbers.")
        withheld = bundle.letters[letter - 1].passages[passage - 1]
        if not isinstance(withheld, Withheld) or not withheld.commitments:
            raise BadInputError(f"Passage {passage} of letter {letter} is not withheld so that it can be opened later.")
        all_parts = tuple(parts)
        given = {part.party: part for part in all_parts}
        if len(given) != len(all_parts) or set(given) != {party for party, _ in withheld.commitments}:
            raise BadInputError("An opening needs exactly one part of every party that committed to the passage.")
        place = Place(first_index(counts, letter) + passage, letter, passage)
        for party, committed in withheld.commitments:
            part = given[party]
            if len(part.salt) != DIGEST or not equal(commitment(part.salt, party, place, part.text), committed):
                raise BadInputError(
                    f"The part of “{party}” is not what it committed to, so the opening does not count."
                )
        texts = {part.text for part in all_parts}
        if len(texts) != 1:
            raise BadInputError("The parties committed to different texts, so nothing is proven about the passage.")
        return texts.pop()

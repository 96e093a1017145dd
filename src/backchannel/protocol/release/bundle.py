"""The bundle: one file with the words, the statement, the signatures, and the page that says how to check them."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from backchannel.errors import BadInputError
from backchannel.protocol.encoding import b64, hex32
from backchannel.protocol.fields import Fields
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.release import textform
from backchannel.protocol.release.composite import PUBLIC, SIGNATURE
from backchannel.protocol.release.errors import step
from backchannel.protocol.release.grammar import REASONS, check_apparatus, hidden, name, name_item, number_is
from backchannel.protocol.release.leaves import ReleasedLetter, Shown, ShownEnclosure, Withheld

__all__ = [
    "BUNDLE_FORMAT",
    "Attributed",
    "Bundle",
    "Signed",
    "letter_value",
    "read_bundle",
    "read_letter",
    "read_page",
    "read_signed",
    "signed_values",
    "write_bundle",
]

BUNDLE_FORMAT = "backchannel-release-1"

T = TypeVar("T")


class Signed(NamedTuple):
    """One signer's signature by his release key over the statement."""

    party: str
    person: str
    signature: bytes


class Attributed(NamedTuple):
    """One signer's attribution: his identity key and its signature."""

    party: str
    person: str
    identity_key: bytes
    signature: bytes


class Bundle(NamedTuple):
    """Everything in a bundle file, in its order; signatures and attributions in the order of the statement."""

    page: tuple[str, ...]
    statement: bytes
    letters: tuple[ReleasedLetter, ...]
    signatures: tuple[Signed, ...]
    attributions: tuple[Attributed, ...]


def write_bundle(bundle: Bundle) -> bytes:
    """Give the bytes of a bundle file."""
    return textform.write(
        {
            "format": BUNDLE_FORMAT,
            "how_to_check": list(bundle.page),
            "statement": bundle.statement.decode("utf-8"),
            "letters": [letter_value(letter) for letter in bundle.letters],
            **signed_values(bundle.signatures, bundle.attributions),
        }
    )


def read_bundle(data: bytes) -> Bundle:
    """Read a bundle file's form, not its truth; VerificationError (step form) unless `write_bundle` writes it so."""
    with step("form"):
        return textform.read_exactly(data, "a release bundle", _understand, write_bundle)


def letter_value(letter: ReleasedLetter) -> dict[str, Any]:
    """Give a released letter as it stands in a bundle (and in a proposal inside the channel)."""
    return {
        "number": letter.number,
        "apparatus": dict(letter.apparatus),
        "salt": hex32(letter.salt),
        "passages": [_passage_value(number, passage) for number, passage in enumerate(letter.passages, 1)],
        "enclosures": [_enclosure_value(number, item) for number, item in enumerate(letter.enclosures, 1)],
    }


def read_letter(value: object, due: int) -> ReleasedLetter:
    """Read what `letter_value` gave for the letter whose number is due; BadInputError for anything else."""
    fields = Fields(value, "a released letter")
    number_is(fields, "number", due)
    letter = ReleasedLetter(
        number=due,
        apparatus=check_apparatus(fields.raw("apparatus")),
        salt=fields.digest("salt"),
        passages=_numbered(fields.items("passages", LIMITS.passages, _anything), _passage),
        enclosures=_numbered(fields.items("enclosures", LIMITS.enclosures, _anything), _enclosure),
    )
    fields.done()
    return letter


def signed_values(signatures: Sequence[Signed], attributions: Sequence[Attributed]) -> dict[str, Any]:
    """Give signatures and attributions as they end a bundle and a passage."""
    return {
        "signatures": [
            {"party": one.party, "person": one.person, "signature": b64(one.signature)} for one in signatures
        ],
        "attributions": [
            {
                "party": one.party,
                "person": one.person,
                "identity_key": b64(one.identity_key),
                "signature": b64(one.signature),
            }
            for one in attributions
        ],
    }


def read_signed(fields: Fields) -> tuple[tuple[Signed, ...], tuple[Attributed, ...]]:
    """Take signatures and attributions from the fields of a bundle or a passage."""
    return (
        fields.items("signatures", LIMITS.members, _signed),
        fields.items("attributions", LIMITS.members, _attributed),
    )


def read_page(fields: Fields) -> tuple[str, ...]:
    """Take the page how to check; its lines hold no line feed, or two pages would have one digest."""
    page = fields.items("how_to_check", 1_000, _anything)
    for line in page:
        if not isinstance(line, str) or "\n" in line or hidden(line):
            raise BadInputError("The page how to check this file has a line that is not one line of visible text.")
    return page


def _understand(value: dict[str, Any]) -> Bundle:
    fields = Fields(value, "a release bundle")
    if fields.text("format", 100) != BUNDLE_FORMAT:
        raise BadInputError("This bundle is of a format that this program does not know; update the program.")
    page, statement = read_page(fields), fields.text("statement", LIMITS.body).encode("utf-8")
    letters = _numbered(fields.items("letters", LIMITS.release_letters, _anything), read_letter)
    signatures, attributions = read_signed(fields)
    fields.done()
    return Bundle(page, statement, letters, signatures, attributions)


def _passage_value(number: int, passage: Shown | Withheld) -> dict[str, Any]:
    if isinstance(passage, Shown):
        return {"passage": number, "text": passage.text, "salt": hex32(passage.salt)}
    value: dict[str, Any] = {"passage": number, "withheld": passage.reason}
    if passage.commitments:
        value["commitments"] = {party: hex32(digest) for party, digest in passage.commitments}
    return value


def _passage(value: object, due: int) -> Shown | Withheld:
    fields = Fields(value, "a passage of a release")
    number_is(fields, "passage", due)
    if not fields.has("withheld"):
        shown = Shown(fields.text("text", LIMITS.body), fields.digest("salt"))
        fields.done()
        return shown
    reason = fields.choice("withheld", tuple(REASONS))
    commitments: tuple[tuple[str, bytes], ...] = ()
    if fields.has("commitments"):
        commitments = _commitments(fields.raw("commitments"))
    fields.done()
    return Withheld(reason, commitments)


def _commitments(value: object) -> tuple[tuple[str, bytes], ...]:
    if not isinstance(value, dict) or not value:
        raise BadInputError("The commitments of a withheld passage are not what they should be; ask for it again.")
    fields = Fields(value, "the commitments of a withheld passage")
    return tuple((name_item(party), fields.digest(party)) for party in value)


def _enclosure_value(number: int, item: ShownEnclosure | Withheld) -> dict[str, Any]:
    if isinstance(item, Withheld):
        return {"enclosure": number, "withheld": item.reason}
    return {
        "enclosure": number,
        "name": item.name,
        "length": item.length,
        "sha256": hex32(item.digest),
        "salt": hex32(item.salt),
    }


def _enclosure(value: object, due: int) -> ShownEnclosure | Withheld:
    fields = Fields(value, "an enclosure of a release")
    number_is(fields, "enclosure", due)
    enclosure: ShownEnclosure | Withheld
    if fields.has("withheld"):
        enclosure = Withheld(fields.choice("withheld", tuple(REASONS)))
    else:
        enclosure = ShownEnclosure(
            name(fields, "name"),
            fields.integer("length", 0, LIMITS.enclosure),
            fields.digest("sha256"),
            fields.digest("salt"),
        )
    fields.done()
    return enclosure


def _signed(value: object) -> Signed:
    fields = Fields(value, "a signature of a release")
    signed = Signed(name(fields, "party"), name(fields, "person"), fields.blob("signature", SIGNATURE))
    fields.done()
    return signed


def _attributed(value: object) -> Attributed:
    fields = Fields(value, "an attribution of a release")
    attributed = Attributed(
        name(fields, "party"),
        name(fields, "person"),
        fields.blob("identity_key", PUBLIC),
        fields.blob("signature", SIGNATURE),
    )
    fields.done()
    return attributed


def _anything(value: object) -> Any:  # read by `_numbered`, which knows the place
    return value


def _numbered(values: Sequence[object], read: Callable[[object, int], T]) -> tuple[T, ...]:
    return tuple(read(value, due) for due, value in enumerate(values, 1))

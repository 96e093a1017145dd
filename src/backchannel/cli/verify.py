"""verify: bundles and quoted passages, with no desk and no network."""

import argparse
from typing import TYPE_CHECKING, Any

from backchannel.cli import output
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Parser, Subparsers, add_command
from backchannel.errors import BackchannelError, BadInputError, PlaceError, UsageError

if TYPE_CHECKING:
    from backchannel.protocol.release.identity import IdentityCard
    from backchannel.protocol.release.verify import VerifiedBundle, VerifiedPassage

_IDENTITY = 16_000


def add_commands(commands: Subparsers) -> None:
    """Add the command of this module."""
    verify = add_command(
        commands,
        "verify",
        _verify,
        'backchannel verify strait.release.json --identity "Tomas Reik=tomas.identity"',
        more="Exit code 0 only when everything holds. Without --identity nothing ties a key to a name.",
        desk=False,
    )
    verify.add_argument("files", metavar="BUNDLE", nargs="+", help="a bundle or a quoted passage")
    add_identity(verify)
    verify.add_argument(
        "--known",
        metavar="BUNDLE",
        action="append",
        default=[],
        help="another release that you trust; a key used in both is refused; may be repeated",
    )


def add_identity(parser: Parser) -> None:
    """Add the option that pins published identities."""
    parser.add_argument(
        "--identity",
        metavar="NAME=FILE",
        action="append",
        default=[],
        help="the identity card that a person or party has published; may be repeated",
    )


def pins_of(words: list[str]) -> "dict[str, IdentityCard]":
    """Read the identity cards that --identity names."""
    if not words:
        return {}
    from backchannel.protocol.release.identity import read_identity

    pins = {}
    for word in words:
        name, equals, file = word.rpartition("=")
        if not equals or not name or not file:
            raise UsageError("An identity is pinned as NAME=FILE, where FILE is the card that NAME has published.")
        if name in pins:
            raise UsageError(f"Two identity cards are given for {name}; give the one that was published.")
        pins[name] = read_identity(read_plain(file, _IDENTITY, "identity card"))
    return pins


def read_plain(name: str, limit: int, what: str) -> bytes:
    """Read a file of at most `limit` bytes, as `files.read_file` does, at less cost for a process of its own."""
    try:
        with open(name, "rb") as file:  # noqa: PTH123 -- importing pathlib costs more than verifying
            data = file.read(limit + 1)
    except (FileNotFoundError, IsADirectoryError):
        raise UsageError(f"There is no file {name}; name the file that holds the {what}.") from None
    except OSError as error:
        raise PlaceError(f"The {what} {name} cannot be read ({error.strerror}).") from None
    if len(data) > limit:
        raise BadInputError(f"The {what} {name} is longer than the {limit} bytes that one may have.")
    return data


def _verify(args: argparse.Namespace) -> Answer:
    from backchannel.protocol.limits import LIMITS
    from backchannel.protocol.release.account import account
    from backchannel.protocol.release.verify import verify_file

    pins = pins_of(args.identity)
    known: dict[bytes, bytes] = {}
    for file in args.known:
        known |= verify_file(read_plain(file, LIMITS.bundle, "bundle")).release_keys
    lines: list[str] = []
    results: list[dict[str, Any]] = []
    code = 0
    for file in args.files:
        try:
            found = verify_file(read_plain(file, LIMITS.bundle, "bundle"), pins=pins, known_keys=known)
        except BackchannelError as error:
            lines.append(f"{one_line(file)}: NOT VERIFIED.")
            # The sentence goes where all errors go; the other files are still verified.
            output.say(f"error: {one_line(file)}: {one_line(str(error))}")
            results.append({"file": file, "verified": False, "error": one_line(str(error))})
            code = code or error.exit_code
            continue
        known |= found.release_keys
        lines += [f"{one_line(file)}: verified, every step holds.", *(f"  {line}" for line in account(found))]
        results.append({"file": file, "verified": True, **_value(found)})
    if not code and not pins:
        lines.append("Nothing here ties these keys to names; pin published identity cards with --identity NAME=FILE.")
    return Answer(lines, results, exit_code=code)


def _value(found: "VerifiedBundle | VerifiedPassage") -> dict[str, Any]:
    from backchannel.protocol.release.leaves import Withheld

    statement = found.statement
    value: dict[str, Any] = {
        "statement": found.digest.hex(),
        "purpose": statement.purpose,
        "not_before": statement.not_before,
        "no_precedent": statement.no_precedent,
        "attested": [
            {"party": a.party, "person": a.person, "identity": a.fingerprint, "pinned_as": a.pinned_as}
            for a in found.attestations
        ],
    }
    letters = getattr(found, "letters", None)
    if letters is None:
        passage: Any = found
        return {**value, "letter": passage.letter, "passage": passage.passage, "text": passage.text}
    return {
        **value,
        "letters": [
            {
                "number": letter.number,
                "author": count.author,
                "addressees": list(count.addressees),
                "passages": count.passages,
                "enclosures": count.enclosures,
                "withheld": [
                    {kind: number, "reason": item.reason}
                    for kind, items in (("passage", letter.passages), ("enclosure", letter.enclosures))
                    for number, item in enumerate(items, 1)
                    if isinstance(item, Withheld)
                ],
            }
            for letter, count in zip(letters, statement.letters, strict=True)
        ],
    }

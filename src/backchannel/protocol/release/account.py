"""What a verification may say in words: who attested to what, what is withheld, and what remains a claim.

Nothing is ever called "by" somebody whose key the verifier did not pin; this is the one place that finds the words.
"""

from collections.abc import Iterator

from backchannel.protocol.release.grammar import REASONS, hides_nothing
from backchannel.protocol.release.leaves import Withheld
from backchannel.protocol.release.verify import Attestation, VerifiedBundle, VerifiedPassage

__all__ = ["account", "attested"]


def attested(attestation: Attestation) -> str:
    """Say in one line who attested: by somebody only if the key was pinned."""
    key = f"identity key {attestation.fingerprint}"
    if attestation.pinned_as is not None:
        return f"by {attestation.person} for {attestation.party} ({key}, as on the card of {attestation.pinned_as})"
    return f"a key that calls itself {attestation.person} for {attestation.party} ({key}; nothing ties it to that name)"


def account(verified: VerifiedBundle | VerifiedPassage) -> list[str]:
    """Give the lines that tell a person what was verified. Names and texts stand with hidden characters shown."""
    lines = list(_lines(verified))
    if hides_nothing("".join(lines)):
        return lines
    from backchannel.record.characters import shown

    return [shown(line) for line in lines]


def _lines(verified: VerifiedBundle | VerifiedPassage) -> Iterator[str]:
    statement = verified.statement
    yield f"Purpose, as stated: {' '.join(statement.purpose.split())}"
    if statement.not_before:
        yield f"Not to be published before, as stated: {statement.not_before}"
    if statement.no_precedent:
        yield "The parties state that this release is no precedent."
    yield "Attested to, in these words and with these withholdings:"
    for attestation in verified.attestations:
        yield f"  {attested(attestation)}"
    if isinstance(verified, VerifiedPassage):
        yield (
            f"Shown: passage {verified.passage} of letter {verified.letter}, {_between(verified)}, "
            f"of {verified.between.passages} passages."
        )
        return
    for letter, count in zip(verified.letters, statement.letters, strict=True):
        date = letter.apparatus.get("date")
        yield (
            f"Letter {letter.number}, stated as from {count.author} to {', '.join(count.addressees)}"
            f"{f', dated {date} as stated' if date else ''}: {count.passages} passages, {count.enclosures} enclosures."
        )
        for what, items in (("passage", letter.passages), ("enclosure", letter.enclosures)):
            for number, item in enumerate(items, 1):
                if isinstance(item, Withheld):
                    later = "; all parties together may open it later" if item.commitments else ""
                    yield f"  {what} {number} withheld: {REASONS[item.reason]}{later}"


def _between(verified: VerifiedPassage) -> str:
    count = verified.between
    return f"stated as from {count.author} to {', '.join(count.addressees)}"

"""Forging: a letter "from the other side" that this very desk accepts. It is why a leaked letter proves nothing.

Every key that shows this desk who wrote an entry is on this desk too. The forgery goes through the same checks as a
real letter, is kept apart from the ledger, and is marked wherever it is shown.
"""

from dataclasses import dataclass

from backchannel.desk import channels
from backchannel.desk.book import open_book
from backchannel.desk.desk import Desk
from backchannel.errors import RuleError, UsageError
from backchannel.protocol.batch import NEW, Frame
from backchannel.protocol.entry import FIRST, Header, make_header, read_header
from backchannel.protocol.pair import step
from backchannel.protocol.sealing import (
    Proof,
    check_tag,
    make_proof,
    open_body,
    open_slot,
    seal_body,
    seal_slot,
)
from backchannel.record.document import Document, from_value, to_value

EXPLANATION = """\
This letter was never written by {author}. This desk made it, and this desk accepts it: the header is well formed, the
tag is right, the words open and fit. It could do so because whoever can check who wrote a letter holds the same keys
as its author; inside the channel that gives certainty, since {reader} knows what was not forged here.

So a letter that somebody shows you from a channel, with all its keys, proves nothing: {reader} could have made it
alone, as you have just seen. Another member's desk would refuse it, for it shares no keys with this pair. What proves
words to outsiders is a release, which every party has signed and attributed.
"""


@dataclass(frozen=True, slots=True)
class Forgery:
    """A forged letter, and the checks that it passed."""

    author: str
    header: Header
    document: Document
    frame: Frame
    proof: Proof
    checks: tuple[str, ...]
    explanation: str


def forge(desk: Desk, channel: str, author: str, document: Document) -> Forgery:
    """Make a letter from another member that this desk's own checks accept. The ledger is not touched."""
    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        reader, member = channels.member(book.state, author)
        pair = book.pairs.get(reader)
        if reader == desk.reader:
            raise UsageError("One's own letters need no forging; name another member.")
        if pair is None:
            raise RuleError(f"No pair is open with {member.name}, so there is no key to forge with yet.")
        number, previous = book.ledger.heads.get(reader, (0, FIRST))
        named = sorted({reader, desk.reader})
        content = {"document": to_value(document)}
        sealed = seal_body(desk.random, book.channel.id, reader, number + 1, named, content, desk.random(32))
        header = make_header(
            channel=book.channel.id,
            charter=book.state.digest,
            author=reader,
            seq=number + 1,
            previous=previous,
            seen=book.ledger.heads,
            kind="letter",
            readers=sealed.readers,
            body=sealed.digest,
            time=desk.now(),
        )
        taken = step(pair.receive)
        epoch = max(book.own_keys, default=0)
        own_key = book.secret(epoch) or desk.key
        slot = seal_slot(desk.random, desk.reader, own_key.public, header.id, taken, sealed.key)
        proof = make_proof(header.id, slot, NEW, epoch, taken)
        frame = Frame(pair.receive_number, NEW, epoch, header.data, sealed.ciphertext, slot, proof.tag)

        # From here on, only what the desk does with anything that arrives.
        arrived = read_header(frame.header)
        checked = check_tag(arrived.id, frame.slot, frame.type, frame.epoch, frame.tag, step(pair.receive))
        key = open_slot(own_key, desk.reader, arrived.id, step(pair.receive), frame.slot)
        body = open_body(arrived, frame.ciphertext, key)
        verdict = book.ledger.take(arrived, body)
        if body is None or verdict.refusal or verdict.waits:
            raise RuleError(f"The forgery was refused: {verdict.refusal or 'it does not open'}")
        return Forgery(
            author=member.name,
            header=arrived,
            document=from_value(body["document"]),
            frame=frame,
            proof=checked,
            checks=(
                f"the header is well formed and follows entry {number} of {member.name}",
                f"the tag is right: only {member.name} or this desk can have made it",
                "the slot opens with this desk's key",
                "the body opens, is complete, and is the one that the header names",
                "the readers are those of the header, and include this desk",
                "no rule of the charter is broken",
            ),
            explanation=EXPLANATION.format(author=member.name, reader=desk.card.person),
        )

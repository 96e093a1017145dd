"""Histories of a channel without sealing: desks that write entries and take in each other's, in any order."""

from tests.protocol.people import key_of

from backchannel.protocol import strictjson
from backchannel.protocol.cards import card_value
from backchannel.protocol.charter import charter_bytes, charter_digest
from backchannel.protocol.encoding import b64, h
from backchannel.protocol.entry import FIRST, SHARED_KINDS, make_header
from backchannel.protocol.ledger import Ledger

TIME = "2031-03-04T05:06:07Z"
DOCUMENT = {"kind": "letter", "passages": [{"text": "The toll is two crowns.", "role": "paragraph"}]}
FORMS = {
    "rekey": {"key": b64(key_of("a reader key").public), "shares": []},
    "ack": {"of": []},
    "reject": {"author": "ab" * 32, "seq": 1, "entry": "cd" * 32, "rule": "Its author had left the channel."},
    "act": {"type": "of a newer version"},
    "letter": {"document": DOCUMENT},
    "share": {"document": DOCUMENT, "of": "ab" * 32, "reason": "It concerns them."},
}
"""The body that a kind has where a test asks for nothing else."""


class Desk:
    """One person's ledger, with whatever has arrived and whatever waits for what is missing."""

    def __init__(self, charter, reader=b"", *, reads=True):
        """`reads` says whether bodies of letters are open here; shared bodies always are."""
        self.founding = charter
        self.channel = charter_digest(charter_bytes(charter))
        self.reader = reader
        self.reads = reads
        self.held = {}
        self.verdicts = {}
        self.waiting = []
        self.ledger = Ledger(self.channel, charter, lambda author, seq: self.held.get((author, seq)))

    @property
    def state(self):
        """The channel as this desk sees it."""
        return self.ledger.state()

    def receive(self, *entries):
        """Take in entries, and whatever had waited for them; give the last one's refusal."""
        for entry in entries:
            self.waiting.append(entry)
            moved = True
            while moved:
                moved = False
                for item in list(self.waiting):
                    header, body = item
                    self.held.setdefault((header.author, header.seq), header)
                    opened = body if self.reads or header.kind in SHARED_KINDS else None
                    verdict = self.ledger.take(header, opened)
                    if not verdict.waits:
                        self.verdicts[header.id] = verdict.refusal
                        self.waiting.remove(item)
                        moved = True
        return self.verdicts.get(entries[-1][0].id) if entries else None

    def make(self, kind, *, readers=None, goes_by=None, seen=None, writer=None, after=None, **fields):
        """Make this desk's next entry of a kind, without taking it in.

        `goes_by`, `seen`, `writer` and `after` say the header's charter, what was seen, the author and the head
        before, where a test wants them otherwise than the desk would write them.
        """
        author = writer or self.reader
        state = self.state
        listed = state.readers_of(kind) if readers is None else sorted(readers)
        body = {"readers": listed, **(fields or FORMS.get(kind, {}))}
        written = strictjson.encode(body | {"readers": [r.hex() for r in body["readers"]]})
        number, previous = after or self.ledger.heads.get(author, (0, FIRST))
        header = make_header(
            channel=self.channel,
            charter=goes_by or state.digest,
            author=author,
            seq=number + 1,
            previous=previous,
            seen=self.ledger.heads if seen is None else seen,
            kind=kind,
            readers=h(b"readers" + written),
            body=h(b"body" + written),
            time=TIME,
        )
        return header, body

    def write(self, kind, **given):
        """Make the next entry and take it in here; give it to be carried to others."""
        entry = self.make(kind, **given)
        self.receive(entry)
        return entry


def assent(digest, answer="assent"):
    """The fields of an assent."""
    return {"charter": digest.hex(), "answer": answer}


def amend(charter, *cards):
    """The fields of an amendment: its charter and the cards it brings."""
    return {"charter": charter_bytes(charter).decode(), "cards": [card_value(c) for c in cards]}


def add(card, reason="He keeps the minutes.", **more):
    """The fields of an entry that adds a reader."""
    return {"card": card_value(card), "reason": reason, **more}


def remove(reader, reason="He has another post."):
    """The fields of an entry that removes a reader."""
    return {"reader": reader.hex(), "reason": reason}


class Channel:
    """Desks of all members of a charter, who carry to each other what they write when told to."""

    def __init__(self, charter):
        self.charter = charter
        self.desks = {}
        self.entries = []
        for reader, (_party, member) in charter.members.items():
            self.desks[member.name] = Desk(charter, reader)

    def __getitem__(self, name):
        return self.desks[name]

    def join(self, name, reader):
        """Give somebody who was added a desk of his own, with all that there is."""
        self.desks[name] = Desk(self.charter, reader)
        self.carry(name)
        return self.desks[name]

    def write(self, name, kind, **given):
        """Let somebody write; nobody else has it before `carry`."""
        entry = self.desks[name].write(kind, **given)
        self.entries.append(entry)
        return entry

    def put(self, entry):
        """Put an entry that no desk would have made by itself before everybody."""
        self.entries.append(entry)
        self.carry()

    def carry(self, *names):
        """Bring every entry to the named desks, or to all."""
        for name in names or tuple(self.desks):
            desk = self.desks[name]
            for entry in self.entries:
                waits = any(header.id == entry[0].id for header, _ in desk.waiting)
                if entry[0].id not in desk.verdicts and not waits:
                    desk.receive(entry)

    def refusals(self, entry):
        """What each desk says of an entry."""
        return {name: desk.verdicts.get(entry[0].id) for name, desk in self.desks.items()}


def opened(charter):
    """A channel whose charter every principal has assented to, and everybody has heard it."""
    channel = Channel(charter)
    for _party, member in charter.members.values():
        if member.principal:
            channel.write(member.name, "assent", **assent(channel[member.name].channel))
            channel.carry()
    return channel

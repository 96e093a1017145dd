"""Sealed entries from one author to several readers, as desks make them and open them."""

from dataclasses import dataclass, replace

from tests.protocol.people import key_of, reader_of, seeded

from backchannel.errors import BadInputError
from backchannel.protocol.batch import NEW, Frame
from backchannel.protocol.encoding import h
from backchannel.protocol.entry import FIRST, make_header, read_header
from backchannel.protocol.kem import SecretKey
from backchannel.protocol.pair import step
from backchannel.protocol.sealing import check_tag, make_proof, open_body, open_slot, seal_body, seal_slot

CHANNEL = h(b"a channel")
CHARTER = h(b"a charter")
AUTHOR = reader_of("Ana", "Varland")
TIME = "2031-03-04T05:06:07Z"


@dataclass
class Receiver:
    """What a reader holds of one author: the chain, his own secret key, and the author's last known entry."""

    name: str
    reader: bytes
    secret: SecretKey
    chain: bytes
    head: tuple = (0, FIRST)

    def open(self, frame):
        """Open a frame in the order of the specification; only a whole success moves the chain."""
        taken = step(self.chain)
        header = read_header(frame.header)
        if header.channel != CHANNEL or header.author != AUTHOR:
            raise BadInputError("An entry is of another channel or author.")
        if (header.seq, header.previous) != (self.head[0] + 1, self.head[1]):
            raise BadInputError("An entry does not follow the one before.")
        check_tag(header.id, frame.slot, frame.type, frame.epoch, frame.tag, taken)
        if h(frame.ciphertext) != header.body:
            raise BadInputError("An entry's body is another.")
        body = open_body(header, frame.ciphertext, open_slot(self.secret, self.reader, header.id, taken, frame.slot))
        self.chain, self.head = taken.following, (header.seq, header.id)
        return body


def receiver(name, party="Osmar"):
    """A reader who has just been paired with the author."""
    return Receiver(name, reader_of(name, party), key_of(name), h(f"pair of the author and {name}".encode()))


def sealed_to(receivers, named, content, seed=0, *, kind="letter", seq=1, previous=FIRST):
    """Seal one entry: give a frame for each receiver; only `named` receivers get the body's key."""
    random = seeded(seed)
    readers = [AUTHOR, *(r.reader for r in named)]
    body = seal_body(random, CHANNEL, AUTHOR, seq, readers, content)
    header = make_header(
        channel=CHANNEL,
        charter=CHARTER,
        author=AUTHOR,
        seq=seq,
        previous=previous,
        seen={},
        kind=kind,
        readers=body.readers,
        body=body.digest,
        time=TIME,
    )
    frames = []
    for one in receivers:
        taken = step(one.chain)
        key = body.key if one in named else random(32)
        slot = seal_slot(random, one.reader, one.secret.public, header.id, taken, key)
        tag = make_proof(header.id, slot, NEW, 0, taken).tag
        frames.append(Frame(seq, NEW, 0, header.data, body.ciphertext, slot, tag))
    return frames


def flipped(frame, part, at, bit=0x01):
    """A frame with one bit of one byte of one of its parts turned."""
    data = bytearray(getattr(frame, part))
    data[at] ^= bit
    return replace(frame, **{part: bytes(data)})

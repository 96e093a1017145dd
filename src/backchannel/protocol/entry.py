"""Ledger entries: the header that every member of the channel holds.

Each author appends to a chain of his own (`seq`, `previous`) and links what he has seen of the others' (`seen`).
The identifier of an entry is the digest of its header. Sealed bodies are `sealing`; what entries mean, taken
together, is `ledger`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import pairwise

from backchannel.errors import BadInputError
from backchannel.protocol import labels
from backchannel.protocol.encoding import dec, enc, h, u64, unu64
from backchannel.protocol.limits import LIMITS

FIRST = bytes(32)
"""What the first entry of a chain names as the one before it."""

Head = tuple[int, bytes]
"""How far a chain is known: the number and identifier of its last entry."""

SHARED_KINDS = (
    "rekey",
    "assent",
    "amend",
    "add-reader",
    "remove-reader",
    "leave",
    "close",
    "mend",
    "act",
    "ack",
    "reject",
)
"""Kinds whose bodies every member opens; the channel's shared state is a fold over these alone."""

RESTRICTED_KINDS = (
    "letter",
    "share",
    "reseal",
    "release-proposal",
    "release-assent",
    "signature",
    "attribution",
)
"""Kinds whose bodies only named readers open."""

KINDS = SHARED_KINDS + RESTRICTED_KINDS

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_KIND = re.compile(r"[a-z]{1,20}(-[a-z]{1,20}){0,2}")


def write_time(moment: datetime) -> str:
    """Write an aware moment in UTC, to the second (RFC 3339)."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def read_time(text: str) -> datetime:
    """Read what `write_time` wrote."""
    if not _TIME.fullmatch(text):
        raise BadInputError("A time in an entry is not written as the protocol writes it.")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise BadInputError("A time in an entry does not exist.") from None


@dataclass(frozen=True, repr=False)
class Header:
    """What every member of the channel holds of an entry. `data` is the encoding that is hashed."""

    channel: bytes
    charter: bytes
    """The digest of the charter by which its author went."""
    author: bytes
    seq: int
    previous: bytes
    seen: tuple[tuple[bytes, int, bytes], ...]
    """(other author, seq, identifier), sorted by author: all that the author had taken in when he wrote."""
    kind: str
    readers: bytes
    """The salted digest of the readers' list; the list itself is in the body."""
    body: bytes
    """The digest of the sealed body."""
    time: str
    """When, by the author's own clock: a claim."""
    data: bytes

    def __repr__(self) -> str:
        return f"Header({self.kind} {self.seq} of {self.author.hex()[:8]})"

    @cached_property
    def id(self) -> bytes:
        """The entry's identifier: the digest of its header."""
        return h(self.data)

    @cached_property
    def past(self) -> dict[bytes, int]:
        """How far each author's chain reaches in the causal past of this entry, the entry itself included."""
        return {author: seq for author, seq, _ in self.seen} | {self.author: self.seq}


def seen_list(author: bytes, heads: Mapping[bytes, Head]) -> tuple[tuple[bytes, int, bytes], ...]:
    """Give heads as an entry of `author` lists what he has seen: sorted, without himself."""
    return tuple((a, n, i) for a, (n, i) in sorted(heads.items()) if a != author and n)


def make_header(
    *,
    channel: bytes,
    charter: bytes,
    author: bytes,
    seq: int,
    previous: bytes,
    seen: Mapping[bytes, Head],
    kind: str,
    readers: bytes,
    body: bytes,
    time: str,
) -> Header:
    """Make a header and its encoding. `seen` maps every other author to the head that was taken in."""
    listed = seen_list(author, seen)
    packed = enc(labels.SEEN, *(a + u64(n) + i for a, n, i in listed))
    data = enc(
        labels.ENTRY,
        channel,
        charter,
        author,
        u64(seq),
        previous,
        packed,
        kind.encode("ascii"),
        readers,
        body,
        time.encode("ascii"),
    )
    return Header(channel, charter, author, seq, previous, listed, kind, readers, body, time, data)


def read_header(data: bytes) -> Header:
    """Read a header; BadInputError for whatever `make_header` would not have written."""
    parts = dec(labels.ENTRY, data, 10)
    channel, charter, author, seq, previous, seen, kind, readers, body, time = parts
    if any(len(p) != 32 for p in (channel, charter, author, previous, readers, body)):
        raise BadInputError("An entry's header has a part of the wrong size; it was not taken.")
    try:
        kind_text, time_text = kind.decode("ascii"), time.decode("ascii")
    except UnicodeDecodeError:
        raise BadInputError("An entry's header is malformed; it was not taken.") from None
    if not _KIND.fullmatch(kind_text):
        raise BadInputError("An entry's kind is malformed; it was not taken.")
    try:
        read_time(time_text)
    except BadInputError:
        raise BadInputError("An entry's time is malformed; it was not taken.") from None
    number = unu64(seq)
    if number < 1 or (number == 1) != (previous == FIRST):
        raise BadInputError("An entry's place in its chain is malformed; it was not taken.")
    listed = read_seen(seen)
    if any(a == author for a, _, _ in listed):
        raise BadInputError("An entry lists its own author among those seen; it was not taken.")
    return Header(channel, charter, author, number, previous, listed, kind_text, readers, body, time_text, data)


def read_seen(data: bytes) -> tuple[tuple[bytes, int, bytes], ...]:
    """Read the list of what was seen: sorted, each author once."""
    parts = dec(labels.SEEN, data)
    if len(parts) > 4 * LIMITS.members or any(len(p) != 72 for p in parts):
        raise BadInputError("An entry's list of what it has seen is malformed; it was not taken.")
    listed = tuple((p[:32], unu64(p[32:40]), p[40:]) for p in parts)
    if any(a[0] >= b[0] for a, b in pairwise(listed)) or any(n < 1 for _, n, _ in listed):
        raise BadInputError("An entry's list of what it has seen is out of order; it was not taken.")
    return listed


def write_heads(heads: Mapping[bytes, Head]) -> bytes:
    """Encode heads, as flights and batches carry them."""
    return enc(labels.HEADS, *(a + u64(n) + i for a, (n, i) in sorted(heads.items()) if n))


def read_heads(data: bytes) -> dict[bytes, Head]:
    """Read what `write_heads` wrote."""
    parts = dec(labels.HEADS, data)
    if len(parts) > 4 * LIMITS.members or any(len(p) != 72 for p in parts):
        raise BadInputError("A list of heads is malformed; it was not taken.")
    heads = {p[:32]: (unu64(p[32:40]), p[40:]) for p in parts}
    if [p[:32] for p in parts] != sorted(heads) or any(n < 1 for n, _ in heads.values()):
        raise BadInputError("A list of heads is out of order; it was not taken.")
    return heads

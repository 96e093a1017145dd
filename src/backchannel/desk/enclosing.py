"""Enclosures at the desk: taken from a file, carried in pieces, and given out when they are whole."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from backchannel.desk.book import Book
from backchannel.errors import BadInputError, PlaceError, TooEarlyError
from backchannel.protocol.batch import Chunk
from backchannel.protocol.enclosure import chunk_count, open_enclosure, seal_enclosure, sealed_length
from backchannel.protocol.encoding import b64, hex32
from backchannel.protocol.limits import LIMITS
from backchannel.vault import enclosures, postings
from backchannel.vault.enclosures import Enclosure
from backchannel.vault.pairs import Pair
from backchannel.vault.sqlcipher import Connection

_READ = 1 << 18


@dataclass(frozen=True, slots=True, repr=False)
class Held:
    """A file that is in memory only: its name and its bytes."""

    name: str
    data: bytes


File = Path | Held
"""What can be enclosed."""


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """A file sealed into the vault, as a letter will name it."""

    id: bytes
    name: str
    length: int
    digest: bytes
    key: bytes

    def value(self) -> dict[str, object]:
        """Give what the letter says of it."""
        return {
            "name": self.name,
            "length": self.length,
            "digest": hex32(self.digest),
            "sealed": hex32(self.id),
            "sealed_length": sealed_length(self.length),
            "key": b64(self.key),
        }


def length_of(file: File) -> int:
    """Give the bytes of a file."""
    return len(file.data) if isinstance(file, Held) else file.stat().st_size


def _read(file: File) -> Iterator[bytes]:
    with io.BytesIO(file.data) if isinstance(file, Held) else file.open("rb") as opened:
        while piece := opened.read(_READ):
            yield piece


def enclose(book: Book, file: File) -> Sealed:
    """Seal a file into the vault, piece by piece; BadInputError where it is too large or empty."""
    name = file.name
    try:
        length = length_of(file)
        if not 0 < length <= LIMITS.enclosure:
            limit = LIMITS.enclosure // (1024 * 1024)
            raise BadInputError(f"The file {name} is empty or larger than {limit} MB; it was not enclosed.")
        key, whole, plain = book.desk.random(32), hashlib.sha256(), hashlib.sha256()
        # The digest of the ciphertext is its name, and is known only at the end: pieces are kept under a
        # provisional name within the same change.
        provisional = book.desk.random(32)

        def pieces() -> Iterator[bytes]:
            for piece in _read(file):
                plain.update(piece)
                yield piece

        for number, piece in enumerate(seal_enclosure(key, book.channel.id, book.desk.reader, pieces(), length)):
            whole.update(piece)
            enclosures.put_chunk(book.db, provisional, number, piece)
    except OSError as error:
        raise PlaceError(f"The file {name} could not be read ({error.strerror}); nothing was enclosed.") from error
    sealed = Sealed(whole.digest(), name, length, plain.digest(), key)
    enclosures.name_finally(book.db, provisional, sealed.id)
    return sealed


def belongs_to(book: Book, sealed: Sealed, letter: bytes, peers: list[bytes]) -> None:
    """Bind an enclosure to the letter that names it, and lay its pieces out for the letter's readers."""
    enclosures.put(
        book.db,
        Enclosure(
            sealed.id,
            book.channel.id,
            letter,
            book.desk.reader,
            sealed.name,
            sealed.length,
            sealed.digest,
            sealed_length(sealed.length),
            sealed.key,
            complete=True,
        ),
    )
    for peer in peers:
        if peer != book.desk.reader:
            lay_out(book, peer, sealed.id)


def lay_out(book: Book, peer: bytes, identifier: bytes) -> None:
    """Lay an enclosure's pieces out for one more reader."""
    whole = [one for one in enclosures.named(book.db, identifier) if one.complete]
    if whole:
        count = chunk_count(whole[0].sealed_length)
        postings.put_chunks(book.db, book.channel.id, peer, identifier, count)


def take_chunk(book: Book, pair: Pair, chunk: Chunk) -> None:
    """Take in one piece; when all are here the whole is checked, and only then is it there."""
    named = [
        one
        for one in enclosures.named(book.db, chunk.enclosure)
        if one.author == pair.peer and one.channel == book.channel.id and one.sealed_length == sealed_length(one.length)
    ]
    if not named:
        book.count("A piece of an enclosure arrived that no letter of its sender names; it was dropped.")
        return
    if all(one.complete for one in named):
        enclosures.ask_again(book.db, chunk.enclosure)
        return
    length = named[0].sealed_length
    expected = chunk_count(length)
    last = length - (expected - 1) * LIMITS.enclosure_chunk
    size = last if chunk.index == expected - 1 else LIMITS.enclosure_chunk
    if chunk.index >= expected or len(chunk.data) != size:
        book.count("A piece of an enclosure has another size than its letter says; it was dropped.")
        return
    enclosures.put_chunk(book.db, chunk.enclosure, chunk.index, chunk.data)
    if enclosures.chunk_count(book.db, chunk.enclosure) == expected:
        _complete(book, chunk.enclosure, named)


def _complete(book: Book, identifier: bytes, named: list[Enclosure]) -> None:
    whole = hashlib.sha256()
    for piece in enclosures.chunks(book.db, identifier):
        whole.update(piece)
    if whole.digest() != identifier:
        enclosures.drop_chunks(book.db, identifier)
        book.count("An enclosure is not the one that its letter names; its pieces were dropped.")
        return
    for one in named:
        try:
            for _ in _opened(book.db, one):
                pass
            enclosures.set_complete(book.db, identifier, one.letter)
        except BadInputError as error:
            # The pieces are right and this letter's word on them is not: another letter's may be.
            book.count(str(error))


def _opened(db: Connection, enclosure: Enclosure) -> Iterator[bytes]:
    return open_enclosure(
        enclosure.key,
        enclosure.channel,
        enclosure.author,
        enclosures.chunks(db, enclosure.id),
        enclosure.length,
        enclosure.digest,
    )


def give_out(db: Connection, enclosure: Enclosure) -> Iterator[bytes]:
    """Give an enclosure's bytes, checked to the end before the first is given; TooEarlyError while pieces lack."""
    if not enclosure.complete:
        raise TooEarlyError(f"The enclosure {enclosure.name} has not arrived whole; exchange again.")
    for _ in _opened(db, enclosure):
        pass
    return _opened(db, enclosure)

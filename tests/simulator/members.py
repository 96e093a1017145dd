"""A hostile member: somebody with real keys on the channel, whose program does what ours would not.

What he sends carries good tags, since the keys are his own; what is wrong is what he says. He goes by his vault
like everybody else, so that his later entries follow on his earlier ones.
"""

from collections.abc import Collection, Mapping
from typing import Any

from tests.simulator.carrier import Parcel, flipped
from tests.simulator.world import LINE, World

from backchannel.desk.book import Book, open_book
from backchannel.desk.desk import box_of
from backchannel.desk.writing import lay_out
from backchannel.protocol.batch import NEW, RETURNED, Batch, day_of, seal_batch
from backchannel.protocol.entry import FIRST, Head, Header, make_header, write_time
from backchannel.protocol.pair import step
from backchannel.protocol.sealing import SLOT, Proof, make_proof, seal_body
from backchannel.vault import entries, pairs, postings
from backchannel.vault.entries import TAKEN, Entry

_NO_PROOF = Proof(b"", b"", b"")


class Member:
    """One hostile member of a world's channel."""

    def __init__(self, world: World, name: str) -> None:
        self.world = world
        self.name = name
        self.desk = world.desks[name]
        world.hostile.add(name)

    def reader(self, name: str) -> bytes:
        """Give the identifier of a reader."""
        return self.world.desks[name].reader

    def write(
        self,
        kind: str,
        content: Mapping[str, Any],
        *,
        readers: Collection[bytes] | None = None,
        listed: Collection[bytes] | None = None,
        seen: Mapping[bytes, Head] | None = None,
        previous: bytes | None = None,
        charter: bytes | None = None,
        blank: Collection[str] = (),
        broken: Collection[str] = (),
        spoil_body: bool = False,
        only_to: Collection[str] | None = None,
    ) -> Header:
        """Write an entry that no rule was asked about.

        `listed` is the readers' list that the body tells; `blank` get a slot that opens to nothing, and `broken` one
        that does not open, both under a good tag; `spoil_body` sends another body than the header names.
        """
        with self.desk.vault.change(moves_position=True) as db:
            book = open_book(db, self.desk, LINE)
            state, own = book.state, self.desk.reader
            named = sorted(state.active() if readers is None else readers)
            number, last = book.ledger.heads.get(own, (0, FIRST))
            told = sorted(named if listed is None else listed)
            sealed = seal_body(self.desk.random, book.channel.id, own, number + 1, told, dict(content))
            header = make_header(
                channel=book.channel.id,
                charter=charter or state.digest,
                author=own,
                seq=number + 1,
                previous=last if previous is None else previous,
                seen={**book.ledger.heads, **(seen or {})},
                kind=kind,
                readers=sealed.readers,
                body=sealed.digest,
                time=write_time(self.desk.clock()),
            )
            ciphertext = flipped(sealed.ciphertext, 40, 1) if spoil_body else sealed.ciphertext
            entries.put(db, Entry(header, ciphertext, sealed.key, TAKEN, "", write_time(self.desk.clock()), _NO_PROOF))
            for peer in state.addressed():
                name = self.world.name_of(peer)
                pair = book.pairs.get(peer)
                if pair is None or (only_to is not None and name not in only_to):
                    continue
                if name in broken:
                    self._lay_out_broken(book, pair, header)
                else:
                    open_to = peer in named and name not in blank
                    lay_out(book, pair, header, sealed.key if open_to else self.desk.random(32), NEW)
            book.save()
        return header

    def _lay_out_broken(self, book: Book, pair: pairs.Pair, header: Header) -> None:
        taken = step(pair.send)
        epoch, _ = book.peer_key(pair.peer)
        slot = self.desk.random(SLOT)
        tag = make_proof(header.id, slot, NEW, epoch, taken).tag
        place = (book.channel.id, pair.peer, pair.send_number, NEW, epoch)
        postings.put(book.db, postings.Posting(*place, header.author, header.seq, slot, tag))
        pair.send = taken.following
        pair.send_number += 1
        book.touch(pair)

    def repeat(self, header: Header, to: str) -> None:
        """Lay an entry of ours out to a peer as if it were new, with a good tag."""
        with self.desk.vault.change(moves_position=True) as db:
            book = open_book(db, self.desk, LINE)
            entry = entries.get(db, book.channel.id, header.author, header.seq)
            lay_out(book, book.pairs[self.reader(to)], header, entry.key, NEW)
            book.save()

    def put_into_his_chain(self, victim: str, content: Mapping[str, Any], kind: str = "act") -> Header:
        """“Return” to somebody an entry of his own that he never wrote, as the next of his chain."""
        peer = self.reader(victim)
        with self.desk.vault.change(moves_position=True) as db:
            book = open_book(db, self.desk, LINE)
            number, last = book.ledger.heads[peer]
            named = book.state.active()
            sealed = seal_body(self.desk.random, book.channel.id, peer, number + 1, named, dict(content))
            header = make_header(
                channel=book.channel.id,
                charter=book.state.digest,
                author=peer,
                seq=number + 1,
                previous=last,
                seen=book.ledger.heads,
                kind=kind,
                readers=sealed.readers,
                body=sealed.digest,
                time=write_time(self.desk.clock()),
            )
            entries.put(db, Entry(header, sealed.ciphertext, sealed.key, TAKEN, "", header.time, _NO_PROOF))
            lay_out(book, book.pairs[peer], header, sealed.key, RETURNED)
            book.save()
        return header

    def alter(self, header: Header, content: Mapping[str, Any]) -> None:
        """Put another text under the key and in the place of somebody's entry that we can read."""
        with self.desk.vault.change(moves_position=True) as db:
            entry = entries.by_id(db, header.id)
            readers = entry.body()["readers"]
            sealed = seal_body(
                self.desk.random, header.channel, header.author, header.seq, readers, dict(content), entry.key
            )
            altered = make_header(
                channel=header.channel,
                charter=header.charter,
                author=header.author,
                seq=header.seq,
                previous=header.previous,
                seen={a: (n, i) for a, n, i in header.seen},
                kind=header.kind,
                readers=sealed.readers,
                body=sealed.digest,
                time=header.time,
            )
            entries.put(db, Entry(altered, sealed.ciphertext, sealed.key, TAKEN, "", header.time, _NO_PROOF))

    def tell_heads(self, to: str, heads: Mapping[bytes, Head]) -> None:
        """Hand the carrier a batch whose heads are made up."""
        peer = self.reader(to)
        with self.desk.vault.change() as db:
            book = open_book(db, self.desk, LINE)
            pair = book.pairs[peer]
            told = {**entries.heads(db, book.channel.id), **heads}
            day = day_of(self.desk.clock())
            mailbox, _ = box_of(pair.box_send, day)
            pair.batch_sent += 1
            batch = Batch(pair.batch_sent, pair.batch_got, pair.receive_number, told, (), (), ())
            blob = seal_batch(batch, pair.outer_send, mailbox)
            pairs.put(db, pair)
        self.world.carrier.hand_in(Parcel(self.name, to, day, mailbox, blob))

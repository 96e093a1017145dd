"""One letter laid on 200 channels, hub and post: the cost of 200 pairs, growing with their number and no faster.

The posts are real desks, each with a channel of its own to the hub, opened by pouch. The hub then lays one letter on
all the channels in one change of the vault. The bound is what 200 letters for one reader each need of the primitives
(`primitives`), and the same rows written to a SQLCipher database in one transaction. Growth is the time per post for
all of them over that for a quarter: 1 is a straight line.

That posts learn nothing of each other is asserted: what the hub sends to a post, opened, and what the post's vault
holds in any table, show no other post's identifier, name, key, channel or mailbox.
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from backchannel.desk import channels, letters, people, pouches
from backchannel.desk.desk import Desk
from backchannel.protocol.kem import SecretKey, public_key
from backchannel.protocol.padding import pad
from backchannel.record.document import to_value
from backchannel.vault import channels as kept_channels
from backchannel.vault.sqlcipher import connect
from benchmarks import primitives
from benchmarks.desks import HOME, ILSE, WORDS, charter, document, new_desk
from benchmarks.measuring import Figure, compare, machine, show, timed


class Hub:
    """A hub and its posts, each on a channel with the hub alone."""

    def __init__(self, folder: Path, posts: int) -> None:
        self.folder = folder
        self.hub = new_desk(folder / "hub", ILSE, HOME)
        self.names = [f"Guidance {number:03}" for number in range(posts)]
        self.posts: list[tuple[Path, bytes, str]] = []
        for number, name in enumerate(self.names):
            self._open(number, name)

    def _open(self, number: int, name: str) -> None:
        path = self.folder / f"post {number:03}"
        with new_desk(path, f"Consul {number:03}", HOME) as post:
            people.import_card(self.hub, people.own_card(post))
            people.import_card(post, people.own_card(self.hub))
            for desk, known in ((self.hub, post), (post, self.hub)):
                words = " ".join(people.fingerprint(known.reader))
                people.confirm(desk, f"{known.card.party}/{known.card.person}", words)
            channels.propose(self.hub, charter(name, [(HOME, [ILSE, post.card.person])]))
            self.carry(self.hub, post)
            channels.accept(post, name)
            for sender, receiver in ((post, self.hub), (self.hub, post), (post, self.hub)):
                self.carry(sender, receiver)
            self.posts.append((path, post.reader, post.card.person))

    def carry(self, sender: Desk, receiver: Desk) -> None:
        """Carry a pouch from one desk to another."""
        path = self.folder / "pouch"
        pouches.pack(sender, f"{receiver.card.party}/{receiver.card.person}", path, overwrite=True)
        pouches.unpack(receiver, path)

    def send(self, count: int, size: int) -> None:
        """Lay one letter on the first `count` channels."""
        letters.write_to_many(self.hub, self.names[:count], document(size))

    def deliver(self) -> None:
        """Carry a pouch to every post; assert that it and the vault that took it in show nothing of the others."""
        with self.hub.vault.read() as db:
            lines = {c.name: c.id for c in kept_channels.every(db)}
        for number, (path, reader, _) in enumerate(self.posts):
            with Desk.open(path, WORDS) as post:
                self.carry(self.hub, post)
                held = _everything(post)
            for other, (_, identifier, person) in enumerate(self.posts):
                if other != number:
                    for secret in (identifier, person.encode(), lines[self.names[other]], identifier.hex().encode()):
                        if secret in held:
                            raise SystemExit(f"post {number} holds something of post {other}")
            if reader not in held:
                raise SystemExit("the search for what a post holds does not even find the post itself")


def _everything(desk: Desk) -> bytes:
    """Give all that a desk's vault holds, its bodies opened."""
    found: list[bytes] = []
    with desk.vault.read() as db:
        tables = [r[0] for r in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()]
        for table in tables:
            for row in db.execute(f'SELECT * FROM "{table}"').fetchall():
                found += [v if isinstance(v, bytes) else str(v).encode() for v in row]
    for channel in channels.every_standing(desk):
        found += [str(letter.document).encode() for letter in letters.every(desk, channel.channel.name)]
    return b"\n".join(found)


class _Bare:
    """The primitives and the rows of one letter on each of many channels."""

    def __init__(self, hub: Desk, posts: int, size: int, folder: Path) -> None:
        keys = [public_key(SecretKey(os.urandom(32)).public) for _ in range(posts)]
        self._peers = [(os.urandom(32), key) for key in keys]
        self._value = {"document": to_value(document(size))}
        with hub.vault.read() as db:
            self._entries = db.execute("SELECT * FROM entries WHERE kind = 'letter' LIMIT ?", (posts,)).fetchall()
            self._outbox = db.execute("SELECT * FROM outbox LIMIT ?", (posts,)).fetchall()
        self._db: Any = connect(folder / "bare.db", hub.vault.key, "rwc")
        for table, rows in (("entries", self._entries), ("outbox", self._outbox)):
            self._db.execute(f"CREATE TABLE {table} ({', '.join(f'c{n}' for n in range(len(rows[0])))})")

    def run(self) -> None:
        """Do it all."""
        for chain, key in self._peers:
            body_key = os.urandom(32)
            ciphertext = primitives.seal_body(body_key, pad(primitives.write_json(self._value)))
            primitives.sha256(ciphertext)
            primitives.sha256(primitives.CONTEXT)
            primitives.seal_slot(chain, key, primitives.sha256(primitives.CONTEXT), body_key)
        self._db.execute("BEGIN IMMEDIATE")
        for table, rows in (("entries", self._entries), ("outbox", self._outbox)):
            self._db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        self._db.execute("COMMIT")


def bare_letters(hub: Desk, posts: int, size: int, folder: Path) -> Callable[[], None]:
    """Give what does only what one letter on each of many channels needs of the primitives and of SQLCipher."""
    return _Bare(hub, posts, size, folder).run


def measure(*, posts: int = 200, size: int = 5000, rounds: int = 5) -> list[Figure]:
    """Lay a letter on all channels and on fewer; give the ratio to the primitives, and the growth."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hub = Hub(folder, posts)
        with hub.hub:
            hub.send(posts, size)
            bare = _Bare(hub.hub, posts, size, folder)
            found = compare(lambda: hub.send(posts, size), bare.run, rounds)
            steps = [max(1, posts // 4), max(1, posts // 2), posts]
            times = {count: min(timed(partial(hub.send, count, size)) for _ in range(3)) for count in steps}
            hub.deliver()
    growth = (times[posts] / posts) / (times[steps[0]] / steps[0])
    course = ", ".join(f"{count} posts {took * 1e3:.0f} ms" for count, took in times.items())
    return [
        Figure(f"one letter on {posts} channels / primitives and SQLCipher", found.ratio, "times", None, found.detail),
        Figure(f"  time of each post, {posts} over {steps[0]} posts", growth, "times", None, course),
        Figure("  posts that hold anything of another", 0, "posts", 0, f"each vault and pouch of {posts} searched"),
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print; the options say how much."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=200, help="how many posts (default 200)")
    parser.add_argument("--size", type=int, default=5000, help="bytes of text (default 5000)")
    options = parser.parse_args(arguments)
    print(machine())
    show(measure(posts=options.posts, size=options.size))


if __name__ == "__main__":
    main()

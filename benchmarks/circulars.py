"""A circular to 200 posts: sealed with its dispatch, its receipts counted, and how both grow over 50, 100 and 200.

The posts are real desks (`hub_and_post.Hub`). The hub sends a circular to a list of all of them in one change of the
vault; every post takes it in and acknowledges it, and the receipts come back by pouch. Sealing is compared with what
200 letters for one reader each need of the primitives and of SQLCipher (`hub_and_post`); counting with the primitives
that it cannot do without: reading 200 rows and opening 200 receipts.
"""

import argparse
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from backchannel.desk import letters
from backchannel.desk.desk import Desk
from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases, circulars, guidance
from backchannel.record.dates import parse
from backchannel.record.document import Document, passages_of
from benchmarks.desks import WORDS
from benchmarks.hub_and_post import Hub, bare_letters
from benchmarks.measuring import Figure, compare, machine, seconds, show, timed

STATUS_GOAL = 0.050
"""Seconds that a view of planning may take, warm."""


def _text(number: int, size: int) -> Document:
    """A circular of its own words, so that no earlier one explains or betrays it."""
    words = " ".join(f"ferry{number}x{at}" for at in range(size // 12))
    return Document("circular", passages_of("(may be said) We would let them pass.", words), number=f"Rothav {number}")


class _Circulars:
    """A hub whose posts are on lists of several lengths."""

    def __init__(self, folder: Path, posts: int, size: int) -> None:
        self.hub = Hub(folder, posts)
        self.size = size
        self.sent = 0
        cases.new(self.hub.hub, "Guidance")

    def send(self, count: int) -> None:
        """Send a new circular to the first posts."""
        self.sent += 1
        text = _text(self.sent, self.size)
        done = circulars.send(self.hub.hub, f"C {self.sent}", text, on=self.hub.names[:count], onto=OWN)
        assert len(done.laid) == count and not done.missed

    def receive(self) -> None:
        """Let every post take in what came and acknowledge all of it."""
        for (path, _, _), name in zip(self.hub.posts, self.hub.names, strict=True):
            with Desk.open(path, WORDS) as post:
                self.hub.carry(self.hub.hub, post)
                for letter in letters.every(post, name):
                    guidance.acknowledge(post, f"{name}/{letter.reference}")
                self.hub.carry(post, self.hub.hub)

    def status(self, number: int) -> circulars.Status:
        """Count the receipts of a circular."""
        return circulars.status(self.hub.hub, f"C {number}")

    def open_receipts(self) -> None:
        """Read the rows of the receipts, and open them: what counting cannot do without."""
        with self.hub.hub.vault.read() as db:
            from backchannel.vault import channels, entries

            for channel in channels.every(db):
                for entry in entries.newest_first(db, channel.id, "ack"):
                    entry.body()
                    break


def measure(*, posts: int = 200, size: int = 5000, rounds: int = 3) -> list[Figure]:
    """Send circulars to all posts and to fewer, count their receipts; give ratios, growth and times."""
    steps = [max(1, posts // 4), max(1, posts // 2), posts]
    with tempfile.TemporaryDirectory() as name:
        case = _Circulars(Path(name), posts, size)
        with case.hub.hub:
            sealing, counting, of = {}, {}, {}
            for count in steps:
                sealing[count] = min(timed(partial(case.send, count)) for _ in range(2))
                of[count] = case.sent
            bare = bare_letters(case.hub.hub, posts, size, Path(name))
            case.receive()
            for count in steps:
                assert case.status(of[count]).texts[0].received == count
                counting[count] = min(timed(partial(case.status, of[count])) for _ in range(5))
            sealed = compare(lambda: case.send(posts), bare, rounds)
            counted = compare(lambda: case.status(of[posts]), case.open_receipts, 5)
            on = parse("2031-05-06")
            points = min(timed(partial(guidance.points, case.hub.hub, f"C {of[posts]}", on)) for _ in range(3))
    growth = {
        what: (times[posts] / posts) / (times[steps[0]] / steps[0])
        for what, times in (("sealing", sealing), ("counting", counting))
    }
    course = {
        what: ", ".join(f"{count} posts {seconds(took)}" for count, took in times.items())
        for what, times in (("sealing", sealing), ("counting", counting))
    }
    return [
        Figure(f"a circular to {posts} posts / primitives and SQLCipher", sealed.ratio, "times", None, sealed.detail),
        Figure("  time of each post, all over a quarter", growth["sealing"], "times", None, course["sealing"]),
        Figure(f"its {posts} receipts counted", counting[posts] * 1e3, "ms", STATUS_GOAL * 1e3, course["counting"]),
        Figure("  against opening the receipts", counted.ratio, "times", None, counted.detail),
        Figure("  time of each post, all over a quarter", growth["counting"], "times", None, course["counting"]),
        Figure("its points", points * 1e3, "ms", STATUS_GOAL * 1e3),
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

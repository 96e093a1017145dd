"""Bytes on the wire over bytes of text, for one letter alone and for twenty that travel together.

Counted are the blobs of one recipient as a relay takes them: the size classes that hide a letter's length, the slot
and the tag, the header, the body with its padding. Renewals of keys, which come with every twentieth entry and at
the beginning, are part of what travels. A pouch adds its own padding, of at most 12 percent.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from backchannel.desk.desk import Desk
from backchannel.desk.exchange import handed_over, outgoing
from benchmarks.desks import carry, document, pair_of_desks, text_length, write_letters
from benchmarks.measuring import Figure, machine, show

SIZES = (1000, 5000, 20_000, 100_000)


def measure(*, sizes: Sequence[int] = SIZES, together: int = 20) -> list[Figure]:
    """Give bytes sent for each byte of text."""
    figures = []
    with tempfile.TemporaryDirectory() as name:
        one, other = pair_of_desks(Path(name))
        with one, other:
            # The first entry of all renews the keys; what follows is the usual course.
            write_letters(one, 1, 100)
            for size in sizes:
                for count in (1, together):
                    carry(one, other, Path(name))
                    carry(other, one, Path(name))
                    _hand_over(one)
                    write_letters(one, count, size)
                    blobs = _hand_over(one)
                    text = count * text_length(document(size))
                    many = f"{count} letters" if count > 1 else "1 letter"
                    detail = f"{sum(blobs)} bytes in {len(blobs)} blobs for {text} bytes of text"
                    what = f"{many} of {size / 1000:g} kB: bytes sent / bytes of text"
                    figures.append(Figure(what, sum(blobs) / text, "times", None, detail))
    return figures


def _hand_over(desk: Desk) -> list[int]:
    with desk.vault.change() as db:
        items = list(outgoing(db, desk))
        handed_over(db, desk, items)
    return [len(item.blob) for item in items]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--together", type=int, default=20, help="how many letters travel together (default 20)")
    options = parser.parse_args(arguments)
    print(machine())
    show(measure(together=options.together))


if __name__ == "__main__":
    main()

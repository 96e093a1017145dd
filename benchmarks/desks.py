"""Desks to measure: made quickly, with a channel in force between them, and filled with letters.

Their passphrase costs nothing, since deriving keys from it is slow by intention and no part of what is measured.
"""

import itertools
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from backchannel.desk import channels, people, pouches
from backchannel.desk.book import open_book
from backchannel.desk.desk import Desk
from backchannel.desk.writing import append
from backchannel.record.document import Document, passages_of, to_value
from backchannel.vault.passphrase import FOR_TESTS_ONLY

WORDS = "nine lanterns along the quay"
LINE = "The quay line"
HOME, AWAY = "Valdria", "Ostrava"
ILSE, TOMAS = "Ilse Maren", "Tomas Reik"

_SENTENCES = (
    "We have read your note of the second with attention, and with some relief.",
    "The harbour master was told nothing beyond the hour of the tide.",
    "If the northern ferry resumes, our side would take the guard off the bridge within a week.",
    "The minister asks that the word “guarantee” be left for the principals themselves.",
    "What was said at the lake about the grain barges still stands, as far as we are concerned.",
    "We would rather have a late answer than one that has to be taken back.",
)


def document(size: int) -> Document:
    """Give an invented letter of about `size` bytes of text, in passages of some 600."""
    passages: list[str] = []
    left, sentences = size, itertools.cycle(_SENTENCES)
    while left > 0:
        text = ""
        while left > 0 and len(text) < 600:
            sentence = next(sentences)[: max(left, 1)]
            text, left = f"{text} {sentence}".strip(), left - len(sentence.encode()) - 1
        passages.append(text)
    return Document("letter", passages_of(*passages), heading="The ferry")


def text_length(letter: Document) -> int:
    """Give how many bytes of text a letter has."""
    return sum(len(passage.text.encode()) for passage in letter.passages)


def new_desk(path: Path, person: str, party: str) -> Desk:
    """Make a desk."""
    return Desk.create(path, WORDS, person=person, party=party, cost=FOR_TESTS_ONLY)


@contextmanager
def copied(path: Path, to: Path) -> Iterator[Desk]:
    """Open a copy of a closed desk, and take it away again."""
    shutil.copytree(path, to)
    try:
        with Desk.open(to, WORDS) as desk:
            yield desk
    finally:
        shutil.rmtree(to)


def introduce(one: Desk, other: Desk) -> None:
    """Let two desks know each other."""
    for desk, known in ((one, other), (other, one)):
        people.import_card(desk, people.own_card(known))
        words = " ".join(people.fingerprint(known.reader))
        people.confirm(desk, f"{known.card.party}/{known.card.person}", words)


def carry(sender: Desk, receiver: Desk, folder: Path) -> int:
    """Carry a pouch from one to the other; give its size in bytes."""
    path = folder / "pouch"
    pouches.pack(sender, f"{receiver.card.party}/{receiver.card.person}", path, overwrite=True)
    pouches.unpack(receiver, path)
    size = path.stat().st_size
    path.unlink()
    return size


def charter(title: str, parties: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Give the text of a charter in which everybody is a principal."""
    lines = [f'title = "{title}"']
    for party, persons in parties:
        names = ", ".join(f'"{p}"' for p in persons)
        lines += ["[[party]]", f'name = "{party}"', f"principals = [{names}]", "ceiling = 3"]
    return "\n".join(lines)


def open_line(one: Desk, other: Desk, folder: Path, title: str = LINE) -> None:
    """Open a channel between two desks, until both have written and are in force."""
    introduce(one, other)
    parties: dict[str, list[str]] = {}
    for desk in (one, other):
        parties.setdefault(desk.card.party, []).append(desk.card.person)
    channels.propose(one, charter(title, list(parties.items())))
    carry(one, other, folder)
    channels.accept(other, title)
    for sender, receiver in ((other, one), (one, other), (other, one), (one, other)):
        carry(sender, receiver, folder)
    if not all(channels.standing(desk, title).state.in_force for desk in (one, other)):
        raise SystemExit("the channel did not come into force")


def pair_of_desks(folder: Path) -> tuple[Desk, Desk]:
    """Make two desks with a channel in force between them."""
    one, other = new_desk(folder / "one", ILSE, HOME), new_desk(folder / "other", TOMAS, AWAY)
    open_line(one, other, folder)
    return one, other


def write_letters(desk: Desk, count: int, size: int) -> None:
    """Write letters to everybody on the line, all in one change of the vault."""
    content = {"document": to_value(document(size))}
    with desk.vault.change(moves_position=True) as db:
        book = open_book(db, desk, LINE)
        readers = book.state.active()
        for _ in range(count):
            append(book, "letter", dict(content), readers)
        book.save()

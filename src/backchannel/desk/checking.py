"""Checking a ledger from its first entry: chains, links, bodies, authors, and the state that follows from them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from backchannel.desk.book import Book, open_book
from backchannel.desk.desk import Desk
from backchannel.desk.references import reference, short_names
from backchannel.protocol.charter import charter_digest
from backchannel.protocol.encoding import h
from backchannel.protocol.entry import FIRST, Header
from backchannel.protocol.ledger import Ledger
from backchannel.protocol.state import FOLDED_KINDS, State
from backchannel.vault import entries
from backchannel.vault.entries import REFUSED, RETIRED_KINDS, UNOPENED, WAITS, Entry

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: how many entries of each author, what is wrong, and that the state agrees."""

    entries: int
    sealed: int
    """Entries that this desk cannot read: it holds their headers, and that is all it should."""
    findings: tuple[str, ...]
    state: State
    heads: dict[str, tuple[int, bytes]]
    """By author's name: the last number and its identifier. Two desks that hold the same, hold the same text."""


def check(desk: Desk, channel: str, progress: Progress = lambda _: None) -> Checked:
    """Check the whole ledger of a channel; findings are sentences, and none is good news."""
    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        return _Check(book, progress).run()


class _Check:
    def __init__(self, book: Book, progress: Progress) -> None:
        self._book = book
        self._progress = progress
        self._names = short_names(book.state)
        self._findings: list[str] = []
        self._headers: dict[bytes, list[Header]] = {}
        self._folded: dict[bytes, tuple[Header, dict[str, object]]] = {}
        self._standing: dict[bytes, tuple[str, str]] = {}
        self._sealed = 0

    def run(self) -> Checked:
        count = 0
        channel = self._book.channel
        if charter_digest(channel.founding) != channel.id:
            self._findings.append(
                f"The founding charter of “{channel.name}” is not the one that the channel is named by."
            )
        for row in entries.misfiled(self._book.db, channel.id):
            self._findings.append(
                f"{reference(self._book.state, row)} is filed as something that its header does not say."
            )
        for entry in entries.every(self._book.db, self._book.channel.id):
            self._one(entry)
            count += 1
            self._progress(count)
        ledger = self._judged()
        book, names = self._book, {r: m.name for r, m in self._book.state.members.items()}
        if ledger.state() != book.state:
            self._findings.append("The state that follows from the entries is not the one that this desk goes by.")
        heads = {names.get(a, a.hex()[:8]): head for a, head in ledger.heads.items()}
        return Checked(count, self._sealed, tuple(self._findings), book.state, heads)

    def _one(self, entry: Entry) -> None:
        header, book = entry.header, self._book
        chain = self._headers.setdefault(header.author, [])
        name = f"{self._names.get(header.author, header.author.hex()[:8])}-{header.seq}"
        previous = chain[-1].id if chain else FIRST
        if header.seq != len(chain) + 1 or (header.previous != previous and entry.standing != WAITS):
            self._findings.append(f"{name} does not follow the entry before it.")
        chain.append(header)
        self._standing[header.id] = (entry.standing, entry.refusal)
        if header.author != book.desk.reader and not entry.proof.holds(header.id):
            self._findings.append(f"The proof of {name}'s author does not hold.")
        if entry.ciphertext and h(entry.ciphertext) != header.body:
            self._findings.append(f"The body of {name} is not the one that its header names.")
        elif not entry.ciphertext and (entry.key or header.kind not in RETIRED_KINDS):
            self._findings.append(f"The body of {name} is missing, and was not retired.")
        if entry.standing == REFUSED:
            self._findings.append(f"{name} was refused: {entry.refusal}")
        elif entry.standing == UNOPENED:
            self._findings.append(f"{name} should open here and does not; its author was asked for it again.")
        elif entry.standing == WAITS:
            self._findings.append(f"{name} waits for entries that have not arrived.")
        if not entry.key:
            self._sealed += 1
            return
        body = entry.body()
        if body is None and entry.ciphertext:
            self._findings.append(f"The body of {name} does not open with the key that is kept for it.")
        elif body is not None and header.kind in FOLDED_KINDS:
            self._folded[header.id] = (header, body)

    def _judged(self) -> Ledger:
        def find(author: bytes, seq: int) -> Header | None:
            chain = self._headers.get(author, [])
            return chain[seq - 1] if 0 < seq <= len(chain) else None

        ledger = Ledger(self._book.channel.id, self._book.channel.charter, find)
        positions = dict.fromkeys(self._headers, 0)
        progress = True
        while progress:
            progress = False
            for author, chain in self._headers.items():
                for header in self._ready(ledger, chain, positions[author]):
                    verdict = ledger.take(header, self._folded.get(header.id, (None, None))[1])
                    positions[author] += 1
                    progress = True
                    kept, rule = self._standing[header.id]
                    if verdict.refusal and kept not in {REFUSED, UNOPENED}:
                        self._findings.append(
                            f"{reference(self._book.state, header)} breaks a rule: {verdict.refusal or rule}"
                        )
        for author, chain in self._headers.items():
            left = chain[positions[author] :]
            if left and self._standing[left[0].id][0] != WAITS:
                self._findings.append(
                    f"{reference(self._book.state, left[0])} was taken in, and has seen entries that are not here."
                )
        return ledger

    @staticmethod
    def _ready(ledger: Ledger, chain: list[Header], start: int) -> Iterator[Header]:
        for header in chain[start:]:
            if not ledger.complete(header):
                return
            yield header

"""Asking a keeper: a draft goes to somebody who may read what its author may not, and passages to clear come back.

The asker's desk holds nothing of what the keeper's desk saw. What it may read itself it has compared itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.desk.desk import Desk
from backchannel.desk.words import requests, screening, trust
from backchannel.desk.words.allowance import is_short
from backchannel.desk.words.requests import Request
from backchannel.desk.words.screening import Part
from backchannel.desk.writing import append
from backchannel.errors import RuleError
from backchannel.protocol.screening import request as request_of
from backchannel.record.document import to_value
from backchannel.vault import entries
from backchannel.vault.sqlcipher import Connection

__all__ = ["Asked", "Piece", "ask", "pieces_of", "sent"]


@dataclass(frozen=True, slots=True)
class Piece:
    """What is asked about as one passage: which parts of the draft (by name), and their text."""

    names: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A draft that a keeper was asked about: its pieces and the request, which has the answer once it came.

    `now` says whether the request was written just now.
    """

    pieces: tuple[Piece, ...]
    request: Request
    now: bool


def ask(desk: Desk, parts: Sequence[Part], keeper: str, on: str = "", *, again: bool = False) -> Asked:
    """Send a draft's parts to a keeper, or where the same was sent to him before give what became of it.

    It goes over a channel of one's own side, which `on` names where several are shared, to be read by the keeper alone.
    With `again` it is sent once more, for the keeper's own look. RuleError where the channel has members of another
    party, or where the draft has words of letters that the keeper may not read; UsageError where there is no such
    channel, BadInputError for a draft that is too large.
    """
    pieces = pieces_of(parts)
    texts = tuple(piece.text for piece in pieces)
    with desk.vault.change(moves_position=True) as db:
        book, reader = trust.line_with(db, desk, keeper, on)
        document = request_of(texts)
        known = [] if again else _sent(db, desk, book.channel.id, reader, texts)
        if known:
            return Asked(pieces, known[-1], now=False)
        _keep_from(db, desk, pieces, reader, keeper)
        entry = append(book, "letter", {"document": to_value(document)}, sorted({desk.reader, reader}))
        entries.mark_read(db, entry.header, desk.now())
        book.save()
        (request,) = [one for one in requests.every(db, desk) if one.header.id == entry.header.id]
        return Asked(pieces, request, now=True)


def _keep_from(db: Connection, desk: Desk, pieces: Sequence[Piece], reader: bytes, keeper: str) -> None:
    """Refuse to send somebody, within a draft, words of a letter that he may not read."""
    found = screening.echoes(db, desk, [piece.text for piece in pieces], screening.known_to(db, desk, reader))
    kept = dict.fromkeys(
        name for echo in found if not echo.is_imported for at in echo.parts for name in pieces[at].names
    )
    if kept:
        raise RuleError(
            f"The draft was not sent: it has words of letters that {keeper} may not read (in {', '.join(kept)}); "
            "screen it without asking to see them.",
            typed="without --ask",
        )


def _sent(db: Connection, desk: Desk, channel: bytes, keeper: bytes, texts: tuple[str, ...]) -> list[Request]:
    return [
        one
        for one in requests.every(db, desk)
        if one.header.author == desk.reader
        and (one.header.channel, one.keeper_reader, one.passages) == (channel, keeper, texts)
    ]


def sent(desk: Desk) -> list[Request]:
    """Give the drafts about which this desk asked keepers, each with the answer if it came, the newest first."""
    with desk.vault.read() as db:
        return [one for one in reversed(requests.every(db, desk)) if one.header.author == desk.reader]


def pieces_of(parts: Sequence[Part]) -> tuple[Piece, ...]:
    """Join short parts, such as a heading or a salutation, with what follows them; the last with what stands before.

    Of a short passage a keeper's desk never says that there is nothing to be cleared.
    """
    pieces: list[Piece] = []
    names: tuple[str, ...] = ()
    text = ""
    for part in parts:
        names, text = (*names, part.name), f"{text}\n{part.text}" if text else part.text
        if not is_short(text):
            pieces.append(Piece(names, text))
            names, text = (), ""
    if names and pieces:
        last = pieces.pop()
        names, text = (*last.names, *names), f"{last.text}\n{text}"
    if names:
        pieces.append(Piece(names, text))
    return tuple(pieces)

"""At the desk of who is asked: what others put to us, what we answer, and that we had too little time or material."""

from dataclasses import dataclass

from backchannel.desk.book import open_book
from backchannel.desk.desk import Desk
from backchannel.desk.planning.acting import Acting
from backchannel.desk.planning.boards import BETWEEN_PARTIES, board
from backchannel.desk.planning.screened import require_clear
from backchannel.desk.words.screening import Part
from backchannel.errors import RuleError, UsageError
from backchannel.planning.acts import Act
from backchannel.planning.board import Board
from backchannel.planning.consultation.concerns import is_called
from backchannel.planning.consultation.consulting import (
    ANSWER,
    CONSULTING,
    OF,
    TOO_LITTLE,
    Answer,
    Given,
    Put,
    Stance,
    TooLittle,
    answers_to,
    put,
    too_little,
)
from backchannel.vault import channels

__all__ = ["Received", "answer", "had_too_little", "received"]


@dataclass(frozen=True, slots=True)
class Received:
    """What another party put to us: on which channel, and what our own party has answered, with what has no effect."""

    put: Put
    channel: str
    answers: tuple[Given, ...]
    too_little: tuple[tuple[TooLittle, Act], ...]

    @property
    def answer(self) -> Given | None:
        """The answer that counts."""
        return next((one for one in self.answers if not one.effect), None)


def received(desk: Desk) -> list[Received]:
    """Give what other parties put to us, as it came."""
    with desk.vault.read() as db:
        found = board(db, desk, BETWEEN_PARTIES)
        names = {one.id: one.name for one in channels.every(db)}
        asked = [one for thing in found.things(CONSULTING) if (one := put(found, thing)) is not None]
        ours = desk.card.party
        return [
            _received(found, one, ours, names[one.opened.channel])
            for one in asked
            if not is_called(one.opened.writer.party, ours)
        ]


def answer(desk: Desk, name: str, stance: Stance, words: str = "", passage: int = 0) -> Received:
    """Answer what was put to us, for our own party. Who answered before may answer again until the end.

    UsageError for a reservation or a wish for changes without words, and for a passage that the text has not;
    RuleError for somebody who is no principal on the channel, and for words that those who asked may not know. After
    the end an answer is kept, and is late.
    """
    if stance in (Stance.RESERVES, Stance.ASKS) and not words.strip():
        raise UsageError("Say which, in words: what is reserved, or what is to be changed.")
    with desk.vault.change(moves_position=True) as db:
        acting = Acting(db, desk)
        asked = _find(desk, acting.board, name)
        if not 0 <= passage <= len(asked.says.text):
            raise UsageError(f"The text has {len(asked.says.text)} passages; {passage} is none of them.")
        says = Answer(desk.card.party, stance, words.strip(), passage)
        channel = asked.opened.channel.hex()
        require_clear(db, desk, open_book(db, desk, channel), [Part("answer", says.words)])
        kept = acting.open(ANSWER, says, onto=channel, names={OF: (asked.thing.id,)})
        known = {one.act.id: one.effect for one in answers_to(acting.board, asked, desk.card.party)}
        effect = known.get(kept.act.id, "")
        if effect and not effect.startswith("late"):
            raise RuleError(f"This would have no effect: {effect}.")
        name_ = next(one.name for one in channels.every(db) if one.id == asked.opened.channel)
        return _received(acting.board, asked, desk.card.party, name_)


def had_too_little(desk: Desk, name: str, words: str = "", *, time: bool = False, material: bool = False) -> Received:
    """Put on record that we were consulted with too little time, or too little material; a principal says so."""
    if not (time or material):
        raise UsageError("Say of what there was too little: time, material, or both.", typed="--time, --material")
    with desk.vault.change(moves_position=True) as db:
        acting = Acting(db, desk)
        asked = _find(desk, acting.board, name)
        says = TooLittle(desk.card.party, time, material, words.strip())
        require_clear(db, desk, open_book(db, desk, asked.opened.channel.hex()), [Part("word on it", says.words)])
        kept = acting.open(TOO_LITTLE, says, onto=asked.opened.channel.hex(), names={OF: (asked.thing.id,)})
        if all(act.id != kept.act.id for _, act in too_little(acting.board, asked, desk.card.party)):
            raise RuleError(f"This would have no effect: only a principal of {desk.card.party} says it for it.")
        name_ = next(one.name for one in channels.every(db) if one.id == asked.opened.channel)
        return _received(acting.board, asked, desk.card.party, name_)


def _find(desk: Desk, found: Board, name: str) -> Put:
    kept = found.find(CONSULTING, name, "consultation")
    asked = put(found, kept.thing)
    if asked is None or is_called(asked.opened.writer.party, desk.card.party):
        raise UsageError(f"“{name[:60]}” was put by ourselves; those answer it who were asked.")
    return asked


def _received(found: Board, asked: Put, ours: str, channel: str) -> Received:
    little = tuple(too_little(found, asked, ours))
    return Received(asked, channel, tuple(answers_to(found, asked, ours)), little)

"""Comments on things of a case, and on passages: kept for ever, in their order, with what was answered to them.

A comment is what its writer said. No later act changes one or takes it away; who thinks otherwise now answers it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from backchannel.planning.acts import Act
from backchannel.planning.board import Board, Thing
from backchannel.planning.kinds import Kind
from backchannel.planning.names import folded

__all__ = ["ANSWERS", "COMMENT", "ON", "Comment", "Said", "named_so", "on_passage", "on_thing"]

ON, ANSWERS = "on", "answers"
"""The parts in which a comment names what it is on, and the comment that it answers."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: its text, and under which heading of the thing it stands.

    `wording` is the id of the statement that its writer had before him, in hexadecimal.
    """

    text: str
    under: str = ""
    wording: str = ""


COMMENT = Kind("comment", Comment)


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as it was made.

    `depth` is 0, or one more than that of the comment that it answers. `on_earlier_words` says that the thing has been
    worded anew since. `without_effect` are later acts that would have changed the comment.
    """

    id: bytes
    says: Comment
    act: Act
    depth: int
    on_earlier_words: bool
    without_effect: tuple[Act, ...]


def on_thing(board: Board, identifier: bytes) -> tuple[Said, ...]:
    """Give the comments on a thing, each followed by those that answer it, else in the order of their times."""
    chosen = [one for one in board.things(COMMENT, identifier) if identifier in one.opened.names.get(ON, ())]
    thing = board.thing(identifier)
    return _threaded(board, chosen, frozenset(act.id.hex() for act in thing.statements) if thing else frozenset())


def on_passage(board: Board, address: str) -> tuple[Said, ...]:
    """Give the comments that rest on a passage, or of a whole document on any passage of it, as `on_thing`."""
    within = f"{address}/"
    chosen = [
        one
        for one in board.things(COMMENT)
        if any(rest == address or rest.startswith(within) for rest in one.opened.rests)
    ]
    return _threaded(board, chosen, frozenset())


def _threaded(board: Board, things: Iterable[Thing], standing: frozenset[str]) -> tuple[Said, ...]:
    made: dict[bytes, tuple[Comment, Thing]] = {}
    for thing in things:
        says = board.said(COMMENT, thing.opened)
        if says is not None:
            made[thing.id] = (says, thing)
    answers: dict[bytes, list[bytes]] = {b"": []}
    for one, (_, thing) in made.items():
        answered = thing.opened.names.get(ANSWERS)
        before = next((other for other in answered if other in made), b"") if answered else b""
        answers.setdefault(before, []).append(one)
    found = []
    # Not by recursion: an exchange may be as long as it likes.
    waiting = [(one, 0) for one in reversed(answers[b""])]
    while waiting:
        one, depth = waiting.pop()
        says, thing = made[one]
        earlier = bool(says.wording and standing) and says.wording not in standing
        history = thing.history
        later = tuple(act for act in history if act.id != thing.id) if len(history) > 1 else ()
        found.append(Said(one, says, thing.opened, depth, earlier, later))
        if one in answers:
            waiting += [(other, depth + 1) for other in reversed(answers[one])]
    return tuple(found)


def named_so(board: Board, text: str) -> list[Act]:
    """Give the acts that opened whatever has ever had this name, else those whose id begins so (6 digits at least)."""
    wanted = folded(text)
    opened, named = board.folded(_opened)
    found = named.get(wanted, {})
    if not found and len(wanted) >= 6:
        found = {one: None for one in opened if one.hex().startswith(wanted)}
    return [opened[one] for one in found if one in opened]


def _opened(board: Board) -> tuple[dict[bytes, Act], dict[str, dict[bytes, None]]]:
    """Give what opened each thing, and the things that ever had a name, by the name as it is compared."""
    opened: dict[bytes, Act] = {}
    named: dict[str, dict[bytes, None]] = {}
    for act in board.acts():
        if act.id == act.of:
            opened[act.of] = act
        named.setdefault(folded(str(act.says.get("name", ""))), {})[act.of] = None
    return opened, named

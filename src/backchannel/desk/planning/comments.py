"""Comments: made on a thing of the case or on a passage, answered, and read in their order."""

from dataclasses import dataclass

from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import passage
from backchannel.desk.planning.resting import Rest, rest
from backchannel.errors import UsageError
from backchannel.planning.acts import Act
from backchannel.planning.board import Board, Kept
from backchannel.planning.comments import (
    ANSWERS,
    COMMENT,
    ON,
    Comment,
    Said,
    named_so,
    on_passage,
    on_thing,
)

__all__ = ["Commented", "Recent", "add", "answer", "called", "every", "identified", "recent"]


@dataclass(frozen=True, slots=True)
class Commented:
    """What is commented on (a thing, or the words at an address), and the comments in their order."""

    what: str
    on: Rest | None
    comments: tuple[Said, ...]


def add(desk: Desk, what: str, text: str, *, under: str = "", case: str = "", onto: str = "") -> Kept[Comment]:
    """Comment on a thing of the case by its name or number, an option as SET/B, or a passage by its address.

    It stands on the thing's own channel unless `onto` names a narrower one. UsageError for nothing of that name.
    """
    with cases.change(desk, case) as acting:
        opened = _thing(acting.board, what)
        if opened is None:
            return acting.open(COMMENT, Comment(_text(text), under.strip()), onto=onto, rests=(what,))
        thing = acting.board.thing(opened.of)
        wording = thing.statements[-1].id.hex() if thing is not None else ""
        return acting.open(
            COMMENT,
            Comment(_text(text), under.strip(), wording),
            onto=onto or opened.channel.hex(),
            names={ON: (opened.of,)},
        )


def answer(desk: Desk, number: str, text: str, *, case: str = "", onto: str = "") -> Kept[Comment]:
    """Answer a comment, by the beginning of its number. UsageError where none begins so, or several."""
    with cases.change(desk, case) as acting:
        wanted = number.strip().casefold()
        found = [one for one in acting.board.things(COMMENT) if len(wanted) >= 6 and one.id.hex().startswith(wanted)]
        if len(found) != 1:
            raise UsageError(
                f"{number[:40]} is the number of no one comment; look in the list of comments.",
                typed="backchannel comment list",
            )
        opened = found[0].opened
        return acting.open(
            COMMENT,
            Comment(_text(text), str(opened.says.get("under", ""))),
            onto=onto or opened.channel.hex(),
            names={ON: opened.names.get(ON, ()), ANSWERS: (opened.id,)},
            rests=opened.rests,
        )


def every(desk: Desk, what: str, case: str = "") -> Commented:
    """Give the comments on a thing, or on a passage or document. UsageError for nothing of that name."""
    with cases.reading(desk, case) as (db, board):
        opened = _thing(board, what)
        if opened is not None:
            return Commented(called(opened), None, on_thing(board, opened.of))
        address = passage(db, desk, what)
        return Commented(what, rest(db, desk, address), on_passage(board, address))


@dataclass(frozen=True, slots=True)
class Recent:
    """A comment with what it is on: a thing of the case (`on` is its id), or (b"") the words at an address."""

    kept: Kept[Comment]
    on: bytes
    what: str
    address: str


def recent(desk: Desk, case: str = "") -> list[Recent]:
    """Give every comment of a case that this person may see, the newest first."""
    found = []
    with cases.reading(desk, case) as (db, board):
        for kept in board.every(COMMENT):
            opened = board.opening(next(iter(kept.thing.opened.names.get(ON, ())), b""))
            if opened is not None:
                found.append(Recent(kept, opened.of, called(opened), ""))
                continue
            address = next(iter(kept.thing.opened.rests), "")
            found.append(Recent(kept, b"", rest(db, desk, address).address if address else "", address))
    return sorted(found, key=lambda one: one.kept.thing.opened.time, reverse=True)


def identified(desk: Desk, what: str, case: str = "") -> bytes:
    """Give the id of the thing that is meant by its name or number; b"" where it is none, and so an address."""
    with cases.reading(desk, case) as (_, board):
        opened = _thing(board, what)
        return opened.of if opened is not None else b""


def called(opened: Act) -> str:
    """Give a thing in a person's words: its kind with its name, or with the beginning of its text."""
    name = str(opened.says.get("name") or opened.says.get("text") or "")
    return f"{opened.type} “{' '.join(name.split())[:60]}”" if name else opened.type


def _thing(board: Board, what: str) -> Act | None:
    """Give the act that opened what is meant; None where it is no thing of the case, and so an address."""
    found = named_so(board, what)
    parent, stroke, child = what.rpartition("/")
    if not found and stroke:
        parents = {act.of for act in named_so(board, parent)}
        found = [act for act in named_so(board, child) if any(parents & set(ids) for ids in act.names.values())]
    if len(found) > 1:
        numbers = ", ".join(f"{called(act)} ({act.of.hex()[:8]})" for act in found[:6])
        raise UsageError(f"“{what[:60]}” names more than one thing; say which by its number: {numbers}.")
    return found[0] if found else None


def _text(text: str) -> str:
    said = text.strip()
    if not said:
        raise UsageError("A comment needs words.")
    return said

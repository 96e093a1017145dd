"""What is said of a thing now: one statement, or what two desks said apart, of which one may have ended it.

While any statement has not ended it, a thing stands: an ending written without seeing the rest
ends nothing.
"""

from typing import TypeVar

from backchannel.planning.acts import Act
from backchannel.planning.board import Board, Kept
from backchannel.planning.kinds import Kind

__all__ = ["said", "standing"]

T = TypeVar("T")


def said(kept: Kept[T]) -> list[tuple[T, Act]]:
    """Give the statements of a thing that do not end it, the oldest first."""
    return [(says, act) for says, act in (*kept.beside, (kept.says, kept.act)) if act.ended is None]


def standing(board: Board, kind: Kind[T]) -> list[Kept[T]]:
    """Give the things of a kind that stand, in the order in which they were opened."""
    return [kept for kept in board.every(kind) if kept.ended is None or (kept.beside and said(kept))]

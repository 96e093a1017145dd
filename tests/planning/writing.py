"""Acts written straight onto a board, by whomever a test wants, as a program that keeps to no rule would."""

from dataclasses import dataclass, field

from backchannel.planning.acts import Act, Ending, Writer
from backchannel.planning.board import Board
from backchannel.record.dates import parse

ILSE = Writer(b"i" * 32, "Ilse Maren", "Valdria", True)
GRETA = Writer(b"g" * 32, "Greta Lund", "Valdria", False)
KARL = Writer(b"k" * 32, "Karl Oden", "Valdria", False)
DESK = b"D" * 32
DAY = "2031-05-05"


def on(day):
    """Give a day as acts say it."""
    return parse(day)


@dataclass
class Pages:
    """A board and the acts that were put on it."""

    board: Board = field(default_factory=Board)
    acts: list = field(default_factory=list)

    def write(self, kind, value, *, by=ILSE, of=None, after=(), names=None, rests=(), ended="", day=DAY, says=None):
        """Put an act on the board, and give its id."""
        number = len(self.acts) + 1
        identifier = number.to_bytes(32, "big")
        act = Act(
            id=identifier,
            channel=DESK,
            seq=number,
            writer=by,
            time=f"{day}T08:{number // 60 % 60:02}:{number % 60:02}Z",
            type=kind.name,
            case=b"c" * 16,
            of=of or identifier,
            after=tuple(after),
            names={part: tuple(ids) for part, ids in (names or {}).items()},
            rests=tuple(rests),
            ended=Ending(ended, "because") if ended else None,
            says=kind.write(value) if says is None else says,
        )
        self.acts.append(act)
        self.board.take(act)
        return identifier

    def revise(self, kind, of, value, *, by=ILSE, after=None, **more):
        """Put an act in the place of everything that was said of a thing, or of what is named."""
        every = [act.id for act in self.acts if act.of == of]
        return self.write(kind, value, by=by, of=of, after=every if after is None else after, **more)

    def shuffled(self, acts):
        """Give the same acts on a board in another order."""
        board = Board()
        for act in acts:
            board.take(act)
        return board

"""The views of planning over one case of 100, 1,000 and 10,000 acts of all kinds: warm, right after an act, and cold.

The case is a mix as a negotiation makes it, written by desks on a real vault (`planning_case`). Of every view
(`planning_views`) is measured: *warm*, asked again with nothing new; *after*, right after one act more of each kind
that its module reads (of a use case of the desk: after one more act of the case); *cold*, at a desk that was just
opened and has folded nothing. The goal is 50 ms for each warm and after. The bound is a bare SELECT of the acts of
the case.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from backchannel.desk.planning.boards import BETWEEN_PARTIES, Boards
from backchannel.desk.planning.consultation.between import between
from backchannel.planning.acts import Act
from backchannel.planning.board import Board
from backchannel.planning.calendar.telling import TOLD
from backchannel.planning.consultation.consulting import Between
from backchannel.planning.kinds import Kind
from backchannel.vault import acts
from benchmarks.measuring import Figure, machine, seconds, show, timed
from benchmarks.planning_case import Case
from benchmarks.planning_views import DESK_VIEWS, VIEWS, Sight

GOAL = 0.050
"""Seconds that a view may take, warm and after one act more."""
BLOCKS = (1, 12, 119)
"""Blocks of some 90 acts: 100, 1,000 and 10,000 of them."""
_SELECT = "SELECT number, id, channel, seq, author, person, party, principal, time, body FROM acts WHERE plan = ?"


@dataclass(frozen=True, slots=True)
class Times:
    """The seconds of one view over so many acts; `cold` is None for a fold, which has no desk."""

    acts: int
    warm: float
    after: float
    cold: float | None = None


def _best(act: Callable[[], object], rounds: int) -> float:
    act()
    return min(timed(act) for _ in range(rounds))


def _kinds(name: str) -> list[str]:
    """Give the names of the kinds of which the module of a view speaks, in their order."""
    module = import_module(f"backchannel.planning.{name.partition(',')[0].rpartition('.')[0]}")
    return sorted({value.name for value in vars(module).values() if isinstance(value, Kind)})


def _clone(act: Act, salt: int) -> Act:
    """Give an act that opens another thing and says the same as one that was taken."""
    fresh = sha256(act.id + salt.to_bytes(8, "big")).digest()
    return replace(act, id=fresh, of=fresh, after=(), ended=None)


class _Folds:
    """Boards that were folded once, onto which more acts come."""

    def __init__(self, case: Case) -> None:
        with case.ilse.vault.read() as db:
            self.boards = Board(), Board()
            self.last: dict[str, tuple[Board, Act]] = {}
            for board, plan in zip(self.boards, (case.case, BETWEEN_PARTIES), strict=True):
                for _, act in acts.of_case(db, plan):
                    board.take(act)
                    self.last[act.type] = board, act
            channels = between(db, case.ilse)
            known = {act.channel: channels.parties(act.channel) for act in self.boards[1].acts()}
        self.sight = Sight(self.boards[0], Between(self.boards[1], channels.ours, lambda one: known[one]))
        self.salt = 0

    def one_more_of(self, kinds: Sequence[str]) -> None:
        """Take one act more of each of these kinds."""
        for board, act in (self.last[kind] for kind in kinds if kind in self.last and kind != TOLD.name):
            # A stage that is marked twice for a party is refused, and is no view.
            self.salt += 1
            board.take(_clone(act, self.salt))

    def times(self, name: str, rounds: int) -> Times:
        view = VIEWS[name](self.sight)
        warm = _best(view, rounds)
        taken = self.boards[0].taken

        def after() -> float:
            self.one_more_of(_kinds(name))
            return timed(VIEWS[name](self.sight))

        return Times(taken, warm, min(after() for _ in range(rounds)))


def _desk_times(case: Case, name: str, rounds: int) -> Times:
    desk, view = case.ilse, DESK_VIEWS[name]
    for kept in ("boards", "cited"):
        desk.__dict__.pop(kept, None)
    cold = timed(lambda: view(desk))
    warm = _best(lambda: view(desk), rounds)

    def after() -> float:
        case.one_more()
        return timed(lambda: view(desk))

    return Times(case.acts, warm, min(after() for _ in range(rounds)), cold)


def _select(case: Case) -> float:
    with case.ilse.vault.read() as db:
        return _best(lambda: db.execute(_SELECT, (case.case,)).fetchall(), 3)


def _fold(case: Case) -> float:
    with case.ilse.vault.read() as db:
        return timed(lambda: Boards().of(db, case.ilse, case.case))


Table = dict[str, list[Times]]


def tables(blocks: Sequence[int] = BLOCKS, rounds: int = 3) -> tuple[Table, Table, list[tuple[int, float, float]]]:
    """Give the times of every fold and of every use case for each size, and (acts, SELECT, first fold) of each size."""
    folds: Table = {name: [] for name in VIEWS}
    uses: Table = {name: [] for name in DESK_VIEWS}
    bounds: list[tuple[int, float, float]] = []
    with tempfile.TemporaryDirectory() as name:
        case = Case(Path(name))
        try:
            for size in blocks:
                case.grow(size - case.blocks)
                bounds.append((case.acts, _select(case), _fold(case)))
                board = _Folds(case)
                for view, found in folds.items():
                    found.append(board.times(view, rounds))
                for view, found in uses.items():
                    found.append(_desk_times(case, view, rounds))
        finally:
            case.close()
    return folds, uses, bounds


def _print(title: str, table: Table) -> None:
    width = max(map(len, table))
    print(f"\n{title}; at each size: warm, after an act{', cold' if title.startswith('Use') else ''}")
    for name, found in table.items():
        cells = [" ".join(seconds(t) for t in (one.warm, one.after, one.cold) if t is not None) for one in found]
        over = max(found[-1].warm, found[-1].after) > GOAL
        print(f"{name:{width}}  " + "  |  ".join(f"{cell:26}" for cell in cells) + ("  MISSED" if over else ""))
    sys.stdout.flush()


def _figures(what: str, table: Table) -> list[Figure]:
    figures = []
    for word in ("warm", "after"):
        name = max(table, key=lambda one: getattr(table[one][-1], word))
        slowest = table[name]
        over = sorted(one for one in table if getattr(table[one][-1], word) > GOAL)
        course = ", ".join(f"{one.acts:,} acts {seconds(getattr(one, word))}" for one in slowest)
        title = f"slowest of {len(table)} {what}, {'warm' if word == 'warm' else 'after one act more'}"
        figures.append(Figure(title, getattr(slowest[-1], word) * 1e3, "ms", GOAL * 1e3, f"{name}: {course}"))
        figures.append(Figure("  of them over 50 ms", len(over), "views", 0, ", ".join(over)))
    return figures


def measure(*, blocks: Sequence[int] = BLOCKS, rounds: int = 3, table: bool = False) -> list[Figure]:
    """Measure every view over cases of so many blocks; with `table` print all times."""
    folds, uses, bounds = tables(blocks, rounds)
    if table:
        _print("Folds over a board", folds)
        _print("Use cases of a desk", uses)
        print()
    count, select, fold = bounds[-1]
    course = ", ".join(f"{size:,} acts {seconds(first)} against {seconds(bare)}" for size, bare, first in bounds)
    return [
        *_figures("folds", folds),
        *_figures("use cases", uses),
        Figure(f"first fold of {count:,} acts / a SELECT of them", fold / select, "times", None, course),
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print; the options say how much."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--blocks", type=int, nargs="+", default=list(BLOCKS), help="sizes, in blocks of 90 acts")
    options = parser.parse_args(arguments)
    print(machine())
    show(measure(blocks=options.blocks, table=True))


if __name__ == "__main__":
    main()

"""What others are told of the calendar: the stages that somebody marked for a party, and nothing that tells of more.

Nothing is told by default. A mark holds the words that the party is given, as they were when it was made, so that a
later word of ours does not reach it unseen; of what changes afterwards only the date goes on. What was told has a
random identifier of its own for each party, no number, and no place in any order but that of the dates.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from backchannel.errors import RuleError, UsageError
from backchannel.planning.board import Board, Kept
from backchannel.planning.calendar.stages import DROPPED, STAGE, Dated, Stage, folded, resolved
from backchannel.planning.kinds import Kind
from backchannel.record.intervals import Interval

__all__ = ["STAGE_OF", "TOLD", "Told", "ToldStage", "marks", "require_silent", "told"]

STAGE_OF = "stage"
"""The part in which a mark names its stage."""


@dataclass(frozen=True, slots=True)
class Told:
    """A stage is told to a party: by this name and these words, which held for this date (EDTF; empty for none).

    `uid` is random: 32 hexadecimal digits, by which the party's calendar program knows the entry again.
    """

    party: str
    name: str
    uid: str
    written: str = ""
    when: str = ""


TOLD = Kind("stage-told", Told)


@dataclass(frozen=True, slots=True)
class ToldStage:
    """What a party is given of one stage: nothing that was not said to it, and the date as it stands."""

    uid: str
    name: str
    written: str
    when: Interval | None


def marks(board: Board, party: str) -> list[tuple[Kept[Told], Kept[Stage]]]:
    """Give the marks for a party that stand by any statement, each with its stage, as far as this person sees both."""
    found = []
    for mark in board.every(TOLD):
        if all(act.ended is not None for act in mark.thing.statements):
            continue
        stage = board.get(STAGE, mark.thing.opened.names.get(STAGE_OF, (b"",))[0])
        if stage is not None and folded(mark.says.party) == folded(party):
            found.append((mark, stage))
    return found


def told(board: Board, party: str) -> list[ToldStage]:
    """Give the calendar of a party, by date and name. A stage that was dropped is no longer in it.

    An event that the party is not told of gives its date to nothing here. UsageError where two statements of a stage
    or of its mark stand beside each other, or two marks: nobody has said yet which the party is to have.
    """
    chosen = marks(board, party)
    for mark, stage in chosen:
        if mark.is_disputed or stage.is_disputed:
            raise UsageError(
                f"Two statements stand of “{stage.says.name[:60]}” or of its mark for {party[:60]}; settle them before "
                "anybody is told."
            )
    if double := [stage for stage, count in Counter(stage.id for _, stage in chosen).items() if count > 1]:
        name = next(stage.says.name for _, stage in chosen if stage.id == double[0])
        raise UsageError(f"“{name[:60]}” was marked twice for {party[:60]}; withdraw one of the marks first.")
    by_stage = {stage.id: mark.says for mark, stage in chosen}
    held = [stage for _, stage in chosen if stage.ended is None or stage.ended.how != DROPPED]
    return sorted((_given(by_stage[one.kept.id], one) for one in resolved(held)), key=_order)


def _given(mark: Told, one: Dated) -> ToldStage:
    when = None if one.waits_for and one.when is None else one.when
    # Words that were true of another date would say that it was moved, and how.
    written = mark.written if str(when or "") == mark.when else ""
    return ToldStage(mark.uid, mark.name, written, when)


def _order(one: ToldStage) -> tuple[bool, str, str, str]:
    first = (one.when.earliest or one.when.latest) if one.when else None
    return (first is None, first.isoformat() if first else "", one.name, one.written)


def require_silent(board: Board, party: str, stage: Kept[Stage], texts: Iterable[str]) -> None:
    """Refuse words for a party that name another stage which it is not told of, or knows by another name (RuleError).

    That is the event on which the stage hangs, or any stage whose name has two words or more.
    """
    known = {other.id for mark, other in marks(board, party) if goes_by_its_name(mark.says, other)} | {stage.id}
    others = [one for one in board.every(STAGE) if one.id not in known]
    secret = [one.says.name for one in others if len(one.says.name.split()) > 1]
    if stage.says.anchor and not any(
        other.id in known and folded(other.says.name) == folded(stage.says.anchor) for _, other in marks(board, party)
    ):
        secret.append(stage.says.anchor)
    for text in texts:
        for name in secret:
            if f" {folded(name)} " in f" {_plain(text)} ":
                raise RuleError(
                    f"These words tell {party[:60]} of “{name[:60]}”, which it has not by that name; give other words, "
                    "or mark that too, by that name.",
                    typed="--as, --words",
                )


def goes_by_its_name(mark: Told, stage: Kept[Stage]) -> bool:
    """Whether a party is told of a stage by the name that it has here."""
    return folded(mark.name) == folded(stage.says.name)


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() or c in "'-’" else " " for c in text).split()).casefold()

"""The calendar that others get, and calendars of other programs: marks for a party, export and import."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from backchannel.desk.book import Books
from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting, members
from backchannel.desk.planning.calendar import on_channel
from backchannel.errors import UsageError
from backchannel.planning.acts import Ending
from backchannel.planning.board import Board, Kept
from backchannel.planning.calendar.icalendar_files import Entry, read, write
from backchannel.planning.calendar.phrases import Certainty
from backchannel.planning.calendar.stages import STAGE, Dated, Stage, folded, resolved, strip
from backchannel.planning.calendar.telling import STAGE_OF, TOLD, Told, ToldStage, marks, require_silent, told
from backchannel.planning.cases import CASE, PARTY, named
from backchannel.vault.sqlcipher import Connection

__all__ = [
    "IN_FULL",
    "LEFT_OUT",
    "NEUTRAL",
    "Imported",
    "calendar_for",
    "export_for",
    "export_own",
    "import_file",
    "mark",
    "withdraw",
]

LEFT_OUT, NEUTRAL, IN_FULL = "left-out", "neutral", "in-full"
"""What becomes of private stages in a calendar that one exports for oneself."""
_UID = 16
_NAME = 200


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a calendar file: the stages that it gave, the names of those known already, what was left out."""

    stages: tuple[Stage, ...]
    known: tuple[str, ...]
    left_out: tuple[str, ...]


def mark(
    desk: Desk, name: str, party: str, *, called: str = "", words: str | None = None, case: str = "", onto: str = ""
) -> Kept[Told]:
    """Mark a stage for a party: by which name, and in which words for its date (by default its own).

    It stands on the channel of the stage unless `onto` says otherwise. UsageError for a party that the case has not;
    RuleError where the words name a stage of which the party is not told.
    """
    with cases.change(desk, case) as acting:
        stage = acting.board.find(STAGE, name, "stage")
        whom = acting.board.find(PARTY, party, "party").says.name
        told_name = " ".join((called or stage.says.name).split())
        written = " ".join((stage.says.written if words is None else words).split())
        require_silent(acting.board, whom, stage, (told_name, written))
        said = [one for one, of in marks(acting.board, whom) if of.id == stage.id]
        kept = _marked(acting, desk, whom, stage, said, (told_name, written), onto)
        # Words that went to the party before may have the name by which it is not to know this one.
        for one, of in marks(acting.board, whom):
            require_silent(acting.board, whom, of, (one.says.name, one.says.written))
        return kept


def _marked(
    acting: Acting,
    desk: Desk,
    whom: str,
    stage: Kept[Stage],
    said: Sequence[Kept[Told]],
    texts: tuple[str, str],
    onto: str,
) -> Kept[Told]:
    told_name, written = texts
    # What the party sees of its date now, without what it is not told of.
    seen = [of for _, of in marks(acting.board, whom) if of.id != stage.id]
    when = next(one.when for one in resolved([*seen, stage]) if one.kept.id == stage.id)
    uid = said[0].says.uid if said else desk.random(_UID).hex()
    value = Told(whom, told_name, uid, written, str(when or ""))
    if said:
        return acting.revise(TOLD, said[0], value, settle=True, onto=onto)
    return acting.open(TOLD, value, onto=onto or on_channel(acting, stage), names={STAGE_OF: [stage.id]})


def withdraw(desk: Desk, name: str, party: str, why: str = "", *, case: str = "") -> None:
    """Take the mark of a stage for a party back: its calendar has it no more. UsageError where there is none."""
    with cases.change(desk, case) as acting:
        stage = acting.board.find(STAGE, name, "stage")
        said = [one for one, of in marks(acting.board, party) if of.id == stage.id]
        if not said:
            raise UsageError(f"“{stage.says.name[:60]}” is not marked for {party[:60]}.")
        for one in said:
            acting.revise(TOLD, one, one.says, ended=Ending("withdrawn", why.strip()), settle=True)


def calendar_for(desk: Desk, party: str, case: str = "") -> list[ToldStage]:
    """Give what a party is told of the calendar, as it stands. Errors as `telling.told`."""
    with cases.reading(desk, case) as (_, board):
        return told(board, board.find(PARTY, party, "party").says.name)


def export_for(desk: Desk, party: str, case: str = "") -> bytes:
    """Give the calendar of a party as a file: what was marked for it, and no trace of anything else."""
    entries = [Entry(one.uid, one.name, one.when, one.written) for one in calendar_for(desk, party, case)]
    return write(entries, desk.clock().date())


def export_own(desk: Desk, private: str = LEFT_OUT, case: str = "") -> bytes:
    """Give one's own calendar as a file.

    Private are the stages that somebody may not see who is on a channel of the case: left out, written as an entry
    that says nothing but its days, or in full.
    """
    with cases.reading(desk, case) as (db, board):
        everybody = _readers(db, desk, (one.act.channel for one in board.every(CASE)))
        books = Books(db, desk)
        entries = []
        for one in strip(board):
            is_private = not everybody <= members(books.of(one.kept.act.channel))
            if not is_private or private == IN_FULL:
                entries.append(_entry(one))
            elif private == NEUTRAL and one.when is not None:
                entries.append(Entry(desk.random(_UID).hex(), "", one.when, neutral=True))
        return write(entries, desk.clock().date(), named(board))


def _readers(db: Connection, desk: Desk, channels_: Iterable[bytes]) -> frozenset[tuple[str, str]]:
    books = Books(db, desk)
    found: frozenset[tuple[str, str]] = frozenset()
    for channel in channels_:
        found |= members(books.of(channel))
    return found


def _entry(one: Dated) -> Entry:
    stage = one.kept.says
    about = "\n".join(filter(None, (stage.who, stage.about)))
    return Entry(one.kept.id.hex()[: 2 * _UID], stage.name, one.when, stage.written, about, str(one.certainty))


def import_file(desk: Desk, data: bytes, *, dry_run: bool = False, case: str = "", onto: str = "") -> Imported:
    """Take the entries of a calendar file over as stages of the case, on a channel.

    What stands already with the same date is left as it is. BadInputError where it is no calendar.
    """
    taken = read(data)
    with cases.reading(desk, case) as (_, board):
        stages, known = _to_stages(board, taken.entries)
    if not dry_run and stages:
        with cases.change(desk, case) as acting:
            for stage in stages:
                acting.open(STAGE, stage, onto=onto)
    return Imported(tuple(stages), tuple(known), taken.left_out)


def _to_stages(board: Board, entries: Iterable[Entry]) -> tuple[list[Stage], list[str]]:
    standing = {folded(one.kept.says.name): str(one.when or "") for one in strip(board)}
    stages: list[Stage] = []
    known: list[str] = []
    for entry in entries:
        stage = _to_stage(entry)
        if standing.get(folded(stage.name)) not in (None, stage.when):
            # Another date under the same name is another stage, and is told apart by it.
            stage = replace(stage, name=f"{stage.name} ({stage.when or 'no date'})")
        if folded(stage.name) in standing:
            known.append(stage.name)
            continue
        standing[folded(stage.name)] = stage.when
        stages.append(stage)
    return stages, known


def _to_stage(entry: Entry) -> Stage:
    when = str(entry.when or "")
    name = " ".join(entry.name.split())[:_NAME] or "without a name"
    certainty = Certainty(entry.certainty) if when else Certainty.UNRESOLVED
    return Stage(
        name,
        entry.written or when,
        when,
        certainty if when else Certainty.UNRESOLVED,
        ("Taken from a calendar file.",),
        about=entry.about,
    )

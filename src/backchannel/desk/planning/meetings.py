"""Meetings: set up with who is responsible, prepared, found ready or not, and decided by him alone."""

from collections.abc import Sequence
from dataclasses import replace

from backchannel.desk.book import Book
from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting, members, passage
from backchannel.desk.planning.consultation.between import between
from backchannel.desk.planning.resting import rest
from backchannel.errors import RuleError, UsageError
from backchannel.planning import meetings
from backchannel.planning.acts import Ending
from backchannel.planning.authority import judged, same_person
from backchannel.planning.board import Board, Kept
from backchannel.planning.cases import ISSUE, PARTY
from backchannel.planning.consultation.hearings import hearings
from backchannel.planning.meetings import (
    DECISION,
    MEETING,
    OF,
    OVER,
    Decision,
    Heard,
    Meeting,
    MeetingText,
    Readiness,
    Word,
)
from backchannel.planning.said import standing
from backchannel.vault import channels
from backchannel.vault.sqlcipher import Connection

__all__ = ["decide", "every", "new", "prepare", "ready", "texts"]


def new(desk: Desk, name: str, responsible: str, prepared: Meeting, *, case: str = "", onto: str = "") -> Kept[Meeting]:
    """Set a meeting up: who is responsible for it, and what is prepared so far.

    UsageError for a name that is used, for somebody who does not read the channel and so could not decide, or for an
    issue, an ally or an address that is not here; else errors as `Acting.open`.
    """
    own, who = " ".join(name.split()), " ".join(responsible.split())
    if not own or not who:
        raise UsageError("A meeting needs a name, and the person who says go or no-go.", typed="--responsible")
    with cases.change(desk, case) as acting:
        if any(same_person(kept.says.name, own) for kept in standing(acting.board, MEETING)):
            raise UsageError(f"There is a meeting “{own[:60]}” in this case already.")
        value, rests = _prepared(acting, replace(prepared, name=own, responsible=who))
        kept = acting.open(MEETING, value, onto=onto, rests=rests, names=_issues(acting.board, value))
        channel = channels.get(acting.db, kept.act.channel)
        assert channel is not None
        readers = sorted(name for name, party in members(Book(acting.db, desk, channel)) if party == desk.card.party)
        if not any(same_person(who, reader) for reader in readers):
            raise UsageError(
                f"{who[:60]} does not read “{channel.name}” and could decide nothing there; name one of: "
                f"{', '.join(readers)}."
            )
        return kept


def prepare(desk: Desk, name: str, more: Meeting, *, case: str = "", settle: bool = False) -> Kept[Meeting]:
    """Add to what is prepared for a meeting: words take the place of those that were, lists grow by what is new.

    A text of the same name gets the address that is given. Who is responsible stays. Errors as `new`.
    """
    with cases.change(desk, case) as acting:
        kept = acting.board.find(MEETING, name, "meeting")
        was = kept.says
        texts = {text.name: text for text in was.texts} | {text.name: text for text in more.texts}
        value = replace(
            was,
            purpose=more.purpose or was.purpose,
            brings=_both(was.brings, more.brings),
            issues=_both(was.issues, more.issues),
            texts=tuple(texts.values()),
            allies=_both(was.allies, more.allies),
            no_allies="" if more.allies else more.no_allies or was.no_allies,
            expected=more.expected or was.expected,
            risk=more.risk or was.risk,
            on=more.on or was.on,
            place=more.place or was.place,
        )
        value, rests = _prepared(acting, value)
        return acting.revise(MEETING, kept, value, rests=rests, names=_issues(acting.board, value), settle=settle)


def ready(desk: Desk, name: str, *, case: str = "") -> Readiness:
    """Say whether a meeting is ready, as far as this person sees."""
    with cases.reading(desk, case) as (db, board):
        return meetings.readiness(board, board.find(MEETING, name, "meeting"), _heard(db, desk, board))


def every(desk: Desk, *, case: str = "") -> tuple[Readiness, ...]:
    """Give every meeting that stands, in the order in which they were set up."""
    with cases.reading(desk, case) as (db, board):
        heard = _heard(db, desk, board)
        return tuple(meetings.readiness(board, kept, heard) for kept in standing(board, MEETING))


def texts(desk: Desk, found: Readiness) -> tuple[tuple[str, str], ...]:
    """Give the texts of a meeting, each with its address as this person cites it; '' where it is not ready."""
    with desk.vault.read() as db:
        return tuple(
            (one.name, rest(db, desk, one.address).address if one.address else "") for one in found.meeting.says.texts
        )


def decide(
    desk: Desk,
    name: str,
    word: Word,
    why: str = "",
    *,
    override: bool = False,
    by: str = "",
    case: str = "",
    onto: str = "",
) -> Readiness:
    """Say go or no-go on a meeting; with `override` go over the gaps that it has, with why.

    RuleError for anybody but the responsible person at his own desk (`by` is he himself), and for a go over gaps
    without `override`; UsageError for an override without why, or without a gap.
    """
    me = desk.card.person
    if by and not same_person(by, me):
        raise RuleError(f"This is the desk of {me}, and nobody decides here for {by[:60]}; he does so at his own.")
    if override and not why.strip():
        raise UsageError("Say why you go over the gaps; it is kept with them.", typed="--why")
    with cases.change(desk, case) as acting:
        kept = acting.board.find(MEETING, name, "meeting")
        heard = _heard(acting.db, desk, acting.board)
        found = meetings.readiness(acting.board, kept, heard)
        who = found.responsible
        if not same_person(me, who) or desk.card.party != kept.thing.opened.writer.party:
            raise RuleError(f"Only {who[:60]} decides on the meeting “{kept.says.name[:60]}”, from his own desk.")
        gaps = (*found.open, *found.overridden)
        if word is Word.GO and found.open and not override:
            raise RuleError(
                f"{len(found.open)} things are missing for “{kept.says.name[:60]}”; settle them, or go over "
                "them and say why."
                if len(found.open) > 1
                else f"For “{kept.says.name[:60]}” this is missing: {found.open[0].what[:120]}; settle it, or go over "
                "it and say why.",
                typed="backchannel meeting ready, or --override --why",
            )
        if override and not gaps:
            raise UsageError("Nothing is missing for this meeting, and nothing is to be overridden; say go.")
        over = gaps if word is Word.GO else ()
        value = Decision(word, why.strip(), tuple(gap.what for gap in over if not gap.thing))
        names = {OF: (kept.id,), OVER: tuple(gap.thing for gap in over if gap.thing)}
        _write(acting, kept, value, names, onto)
        return meetings.readiness(acting.board, kept, heard)


def _write(
    acting: Acting, meeting: Kept[Meeting], value: Decision, names: dict[str, tuple[bytes, ...]], onto: str
) -> None:
    """Put a decision in place of those that the same person made, at whichever desk."""
    rule = meetings.decision_rule(acting.board, meeting)
    before = []
    for thing in acting.board.things(DECISION, meeting.id):
        kept = acting.board.get(DECISION, thing.id)
        if kept is not None and any(
            act.ended is None for _, act in judged(acting.board, DECISION, thing, rule).statements
        ):
            before.append(kept)
    for kept in before:
        anew = Ending("decided anew")
        acting.revise(DECISION, kept, kept.says, ended=anew, settle=True, names={OF: (meeting.id,)}, onto=onto)
    acting.open(DECISION, value, onto=onto or meeting.act.channel.hex(), names=names)


def _heard(db: Connection, desk: Desk, board: Board) -> tuple[Heard, ...]:
    """Give which allies were heard: in consultations that were closed to go ahead, and what each answered."""
    return tuple(
        Heard(line.party, one.says.issue, f"{line.outcome} (“{one.says.name}”)")
        for one in hearings(board, between(db, desk))
        if one.is_passed
        for line in one.lines
        if not line.fault
    )


def _prepared(acting: Acting, value: Meeting) -> tuple[Meeting, tuple[str, ...]]:
    """Give what is prepared with the names that the case has for it, and the addresses of its texts."""
    board = acting.board
    texts = tuple(
        MeetingText(" ".join(one.name.split()), passage(acting.db, acting.desk, one.address) if one.address else "")
        for one in value.texts
        if one.name.strip()
    )
    value = replace(
        value,
        purpose=value.purpose.strip(),
        brings=_both((), value.brings),
        issues=tuple(dict.fromkeys(board.find(ISSUE, one, "issue").says.name for one in value.issues)),
        texts=texts,
        allies=tuple(dict.fromkeys(board.find(PARTY, one, "party").says.name for one in value.allies)),
    )
    return value, tuple(dict.fromkeys(text.address for text in texts if text.address))


def _issues(board: Board, value: Meeting) -> dict[str, tuple[bytes, ...]]:
    return {
        "issues": tuple(board.find(ISSUE, one, "issue").id for one in value.issues),
        "allies": tuple(board.find(PARTY, one, "party").id for one in value.allies),
    }


def _both(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(text.split()) for text in (*one, *other) if text.strip()))

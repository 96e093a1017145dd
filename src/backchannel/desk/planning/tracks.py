"""Tracks: the contacts and efforts that people note, and how long each lane has been silent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.events import line, today
from backchannel.desk.planning.resting import Rest, rest
from backchannel.planning.board import Board, Kept
from backchannel.planning.cases import LANE, Lane
from backchannel.planning.tracks import CONTACT, EFFORT, ON, Contact, Effort, Track, efforts, tracks
from backchannel.record.dates import DocumentDate
from backchannel.vault import channels, entries
from backchannel.vault.channels import Channel
from backchannel.vault.sqlcipher import Connection

__all__ = ["Quiet", "contact", "effort", "evidence", "lanes", "quiet"]

_ENTERED = (channels.JOINED, channels.GONE)


@dataclass(frozen=True, slots=True)
class Quiet:
    """A track, and whether it has been silent for longer than was asked."""

    track: Track
    too_long: bool
    rests: tuple[Rest, ...]


def contact(
    desk: Desk,
    lane: str,
    whom: str,
    what: str = "",
    *,
    by: str = "",
    on: DocumentDate | None = None,
    rests: Sequence[str] = (),
    case: str = "",
    onto: str = "",
) -> Kept[Contact]:
    """Note a contact on a lane that runs outside of any channel. UsageError where the case has no such lane.

    RuleError where a member of the channel that would carry this may not know of the lane.
    """
    with cases.change(desk, case) as acting:
        found = acting.board.find(LANE, lane, "lane")
        value = Contact(on or today(desk), line(whom, "Whoever was spoken with"), what.strip(), by.strip())
        return acting.open(CONTACT, value, onto=onto or found.act.channel.hex(), names={ON: [found.id]}, rests=rests)


def effort(
    desk: Desk,
    what: str,
    *,
    by: str = "",
    lane: str = "",
    on: DocumentDate | None = None,
    rests: Sequence[str] = (),
    case: str = "",
    onto: str = "",
) -> Kept[Effort]:
    """Note an effort that was made, by somebody of ours (else by this person). Errors as `contact`."""
    with cases.change(desk, case) as acting:
        found = acting.board.find(LANE, lane, "lane") if lane else None
        value = Effort(on or today(desk), line(what, "An effort"), by.strip() or desk.card.person)
        where = onto or (found.act.channel.hex() if found else "")
        return acting.open(EFFORT, value, onto=where, names={ON: [found.id]} if found else {}, rests=rests)


def quiet(desk: Desk, most: int | None = None, on: date | None = None, case: str = "") -> list[Quiet]:
    """Give the tracks of a case, the longest silence first; `most` is how many days of silence are not too long.

    A track on which nobody ever spoke is too silent for any number of days.
    """
    with cases.reading(desk, case) as (db, board):
        day = on or desk.clock().date()
        seen = lanes(db, board)
        until = f"{day.isoformat()}T99"
        last = {
            lane.id: date.fromisoformat(time[:10])
            for lane, channel in seen
            if channel is not None and (time := entries.last_readable(db, channel.id, desk.reader, until))
        }
        ids = {lane.id for lane, _ in seen}
        return [
            Quiet(
                track,
                most is not None and (track.days is None or track.days > most),
                tuple(rest(db, desk, one) for one in (track.contact.act.rests if track.contact else ())),
            )
            for track in tracks(board, last, day)
            if track.lane.id in ids
        ]


def evidence(
    desk: Desk, since: date | None = None, until: date | None = None, case: str = ""
) -> tuple[list[Kept[Effort]], dict[str, Rest]]:
    """Give the efforts that were made within these days, and the words on which each rests."""
    with cases.reading(desk, case) as (db, board):
        found = efforts(board, since, until)
        return found, {address: rest(db, desk, address) for one in found for address in one.act.rests}


def lanes(db: Connection, board: Board) -> list[tuple[Kept[Lane], Channel | None]]:
    """Give the lanes of a case with the channel that runs in each, if one does.

    A lane of a channel that this desk never entered is left out: whoever wrote it here ought not to have.
    """
    entered = {one.id: one for one in channels.every(db) if one.standing in _ENTERED}
    found: list[tuple[Kept[Lane], Channel | None]] = []
    for lane in board.standing(LANE):
        runs = [says.channel for says in (lane.says, *(says for says, _ in lane.beside)) if says.channel]
        known = [entered.get(_identifier(one)) for one in runs]
        if None not in known:
            found.append((lane, known[0] if known else None))
    return found


def _identifier(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""

"""The timeline of a case: the lanes that this person may see, side by side on one axis of time.

A letter stands there with the number of its passages and none of its words. Of a lane's channel only the letters that
this person may read are counted, whatever else went over it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.resting import Rest, item_of, rest
from backchannel.desk.planning.tracks import lanes
from backchannel.desk.words.named import called
from backchannel.planning.board import Board, Kept
from backchannel.planning.cases import DOCUMENT, Lane, named
from backchannel.planning.timeline import Item, laid, of_board
from backchannel.record.dates import parse
from backchannel.vault import archive
from backchannel.vault.sqlcipher import Connection

__all__ = ["LATEST", "Timeline", "timeline"]

LATEST = 60
"""Items that are shown where nobody says how many."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The lanes of a case with what lies on them, the oldest first, and how many more this person may see before.

    `after` are those left out behind them, `rests` the documents and passages on which the items rest.
    """

    case: str
    lanes: tuple[Kept[Lane], ...]
    items: tuple[Item, ...]
    more: int
    after: int
    rests: dict[str, Rest]


def timeline(
    desk: Desk,
    case: str = "",
    *,
    since: date | None = None,
    until: date | None = None,
    limit: int = LATEST,
    skip: int = 0,
) -> Timeline:
    """Give the timeline of a case between two days: the latest `limit` items but for the last `skip`.

    UsageError as `cases.find`.
    """
    with cases.reading(desk, case) as (db, board):
        seen = lanes(db, board)
        runs = {lane.id: channel.id for lane, channel in seen if channel is not None}
        found = [
            *of_board(board, {lane.id for lane, _ in seen}),
            *_filed(db, board, {lane.id for lane, _ in seen}, runs),
        ]
        for lane, channel in runs.items():
            found += [_item(one, lane, "letter") for one in archive.on_channel(db, channel)]
        chosen = laid(found, since, until, limit, skip)
        items = tuple(_told(db, desk, one) for one in chosen.items)
        known = {address: rest(db, desk, address) for one in items for address in one.rests}
        return Timeline(named(board), tuple(lane for lane, _ in seen), items, chosen.more, chosen.after, known)


def _filed(db: Connection, board: Board, ids: Collection[bytes], runs: Mapping[bytes, bytes]) -> Iterator[Item]:
    for kept in board.standing(DOCUMENT):
        # In which lane it stands is said by the lane's id too, so that nobody hears of a lane whom it would betray.
        lane = next((one for one in kept.act.names.get("lane", ()) if one in ids), b"")
        for address in kept.act.rests[:1]:
            item = item_of(db, address)
            if item is not None and item.channel is not None and runs.get(lane) == item.channel:
                continue  # It runs there as a letter already.
            said = kept.says.name + (f" (here because: {kept.says.moved})" if kept.says.moved else "")
            yield replace(
                _item(item, lane, "document") if item else Item(lane, "document", "", "no date yet"),
                what=said,
                rests=kept.act.rests,
                id=kept.id,
                is_disputed=kept.is_disputed,
            )


def _item(item: archive.Item, lane: bytes, kind: str) -> Item:
    first, last = item.first_day, item.last_day
    if not first or not last:
        return Item(lane, kind, "", "no date", rests=(item.id,))
    when = first if first == last else f"{first}/{last}"
    return Item(lane, kind, "", when, parse(first).earliest, parse(last).latest, (item.id,), item.entry or b"")


def _told(db: Connection, desk: Desk, one: Item) -> Item:
    """Say of a letter or a document which it is and how many passages it has."""
    if one.kind not in ("letter", "document"):
        return one
    found = item_of(db, one.rests[0]) if one.rests else None
    document = desk.cited.document(db, found) if found is not None else None
    if found is None or document is None:
        return one
    count = len(document.passages)
    passages = f"{count} passage{'' if count == 1 else 's'}"
    return replace(one, what=f"{one.what or called(db, desk, found)}, {passages}")

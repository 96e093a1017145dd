"""Handing a numbered series over, on the channel on which it runs."""

from backchannel.desk.book import find_channel
from backchannel.desk.desk import Desk
from backchannel.desk.planning.acting import Acting
from backchannel.errors import UsageError
from backchannel.planning.board import Kept
from backchannel.planning.numbering import SERIES, Series
from backchannel.record.series import read, series_name

__all__ = ["hand_over"]

_LAST = 999_999_999


def hand_over(desk: Desk, name: str, first: int, channel: str, *, gaps: bool = False) -> Kept[Series]:
    """Say on a channel that a series of our party begins with a number there, and whether its gaps may be seen there.

    Said again, it takes the place of what was said on this channel. UsageError for what is no name of a series.
    """
    number = read(f"{name} {first}")
    if number is None or number.again or number.suffix or not 1 <= first <= _LAST:
        raise UsageError("A series has a name of letters, such as Rothav, and begins with a number from 1.")
    with desk.vault.change(moves_position=True) as db:
        acting = Acting(db, desk)
        said = Series(series_name(name), first, gaps)
        found = find_channel(db, channel)
        for kept in acting.board.standing(SERIES):
            if (
                kept.says.name == said.name
                and kept.act.channel == found.id
                and kept.thing.opened.writer.party == desk.card.party
            ):
                return acting.revise(SERIES, kept, said, settle=True)
        return acting.open(SERIES, said, onto=found.id.hex())

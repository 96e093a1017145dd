"""Screening what goes to allies and posts: it must not tell them what they may not know.

It is the engine of `backchannel screen` (`desk.words.screening`), asked for given readers, and it refuses.
"""

from collections.abc import Collection, Sequence

from backchannel.desk.book import Book, Books
from backchannel.desk.desk import Desk
from backchannel.desk.planning.boards import board
from backchannel.desk.words.screening import Echo, Part, echoes, known_to
from backchannel.errors import RuleError
from backchannel.planning.cases import named
from backchannel.protocol.state import ACTIVE, REMOVED
from backchannel.text.lookalikes import plain
from backchannel.text.wording import wording
from backchannel.vault import acts, channels
from backchannel.vault.archive import Item
from backchannel.vault.sqlcipher import Connection

__all__ = ["private", "require_clean", "require_clear"]

_SHOWN = 3
"""Places that a refusal names; `backchannel screen` shows all."""
_WORDS = 2
"""Words with a meaning of their own that a name has at least to be looked for."""


def private(
    db: Connection, desk: Desk, parts: Collection[Part], readers: Collection[bytes], known: Collection[bytes] = ()
) -> list[Echo]:
    """Give what of some texts stands only in letters of channels that these readers may not know, as far as we know.

    `known` are entries of letters of which all of them have the words, by whatever channel.
    """
    heard = set(known)
    may_read = known_to(db, desk, *readers) if readers else None

    def knows(item: Item) -> bool:
        return item.entry in heard or (may_read is not None and may_read(item))

    # An imported document is for 'backchannel screen': it may be the draft itself.
    return [one for one in echoes(db, desk, [part.text for part in parts], knows) if not one.is_imported]


def require_clean(
    db: Connection,
    desk: Desk,
    parts: Collection[Part],
    readers: Collection[bytes],
    whom: str,
    known: Collection[bytes] = (),
) -> None:
    """Refuse (RuleError) texts of which a part stands in something that their readers may not know.

    `whom` are the readers in a person's words; the rest as `private`.
    """
    _require_none(parts, private(db, desk, parts, readers, known), whom)


def require_clear(db: Connection, desk: Desk, book: Book, parts: Sequence[Part]) -> None:
    """Refuse (RuleError) texts for those on a channel that have words of what a party told us which they may not know.

    That is a letter of a channel on which somebody is who is not on this one: any of the other side's channels, and
    what another ally wrote to us in confidence. What we wrote among ourselves we may put to them. Nor may they have the
    name of a case of ours, or of such a channel.
    """
    books, theirs = Books(db, desk), _parties(book)
    closed = {one.name for one in channels.every(db) if not _parties(books.of(one.id)) <= theirs | {desk.card.party}}
    readers = [reader for reader, member in book.state.members.items() if member.status == ACTIVE]
    whom = f"Those on “{book.channel.name}”"
    _require_none(parts, [one for one in private(db, desk, parts, readers) if one.place.channel in closed], whom)
    cases = [named(board(db, desk, case)) for case in acts.cases(db)]
    for name in (*sorted(closed), *cases):
        # A name of one word may be any word.
        if len(wording(name).content) < _WORDS:
            continue
        for part in parts:
            if _holds(part.text, name):
                told = f"{_called(part.name)} names “{name[:60]}”"
                raise RuleError(f"{whom} would learn what they may not know: {told}; leave it out.")


def _parties(book: Book) -> set[str]:
    return {member.party for member in book.state.members.values() if member.status != REMOVED}


def _holds(text: str, name: str) -> bool:
    tokens = [wording(plain(one)).tokens.tolist() for one in (text, name)]
    hay, needle = tokens
    return any(hay[at : at + len(needle)] == needle for at in range(len(hay) - len(needle) + 1))


def _require_none(parts: Collection[Part], found: Sequence[Echo], whom: str) -> None:
    if not found:
        return
    names = [part.name for part in parts]
    where = "; ".join(f"{_parts(names, one)} has words of {one.place.address}" for one in found[:_SHOWN])
    more = f", and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    raise RuleError(f"{whom} would learn what they may not know: {where}{more}; say it in other words.")


def _parts(names: list[str], echo: Echo) -> str:
    return " and ".join(_called(names[at]) for at in echo.parts)


def _called(name: str) -> str:
    return f"passage {name}" if name.isdecimal() else f"the {name}"

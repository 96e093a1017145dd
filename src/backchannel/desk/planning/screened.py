"""Screening what goes to allies and posts: it must not tell them what they may not know.

It is the engine of `backchannel screen` (`desk.words.screening`), asked for given readers, and it refuses.
"""

from collections.abc import Collection

from backchannel.desk.desk import Desk
from backchannel.desk.words.screening import Echo, Part, echoes, known_to
from backchannel.errors import RuleError
from backchannel.vault.archive import Item
from backchannel.vault.sqlcipher import Connection

__all__ = ["private", "require_clean"]

_SHOWN = 3
"""Places that a refusal names; `backchannel screen` shows all."""


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
    found = private(db, desk, parts, readers, known)
    if not found:
        return
    names = [part.name for part in parts]
    where = "; ".join(f"{_parts(names, one)} has words of {one.place.address}" for one in found[:_SHOWN])
    more = f", and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    raise RuleError(f"{whom} would learn what they may not know: {where}{more}; say it in other words.")


def _parts(names: list[str], echo: Echo) -> str:
    return " and ".join(
        f"passage {name}" if name.isdecimal() else f"the {name}" for name in (names[at] for at in echo.parts)
    )

"""Planning acts: entries of the kind `act` by which our side says what it plans, and revises what it said.

An act opens a thing (a stage, an option, a consultation, ...), or revises one whole. A revision names the statements
that it takes the place of; so two desks that write apart lose nothing, and neither order nor clock decides between
them. The form is in `docs/planning.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backchannel.errors import BadInputError
from backchannel.protocol.encoding import hex32, unhex32
from backchannel.protocol.fields import Fields
from backchannel.protocol.limits import LIMITS

__all__ = ["Act", "Ending", "Writer", "content", "is_planning", "read"]

CASE = 16
"""Bytes that name a case."""
_ITEMS = 500
_WORD = 60


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote an act, by the channel's state when he did."""

    reader: bytes
    person: str
    party: str
    principal: bool


_NOBODY = Writer(bytes(32), "", "", principal=False)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a thing ended (dropped, met, withdrawn, ...) and why. It stays, and can be taken up again."""

    how: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """One planning act.

    `id` is the entry's and `seq` its number in its author's chain, `of` the thing's (the id of the act that opened it;
    its own where it opens one). `after` are the acts in whose place it stands. `names` are things of the case that it
    speaks of, by their part in it, and `rests` addresses of the passages on which it rests. `case` is empty for what
    stands between parties.
    """

    id: bytes
    channel: bytes
    seq: int
    writer: Writer
    time: str
    type: str
    case: bytes
    of: bytes
    after: tuple[bytes, ...]
    names: Mapping[str, tuple[bytes, ...]]
    rests: tuple[str, ...]
    ended: Ending | None
    says: Mapping[str, Any]


def is_planning(body: Mapping[str, Any]) -> bool:
    """Whether the body of an `act` is a planning act by its form, of whatever type."""
    return "says" in body


def content(
    kind: str,
    says: Mapping[str, Any],
    *,
    case: bytes = b"",
    of: bytes = b"",
    after: tuple[bytes, ...] = (),
    names: Mapping[str, tuple[bytes, ...]] | None = None,
    rests: tuple[str, ...] = (),
    ended: Ending | None = None,
) -> dict[str, Any]:
    """Give the body of a planning act, without its readers; BadInputError where nobody could read it."""
    body: dict[str, Any] = {"type": kind}
    if case:
        body["case"] = case.hex()
    if of:
        body["of"] = hex32(of)
        body["after"] = [hex32(one) for one in after]
    if names:
        body["names"] = {part: [hex32(one) for one in ids] for part, ids in names.items()}
    if rests:
        body["rests"] = list(rests)
    if ended is not None:
        body["ended"] = {"how": ended.how, **({"why": ended.why} if ended.why else {})}
    body["says"] = dict(says)
    try:
        read(body, entry=bytes(32), channel=bytes(32), seq=1, writer=_NOBODY, time="")
    except BadInputError:
        raise BadInputError(
            f"This is longer than an act may be: say in at most {_WORD} characters how a thing ended, and in at most "
            f"{LIMITS.reason:,} why; an act names and rests on at most {_ITEMS} things."
        ) from None
    return body


def read(body: Mapping[str, Any], *, entry: bytes, channel: bytes, seq: int, writer: Writer, time: str) -> Act:
    """Read the body of a planning act, without its readers; BadInputError where it has not the form of one."""
    fields = Fields(dict(body), "a planning act")
    kind = fields.text("type", _WORD, empty=False)
    case = bytes.fromhex(fields.text("case", 2 * CASE, empty=False)) if fields.has("case") else b""
    revises = fields.has("of")
    act = Act(
        id=entry,
        channel=channel,
        seq=seq,
        writer=writer,
        time=time,
        type=kind,
        case=case,
        of=fields.digest("of") if revises else entry,
        after=fields.items("after", _ITEMS, unhex32) if revises else (),
        names=_names(fields.raw("names")) if fields.has("names") else {},
        rests=fields.items("rests", _ITEMS, _address) if fields.has("rests") else (),
        ended=_ending(fields.raw("ended")) if fields.has("ended") else None,
        says=Fields(fields.raw("says"), "what a planning act says").rest(),
    )
    fields.done()
    return act


def _names(value: object) -> dict[str, tuple[bytes, ...]]:
    fields = Fields(value, "what a planning act names")
    return {part: Fields({part: ids}, "its names").items(part, _ITEMS, unhex32) for part, ids in fields.rest().items()}


def _address(value: object) -> str:
    return Fields({"address": value}, "where a planning act rests").text("address", empty=False)


def _ending(value: object) -> Ending:
    fields = Fields(value, "how a thing ended")
    ending = Ending(fields.text("how", _WORD, empty=False), fields.maybe_text("why"))
    fields.done()
    return ending

"""What the pages of one draft have in common: which draft an address means, and what a form had before it."""

from collections.abc import Iterable

from backchannel.desk import drafts
from backchannel.desk.channels import Standing
from backchannel.desk.drafts import Listed
from backchannel.errors import UsageError
from backchannel.web.visit import Visit

__all__ = ["draft_of", "for_channels", "identifier", "seen"]

_SEEN = 100
_DIGITS = 64


def identifier(visit: Visit) -> str:
    """Give the number of the draft that an address means; UsageError where it has not the form of one."""
    number = visit.path["draft"]
    if len(number) != 16 or any(one not in "0123456789abcdef" for one in number):
        raise UsageError("There is no such draft at this desk; see the drafts under Writing.")
    return number


def draft_of(visit: Visit) -> Listed:
    """Give the draft that an address means."""
    return drafts.show(visit.desk, identifier(visit))


def seen(visit: Visit) -> tuple[bytes, ...]:
    """Give the statements that a form was filled in upon: only these are replaced by what it says."""
    found = visit.form.one("_seen").split(",")[:_SEEN]
    try:
        return tuple(bytes.fromhex(one) for one in found if len(one) == _DIGITS)
    except ValueError:
        raise UsageError("This form is none of this desk; open the draft anew.") from None


def for_channels(standings: Iterable[Standing]) -> list[tuple[str, str]]:
    """Give the channels that a draft can be for, as a form offers them."""
    return [("", "None yet"), *((one.channel.id.hex(), one.channel.name) for one in standings if one.is_open)]

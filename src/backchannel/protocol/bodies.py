"""The form of every entry's body, by kind. A body that has another form is its author's fault, and is refused.

`act` is the kind for what later versions add: an act of an unknown type keeps its place, counts in the chain, and
stops only what depends on it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from backchannel.errors import BackchannelError, BadInputError
from backchannel.protocol.encoding import unhex32
from backchannel.protocol.fields import Fields
from backchannel.protocol.kem import CARRIED, PUBLIC, public_key
from backchannel.protocol.limits import LIMITS
from backchannel.record.document import from_value


def form_fault(kind: str, body: Mapping[str, Any]) -> str:
    """Give why a body has not the form of its kind, or "" where it has, or where the kind has no form here."""
    read = _FORMS.get(kind)
    if read is None:
        return ""
    fields = Fields({k: v for k, v in body.items() if k != "readers"}, f"the entry “{kind}”")
    try:
        read(fields)
        fields.done()
    except BackchannelError as error:
        return f"It has not the form of its kind. {error}"
    return ""


def _rekey(fields: Fields) -> None:
    public_key(fields.blob("key", PUBLIC))
    shares = fields.items("shares", LIMITS.members, _share_of)
    if len(set(shares)) != len(shares):
        raise BadInputError("A renewal of keys holds two shares for one reader.")


def _share_of(value: object) -> bytes:
    fields = Fields(value, "a share of a renewal of keys")
    reader = fields.digest("reader")
    fields.blob("share", CARRIED)
    fields.done()
    return reader


def _ack(fields: Fields) -> None:
    fields.items("of", 1_000, unhex32)
    fields.maybe_text("note")


def _reject(fields: Fields) -> None:
    fields.digest("author")
    fields.integer("seq", 1)
    fields.digest("entry")
    fields.text("rule", empty=False)


def _act(fields: Fields) -> None:
    fields.text("type", 60, empty=False)
    fields.rest()


def _letter(fields: Fields) -> None:
    from_value(fields.raw("document"))
    if fields.has("answers"):
        fields.digest("answers")
    if fields.has("enclosures"):
        fields.items("enclosures", LIMITS.enclosures, _enclosure)


def _enclosure(value: object) -> None:
    fields = Fields(value, "an enclosure named by a letter")
    fields.name()
    fields.integer("length", 1, LIMITS.enclosure)
    fields.digest("digest")
    fields.digest("sealed")
    fields.integer("sealed_length", 1)
    fields.blob("key", 32)
    fields.done()


def _share(fields: Fields) -> None:
    from_value(fields.raw("document"))
    fields.digest("of")
    fields.text("reason", empty=False)


def _reseal(fields: Fields) -> None:
    fields.digest("entry")
    fields.digest("reader")
    fields.text("reason", empty=False)


_FORMS: Mapping[str, Callable[[Fields], None]] = {
    "rekey": _rekey,
    "ack": _ack,
    "reject": _reject,
    "act": _act,
    "letter": _letter,
    "share": _share,
    "reseal": _reseal,
}

"""The rules that every entry is held to at both ends, each with the sentence that its breach is refused with.

`judge` is a function of the entry and of the channel's state in the entry's own causal past, so that all desks
judge alike. An entry that breaks a rule keeps its place in the chain and counts for nothing.
"""

from collections.abc import Mapping
from typing import Any

from backchannel.errors import BackchannelError
from backchannel.protocol.bodies import form_fault
from backchannel.protocol.encoding import unhex32
from backchannel.protocol.entry import KINDS, RESTRICTED_KINDS, SHARED_KINDS, Header
from backchannel.protocol.state import ACTIVE, LEFT, REMOVED, State, apply

BEFORE_FORCE = frozenset({"rekey", "assent", "ack", "reject", "leave", "mend", "close"})
"""Kinds that are allowed while the charter is not in force."""

AFTER_CLOSE = frozenset(
    {"rekey", "ack", "reject", "mend", "reseal", "release-proposal", "release-assent", "signature", "attribution"}
)
"""Kinds that are allowed once the channel is closed: release stays possible."""

AFTER_LEAVING = frozenset({"rekey", "release-assent", "signature", "attribution"})
"""Kinds that somebody who left may still write: he may owe a consent."""


def judge(state: State, header: Header, body: Mapping[str, Any] | None) -> str:
    """Give the rule that an entry breaks, as a sentence, or "" where it breaks none.

    `state` is the state in the entry's causal past (without the entry itself). `body` is None where this desk is
    not a reader of the entry; then only what its header shows is judged.
    """
    return header_rule(state, header) or (body_rule(state, header, body) if body is not None else "")


def header_rule(state: State, header: Header) -> str:
    """Judge what every member can see."""
    member = state.members.get(header.author)
    if member is None or member.status == REMOVED:
        return "Its author is not on the channel."
    if header.charter != state.digest and member.status == ACTIVE:
        return "Its author goes by another charter than the one in force."
    if member.status == LEFT and header.kind not in AFTER_LEAVING:
        return "Its author had left the channel."
    if not state.in_force and header.kind not in BEFORE_FORCE and header.kind in KINDS:
        return "The charter was not in force: not every party had assented."
    if state.closed and header.kind not in AFTER_CLOSE and header.kind in KINDS:
        return "The channel was closed."
    if header.kind in {"letter", "share"} and state.charter.write == "principals" and not member.principal:
        return "By the charter only principals write letters."
    if header.kind in {"reseal", "release-proposal", "release-assent"} and not member.principal:
        return "Only a principal may do this."
    return ""


def body_rule(state: State, header: Header, body: Mapping[str, Any]) -> str:
    """Judge what its readers can see."""
    listed: list[bytes] = body["readers"]
    author = state.members.get(header.author)
    # Who left reads no entries for all any more, so he cannot know who has come since.
    if header.kind in SHARED_KINDS and listed != state.readers_of(header.kind) and author and author.status == ACTIVE:
        return "It is of a kind that every member reads, but was not sealed to all of them."
    if header.kind in RESTRICTED_KINDS:
        if header.author not in listed:
            return "Its author is not among its readers."
        for reader in listed:
            member = state.members.get(reader)
            if member is None or member.status == REMOVED:
                return "It was sealed to somebody who is not on the channel."
            if member.status != ACTIVE and header.kind in {"letter", "share", "reseal"}:
                return "It was sealed to somebody who had left the channel."
    fault = form_fault(header.kind, body)
    if fault:
        return fault
    if header.kind == "reseal" and unhex32(body["reader"]) not in state.active():
        return "It opens a letter to somebody who is not on the channel."
    try:
        apply(state, header, body)
    except BackchannelError as error:
        return str(error)
    return ""

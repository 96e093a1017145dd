"""An interlocutor: a person whom one side names to speak for it, accepted or withdrawn by each side apart.

He need have no desk. He stands when every party of the channel has accepted him and none has withdrawn since.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from backchannel.errors import BackchannelError
from backchannel.protocol.entry import Header
from backchannel.protocol.fields import Fields
from backchannel.protocol.state import State

ACT_TYPE = "interlocutor"
STEPS = ("name", "accept", "withdraw")


@dataclass(frozen=True, slots=True)
class Interlocutor:
    """One interlocutor, and where each side stands to him."""

    name: str
    party: str
    mandate: str
    place: str
    travel: str
    may_say: str
    named_in: bytes
    standing: Mapping[str, tuple[str, bytes, str]]
    """Party -> (accepted or withdrawn, the entry that says so, when)."""

    def accepted(self, parties: Iterable[str]) -> bool:
        """Whether every one of the parties has accepted him."""
        return all(self.standing.get(p, ("",))[0] == "accepted" for p in parties)


def act_content(step: str, name: str, **words: str) -> dict[str, Any]:
    """Give the body of an act about an interlocutor."""
    return {"type": ACT_TYPE, "step": step, "name": name, **{k: v for k, v in words.items() if v}}


def follow(state: State, acts: Iterable[tuple[Header, Mapping[str, Any]]]) -> dict[str, Interlocutor]:
    """Fold the acts of a channel, in causal order, to its interlocutors by name. Only principals' acts count."""
    found: dict[str, Interlocutor] = {}
    for header, body in acts:
        member = state.members.get(header.author)
        if body.get("type") != ACT_TYPE or member is None or not member.principal:
            continue
        try:
            _step(found, header, body, member.party)
        except BackchannelError:
            continue
    return found


def _step(found: dict[str, Interlocutor], header: Header, body: Mapping[str, Any], party: str) -> None:
    fields = Fields({k: v for k, v in body.items() if k not in {"readers", "type"}}, "an act about an interlocutor")
    step, name = fields.choice("step", STEPS), fields.name()
    words = {k: fields.maybe_text(k) for k in ("mandate", "place", "travel", "may_say", "reason")}
    fields.done()
    known = found.get(name)
    if step == "name":
        said = {party: ("accepted", header.id, header.time)}
        found[name] = Interlocutor(
            name, party, words["mandate"], words["place"], words["travel"], words["may_say"], header.id, said
        )
    elif known is not None:
        verb = "accepted" if step == "accept" else "withdrawn"
        found[name] = replace(known, standing={**known.standing, party: (verb, header.id, header.time)})

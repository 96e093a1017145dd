"""Incidents: what happened, by the minute, as each who tells of it says (R19); and what was agreed about it (R17).

An incident is one thing, each account of a step in its course another. An account belongs to whoever gives it: what
another says of the same step stands beside it, and neither takes the other's place. Nothing is reconciled here; where
accounts differ, and where the chain has gaps, it is marked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from backchannel.planning.acts import Act
from backchannel.planning.authority import judged, same_person
from backchannel.planning.board import Board, Kept
from backchannel.planning.hours import Moment
from backchannel.planning.kinds import Kind
from backchannel.planning.names import folded
from backchannel.record.dates import DocumentDate

__all__ = [
    "ACCOUNT",
    "BASIS",
    "BESIDE",
    "COURSE",
    "INCIDENT",
    "OF",
    "POINT",
    "TELLING",
    "Account",
    "Authority",
    "Consulted",
    "Incident",
    "Means",
    "Open",
    "Said",
    "Step",
    "accounts",
    "own",
    "points",
    "reservations",
    "void",
    "whose",
]


class Step(StrEnum):
    """What a step of the course was."""

    EVENT = "event"
    ANNOUNCEMENT = "announcement"
    TOLD = "told"
    PROTEST = "protest"
    REPLY = "reply"
    RESERVATION = "reservation"
    REPAIR = "repair"
    GAP = "gap"


COURSE = (Step.ANNOUNCEMENT, Step.PROTEST, Step.REPLY, Step.RESERVATION, Step.REPAIR)
"""The steps that an incident between two sides has, when it has all of them."""
TELLING = (Step.ANNOUNCEMENT, Step.TOLD, Step.PROTEST, Step.REPLY, Step.RESERVATION)
"""Steps in which somebody tells somebody something."""


class Means(StrEnum):
    """By which means somebody was told."""

    NOT_SAID = "not said"
    IN_PERSON = "in person"
    TELEPHONE = "telephone"
    ORAL = "oral"
    ORAL_TEXT_LEFT = "oral, text left"
    READ_AND_HANDED_BACK = "read and handed back"
    AIDE_MEMOIRE = "aide-mémoire"
    BOUT_DE_PAPIER = "bout de papier"
    NOTE = "note"
    LETTER = "letter"
    TELEGRAM = "telegram"
    PRESS = "press"
    RADIO = "radio"
    TELEVISION = "television"


class Authority(StrEnum):
    """With what authority somebody spoke, as far as it is said (the words of `record.talks.speech.AUTHORITIES`)."""

    NOT_SAID = "not said"
    NO_INSTRUCTIONS = "no instructions"
    INSTRUCTED = "instructed"
    PERSONAL = "personal"
    READ = "read from a paper"
    ON_BEHALF = "on behalf of"
    QUOTING = "quoting another"


class Consulted(StrEnum):
    """Whether one side was consulted before, as an account finds: too little is not the same as not at all."""

    NOT_SAID = "not said"
    NOT = "not consulted"
    TOO_LITTLE = "consulted too little"
    CONSULTED = "consulted"


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident: what it is called, whose doing, what happened, on which day, and which issues it touches."""

    name: str
    party: str
    what: str = ""
    on: DocumentDate | None = None
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """What one account says of one step: who told whom what, when, by which means, with what authority.

    `of` is whose account it is. `words` are somebody's exact words in it. `no_precedent`: what was reserved is that
    this should be none. `release` is the identifier of a release that was agreed, in hexadecimal.
    """

    of: str
    what: str
    step: Step = Step.EVENT
    at: Moment | None = None
    by: str = ""
    to: tuple[str, ...] = ()
    means: Means = Means.NOT_SAID
    authority: Authority = Authority.NOT_SAID
    consulted: Consulted = Consulted.NOT_SAID
    words: str = ""
    no_precedent: bool = False
    release: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """A point of an incident that is not settled; it ends when it is."""

    name: str


INCIDENT = Kind("incident", Incident)
ACCOUNT = Kind("incident-account", Account)
POINT = Kind("incident-point", Open)

OF, BESIDE, BASIS = "incident", "beside", "basis"
"""The parts in which an account names things: its incident, the account of the same step beside which it stands, and an
account of an earlier repair that it cites."""


@dataclass(frozen=True, slots=True)
class Said:
    """An account as it stands: the id of its thing, what it says, the act, and what the same teller says beside it.

    `id` names it: that of its thing, or of its act where it was written over an account in another's name.
    """

    id: bytes
    says: Account
    act: Act
    apart: tuple[tuple[Account, Act], ...] = ()

    @property
    def withdrawn(self) -> bool:
        """Whether whoever wrote it has withdrawn it; it is shown with the reason."""
        return self.act.ended is not None

    @property
    def reserves(self) -> bool:
        """Whether it reserves, and still does, that something is no precedent."""
        return self.says.step is Step.RESERVATION and self.says.no_precedent and not self.withdrawn


def accounts(board: Board, incident: Kept[Incident]) -> list[Said]:
    """Give every account of an incident, withdrawn ones too.

    What is written over an account in another's name takes no place: both are kept. So it is with what another party
    writes of our incident: none of it counts.
    """
    ours = incident.thing.opened.writer.party
    found = []
    for kept in board.opened_naming(ACCOUNT, incident.id, OF):
        if kept.thing.opened.writer.party == ours:
            found += _by_teller(board, kept)
    return found


def own(board: Board, kept: Kept[Account]) -> Said:
    """Give an account as its own teller has it, whatever was written over it in another's name."""
    return _by_teller(board, kept)[0]


def _by_teller(board: Board, kept: Kept[Account]) -> list[Said]:
    if len(kept.thing.history) == 1:
        return [Said(kept.id, kept.says, kept.act)]
    said = {act.id: (says, act) for says, act in board.history(ACCOUNT, kept.thing)}
    teller = said.get(kept.id, next(iter(said.values())))[0].of
    theirs = judged(
        board, ACCOUNT, kept.thing, lambda says, _, __: "" if same_person(says.of, teller) else "Another's."
    )
    found = [_standing(kept.id, theirs.statements)]
    others: dict[str, list[tuple[Account, Act]]] = {}
    for one in theirs.without_effect:
        others.setdefault(folded(said[one.act.id][0].of), []).append(said[one.act.id])
    for statements in others.values():
        replaced = {one for _, act in statements for one in act.after}
        standing = [(says, act) for says, act in statements if act.id not in replaced]
        found.append(_standing(standing[-1][1].id, standing))
    return found


def _standing(identifier: bytes, statements: Sequence[tuple[Account, Act]]) -> Said:
    says, act = statements[-1]
    return Said(identifier, says, act, tuple(statements[:-1]))


def whose(board: Board, incident: Kept[Incident]) -> str:
    """Give the party whose doing an incident was, as the act says that opened it: no later one moves it to another."""
    return next((says.party for says, _ in board.history(INCIDENT, incident.thing)), incident.says.party)


def points(board: Board, incident: Kept[Incident]) -> list[Kept[Open]]:
    """Give the points of an incident, settled ones too."""
    ours = incident.thing.opened.writer.party
    return [one for one in board.opened_naming(POINT, incident.id, OF) if one.thing.opened.writer.party == ours]


def reservations(board: Board, incident: Kept[Incident]) -> list[Said]:
    """Give the accounts of an incident that reserve that it is no precedent, and are not withdrawn."""
    return [one for one in accounts(board, incident) if one.reserves]


def void(board: Board, bases: Iterable[bytes]) -> Said | None:
    """Give the reservation by which one of some cited accounts can be no basis; None where none stands against any."""
    for identifier in bases:
        cited = board.get(ACCOUNT, identifier)
        if cited is None:
            continue
        for incident in cited.thing.opened.names.get(OF, ()):
            kept = board.get(INCIDENT, incident)
            against = reservations(board, kept) if kept is not None else []
            if against:
                return against[0]
    return None

"""Proposals for the next contact: who meets whom, where, by when, after which event, and to avoid what.

A proposal waits for the person whom it names to decide. He accepts it, and it is a stage with its preparation, or he
declines it with his reason. Who decides is fixed when it is made; a decision by anybody else stays on the ledger and
has no effect.
"""

from dataclasses import dataclass
from enum import StrEnum

from backchannel.errors import BadInputError
from backchannel.planning.acts import Act
from backchannel.planning.authority import NoEffect, judged, same_person
from backchannel.planning.board import Board, Kept
from backchannel.planning.calendar.phrases import Certainty, Relation
from backchannel.planning.calendar.stages import STAGE, Form, Stage
from backchannel.planning.kinds import Kind
from backchannel.record.dates import DocumentDate

__all__ = [
    "CONTACT",
    "DECISION",
    "OF",
    "Answer",
    "Contact",
    "Decision",
    "Proposed",
    "contact_of",
    "proposed",
    "stage_of",
]

OF = "contact"
"""The part in which a decision, and the stages that come of it, name the proposal."""


class Answer(StrEnum):
    """What was decided of a proposal."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Contact:
    """A proposal for the next contact. Its date is written and read as that of a stage (`stages.Stage`)."""

    name: str
    who: str
    with_whom: str
    decider: str
    where: str = ""
    avoid: str = ""
    written: str = ""
    when: str = ""
    certainty: Certainty = Certainty.UNRESOLVED
    steps: tuple[str, ...] = ()
    read_on: DocumentDate | None = None
    anchor: str = ""
    relation: Relation = Relation.NONE
    days: int = 0
    is_perhaps: bool = False

    def __post_init__(self) -> None:
        """Check the date as a stage's is; BadInputError where its parts do not belong together."""
        if not (self.name and self.who and self.with_whom and self.decider):
            raise BadInputError("A proposal for a contact says who, with whom, and who decides; complete it.")
        stage_of(self)


@dataclass(frozen=True, slots=True)
class Decision:
    """A proposal is accepted or declined, why, and by which of its statements (the act's id in hexadecimal)."""

    answer: Answer
    of: str
    why: str = ""


CONTACT = Kind("contact-proposal", Contact)
DECISION = Kind("contact-decision", Decision)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal as it stands: by which decision, and with which stages.

    `decisions` are those of the decider that stand: one, or two that he wrote at two desks without seeing either;
    `without_effect` is what others wrote as if they decided.
    """

    kept: Kept[Contact]
    decider: str
    decisions: tuple[tuple[Decision, Act], ...] = ()
    stages: tuple[Kept[Stage], ...] = ()
    without_effect: tuple[NoEffect, ...] = ()

    @property
    def decided(self) -> Decision | None:
        """What was decided; None while it waits, and where two decisions stand beside each other."""
        return self.decisions[0][0] if len(self.decisions) == 1 else None

    @property
    def state(self) -> str:
        """How it stands: waiting, accepted, declined, withdrawn, or "decided twice"."""
        if self.decided is not None:
            return str(self.decided.answer)
        if self.decisions:
            return "decided twice"
        return "waiting" if self.kept.ended is None else self.kept.ended.how

    @property
    def changed_since(self) -> bool:
        """Whether somebody changed it after it was decided."""
        return self.decided is not None and self.decided.of != self.kept.act.id.hex()


def stage_of(contact: Contact) -> Stage:
    """Give the stage that a proposal becomes: the same date, hanging on the same event."""
    return Stage(
        name=contact.name,
        written=contact.written,
        when=contact.when,
        certainty=contact.certainty,
        steps=contact.steps,
        read_on=contact.read_on,
        anchor=contact.anchor,
        relation=contact.relation,
        days=contact.days,
        is_perhaps=contact.is_perhaps,
        form=Form.WINDOW,
        who=f"{contact.who} with {contact.with_whom}",
        about=contact.where,
    )


def contact_of(name: str, who: str, with_whom: str, decider: str, stage: Stage, where: str, avoid: str) -> Contact:
    """Give a proposal with the date of a stage."""
    return Contact(
        name,
        who,
        with_whom,
        decider,
        where,
        avoid,
        stage.written,
        stage.when,
        stage.certainty,
        stage.steps,
        stage.read_on,
        stage.anchor,
        stage.relation,
        stage.days,
        stage.is_perhaps,
    )


def proposed(board: Board) -> list[Proposed]:
    """Give every proposal with what was decided, in the order in which they were made.

    A decision counts if the person wrote it whom the act that opened the proposal names; no act of anybody else takes
    its place.
    """
    stages: dict[bytes, list[Kept[Stage]]] = {}
    for stage in board.every(STAGE):
        for of in stage.thing.opened.names.get(OF, ()):
            stages.setdefault(of, []).append(stage)
    return [_proposed(board, kept, tuple(stages.get(kept.id, ()))) for kept in board.every(CONTACT)]


def _proposed(board: Board, kept: Kept[Contact], stages: tuple[Kept[Stage], ...]) -> Proposed:
    decider = str(kept.thing.opened.says.get("decider", ""))

    def rule(_: Decision, act: Act, __: object) -> str:
        return (
            "" if same_person(act.writer.person, decider) else f"Only {decider}, whom the proposal names, decides it."
        )

    said = [
        judged(board, DECISION, thing, rule)
        for thing in board.things(DECISION, kept.id)
        if kept.id in thing.opened.names.get(OF, ())
    ]
    return Proposed(
        kept,
        decider,
        tuple(statement for one in said for statement in one.statements),
        stages,
        tuple(act for one in said for act in one.without_effect),
    )

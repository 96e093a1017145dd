"""Allies are heard and have no veto: a proposal is refused, put to three of them, and sent; and where each stands."""

from backchannel.demo.cast import EKDAL, HOLT, MARRIN, VESMAR
from backchannel.demo.planning.company import AAMOT, ALLIES, BANK_LINE, DALE, KOST, OFFICE, required
from backchannel.demo.planning.papers import Papers
from backchannel.demo.stage import Stage
from backchannel.desk.planning import allies
from backchannel.desk.planning.consultation import asked, concerns, consultations, orders, proposals
from backchannel.errors import NotHeardError, TooEarlyError
from backchannel.planning.allies import Word
from backchannel.planning.consultation.concerns import Degree
from backchannel.planning.consultation.consulting import Rule, Stance
from backchannel.record.dates import parse

__all__ = ["CONSULTATION", "ORDER", "PROPOSAL", "ask", "go_ahead", "propose", "stand"]

PROPOSAL, CONSULTATION, ORDER = "five autumns", "the neighbours", "Neighbours first"
_TITLE = "The bank after this autumn"
_OFFER = (
    "We offer an arrangement for five autumns, by weight and without any chart.",
    "Either government may ask for a second look at it once two of them have passed.",
)
_ISSUE = "the bank"
_ENDS = "2025-08-21T12:00:00Z"
_DEGREES = {AAMOT: Degree.CRUCIAL, DALE: Degree.DIRECT, KOST: Degree.PLAIN}
_ANSWERS = (
    (AAMOT, Stance.JOINS, ""),
    (DALE, Stance.RESERVES, "Scallops are not herring, and are no part of this."),
    (KOST, Stance.BEHIND, "We wish you well, and keep our own counsel about lakes."),
)


def propose(stage: Stage) -> None:
    """Draft a proposal under a standing order, and try to send it before anybody was heard."""
    stage.step("A proposal is drafted. By a standing order nobody sends it before those concerned were heard.")
    stage.at("2025-08-14T08:00")
    holt = stage.desks[HOLT]
    for ally, degree in _DEGREES.items():
        concerns.note(holt, ally.party, _ISSUE, degree, onto=OFFICE)
    orders.give(holt, ORDER, _ISSUE, "Suvria", why="They fish beside us, and will read of it anyway.", onto=OFFICE)
    proposals.draft(holt, PROPOSAL, _ISSUE, _OFFER, onto=OFFICE)
    stage.refused("Sending it to Vesmar", lambda: proposals.send(holt, PROPOSAL, BANK_LINE), NotHeardError)
    stage.pass_on(HOLT, EKDAL)


def ask(stage: Stage) -> None:
    """Put the proposal to three allies, each on the channel with him alone, by a rule that is announced."""
    stage.step("Ekdal puts it to three allies, each alone: they are heard until Thursday noon, and none has a veto.")
    ekdal = stage.desks[EKDAL]
    consultations.open_(
        ekdal, CONSULTATION, _ISSUE, [ally.party for ally in ALLIES], rule=Rule.HEARING, ends=parse(_ENDS),
        proposal=PROPOSAL, then="We go ahead then, with those who wish to come along.", title=_TITLE, onto=OFFICE,
    )  # fmt: skip
    stage.pass_on(EKDAL, *ALLIES)
    (put,) = asked.received(stage.desks[KOST])
    stage.tell(
        f"On {KOST.name}’s desk: {put.put.says.name}, by {put.put.says.rule}, until {put.put.ends}; no word of others."
    )
    stage.at("2025-08-18T10:00")
    for ally, stance, words in _ANSWERS:
        asked.answer(stage.desks[ally], _TITLE, stance, words)
        stage.pass_on(ally, EKDAL)


def stand(stage: Stage, papers: Papers) -> None:
    """Note where the allies stand, each on the words of a telegram."""
    stage.step("Where the three stand, each on the words on which that rests.")
    ekdal = stage.desks[EKDAL]
    before = parse("2025-06-20")
    allies.note(ekdal, "Kelmare", _ISSUE, Word.OPPOSED, "No counts at all", since=before, onto=OFFICE)
    for ally, word, says, passage in (
        (AAMOT, Word.READY, "Vindland is ready", 1),
        (DALE, Word.MOVING, "as long as nothing in it touches the scallops", 2),
        (KOST, Word.OPEN, "it remains to be seen", 3),
    ):
        rests = (papers.at("telegram", passage),)
        allies.note(ekdal, ally.party, _ISSUE, word, says, rests=rests, onto=OFFICE)
    stage.pass_on(EKDAL, MARRIN)
    found, _ = allies.grid(stage.desks[MARRIN], _ISSUE, parse("2025-08-18").earliest.date())
    for cell in found.cells.values():
        moved = f"; before: {cell.before.says.stance}" if cell.before else ""
        stage.tell(f"{cell.ally}: {cell.now[0].says.stance}, “{cell.now[0].says.says}”{moved}")
    required([cell.ally for cell in found.cells.values() if cell.before] == ["Kelmare"], "The stances")


def go_ahead(stage: Stage) -> None:
    """Close the consultation at its hour, one ally staying behind, and send the proposal."""
    stage.step("It goes ahead at the hour that was announced, and not before; one of the three stays behind.")
    stage.at("2025-08-20T12:00")
    ekdal, holt = stage.desks[EKDAL], stage.desks[HOLT]
    stage.refused(
        "Closing it a day early", lambda: consultations.close(ekdal, CONSULTATION, proceed=True), TooEarlyError
    )
    stage.at("2025-08-21T12:00:01")
    closed = consultations.close(ekdal, CONSULTATION, proceed=True)
    for line in closed.lines:
        words = f" “{line.answer.says.words}”" if line.answer and line.answer.says.words else ""
        stage.tell(f"{line.party} {line.outcome}.{words}")
    required([line.party for line in closed.lines if line.outcome == "stayed behind"] == ["Ostrany"], CONSULTATION)
    stage.pass_on(EKDAL, HOLT)
    sent = proposals.send(holt, PROPOSAL, BANK_LINE)
    stage.pass_on(HOLT, VESMAR)
    stage.tell(f"The proposal goes to Vesmar: {sent.reference}. Whoever stayed behind was heard, and is named.")
    behind = allies.note(
        ekdal, "Ostrany", _ISSUE, Word.BEHIND, "She wishes us well", since=parse("2025-08-21"), onto=OFFICE
    )
    found, _ = allies.history(ekdal, "Ostrany", _ISSUE)
    stage.tell(f"Ostrany has moved: {' → '.join(kept.says.stance for kept in found)}.")
    required(found[-1].id == behind.id, "The stances")
    orders.end(holt, ORDER, "It was given for this proposal, which is on its way.")

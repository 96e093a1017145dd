"""Telegrams before they are sealed: what is put into the head of a text, and what will go to whom."""

from dataclasses import dataclass, replace

from backchannel.desk import letters, series
from backchannel.desk.desk import Desk
from backchannel.desk.letters import Letter, Plan
from backchannel.errors import UsageError
from backchannel.record.dates import parse
from backchannel.record.document import Document
from backchannel.record.markings import stated
from backchannel.record.telegram import informed

__all__ = ["Head", "headed", "plan", "write"]


@dataclass(frozen=True, slots=True)
class Head:
    """What a person says of a telegram beside its text; what is empty is left as the text has it."""

    action: tuple[str, ...] = ()
    info: tuple[str, ...] = ()
    precedence: str = ""
    classification: str = ""
    caption: str = ""
    series: str = ""


def headed(document: Document, head: Head, person: str, now: str) -> Document:
    """Put into a telegram's head what a person says of it, who sends it, and the minute.

    UsageError for a precedence that is none, or that the text says already.
    """
    if head.precedence and stated(document).precedence:
        raise UsageError(
            "The file says its precedence already; take it out there, or give none beside it.", typed="--precedence"
        )
    classification = "; ".join(filter(None, (head.classification or document.classification, head.precedence)))
    if head.precedence and not stated(replace(document, classification=head.precedence)).precedence:
        raise UsageError(
            f"“{head.precedence[:40]}” is no precedence; write Flash, Niact, Immediate, Priority or Routine."
        )
    named = (*head.action, *(informed(name) for name in head.info))
    return replace(
        document,
        kind="telegram" if document.kind == "letter" else document.kind,
        addressees=named or document.addressees,
        senders=document.senders or (person,),
        classification=classification or None,
        caption=head.caption or document.caption,
        date=document.date or parse(f"{now[:16]}:00Z"),
    )


def plan(desk: Desk, channel: str, document: Document, head: Head, readers: tuple[str, ...] = ()) -> Plan:
    """Give a telegram as it would be sealed, with its number, and for whom. Errors as `headed` and `letters.plan`."""
    document = headed(document, head, desk.card.person, desk.now())
    with desk.vault.read() as db:
        if head.series:
            document = series.numbered(series.Uses(db, desk), document, head.series)
        return letters.plan(db, desk, channel, document, readers=readers)[1]


def write(desk: Desk, planned: Plan) -> Letter:
    """Seal a telegram as it was planned. Errors as `letters.write`."""
    names = [f"{one.party}/{one.name}" for one in planned.readers]
    return letters.write(desk, planned.channel, planned.document, readers=names)

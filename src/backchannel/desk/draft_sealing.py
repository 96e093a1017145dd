"""Sealing a draft: what would be sealed, for whom and by which way, and then exactly that, once.

The letter is written and the draft is ended in one change, so a draft is sealed once however often it is asked for. Who
seals says what he was shown; where the draft has changed since, nothing is sealed.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from backchannel.desk import drafts, enclosing, letters, series, travel
from backchannel.desk.book import Book
from backchannel.desk.desk import Desk
from backchannel.desk.drafting import end
from backchannel.desk.drafts import Listed, Writing
from backchannel.desk.letters import Letter, Plan
from backchannel.desk.references import reference
from backchannel.desk.travel import Route
from backchannel.errors import BackchannelError, RuleError, UsageError
from backchannel.planning.drafts import SEALED, Drafted
from backchannel.protocol.state import ACTIVE, Membership
from backchannel.record.document import Document, to_value
from backchannel.vault import channels, entries
from backchannel.vault.sqlcipher import Connection

__all__ = ["Foreseen", "Planned", "Reader", "foresee", "planned", "possible_readers", "seal"]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would be sealed of a draft: the plan, or why nothing can be sealed; and by which ways it would travel.

    `shown` stands for all of it: `seal` seals nothing else. `answers_elsewhere` says that the letter which the draft
    answers is on another channel, so that the sealed one does not say what it answers.
    """

    listed: Listed
    plan: Plan | None
    refusal: str
    marks: tuple[str, ...]
    ways: tuple[Route, ...]
    shown: str
    answers_elsewhere: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """A member who can be chosen as a reader, or not by the draft's caption; and whether he is chosen now."""

    reader: bytes
    member: Membership
    allowed: bool
    chosen: bool


def possible_readers(desk: Desk, draft: str) -> tuple[tuple[Reader, ...], str]:
    """Give the other members of the channel that a draft is for, and the rule that its caption says; () for none."""
    listed = drafts.show(desk, draft)
    if listed.channel is None:
        return (), ""
    says = listed.draft.kept.says
    with desk.vault.read() as db:
        book = Book(db, desk, listed.channel)
        document = listed.draft.document() if listed.draft.passages else says.head.document()
        allowed, rule = letters.may_read(book, document)
        found = tuple(
            Reader(
                reader,
                member,
                reader in allowed,
                reader.hex() in says.readers if says.readers else member.principal and reader in allowed,
            )
            for reader, member in sorted(book.state.members.items(), key=lambda one: (one[1].party, one[1].name))
            if member.status == ACTIVE and reader != desk.reader
        )
    return found, rule


class Planned(NamedTuple):
    """What will be sealed of a draft, what stands for it (as `Foreseen.shown`), and by which ways it will travel."""

    plan: Plan
    shown: str
    ways: tuple[Route, ...]


def planned(desk: Desk, draft: str, files: Sequence[enclosing.File] = (), marks: Sequence[str] = ()) -> Planned:
    """Say what would be sealed of a draft now; errors as `seal`. Nothing is written."""
    listed = drafts.show(desk, draft)
    with desk.vault.read() as db:
        plan, shown, _ = _planned(db, desk, listed.draft, files, (*listed.draft.marks(), *marks))
    return Planned(plan, shown, _ways(desk, listed, plan))


def _ways(desk: Desk, listed: Listed, plan: Plan) -> tuple[Route, ...]:
    if listed.channel is None:
        return ()
    reading = {(one.name, one.party) for one in (*plan.readers, *plan.others)}
    return tuple(one for one in travel.routes(desk, listed.channel.id.hex()) if (one.person, one.party) in reading)


def foresee(desk: Desk, draft: str, files: Sequence[enclosing.File] = (), marks: Sequence[str] = ()) -> Foreseen:
    """Say what would be sealed of a draft now, with these enclosures and their marks; nothing is written.

    What the charter, a caption or an order of our own side forbids is told in `refusal`. UsageError for no draft.
    """
    listed = drafts.show(desk, draft)
    plan: Plan | None = None
    refusal, shown, elsewhere, said = "", "", False, (*listed.draft.marks(), *marks)
    try:
        with desk.vault.read() as db:
            plan, shown, elsewhere = _planned(db, desk, listed.draft, files, said)
    except BackchannelError as error:
        refusal = str(error)
    ways = _ways(desk, listed, plan) if plan is not None else ()
    return Foreseen(listed, plan, refusal, said, ways, shown, elsewhere)


def seal(
    desk: Desk, draft: str, shown: str = "", files: Sequence[enclosing.File] = (), marks: Sequence[str] = ()
) -> Letter:
    """Seal a draft as a letter, and end it; `shown` is what the person was shown ('': whatever it is now).

    UsageError where the draft has changed since, was sealed already, or has passages that were saved twice apart; else
    errors as `letters.write`. Then the draft is as it was.
    """
    with drafts.writing(desk) as change:
        found = change.find(draft)
        said = (*found.marks(), *marks)
        _, now, _ = _planned(change.db, desk, found, files, said)
        if shown and now != shown:
            raise UsageError("What would be sealed now is not what you were shown; look at it again before sealing.")
        channel, document, answers = _wish(change.db, desk, found)
        letter = letters.write_within(
            change.db,
            desk,
            channel,
            document,
            readers=found.kept.says.readers,
            answers=answers,
            files=files,
            marks=said,
        )
        # The gate may have written in books of its own: what ends the draft is written in fresh ones.
        after = Writing.of(change.db, desk)
        end(after, after.find(draft), SEALED, letter=letter.header.id.hex())
        return letter


def _planned(
    db: Connection, desk: Desk, found: Drafted, files: Sequence[enclosing.File], marks: Sequence[str]
) -> tuple[Plan, str, bool]:
    channel, document, answers = _wish(db, desk, found)
    names = [file.name for file in files]
    if len(set(names)) != len(names):
        raise UsageError("Two enclosures have the same name; give each its own.")
    _, plan, named = letters.plan(
        db, desk, channel, document, readers=found.kept.says.readers, answers=answers, files=files, marks=marks
    )
    value = [
        channel,
        to_value(plan.document),
        sorted(one.hex() for one in named),
        answers,
        list(marks),
        [[file.name, hashlib.sha256(_bytes(file)).hexdigest()] for file in files],
    ]
    shown = hashlib.sha256(json.dumps(value, ensure_ascii=True, sort_keys=True).encode()).hexdigest()
    return plan, shown, bool(found.answers) and not answers


def _bytes(file: enclosing.File) -> bytes:
    return file.data if isinstance(file, enclosing.Held) else file.read_bytes()


def _wish(db: Connection, desk: Desk, found: Drafted) -> tuple[str, Document, str]:
    """Give the channel, the letter, and the reference of what it answers, '' where that is on another channel."""
    says = found.kept.says
    if found.kept.ended is not None:
        raise UsageError(f"The draft was {found.kept.ended.how}; nothing of it is sealed.")
    apart = [str(number) for number, one in enumerate(found.passages, 1) if one.is_disputed]
    if apart or found.kept.is_disputed:
        where = f"passage {', '.join(apart)}" if apart else "the head"
        raise UsageError(f"Of {where} two versions were saved apart; put one in place of both before it is sealed.")
    target = channels.get(db, bytes.fromhex(says.channel)) if says.channel else None
    if target is None:
        raise UsageError("The draft is for no channel yet; say on which channel it is to be sealed.")
    document = found.document()
    if says.series:
        if says.head.number:
            raise RuleError("The draft has a number and a series that would give it one; leave one of them out.")
        document = series.numbered(series.Uses(db, desk), document, says.series)
    return target.id.hex(), document, _reference(db, desk, found.answers, target)


def _reference(db: Connection, desk: Desk, answers: str, target: channels.Channel) -> str:
    if len(answers) != 64:
        return ""
    try:
        entry = entries.by_id(db, bytes.fromhex(answers))
    except ValueError:
        return ""
    if entry is None or entry.header.channel != target.id:
        return ""
    return reference(Book(db, desk, target).state, entry.header)

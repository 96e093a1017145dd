"""Letters: written for named readers, shown before they go, read, acknowledged, owed, opened further, shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backchannel.desk import channels, enclosing, series
from backchannel.desk.book import Book, Books, find_channel, find_channels, open_book
from backchannel.desk.desk import Desk
from backchannel.desk.planning.consultation import gate
from backchannel.desk.references import reference, resolve
from backchannel.desk.writing import append, lay_out_again
from backchannel.errors import BadInputError, NotAReaderError, RuleError, UsageError
from backchannel.protocol.encoding import hex32
from backchannel.protocol.entry import Header, read_time
from backchannel.protocol.state import ACTIVE, Membership, State
from backchannel.record.captions import Candidate, Distribution, allowed_readers
from backchannel.record.document import Document, from_value, hidden_in, to_value
from backchannel.record.markings import findings, limits
from backchannel.vault import channels as kept_channels
from backchannel.vault import enclosures, entries, notices
from backchannel.vault.enclosures import Enclosure
from backchannel.vault.entries import Entry
from backchannel.vault.sqlcipher import Connection

TEXTS = ("letter", "share")


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be sealed, and for whom, before it is."""

    channel: str
    document: Document
    readers: tuple[Membership, ...]
    others: tuple[Membership, ...]
    """Members who will see that an entry with a number exists, and nothing else."""
    caption_rule: str
    remarks: tuple[str, ...]
    enclosures: tuple[tuple[str, int], ...]
    answers: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as this desk's person may see it. `document` is None where he is not a reader."""

    channel: str
    reference: str
    header: Header
    author: Membership
    document: Document | None
    readers: tuple[bytes, ...]
    answers: str
    shared_from: str
    reason: str
    enclosures: tuple[Enclosure, ...]
    standing: str
    refusal: str
    first_read: str
    marked: str
    """How a letter is marked that is not what it seems, such as one with hidden characters."""


def plan(
    db: Connection,
    desk: Desk,
    channel: str,
    document: Document,
    *,
    readers: Sequence[str] = (),
    answers: str = "",
    files: Sequence[enclosing.File] = (),
    marks: Sequence[str] = (),
) -> tuple[Book, Plan, list[bytes]]:
    """Choose a letter's readers and check them against its caption; the smallest list is the principals.

    RuleError where the caption or the charter does not allow a reader, or where the number is used already, or would be
    missed by one who reads others of its series (`series`);
    NotHeardError where those concerned are to be heard before (`planning.consultation.gate`). Nothing is written yet.
    """
    books, names = Books(db, desk), [file.name for file in files]
    book = books.of(find_channel(db, channel).id)
    uses = series.Uses(db, desk, books)
    series.require_free(uses, document, [book.channel.name])
    gate.foresee(book, *gate.taken_out(book, document, marks, names), names)
    found, named = _plan(book, document, readers=readers, answers=answers, files=files)
    series.require_no_gap(uses, document, _persons(book, named))
    return book, found, named


def _persons(book: Book, readers: Sequence[bytes]) -> set[series.Person]:
    return {(member.name, member.party) for one in readers if (member := book.state.members[one])}


def _plan(
    book: Book, document: Document, *, readers: Sequence[str], answers: str, files: Sequence[enclosing.File]
) -> tuple[Plan, list[bytes]]:
    state = book.state
    named, rule, remarks = _chosen(book, document, readers)
    refusal = _answered(book, answers)[1] if answers else ""
    sizes = tuple((file.name, enclosing.length_of(file)) for file in files)
    members = tuple(state.members[r] for r in named)
    others = tuple(m for r, m in sorted(state.members.items()) if m.status == ACTIVE and r not in named)
    remarks = (*remarks, *findings(document))
    return Plan(book.channel.name, document, members, others, rule, remarks, sizes, refusal), named


def readers_for(book: Book, document: Document, names: Sequence[str] = ()) -> list[bytes]:
    """Choose a letter's readers and check them against its caption, as `plan`; without names they are the principals.

    RuleError where the caption or the charter does not allow a reader. Series and gate are for the caller.
    """
    return _chosen(book, document, names)[0]


def may_read(book: Book, document: Document) -> tuple[frozenset[bytes], str]:
    """Give which active members a letter's caption allows as readers, and the rule that it says."""
    candidates, rule = _allowed(book.state, book.desk, document)
    return frozenset(reader for reader, one in candidates.items() if one in rule.allowed), rule.rule


def _chosen(book: Book, document: Document, names: Sequence[str]) -> tuple[list[bytes], str, tuple[str, ...]]:
    state, chosen = book.state, {book.desk.reader}
    if names:
        chosen.update(channels.member(state, name)[0] for name in names)
    else:
        chosen.update(r for r in state.active() if state.members[r].principal)
    return _within_caption(state, book.desk, document, sorted(chosen), explicit=bool(names))


def _within_caption(
    state: State, desk: Desk, document: Document, chosen: list[bytes], *, explicit: bool
) -> tuple[list[bytes], str, tuple[str, ...]]:
    candidates, rule = _allowed(state, desk, document)
    allowed = [r for r in chosen if candidates.get(r) in rule.allowed]
    refused = [state.members[r].name for r in chosen if r not in allowed]
    if refused and explicit:
        raise RuleError(f"The caption does not allow {', '.join(refused)} as a reader: {rule.rule}")
    if len(allowed) < 2 and len(state.active()) > 1:
        raise RuleError(f"The caption leaves no reader but its author: {rule.rule} {' '.join(rule.remarks)}".strip())
    return allowed, rule.rule, rule.remarks


def _allowed(state: State, desk: Desk, document: Document) -> tuple[dict[bytes, Candidate], Distribution]:
    """Ask the caption whom of all active members it allows: a name that fits two of them must let in neither."""
    candidates = {r: Candidate(m.name, m.party, m.principal) for r, m in state.members.items() if m.status == ACTIVE}
    if desk.reader not in candidates:
        raise RuleError("This desk's person is not on the channel any more; nothing can be written here.")
    everybody = list(candidates.values())
    return candidates, allowed_readers(limits(document), everybody, candidates[desk.reader], document.addressees)


def _answered(book: Book, answers: str) -> tuple[Entry, str]:
    entry, _ = resolve(book, answers)
    if entry.header.kind not in TEXTS or not entry.key:
        raise NotAReaderError(f"{answers} is not a letter that this desk can read, so it cannot be answered.")
    return entry, reference(book.state, entry.header)


def write(
    desk: Desk,
    channel: str,
    document: Document,
    *,
    readers: Sequence[str] = (),
    answers: str = "",
    files: Sequence[enclosing.File] = (),
    marks: Sequence[str] = (),
) -> Letter:
    """Seal a letter for its readers and lay it out. All or nothing, as `plan` says what.

    `marks` say what each passage is to our position, such as `3=proposal:ISSUE` or `all=exploration`; they are kept on
    our own side.
    """
    with desk.vault.change(moves_position=True) as db:
        return write_within(db, desk, channel, document, readers=readers, answers=answers, files=files, marks=marks)


def write_within(
    db: Connection,
    desk: Desk,
    channel: str,
    document: Document,
    *,
    readers: Sequence[str] = (),
    answers: str = "",
    files: Sequence[enclosing.File] = (),
    marks: Sequence[str] = (),
) -> Letter:
    """Seal a letter as `write`, within a change that does something besides. It opens books of its own, and saves them.

    If anything is refused the change must be given up.
    """
    book, _, named = plan(db, desk, channel, document, readers=readers, answers=answers, files=files, marks=marks)
    document, marks = gate.taken_out(book, document, marks, [file.name for file in files])
    sealed = [enclosing.enclose(book, file) for file in files]
    names = [s.name for s in sealed]
    if len(set(names)) != len(names):
        raise UsageError("Two enclosures have the same name; give each its own.")
    value = to_value(document)
    if names:
        value["enclosures"] = names
    content: dict[str, Any] = {"document": to_value(from_value(value))}
    if answers:
        content["answers"] = hex32(_answered(book, answers)[0].header.id)
    if sealed:
        content["enclosures"] = [s.value() for s in sealed]
    entry = append(book, "letter", content, named, marks=marks)
    for one in sealed:
        enclosing.belongs_to(book, one, entry.header.id, [p for p in named if p in book.pairs])
    entries.mark_read(db, entry.header, desk.now())
    book.save()
    return letter_of(book, entry)


def write_to_many(desk: Desk, names: Sequence[str], document: Document, marks: Sequence[str] = ()) -> list[Letter]:
    """Lay one letter on many channels, hub and post: each channel is sealed for itself and hears of no other.

    `marks` as `write` takes them; they are kept for the channels on which the other side of a case is.
    """
    written = []
    told: set[series.Person] = set()
    with desk.vault.change(moves_position=True) as db:
        books = Books(db, desk)
        uses = series.Uses(db, desk, books)
        series.require_free(uses, document, names)
        for channel in find_channels(db, names):
            book = books.of(channel.id)
            named = readers_for(book, document)
            told |= _persons(book, named)
            bare, said = gate.taken_out(book, document, marks) if gate.has_other_side(book) else (document, ())
            entry = append(book, "letter", {"document": to_value(bare)}, named, marks=said)
            entries.mark_read(db, entry.header, desk.now())
            book.save()
            if said:
                # The gate has recorded the marks on channels of our own side, in books of its own.
                books = Books(db, desk)
            written.append(letter_of(book, entry))
        series.require_no_gap(uses, document, told)
    return written


def letter_of(book: Book, entry: Entry) -> Letter:
    """Give a letter of a book that is open, as this desk's person may see it."""
    state, header, body = book.state, entry.header, entry.body()
    document = None
    marked = ""
    if body is not None and "document" in body:
        try:
            document = from_value(body["document"])
        except BadInputError as error:
            marked = f"unreadable: {error}"
        else:
            hidden = hidden_in(document)
            if hidden:
                marked = f"holds {len(hidden)} hidden characters, shown visibly"
    disputed = notices.forked(book.db, book.channel.id, reported=True)
    if header.seq >= disputed.get(header.author, header.seq + 1):
        marked = "disputed: its author is said to show two histories; see the alarms of its channel"
    unknown = Membership("a former member", "", False)
    return Letter(
        channel=book.channel.name,
        reference=reference(state, header),
        header=header,
        author=state.members.get(header.author, unknown),
        document=document,
        readers=tuple(body["readers"]) if body else (),
        answers=_named(book, bytes.fromhex(body["answers"])) if body and "answers" in body else "",
        shared_from=(_named(book, bytes.fromhex(body["of"])) or "another channel") if body and "of" in body else "",
        reason=str(body.get("reason", "")) if body else "",
        enclosures=tuple(enclosures.of_letter(book.db, header.id)),
        standing=entry.standing,
        refusal=entry.refusal,
        first_read=entries.first_read(book.db, header),
        marked=marked,
    )


def _named(book: Book, identifier: bytes) -> str:
    """Give the reference of a letter that was taken in on the book's channel; '' where there is none."""
    entry = entries.by_id(book.db, identifier)
    if entry is None or entry.header.channel != book.channel.id or entry.header.kind not in TEXTS:
        return ""
    return reference(book.state, entry.header) if entry.standing == entries.TAKEN else ""


def every(desk: Desk, channel: str) -> list[Letter]:
    """Give the letters of a channel in the order of their claimed times, those one cannot read included."""
    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        found = [
            letter_of(book, e)
            for standing in ("taken", "refused")
            for e in entries.of_kinds(db, book.channel.id, TEXTS, standing)
        ]
    return sorted(found, key=lambda letter: (letter.header.time, letter.header.author, letter.header.seq))


def show(desk: Desk, channel: str, text: str) -> Letter:
    """Give one letter and note that it was read; NotAReaderError where this desk's person is not its reader."""
    with desk.vault.change() as db:
        book = open_book(db, desk, channel)
        entry, _ = resolve(book, text)
        if entry.header.kind not in TEXTS:
            raise UsageError(f"{text} is an entry of the kind “{entry.header.kind}”, not a letter.")
        if not entry.key:
            raise NotAReaderError(
                f"You are not a reader of {text}; ask its author, or a principal of your side, to open it to you."
            )
        entries.mark_read(db, entry.header, desk.now())
        return letter_of(book, entry)


def acknowledge(desk: Desk, channel: str, text: str, note: str) -> None:
    """Acknowledge a letter: its author sees that it came, and perhaps that the answer follows."""
    with desk.vault.change(moves_position=True) as db:
        book = open_book(db, desk, channel)
        entry, _ = resolve(book, text)
        if entry.header.author == desk.reader:
            raise UsageError("One does not acknowledge one's own letter.")
        if entry.header.kind not in TEXTS or not entry.key:
            raise NotAReaderError(f"{text} is not a letter that this desk can read.")
        content: dict[str, Any] = {"of": [hex32(entry.header.id)]}
        if note:
            content["note"] = note
        append(book, "ack", content)
        book.save()


@dataclass(frozen=True, slots=True)
class Owed:
    """A letter without an answer: who owes it to whom, since when, and whether it was acknowledged meanwhile."""

    channel: str
    letter: str
    author: str
    party: str
    by_us: bool
    since: str
    days: int
    acknowledged: str
    entry: bytes = b""
    channel_id: bytes = b""


def owed(desk: Desk, on: datetime | None = None) -> list[Owed]:
    """Give what is owed by us and to us, the oldest first, as it stood at a moment."""
    moment = on or desk.clock()
    found: list[Owed] = []
    with desk.vault.read() as db:
        for channel in kept_channels.every(db):
            if channel.standing == kept_channels.JOINED:
                found += owed_on(Book(db, desk, channel), moment)
    return sorted(found, key=lambda o: (not o.by_us, o.since))


def owed_on(book: Book, moment: datetime) -> list[Owed]:
    """Give what is owed on one channel at a moment, in no order."""
    state, party = book.state, book.desk.card.party
    answered: dict[str, list[str]] = {}
    acknowledged: dict[str, str] = {}
    texts: list[Header] = []
    for entry in entries.of_kinds(book.db, book.channel.id, {*TEXTS, "ack"}):
        if read_time(entry.header.time) > moment:
            continue
        body = entry.body()
        who = state.members.get(entry.header.author)
        if body is None or who is None:
            continue
        if entry.header.kind == "ack":
            for identifier in body.get("of", []):
                acknowledged[identifier] = str(body.get("note", "")) or "acknowledged"
            continue
        texts.append(entry.header)
        if "answers" in body:
            answered.setdefault(body["answers"], []).append(who.party)
    found = []
    for header in texts:
        author = state.members[header.author]
        others = {m.party for m in state.members.values()} - {author.party}
        replied = set(answered.get(header.id.hex(), ()))
        if not others or (author.party == party and replied) or (author.party != party and party in replied):
            continue
        age = (moment - read_time(header.time)).days
        found.append(
            Owed(
                book.channel.name,
                reference(state, header),
                author.name,
                author.party,
                author.party != party,
                header.time,
                age,
                acknowledged.get(header.id.hex(), ""),
                header.id,
                book.channel.id,
            )
        )
    return found


def open_to(desk: Desk, channel: str, text: str, name: str, reason: str, marks: Sequence[str] = ()) -> None:
    """Open one's own letter to a further reader, by a principal, with a reason. Later letters do not inherit it.

    `marks` as `write` takes them, for a letter without any that is opened to the other side of a case.
    """
    if not reason.strip():
        raise UsageError("Say why the letter is opened to a further reader.")
    with desk.vault.change(moves_position=True) as db:
        book = open_book(db, desk, channel)
        entry, _ = resolve(book, text)
        reader, membership = channels.member(book.state, name)
        body = entry.body()
        if entry.header.author != desk.reader or entry.header.kind not in TEXTS or body is None:
            raise RuleError("Only a letter's author opens it to a further reader; share it as a letter of your own.")
        if reader in readers_now(book, entry):
            raise UsageError(f"{membership.name} is a reader of {text} already.")
        candidates, rule = _allowed(book.state, desk, from_value(body["document"]))
        if candidates.get(reader) not in rule.allowed:
            raise RuleError(f"The caption does not allow {membership.name} as a reader: {rule.rule}")
        told = sorted({*readers_now(book, entry), reader})
        still = [r for r in told if r in book.state.active()]
        append(
            book,
            "reseal",
            {"entry": hex32(entry.header.id), "reader": hex32(reader), "reason": reason},
            still,
            marks=marks,
        )
        if reader in book.pairs:
            lay_out_again(book, book.pairs[reader], entry, readable=True)
            for one in enclosures.of_letter(db, entry.header.id):
                enclosing.lay_out(book, reader, one.id)
        book.save()


def readers_now(book: Book, entry: Entry) -> set[bytes]:
    """Give who can read a letter as far as this desk knows: whom it was sealed to, and whom it was opened to."""
    body = entry.body()
    readers = set(body["readers"]) if body else set()
    for again in entries.of_kinds(book.db, book.channel.id, {"reseal"}):
        opened = again.body()
        if opened and opened["entry"] == entry.header.id.hex() and again.header.author == entry.header.author:
            readers.add(bytes.fromhex(opened["reader"]))
    return readers


def share(desk: Desk, channel: str, text: str, names: Sequence[str], reason: str, marks: Sequence[str] = ()) -> Letter:
    """Share another's letter as one's own act: its new readers are certain of the sharer, not of the author.

    `marks` as `write` takes them.
    """
    if not reason.strip():
        raise UsageError("Say why the letter is shared.")
    with desk.vault.change(moves_position=True) as db:
        book = open_book(db, desk, channel)
        entry, _ = resolve(book, text)
        body = entry.body()
        if entry.header.kind not in TEXTS or body is None:
            raise NotAReaderError(f"{text} is not a letter that this desk can read, so it cannot be shared.")
        named = sorted({desk.reader, *(channels.member(book.state, n)[0] for n in names)})
        _within_caption(book.state, desk, from_value(body["document"]), named, explicit=True)
        content = {"document": body["document"], "of": hex32(entry.header.id), "reason": reason}
        mine = append(book, "share", content, named, marks=marks)
        entries.mark_read(db, mine.header, desk.now())
        book.save()
        return letter_of(book, mine)

"""Requests for screening in the ledgers, each with its answer: which letters are some, and which only look like it.

Both ends go by the same rules (specification, "Screening"): a channel of one party alone, two readers, one form. What
breaks them is told of in a sentence and has no effect.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from backchannel.desk.book import Book
from backchannel.desk.desk import Desk
from backchannel.desk.references import reference
from backchannel.errors import BadInputError
from backchannel.protocol.entry import Header
from backchannel.protocol.screening import ANSWER, REQUEST, Outcome, has_form, read_answer, read_request
from backchannel.protocol.state import Membership
from backchannel.text.fingerprints import Index
from backchannel.text.reuse.without import Without
from backchannel.vault import channels, entries, filing
from backchannel.vault.concordance import Concordance
from backchannel.vault.entries import Entry
from backchannel.vault.sqlcipher import Connection

__all__ = ["Answered", "Request", "every", "index_without", "is_own_side", "set_apart", "waiting"]


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a request: its reference, when its author says that he wrote it, and what it says."""

    reference: str
    time: str
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A draft that somebody asked a keeper about. `passages` is () where `fault` says why it is none.

    `arrived` is when it came to this desk, or was written here. `remarks` are sentences on what was not taken for its
    answer.
    """

    channel: str
    reference: str
    header: Header
    asker: Membership
    keeper: Membership
    keeper_reader: bytes
    passages: tuple[str, ...]
    fault: str
    arrived: str
    answer: Answered | None
    remarks: tuple[str, ...]


def every(db: Connection, desk: Desk) -> list[Request]:
    """Give the requests that this desk wrote or was asked by, in the order in which they came."""
    found = [request for request, _ in _found(db, desk)]
    return sorted(found, key=lambda one: (one.arrived, one.header.channel, one.header.seq))


def waiting(desk: Desk) -> int:
    """Count the drafts of others that have no answer yet."""
    with desk.vault.read() as db:
        return sum(not (one.fault or one.answer) for one in every(db, desk) if one.header.author != desk.reader)


def set_apart(db: Connection, desk: Desk) -> frozenset[int]:
    """Give the numbers in the archive of all requests and answers.

    Their words are drafts, and lines of one form: no wording that anybody received in confidence. Whatever looks for
    private wording leaves them out. A letter that only looks like one, or was sealed to others too, is not among them.
    """
    return frozenset(number for _, numbers in _found(db, desk) for number in numbers)


def index_without(db: Connection, desk: Desk) -> Index:
    """Give the index of all that is here but these: they are no place of a wording, and make no word common."""
    index = Concordance(db)
    apart = set_apart(db, desk)
    return Without(index, apart) if apart else index


def is_own_side(book: Book) -> bool:
    """Whether all members of a channel are, and have been, of this desk's party."""
    return all(member.party == book.desk.card.party for member in book.state.members.values())


def _found(db: Connection, desk: Desk) -> Iterator[tuple[Request, list[int]]]:
    """Give each request with the numbers in the archive of it and of the answers that have the form of some."""
    letters: dict[bytes, list[tuple[int, Entry]]] = {}
    for number, identifier in filing.titled(db, (REQUEST, ANSWER)):
        entry = entries.by_id(db, identifier)
        if entry is not None and entry.header.kind == "letter":
            letters.setdefault(entry.header.channel, []).append((number, entry))
    for channel, found in letters.items():
        kept = channels.get(db, channel)
        book = Book(db, desk, kept) if kept is not None else None
        if book is None or not is_own_side(book):
            continue
        found.sort(key=lambda one: (one[1].header.author, one[1].header.seq))
        answers = list(_of_form(found, ANSWER))
        for number, entry, body in _of_form(found, REQUEST):
            request, taken = _request(book, entry, body, [(n, e, b) for n, e, b in answers if _is_to(b, entry)])
            yield request, [] if request.fault else [number, *taken]


def _of_form(found: Iterable[tuple[int, Entry]], subject: str) -> Iterator[tuple[int, Entry, dict[str, Any]]]:
    for number, entry in found:
        body = entry.body()
        document = filing.document_of(body)
        if body is not None and document is not None and has_form(document) and document.subject == subject:
            yield number, entry, body


def _is_to(body: Mapping[str, Any], request: Entry) -> bool:
    return bool(body.get("answers") == request.header.id.hex())


def _request(
    book: Book, entry: Entry, body: Mapping[str, Any], answers: list[tuple[int, Entry, dict[str, Any]]]
) -> tuple[Request, list[int]]:
    members, header = book.state.members, entry.header
    unknown = Membership("a former member", "", principal=False)
    keeper = next((reader for reader in body["readers"] if reader != header.author), b"")
    passages: tuple[str, ...] = ()
    fault = ""
    if set(body["readers"]) != {header.author, keeper} or book.desk.reader not in body["readers"]:
        fault = "A request for screening was sealed to others than its asker and one keeper; nothing is answered to it."
    elif not set(body) <= {"readers", "salt", "document"}:
        fault = "A request for screening has another form than requests have; nothing is answered to it."
    else:
        try:
            passages = read_request(_document(body))
        except BadInputError as error:
            fault = str(error)
    taken: list[int] = []
    remarks: list[str] = []
    first: Answered | None = None
    for number, one, said in [] if fault else answers:
        where = reference(book.state, one.header)
        try:
            if one.header.author != keeper:
                who = members.get(one.header.author, unknown).name
                raise BadInputError(f"{who}, who was not asked, sent an answer ({where}); it is not taken.")
            if set(said["readers"]) != {header.author, keeper}:
                raise BadInputError(f"An answer ({where}) was sealed to others than asker and keeper; it is not taken.")
            outcomes = read_answer(_document(said), len(passages))
            if set(said) - {"readers", "salt", "document", "answers"}:
                raise BadInputError(f"An answer ({where}) has something enclosed; it is not taken.")
        except BadInputError as error:
            remarks.append(str(error))
            continue
        taken.append(number)
        if first is None:
            first = Answered(where, one.header.time, outcomes)
        elif first.outcomes != outcomes:
            remarks.append(f"A second answer ({where}) says something else; the first one counts, so ask the keeper.")
    return Request(
        book.channel.name,
        reference(book.state, header),
        header,
        members.get(header.author, unknown),
        members.get(keeper, unknown),
        keeper,
        passages,
        fault,
        entry.arrived,
        first,
        tuple(remarks),
    ), taken


def _document(body: Mapping[str, Any]) -> Any:
    document = filing.document_of(body)
    assert document is not None  # `_of_form` has opened it
    return document

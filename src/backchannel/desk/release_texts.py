"""What of a channel's letters a release would show: built from this desk's own copies and from nothing else.

Each desk computes the statement by itself; a party consents only to what its own desk has computed.
"""

from collections.abc import Mapping
from typing import Any

from backchannel.desk.book import Book
from backchannel.errors import NotAReaderError, UsageError
from backchannel.protocol.charter import Charter
from backchannel.protocol.encoding import unhex32
from backchannel.protocol.release.course import Course, LetterChoice, Proposal
from backchannel.protocol.release.grammar import APPARATUS
from backchannel.protocol.release.howto import HOW_TO_CHECK
from backchannel.protocol.release.leaves import ReleasedLetter, commitment, commitment_salt
from backchannel.protocol.release.proposal import (
    Enclosure,
    Excerpt,
    Withhold,
    build_statement,
    lay_leaves,
    two_sided_places,
)
from backchannel.protocol.release.statement import Signer
from backchannel.record.document import Document, from_value
from backchannel.vault import entries
from backchannel.vault.entries import Entry

SHOWN = ("kind", "number", "heading", "place", "date", "caption", "from", "to")
"""What is shown of the apparatus unless the proposer chooses less."""


def own_copy(book: Book, entry: bytes) -> tuple[Entry, Mapping[str, Any], Document]:
    """Give this desk's copy of a letter; NotAReaderError where it has none to compare with."""
    kept = entries.by_id(book.db, entry)
    body = kept.body() if kept is not None and kept.header.channel == book.channel.id else None
    if kept is None or body is None or "document" not in body or kept.standing != entries.TAKEN:
        raise NotAReaderError(
            "This desk cannot read one of the letters to be released, so it cannot consent; its author, or a principal "
            "of your side, must first open it to you."
        )
    return kept, body, from_value(body["document"])


def apparatus_of(document: Document) -> dict[str, str | list[str]]:
    """Give what can be shown of a document's apparatus, in the grammar of releases."""
    value: dict[str, str | list[str] | None] = {
        "kind": document.kind,
        "number": document.number,
        "heading": document.heading or document.subject,
        "place": document.place,
        "date": str(document.date) if document.date else None,
        "caption": document.caption,
        "handling": document.classification,
        "from": list(document.senders) or None,
        "to": list(document.addressees) or None,
    }
    return {name: content for name in APPARATUS if (content := value.get(name)) is not None}


def excerpt(book: Book, choice: LetterChoice, *, two_sided: bool) -> Excerpt:
    """Give one letter as it is proposed to be shown, from this desk's copy."""
    kept, body, document = own_copy(book, choice.entry)
    known = book.state.members
    author = known[kept.header.author].party
    readers = {known[r].party for r in body["readers"] if r in known}
    everything = apparatus_of(document)
    numbers = {p.number for p in document.passages}
    files = body.get("enclosures", [])
    if not set(choice.passages) <= numbers or not set(choice.enclosures) <= set(range(1, len(files) + 1)):
        raise UsageError("The proposal withholds a passage or enclosure that the letter does not have.")
    return Excerpt(
        author_party=author,
        addressee_parties=tuple(sorted(readers - {author})) or (author,),
        apparatus={name: everything[name] for name in APPARATUS if name in choice.show and name in everything},
        passages=tuple(
            Withhold(choice.passages[p.number], two_sided) if p.number in choice.passages else p.text
            for p in document.passages
        ),
        enclosures=tuple(
            Withhold(choice.enclosures[number])
            if number in choice.enclosures
            else Enclosure(str(file["name"]), int(file["length"]), unhex32(file["digest"]))
            for number, file in enumerate(files, 1)
        ),
    )


def excerpts(book: Book, proposal: Proposal) -> list[Excerpt]:
    """Give all letters of a proposal as they would be shown."""
    return [excerpt(book, choice, two_sided=proposal.two_sided) for choice in proposal.letters]


def own_commitments(
    book: Book, shown: list[Excerpt], choices: tuple[LetterChoice, ...], party: str, secret: bytes
) -> dict[str, str]:
    """Commit our party to what stands at each two-sided place, by our own copy."""
    texts = [own_copy(book, choice.entry)[2] for choice in choices]
    return {
        str(place.leaf): commitment(
            commitment_salt(secret, place.leaf),
            party,
            place,
            texts[place.letter - 1].passages[place.passage - 1].text,
        ).hex()
        for place in two_sided_places(shown)
    }


def laid(book: Book, course: Course) -> tuple[list[Excerpt], tuple[ReleasedLetter, ...]]:
    """Give the excerpts and the leaves of a release to which all have assented."""
    shown = excerpts(book, course.proposal)
    by_place: dict[int, dict[str, bytes]] = {}
    for place in two_sided_places(shown):
        for reader in course.proposal.signers:
            party = book.state.members[reader].party
            given = course.commitments.get(reader, {}).get(place.leaf)
            if given is not None:
                by_place.setdefault(place.leaf, {}).setdefault(party, given)
    return shown, lay_leaves(shown, course.proposal.master, by_place)


def statement_of(book: Book, course: Course) -> tuple[bytes, tuple[ReleasedLetter, ...]]:
    """Compute, from our own copies, the statement that all sign, and its leaves."""
    shown, letters = laid(book, course)
    members = book.state.members
    forbidden = [book.channel.id, book.state.digest, *members]
    for choice in course.proposal.letters:
        kept, _, _ = own_copy(book, choice.entry)
        forbidden += [kept.header.id, kept.header.body, kept.header.readers]
    forbidden += [course.header.id, course.header.body]
    data = build_statement(
        purpose=course.proposal.purpose,
        not_before=course.proposal.not_before,
        no_precedent=course.proposal.no_precedent,
        page=HOW_TO_CHECK,
        excerpts=shown,
        letters=letters,
        signers=[Signer(members[r].party, members[r].name, course.keys[r]) for r in course.proposal.signers],
        forbidden=forbidden,
    )
    return data, letters


def required_parties(charters: list[Charter], shown: list[Excerpt]) -> set[str]:
    """Give the parties that must consent: by the charter in force when each letter was written."""
    needed: set[str] = set()
    for charter, letter in zip(charters, shown, strict=True):
        needed |= {letter.author_party, *letter.addressee_parties}
        if charter.release == "every party":
            needed |= {p.name for p in charter.parties}
    return needed

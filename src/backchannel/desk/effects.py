"""What follows at this desk from an entry that was taken in: keys, cards, openings, alarms, requests."""

from collections.abc import Callable, Mapping
from typing import Any

from backchannel.desk.book import Book
from backchannel.errors import BackchannelError
from backchannel.protocol.cards import read_card_value
from backchannel.protocol.encoding import h, unb64, unhex32
from backchannel.protocol.entry import Header
from backchannel.protocol.state import REMOVED
from backchannel.vault import channels, contacts, enclosures, notices, pairs, releases
from backchannel.vault.enclosures import Enclosure
from backchannel.vault.notices import Alarm


def after_taking(book: Book, header: Header, body: Mapping[str, Any]) -> None:
    """Do what an entry asks of this desk. What is malformed in it is without effect: the entry stands as it is."""
    effect = _EFFECTS.get(header.kind)
    if effect is None:
        return
    try:
        effect(book, header, body)
    except (BackchannelError, KeyError, TypeError, AttributeError) as error:
        sentence = f"An entry of the kind “{header.kind}” asks for something in a form that this desk does not know."
        del error
        notices.count_refusal(book.db, book.desk.now()[:10], sentence)


def _new_cards(book: Book, header: Header, body: Mapping[str, Any]) -> None:
    cards = [body["card"]] if header.kind == "add-reader" else body["cards"]
    for value in cards:
        card = read_card_value(value)
        if card.reader != book.desk.reader:
            contacts.put(book.db, card, introduced_by=header.author)
    _members_changed(book, header, body)


def meet_members(book: Book) -> None:
    """Begin an opening with every member with whom there is none."""
    state, own = book.state, book.desk.reader
    for reader in state.addressed():
        if reader != own and reader not in book.pairs:
            book.opening.add(reader)


def _members_changed(book: Book, _header: Header, _body: Mapping[str, Any]) -> None:
    mine = book.state.members.get(book.desk.reader)
    if mine is not None and mine.status == REMOVED:
        # Only the entry that removes us says so; before the one that adds us is here, there is no place to lose.
        channels.set_standing(book.db, book.channel.id, channels.GONE)
        return
    for reader, member in book.state.members.items():
        if member.status == REMOVED:
            pairs.drop_runs(book.db, book.channel.id, reader)
    meet_members(book)


def _letter(book: Book, header: Header, body: Mapping[str, Any]) -> None:
    for value in body.get("enclosures", []):
        enclosures.put(
            book.db,
            Enclosure(
                id=unhex32(value["sealed"]),
                channel=book.channel.id,
                letter=header.id,
                author=header.author,
                name=str(value["name"]),
                length=int(value["length"]),
                digest=unhex32(value["digest"]),
                sealed_length=int(value["sealed_length"]),
                key=unb64(value["key"], 32),
                complete=False,
            ),
        )


def _reject(book: Book, header: Header, body: Mapping[str, Any]) -> None:
    author, seq, entry = unhex32(body["author"]), int(body["seq"]), unhex32(body["entry"])
    rule = str(body["rule"])
    known = book.find(author, seq)
    if known is not None and known.id != entry:
        found_fork(book, author, seq, header.author)
        return
    if author == book.desk.reader and known is not None:
        book.resealing.append((header.author, seq, entry))
    state = book.state
    names = {r: m.name for r, m in state.members.items()}
    sentence = (
        f"{names.get(header.author, 'A member')} refuses entry {seq} of {names.get(author, 'a member')}: {rule} "
        "Either may be at fault; compare with both."
    )
    notices.raise_alarm(
        book.db,
        Alarm(
            h(b"reject" + header.id),
            book.channel.id,
            "reject",
            author,
            header.author,
            seq,
            sentence,
            book.desk.now(),
            "",
        ),
    )


def found_fork(book: Book, author: bytes, seq: int, reporter: bytes) -> None:
    """Raise the alarm that an author shows two histories.

    What this desk holds itself (two entries of the author's at one place, both rightly tagged) keeps all that comes
    from him out until it is mended. What another member only says raises the alarm and no more: otherwise a single
    liar could silence anybody on the channel, and his party could refuse the mend.
    """
    names = {r: m.name for r, m in book.state.members.items()}
    own, where = book.desk.reader, f"on “{book.channel.name}” from entry {seq} on"
    proven = own in {reporter, author}
    if author == own:
        sentence = (
            f"Another history of this desk is known {where}: this desk, or another copy of it, is out of date; "
            "compare with the others, and say together which history stands."
        )
    else:
        told = "this desk holds" if reporter == own else f"{names.get(reporter, 'a member')} reports"
        sentence = (
            f"{names.get(author, 'A member')} shows two histories {where}, by what {told}; either may lie: ask both, "
            "and say together which history stands."
        )
    kind = "fork" if proven else "report"
    identifier = h(kind.encode("ascii") + book.channel.id + author + seq.to_bytes(8, "little"))
    alarm = Alarm(identifier, book.channel.id, kind, author, reporter, seq, sentence, book.desk.now(), "")
    if notices.raise_alarm(book.db, alarm) and author != own:
        if proven:
            book.forked[author] = min(seq, book.forked.get(author, seq))
        known = book.find(author, seq)
        if known is not None:
            book.rejections.append((author, seq, known.id, "Two histories are shown from this entry on."))


def _release_ended(book: Book, _header: Header, body: Mapping[str, Any]) -> None:
    """Erase our one-time key of a release that somebody ended: it signs nothing any more, here or elsewhere."""
    from backchannel.desk.releases import courses
    from backchannel.protocol.release.course import Stage

    if body["answer"] != "assent":
        course = courses(book).get(unhex32(body["proposal"]))
        if course is not None and course.stage in {Stage.DECLINED, Stage.WITHDRAWN}:
            releases.erase_secret(book.db, course.header.id)


_EFFECTS: dict[str, Callable[[Book, Header, Mapping[str, Any]], None]] = {
    "add-reader": _new_cards,
    "amend": _new_cards,
    "assent": _members_changed,
    "remove-reader": _members_changed,
    "letter": _letter,
    "share": _letter,
    "reject": _reject,
    "release-assent": _release_ended,
}

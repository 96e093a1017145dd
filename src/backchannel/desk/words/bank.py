"""The statement bank: what the counterpart has said, sentence by sentence, on every channel and in the imported record.

Nothing is copied into it: it is read from the documents each time, and what a person made of a statement is kept beside
its place (`vault.pegs`). A statement is a sentence of a letter by its author, a sentence of a talk by its speaker, or
his words as somebody quotes or reports them in a letter to him. What kind it may be is suggested with the words that
made it so; a person accepts that, or another kind, or strikes it out.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from zlib import crc32

from backchannel.desk.book import Books, find_channel
from backchannel.desk.desk import Desk
from backchannel.desk.references import resolve
from backchannel.desk.words import requests
from backchannel.desk.words.noting import Noting
from backchannel.desk.words.places import Place, Places
from backchannel.errors import UsageError
from backchannel.planning.words import judgements
from backchannel.planning.words.judgements import EXAMINED, OPEN, STRUCK, Examined, Taken
from backchannel.planning.words.things import SYNONYMS, Synonyms
from backchannel.record.address import Address
from backchannel.record.address import read as read_address
from backchannel.record.document import Document, Passage
from backchannel.record.talks.speech import sentences
from backchannel.record.talks.statements import KINDS as TALKS
from backchannel.record.talks.statements import statements as spoken
from backchannel.text.folding import fold, words
from backchannel.text.joined import beginnings
from backchannel.text.query import Phrase
from backchannel.text.statements.addressed import quoted, reported
from backchannel.text.statements.issues import Issue, issue
from backchannel.text.statements.kinds import KINDS, LONGEST, Suggestion, suggestion
from backchannel.vault import archive, channels, entries, hearing, pegs
from backchannel.vault.placing import NOWHERE
from backchannel.vault.sqlcipher import Connection

__all__ = [
    "FIRST_HAND", "FORMS", "KINDS", "OPEN", "STRUCK", "Bank", "Selection", "Statement", "Tell", "accept", "extent",
    "groups", "listed", "reopen", "strike", "synonyms", "unfold",
]  # fmt: skip

FORMS = ("letter", "talk", "quoted", "reported")
"""How a statement is known, the most authoritative first: in its author's own letter, in the record of a talk, as
quoted in a letter to him, as reported there."""

FIRST_HAND = ("letter", "talk")
"""The forms in which somebody's words stand for themselves."""

Tell = Callable[[int, int], None]
"""Hears how many documents were read, of how many."""
_VOICES = {"letter": "own", "talk": "told", "quoted": "own", "reported": "addressed"}
_SPOKEN_ROLES = ("paragraph", "item", "line")
_ENTERED = (channels.JOINED, channels.GONE)
"""Channels whose letters are here; of one to which somebody is only invited there are none."""
_LEAST = 2
"""Words that a statement has at least: "Yes." alone says nothing."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which statements are meant; what is empty narrows nothing.

    `who` are names of persons or parties, of which one must be the speaker's; without one the statements are those of
    other parties, in letters of channels. `ours` asks for our own party's instead. `kind` is one of KINDS, taken from
    the examination, else from the suggestion. `document` is an id. Days are as `1961-10-16`.
    """

    who: tuple[str, ...] = ()
    about: str = ""
    kind: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    channel: str = ""
    document: str = ""
    open: bool = False
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: its words, where they stand, and what is known of it.

    `item`, `begins` and `ends` place it in the archive, `identifier` is its address by the document's own id. `form` is
    one of FORMS. `judged` is what a person took it for: one of KINDS, STRUCK, or OPEN; this desk's own judgement where
    there is one. `beside` are (person, judgement) of the others that are not the same. `to` are those to whom it was
    said.
    """

    item: int
    begins: int
    ends: int
    address: str
    identifier: str
    document: str
    text: str
    speaker: str
    to: tuple[str, ...]
    day: str
    channel: str
    heading: str
    form: str
    principal: bool
    judged: str
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> pegs.Place:
        """The place as the vault keeps it."""
        return *self.key, self.words

    @property
    def words(self) -> int:
        """The number of its words: another, if an import has changed them."""
        return crc32(self.text.encode("utf-8", "surrogatepass"))

    @property
    def cited(self) -> judgements.Place:
        """The place as an act names it."""
        return judgements.Place(self.identifier, self.words)

    @property
    def where(self) -> Address:
        """Its passage and its characters there, by the document's own id."""
        return read_address(self.identifier)

    @property
    def key(self) -> tuple[int, int, int]:
        """What tells it from every other: its document, and its characters there."""
        return self.item, self.begins, self.ends

    @property
    def suggested(self) -> Suggestion | None:
        """What its words suggest, and which they are."""
        return _suggested(self.text, _VOICES[self.form])

    @property
    def kind(self) -> str:
        """What it is taken for: by a person, else as suggested, else ''."""
        if self.judged == OPEN:
            return self.suggested.kind if self.suggested else ""
        return "" if self.judged == STRUCK else self.judged

    @property
    def kinds(self) -> tuple[str, ...]:
        """Everything that it is taken for, by whomever; nothing that was judged is left out because of another."""
        told = (one for _, one in self.beside if one != STRUCK)
        return tuple(dict.fromkeys(one for one in (self.kind, *told) if one))

    @property
    def because(self) -> tuple[str, ...]:
        """The words that made the suggestion."""
        return tuple(self.text[start:end] for start, end in self.suggested.because) if self.suggested else ()

    @property
    def rank(self) -> int:
        """How authoritative, 0 the most: a principal's letter, another's, a talk, what is quoted, what is reported."""
        return 0 if self.form == "letter" and self.principal else FORMS.index(self.form) + 1


@dataclass(frozen=True, slots=True)
class _Opened:
    # A document with what is needed to tell whose words stand where.
    number: int
    document: Document
    place: Place
    party: str
    author: str
    ours: bool
    principal: bool
    members: tuple[tuple[str, str], ...]
    begins: Mapping[int, int]
    identifier: str
    examined: Mapping[tuple[int, int, int], tuple[pegs.Examination, ...]]


class Bank:
    """The statements of a read; good as long as it."""

    def __init__(self, db: Connection, desk: Desk, tell: Tell = lambda _done, _total: None) -> None:
        """Open the bank of a desk within a read or a change of its vault; `tell` hears how many documents are read."""
        self._db = db
        self._tell = tell
        self._desk = desk
        self._places = Places(db, desk)
        self._books = Books(db, desk)
        self._drafts = requests.set_apart(db, desk)

    def chosen(self, selection: Selection) -> Iterator[Statement]:
        """Give the statements that are meant, by day and document; UsageError for what cannot be asked."""
        _check(selection)
        asked = _issue(self._db, selection.about)
        numbers = hearing.documents(self._db, self._scope(selection, asked))
        for done, number in enumerate(numbers):
            self._tell(done, len(numbers))
            # Only the words of a document are read to see whether it may be about it: that takes a tenth of the time.
            held = archive.words(self._db, number) if asked is not None else None
            if asked is not None and held is not None and not any(map(asked.may_be_in, held.passages)):
                continue
            opened = self._open(number)
            if opened is None:
                continue
            for one in self._within(opened, selection, asked):
                if asked is not None and not asked.within(one.text):
                    continue
                if selection.kind and not set(one.kinds) & set(selection.kind):
                    continue
                if selection.open and one.judged != OPEN:
                    continue
                yield one

    def extent(self, selection: Selection) -> int:
        """Give in how many documents it would be looked for what is meant; UsageError for what cannot be asked."""
        _check(selection)
        return len(hearing.documents(self._db, self._scope(selection, _issue(self._db, selection.about))))

    def at(self, text: str, *, whole: bool = False) -> list[Statement]:
        """Give the statements at an address: a document, a passage or a span of it; UsageError where there is none.

        A span gives the statement that it is, or those that it touches; with `whole` it must be one quotation within
        one passage, which is given as a statement with exactly these words.
        """
        number, address = self._located(text)
        opened = self._open(number)
        if opened is None or address.part:
            raise UsageError(f"{text[:120]} is no passage of a document; name one, such as ID/3 or ID/3:10-40.")
        found = list(self._all(opened))
        if address.number:
            if address.number not in opened.begins:
                raise UsageError(f"{address.document} has no passage {address.number}; look at the whole first.")
            passage = opened.document.passages[address.number - 1]
            start = opened.begins[address.number]
            span = address.span or (0, len(passage.text))
            if not 0 <= span[0] < span[1] <= len(passage.text):
                raise UsageError(f"{address.document} has no characters {address.place}; look at the passage first.")
            begins, ends = start + span[0], start + span[1]
            exact = [one for one in found if (one.begins, one.ends) == (begins, ends)]
            found = exact or [one for one in found if one.begins < ends and one.ends > begins]
            if whole and not exact:
                return [self._exactly(opened, found, begins, ends)]
        if not found:
            raise UsageError(f"Nobody's statement stands at {text[:120]}; look at the document first.")
        return found

    def kept(self, place: pegs.Place) -> Statement | None:
        """Give what stands at a place of the vault; None if the document is not here, or its words have changed."""
        opened = self._open(place[0])
        if opened is None or place[1] == NOWHERE:
            return None
        found = list(self._all(opened))
        exact = next((one for one in found if (one.begins, one.ends) == place[1:3]), None)
        one = exact or self._exactly(
            opened, [s for s in found if s.begins < place[2] and s.ends > place[1]], *place[1:3]
        )
        return one if one.place == place else None

    def _scope(self, selection: Selection, asked: Issue | None) -> hearing.Scope:
        numbers = None
        if selection.document:
            number, address = self._located(selection.document)
            if address.number:
                raise UsageError(f"{selection.document[:120]} is a passage; name a whole document.")
            numbers = (number,)
        channel = find_channel(self._db, selection.channel).id if selection.channel else None
        return hearing.Scope(
            who=tuple(_phrase(name) for name in selection.who),
            written=tuple(self._writers(selection.who)),
            channel=channel,
            numbers=numbers,
            letters=not (selection.who or selection.about or selection.document) or selection.ours,
            since=selection.since,
            until=selection.until,
            match=_match(asked) if asked is not None and not selection.who else "",
        )

    def _writers(self, who: Sequence[str]) -> Iterator[tuple[bytes, bytes]]:
        """Give who writes on the channels on which one of these is, or one of this party."""
        for channel in channels.every(self._db) if who else ():
            if channel.standing not in _ENTERED:
                continue
            members = self._books.of(channel.id).state.members
            if any(_fits(who, (member.name, member.party)) for member in members.values()):
                yield from ((channel.id, author) for author in members)

    def _within(self, opened: _Opened, selection: Selection, asked: Issue | None) -> Iterator[Statement]:
        for one in self._all(opened, asked):
            if selection.who:
                party = opened.party if one.form == "letter" and one.speaker == opened.author else ""
                if _fits(selection.who, (one.speaker, party)) or self._is_member(opened, one, selection.who):
                    yield one
            elif selection.ours:
                if opened.ours and one.form == "letter":
                    yield one
            elif selection.document or not opened.ours:
                yield one

    def _is_member(self, opened: _Opened, one: Statement, who: Sequence[str]) -> bool:
        # A party's name stands for those who are quoted in letters to it.
        return one.form in ("quoted", "reported") and any(
            name == one.speaker and _fits(who, (name, party)) for name, party in opened.members
        )

    def _all(self, opened: _Opened, asked: Issue | None = None) -> Iterator[Statement]:
        """Give all statements of a document, in its order; those alone that may be about an issue, if one is asked."""
        wanted = {p.number for p in opened.document.passages if asked is None or asked.may_be_in(p.text)}
        if not wanted:
            return
        if opened.document.kind in TALKS:
            yield from self._talked(opened, wanted)
            return
        author = opened.author or next(iter(opened.place.authors), "")
        reader = self._reader(opened, author)
        for passage in opened.document.passages:
            if passage.role not in _SPOKEN_ROLES or passage.number not in wanted:
                continue
            for start, end in sentences(passage.text):
                yield from self._made(opened, passage, start, end, author, "letter")
                sentence = passage.text[start:end]
                if not reader or len(sentence) > LONGEST or "you" not in sentence.lower():
                    continue
                for form, spans in (("quoted", quoted(sentence)), ("reported", reported(sentence))):
                    for begins, ends in spans:
                        yield from self._made(opened, passage, start + begins, start + ends, reader, form)

    def _talked(self, opened: _Opened, wanted: Container[int]) -> Iterator[Statement]:
        people = opened.document.participants
        for one in spoken(opened.document):
            if one.speaker is None or one.passage not in wanted:
                continue
            passage = opened.document.passages[one.passage - 1]
            speaker = people[one.person] if one.person is not None else one.named or one.speaker
            for start, end in sentences(passage.text[one.start : one.end]):
                yield from self._made(opened, passage, one.start + start, one.start + end, speaker, "talk")

    def _reader(self, opened: _Opened, author: str) -> str:
        """Give to whom a letter is written, if it is one person."""
        others = [name for name, party in opened.members if party != opened.party]
        readers = opened.document.addressees or (tuple(others) if len(others) == 1 else ())
        return readers[0] if readers and readers[0] != author else ""

    def _made(
        self, opened: _Opened, passage: Passage, start: int, end: int, speaker: str, form: str
    ) -> Iterator[Statement]:
        text = passage.text[start:end]
        if form == "letter" and len(words(fold(text[:200]).text)) < _LEAST:
            return
        yield self._statement(opened, passage, start, end, speaker, form)

    def _statement(self, opened: _Opened, passage: Passage, start: int, end: int, speaker: str, form: str) -> Statement:
        text, begins = passage.text[start:end], opened.begins[passage.number] + start
        document = opened.document
        if form == "talk":
            to = tuple(name for name in document.participants if name != speaker)
        elif form == "letter":
            to = document.addressees or tuple(name for name, _ in opened.members if name != speaker)
        else:
            to = (opened.author or next(iter(opened.place.authors), ""),)
        made = Statement(
            item=opened.number,
            begins=begins,
            ends=begins + len(text),
            address=str(Address(opened.place.document, "", passage.number, span=(start, end))),
            identifier=str(Address(opened.identifier, "", passage.number, span=(start, end))),
            document=opened.place.document,
            text=text,
            speaker=speaker,
            to=tuple(one for one in to if one),
            day=opened.place.day,
            channel=opened.place.channel,
            heading=opened.place.heading,
            form=form,
            principal=form == "letter" and opened.principal,
            judged=OPEN,
        )
        known = opened.examined.get(made.place[1:], ()) if opened.examined else ()
        return self._judged(made, known) if known else made

    def _judged(self, made: Statement, known: Sequence[pegs.Examination]) -> Statement:
        """Give a statement as this desk's person last took it, else as a colleague did, and the others beside that."""
        own = [one for one in known if one.person in ("", self._desk.card.person)]
        first = (own or known)[-1].kind or STRUCK
        beside = dict.fromkeys((one.person or self._desk.card.person, one.kind or STRUCK) for one in known)
        return replace(made, judged=first, beside=tuple(one for one in beside if one[1] != first))

    def _exactly(self, opened: _Opened, near: Sequence[Statement], begins: int, ends: int) -> Statement:
        """Give a quotation that is no whole statement: of whoever says the statements that it touches."""
        at = max((number for number, first in opened.begins.items() if first <= begins), default=1)
        passage, start = opened.document.passages[at - 1], begins - opened.begins[at]
        # What is quoted within a sentence is of whom it quotes.
        first = min((one for one in near if one.begins <= begins and one.ends >= ends), key=_length, default=None)
        first = first or next(iter(near), None)
        author = opened.author or next(iter(opened.place.authors), "")
        speaker, form = (first.speaker, first.form) if first else (author, "letter")
        return self._statement(opened, passage, start, min(len(passage.text), start + ends - begins), speaker, form)

    def _located(self, text: str) -> tuple[int, Address]:
        for address in (Address(text.strip()), read_address(text)):
            item = archive.find(self._db, address.document)
            if item is not None:
                return item.number, address
            channel, _, name = address.document.rpartition("/")
            held = [one for one in channels.every(self._db) if one.name == channel and one.standing in _ENTERED]
            if held and name:
                entry, _ = resolve(self._books.of(held[0].id), name)
                item = archive.find(self._db, entry.header.id.hex())
                if item is not None:
                    return item.number, address
        raise UsageError(
            f"There is no document {text[:120]} here; look in the list of the record.", typed="backchannel record list"
        )

    def _open(self, number: int) -> _Opened | None:
        # A draft that was screened is nobody's statement yet.
        document = self._places.document(number) if number not in self._drafts else None
        place = self._places.place(number, 0, 1) if document is not None and document.passages else None
        item = archive.by_number(self._db, number)
        if place is None or document is None or item is None:
            return None
        party, author, ours, principal = "", "", False, True
        members: tuple[tuple[str, str], ...] = ()
        if item.channel is not None and item.entry is not None:
            entry = entries.by_id(self._db, item.entry)
            state = self._books.of(item.channel).state
            member = state.members.get(entry.header.author) if entry else None
            if member is not None:
                party, author, principal = member.party, member.name, member.principal
                ours = party == self._desk.card.party
            members = tuple((one.name, one.party) for one in state.members.values())
        else:
            author = next(iter(place.authors), "")
        starts = beginnings([passage.text for passage in document.passages])
        begins = dict(zip((passage.number for passage in document.passages), starts, strict=True))
        examined = pegs.examinations(self._db, number)
        return _Opened(number, document, place, party, author, ours, principal, members, begins, item.id, examined)


def listed(desk: Desk, selection: Selection, tell: Tell = lambda _done, _total: None) -> list[Statement]:
    """Give the statements that are meant; UsageError for what cannot be asked."""
    with desk.vault.read() as db:
        return list(Bank(db, desk, tell).chosen(selection))


def extent(desk: Desk, selections: Iterable[Selection]) -> int:
    """Give in how many documents it would be looked for what is meant; UsageError for what cannot be asked."""
    with desk.vault.read() as db:
        bank = Bank(db, desk)
        return sum(bank.extent(selection) for selection in selections)


def accept(desk: Desk, addresses: Sequence[str], kind: str = "", *, onto: str = "") -> list[Statement]:
    """Take the statements at these addresses for a kind, or with '' each for what its words suggest; give them.

    It is written `onto` a channel of our own side, else on one's own ledger.

    UsageError, and nothing is noted, where there is none, or one without a suggestion and no kind was given.
    """
    if kind and kind not in KINDS:
        raise UsageError(f"“{kind[:40]}” is no kind of statement; the kinds are {', '.join(KINDS)}.")
    with desk.vault.change(moves_position=True) as db:
        found = _at(db, desk, addresses)
        taken = []
        for one in found:
            if not kind and one.suggested is None:
                raise UsageError(
                    f"Nothing in {one.address} suggests a kind; say of which kind it is, or strike it out.",
                    typed="--as",
                )
            taken.append(Taken(one.identifier, one.words, kind or (one.suggested.kind if one.suggested else "")))
        Noting(db, desk, onto).judge(EXAMINED, Examined, taken)
        return _at(db, desk, addresses)


def strike(desk: Desk, addresses: Sequence[str], *, onto: str = "") -> list[Statement]:
    """Strike out the statements at these addresses: they commit to nothing. As `accept`; UsageError for none."""
    with desk.vault.change(moves_position=True) as db:
        found = _at(db, desk, addresses)
        Noting(db, desk, onto).judge(EXAMINED, Examined, [Taken(one.identifier, one.words, STRUCK) for one in found])
        return _at(db, desk, addresses)


def reopen(desk: Desk, addresses: Sequence[str]) -> list[Statement]:
    """Take back what this person made of the statements at these addresses, wherever he wrote it.

    What colleagues made of them stays. UsageError where there is none.
    """
    with desk.vault.change(moves_position=True) as db:
        found = _at(db, desk, addresses)
        Noting(db, desk).take_back(EXAMINED, Examined, [Taken(one.identifier, one.words, OPEN) for one in found])
        return _at(db, desk, addresses)


def groups(desk: Desk) -> list[tuple[int, tuple[str, ...]]]:
    """Give the groups of phrases for one issue that persons added, each with its number at this desk."""
    with desk.vault.read() as db:
        return [(number, phrases) for number, phrases, _ in pegs.synonyms(db)]


def synonyms(desk: Desk, phrases: Sequence[str], *, onto: str = "") -> None:
    """Let these phrases mean one issue from now on; UsageError for fewer than two, or for one without a word.

    It is written `onto` a channel of our own side, else on one's own ledger.
    """
    clean = [" ".join(phrase.split()) for phrase in phrases]
    if len(clean) < 2 or not all(issue(phrase) for phrase in clean):
        raise UsageError("A group has two phrases or more, each with a word that means something; give such ones.")
    with desk.vault.change(moves_position=True) as db:
        Noting(db, desk, onto).open(SYNONYMS, Synonyms(tuple(clean)))


def unfold(desk: Desk, number: int) -> None:
    """Take a group back; UsageError where there is none of that number."""
    with desk.vault.change(moves_position=True) as db:
        thing = next((one for known, _, one in pegs.synonyms(db) if known == number), None)
        if thing is None:
            raise UsageError(
                f"There is no group {number} of words; look in the list of them.",
                typed="backchannel statements synonyms",
            )
        Noting(db, desk).end(SYNONYMS, thing, "taken back")


_suggested = lru_cache(maxsize=2_000)(suggestion)


def _at(db: Connection, desk: Desk, addresses: Sequence[str]) -> list[Statement]:
    bank = Bank(db, desk)
    found: dict[tuple[int, int, int], Statement] = {}
    for address in addresses:
        for one in bank.at(address):
            found.setdefault(one.key, one)
    return list(found.values())


def _check(selection: Selection) -> None:
    for kind in selection.kind:
        if kind not in KINDS:
            raise UsageError(f"“{kind[:40]}” is no kind of statement; the kinds are {', '.join(KINDS)}.")
    for name in selection.who:
        if not words(fold(name).text):
            raise UsageError(f"“{name[:40]}” is no name; give a name, or a part of one.")


def _issue(db: Connection, about: str) -> Issue | None:
    if not about:
        return None
    asked = issue(about, [phrases for _, phrases, _ in pegs.synonyms(db)])
    if asked is None:
        raise UsageError(f"“{about[:40]}” has no word that means anything by itself; name the issue with another.")
    return asked


def _length(one: Statement) -> int:
    return one.ends - one.begins


def _phrase(name: str) -> Phrase:
    return Phrase(tuple(words(fold(name).text)))


def _fits(who: Sequence[str], names: Iterable[str]) -> bool:
    told = [set(words(fold(name).text)) for name in names if name]
    return any(set(_phrase(name).tokens) <= one for name in who for one in told)


def _match(asked: Issue) -> str:
    """Give what FTS5 must find in a document that is about an issue: the beginnings of all words of one phrase."""
    return " OR ".join("(" + " AND ".join(f'"{word}" *' for word in phrase) + ")" for phrase in asked.beginnings())

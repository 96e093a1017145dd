"""What persons make of words, laid out from their acts into the tables that views read, in the same transaction.

`keep` lays out an act as it is taken in; at the end of every change `settle` lays out those whose document has come or
was imported with other words, and, where an act went, all of them anew. So the tables always are what `rebuild` makes
of the acts. Rows of a document go with it: whatever takes a document out of the archive takes them, and its acts wait.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from backchannel.errors import BackchannelError
from backchannel.planning.acts import Act, Writer
from backchannel.planning.words import judgements, things
from backchannel.planning.words.judgements import INSTEAD, JUDGEMENTS, Judged
from backchannel.planning.words.kinds import WORDS
from backchannel.planning.words.things import THINGS
from backchannel.vault import acts, channels, meta, sources, things_kept
from backchannel.vault.placing import NOWHERE, Placing
from backchannel.vault.sqlcipher import Connection

__all__ = ["documents", "keep", "mine", "rebuild", "settle"]

Row = dict[str, Any]
_DIGEST = 16


class _Table(NamedTuple):
    """Where the judgements of a kind are laid out: by which columns a subject is known, and whether for oneself alone.

    `row` gives the columns of what an act judges, None while its document is not here or has not these characters.
    """

    name: str
    key: tuple[str, ...]
    row: Callable[[Connection, Placing, Any, Act], Row | None]
    alone: bool = False


def keep(db: Connection, number: int) -> None:
    """Lay out an act that was given this number just now; nothing if it is not about words."""
    for found in acts.some(db, [number] if number else []):
        if _is_of_words(db, number):
            _note(db, *found)
            _lay_out(db, [found])


def settle(db: Connection) -> None:
    """Lay out what a change has left to be laid out; at the end of each."""
    if meta.get(db, meta.JUDGED) is None:
        rebuild(db)
        return
    here = "(EXISTS (SELECT 1 FROM items WHERE id = document) OR EXISTS (SELECT 1 FROM sources WHERE slug = document))"
    waiting = f"SELECT DISTINCT act FROM act_documents WHERE laid = 0 AND {here}"  # noqa: S608 -- fixed names
    due = [number for (number,) in db.execute(waiting).fetchall()]
    if due:
        _lay_out(db, acts.some(db, due))
        db.execute(f"UPDATE act_documents SET laid = 1 WHERE laid = 0 AND {here}")  # noqa: S608


def rebuild(db: Connection) -> None:
    """Lay out all acts about words anew. Rows that an earlier version kept without an act stay."""
    for table in _TABLES.values():
        db.execute(f"DELETE FROM {table.name} WHERE act != x''")  # noqa: S608
    things_kept.clear(db)
    for name in ("act_things", "act_names", "act_documents", "thing_numbers"):
        db.execute(f"DELETE FROM {name}")  # noqa: S608
    every = list(acts.of_case(db, WORDS))
    for found in every:
        _note(db, *found)
    _lay_out(db, every)
    meta.put(db, meta.JUDGED, b"1")


def mine(
    db: Connection, placing: Placing, kind: str, one: Judged, person: str, channel: bytes | None = None
) -> list[tuple[bytes, bytes]]:
    """Give (act, channel) of a person's judgements that stand on what `one` judges, on a channel or on all."""
    table = _TABLES[kind]
    row = table.row(db, placing, one, _NO_ACT)
    if row is None:
        return []
    where, values = _where(table, row)
    found = db.execute(
        f"SELECT acts.id, acts.channel FROM {table.name} JOIN acts ON acts.id = act"  # noqa: S608
        f" WHERE {where} AND acts.person = ? AND ? IN (x'', acts.channel)",
        (*values, person, channel or b""),
    )
    return [(bytes(act), bytes(on)) for act, on in found.fetchall()]


def _is_of_words(db: Connection, number: int) -> bool:
    row = db.execute("SELECT plan FROM acts WHERE number = ?", (number,)).fetchone()
    return row is not None and bytes(row[0]) == WORDS


def _note(db: Connection, number: int, act: Act) -> None:
    """Note what an act revises, names and needs, by which it is found again."""
    db.execute("INSERT OR IGNORE INTO act_things VALUES (?, ?)", (number, act.of))
    for named in {one for ids in act.names.values() for one in ids}:
        db.execute("INSERT OR IGNORE INTO act_names VALUES (?, ?)", (number, named))
    says = _says(act)
    if act.type in THINGS and act.of == act.id and says is not None:
        things_kept.give_number(db, act, says)
    for document in sorted({one for one in documents(says) if one}):
        db.execute(
            "INSERT OR IGNORE INTO act_documents VALUES (?1, ?2, EXISTS (SELECT 1 FROM items WHERE id = ?2)"
            " OR EXISTS (SELECT 1 FROM sources WHERE slug = ?2))",
            (number, document),
        )


def documents(says: Any) -> Iterator[str]:
    """Give the ids of the documents that must be here for what an act says to be shown."""
    for one in getattr(says, "judged", ()):
        yield from one.documents
    yield from things.documents(says)


def _lay_out(db: Connection, found: Iterable[tuple[int, Act]]) -> None:
    placing, told = Placing(db), dict[bytes, str]()
    for _, act in found:
        if act.type in JUDGEMENTS:
            _judge(db, placing, act)
        else:
            told[act.of] = act.type
    # What hangs on an element is laid out after it.
    for identifier, kind in sorted(told.items(), key=lambda one: one[1] != things.ELEMENT.name):
        _thing(db, placing, kind, identifier)


def _judge(db: Connection, placing: Placing, act: Act) -> None:
    table, says = _TABLES[act.type], _says(act)
    db.execute(f"DELETE FROM {table.name} WHERE act = ?", (act.id,))  # noqa: S608
    if says is None or (table.alone and not _is_own(db, act)):
        return
    instead, followed = set(act.names.get(INSTEAD, ())), _followed(db, act)
    for one in says.judged:
        if one.subject in followed:
            continue
        try:
            row = table.row(db, placing, one, act)
        except (BackchannelError, ValueError):
            continue  # of another program: what it names is nothing here
        if row is None:
            continue
        if table.alone:
            where, values = _where(table, row)
            db.execute(f"DELETE FROM {table.name} WHERE {where} AND act != x''", values)  # noqa: S608
        elif instead:
            for before, _ in mine(db, placing, act.type, one, act.writer.person, act.channel):
                if before in instead:
                    where, values = _where(table, row)
                    db.execute(f"DELETE FROM {table.name} WHERE {where} AND act = ?", (*values, before))  # noqa: S608
        if not one.is_back:
            row["act"] = act.id
            if not table.alone:
                row["person"] = act.writer.person
            marks = ", ".join("?" * len(row))
            db.execute(
                f"INSERT OR REPLACE INTO {table.name} ({', '.join(row)}) VALUES ({marks})",  # noqa: S608
                tuple(row.values()),
            )


def _where(table: _Table, row: Row) -> tuple[str, tuple[Any, ...]]:
    return " AND ".join(f"{name} IS ?" for name in table.key), tuple(row[name] for name in table.key)


def _followed(db: Connection, act: Act) -> set[tuple[object, ...]]:
    """Give the subjects on which a later act of the same person stands in place of this one."""
    found: set[tuple[object, ...]] = set()
    for _, later in acts.some(db, _numbers(db, "act_names", "named", act.id)):
        says = _says(later)
        if _same(later, act) and act.id in later.names.get(INSTEAD, ()) and says is not None:
            found |= {one.subject for one in says.judged}
    return found


def _same(one: Act, other: Act) -> bool:
    return (one.type, one.channel, one.writer.person, one.writer.party) == (
        other.type,
        other.channel,
        other.writer.person,
        other.writer.party,
    )


def _is_own(db: Connection, act: Act) -> bool:
    channel = channels.get(db, act.channel)
    return channel is not None and channel.standing == channels.OWN


def _numbers(db: Connection, table: str, column: str, value: bytes) -> list[int]:
    return [number for (number,) in db.execute(f"SELECT act FROM {table} WHERE {column} = ?", (value,)).fetchall()]  # noqa: S608


def _thing(db: Connection, placing: Placing, kind: str, identifier: bytes) -> None:
    board = things_kept.board(db, identifier)
    kept = board.get(THINGS[kind], identifier)
    things_kept.lay_out(db, placing, board, kind, identifier, kept)
    if kind == things.ELEMENT.name:
        for _, peg in acts.some(db, _numbers(db, "act_names", "named", identifier)):
            if peg.type == things.PEG.name:
                _thing(db, placing, peg.type, peg.of)


def _says(act: Act) -> Any:
    kind = JUDGEMENTS.get(act.type) or THINGS[act.type]
    try:
        return kind.read(dict(act.says))
    except BackchannelError:
        return None


# What each kind is laid out as.


def _examined(_: Connection, placing: Placing, one: judgements.Taken, act: Act) -> Row | None:
    place = _characters(placing, one.at)
    kind = "" if one.kind == judgements.STRUCK else one.kind
    return place and {**_columns(place, one.words), "kind": kind, "since": act.time}


def _compared(_: Connection, placing: Placing, one: judgements.Comparison, act: Act) -> Row | None:
    first, second = _characters(placing, one.first.at), _characters(placing, one.second.at)
    if first is None or second is None:
        return None
    names = ("other", "other_begins", "other_ends", "other_words")
    other = dict(zip(names, (*second, one.second.words), strict=True))
    when = one.when or act.time
    return {
        "question": one.question,
        **_columns(first, one.first.words),
        **other,
        "verdict": one.verdict,
        "since": when,
    }


def _answered(_: Connection, placing: Placing, one: judgements.Answer, act: Act) -> Row | None:
    letter = placing.number(one.letter)
    return None if letter is None else {
        "letter": letter,
        "passage": one.passage,
        "state": one.state,
        "because": one.because,
        "theirs": bytes.fromhex(one.theirs),
        "ours": b"".join(bytes.fromhex(digest)[:_DIGEST] for digest in one.ours),
        "proposed": one.proposed,
        "draft": "\n".join(one.draft),
        "decided": one.when or act.time,
    }  # fmt: skip


def _public(db: Connection, placing: Placing, one: judgements.Mark, act: Act) -> Row | None:
    if one.alone:
        number, source = placing.number(one.name), _source_of(db, one.name)
        row: Row = {"item": number, "source": None}
    else:
        source = sources.by_slug(db, one.name)
        row = {"item": None, "source": source.number if source else None}
    if set(row.values()) == {None} or (one.file and (source is None or source.digest.hex() != one.file)):
        return None  # another file that came under the same name is as private as any
    return {**row, "since": one.since, "marked": one.when or act.time}


def _source_of(db: Connection, document: str) -> sources.Source | None:
    row = db.execute("SELECT slug FROM sources JOIN items ON items.source = sources.number WHERE id = ?", (document,))
    found = row.fetchone()
    return sources.by_slug(db, found[0]) if found else None


def _copy(_: Connection, placing: Placing, one: judgements.Copy, act: Act) -> Row | None:
    numbers = [placing.number(one.first), placing.number(one.second)]
    if None in numbers or numbers[0] == numbers[1]:
        return None
    first, second = sorted(number for number in numbers if number is not None)
    return {"first": first, "second": second, "relation": one.relation, "since": act.time}


def _characters(placing: Placing, at: str) -> tuple[int, int, int] | None:
    place = placing.place(at)
    return None if place is None or place[1] == NOWHERE else place


def _columns(place: Sequence[int], words: int) -> Row:
    return {"item": place[0], "begins": place[1], "ends": place[2], "words": words}


_NO_ACT = Act(b"", b"", 0, Writer(b"", "", "", False), "", "", b"", b"", (), {}, (), None, {})
"""In whose name a row is made to see what stands on its subject."""
_PAIR = ("question", "item", "begins", "ends", "other", "other_begins", "other_ends")
_TABLES = {
    judgements.EXAMINED.name: _Table("examinations", ("item", "begins", "ends"), _examined),
    judgements.COMPARISON.name: _Table("comparisons", _PAIR, _compared),
    judgements.ANSWER.name: _Table("answers", ("letter", "passage"), _answered),
    judgements.PUBLIC.name: _Table("publications", ("item", "source"), _public, alone=True),
    judgements.COPY.name: _Table("copies", ("first", "second"), _copy, alone=True),
}

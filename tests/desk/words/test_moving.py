"""What an earlier version kept of words as rows is moved to the own ledger when the desk is opened, once and whole."""

import re

import pytest
from tests.desk.shelf import shelve
from tests.desk.table import LINE, dump
from tests.desk.words.bank_case import ASSURED, DENIED, OFFER, document
from tests.desk.words.test_noting import laid, rebuilt

from backchannel.desk import copies, publishing
from backchannel.desk.desk import Desk
from backchannel.desk.words import answering, bank, moving, pegs, readings, standing, tensions
from backchannel.desk.words.bank import Selection
from backchannel.protocol.encoding import h
from backchannel.vault import archive, channels
from backchannel.vault.migrations import MIGRATIONS, version

EARLIER = 10
"""The version that kept rows."""
TABLES = (
    "act_things", "act_names", "act_documents", "thing_numbers", "reading_changes", "readings", "answers",
    "examinations", "pegs", "elements", "comparisons", "synonyms", "publications", "copies",
)  # fmt: skip
TRIGGERS = ("documents_that_left", "sources_that_left", "words_acts_that_left")
DAY = "2031-05-06T08:00:00Z"


def take_down(db):
    """Make of an empty vault's tables of words those of the earlier version."""
    for trigger in TRIGGERS:
        db.execute(f"DROP TRIGGER {trigger}")
    for table in TABLES:
        db.execute(f"DROP TABLE {table}")
    db.execute("DELETE FROM meta WHERE name = 'judged'")
    for statement in ";".join(step.sql for step in MIGRATIONS[:EARLIER]).split(";"):
        made = re.match(r"\s*CREATE TABLE (\w+)|\s*CREATE INDEX \w+ ON (\w+)", statement)
        if made and (made[1] or made[2]) in TABLES:
            db.execute(statement)
    db.execute(f"PRAGMA user_version = {EARLIER}")


def sow(db, line):
    """Put rows into it as the earlier version did."""
    numbers = {name: archive.find(db, name).number for name in ("quay/1", "quay/2")}
    first, sent, second = (archive.find(db, entry.hex()).number for entry in line.entries)
    crc = bank.crc32
    at = len(OFFER) + 1
    assured = (first, at, at + len(ASSURED), crc(ASSURED.encode()))
    denied = (second, 0, len(DENIED), crc(DENIED.encode()))
    offer = (first, 0, len(OFFER), crc(OFFER.encode()))
    db.execute("INSERT INTO examinations VALUES (?, ?, ?, ?, 'offer', ?)", (*offer, DAY))
    db.execute("INSERT INTO examinations VALUES (?, ?, ?, ?, '', ?)", (*denied, DAY))
    db.execute("INSERT INTO elements VALUES (3, 'the island', 'Senn is ours.', ?), (5, 'the fog', NULL, ?)", (DAY, DAY))
    db.execute("INSERT INTO pegs VALUES (3, ?, ?, ?, ?, ?)", (*assured, DAY))
    db.execute("INSERT INTO pegs VALUES (3, ?, 900, 950, 17, ?)", (first, DAY))
    db.execute("INSERT INTO comparisons VALUES ('tension', ?, ?, ?, ?, ?, ?, ?, ?, 'in tension', ?)",
               (*assured, *denied, DAY))  # fmt: skip
    db.execute("INSERT INTO comparisons VALUES ('standing', ?, ?, ?, ?, ?, ?, ?, ?, 'contradicts', ?)",
               (*denied, *assured, DAY))  # fmt: skip
    db.execute("INSERT INTO synonyms VALUES (2, 'fog bank\nmist')")
    db.execute("INSERT INTO answers VALUES (?, 1, 'agreed', 'as the minister wishes', ?, x'', 'not answered', ?, ?)",
               (first, answering._digest(OFFER), f"answer.md, {LINE}/{line.sent}", DAY))  # fmt: skip
    digest = h(f"I take it\0{OFFER}".encode())[:16]
    db.execute("INSERT INTO readings VALUES (4, ?, 1, 0, 9, ?, 1, 0, ?, ?, ?)", (sent, first, len(OFFER), digest, DAY))
    db.execute("INSERT INTO reading_changes VALUES (4, 1, 'lapsed', ?, 'Ilse Maren', ?, 'let go')",
               (f"{LINE}/{line.second}/1", DAY))  # fmt: skip
    db.execute("INSERT INTO publications VALUES (NULL, ?, '1961-05-01', ?)", (numbers["quay/1"], DAY))
    (source,) = db.execute("SELECT source FROM items WHERE id = 'quay/1'").fetchone()
    db.execute("INSERT INTO publications VALUES (?, NULL, '', ?)", (source, DAY))
    db.execute("INSERT INTO copies VALUES (?, ?, 'draft', ?)", (numbers["quay/1"], numbers["quay/2"], DAY))


@pytest.fixture
def earlier(pair):
    """Ilse's closed desk as the earlier version left it: two letters of Tomas, one of hers, and a paper."""
    letters = [pair.letter("tomas", OFFER, ASSURED)]
    pair.settle()
    letters.append(pair.letter("ilse", "I take it that this includes the mail boat.", answers=letters[0].reference))
    pair.settle()
    letters.append(pair.letter("tomas", DENIED))
    pair.settle()
    pair.entries = [one.header.id for one in letters]
    pair.first, pair.sent, pair.second = (one.reference for one in letters)
    shelve(pair.ilse, "quay", {
        f"quay/{n}": document("letter", "1961-03-02", f"We will leave the quay {n}.", senders=("Teral",))
        for n in (1, 2)
    })  # fmt: skip
    db = pair.ilse.vault._connection
    take_down(db)
    sow(db, pair)
    pair.desks["ilse"].close()
    return pair


def seen(desk, line):
    """What a person sees of all of it."""
    point = answering.answered(desk, line.first).points[0]
    (reading,) = readings.listed(desk)
    return {
        "judged": [(one.text, one.judged) for one in bank.listed(desk, Selection(channel=LINE))],
        "elements": [(e.name, e.text, [p.text for p in e.pegs], e.lost) for e in pegs.elements(desk)],
        "tensions": [(f.first.text, f.second.text, f.verdict) for f in tensions.judged(desk)],
        "contradicted": [
            (one.first.text, [by.text for by in one.contradicted])
            for one in standing.assurances(desk, Selection(channel=LINE), propose=False)
        ],
        "synonyms": [phrases for _, phrases in bank.groups(desk)],
        "answer": (point.standing, point.decision.state, point.decision.because, point.decision.draft,
                   point.decision.decided),
        "reading": (reading.number, reading.ours.text, reading.theirs.text, reading.state, reading.changed,
                    [(c.state, c.rests, c.person, c.when, c.remark) for c in reading.changes]),
        "public": [(one.name, one.since) for one in publishing.listed(desk)],
        "copies": [relation for _, relation in copies.listed(desk, "quay/1").linked],
    }  # fmt: skip


def expected(line):
    """What the rows of the earlier version say."""
    return {
        "judged": [(OFFER, "offer"), (ASSURED, "open"), (DENIED, "struck out")],
        "elements": [("the fog", "", [], 0), ("the island", "Senn is ours.", [ASSURED], 1)],
        "tensions": [(ASSURED, DENIED, "in tension")],
        "contradicted": [(OFFER, []), (ASSURED, [DENIED]), (DENIED, [])],
        "synonyms": [("fog bank", "mist")],
        "answer": ("decided", "agreed", "as the minister wishes", f"answer.md, {LINE}/{line.sent}", DAY),
        "reading": (4, "I take it", OFFER, "lapsed", False,
                    [("lapsed", f"{LINE}/{line.second}/1", "Ilse Maren", DAY, "let go")]),
        "public": [("quay", ""), ("quay/1", "1961-05-01")],
        "copies": ["draft"],
    }  # fmt: skip


def acts_of(desk):
    """How many acts about words are here."""
    return sum(row[2] == b"words" for row in dump(desk)["acts"])


def test_rows_become_acts_on_the_own_ledger_and_nothing_looks_different(earlier):
    """Every judgement with its time, every number; and what stands then is what the acts make anew."""
    desk = earlier.open("ilse")
    with desk.vault.read() as db:
        assert version(db) == len(MIGRATIONS)
        assert [c.standing for c in channels.every(db)].count(channels.OWN) == 1
    assert seen(desk, earlier) == expected(earlier)
    assert laid(desk) == rebuilt(desk)
    count = acts_of(desk)
    assert count > 0
    desk.close()
    desk = earlier.open("ilse")
    assert acts_of(desk) == count
    assert seen(desk, earlier) == expected(earlier)


def test_an_own_ledger_that_is_there_is_used(earlier):
    """No second one is made beside it."""
    desk = earlier.open("ilse")
    before = acts_of(desk)
    with desk.vault.change() as db:
        db.execute("INSERT INTO synonyms VALUES (9, 'pier end\nmole', x'', '')")
    desk.close()
    desk = earlier.open("ilse")
    with desk.vault.read() as db:
        assert [c.standing for c in channels.every(db)].count(channels.OWN) == 1
    assert acts_of(desk) == before + 1
    assert [phrases for _, phrases in bank.groups(desk)] == [("fog bank", "mist"), ("pier end", "mole")]


def test_a_crash_while_rows_are_moved_leaves_them_whole(earlier, monkeypatch):
    """At whatever step it stops, the next opening finds all rows or none, and what is seen is the same."""
    for step in ("compared", "elements"):
        with monkeypatch.context() as patch:
            patch.setattr(moving._Moving, step, lambda self: self.no_such_thing)
            with pytest.raises(AttributeError):
                Desk.open(earlier.folder / "ilse", "a lamp in the pilot house", clock=earlier.clock)
    with monkeypatch.context() as patch:
        patch.setattr(moving.Noting, "open", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            Desk.open(earlier.folder / "ilse", "a lamp in the pilot house", clock=earlier.clock)
    desk = earlier.open("ilse")
    assert seen(desk, earlier) == expected(earlier)


def test_a_desk_that_must_hear_the_others_first_waits_and_shows_the_rows(earlier):
    """An old copy of itself writes nothing; the rows are seen meanwhile, and moved when it has heard them."""
    desk = earlier.open("ilse")
    with desk.vault.change() as db:
        for channel in channels.every(db):
            if channel.standing == channels.JOINED:
                channels.set_stale(db, channel.id, True)
        db.execute("INSERT INTO synonyms VALUES (9, 'pier end\nmole', x'', '')")
    count = acts_of(desk)
    desk.close()
    desk = earlier.open("ilse")
    assert acts_of(desk) == count
    assert [phrases for _, phrases in bank.groups(desk)] == [("fog bank", "mist"), ("pier end", "mole")]
    with desk.vault.change() as db:
        for channel in channels.every(db):
            channels.set_stale(db, channel.id, False)
    desk.close()
    assert acts_of(earlier.open("ilse")) == count + 1


def test_what_was_judged_anew_while_rows_waited_is_not_overruled_by_them(earlier):
    """The row is the older word of the two."""
    desk = earlier.open("ilse")
    with desk.vault.change() as db:
        db.execute("UPDATE examinations SET act = x'', person = '', kind = 'threat' WHERE kind = 'offer'")
    bank.accept(desk, [f"{LINE}/{earlier.first}/1"], "hint")
    desk.close()
    desk = earlier.open("ilse")
    assert dict(seen(desk, earlier)["judged"])[OFFER] == "hint"

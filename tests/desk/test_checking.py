"""Checking a ledger: a clean one has no findings; whatever is altered in the vault is found."""

import pytest
from tests.desk.table import LINE

from backchannel.desk import checking
from backchannel.errors import BackchannelError


@pytest.fixture
def played(pair):
    """The pair, with letters both ways."""
    pair.letter("ilse", "One")
    pair.settle()
    pair.letter("tomas", "Two", answers="maren-5")
    pair.settle()
    pair.letter("ilse", "Three")
    pair.settle()
    return pair


def findings(table, name="ilse"):
    """Give what the check finds; a vault that cannot even be read is found too."""
    try:
        return checking.check(table.desks[name], LINE).findings
    except BackchannelError as error:
        return (str(error),)


def alter(table, sql, *values, name="ilse"):
    """Change the vault behind the program's back; give how many rows were touched."""
    with table.desks[name].vault.change() as db:
        assert db.execute(sql, values).rowcount == 1, sql


def flip(table, column, kind, author="tomas", name="ilse", last=False):
    with table.desks[name].vault.read() as db:
        order = "DESC" if last else "ASC"
        seq, value = db.execute(
            f"SELECT seq, {column} FROM entries WHERE kind = ? AND author = ? ORDER BY seq {order}",
            (kind, table.desks[author].reader),
        ).fetchone()
    middle = len(value) // 2
    changed = value[:middle] + bytes([value[middle] ^ 1]) + value[middle + 1 :]
    alter(
        table,
        f"UPDATE entries SET {column} = ? WHERE author = ? AND seq = ?",
        changed,
        table.desks[author].reader,
        seq,
        name=name,
    )


def test_a_clean_ledger_has_no_findings(played):
    """Both desks find nothing, count the same, and give the same heads."""
    one, two = (checking.check(played.desks[n], LINE) for n in ("ilse", "tomas"))
    assert one.findings == two.findings == ()
    assert one.heads == two.heads
    assert one.entries == two.entries
    assert one.state == two.state
    with played.unchanged():
        seen = []
        checking.check(played.ilse, LINE, seen.append)
    assert seen == list(range(1, one.entries + 1))


def test_what_a_non_reader_cannot_open_is_counted_and_no_finding(sides):
    """A desk that holds a sealed header holds what it should."""
    sides.letter("ilse", "One")
    sides.settle()
    found = checking.check(sides.greta, LINE)
    assert found.findings == ()
    assert found.sealed == 1


@pytest.mark.parametrize("column", ["header", "ciphertext", "key", "mac_key", "slot_digest", "tag", "id"])
@pytest.mark.parametrize(("kind", "last"), [("assent", False), ("letter", True)])
def test_an_altered_blob_of_the_other_s_entry_is_found(played, column, kind, last):
    """One bit in any blob of an entry of the other's is found, at the start of his chain and at its end."""
    flip(played, column, kind, last=last)
    assert findings(played)


@pytest.mark.parametrize("column", ["header", "ciphertext", "key", "id"])
@pytest.mark.parametrize(("kind", "last"), [("assent", False), ("letter", True)])
def test_an_altered_blob_of_one_s_own_entry_is_found(played, column, kind, last):
    """One's own entries have no proof of an author, but a digest at every place."""
    flip(played, column, kind, author="ilse", last=last)
    assert findings(played)


@pytest.mark.parametrize(
    "change",
    [
        "standing = 'refused', refusal = 'It is not liked.'",
        "standing = 'waits'",
        "standing = 'unopened'",
        "kind = 'act'",
        "time = '2031-01-01T00:00:00Z'",
        "ciphertext = x''",
    ],
)
def test_an_altered_column_is_found(played, change):
    """What stands beside the header must be what the header says, and what became of the entry what follows from it."""
    alter(
        played,
        f"UPDATE entries SET {change} WHERE kind = 'letter' AND author = ?",
        played.tomas.reader,
    )
    assert findings(played)


def test_a_refused_entry_called_taken_is_found(played, monkeypatch):
    """An entry that breaks a rule stays a finding when somebody writes into the vault that it was taken."""
    from backchannel.desk import writing

    real = writing.make_header
    with monkeypatch.context() as patch:
        patch.setattr(writing, "make_header", lambda **more: real(**{**more, "charter": b"\1" * 32}))
        patch.setattr("backchannel.protocol.rules.header_rule", lambda state, header: "")
        played.letter("tomas", "By no charter")
    played.carry("tomas", "ilse")
    assert any("was refused" in f for f in findings(played))
    alter(played, "UPDATE entries SET standing = 'taken', refusal = '' WHERE standing = 'refused'")
    assert any("breaks a rule" in f for f in findings(played))


@pytest.mark.parametrize("author", ["ilse", "tomas"])
def test_an_entry_taken_out_of_the_middle_is_found(played, author):
    """A gap in a chain is found."""
    alter(played, "DELETE FROM entries WHERE author = ? AND seq = 2", played.desks[author].reader)
    assert findings(played)


def test_an_entry_taken_off_the_end_of_a_chain_is_found_by_who_has_seen_it(played):
    """What the other says that he has seen, and is not here, is found."""
    with played.desks["ilse"].vault.read() as db:
        (seq,) = db.execute("SELECT max(seq) FROM entries WHERE author = ?", (played.ilse.reader,)).fetchone()
    for number in (seq, seq - 1):
        alter(played, "DELETE FROM entries WHERE author = ? AND seq = ?", played.ilse.reader, number)
    assert findings(played)


def test_an_entry_moved_to_another_place_is_found(played):
    """An entry that stands under another number than its header's is found."""
    alter(played, "UPDATE entries SET seq = 400 WHERE author = ? AND seq = 2", played.tomas.reader)
    assert findings(played)


def test_another_charter_under_the_channel_is_found(played):
    """The channel is its charter's digest: another founding text under the same channel is found or refused."""
    with played.desks["ilse"].vault.read() as db:
        (founding,) = db.execute("SELECT founding FROM channels WHERE name = ?", (LINE,)).fetchone()
    alter(
        played,
        "UPDATE channels SET founding = ? WHERE name = ?",
        founding.replace(b"lock-keepers", b"lamp-keepers"),
        LINE,
    )
    assert findings(played)

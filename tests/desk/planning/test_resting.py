"""The words on which planning rests: read once while nothing changes, and gone with the letter."""

from tests.desk.planning.office import DESK

from backchannel.desk.book import Book
from backchannel.desk.planning import events


def rests(desk, case):
    """Give the words that the events of the case rest on."""
    return {rest.text for rest in events.every(desk)[1].values()}


def noted(case):
    """Note two events that rest on passages of one letter."""
    letter = case.letter(
        "ilse", "The ferry came at noon.", "It left at night.", readers=("greta", "karl"), channel=DESK
    )
    address = letter.header.id.hex()
    for number, name in enumerate(("arrival", "leaving"), 1):
        events.note(case.ilse, name, rests=[f"{address}/{number}"])
    return letter


def test_asked_again_nothing_is_opened(case, monkeypatch):
    """While nothing in the vault changes, neither ledger nor letter is opened a second time."""
    noted(case)
    first = rests(case.ilse, case)
    opened = []
    monkeypatch.setattr(Book, "__init__", lambda *_: opened.append(1))
    assert rests(case.ilse, case) == first == {"The ferry came at noon.", "It left at night."}
    assert not opened


def test_words_go_with_the_letter(case):
    """A letter whose key is gone shows no word any more, although it was shown a moment ago."""
    letter = noted(case)
    assert "The ferry came at noon." in rests(case.ilse, case)
    with case.ilse.vault.change() as db:
        db.execute("UPDATE entries SET key = x'' WHERE id = ?", (letter.header.id,))
    assert rests(case.ilse, case) == {""}


def test_a_channel_of_another_name_is_cited_by_it(case):
    """What a person calls a letter follows the name of its channel at once."""
    noted(case)
    before = {rest.address for rest in events.every(case.ilse)[1].values()}
    assert all(one.startswith(DESK) for one in before)
    with case.ilse.vault.change() as db:
        db.execute("UPDATE channels SET name = 'Winter' WHERE name = ?", (DESK,))
    assert all(rest.address.startswith("Winter/") for rest in events.every(case.ilse)[1].values())

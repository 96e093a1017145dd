"""People and keys: imported, introduced, confirmed, and never mistaken for one another."""

from dataclasses import replace

import pytest

from backchannel.desk import people, pouches
from backchannel.errors import BackchannelError, BadInputError, UsageError
from backchannel.protocol.cards import write_card


def standings(table, name, of):
    return [s.standing for s in people.every_contact(table.desks[name]) if s.person == of]


@pytest.fixture
def strangers(empty):
    """Two desks that have never met."""
    for name in ("ilse", "tomas"):
        empty.create(name)
    return empty


def test_a_card_is_a_claim_until_its_fingerprint_was_compared(strangers):
    """Imported is not confirmed; confirmed is shown as such, and a second import does not take it back."""
    shown = people.import_card(strangers.ilse, people.own_card(strangers.tomas))
    assert shown.standing == "unconfirmed"
    people.confirm(strangers.ilse, "Tomas Reik", " ".join(shown.fingerprint))
    assert standings(strangers, "ilse", "Tomas Reik") == ["confirmed"]
    people.import_card(strangers.ilse, people.own_card(strangers.tomas))
    assert standings(strangers, "ilse", "Tomas Reik") == ["confirmed"]


@pytest.mark.parametrize("spoken", ["", "00000 " * 12, "own", "prefix", "swapped", "letters"])
def test_a_wrong_fingerprint_confirms_nothing(strangers, spoken):
    """Another, a shortened, a reordered fingerprint, one's own, or none: the card stays unconfirmed."""
    people.import_card(strangers.ilse, people.own_card(strangers.tomas))
    right = people.fingerprint(strangers.tomas.reader)
    said = {
        "own": " ".join(people.fingerprint(strangers.ilse.reader)),
        "prefix": " ".join(right[:11]),
        "swapped": " ".join((right[1], right[0], *right[2:])),
        "letters": " ".join(right).replace("0", "O").replace("1", "l"),
    }.get(spoken, spoken)
    with strangers.refused(BadInputError, "not the fingerprint"):
        people.confirm(strangers.ilse, "Tomas Reik", said)
    assert standings(strangers, "ilse", "Tomas Reik") == ["unconfirmed"]


def test_the_fingerprint_may_be_spoken_in_any_grouping(strangers):
    """Spaces do not matter, digits do."""
    people.import_card(strangers.ilse, people.own_card(strangers.tomas))
    digits = "".join(people.fingerprint(strangers.tomas.reader))
    assert people.confirm(strangers.ilse, "Tomas Reik", f" {digits[:7]}\n{digits[7:]} ").standing == "confirmed"


def test_one_s_own_card_is_not_imported(strangers):
    """One does not become one's own contact, under whatever name."""
    own = strangers.ilse.card
    for card in (own, replace(own, person="Tomas Reik", party="Ostrava")):
        with strangers.refused(UsageError, "own card"):
            people.import_card(strangers.ilse, write_card(card))


@pytest.mark.parametrize("cut", [0, 1, 100, -1])
def test_a_damaged_card_is_refused(strangers, cut):
    """A card cut short, with something after its end, or with one bit changed in its form, is refused whole."""
    card = people.own_card(strangers.tomas)
    with strangers.unchanged(), pytest.raises(BackchannelError):
        people.import_card(strangers.ilse, card[:cut])
    with strangers.unchanged(), pytest.raises(BackchannelError):
        people.import_card(strangers.ilse, card + b" ")


def test_a_changed_key_is_another_contact_and_not_confirmed(strangers):
    """A second card of the same name does not replace the first, and inherits nothing of it."""
    strangers.know("ilse", "tomas")
    new = strangers.create("tomas", machine="new machine", under="tomas2")
    people.import_card(strangers.ilse, people.own_card(new))
    assert sorted(standings(strangers, "ilse", "Tomas Reik")) == ["confirmed", "unconfirmed"]
    with strangers.refused(BadInputError, "not the fingerprint"):
        people.confirm(strangers.ilse, "Tomas Reik", "00000 " * 12)
    with strangers.desks["ilse"].vault.read() as db:
        assert people.find(db, "Tomas Reik").reader == strangers.tomas.reader
    people.confirm(strangers.ilse, "Tomas Reik", " ".join(people.fingerprint(new.reader)))
    with strangers.desks["ilse"].vault.read() as db:
        with pytest.raises(UsageError, match="first ten digits"):
            people.find(db, "Ostrava/Tomas Reik")
        for desk in (strangers.tomas, new):
            digits = people.fingerprint(desk.reader)
            assert people.find(db, " ".join(digits[:2])).reader == desk.reader


def test_a_few_digits_or_words_name_nobody(strangers):
    """Fewer than ten digits of a fingerprint do not name a contact, nor do none."""
    strangers.know("ilse", "tomas")
    digits = "".join(people.fingerprint(strangers.tomas.reader))
    with strangers.desks["ilse"].vault.read() as db:
        for name in ("", " ", digits[:9], "Tomas", "Valdria/Tomas Reik", "tomas reik"):
            with pytest.raises(UsageError, match="No contact"):
                people.find(db, name)


def test_an_introduction_changes_nothing_that_was_imported(sides):
    """A card that a member introduces neither replaces the imported card's address nor confirms anything."""
    from backchannel.desk.writing import append
    from backchannel.protocol.cards import Address, card_value

    hanne = replace(sides.hanne.card, party="Ostrava", relays=(Address("https://elsewhere.example", "token"),))
    with sides.book("tomas") as book:
        append(book, "add-reader", {"card": card_value(hanne), "reason": "She helps."})
    sides.settle("ilse", "greta", "tomas", "pavel")
    with sides.desks["ilse"].vault.read() as db:
        kept = people.find(db, "Hanne Solvik")
    assert kept.card == sides.hanne.card
    assert kept.confirmed


def test_a_stranger_s_pouch_is_refused_and_nothing_is_packed_for_nobody(strangers):
    """There is nothing to pack for a contact with whom there is no channel, and no file is left."""
    strangers.know("ilse", "tomas")
    with strangers.refused(UsageError, "propose a channel"):
        pouches.pack(strangers.ilse, "Tomas Reik", strangers.out / "pouch")
    with strangers.refused(UsageError, "No contact"):
        pouches.pack(strangers.ilse, "Hanne Solvik", strangers.out / "pouch")


def test_the_relays_on_a_new_card_of_the_same_key_are_taken(strangers):
    """A card given anew by hand replaces the addresses; the confirmation of the key stays."""
    from backchannel.protocol.cards import Address

    strangers.know("ilse", "tomas")
    strangers.tomas.set_relays((Address("https://relay.example", "a-token"),))
    people.import_card(strangers.ilse, people.own_card(strangers.tomas))
    with strangers.desks["ilse"].vault.read() as db:
        kept = people.find(db, "Tomas Reik")
    assert kept.card.relays == (Address("https://relay.example", "a-token"),)
    assert kept.confirmed

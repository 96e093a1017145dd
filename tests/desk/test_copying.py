"""Copying out of the vault is an act of its own, and the register has it (R42)."""

import stat

import pytest
from tests.desk.table import LINE

from backchannel.desk import copying, knowledge
from backchannel.errors import NotAReaderError, PlaceError, UsageError
from backchannel.record.readers import markdown

SECRET = "heron at the third sluice"


def ways(table, name, letter):
    """Who knows of a letter in which way, and from where it is known, as one desk sees it."""
    return {(k.person, k.way.name, k.weight, k.source) for k in knowledge.of_letter(table.desks[name], LINE, letter)}


def test_a_copy_of_an_eyes_only_letter_is_in_the_register(pair):
    """The file holds the letter with its caption, is readable to its owner alone, and the copier's ledger says so."""
    letter = pair.letter("ilse", SECRET, caption="EYES ONLY Tomas Reik", classification="Secret")
    pair.settle()
    target = pair.out / "copy.md"
    size = copying.save_letter(pair.tomas, LINE, letter.reference, target, "For the minister")
    document, _ = markdown.read(target.read_bytes())
    assert (document.caption, document.passages[0].text) == ("EYES ONLY Tomas Reik", SECRET)
    assert size == target.stat().st_size
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    copied = ("Tomas Reik", "COPIED", "recorded", "to the file copy.md: For the minister")
    assert copied in ways(pair, "tomas", letter.reference)


def test_the_note_of_a_copy_stays_on_our_side(pair):
    """The other side hears nothing of a copy that we make."""
    letter = pair.letter("ilse", SECRET)
    pair.settle()
    copying.save_letter(pair.tomas, LINE, letter.reference, pair.out / "copy.md", "For the file")
    pair.settle()
    assert not [one for one in ways(pair, "ilse", letter.reference) if one[1] == "COPIED"]


def test_no_letter_is_copied_out_in_passing(sides):
    """Without a reason, by somebody who is no reader, or onto a file that is there, nothing is written or noted."""
    letter = sides.letter("ilse", SECRET)
    sides.settle()
    target = sides.out / "copy.md"
    with sides.refused(UsageError, "Say why"):
        copying.save_letter(sides.tomas, LINE, letter.reference, target, "  ")
    with sides.refused(NotAReaderError, "cannot be copied out"):
        copying.save_letter(sides.greta, LINE, letter.reference, target, "I should like to have it.")
    target.write_text("theirs", encoding="utf-8")
    with sides.refused(UsageError, "that name is taken"):
        copying.save_letter(sides.tomas, LINE, letter.reference, target, "For the file")


def test_a_copy_that_cannot_be_written_is_not_noted(pair):
    """Where the disk refuses the file, the register says nothing of a copy."""
    letter = pair.letter("ilse", SECRET)
    with pair.refused(PlaceError, "not written"):
        copying.save_letter(pair.ilse, LINE, letter.reference, pair.out / "nowhere" / "copy.md", "For the file")


@pytest.mark.parametrize("reason", ["", "For the map room"])
def test_an_enclosure_written_to_a_file_is_in_the_register(pair, tmp_path, reason):
    """Writing an enclosure out is noted with its letter, with the reason where one is given."""
    path = tmp_path / "nets.txt"
    path.write_bytes(b"nets" * 100)
    letter = pair.letter("ilse", SECRET, files=[path])
    copying.save_enclosure(pair.ilse, LINE, letter.reference, "nets.txt", pair.out / "out.txt", reason)
    source = f"to the file out.txt: {reason or 'its enclosure nets.txt'}"
    assert ("Ilse Maren", "COPIED", "recorded", source) in ways(pair, "ilse", letter.reference)

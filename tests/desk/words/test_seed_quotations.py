"""The letter of 16 October 1961, held against the one that it answers, in the real record."""

import gzip
import os
from collections import Counter
from pathlib import Path

import pytest
from tests.desk.table import Table

from backchannel.desk.importing import files_of, import_files
from backchannel.desk.words import quoting

RECORD = Path(os.environ.get("BACKCHANNEL_RECORD") or Path(__file__).parents[4] / "shared" / "record")
VOLUME, SEED = RECORD / "frus1961-63v06.xml.gz", RECORD / "seeds" / "1961-10-16-kennedy-khrushchev-letter.txt"


@pytest.fixture(scope="module")
def told(place):
    """What became of the letter's quotations."""
    if not (VOLUME.is_file() and SEED.is_file()):
        pytest.skip("the record is not on this machine (BACKCHANNEL_RECORD)")
    table = Table(place(), ("ilse",))
    assert [one.what for one in import_files(table.ilse, files_of([VOLUME]), aside=0)] == ["imported"]
    yield quoting.check(table.ilse, str(SEED), ["frus1961-63v06/d21"])
    table.close()


def test_each_of_the_fourteen_quotations_has_its_verdict(told):
    """Eleven word for word, one in another form, two that are not the other side's words."""
    verdicts = [entry.checked.verdict for entry in told.entries]
    assert Counter(verdicts) == {"exact": 11, "altered": 1, "not_found": 2}
    assert [number for number, verdict in enumerate(verdicts, 1) if verdict == "altered"] == [7]
    assert [number for number, verdict in enumerate(verdicts, 1) if verdict == "not_found"] == [6, 13]


def test_every_word_that_was_found_has_an_address_in_the_letter_that_is_answered(told):
    """Down to the characters, with its author and its day."""
    places = [entry.places[0] for entry in told.entries if entry.places]
    assert len(places) == 12
    assert all(place.address.startswith("frus1961-63v06/d21/") and ":" in place.address for place in places)
    assert {place.day for place in places} == {"1961-09-29"}
    assert all("Khrushchev" in " ".join(place.authors) for place in places)


def test_the_two_that_are_cut_so_that_the_sense_shifts_are_warned_of(told):
    """The one from what is only possible, the other from a question; each with its whole sentence."""
    cut = {number: entry for number, entry in enumerate(told.entries, 1) if entry.checked.cuts}
    assert {number: {one.kind for one in entry.checked.cuts} for number, entry in cut.items()} == {
        9: {"possibility"},
        11: {"condition"},
    }
    for entry in cut.values():
        assert entry.places[0].text.casefold()[:40] in entry.sentence.casefold()
        assert len(entry.sentence) > len(entry.places[0].text) + 40
    assert not told.is_fine


def test_a_changed_word_is_told_with_the_true_one(told, tmp_path, place):
    """The acceptance of the requirement: change one word inside one quotation."""
    text = SEED.read_text(encoding="utf-8")
    assert text.count("exacerbating the situation") == 1
    table = Table(place(), ("ilse",))
    assert [one.what for one in import_files(table.ilse, files_of([VOLUME]), aside=0)] == ["imported"]
    draft = tmp_path / "changed.txt"
    draft.write_text(text.replace("exacerbating the situation", "exacerbating the crisis"), encoding="utf-8")
    changed = quoting.check(table.ilse, str(draft), ["frus1961-63v06/d21"]).entries[7]
    table.close()
    assert changed.checked.verdict == "altered"
    assert [(one.quoted, one.true) for one in changed.differences] == [("crisis", "situation")]


def test_the_volume_is_the_one_that_is_meant():
    """Without which nothing above says anything."""
    if not VOLUME.is_file():
        pytest.skip("the record is not on this machine (BACKCHANNEL_RECORD)")
    assert b'xml:id="d21"' in gzip.decompress(VOLUME.read_bytes())

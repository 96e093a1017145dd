"""The archive in the vault: documents come out as they went in, and go wholly."""

import pytest
from hypothesis import HealthCheck, given, settings
from tests.record.strategies import documents
from tests.record.writers import specimens

from backchannel.errors import BadInputError
from backchannel.record.dates import parse
from backchannel.record.document import Document, passages_of
from backchannel.record.readers.report import Report
from backchannel.record.volume import Term, Volume
from backchannel.vault import archive, sources, volumes
from backchannel.vault.sources import Source

WORD = "Merganser"
REPORT = Report(("The date was taken from the file number.",), ("A picture was left out.",))
PRINTED = archive.derive(specimens.printed(), REPORT)


def source(slug="faru1961-63v02", digest=b"d" * 32):
    """A source that was never in any vault."""
    return Source(0, digest, f"{slug}.xml.gz", "TEI", 1, slug, "2031-05-05T08:00:00Z", REPORT)


@pytest.fixture
def kept(vault):
    """An open vault with one source, one volume, and one document of it."""
    with vault.change() as db:
        number = sources.add(db, source())
        volumes.put(db, number, specimens.VOLUME)
        archive.put(db, "faru1961-63v02/d22", number, specimens.VOLUME.id, PRINTED)
    return vault


def rows(vault):
    """Every row of every table, of the index of words too, as text."""
    with vault.read() as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {table: sorted(map(repr, db.execute(f"SELECT * FROM {table}"))) for table in tables}


def test_a_printed_document_comes_out_as_it_went_in(kept):
    """Text, spans, notes, frames and head are equal, and so is what its reader told of it."""
    with kept.read() as db:
        item = archive.find(db, "faru1961-63v02/d22")
        assert archive.text(db, item.number) == specimens.printed()
        assert archive.report(db, item.number) == REPORT
        assert archive.by_number(db, item.number) == item
        assert (item.kind, item.first_day, item.last_day) == ("letter", "1961-10-16", "1961-10-16")
        assert (item.place, item.classification, item.volume) == ("Tarnholm", "Top Secret", "faru1961-63v02")


def test_a_source_and_its_volume_come_out_as_they_went_in(kept):
    """By its bytes and by its slug; the volume with its titles, editors and lists."""
    with kept.read() as db:
        found = sources.by_slug(db, "faru1961-63v02")
        assert found == sources.by_digest(db, b"d" * 32) == sources.every(db)[0]
        assert (found.name, found.format, found.reader, found.report) == ("faru1961-63v02.xml.gz", "TEI", 1, REPORT)
        assert volumes.get(db, "faru1961-63v02") == specimens.VOLUME
        assert volumes.person(db, "faru1961-63v02", "p_KR1") == specimens.VOLUME.persons[0]
        assert volumes.person(db, "faru1961-63v02", "p_XX9") is None
        assert volumes.every(db) == [("faru1961-63v02", specimens.VOLUME.title, found.number)]


def test_a_volume_is_kept_in_the_place_of_itself(kept):
    """What the new one does not list is not listed any more."""
    shorter = Volume("faru1961-63v02", "The Sound of Tarn", terms=(Term("t_SD1", "SD", "Sound Directorate"),))
    with kept.change() as db:
        volumes.put(db, 1, shorter)
        assert volumes.get(db, "faru1961-63v02") == shorter
        assert volumes.term(db, "faru1961-63v02", "t_SD1").meaning == "Sound Directorate"


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents())
def test_any_document_comes_out_as_it_went_in(kept, document):
    """Whatever a document holds, it is equal afterwards."""
    with kept.change() as db:
        number = archive.put(db, "any", 1, None, archive.derive(document, Report()))
        if number is not None:
            assert archive.text(db, number) == document


def test_the_same_document_again_changes_nothing(kept):
    """Not a row of any table, the index of words included."""
    before = rows(kept)
    with kept.change() as db:
        again = archive.put(db, "faru1961-63v02/d22", 1, specimens.VOLUME.id, PRINTED)
    assert again is None
    assert rows(kept) == before


def test_a_better_reading_takes_the_place_of_the_first(kept):
    """The document keeps its number, and nothing of the first reading stays."""
    better = Document("telegram", passages_of("The ferries pass again."), heading="A telegram", date=parse("1962"))
    with kept.change() as db:
        was = archive.find(db, "faru1961-63v02/d22")
        archive.put(db, "faru1961-63v02/d22", 1, specimens.VOLUME.id, archive.derive(better, Report()))
    with kept.read() as db:
        item = archive.find(db, "faru1961-63v02/d22")
        assert (item.number, item.kind, item.heading) == (was.number, "telegram", "A telegram")
        assert (item.first_day, item.last_day) == ("1962-01-01", "1962-12-31")
        assert archive.text(db, item.number) == better
    assert WORD.casefold() not in repr(rows(kept)).casefold()


def test_a_document_that_goes_goes_wholly(kept):
    """Text, report, columns and words in the index: nothing of it stands in any table afterwards."""
    with kept.change() as db:
        archive.drop(db, "faru1961-63v02/d22")
        assert archive.find(db, "faru1961-63v02/d22") is None
        assert archive.count(db, 1) == 0
        volumes.drop(db, 1)
        sources.drop(db, 1)
    left = rows(kept)
    empty = ("items", "item_texts", "item_reports", "sources", "volumes", "persons", "terms")
    assert not any(left[table] for table in empty)
    assert WORD.casefold() not in repr(left).casefold()


def test_what_is_not_there_goes_without_a_word(kept):
    """Dropping what is not in the archive changes nothing."""
    before = rows(kept)
    with kept.change() as db:
        archive.drop(db, "faru1961-63v02/d99")
    assert rows(kept) == before


def test_an_evening_is_of_its_own_day(kept):
    """A document of the evening of the 16th in the west is found on the 16th, not on the day that it was in London."""
    late = Document("telegram", passages_of("Yes."), date=parse("1961-10-16T23:30:00-05:00"))
    assert archive.found_by(late)[2:4] == ("1961-10-16", "1961-10-16")
    spring = Document("minutes", passages_of("Yes."), date=parse("1961-03-30"), until=parse("1961-04-02"))
    assert archive.found_by(spring)[2:4] == ("1961-03-30", "1961-04-02")


def test_a_document_without_a_heading_is_listed_by_its_words():
    """Its subject, its number, or where it begins."""
    assert archive.found_by(Document("letter", passages_of("Yes,\nindeed.")))[1] == "Yes, indeed."
    assert archive.found_by(Document("letter", passages_of("Yes."), subject="The ferries"))[1] == "The ferries"


@pytest.mark.parametrize("damaged", [b"", b"x", archive.packed(specimens.printed())[:-9]])
def test_a_damaged_text_is_said_to_be_so(damaged):
    """And is no traceback."""
    with pytest.raises(BadInputError, match="damaged; import it again"):
        archive.unpacked(damaged)

"""What is public: nothing, unless somebody said so, and only from the day on that he said."""

import pytest

from backchannel.record.dates import parse
from backchannel.record.document import Document, passages_of
from backchannel.record.readers.report import Report
from backchannel.vault import archive, published, sources
from backchannel.vault.sources import Source

NOW = "2031-05-05T08:00:00Z"


def paper(*texts, date=None):
    """A document of these passages."""
    return archive.derive(Document("statement", passages_of(*texts), date=parse(date) if date else None), Report())


@pytest.fixture
def shelf(vault):
    """A vault with two sources: a newspaper of two issues and an undated sheet, and a private file of one paper."""
    with vault.change() as db:
        for number, slug in enumerate(("courier", "file")):
            sources.add(db, Source(0, bytes([number]) * 32, slug, "made", 1, slug, NOW, Report()))
        first, second = (sources.by_slug(db, slug).number for slug in ("courier", "file"))
        archive.put(db, "courier/1", first, None, paper("The harbour is full.", date="1961-03-02"))
        archive.put(db, "courier/2", first, None, paper("The harbour is empty.", date="1961-04"))
        archive.put(db, "courier/3", first, None, paper("A sheet without a date."))
        archive.put(db, "file/1", second, None, paper("The ferry waits.", "The price is nine hundred."))
    return vault


def number(db, identifier):
    """The number of a document."""
    return archive.find(db, identifier).number


def source(db, slug):
    """The number of a source."""
    return sources.by_slug(db, slug).number


def mark_source(db, number, since, now):
    """Lay out that a source is public, as from an act."""
    db.execute("INSERT INTO publications VALUES (?, NULL, ?, ?, x'01')", (number, since, now))


def mark_document(db, number, since, now):
    """Lay out that a document is public, as from an act."""
    db.execute("INSERT INTO publications VALUES (NULL, ?, ?, ?, x'01')", (number, since, now))


def take_out(db, column, number):
    """Take that out again."""
    assert db.execute(f"DELETE FROM publications WHERE {column} = ?", (number,)).rowcount == 1


def test_everything_is_private_until_somebody_says_otherwise(shelf):
    """Nothing is public without a mark: not on a day, not ever, and not what is not here at all."""
    with shelf.read() as db:
        public = published.published(db)
        assert list(public.documents()) == []
        for one in ("courier/1", "courier/2", "courier/3", "file/1"):
            assert public.since(number(db, one), 0, 5) is None
        assert public.since(4_711, 0, 1) is None
        assert published.marks(db) == []


def test_a_source_marked_without_a_day_is_public_from_the_date_of_each_document(shelf):
    """A month counts from its end; what has no date is public, and on no day that anybody asks for."""
    with shelf.change() as db:
        mark_source(db, source(db, "courier"), "", NOW)
    with shelf.read() as db:
        public = published.published(db)
        first, second, third = (number(db, f"courier/{n}") for n in (1, 2, 3))
        assert list(public.documents()) == [first, second, third]
        assert public.since(first, 0, 20) == "1961-03-02"
        assert public.since(second, 0, 20) == "1961-04-30"
        assert public.since(third, 0, 20) == published.UNDATED
        assert public.since(number(db, "file/1"), 0, 5) is None


def test_what_is_said_of_a_document_counts_before_what_is_said_of_its_source(shelf):
    """A day of its own stands, taken back it falls to the source's, and the source's taken back leaves nothing."""
    with shelf.change() as db:
        mark_source(db, source(db, "courier"), "1961-05-01", NOW)
        mark_document(db, number(db, "courier/1"), "1961-09-01", NOW)
        assert [(m.name, m.since) for m in published.marks(db)] == [
            ("courier", "1961-05-01"),
            ("courier/1", "1961-09-01"),
        ]
        one = number(db, "courier/1")
        assert published.published(db).since(one, 0, 1) == "1961-09-01"
        take_out(db, "item", one)
        assert published.published(db).since(one, 0, 1) == "1961-05-01"
        take_out(db, "source", source(db, "courier"))
        assert published.published(db).since(one, 0, 1) is None


def test_a_mark_does_not_outlive_what_it_was_on(shelf):
    """A document that is dropped and comes again under its id is private again."""
    with shelf.change() as db:
        mark_document(db, number(db, "file/1"), "1961-05-01", NOW)
        archive.drop(db, "file/1")
        assert published.marks(db) == []
        archive.put(db, "file/1", source(db, "file"), None, paper("The ferry waits."))
        assert published.published(db).since(number(db, "file/1"), 0, 1) is None

"""A document of the archive: reading it, what it points to, its copies, taking it along, withholding, handling."""

from backchannel.web.pages.document import copies, giving, handling, reading, redacting, references, talks

__all__ = ["PAGES"]

PAGES = (
    *reading.PAGES,
    *references.PAGES,
    *copies.PAGES,
    *talks.PAGES,
    *giving.PAGES,
    *redacting.PAGES,
    *handling.PAGES,
)

"""A document of the archive: reading it, what it points to, its copies, taking it along."""

from backchannel.web.pages.document import reading

__all__ = ["PAGES"]

PAGES = (*reading.PAGES,)

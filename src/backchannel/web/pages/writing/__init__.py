"""Writing: drafts, their heads and readers, and the last page before one is sealed."""

from backchannel.web.answers import Page
from backchannel.web.pages.writing import beginning, head, page, sealing

__all__ = ["PAGES"]

PAGES: tuple[Page, ...] = (*beginning.PAGES, *head.PAGES, *sealing.PAGES, *page.PAGES)
"""The pages of this section; the page of one draft comes last, since its address fits others too."""

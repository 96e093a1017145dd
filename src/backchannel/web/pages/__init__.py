"""The pages, a module a section; `EVERY` is all of them."""

from backchannel.web.answers import Page
from backchannel.web.pages import entering, guide, knowing, preferences, today, working

__all__ = ["EVERY"]

EVERY: tuple[Page, ...] = (
    *today.PAGES,
    *entering.PAGES,
    *preferences.PAGES,
    *guide.PAGES,
    *knowing.PAGES,
    *working.PAGES,
)
"""Every page of the desk. A test visits each."""

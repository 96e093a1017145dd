"""Releases: built passage by passage, agreed between desks, given out, and checked by anybody."""

from backchannel.web.answers import Page
from backchannel.web.pages.releases import building, checking, identity, leak, listing, sheet

__all__ = ["PAGES"]

# What has a name of its own stands before what any name fits.
PAGES: tuple[Page, ...] = (
    *listing.PAGES,
    *identity.PAGES,
    *leak.PAGES,
    *building.PAGES,
    *sheet.PAGES,
    *checking.PAGES,
)

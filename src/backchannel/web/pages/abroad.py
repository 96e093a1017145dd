"""Everything about allies and posts, in the order in which addresses are looked up."""

from backchannel.web.answers import Page
from backchannel.web.pages import asked, guidance, telegrams
from backchannel.web.pages.case import (
    allies,
    circular,
    circulars,
    concerns,
    confirming,
    consulting,
    hearing,
    orders,
    proposals,
    talks,
)

__all__ = ["PAGES"]

PAGES: tuple[Page, ...] = (
    *confirming.PAGES,
    *consulting.PAGES,
    *talks.PAGES,
    *hearing.PAGES,
    *concerns.PAGES,
    *orders.PAGES,
    *proposals.PAGES,
    *allies.PAGES,
    *telegrams.PAGES,
    *circulars.PAGES,
    *circular.PAGES,
    *asked.PAGES,
    *guidance.PAGES,
)

"""What is done and is to be done: meetings, incidents, pledges, and what is said to the press."""

from backchannel.web.answers import Page
from backchannel.web.pages.case import incidents, meetings, pledges, press

__all__ = ["PAGES"]

PAGES: tuple[Page, ...] = (*meetings.PAGES, *incidents.PAGES, *pledges.PAGES, *press.PAGES)
"""The pages of these below a case, and the line of the day."""

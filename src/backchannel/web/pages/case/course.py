"""The course of a case: its first page, its timeline and calendar, what is owed and promised, its points and tracks."""

from backchannel.web.answers import Page
from backchannel.web.pages.case import (
    calendar,
    calendar_files,
    contacts,
    events,
    overview,
    owed,
    points,
    promises,
    reactions,
    stage,
    timeline,
    tracks,
)

__all__ = ["PAGES"]

PAGES: tuple[Page, ...] = (
    *overview.PAGES,
    *timeline.PAGES,
    *calendar.PAGES,
    *calendar_files.PAGES,
    *stage.PAGES,
    *contacts.PAGES,
    *owed.PAGES,
    *reactions.PAGES,
    *points.PAGES,
    *promises.PAGES,
    *events.PAGES,
    *tracks.PAGES,
)
"""In this order: what has a fixed address stands before what has an id in its place."""

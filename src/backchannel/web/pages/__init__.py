"""The pages, a module a section; `EVERY` is all of them."""

from backchannel.web.answers import Page
from backchannel.web.pages import (
    abroad,
    alarms,
    channel,
    document,
    entering,
    exchange,
    guide,
    interlocutors,
    knowing,
    letter,
    outward,
    people,
    preferences,
    record,
    releases,
    today,
    words,
    working,
    writing,
)
from backchannel.web.pages.case import comments, course, deeds, groups, papers, thinking

__all__ = ["EVERY"]

EVERY: tuple[Page, ...] = (
    *today.PAGES,
    *alarms.PAGES,
    *exchange.PAGES,
    *channel.PAGES,
    *letter.PAGES,
    *people.PAGES,
    *interlocutors.PAGES,
    *releases.PAGES,
    *entering.PAGES,
    *preferences.PAGES,
    *guide.PAGES,
    *knowing.PAGES,
    *outward.PAGES,
    *record.PAGES,
    *document.PAGES,
    *words.PAGES,
    *course.PAGES,
    *deeds.PAGES,
    *thinking.PAGES,
    *papers.PAGES,
    *groups.PAGES,
    *comments.PAGES,
    *abroad.PAGES,
    *working.PAGES,
    *writing.PAGES,
)
"""Every page of the desk. A test visits each."""

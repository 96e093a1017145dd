"""The pages, a module a section; `EVERY` is all of them."""

from backchannel.web.answers import Page
from backchannel.web.pages import (
    abroad,
    alarms,
    channel,
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
)
from backchannel.web.pages.case import course, deeds, thinking

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
    *words.PAGES,
    *course.PAGES,
    *deeds.PAGES,
    *thinking.PAGES,
    *abroad.PAGES,
    *working.PAGES,
)
"""Every page of the desk. A test visits each."""

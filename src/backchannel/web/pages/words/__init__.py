"""Words: what was said exactly, what a person makes of it, and what a draft makes of what was said."""

from backchannel.web.answers import Page
from backchannel.web.pages.words import answers, judging, overview, pegs, quotes, readings, statements

__all__ = ["PAGES"]

PAGES: tuple[Page, ...] = (
    *overview.PAGES,
    *statements.PAGES,
    *pegs.PAGES,
    *judging.PAGES,
    *readings.PAGES,
    *quotes.PAGES,
    *answers.PAGES,
)
"""The pages of exact words that stand in one frame."""

"""What our side thinks before it speaks: interests, options, guidelines, positions, gains, and what hangs on what."""

from backchannel.web.answers import Page
from backchannel.web.pages.case.thinking import gains, guidelines, interests, linkage, options, positions

__all__ = ["PAGES"]

PAGES: tuple[Page, ...] = (
    *interests.PAGES,
    *options.PAGES,
    *guidelines.PAGES,
    *positions.PAGES,
    *gains.PAGES,
    *linkage.PAGES,
)
"""The pages of our own thinking."""

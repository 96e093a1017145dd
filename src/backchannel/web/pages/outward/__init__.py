"""Words on their way out, and words that got out: leaks, screening, claims of silence, freshness, what is public."""

from backchannel.web.answers import Page
from backchannel.web.pages.outward import claims, fresh, keeping, leaks, public, screening, tone

__all__ = ["PAGES"]

PAGES: tuple[Page, ...] = (
    *screening.PAGES,
    *keeping.PAGES,
    *tone.PAGES,
    *fresh.PAGES,
    *leaks.PAGES,
    *claims.PAGES,
    *public.PAGES,
)

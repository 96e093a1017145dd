"""The record: searching it, what it holds, bringing files in, who somebody was."""

from backchannel.web.pages.record import holdings, importing, searching, who

__all__ = ["PAGES"]

PAGES = (*searching.PAGES, *holdings.PAGES, *importing.PAGES, *who.PAGES)

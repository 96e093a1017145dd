"""The pages of a letter: the letter itself, fit to print, opened and shared further, copied out of the vault."""

from backchannel.web.pages.letter import copying, opening, page

__all__ = ["PAGES"]

PAGES = (*page.PAGES, *opening.PAGES, *copying.PAGES)
"""Pages below /letter; who knows of a letter is a page of the register."""

"""The pages of channels: their list, one channel, its charter, readers and ledger, and how it ends."""

from backchannel.web.pages.channel.amending import PAGES as AMENDING
from backchannel.web.pages.channel.charter import PAGES as CHARTER
from backchannel.web.pages.channel.ending import PAGES as ENDING
from backchannel.web.pages.channel.ledger import PAGES as LEDGER
from backchannel.web.pages.channel.lists import PAGES as LISTS
from backchannel.web.pages.channel.overview import PAGES as OVERVIEW
from backchannel.web.pages.channel.proposing import PAGES as PROPOSING
from backchannel.web.pages.channel.readers import PAGES as READERS

__all__ = ["PAGES"]

PAGES = (*LISTS, *PROPOSING, *OVERVIEW, *CHARTER, *AMENDING, *READERS, *LEDGER, *ENDING)
"""Every page below /channels and /channel."""

"""From an address in an act to characters of a document of the archive, as the tables count them (`text.joined`)."""

from backchannel.record.address import read as read_address
from backchannel.text.joined import beginnings
from backchannel.vault import archive
from backchannel.vault.passages import texts_of
from backchannel.vault.sqlcipher import Connection

__all__ = ["NOWHERE", "Placing"]

NOWHERE = -1
"""Where characters begin and end that a document, as it is here now, has not."""


class Placing:
    """Documents by their ids, each opened once, for one change of the vault."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._numbers: dict[str, int | None] = {}
        self._passages: dict[int, tuple[list[str], tuple[int, ...]]] = {}

    def number(self, document: str) -> int | None:
        """Give the number of a document in the archive; None while it is not here."""
        if document not in self._numbers:
            item = archive.find(self._db, document)
            self._numbers[document] = item.number if item else None
        return self._numbers[document]

    def spot(self, at: str) -> tuple[int, int, int, int] | None:
        """Give (document, passage, first character of it, the one after the last); None while it is not here.

        UsageError for what is no address; characters that the passage has not are `NOWHERE`.
        """
        address = read_address(at)
        number = self.number(address.document)
        if number is None:
            return None
        texts, _ = self._open(number)
        start, end = address.span or (0, 0)
        fits = not address.part and 0 < address.number <= len(texts) and 0 <= start < end
        if not fits or end > len(texts[address.number - 1]):
            return number, address.number, NOWHERE, NOWHERE
        return number, address.number, start, end

    def place(self, at: str) -> tuple[int, int, int] | None:
        """Give (document, first character in the whole of it, the one after the last); as `spot`."""
        spot = self.spot(at)
        if spot is None or spot[2] == NOWHERE:
            return spot and (spot[0], NOWHERE, NOWHERE)
        number, passage, start, end = spot
        begins = self._open(number)[1][passage - 1]
        return number, begins + start, begins + end

    def _open(self, number: int) -> tuple[list[str], tuple[int, ...]]:
        if number not in self._passages:
            texts = texts_of(self._db, number)
            self._passages[number] = texts, beginnings(texts)
        return self._passages[number]

"""A passage: one addressable piece of a document, the unit of quoting, answering and withholding."""

from dataclasses import dataclass

from backchannel.errors import BadInputError
from backchannel.record.spans import Span, check_spans

__all__ = ["LETTER_ROLES", "MARKS", "PASSAGE_LENGTH", "ROLES", "Passage", "check_scalars"]

LETTER_ROLES = ("paragraph", "heading", "item", "quotation", "salutation", "closing", "signature")
"""What a passage of a letter on a channel can be."""

ROLES = (*LETTER_ROLES, "cell", "label", "dateline", "subject", "participant", "line")
"""What a passage can be; `line` is text that stands loose in a frame, such as the end of a paragraph after a list."""

_KNOWN_ROLES = frozenset(ROLES)

MARKS = ("exploration", "position", "proposal")
"""What a passage does to our position: only a proposal binds, and only it waits for those to be consulted."""

PASSAGE_LENGTH = 100_000
"""Characters of one passage."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: its number (from 1), its text as written, its role, its mark, and what the edition says of it.

    `spans` are over the text (see `spans`); `within` is the number of the frame that holds the passage, 0 for none.
    Only a cell, or a passage with spans, may be without words.
    """

    number: int
    text: str
    role: str = "paragraph"
    mark: str | None = None
    spans: tuple[Span, ...] = ()
    within: int = 0

    def __post_init__(self) -> None:
        """Refuse (BadInputError) an empty or overlong text, an unknown role or mark, and spans beside the text."""
        if self.role not in _KNOWN_ROLES:
            raise BadInputError(f"{self._where} has a role that is none of {', '.join(ROLES)}.")
        if not (self.spans or self.role == "cell" or self.text.strip()):
            raise BadInputError(f"{self._where} has no words; take it out or write it.")
        if len(self.text) > PASSAGE_LENGTH:
            raise BadInputError(
                f"{self._where} has {len(self.text)} characters where {PASSAGE_LENGTH} are allowed; divide it."
            )
        if "\0" in self.text or not self.text.isascii():
            check_scalars(self.text, self._where)
        if self.mark is not None and self.mark not in MARKS:
            raise BadInputError(f"{self._where} has a mark that is none of {', '.join(MARKS)}.")
        if self.spans:
            check_spans(self.text, self.spans, self._where)

    @property
    def _where(self) -> str:
        return f"Passage {self.number}"


def check_scalars(text: str, what: str) -> None:
    """Refuse (BadInputError) U+0000, which no file format of text carries, and halves of surrogate pairs."""
    if "\0" in text or not (text.isascii() or _encodes(text)):
        raise BadInputError(f"{what} holds U+0000 or half of a surrogate pair, which are not text.")


def _encodes(text: str) -> bool:
    # Halves of surrogate pairs are what UTF-8 cannot write. Letters are checked so whenever they arrive: this takes a
    # tenth of the time of a search for them.
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True

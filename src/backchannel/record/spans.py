"""What an edition says of some characters of a text, kept beside the text and never in it.

A text of the record is clean: no mark of a note, no mark of a page, one space where the printing had any white space,
a line feed where it had a forced line break. Everything else that was printed or tagged there is a span over the
text: from a first character to the one after its last (equal for what has a place and no words, such as the mark of a
note or the beginning of a page). The spans of a text stand in the order of their beginnings in the printing; `depth`
says how they lie in each other, so that the tree of the markup can be had again exactly.
"""

from dataclasses import dataclass

from backchannel.errors import BadInputError

__all__ = ["NAMES", "Frame", "Span", "check_spans"]

NAMES = {
    "person": "a person's name; `key` is his key in the volume's list of persons, `type` from or to in a heading",
    "term": "an abbreviation or a name of an office; `key` is its key in the volume's list of abbreviations",
    "place": "a place",
    "date": "a date; `when` (or `from` and `to`) says which",
    "time": "an hour; `when` (or `from` and `to`) says which",
    "reference": "a printed reference; `target` is the address it was marked with, as in the source",
    "note": "the mark of a note; `number` is the note's place in the document's list",
    "page": "the beginning of a page; `number` is the page's",
    "break": "a forced line break; the character there is a line feed",
    "emphasis": "letters printed another way; `rend` says which",
    "gap": "a place where the source tagged words as left out",
    "block": "the attributes that the source gives to the whole passage",
}
"""The names of spans that have a meaning here. Any other name is an element of TEI, kept as the source has it."""


@dataclass(frozen=True, slots=True, init=False)
class Span:
    """Some characters [start, end) of a text, what they are (see NAMES), and the values that the source gives.

    Depth 0 stands between the blocks of the document, before this text (start 0) or after it; depth 1 within the
    text; each further depth within the span before it that has one less.
    """

    start: int
    end: int
    name: str
    depth: int = 1
    values: tuple[tuple[str, str], ...] = ()

    def __init__(
        self, start: int, end: int, name: str, depth: int = 1, values: tuple[tuple[str, str], ...] = ()
    ) -> None:
        # A volume has fifty thousand spans, and what a frozen dataclass does here by itself takes twice the time.
        _set_start(self, start)
        _set_end(self, end)
        _set_name(self, name)
        _set_depth(self, depth)
        _set_values(self, values)

    def value(self, name: str) -> str | None:
        """Give one of the values by its name."""
        return next((value for own, value in self.values if own == name), None)


_set_start, _set_end, _set_name, _set_depth, _set_values = (
    vars(Span)[name].__set__ for name in ("start", "end", "name", "depth", "values")
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Something that holds passages: a list, a table, a row, a quotation, an attachment, by its name in TEI.

    `within` is the number of the frame that holds it (from 1), 0 for the document itself.
    """

    name: str
    within: int = 0
    values: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> str | None:
        """Give one of the values by its name."""
        return next((value for own, value in self.values if own == name), None)


def check_spans(text: str, spans: tuple[Span, ...], what: str) -> None:
    """Refuse (BadInputError) spans that do not lie in the text, or not within each other."""
    length = len(text)
    open_: list[Span] = []
    for span in spans:
        depth = span.depth
        if depth > 1:
            del open_[depth - 1 :]
            outer = open_[-1] if depth == len(open_) + 1 else None
            lies = outer is not None and outer.start <= span.start <= span.end <= outer.end
            open_.append(span)
        else:
            lies = depth >= 0 and 0 <= span.start <= span.end <= length
            open_ = [span] if depth else []
        if not lies:
            raise BadInputError(f"{what} has a span that does not lie in its text; import the document again.")

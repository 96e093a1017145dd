"""Plain text: paragraphs are divided by blank lines, and each is a passage.

Lines within a paragraph are joined by a space. A paragraph whose every line begins with a number or a dash is a list,
each line a passage, with its number or dash as written. A file may begin with a head (`head`); without a heading there,
a first paragraph of one short line that ends no sentence is taken for it, and the report says so.
"""

import re

from backchannel.record.document import LENGTHS, Document
from backchannel.record.readers.head import read_head
from backchannel.record.readers.letter import Piece, as_text, compose, inferred_role
from backchannel.record.readers.report import Report

__all__ = ["read"]

_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
_ITEM = re.compile(r"(?:[0-9]{1,3}[.)]|\([0-9a-z]{1,3}\)|[-–—•*])[ \t]+\S")
_HEADING_LENGTH = 150
_SENTENCE_ENDS = tuple(".,:;!?…”\"'")


def read(data: bytes, *, allow_hidden: bool = False) -> tuple[Document, Report]:
    """Read a letter from the bytes of a plain text file; refuse (BadInputError) in one sentence what is none."""
    head = read_head(as_text(data))
    pieces: list[Piece] = []
    joined = 0
    for block in _BLANK.split(head.body.strip("\n")):
        lines = [line.strip(" \t") for line in block.split("\n") if line.strip(" \t")]
        if len(lines) > 1 and all(_ITEM.match(line) for line in lines):
            pieces += [Piece(line, "item") for line in lines]
        elif lines:
            joined += len(lines) > 1
            pieces.append(Piece(" ".join(lines)))
    heading = None
    if not head.of("Heading") and len(pieces) > 1 and _may_be_heading(head.body, pieces[0]):
        heading = pieces.pop(0).text
    inferred = [f"The lines of {joined} paragraphs were joined."] if joined else []
    return compose(head, pieces, heading, Report(tuple(inferred)), allow_hidden)


def _may_be_heading(body: str, piece: Piece) -> bool:
    first, _, rest = body.lstrip("\n").partition("\n")
    return (
        first.strip(" \t") == piece.text
        and not rest.partition("\n")[0].strip()
        and len(piece.text) <= min(_HEADING_LENGTH, LENGTHS["heading"])
        and not piece.text.endswith(_SENTENCE_ENDS)
        and inferred_role(1, piece.text + ",", piece.role) != "salutation"
    )

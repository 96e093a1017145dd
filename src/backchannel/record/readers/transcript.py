"""Plain transcripts of printed documents: the pages of *Foreign Relations of the United States* turned to text.

    281. Memorandum of Conversation0

    SUBJECT

      • Publication of Letters

    The Secretary said ... exchanged between the two.1 ...
      1. Source: Department of State, ... Top Secret; Eyes Only. Drafted by ... on January 21.
      2. On January 19 ...

One line is one paragraph. The notes stand at the end, numbered anew from 1; their marks are glued to the words of the
text, `[Page 611]` stands where a page begins, and what the tool that made the text did not know is gone: datelines,
heading words, numbers of paragraphs, signatures (`transcripts` takes it apart, a module a part). The document has clean
passages, with spans where marks stood; the report says what was inferred, and on what evidence, and what is missing.
"""

from backchannel.errors import BadInputError
from backchannel.record.document import Document, hidden_in
from backchannel.record.readers.letter import as_text
from backchannel.record.readers.report import Report
from backchannel.record.readers.transcripts.anatomy import anatomize
from backchannel.record.readers.transcripts.composition import compose
from backchannel.record.readers.transcripts.heading import LONGEST, heading_line, kind_of, number_in, parties
from backchannel.record.readers.transcripts.inference import losses
from backchannel.record.readers.transcripts.lines import lines_of
from backchannel.record.readers.transcripts.notes import note_list
from backchannel.record.readers.transcripts.places import Place

__all__ = ["looks_like", "read", "read_with_places"]

_TOP = 4 * LONGEST
"""Characters at the beginning of a file in which the heading stands."""


def read(data: bytes, *, allow_hidden: bool = False) -> tuple[Document, Report]:
    """Read a document from the bytes of a transcript; refuse (BadInputError) in one sentence what is none."""
    document, report, _ = read_with_places(data, allow_hidden=allow_hidden)
    return document, report


def read_with_places(data: bytes, *, allow_hidden: bool = False) -> tuple[Document, Report, tuple[Place, ...]]:
    """Read a document, and say where each passage stands in the text (with its line ends as line feeds)."""
    transcript = anatomize(as_text(data))
    document, places = compose(transcript)
    if not allow_hidden and (found := hidden_in(document)):
        place, hidden = found[0]
        raise BadInputError(
            f"A hidden character stands in {place}, {hidden}; take it out of the file, or allow hidden characters."
        )
    assert document.apparatus is not None
    inferred = (one.evidence for one in document.apparatus.inferences)
    return document, Report((*inferred, *losses(transcript))), places


def looks_like(text: str) -> bool:
    """Whether a text is such a transcript: a heading in one of their forms, and a list of notes to its end."""
    top = [text[line.start : line.end] for line in lines_of(text, 0, min(len(text), _TOP))[:4]]
    if not top or not note_list(text)[1]:
        return False
    at = heading_line(top)
    number, first = number_in(top[at])
    heading = top[at][first:]
    says = kind_of(heading, top[0] if at else "") != "other" or all(parties(heading))
    return says and (number is not None or at > 0)

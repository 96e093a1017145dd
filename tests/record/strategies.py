"""Arbitrary documents, within what a Document allows."""

import re

from hypothesis import strategies as st

from backchannel.errors import BadInputError
from backchannel.record.apparatus import NOTE_KINDS, Apparatus, Edition, Inference, Note
from backchannel.record.dates import DocumentDate
from backchannel.record.document import KINDS, LETTER_ROLES, MARKS, ROLES, Document, Passage
from backchannel.record.spans import NAMES, Frame, Span

# What Markdown, heads and terminals might take for something else is drawn as often as anything else is.
_TRICKY = list(
    "\n\n\t\\`*_[]<>&|#~-+=:.,;()!\"'{}0123456789 \r\x01\x1b\x1f\x85\xa0\u200b\u200d\u202e\u2028\ufeff\uffff"
)
_TOKENS = [
    "Dear Sir:", "1. ", "- ", "> ", "## ", "```", "~~~", "---", "&amp;", "&#10;", "[a](b)", "[a]: b", "<b>",
    "<!-- -->", "![x](y)", "|a|b|", "|-|-|", "Kind: letter", "\n\n", "  \n", "\\\n", "http://a.example", "===",
]  # fmt: skip
_character = st.one_of(
    st.sampled_from(_TRICKY),
    st.characters(codec="utf-8", exclude_characters="\0"),
    st.characters(max_codepoint=0x7F, exclude_characters="\0"),
)
texts = st.lists(st.one_of(_character, st.sampled_from(_TOKENS)), min_size=1, max_size=12).map("".join)
passage_texts = texts.filter(lambda text: text.strip())
lines = texts.map(lambda text: re.sub(r"[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]", "/", text).strip()[:200].strip()).filter(
    bool
)


@st.composite
def dates(draw):
    """A date that a calendar has."""
    year = draw(st.integers(1, 9999))
    month = draw(st.none() | st.integers(1, 12))
    day = draw(st.none() | st.integers(1, 28)) if month else None
    if day and draw(st.booleans()):
        time = (draw(st.integers(0, 23)), draw(st.integers(0, 59)), draw(st.integers(0, 59)))
        try:
            return DocumentDate(year, month, day, time, draw(st.integers(-840, 840)))
        except BadInputError:  # a zone can push the first and the last day over the calendar's edge
            return DocumentDate(year, month, day, time, 0)
    return DocumentDate(year, month, day, qualifier=draw(st.sampled_from(["", "?", "~", "%"])))


def _maybe(strategy):
    return st.none() | strategy


@st.composite
def documents(draw):
    """A document with every part there or not."""
    passages = draw(
        st.lists(
            st.tuples(passage_texts, st.sampled_from(LETTER_ROLES), _maybe(st.sampled_from(MARKS))),
            min_size=1,
            max_size=6,
        )
    )
    names = st.lists(lines, max_size=3).map(tuple)
    return Document(
        kind=draw(st.sampled_from(KINDS)),
        passages=tuple(Passage(number, *parts) for number, parts in enumerate(passages, 1)),
        heading=draw(_maybe(lines)),
        number=draw(_maybe(lines)),
        place=draw(_maybe(lines)),
        date=draw(_maybe(dates())),
        senders=draw(names),
        addressees=draw(names),
        subject=draw(_maybe(lines)),
        classification=draw(_maybe(lines)),
        caption=draw(_maybe(lines)),
        enclosures=draw(names),
        language=draw(_maybe(st.sampled_from(["en", "fr-CA", "zh-Hant"]))),
    )


# An edition's documents have many texts, so each is short.
_short = st.text("ab \n’é𝄞\x1b\u2003", min_size=1, max_size=6).filter(lambda text: text.strip())
_said = st.sampled_from(["d1", "Rothav 14", "“north”", "𝄞"])
values = st.lists(
    st.tuples(st.sampled_from(["key", "number", "rend"]), _short), max_size=2, unique_by=lambda pair: pair[0]
).map(tuple)
_span_names = st.sampled_from([*NAMES, "frus:file", "unclear"])


@st.composite
def spans_over(draw, text):
    """Spans that lie in a text as a tree, with some before and some behind it."""
    found = [Span(0, 0, draw(_span_names), 0, draw(values)) for _ in range(draw(st.integers(0, 1)))]

    def grow(start, end, depth):
        for _ in range(draw(st.integers(0, 2)) if depth < 3 else 0):
            begin = draw(st.integers(start, end))
            start = draw(st.integers(begin, end))
            found.append(Span(begin, start, draw(_span_names), depth, draw(values)))
            grow(begin, start, depth + 1)

    grow(0, len(text), 1)
    found += [Span(len(text), len(text), "page", 0) for _ in range(draw(st.integers(0, 1)))]
    return tuple(found)


@st.composite
def _edited_passages(draw, frames, least=0):
    found = []
    for number in range(1, draw(st.integers(least, 2)) + 1):
        text = draw(_short)
        role, within = draw(st.sampled_from(ROLES)), draw(st.integers(0, frames))
        found.append(Passage(number, text, role, draw(_maybe(st.sampled_from(MARKS))), draw(spans_over(text)), within))
    return tuple(found)


@st.composite
def edited_documents(draw):
    """A document with an edition's apparatus, every part of it there or not."""
    frames = tuple(
        Frame(draw(st.sampled_from(["list", "table", "row"])), draw(st.integers(0, number)), draw(values))
        for number in range(draw(st.integers(0, 3)))
    )
    notes = tuple(
        Note(
            number,
            draw(_maybe(_said)),
            draw(st.sampled_from(NOTE_KINDS)),
            draw(_edited_passages(len(frames))),
            draw(_maybe(_said)),
            draw(values),
        )
        for number in range(1, draw(st.integers(0, 2)) + 1)
    )
    edition = _maybe(
        st.builds(Edition, _said, _said, _maybe(_said), st.lists(_said, max_size=2).map(tuple), _maybe(_said))
    )
    return Document(
        kind=draw(st.sampled_from(KINDS)),
        passages=draw(_edited_passages(len(frames), least=1)),
        heading=draw(_maybe(_said)),
        date=draw(_maybe(dates())),
        participants=draw(st.lists(_said, max_size=2).map(tuple)),
        apparatus=Apparatus(
            draw(edition),
            draw(_edited_passages(len(frames))),
            notes,
            frames,
            tuple(draw(st.lists(st.builds(Inference, _said, _said, _said), max_size=2))),
            draw(values),
        ),
    )

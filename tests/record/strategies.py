"""Arbitrary documents, within what a Document allows."""

import re

from hypothesis import strategies as st

from backchannel.errors import BadInputError
from backchannel.record.dates import DocumentDate
from backchannel.record.document import KINDS, LETTER_ROLES, MARKS, Document, Passage

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

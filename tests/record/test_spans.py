"""Spans lie in their text, and within each other."""

from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.strategies import passage_texts, spans_over

from backchannel.errors import BadInputError
from backchannel.record.passage import Passage
from backchannel.record.spans import Frame, Span, check_spans

TEXT = "To Maren, now"


def test_a_span_is_a_value():
    """Equal spans are equal and hash alike, none can be changed, and a copy takes new parts by name."""
    span = Span(3, 8, "person", 1, (("key", "p_MI1"),))
    assert span == Span(start=3, end=8, name="person", values=(("key", "p_MI1"),))
    assert hash(span) == hash(Span(3, 8, "person", 1, (("key", "p_MI1"),)))
    assert replace(span, end=9) == Span(3, 9, "person", 1, (("key", "p_MI1"),))
    with pytest.raises(FrozenInstanceError):
        span.start = 4


def test_values_by_name():
    """A value is found by its name, and None stands for one that is not there."""
    assert Span(0, 2, "page", 0, (("number", "4"),)).value("number") == "4"
    assert Span(0, 2, "page").value("number") is None
    assert Frame("list", 0, (("type", "subject"),)).value("type") == "subject"
    assert Frame("list").value("type") is None


@settings(deadline=None, max_examples=50)
@given(passage_texts.flatmap(lambda text: st.tuples(st.just(text), spans_over(text))))
def test_trees_are_accepted(made):
    """Spans that lie within each other are accepted."""
    text, spans = made
    check_spans(text, spans, "Passage 1")
    assert Passage(1, text, spans=spans).spans == spans


@pytest.mark.parametrize(
    "spans",
    [
        (Span(0, 14, "person"),),
        (Span(-1, 2, "person"),),
        (Span(5, 3, "person"),),
        (Span(0, 2, "person", -1),),
        (Span(0, 2, "person", 2),),
        (Span(0, 2, "person"), Span(1, 3, "term", 2)),
        (Span(0, 5, "person"), Span(3, 5, "term", 2), Span(1, 4, "page", 3)),
        (Span(0, 5, "person"), Span(6, 8, "person"), Span(1, 2, "term", 2)),
        (Span(0, 5, "person"), Span(0, 0, "page", 0), Span(1, 2, "term", 2)),
        (Span(14, 14, "page", 0),),
    ],
)
def test_spans_beside_their_text_are_refused(spans):
    """A span that ends behind the text, before its beginning, outside the one it lies in, or in none, is refused."""
    with pytest.raises(BadInputError, match="does not lie in its text"):
        check_spans(TEXT, spans, "Passage 1")
    with pytest.raises(BadInputError, match="Passage 7"):
        Passage(7, TEXT, spans=spans)


def test_a_passage_without_words_has_a_span_or_is_a_cell():
    """A passage must say something: words, or what stands at its place."""
    assert Passage(1, "", spans=(Span(0, 0, "page"),))
    assert Passage(1, "", "cell")
    with pytest.raises(BadInputError, match="no words"):
        Passage(1, "\u2003")

"""Cutting words out of a passage, with everything that is said of them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from backchannel.record.cutting import Cut, cut, merged
from backchannel.record.passage import Passage
from backchannel.record.spans import Span

TEXT = "President Kaljo met Envoy Vane at Tarn on 3 May, as agreed."


def span(words, name, depth=1, text=TEXT, **values):
    """A span over some words."""
    start = text.index(words)
    return Span(start, start + len(words), name, depth, tuple(values.items()))


def taken(words, *spans, text=TEXT, mark="[x]"):
    """The passage without some words."""
    start = text.index(words)
    return cut(Passage(1, text, spans=spans), [Cut(start, start + len(words), mark)])


def covered(passage):
    """What each span covers, by name."""
    return [(one.name, passage.text[one.start : one.end], one.depth) for one in passage.spans]


def test_what_names_the_words_goes_with_them():
    """The person and the day that were cut are gone, with their keys; the others stand where their words are now."""
    person, place, day = (
        span("Vane", "person", key="p_V1"),
        span("Tarn", "place"),
        span("3 May", "date", when="1961-05-03"),
    )
    made = taken("Envoy Vane", person, place, day)
    assert made.text == "President Kaljo met [x] at Tarn on 3 May, as agreed."
    assert covered(made) == [("place", "Tarn", 1), ("date", "3 May", 1)]


def test_a_name_that_is_cut_in_part_goes_whole():
    """A span with values goes if any of its words does: the key would tell the rest."""
    made = taken("Kaljo met", span("President Kaljo", "person", key="p_K1"))
    assert made.spans == ()


def test_emphasis_is_clipped_and_what_lay_in_it_moves_up():
    """Italics over the cut keep what is left; a reference around the cut is gone, and what it held is not."""
    italic = Span(0, 25, "emphasis", 1, (("rend", "italic"),))
    assert covered(taken("Envoy Vane", italic)) == [("emphasis", "President Kaljo met ", 1)]
    reference = Span(0, 38, "reference", 1, (("target", "#d3"),))
    made = taken("Envoy Vane", reference, span("Tarn", "place", 2))
    assert covered(made) == [("place", "Tarn", 1)]


def test_the_block_stays_around_the_mark():
    """What says how the whole passage is set stays; of a passage that is gone, only how it is set."""
    block = Span(0, len(TEXT), "block", 1, (("rend", "center"), ("xml:id", "vane-visit")))
    assert covered(taken("Vane", block)) == [("block", TEXT.replace("Vane", "[x]"), 1)]
    (left,) = taken(TEXT, block).spans
    assert left == Span(0, 3, "block", 1, (("rend", "center"),))


def test_pages_and_notes_stay_in_their_order():
    """A page that began within the words begins after the mark; what stands beside them keeps its place."""
    at = TEXT.index("Vane")
    spans = (
        Span(0, 0, "page", 0, (("number", "8"),)),
        Span(2, 2, "note", 1, (("number", "1"),)),
        Span(at, at, "note", 1, (("number", "2"),)),
        Span(at + 1, at + 1, "page", 1, (("number", "9"),)),
        Span(len(TEXT), len(TEXT), "page", 0, (("number", "10"),)),
    )
    made = taken("Envoy Vane", *spans)
    mark_end = made.text.index("[x]") + 3
    assert [(one.start, one.value("number")) for one in made.spans] == [
        (0, "8"),
        (2, "1"),
        (mark_end, "2"),
        (mark_end, "9"),
        (len(made.text), "10"),
    ]


def test_a_whole_passage_leaves_role_frame_and_pages():
    """The mark stands in the frame and the role of the passage, whose mark as a proposal is gone."""
    passage = Passage(4, TEXT, "item", "proposal", (Span(3, 3, "page", 1, (("number", "9"),)),), 0)
    made = cut(passage, [Cut(0, len(TEXT), "[withheld]")])
    assert made == Passage(4, "[withheld]", "item", None, (Span(10, 10, "page", 1, (("number", "9"),)),), 0)


def test_spans_are_merged():
    """Spans that touch or overlap are one."""
    assert merged([(5, 7), (0, 2), (2, 4), (6, 9)]) == [(0, 4), (5, 9)]


@st.composite
def passages(draw):
    """A passage with spans that lie in each other, and cuts."""
    text = draw(st.text(alphabet="abc XYZ", min_size=4, max_size=30).filter(str.strip))
    spans = []

    def fill(start, end, depth):
        at = start
        while at <= end and depth < 4 and draw(st.booleans()):
            first = draw(st.integers(at, end))
            last = draw(st.integers(first, end))
            name = draw(st.sampled_from(["person", "emphasis", "note", "page", "date", "tei:seg"]))
            if name in ("note", "page"):
                last = first
            spans.append(Span(first, last, name, depth, (("number", "1"), ("key", text[first:last]))))
            if last > first:
                fill(first, last, depth + 1)
            at = last + (last == first)
        return at

    fill(0, len(text), 1)
    ends = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True)))
    cuts = merged([(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False) if a < b])
    return Passage(1, text, spans=tuple(spans)), [Cut(a, b, "[#]") for a, b in cuts]


@settings(deadline=None, max_examples=300)
@given(passages())
def test_whatever_is_cut_is_gone(drawn):
    """The made passage is sound, keeps every other letter, and has no span that says a word of what was cut."""
    passage, cuts = drawn
    made = cut(passage, cuts)
    kept, at = "", 0
    for one in cuts:
        kept += passage.text[at : one.start] + "[#]"
        at = one.end
    assert made.text == kept + passage.text[at:]
    for one in made.spans:
        if one.name in ("person", "date", "tei:seg"):
            assert made.text[one.start : one.end] == one.value("key")
            assert "#" not in made.text[one.start : one.end]
    assert sum(one.name in ("page", "note") for one in made.spans) == sum(
        one.name in ("page", "note") for one in passage.spans
    )
    starts = [one.start for one in made.spans]
    assert starts == sorted(starts)

"""Request and answer of a screening: one form, one length, and nothing else is read."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.errors import BadInputError
from backchannel.protocol.screening import (
    ANSWER,
    CHARACTERS,
    PASSAGES,
    REQUEST,
    Outcome,
    answer,
    has_form,
    read_answer,
    read_request,
    request,
)
from backchannel.record.document import Document, Passage, from_value, passages_of, to_value

DECIDED = (Outcome.CLEAR, Outcome.NOTHING)
FINDINGS = st.lists(st.sampled_from(DECIDED), min_size=1, max_size=60)
LINES = st.one_of(
    st.text(min_size=1, max_size=40),
    st.builds(
        "passage {}: {}".format,
        st.one_of(st.integers(-3, 500), st.sampled_from(["01", "1 ", "٣", "²"])),
        st.sampled_from([o.value for o in Outcome] + ["clear with the Keeper", "clear with the keeper.", "twelve"]),
    ),
)


def test_every_outcome_is_as_long_as_the_others():
    """Whatever was found, a line has one length."""
    assert {len(outcome.value.encode()) for outcome in Outcome} == {21}


@given(FINDINGS, st.data())
def test_answers_of_a_length_are_one_length(found, data):
    """Two answers to one request have the same bytes but for the outcomes' words, of the same number."""
    other = data.draw(st.lists(st.sampled_from(DECIDED), min_size=len(found), max_size=len(found)))
    sizes = {len(json.dumps(to_value(answer(one)))) for one in (found, other, [Outcome.REFUSED] * len(found))}
    assert len(sizes) == 1


@given(FINDINGS)
def test_an_answer_is_read_as_it_was_made(found):
    """Also after it has travelled."""
    document = from_value(to_value(answer(found)))
    assert read_answer(document, len(found)) == tuple(found)
    assert has_form(document)


@given(st.lists(LINES, min_size=1, max_size=6), st.integers(1, 6))
def test_attack_put_words_or_numbers_into_an_answer(lines, passages):
    """Of whatever lines, only those that `answer` makes are read: no other word, number or spelling."""
    try:
        document = Document("other", passages_of(*lines), subject=ANSWER)
        outcomes = read_answer(document, passages)
    except BadInputError as error:
        assert str(error).endswith(".")
    else:
        assert lines == [f"passage {n}: {o.value}" for n, o in enumerate(outcomes, 1)]
        assert len(outcomes) == passages


FINE = answer([Outcome.CLEAR, Outcome.NOTHING])


@pytest.mark.parametrize(
    "document",
    [
        replace(FINE, heading="It is the harbour letter."),
        replace(FINE, number="12"),
        replace(FINE, subject="Answer"),
        replace(FINE, kind="letter"),
        replace(FINE, caption="Eyes only"),
        replace(FINE, passages=(replace(FINE.passages[0], role="item"), FINE.passages[1])),
        replace(FINE, passages=(replace(FINE.passages[0], mark="position"), FINE.passages[1])),
        replace(FINE, passages=(FINE.passages[0], Passage(2, FINE.passages[0].text))),
        replace(FINE, passages=(*FINE.passages, Passage(3, "passage 3: clear with the keeper"))),
        replace(FINE, passages=FINE.passages[:1]),
        answer([Outcome.REFUSED, Outcome.NOTHING]),
    ],
)
def test_attack_an_answer_of_another_form(document):
    """A heading, a number, a mark, a passage too many or too few, half a refusal: not taken, in one sentence."""
    with pytest.raises(BadInputError, match="is not taken"):
        read_answer(document, 2)


def test_a_request_is_read_as_it_was_made():
    """Its passages, in their order, in any script."""
    texts = ("We shall speak of the harbour.", "О гавани сказано не будет.", "港口之事不在此列。")
    document = from_value(to_value(request(texts)))
    assert read_request(document) == texts
    assert document.subject == REQUEST


@pytest.mark.parametrize("texts", [(), ("word",) * (PASSAGES + 1), ("x" * (CHARACTERS // 4),) * 5])
def test_attack_a_request_that_is_too_much(texts):
    """Too many passages, too many characters, or none: refused before anything is written."""
    with pytest.raises(BadInputError, match="divide it"):
        request(texts)


@pytest.mark.parametrize("change", [{"heading": "A"}, {"senders": ("A",)}, {"kind": "letter"}, {"subject": "Other"}])
def test_attack_a_request_with_more_in_it(change):
    """A field besides the passages makes it no request."""
    with pytest.raises(BadInputError, match="nothing is answered"):
        read_request(replace(request(("One passage.",)), **change))

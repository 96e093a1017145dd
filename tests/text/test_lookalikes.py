"""Letters that look alike: what is seen of a text, in whatever scripts it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.text.lookalikes import is_mixed, plain


@pytest.mark.parametrize(
    "written", ["Ostrava", "OSTRAVA", "\u041estr\u0430v\u0430", "\u039fstrav\u03b1", "Os\u200btrava", "Ｏｓｔｒａｖａ"]
)
def test_what_looks_alike_is_alike(written):
    """Capitals, Cyrillic and Greek letters, what is invisible, and wide letters."""
    assert plain(written) == "ostrava"


def test_what_looks_otherwise_is_another_text():
    """An accent is seen, and so is another letter."""
    assert len({plain(one) for one in ("Ostrava", "Östrava", "Ostravia", "Острава", "Norlund")}) == 5


def test_a_text_of_one_script_is_not_mixed():
    """Russian or Greek alone hides no Latin word; one letter of them in an English word does."""
    assert not is_mixed("We would let them pass.")
    assert not is_mixed("Мы бы их пропустили.")
    assert is_mixed("We w\u043euld let them pass.")


@given(st.text(max_size=200))
def test_any_text_has_a_plain_form_without_capitals(text):
    """Nothing is too strange, and what is plain already is not mixed with anything that looks Latin."""
    assert not is_mixed(plain(text))

"""A number that was typed, or stands in an address."""

import pytest

from backchannel.web.numbers import whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("999999999", 999_999_999)])
def test_plain_digits_are_a_number(text, number):
    """As many as nine of them."""
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text", ["", " 7", "-1", "+1", "1e3", "1.5", "1_000", "٣", "²", "１２", "9" * 10, "9" * 5_000, "\x00", "seven"]
)
def test_what_int_would_take_or_break_on_is_no_number(text):
    """Neither foreign digits, nor signs, nor more digits than Python turns into a number."""
    assert whole_number(text) is None


def test_no_number_is_above_its_bound():
    """Neither by its value nor by the zeros before it."""
    assert [whole_number(text, 9_999) for text in ("9999", "0999", "10000", "09999")] == [9_999, 999, None, None]
    assert [whole_number(text, 30) for text in ("30", "31", "99")] == [30, None, None]
    assert whole_number("4294967295", 9_999_999_999) == 2**32 - 1

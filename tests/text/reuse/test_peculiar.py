"""The words that a text shares with one document and with none of some others."""

import pytest

from backchannel.text.reuse.peculiar import peculiar
from backchannel.text.reuse.reused import Piece, Reuse
from backchannel.text.wording import wording

TEXT = wording("We shall not lift the blockade of the upper ford before the spring.")


def find(*stretches):
    """A find that has these words of the text."""
    starts = [(TEXT.text.index(words), TEXT.text.index(words) + len(words)) for words in stretches]
    pieces = tuple(Piece(start, end, start, end) for start, end in starts)
    return Reuse(starts[0][0], starts[-1][1], 1, 0, len(TEXT.text), 90.0, 9, 9, pieces)


def words(*found):
    """Give what is peculiar to the first find, as words."""
    return [TEXT.text[TEXT.starts[at] : TEXT.ends[at]] for at in peculiar(TEXT, found[0], found[1:])]


@pytest.mark.parametrize(
    ("others", "left"),
    [
        ([], ["not", "lift", "blockade", "upper", "ford", "spring"]),
        ([("We shall", "lift the blockade of the upper ford before the spring")], ["not"]),
        ([("blockade", "upper ford")], ["not", "lift", "spring"]),
        ([("not lift the blockade",), ("upper ford before the spring",)], []),
        ([("We shall", "the", "before the")], ["not", "lift", "blockade", "upper", "ford", "spring"]),
    ],
)
def test_what_no_other_find_has_is_peculiar(others, left):
    """Function words tell nothing, but for those that turn a sentence round."""
    assert words(find(TEXT.text[:-1]), *(find(*stretches) for stretches in others)) == left

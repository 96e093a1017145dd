"""Classifications have an order and stay as printed."""

from backchannel.record.classification import LEVELS, NO_MARKING, highest, level


def test_levels_rise_as_the_field_has_them():
    """Each line of the table is higher than the one before, whatever the case it is printed in."""
    ranks = [level(words[0].upper()) for words in LEVELS]
    assert ranks == sorted(ranks)
    assert level("restricted") == level("Limited Official Use.") == level("OFFICIAL USE ONLY")


def test_no_marking_is_a_value_of_its_own():
    """That there was no marking is known, is lowest, and is not the same as unclassified."""
    assert level(NO_MARKING) == 0
    assert level("Unclassified") == 1


def test_highest_is_given_as_printed():
    """The highest marking makes the banner, in its own words; what the table does not know counts as highest."""
    assert highest(["Secret", "TOP SECRET", "Confidential"]) == "TOP SECRET"
    assert highest(["Secret", "Cosmic"]) == "Cosmic"
    assert highest([]) is None
    assert level("Cosmic") is None

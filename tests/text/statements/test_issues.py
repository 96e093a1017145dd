"""What a statement is about: the field's phrases for one issue, and a person's own."""

import pytest

from backchannel.text.statements.issues import GROUPS, issue


def about(words, text, own=()):
    """The words of a text that are about an issue."""
    return [text[start:end] for start, end in issue(words, own).within(text)]


def test_an_issue_is_found_under_its_other_names():
    """Self-determination is a system of one's own choosing too, in whatever inflection, with exact places."""
    text = "Its people must live under the social and political system of its own choosing."
    assert about("self-determination", text) == ["social and political system of its own choosing"]
    assert about("social and political systems of their choosing", "The right of self-determination.") == [
        "self-determination"
    ]
    assert about("Self determination", "the harbour's dues") == []


def test_words_of_no_group_stand_for_themselves():
    """Several of them must all be there, in any order; one alone is enough by itself."""
    text = "The weir was mined when the ferry had left."
    assert about("ferry weir", text) == ["weir", "ferry"]
    assert about("ferries", text) == ["ferry"]
    assert about("ferry lock", text) == []


def test_a_person_adds_groups_of_his_own():
    """A group of his means one issue, beside those of the field."""
    own = [("winter passage", "the four ferries")]
    assert about("winter passage", "We would let four ferries pass.", own) == ["four ferries"]
    assert about("winter passage", "We would let four ferries pass.") == []


@pytest.mark.parametrize("text", ["", "  ", "of the", "…"])
def test_words_that_mean_nothing_are_no_issue(text):
    """Function words and signs ask for nothing."""
    assert issue(text) is None


def test_the_groups_are_phrases_with_terms_each_named_once():
    """Every phrase means something, and none stands in its group twice."""
    for group in GROUPS:
        assert len(group) > 1
        assert len(set(group)) == len(group)
        assert all(issue(phrase) for phrase in group)


def test_other_scripts_have_issues_too():
    """Words of Cyrillic and of Chinese stand for themselves."""
    assert about("самоопределение", "Право на самоопределение народов.") == ["самоопределение"]
    assert about("自决", "民族自决权") == ["自", "决"]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group[0])
def test_the_quick_look_passes_over_nothing(group):
    """Whatever a phrase of a group is found in, the quick look lets through: with words between, in any inflection."""
    for phrase in group:
        for text in (phrase, f"of the {phrase.upper()}s, then", " of the ".join(phrase.split())):
            for asked in group:
                assert not issue(asked).within(text) or issue(asked).may_be_in(text), (asked, text)

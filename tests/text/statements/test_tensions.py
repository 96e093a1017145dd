"""Candidates for a tension: what two statements share, and what in them is opposed."""

import time

import pytest

from backchannel.text.statements.tensions import CAUSES, opposed, pairs, sense


def bits(terms):
    """Every term is as rare as any other."""
    return [12.0] * len(terms)


def between(*texts, least=30.0):
    """The candidates among some statements."""
    return pairs([sense(text) for text in texts], bits, least)


@pytest.mark.parametrize(
    ("one", "other", "what", "words"),
    [
        (
            "The northern channel will be dredged by Ostravan crews.",
            "No Ostravan crews have dredged the northern channel.",
            "negation",
            ("dredged", "No"),
        ),
        (
            "We shall return the four boats in spring.",
            "We shall return the four boats only if the survey is finished.",
            "condition",
            ("shall", "only"),
        ),
        (
            "We can admit three inspections of the harbour each year.",
            "Seven inspections of the harbour each year are the least.",
            "number",
            ("three inspections", "Seven inspections"),
        ),
        (
            "The lock at Senn opens on 4 May.",
            "The lock at Senn opens on June 12.",
            "day",
            ("4 May", "June 12"),
        ),
        (
            "Mr. Holm urged them not to say anything of the harbour talks.",
            "Mr. Holm then proposed a communiqué on the harbour talks.",
            "restraint",
            ("not to say", "proposed"),
        ),
    ],
)
def test_what_is_opposed_is_named_with_the_words_of_both(one, other, what, words):
    """Each cause, whichever of the two comes first."""
    causes = {cause.what: cause for cause in opposed(sense(one), sense(other))}
    assert what in CAUSES
    assert what in causes
    if what != "negation":
        assert (one[slice(*causes[what].first)], other[slice(*causes[what].second)]) == words
    else:
        assert other[slice(*causes[what].second)] == words[1]
    assert what in {cause.what for cause in opposed(sense(other), sense(one))}


def test_what_agrees_is_no_candidate():
    """The same said twice shares everything, and opposes nothing."""
    said = "The northern channel will be dredged by Ostravan crews."
    assert between(said, said) == []
    assert between(said, "Ostravan crews will dredge the northern channel.") == []


def test_what_shares_little_is_no_candidate():
    """A denial of something else is none of this."""
    assert between("The northern channel will be dredged.", "No fish has been landed at Senn.") == []


def test_the_weightiest_come_first_and_only_those_that_are_wanted():
    """Of three statements the pair that shares more is first; a pair that is not wanted is left out."""
    texts = (
        "The northern channel will be dredged by Ostravan crews in spring.",
        "The northern channel will not be dredged by Ostravan crews in spring.",
        "Nobody has dredged the northern channel in these years of quarrel about pilots.",
    )
    found = between(*texts, least=20.0)
    assert (found[0].first, found[0].second) == (0, 1)
    assert len(found) == 2
    senses = [sense(text) for text in texts]
    assert pairs(senses, bits, 20.0, lambda a, b: (a, b) != (0, 1))[0].second == 2


def test_a_denial_ends_with_its_clause():
    """What stands beyond a semicolon or a dash is not denied."""
    assert not sense("We cannot wait; the channel is open.").terms["channel"][0]
    assert sense("An inspection of the channel is quite impossible.").terms["channel"][0]
    assert sense("They don’t dredge the channel.").terms["channel"][0]


@pytest.mark.parametrize("text", ["", "   ", "…", "\x00", "Мы не согласны", "我们不同意", "no " * 5_000])
def test_any_text_may_be_compared(text):
    """Whatever is given is read, and compared with itself opposes nothing."""
    assert list(opposed(sense(text), sense(text))) == []


def test_many_statements_take_bounded_time():
    """Five thousand that all speak of the same end soon: terms that stand everywhere pair nobody."""
    senses = [sense(f"The ferry number{n // 40} will {'not ' * (n % 2)}sail to Senn.") for n in range(5_000)]
    began = time.perf_counter()
    found = pairs(senses, bits, 10.0)
    assert time.perf_counter() - began < 15
    assert found

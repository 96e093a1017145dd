"""A caption limits the readers that can be chosen, and fails closed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.record.captions import CAPTIONS, Candidate, allowed_readers, read

KALJO = Candidate("Reet Kaljo", "Estmark", principal=True, known_as=("President",))
TAMM = Candidate("Pia Tamm", "Estmark", known_as=("Foreign Minister",))
VASK = Candidate("Jaan Vask", "Estmark")
HOLM = Candidate("Anders Holm", "Norvale", principal=True, known_as=("Chancellor",))
LUND = Candidate("Pia Lund", "Norvale")
EVERYBODY = (KALJO, TAMM, VASK, HOLM, LUND)


def allowed(caption, author=TAMM, addressees=(), candidates=EVERYBODY):
    """The names that a caption allows, in order."""
    return [one.name for one in allowed_readers(caption, candidates, author, addressees).allowed]


@pytest.mark.parametrize(
    ("caption", "names"),
    [
        (None, ["Reet Kaljo", "Pia Tamm", "Jaan Vask", "Anders Holm", "Pia Lund"]),
        ("EYES ONLY PRESIDENT", ["Reet Kaljo", "Pia Tamm"]),
        ("Eyes only for the President", ["Reet Kaljo", "Pia Tamm"]),
        ("EYES ONLY President Kaljo", ["Reet Kaljo", "Pia Tamm"]),
        ("EYES-ONLY Reet Kaljo, Anders Holm", ["Reet Kaljo", "Pia Tamm", "Anders Holm"]),
        ("EYES–ONLY Reet Kaljo", ["Reet Kaljo", "Pia Tamm"]),
        ("For the President Only", ["Reet Kaljo", "Pia Tamm"]),
        ("Literally Eyes Only for Kaljo", ["Reet Kaljo", "Pia Tamm"]),
        ("No Foreign Dissem", ["Reet Kaljo", "Pia Tamm", "Jaan Vask"]),
        ("No Distribution Outside Department", ["Reet Kaljo", "Pia Tamm", "Jaan Vask"]),
        ("Eyes only Kaljo and the Chancellor", ["Reet Kaljo", "Pia Tamm", "Anders Holm"]),
        ("Eyes Only for Vask from Kaljo", ["Pia Tamm", "Jaan Vask"]),
        ("For the Chancellor’s eyes only", ["Pia Tamm", "Anders Holm"]),
        ("NODIS", ["Reet Kaljo", "Pia Tamm", "Anders Holm"]),
        ("No Distribution.", ["Reet Kaljo", "Pia Tamm", "Anders Holm"]),
        ("noforn", ["Reet Kaljo", "Pia Tamm", "Jaan Vask"]),
        ("our side only", ["Reet Kaljo", "Pia Tamm", "Jaan Vask"]),
        ("NODIS; NOFORN", ["Reet Kaljo", "Pia Tamm"]),
        ("Nodis, Noforn", ["Reet Kaljo", "Pia Tamm"]),
        ("NODIS/EYES ONLY VASK", ["Pia Tamm"]),
        ("EXDIS", ["Reet Kaljo", "Pia Tamm", "Jaan Vask", "Anders Holm", "Pia Lund"]),
        ("LIMDIS; EYES ONLY HOLM", ["Pia Tamm", "Anders Holm"]),
    ],
)
def test_caption_allows_exactly_these(caption, names):
    """Each caption allows those it should, the author always among them."""
    assert allowed(caption) == names


def test_eyes_only_without_names_means_the_addressees():
    """EYES ONLY alone allows those to whom the letter is addressed; without any, nobody but the author."""
    assert allowed("Eyes Only", addressees=["Anders Holm"]) == ["Pia Tamm", "Anders Holm"]
    assert allowed("Eyes Only") == ["Pia Tamm"]
    assert allowed("Exclusively Eyes Only", addressees=["Anders Holm"]) == ["Pia Tamm", "Anders Holm"]


def test_name_that_fits_two_allows_neither():
    """A name or a title that two candidates bear lets neither in, and a remark says so."""
    impostor = Candidate("Reet Kaljo", "Norvale")
    given = allowed_readers("EYES ONLY Reet Kaljo", (*EVERYBODY, impostor), TAMM)
    assert [one.name for one in given.allowed] == ["Pia Tamm"]
    assert given.remarks == ("The name “Reet Kaljo” of EYES ONLY Reet Kaljo fits no candidate, or more than one.",)
    assert allowed("EYES ONLY Pia", candidates=EVERYBODY) == ["Pia Tamm"]  # the author; first names fit nobody


def test_name_that_only_looks_alike_allows_nobody():
    """A Cyrillic letter in a name makes it another name."""
    double = Candidate("Reet K\u0430ljo", "Norvale")
    assert allowed("EYES ONLY Reet Kaljo", candidates=(double, TAMM)) == ["Pia Tamm"]


def test_unknown_caption_limits_nobody_and_says_so():
    """What the vocabulary does not have is kept as printed and told, not guessed."""
    given = allowed_readers("Moonbeam; NODIS", EVERYBODY, TAMM)
    assert given.remarks == ("The caption “Moonbeam” is not in the vocabulary and limits nobody.",)
    assert [one.name for one in given.allowed] == ["Reet Kaljo", "Pia Tamm", "Anders Holm"]
    assert given.rule == "NODIS allows only principals and the author."


def test_most_restrictive_caption_stands_first():
    """The captions of a line come out in the order of the vocabulary, unknown ones last, each as printed."""
    assert [one.printed for one in read("Limdis; Moonbeam; Nodis; Eyes Only Kaljo")] == [
        "Eyes Only Kaljo",
        "Nodis",
        "Limdis",
        "Moonbeam",
    ]


@given(st.text(max_size=40), st.text(max_size=40))
def test_eyes_only_somewhere_never_opens_the_letter(before, after):
    """Whatever stands around the words EYES ONLY, nobody is allowed whom it does not name."""
    given = allowed_readers(f"{before} EYES ONLY {after}", (HOLM, LUND, TAMM), TAMM)
    around = f"{before} {after}".casefold()
    for one in given.allowed:
        assert one == TAMM or any(part.casefold() in around for part in (*one.name.split(), *one.known_as))


def test_vocabulary_says_each_word_once():
    """No word stands for two rules, and each scope is one that the code knows."""
    words = [word for rule in CAPTIONS for word in rule.words]
    assert len(words) == len(set(words))
    assert {rule.scope for rule in CAPTIONS} == {"named", "principals", "own party", "by choice"}

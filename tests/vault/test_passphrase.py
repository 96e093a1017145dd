"""A secret under a passphrase: what opens it, what does not, and what a hostile file can ask for."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backchannel.errors import BackchannelError, BadInputError, LockedError, UsageError
from backchannel.vault.passphrase import FOR_TESTS_ONLY, RFC9106, Cost, parse, unwrap, wrap

FORM = "a test's secret"
SECRET = bytes(range(48))


def open_(data, passphrase="words", names=None):
    """Parse and unwrap."""
    return unwrap(parse(data, FORM, "The file", names), passphrase, "the file")


def changed(data, **values):
    """The wrapped file with other values in its header, written as the program writes."""
    whole = json.loads(data)
    whole["header"].update(values)
    return json.dumps(whole, separators=(",", ":")).encode()


def test_the_passphrase_opens():
    """What was wrapped comes back, with further names in the header."""
    wrapped = wrap(SECRET, "words", FOR_TESTS_ONLY, FORM, {"tables": 3})
    assert open_(wrapped, names={"tables": int}) == SECRET
    assert SECRET.hex() not in wrapped.decode()


def test_the_cost_is_that_of_the_standard():
    """The default is the second recommended option of RFC 9106, and it is within our own bounds."""
    assert Cost(memory_kib=64 * 1024, passes=3, lanes=4) == RFC9106
    assert RFC9106.bounded()
    header = json.loads(wrap(SECRET, "words", RFC9106, FORM))["header"]
    assert (header["memory_kib"], header["passes"], header["lanes"]) == (65536, 3, 4)


def test_the_same_words_typed_on_another_keyboard_open():
    """A passphrase is compared in NFC: composed and decomposed letters are the same words."""
    assert open_(wrap(SECRET, "caf\u00e9", FOR_TESTS_ONLY, FORM), "cafe\u0301") == SECRET


def test_salt_is_fresh():
    """Two wrappings of one secret share no salt, so no derived key is used twice."""
    one, two = (json.loads(wrap(SECRET, "words", FOR_TESTS_ONLY, FORM)) for _ in range(2))
    assert one["header"]["salt"] != two["header"]["salt"]
    assert one["wrapped"] != two["wrapped"]


def test_a_wrong_passphrase_is_refused():
    """The sentence says that the passphrase does not open, and repeats neither it nor the secret."""
    with pytest.raises(LockedError, match="passphrase does not open") as refused:
        open_(wrap(SECRET, "words", FOR_TESTS_ONLY, FORM), "swords")
    assert "swords" not in str(refused.value)


@pytest.mark.parametrize("passphrase", ["", "\udc80"], ids=["empty", "not text"])
def test_a_passphrase_that_is_none_is_refused(passphrase):
    """An empty passphrase, or bytes that are no text, wrap nothing."""
    with pytest.raises(UsageError):
        wrap(SECRET, passphrase, FOR_TESTS_ONLY, FORM)


HOSTILE = {
    "100 GB of memory": {"memory_kib": 100_000_000},
    "too little memory for the lanes": {"memory_kib": 7},
    "a million passes": {"passes": 1_000_000},
    "no pass": {"passes": 0},
    "negative lanes": {"lanes": -1},
    "a hundred lanes": {"lanes": 100, "memory_kib": 8000},
    "memory as text": {"memory_kib": "8"},
    "memory as truth": {"passes": True},
    "short salt": {"salt": "00" * 15},
    "salt in capitals": {"salt": "AB" * 16},
    "salt with spaces": {"salt": "ab " * 16},
    "another form": {"format": "something else"},
    "an old version": {"version": 0},
    "a version that is no number": {"version": "1"},
    "one more name": {"extra": 1},
}


@pytest.mark.parametrize("values", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_header_is_refused_before_any_work(values, monkeypatch):
    """No number in the file makes the program spend memory or time, since nothing is derived."""

    def never(*_args, **_kwargs):
        raise AssertionError("a key was derived")

    data = changed(wrap(SECRET, "words", FOR_TESTS_ONLY, FORM), **values)
    monkeypatch.setattr("backchannel.vault.passphrase.Argon2id", never)
    with pytest.raises(BadInputError):
        open_(data)


def test_a_newer_version_is_named_as_such():
    """Whatever a newer version's header holds, the sentence says that it is newer."""
    with pytest.raises(LockedError, match="newer version"):
        open_(changed(wrap(SECRET, "words", FOR_TESTS_ONLY, FORM), version=2, kdf="other"))


@pytest.mark.parametrize("values", [{"memory_kib": 9}, {"passes": 2}, {"salt": "00" * 16}], ids=str)
def test_a_changed_header_does_not_open(values):
    """The header is authenticated: a cheaper or another header opens nothing."""
    with pytest.raises(LockedError):
        open_(changed(wrap(SECRET, "words", FOR_TESTS_ONLY, FORM), **values))


def test_a_header_is_bound_even_where_the_key_is_the_same():
    """A further name that does not enter the key derivation is authenticated nonetheless."""
    data = changed(wrap(SECRET, "words", FOR_TESTS_ONLY, FORM, {"tables": 3}), tables=4)
    with pytest.raises(LockedError):
        open_(data, names={"tables": int})


GOOD = wrap(SECRET, "words", FOR_TESTS_ONLY, FORM)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_with_a_sentence(data):
    """No bytes raise anything but our own errors."""
    with pytest.raises(BackchannelError):
        open_(data)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255), st.sampled_from(["set", "cut", "insert"]))
def test_any_damage_is_refused_with_a_sentence(at, byte, how):
    """A good file with one byte set, inserted, or cut off after it never opens, and never crashes."""
    if how == "set":
        data = GOOD[:at] + bytes([byte]) + GOOD[at + 1 :]
    else:
        data = GOOD[:at] if how == "cut" else GOOD[:at] + bytes([byte]) + GOOD[at:]
    if data != GOOD:
        with pytest.raises(BackchannelError):
            open_(data)

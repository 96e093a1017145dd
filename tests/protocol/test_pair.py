"""The ratchet between two readers."""

from hypothesis import given
from hypothesis import strategies as st

from backchannel.protocol.encoding import h
from backchannel.protocol.pair import RekeyShare, mix, share_info, step

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS, st.integers(1, 20))
def test_both_ends_take_the_same_steps(key, count):
    """Author and reader derive the same keys for every frame, and no key is used twice."""
    here = there = key
    used = []
    for _ in range(count):
        one, other = step(here), step(there)
        assert one == other
        used += [one.wrap, one.mac, one.following]
        here, there = one.following, other.following
    assert len(set(used)) == len(used)
    assert key not in used


@given(KEYS, KEYS, KEYS, KEYS)
def test_a_thief_of_the_chain_is_shut_out_by_one_secret(key, secret, other, entry):
    """Who holds the chain key and lacks the share gets another chain; and each side's last share counts."""
    last = RekeyShare(other, entry)
    mixed = mix(key, secret, last)
    assert mixed != step(key).following
    assert mixed != mix(key, secret, None)
    assert mixed != mix(key, h(secret), last)
    assert mixed != mix(key, secret, RekeyShare(h(other), entry))
    assert mixed != mix(key, secret, RekeyShare(other, h(entry)))
    assert mixed != mix(h(key), secret, last)
    assert mixed == mix(key, secret, RekeyShare(other, entry))


@given(KEYS, KEYS, st.integers(1, 9), KEYS)
def test_a_share_is_bound_to_its_place(channel, author, seq, peer):
    """A share cannot be moved to another channel, author, number or peer."""
    info = share_info(channel, author, seq, peer)
    assert info != share_info(h(channel), author, seq, peer)
    assert info != share_info(channel, h(author), seq, peer)
    assert info != share_info(channel, author, seq + 1, peer)
    assert info != share_info(channel, author, seq, h(peer))
    if author != peer:
        assert info != share_info(channel, peer, seq, author)


def test_secrets_of_a_pair_are_not_shown():
    """Neither steps nor shares show their keys in a log or traceback."""
    secret = b"\xaa" * 32
    shown = repr(step(secret)) + repr(RekeyShare(secret, secret))
    for form in (repr(secret), secret.hex(), repr(step(secret).wrap)):
        assert form not in shown

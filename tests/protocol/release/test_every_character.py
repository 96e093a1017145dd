"""Every single character of a bundle and of a quoted passage, changed one at a time.

Most of a bundle is keys and signatures. Each character of those is changed too, but judged by the signature alone,
and only every sixty-fourth within the whole file; with BACKCHANNEL_EXHAUSTIVE=1 all are judged within the whole file
(a minute and a half).
"""

import functools
import os
import re

import pytest
from tests.protocol.release.played import FIRST, HIDDEN_TEXT, SECOND, SHORT_PAGE, made_bundle

from backchannel.errors import BadInputError
from backchannel.protocol.encoding import b64, unb64
from backchannel.protocol.release import composite, messages
from backchannel.protocol.release.errors import VerificationError
from backchannel.protocol.release.leaves import Shown
from backchannel.protocol.release.passage import quote
from backchannel.protocol.release.verify import verify_bundle, verify_passage

BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
STRIDE = 1 if os.environ.get("BACKCHANNEL_EXHAUSTIVE") == "1" else 64


@pytest.fixture(scope="module")
def small():
    """Two letters, two withheld passages of both kinds, two enclosures, a short page."""
    return made_bundle(excerpts=(FIRST, SECOND), page=SHORT_PAGE)


@pytest.fixture(autouse=True)
def remembered(monkeypatch):
    """Judge a signature that was judged before from memory, so that only what changed is computed again."""
    monkeypatch.setattr(messages, "verifies", functools.lru_cache(maxsize=64)(composite.verifies))


def another(text, at):
    """Another character of the kind that stands there: a digit for a digit, base64 for base64, a letter for one."""
    character = text[at]
    if character.isdigit():
        return str((int(character) + 1) % 10)
    if character in "abcdef":
        return "bcdefa"["abcdef".index(character)]
    if character in BASE64:
        # Sixteen further: the last character of a key or signature keeps its four unused bits at zero.
        return BASE64[(BASE64.index(character) + 16) % 64]
    return "," if character in ".:" else "x"


def blobs_of(text):
    """Where the keys and signatures of a file stand, in its order: two of the statement, then the others."""
    blobs = [range(m.start(), m.end()) for m in re.finditer(r"[A-Za-z0-9_-]{1000,}", text)]
    assert [len(blob) for blob in blobs] == [2646, 2646, 4498, 4498, 2646, 4498, 2646, 4498]
    return blobs


def survivors(data, verify):
    """The offsets at which a changed character is not refused, or not as it should be."""
    text = data.decode()
    blobs = blobs_of(text)
    judged = {at for blob in blobs for at in (*blob[::STRIDE], blob[-1])}
    passed_over = {at for blob in blobs for at in blob} - judged
    for at in range(len(text)):
        if at not in passed_over:
            changed = (text[:at] + another(text, at) + text[at + 1 :]).encode()
            try:
                verify(changed)
            except VerificationError as refusal:
                assert str(refusal).endswith(".")
            else:
                yield at, text[max(0, at - 40) : at + 10]


def test_the_unchanged_files_verify(small):
    """What is changed below is sound before it is changed, and shows two letters with two withheld passages."""
    verified = verify_bundle(small.data)
    shown = [isinstance(passage, Shown) for letter in verified.letters for passage in letter.passages]
    assert shown == [True, False, True, True, False]
    assert HIDDEN_TEXT.encode() not in small.data
    assert verify_passage(quote(small.bundle, 1, 3)).text == "The lock gates stay open until the talks end."


@pytest.mark.slow
def test_no_changed_character_of_a_bundle_survives(small):
    """Each character of each string, number, name and space of a bundle is bound: every change is refused."""
    assert list(survivors(small.data, verify_bundle)) == []


def test_no_changed_character_of_a_passage_survives(small):
    """Each character of each string, number, name and space of a quoted passage is bound."""
    assert list(survivors(quote(small.bundle, 2, 1), verify_passage)) == []


@pytest.mark.slow
@pytest.mark.parametrize("which", ["signature", "attribution", "identity key"])
def test_no_changed_character_of_a_signature_survives(small, which):
    """Each character of a signature, and of the key that stands beside it, is bound, in both of its halves."""
    signed, attributed = small.bundle.signatures[0], small.bundle.attributions[0]
    signer = small.statement.signers[0]
    message = messages.attribution_message(small.bundle.statement, signer, small.statement.signers)
    context = messages.ATTRIBUTION_CONTEXT
    key, signature = attributed.identity_key, attributed.signature
    if which == "signature":
        message, context = messages.statement_message(small.bundle.statement), messages.STATEMENT_CONTEXT
        key, signature = signer.key, signed.signature
    assert composite.verifies(key, message, context, signature)
    text = b64(key) if which == "identity key" else b64(signature)
    for at in range(len(text)):
        changed = unb64(text[:at] + another(text, at) + text[at + 1 :])
        if which == "identity key":
            assert not composite.verifies(changed, message, context, signature)
        else:
            assert not composite.verifies(key, message, context, changed)


def test_no_prefix_and_nothing_after_the_end(small):
    """A bundle cut at any byte, or with anything after its end, is refused with a sentence and nothing else."""
    data = small.data
    step = 1 if len(data) < 4_000 else 97
    for end in [*range(0, len(data), step), *range(len(data) - 300, len(data))]:
        with pytest.raises(BadInputError):
            verify_bundle(data[:end])
    for tail in (b"\n", b" ", b"\0", b"{}", data):
        with pytest.raises(VerificationError):
            verify_bundle(data + tail)

"""The bundle that the demo leaves: it verifies, and no single character of it can be changed.

Two thirds of it are keys and signatures. Of those every sixty-fourth character is changed, and with
BACKCHANNEL_EXHAUSTIVE=1 every one.
"""

import functools
import json
import os
import re

import pytest

from backchannel.cli.main import main
from backchannel.demo import texts
from backchannel.demo.cast import HOLT, VESMAR
from backchannel.demo.stage import CHANNEL
from backchannel.desk import checking, releases
from backchannel.protocol.release import composite, messages
from backchannel.protocol.release.course import Stage
from backchannel.protocol.release.errors import VerificationError
from backchannel.protocol.release.identity import read_identity
from backchannel.protocol.release.leaves import Shown, Withheld
from backchannel.protocol.release.verify import verify_bundle

pytestmark = [pytest.mark.slow, pytest.mark.loopback]

BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
STRIDE = 1 if os.environ.get("BACKCHANNEL_EXHAUSTIVE") == "1" else 64
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|-?[0-9]+|true|false|null')


@pytest.fixture(scope="module")
def bundle(played):
    """The one bundle in the demo's folder."""
    found = list(played.folder.rglob("*.release.json"))
    assert len(found) == 1
    return found[0]


def test_the_bundle_verifies(bundle, played, capsys):
    """Without a desk it verifies, and with the two published cards it is by both of them; a third card is refused."""
    assert main(["verify", str(bundle)]) == 0
    cards = [f"{p.party}={played.folder / f'{p.folder}.identity.json'}" for p in (HOLT, VESMAR)]
    assert main(["verify", str(bundle), "--identity", cards[0], "--identity", cards[1]]) == 0
    wrong = cards[0].replace("Aldermark=", "Suvria=")
    assert main(["verify", str(bundle), "--identity", wrong]) == 1
    capsys.readouterr()
    pins = {p.name: read_identity((played.folder / f"{p.folder}.identity.json").read_bytes()) for p in (HOLT, VESMAR)}
    verified = verify_bundle(bundle.read_bytes(), pins=pins)
    assert {a.pinned_as for a in verified.attestations} == {"Ragna Holt", "Danilo Vesmar"}


def test_it_shows_the_letters_but_for_two_passages(bundle):
    """Every passage of the two letters is shown word for word, and the two that are withheld keep their places."""
    verified = verify_bundle(bundle.read_bytes())
    documents = [texts.document(file) for file in texts.RELEASED]
    hidden = [texts.THE_COUNT, texts.THE_ASSEMBLY]
    for letter, document, number in zip(verified.letters, documents, hidden, strict=True):
        assert len(letter.passages) == len(document.passages)
        for passage, written in zip(letter.passages, document.passages, strict=True):
            if written.number == number:
                assert isinstance(passage, Withheld)
                assert len(passage.commitments) == 2
            else:
                assert isinstance(passage, Shown)
                assert passage.text == written.text


def test_it_was_declined_once_and_answered(played):
    """Both desks hold the release that was declined with its reason, and the one that answers it and is complete."""
    for person in (HOLT, VESMAR):
        with played.desk(person) as desk:
            first, second = releases.every(desk, CHANNEL)
            assert (first.course.stage, second.course.stage) == (Stage.DECLINED, Stage.RELEASED)
            assert second.answers == first.reference
            assert second.course.proposal.no_precedent


def test_both_ledgers_end_alike(played):
    """The ledgers of the two sides check without a finding and have the same heads."""
    heads = []
    for person in (HOLT, VESMAR):
        with played.desk(person) as desk:
            checked = checking.check(desk, CHANNEL)
            assert checked.findings == ()
            heads.append(checked.heads)
    assert heads[0] == heads[1]
    assert len(heads[0]) == 5


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


def places(text):
    """Every place within a string or number of the file; of keys and signatures only every STRIDE-th and the last."""
    for token in TOKEN.finditer(text):
        start, end = token.span()
        inside = range(start + 1, end - 1) if token.group().startswith('"') else range(start, end)
        blob = len(inside) >= 1000 and re.fullmatch(r"[A-Za-z0-9_-]+", text[inside.start : inside.stop])
        yield from {*inside[::STRIDE], inside[-1]} if blob else inside


def test_no_changed_character_of_a_string_or_number_survives(bundle, monkeypatch):
    """Each character of each string and number is bound: every change is refused, with a sentence and exit code 1."""
    monkeypatch.setattr(messages, "verifies", functools.lru_cache(maxsize=256)(composite.verifies))
    text = bundle.read_text(encoding="utf-8")
    assert json.loads(text)
    verify_bundle(text.encode())
    count, survivors = 0, []
    for at in places(text):
        count += 1
        try:
            verify_bundle((text[:at] + another(text, at) + text[at + 1 :]).encode())
        except VerificationError as refusal:
            sentence = str(refusal)
            assert sentence.endswith("."), sentence
            assert "\n" not in sentence
            assert refusal.exit_code == 1
        else:
            survivors.append((at, text[max(0, at - 40) : at + 10]))
    assert survivors == []
    assert count > 12_000

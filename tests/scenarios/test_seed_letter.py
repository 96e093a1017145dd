"""The letter of 16 October 1961 goes through the whole: read, sent, answered, released with three passages withheld."""

import os
from pathlib import Path

import pytest
from tests.desk.table import LINE, Table

from backchannel.desk import identities, letters, releases
from backchannel.desk.releases import Wish
from backchannel.protocol.release.account import account
from backchannel.protocol.release.identity import read_identity
from backchannel.protocol.release.leaves import Shown, Withheld
from backchannel.protocol.release.verify import verify_bundle
from backchannel.record.document import passages_of
from backchannel.record.readers import plain

ROOT = Path(__file__).parents[2]
HIDDEN = {3: "security", 5: "negotiation", 7: "personal"}


@pytest.fixture
def letter():
    """The letter as the reader of plain transcripts gives it; the test is skipped where the record is absent."""
    folder = Path(os.environ.get("BACKCHANNEL_RECORD") or ROOT.parent / "shared" / "record")
    if not folder.is_dir():
        pytest.skip("the record is not on this machine (BACKCHANNEL_RECORD)")
    seeds = sorted((folder / "seeds").glob("*.txt"))
    assert len(seeds) == 5, f"the record has {len(seeds)} transcripts where 5 are expected"
    (path,) = [p for p in seeds if p.name.startswith("1961-10-16-")]
    document, _ = plain.read(path.read_bytes())
    return document


@pytest.fixture
def pair(tmp_path):
    """Two invented desks on a line."""
    table = Table(tmp_path, ("ilse", "tomas"))
    table.open_line(("ilse", "tomas"))
    yield table
    table.close()


def test_the_letter_goes_through_the_whole(letter, pair):
    """Its paragraphs are passages; its release shows all but three, and nothing of the three is in the bundle."""
    count = len(letter.passages)
    assert count > 10
    for name in ("ilse", "tomas"):
        identities.make_identity(pair.desks[name])

    sent = letters.write(pair.ilse, LINE, letter)
    pair.settle()
    read = letters.show(pair.tomas, LINE, sent.reference)
    assert read.document == letter
    assert [p.text for p in read.document.passages] == [p.text for p in letter.passages]
    assert [o.letter for o in letters.owed(pair.tomas)] == [sent.reference]

    answer = pair.letter(
        "tomas", "Your letter has come, and I answer it in the spirit in which it was written.", answers=sent.reference
    )
    pair.settle()
    assert sent.reference not in [o.letter for o in letters.owed(pair.tomas)]
    assert letters.show(pair.ilse, LINE, answer.reference).answers == sent.reference

    proposed = releases.propose(
        pair.ilse, LINE, [Wish(sent.reference, HIDDEN, {})], purpose="For the record of both", no_precedent=True
    ).reference
    pair.settle()
    releases.consent(pair.tomas, LINE, proposed)
    pair.settle()
    for act in (releases.sign, releases.attribute_release):
        for name in ("ilse", "tomas"):
            act(pair.desks[name], LINE, proposed)
            pair.settle()
    data = releases.export(pair.ilse, LINE, proposed)
    assert data == releases.export(pair.tomas, LINE, proposed)

    cards = [read_identity(identities.identity_card(pair.desks[name])) for name in ("ilse", "tomas")]
    pins = {card.person: card for card in cards}
    verified = verify_bundle(data, pins=pins)
    assert {a.pinned_as for a in verified.attestations} == {"Ilse Maren", "Tomas Reik"}
    (released,) = verified.letters
    assert len(released.passages) == count
    for number, passage in enumerate(released.passages, 1):
        if number in HIDDEN:
            assert isinstance(passage, Withheld)
            assert passage.reason == HIDDEN[number]
        else:
            assert isinstance(passage, Shown)
            assert passage.text == letter.passages[number - 1].text
    assert sum("withheld" in line for line in account(verified)) == 3
    _nothing_of(data.decode("utf-8"), [letter.passages[n - 1].text for n in HIDDEN], letter.passages)


def _nothing_of(bundle: str, hidden: list[str], passages) -> None:
    """No run of six words of a withheld passage stands in the bundle, unless a revealed passage has it too."""
    shown = "\n".join(p.text for p in passages if p.text not in hidden)
    for text in hidden:
        words = text.split()
        for start in range(max(1, len(words) - 5)):
            run = " ".join(words[start : start + 6])
            assert run in shown or run not in bundle


def test_the_check_for_hidden_words_is_not_blind():
    """The check of the test before fails where a withheld sentence is in the bundle."""
    text = "one two three four five six seven"
    with pytest.raises(AssertionError):
        _nothing_of(f"x {text} y", [text], passages_of("something else"))

"""Letters become public by a joint release, in what it shows and from its day on; no half of one is enough."""

from tests.desk.test_releases import TEXTS, propose, ready, step, to_released, to_signed

from backchannel.desk import releases
from backchannel.desk.releases import Wish
from backchannel.vault import published


def shown(table, text, name="ilse"):
    """Since when these words of the letter are public at somebody's desk; None where they are not."""
    at = "\n".join(TEXTS).index(text)
    with table.desks[name].vault.read() as db:
        (number,) = db.execute("SELECT number FROM items WHERE channel IS NOT NULL").fetchone()
        return published.published(db).since(number, at, at + len(text))


def test_a_completed_release_makes_public_what_it_shows_and_nothing_else(pair):
    """Two passages that follow each other are public as one; the withheld one is not, nor a run that ends in it."""
    letter = ready(pair)
    to_released(pair, propose(pair, Wish(letter, {3: "security"}, {})))
    today = pair.now.date().isoformat()
    for name in ("ilse", "tomas"):
        assert shown(pair, TEXTS[0], name) == today
        assert shown(pair, f"{TEXTS[0]}\n{TEXTS[1]}", name) == today
        assert shown(pair, TEXTS[2], name) is None
        assert shown(pair, f"{TEXTS[1]}\n{TEXTS[2]}", name) is None
    with pair.ilse.vault.read() as db:
        assert len(list(published.published(db).documents())) == 1


def test_a_release_that_one_side_did_not_attribute_makes_nothing_public(pair):
    """Everybody has signed and one has attributed: the letter is private until the other has too."""
    letter = ready(pair)
    reference = propose(pair, Wish(letter, {}, {}))
    to_signed(pair, reference)
    step(pair, "ilse", releases.attribute_release, reference)
    assert shown(pair, TEXTS[0]) is None
    step(pair, "tomas", releases.attribute_release, reference)
    assert shown(pair, TEXTS[0])

"""Coming in: the first start, the lock, and what is typed in between."""

from tests.web.visitor import Visitor

from backchannel.web.site import Site


def test_every_section_answers(sit, pair):
    """The pages that need nothing but a desk are there."""
    ilse = sit(pair, "ilse")
    for address in ("/", "/settings", "/help", "/lock"):
        assert ilse.get(address).status == 200, address


def test_a_desk_is_made_and_locked_and_unlocked(tmp_path):
    """Somebody who never used a terminal has a desk after one form."""
    site = Site(tmp_path / "new")
    visitor = Visitor(site)
    assert visitor.get("/").address == "/welcome"
    done = visitor.do(
        "/welcome", "make", person="Ilse Maren", party="Valdria", passphrase="a lamp in the pilot house",
        again="a lamp in the pilot house",
    )  # fmt: skip
    assert site.is_open, done.text
    assert visitor.do("/lock", "lock").address == "/unlock"
    assert not site.is_open
    wrong = visitor.do("/unlock", "unlock", passphrase="a lamp in the pilot hous")
    assert wrong.status == 422 and not site.is_open
    assert "does not open this desk" in wrong.text and str(tmp_path) not in wrong.html
    assert visitor.do("/unlock", "unlock", passphrase="a lamp in the pilot house").address == "/"
    visitor.do("/lock", "lock")
    visitor.get("/knows?on=2031-05-01")
    back = visitor.do("/unlock", "unlock", passphrase="a lamp in the pilot house")
    assert back.address == "/knows" and "2031-05-01" in back.html
    site.close()

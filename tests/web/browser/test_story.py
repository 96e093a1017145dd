"""The whole story by two people who use no terminal: from the first start to a verified bundle, without scripts."""

import json
import re
import subprocess
from contextlib import contextmanager

import pytest
from tests.web.browser.conftest import base, saved, serving

from backchannel.carriage.relay import RelaySettings
from backchannel.carriage.serve import operator_token, running_relay
from backchannel.cli.main import main
from backchannel.web.site import Site

pytestmark = [pytest.mark.loopback, pytest.mark.slow]

PASSPHRASE = "three herons on the breakwater"
TITLE = "The Orrin line"
LEAK = "It is said that the two tapes lie in the archive of the port of Orrin, unheard by anybody, since May."

ANSWER = (
    "Madam,\n\nYou write that “the two tapes lie in the archive of the port, unheard by nobody, since May”. "
    "We shall hear them with you."
)


class Somebody:
    """A person at his browser, which runs no scripts."""

    def __init__(self, page, first):
        self.page, self.base = page, base(first)
        page.goto(first)
        page.wait_for_url(lambda url: "/enter/" not in url)

    def go(self, address):
        """Ask for a page of the desk."""
        self.page.goto(self.base + address)
        return self

    def follow(self, words):
        """Follow a link by its words."""
        self.page.get_by_role("link", name=words).first.click()
        return self

    def fill(self, **fields):
        """Fill in fields by their names."""
        for name, value in fields.items():
            self.page.locator(f"main [name='{name}']").first.fill(value)
        return self

    def press(self, words):
        """Press a button, and require that it was not refused."""
        self.page.get_by_role("button", name=words, exact=True).first.click()
        assert self.page.locator(".refused[role=alert]").count() == 0, self.text
        return self

    @property
    def text(self):
        """What the page says."""
        return self.page.locator("main").inner_text()

    def exchange(self):
        """Send and fetch now."""
        return self.go("/exchange").press("Send and fetch now")


@contextmanager
def two_desks(folder, window):
    """A relay and two new desks, made in the browser, each served."""
    database = folder / "relay.db"
    token = operator_token(database)
    with running_relay(database, RelaySettings(operator_token=token)) as relay:
        sites = [Site(folder / "berit"), Site(folder / "anders")]
        with serving(*sites) as firsts:
            found = []
            for first, (name, party) in zip(firsts, (("Berit Hald", "Orrin"), ("Anders Munk", "Lysker")), strict=True):
                one = Somebody(window(), first)
                assert "A new desk" in one.text
                one.fill(person=name, party=party, passphrase=PASSPHRASE, again=PASSPHRASE)
                one.page.locator("summary", has_text="Where it takes mail").click()
                one.fill(relay=relay, relay_token=token).press("Make the desk")
                found.append(one)
            yield (*found, sites)


def meet(one, other):
    """Take in the other's card, and confirm it by the fingerprint that he reads aloud."""
    card = other.go("/people").page.locator("#own-card").input_value()
    spoken = re.search(r"(?:\d{5}\s+){11}\d{5}", other.text)[0]
    one.go("/people").fill(card=card).press("Take it in")
    if "What he read aloud" not in one.text:
        one.page.locator("main a[href^='/person/']").first.click()
    one.fill(spoken=spoken).press("It is his: confirm it")


def test_from_the_first_start_to_a_verified_bundle(tmp_path, window, capsys):
    """Two desks are made, meet, open a channel, write, answer, find a leak, release and attribute; a third checks."""
    with two_desks(tmp_path, window) as (berit, anders, _):
        meet(berit, anders)
        meet(anders, berit)

        # A channel
        berit.go("/channels/new").fill(title=TITLE, purpose="The two tapes, and the ferry.")
        berit.page.get_by_label("Anders Munk (Lysker)").select_option("principal")
        berit.press("Look at it as the others will")
        assert "Nothing has been proposed yet" in berit.text
        berit.press("Propose the channel").exchange()
        anders.exchange().go("/channels").follow(re.compile(TITLE))
        anders.press("Accept the invitation").exchange()
        for one in (berit, anders, berit, anders):
            one.exchange()
        assert TITLE in berit.go("/channels").text

        # A letter, written passage by passage
        berit.follow(TITLE).follow("Write a letter on this channel")
        berit.fill(name="First words").press("Begin it")
        berit.fill(text="Sir,\n\nThe two tapes lie in the archive of the port, unheard by anybody, since May.\n\n"
                   "Will you hear them with us?").press("Save the new passage")  # fmt: skip
        assert "Last saved" in berit.text
        berit.follow("Look at what would be sealed")
        assert "the whole letter, as below" in berit.text and "by relay, with the next exchange" in berit.text
        berit.press("Seal it").exchange()

        # It is read and answered
        anders.exchange().go("/")
        anders.page.locator("main a[href^='/letter/']").first.click()
        assert "Will you hear them with us?" in anders.text
        letter = anders.page.url.removeprefix(anders.base)
        anders.follow("Draft an answer")
        anders.press("Begin it")
        anders.fill(text=ANSWER).press("Save the new passage")
        assert "unheard by anybody, since May" in anders.page.locator(".ours-side .warned").first.inner_text()
        area = anders.page.locator(".ours-side textarea").nth(1)
        area.fill(area.input_value().replace("by nobody", "by anybody"))
        anders.page.locator(".ours-side button.main").nth(1).click()
        assert "1 quotation in order" in anders.text
        anders.follow("Look at what would be sealed").press("Seal it").exchange()
        berit.exchange().go("/")
        berit.page.locator("main a[href^='/letter/']").first.click()
        assert "We shall hear them with you." in berit.text

        # On paper
        pdf = tmp_path / "letter.pdf"
        anders.go(f"{letter}/print").page.pdf(path=pdf)
        printed = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
        assert "Will you hear them with us?" in printed
        assert "Settings" not in printed and "Lock" not in printed

        # A newspaper
        berit.go("/words/leaks").fill(text=LEAK)
        berit.page.locator("main form button.main").first.click()
        berit.page.wait_for_load_state()
        assert "since May" in berit.text and "Anders Munk" in berit.text

        # Released together
        berit.go(letter).follow("Propose its release")
        build(berit)
        berit.press("Propose it").exchange()
        anders.exchange().go("/releases")
        anders.page.locator("main a[href^='/release/']").first.click()
        anders.press("Consent to exactly this").exchange()
        berit.exchange()
        for one in (berit, anders):
            one.go("/releases/identity").press("Make the identity key")
        finish(berit, anders)
        bundle, identity = bundle_of(berit), identity_of(anders)
        (tmp_path / "bundle.json").write_bytes(bundle)
        (tmp_path / "identity.json").write_bytes(identity)

        # Checked by the other side's page, and by somebody who has no desk
        anders.go("/verify")
        anders.page.locator("[name=files]").set_input_files(tmp_path / "bundle.json")
        anders.press("Check")
        assert "unheard by anybody" in anders.text
        assert (
            main(["verify", str(tmp_path / "bundle.json"), "--identity", f"Lysker={tmp_path / 'identity.json'}"]) == 0
        )
        assert "verified, every step holds" in capsys.readouterr().out
        assert json.loads(bundle)


def build(one):
    """Build the release of a letter with its last passage withheld, looking at it as an outsider, to the last page."""
    if "Build the release" not in one.text:
        one.page.locator("main form button.main").first.click()
    choice = one.page.locator("main select[name^='_p-']").last
    choice.select_option(index=1)
    one.press("Keep this, and show what an outsider sees")
    outside = " ".join(one.page.locator("table.withholding td:last-child").all_inner_texts())
    assert "since May" in outside and "Will you hear them with us?" not in outside
    one.fill(purpose="That both shores may know where the tapes are.").press("Go on to the last page")


def finish(*people):
    """Sign and attribute, in whatever order it is offered, until nothing is left to do."""
    for _ in range(4):
        for one in people:
            one.exchange().go("/releases")
            one.page.locator("main a[href^='/release/']").first.click()
            if one.page.get_by_role("button", name="Sign it", exact=True).count():
                one.press("Sign it")
            if one.page.get_by_role("link", name="Attribute it to yourself").count():
                one.follow("Attribute it to yourself").press("Attribute it")
            one.exchange()


def bundle_of(one):
    """Download the bundle."""
    one.go("/releases")
    one.page.locator("main a[href^='/release/']").first.click()
    assert "This leaves the vault." in one.text
    with one.page.expect_download() as download:
        one.page.get_by_role("button", name="Download the bundle").click()
    return saved(download.value)


def identity_of(one):
    """Download the identity card."""
    one.go("/releases/identity")
    with one.page.expect_download() as download:
        one.page.get_by_role("button", name="Download the identity card").click()
    return saved(download.value)

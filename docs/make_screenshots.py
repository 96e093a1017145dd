"""Takes the pictures of the README and the guide: the desks of the demo, as Chromium shows them without JavaScript.

Run it as `python docs/make_screenshots.py`; it needs Debian's `chromium` and `poppler-utils`. It plays the demo in a
temporary folder, or takes one that was played (`--played DIR`), serves copies of some of its desks, and drives their
forms like a person. `--only NAME` takes single pictures anew. So no picture is of anything but the program.
"""

import argparse
import io
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, chdir, contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from backchannel.demo.play import demo
from backchannel.demo.stage import PASSPHRASE
from backchannel.desk.desk import Desk
from backchannel.web.serving import first_address, listening, serve
from backchannel.web.site import Site

TARGET = Path(__file__).resolve().parent / "images" / "desk"
NOW = datetime(2025, 9, 3, 9, tzinfo=UTC)
"""The morning after the play."""
WIDTH, HEIGHT = 1200, 1000
PHONE = (390, 844)
COLOURS = 40
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--lang=en-GB", "--disable-background-networking")


class Seat:
    """Somebody's desk in a window that runs no scripts."""

    def __init__(self, browser: Browser, first: str, only: frozenset[str]) -> None:
        self._browser, self._first, self._only = browser, first, only
        self.base = first.partition("/enter/")[0]
        self.page = self._entered(self._context())

    def _context(self, width: int = WIDTH, height: int = HEIGHT, *, dark: bool = False) -> BrowserContext:
        context = self._browser.new_context(
            java_script_enabled=False,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="en-GB",
        )
        context.set_default_timeout(20_000)
        return context

    def _entered(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.goto(self._first)
        page.wait_for_url(lambda url: "/enter/" not in url)
        return page

    def go(self, address: str) -> "Seat":
        """Ask for a page of the desk."""
        answered = self.page.goto(self.base + address)
        if answered is None or not answered.ok:
            raise SystemExit(f"{address} does not answer.")
        return self

    def follow(self, words: str | re.Pattern[str]) -> "Seat":
        """Follow a link of the page by its words."""
        self.page.locator("main").get_by_role("link", name=words).first.click()
        return self

    def fill(self, **fields: str) -> "Seat":
        """Fill in fields by their names."""
        for name, value in fields.items():
            self.page.locator(f"main [name='{name}']:visible").first.fill(value)
        return self

    def choose(self, name: str, *paths: Path) -> "Seat":
        """Choose files."""
        self.page.locator(f"main [name='{name}']").first.set_input_files(list(paths))
        return self

    def press(self, words: str) -> "Seat":
        """Press the first button that begins so, wait until long work is done, and require that nothing was refused."""
        self.page.locator("main").get_by_role("button", name=re.compile(f"^{re.escape(words)}")).first.click()
        while self.page.locator("main form#cancel").count():
            self.page.wait_for_timeout(500)
            self.page.goto(self.page.url)
        if self.page.locator("main .refused[role=alert]").count():
            raise SystemExit(f"{words}: {self.page.locator('main .refused').first.inner_text()}")
        return self

    @property
    def address(self) -> str:
        """The address of the page, within the desk."""
        return self.page.url.removeprefix(self.base)

    def linked(self, beginning: str) -> str:
        """Give the first address to which the page links that begins so."""
        return str(self.page.locator(f"main a[href^='{beginning}']").first.get_attribute("href"))

    def row(self, words: str, beginning: str) -> str:
        """Give the address to which the first row of a table with these words links."""
        link = self.page.locator("main tr", has_text=words).first.locator(f"a[href^='{beginning}']")
        return str(link.first.get_attribute("href"))

    def take(self, name: str, at: str = "", height: int = HEIGHT) -> "Seat":
        """Take a picture of the page, from its top or from the element `at`, at most so high."""
        if self._wanted(name):
            _take(self.page, name, WIDTH, at, height)
        return self

    def take_small(self, name: str, address: str, at: str = "") -> None:
        """Take a picture of a page as a phone shows it."""
        if self._wanted(name):
            self._take_otherwise(name, address, self._context(*PHONE), PHONE[0], at)

    def take_dark(self, name: str, address: str) -> None:
        """Take a picture of a page as it is at night."""
        if self._wanted(name):
            self._take_otherwise(name, address, self._context(dark=True), WIDTH)

    def _take_otherwise(self, name: str, address: str, context: BrowserContext, width: int, at: str = "") -> None:
        page = self._entered(context)
        page.goto(self.base + address)
        _take(page, name, width, at)
        context.close()

    def take_printed(self, name: str, address: str) -> None:
        """Take a picture of the first sheet of paper on which a page is printed."""
        if not self._wanted(name):
            return
        self.go(address)
        with tempfile.TemporaryDirectory() as folder:
            pdf, png = Path(folder) / "page.pdf", Path(folder) / "page"
            self.page.pdf(path=pdf, format="A4")
            subprocess.run(["pdftoppm", "-r", "100", "-png", "-singlefile", "-f", "1", "-l", "1", pdf, png], check=True)
            _keep(name, png.with_suffix(".png").read_bytes(), framed=True)

    def _wanted(self, name: str) -> bool:
        return not self._only or name in self._only


def _take(page: Page, name: str, width: int, at: str = "", height: int = HEIGHT) -> None:
    top = 0.0
    if at:
        box = page.locator(at).first.bounding_box()
        if box is None:
            raise SystemExit(f"{name}: {at} is not on the page.")
        top = max(0.0, box["y"] - 24)
    whole = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    cut = whole.crop((0, int(top), width, int(min(top + height, whole.height))))
    kept = io.BytesIO()
    cut.save(kept, "PNG")
    _keep(name, kept.getvalue())


def _keep(name: str, data: bytes, *, framed: bool = False) -> None:
    """Keep a picture with few colours, since it is text; a sheet of paper gets an edge."""
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    if framed:
        edged = Image.new("RGB", (picture.width + 2, picture.height + 2), (150, 145, 135))
        edged.paste(picture, (1, 1))
        picture = edged
    few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(TARGET / f"{name}.png", optimize=True)
    sys.stdout.write(f"{name}.png {(TARGET / f'{name}.png').stat().st_size // 1000} kB\n")


def negotiation(holt: Seat, played: Path) -> None:
    """Today, a channel, a letter, writing, who knows, and a release, at the desk of the principal."""
    holt.go("/").take("today")
    holt.take_small("today-phone", "/")
    holt.go("/channels").follow("The Senn correspondence").take("channel")
    channel = holt.address
    holt.go(f"{channel}/charter").take("charter")
    holt.go(f"{channel}/verify").press("Check").take("channel-verified")
    letter = holt.go(channel).row("all eleven", "/letter/")
    holt.go(letter).take("letter")
    holt.take_dark("letter-dark", letter)
    holt.take_printed("letter-printed", f"{letter}/print")
    holt.go(f"{letter}/knows").take("letter-known")
    of = f"?channel={channel.removeprefix('/channel/')}"
    holt.go(f"/knows{of}").take("who-knows")
    holt.go(f"/knows/map{of}").take("who-knows-map")
    _write(holt)
    _release(holt, letter)
    holt.go("/verify").choose("files", played / "senn.release.json")
    holt.choose("card-1", played / "holt.identity.json").choose("card-2", played / "vesmar.identity.json")
    holt.press("Check").take("bundle-verified")
    holt.go("/exchange").take("exchange")


def _write(seat: Seat) -> None:
    """Show the answer that the demo has begun, put its quotation right, and look at what would be sealed."""
    draft = _one_of(seat.go("/writing").take("drafts"), "/writing/")
    seat.go(draft).take("writing").take("writing-quotation", ".ours-side li:nth-child(4)", 560)
    seat.take_small("writing-phone", draft, ".ours-side")
    area = seat.page.locator(".ours-side textarea").nth(3)
    area.fill(area.input_value().replace("from a paper", "from a page"))
    seat.page.locator(".ours-side button.main").nth(3).click()
    seat.go(f"{draft}/seal").take("before-sealing")


def _release(seat: Seat, letter: str) -> None:
    """Build a release of his letter with a passage withheld, as far as the page beside it."""
    seat.go(letter).follow("Propose its release").press("Build it passage by passage")
    seat.page.locator("main select[name='_p-1-6']").select_option(index=1)
    seat.fill(purpose="That both shores may know how it ended.")
    seat.press("Keep this, and show what an outsider sees").take("release-building", "h2")


def record(ekdal: Seat, folder: Path) -> None:
    """The record and its copies, at the desk of the secretary, who brought the telegram of 1951 into it."""
    paper = (files("backchannel.demo") / "papers" / "1951-lind-telegram.txt").read_text(encoding="utf-8")
    other = folder / "board-copy-telegram.txt"
    changed = paper.replace("[Here follow two paragraphs on the price of coal.]", "He then spoke of the price of coal.")
    changed = changed.replace("alone and at his request", "alone, at his own request").replace(
        "half an hour", "an hour"
    )
    other.write_text(changed, encoding="utf-8")
    ekdal.go("/record/import").choose("files", other, _newspaper(folder)).press("Bring them in").take("import")
    ekdal.go("/record").fill(words="net").press("Look for it").take("record-found")
    volume = ekdal.go("/record/volumes").row("1951-lind-telegram", "/record/volumes/")
    document = ekdal.go(volume).linked("/document/").partition("?")[0]
    ekdal.go(document).take("document")
    ekdal.go(f"{document}/copies").fill(other="board-copy-telegram").press("Note it")
    ekdal.go(ekdal.linked(f"{document}/collate?with=")).take("copies")


def _newspaper(folder: Path) -> Path:
    text = (files("backchannel.demo") / "papers" / "tarnhavn-courier.txt").read_text(encoding="utf-8")
    (folder / "tarnhavn-courier.txt").write_text(text, encoding="utf-8")
    return folder / "tarnhavn-courier.txt"


def words(holt: Seat, played: Path) -> None:
    """What can be done with exact words."""
    holt.go("/words/statements").take("statements")
    holt.go("/words/pegs").take("pegs")
    holt.go("/words/tensions").take("tensions")
    holt.go("/words/leaks").fill(text=(played / "ilmet-observer.txt").read_text(encoding="utf-8"), on="2025-07-17")
    holt.press("Look for private words").take("leaks")


def plan(holt: Seat, ekdal: Seat) -> None:
    """The case, page by page."""
    case = holt.go("/cases").linked("/case/")
    holt.go(case).take("case")
    for part in ("timeline", "calendar", "owed", "quiet", "positions", "linkage", "allies"):
        holt.go(f"{case}/{part}").take(part)
    holt.go(_one_of(holt.go(f"{case}/options"), f"{case}/options/")).take("options")
    holt.go(f"{case}/incidents").follow("the Vigil beside the Patience").take("incident")
    meeting = _one_of(holt.go(f"{case}/meetings"), f"{case}/meetings/")
    holt.go(meeting).take("meeting")
    holt.take_printed("meeting-printed", f"{meeting}/print")
    case = ekdal.go("/cases").linked("/case/")
    ekdal.go(_one_of(ekdal.go(f"{case}/consultations"), f"{case}/consultations/")).take("consultation")
    ekdal.go(_one_of(ekdal.go(f"{case}/circulars"), f"{case}/circulars/")).take("circular")


def _one_of(seat: Seat, beginning: str) -> str:
    for link in seat.page.locator(f"main a[href^='{beginning}']").all():
        address = str(link.get_attribute("href"))
        if re.fullmatch(r"[0-9a-f]{16}", address.removeprefix(beginning)):
            return address
    raise SystemExit(f"Nothing is linked below {beginning}.")


def house(holt: Seat) -> None:
    """People and keys, settings, help."""
    holt.go("/people").take("people").take("own-card", "h2:has-text('Your own card')")
    holt.go("/settings").take("settings")
    holt.go("/help").take("help")


@contextmanager
def seats(browser: Browser, played: Path, folder: Path, only: frozenset[str]) -> Iterator[Callable[[str], Seat]]:
    """Give a function that opens a window at a copy of somebody's desk, which takes no mail."""
    with chdir(folder), ExitStack() as stack:

        def at(name: str) -> Seat:
            shutil.copytree(played / "desks" / name, folder / name)
            # As a page says where the desk lies: not where this machine keeps what is temporary.
            site = Site(Path(name), lambda: NOW)
            site.clerk.submit(_open, site).result()
            return Seat(browser, stack.enter_context(_served(site)), only)

        yield at


def _open(site: Site) -> None:
    desk = Desk.open(site.folder, PASSPHRASE, clock=site.clock)
    desk.set_relays(())
    site.take(desk)


@contextmanager
def _served(site: Site) -> Iterator[str]:
    """Serve a site in a thread, and give its first address."""
    started, ends = threading.Event(), []  # type: ignore[var-annotated]
    with listening(0) as listener:
        thread = threading.Thread(
            target=serve, args=([(site, listener)], started.set), kwargs={"stop": ends.append}, daemon=True
        )
        thread.start()
        started.wait(20)
        try:
            yield first_address(site, listener)
        finally:
            ends[0]()
            thread.join(20)


def main() -> None:
    """Play the demo if need be, and take every picture."""
    parser = argparse.ArgumentParser(description="Take the pictures of the README and the guide.")
    parser.add_argument("--played", metavar="DIR", type=Path, help="the folder of a demo that was played")
    parser.add_argument("--only", metavar="NAME", action="append", default=[], help="take this picture alone")
    args = parser.parse_args()
    TARGET.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as made, ExitStack() as stack:
        folder = Path(made)
        played = args.played.resolve() if args.played else folder / "demo"
        if not args.played:
            demo(played, True, lambda _: None)
        playwright = stack.enter_context(sync_playwright())  # after the play, which has event loops of its own
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        with seats(browser, played, folder, frozenset(args.only)) as at:
            holt, ekdal = at("holt"), at("ekdal")
            negotiation(holt, played)
            words(holt, played)
            plan(holt, ekdal)
            house(holt)
            record(ekdal, folder)
        browser.close()


if __name__ == "__main__":
    main()

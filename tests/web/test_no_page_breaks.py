"""Whatever is typed into an address, a query or a form of any page: it is answered in order, and what is refused
changes nothing.
"""

import re
from collections import defaultdict
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.web.crawl import pattern_of, walk
from tests.web.visitor import ORIGIN

from backchannel import web
from backchannel.web import pages
from backchannel.web.sections import SECTIONS

ORDERLY = {200, 303, 400, 404, 409, 413, 422}
HOSTILE = (
    "", "0", "-1", "99999999", "9" * 30, "9" * 5000, "٣", "²", "１２", "\x00", "a\x00b", "\ud800", "\u202e⟨x", "%00",
    "'\"<script>x</script>{{7*7}}{% raw %}", "0" * 16, "f" * 16, "f" * 64, "zz" * 32, "%2e%2e", "../..", "2025-02-30",
    "9999-12-31", "0001-01-01", "2025-07-01", "25:61", "1/2", "1-", "2-1", "1-99999999", "h1", "n99999", "None",
    "x" * 3000, "e\u0301" * 500, "1e999", "nan", "[", "(((", "*", '"', "AND OR NOT NEAR", "a\nb\r\nSet-Cookie: x=1",
    "2025-13", "~2025/..", "unknown/open", "a,b", "a=b=c", "a:b|c",
)  # fmt: skip
"""Texts that a number, day, id, choice, search or name is not, and some that nearly are."""
FILES = (
    b"", bytes(10), b"PK\x03\x04" + b"x" * 50, b"%PDF-1.4 x", b"{\\rtf1 x}", b"{}", b"[[[[", b"\xff\xfe" * 40,
    b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:99999999\nEND:VEVENT\nEND:VCALENDAR", b"<a><b></a>", b'a,b\n"1',
)  # fmt: skip
ENDINGS = ("txt", "docx", "pdf", "json", "ics", "csv", "rtf", "zip", "eml", "xml", 'x";\r\n..\\html')
NEVER = {("/lock", "lock"), ("/welcome", "make"), ("/welcome", "restore"), ("/unlock", "unlock")}
"""Acts that end the visit, or take as long as a passphrase takes."""
_ASKED = re.compile(r'form\.(?:one|text|every|is_on|upload|chosen|places?)\(\s*"(\w+)"')
_QUERIED = re.compile(r'query(?:\.get\(|\[)"(\w+)"|visit\.number\("(\w+)"')


def _named(form):
    sources = (file.read_text("utf-8") for file in sorted((Path(web.__file__).parent / "pages").rglob("*.py")))
    return sorted({next(filter(None, match.groups())) for source in sources for match in form.finditer(source)})


FIELDS = [name for name in _named(_ASKED) if name not in {"do", "once"}]
QUERIES = _named(_QUERIED)


class Attack:
    """One attack on all pages of a visitor's desk, with the hostile texts in turn."""

    def __init__(self, visitor):
        self.visitor = visitor
        self.turn = cycle(HOSTILE)
        self.watching = visitor.site.another()
        self.faults = []
        self.real = defaultdict(list)
        for address, read in walk(visitor, ("/", *(one.address for one in SECTIONS)), of_each=1).items():
            self.real[pattern_of(address)].append((address.partition("?")[0], read))

    def version(self):
        """A number that is another after every change of the vault by anybody else."""
        with self.watching.vault.read() as db:
            return db.execute("PRAGMA data_version").fetchone()[0]

    def place(self, page):
        """An address of a page: one that is there if any is, else of hostile parts."""
        return self.real[page.address][0][0] if self.real[page.address] else self.strange(page)

    def strange(self, page):
        """An address of a page with hostile parts."""
        parts = (_quoted(next(self.turn) or "-") if one.startswith("{") else one for one in page.address.split("/"))
        return "/".join(parts)

    def ask(self, page):
        """Ask for a page by strange addresses and with strange queries."""
        addresses = [self.strange(page)] if "{" in page.address else []
        for address in (*addresses, f"{self.place(page)}?{self.query()}", f"{self.place(page)}?{self.query()}"):
            self.judge(self.visitor.send("GET", address, follow=False), "GET", address)

    def query(self):
        """Every name that any page looks for in its query."""
        return "&".join(f"{name}={_quoted(text)}" for name, text in zip(QUERIES, self.turn, strict=False))

    def send(self, page, act):
        """Send a form of a page: as it is given, with every field that is on it, and others, of hostile text."""
        address = self.place(page)
        given = [form for _, read in self.real[page.address] for form in read.forms if form["fields"].get("do") == act]
        kept = {"which", *(name for name in given[0]["fields"] if name and name.startswith("_"))} if given else set()
        fields = {name: next(self.turn) for name in FIELDS}
        if given:
            fields |= {n: v if n in kept else next(self.turn) for n, v in given[0]["fields"].items() if n}
        fields.pop("once", None)
        fields |= {"token": self.visitor.site.entrance.token, "do": act}
        before = self.version()
        response = self.visitor.send("POST", address, *self.body(page, fields), follow=False, **self.sent)
        self.judge(response, f"POST {act}", address)
        if response.status_code >= 400 and self.version() != before:
            self.faults.append((act, address, "refused, and the vault changed"))

    def body(self, page, fields):
        """The headers of a form, whose body is kept in `sent`."""
        if page.large:
            at = len(fields["token"]) + next(self._count)
            file = (f"a.{ENDINGS[at % len(ENDINGS)]}", FILES[at % len(FILES)])
            data = {name: text.encode("utf-8", "replace").decode() for name, text in fields.items()}
            self.sent = {"data": data, "files": {"file": file, "pouch": file, "card": file}}
            return (ORIGIN,)
        self.sent = {"content": "&".join(f"{name}={_quoted(text)}" for name, text in fields.items())}
        return ({**ORIGIN, "Content-Type": "application/x-www-form-urlencoded"},)

    _count = iter(range(10**6))

    def judge(self, response, what, address):
        """Note what is not in order."""
        if response.status_code not in ORDERLY:
            self.faults.append((what, address[:200], response.status_code))
        if any(sign in response.text for sign in ("Traceback", "<script>x", "site-packages")):
            self.faults.append((what, address[:200], "shows what it should not"))
        if "set-cookie" in response.headers or "\n" in response.headers.get("content-disposition", ""):
            self.faults.append((what, address[:200], "gives a header that was typed"))
        if (
            not response.headers.get("location", "/").startswith("/")
            or response.headers.get("location", "")[:2] == "//"
        ):
            self.faults.append((what, address[:200], "leads elsewhere"))


def _quoted(text):
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def attack(visitor, capfd):
    """Attack every page and every act; nothing is out of order, and the terminal says nothing."""
    made = Attack(visitor)
    for page in pages.EVERY:
        made.ask(page)
        for act in page.acts:
            if (page.address, act) not in NEVER:
                made.send(page, act)
    made.watching.close()
    assert not made.faults
    assert capfd.readouterr().err == ""
    assert visitor.get("/").status == 200


def test_no_page_of_a_small_table_breaks(sit, pair, capfd):
    """At a desk with a channel and a few letters."""
    pair.letter("ilse", "The lock opens on Monday.", "Nobody need wait.")
    pair.settle()
    attack(sit(pair, "ilse"), capfd)


@pytest.mark.slow
def test_no_page_of_the_demo_breaks(at_demo, capfd):
    """At a desk where nearly every page is filled, and nearly every form stands."""
    attack(at_demo("holt"), capfd)


def test_the_names_that_are_typed_are_those_that_pages_look_for():
    """The attack would find nothing if it did not know the fields of the forms."""
    assert len(FIELDS) > 100 and len(QUERIES) > 15
    assert all(islice(FIELDS, 5)) and len(set(HOSTILE)) == len(HOSTILE)

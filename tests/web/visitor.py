"""A visitor: somebody with a browser that knows no scripts, at a site in this process, without a socket.

`get` and `do` follow what the desk answers; `Read` is a page as a program reads it: its words, links and forms.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html.parser import HTMLParser

import httpx

from backchannel.web.app import application

HOST = "127.0.0.1:8425"
_ASKING = ThreadPoolExecutor(1)
ORIGIN = {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-origin"}


class _Reading(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words, self.links, self.ids, self.forms, self.titles = [], [], [], [], []
        self._within = []
        self._area = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if tag == "a" and "href" in attrs:
            self.links.append(attrs["href"])
        if tag == "form":
            self.forms.append({"action": attrs.get("action", ""), "fields": {}})
        if tag == "input" and self.forms and attrs.get("type") not in {"checkbox", "radio", "file"}:
            self.forms[-1]["fields"][attrs.get("name")] = attrs.get("value", "")
        if tag in {"checkbox", "input"} and attrs.get("type") in {"checkbox", "radio"} and "checked" in attrs:
            self.forms[-1]["fields"].setdefault(attrs["name"], attrs.get("value", "on"))
        if tag == "textarea" and "name" in attrs:
            self._area = [attrs.get("name"), ""]
        self._within.append(tag)

    def handle_endtag(self, tag):
        if tag == "textarea" and self._area:
            self.forms[-1]["fields"][self._area[0]] = self._area[1].removeprefix("\n")
            self._area = None
        if tag in self._within:
            while self._within.pop() != tag:
                pass

    def handle_data(self, data):
        if self._area:
            self._area[1] += data
        if "title" in self._within and "svg" not in self._within:
            self.titles.append(data)
        elif not {"script", "style"} & set(self._within):
            self.words.append(data)


@dataclass
class Read:
    """A page as it was answered."""

    response: object

    def __post_init__(self):
        reading = _Reading()
        reading.feed(self.response.text)
        self.text = " ".join(" ".join(reading.words).split())
        self.title = " ".join(reading.titles)
        self.links, self.ids, self.forms = reading.links, reading.ids, reading.forms

    @property
    def status(self):
        return self.response.status_code

    @property
    def html(self):
        return self.response.text

    @property
    def address(self):
        """The path of the page that was come to."""
        return self.response.url.path

    def form(self, do, which=""):
        """The fields of the form of an act, as the page gives them."""
        for form in self.forms:
            if form["fields"].get("do") == do and form["fields"].get("which", "") == which:
                return form
        raise AssertionError(f"no form {do} {which} on {self.address}: {[f['fields'].get('do') for f in self.forms]}")

    def link(self, part):
        """The first link in whose address this stands."""
        return next(link for link in self.links if part in link)


class Visitor:
    """Somebody whose browser was let in."""

    def __init__(self, site, enter=True):
        self.site = site
        self.app = application(site, HOST)
        self.cookies = httpx.Cookies()
        if enter:
            assert self.get(f"/enter/{site.entrance.key}").status == 200

    def send(self, method, address, headers=None, follow=True, **more):
        """Send one request as it is said, and follow the answer; what was answered is given as it is."""

        async def sent():
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(
                transport=transport, base_url=f"http://{HOST}", cookies=self.cookies, follow_redirects=follow
            ) as client:
                response = await client.request(method, address, headers=headers, **more)
                self.cookies = client.cookies
                return response

        # In a thread: where a browser is driven too, this one has a loop already.
        return _ASKING.submit(lambda: asyncio.run(sent())).result()

    def get(self, address, **headers):
        """Ask for a page."""
        return Read(self.send("GET", address, headers))

    def do(self, address, act, /, which="", files=None, **fields):
        """Send a form as the page at an address gives it, with some of its fields filled in; follow the answer.

        Values may be lists. The form must stand on the page.
        """
        form = self.get(address).form(act, which)
        data = {**form["fields"], **fields}
        return Read(self.send("POST", form["action"] or address, ORIGIN, data=data, files=files))

    def post(self, address, act, /, files=None, **fields):
        """Send a form that no page gave, with the right token."""
        data = {"token": self.site.entrance.token, "do": act, **fields}
        return Read(self.send("POST", address, ORIGIN, data=data, files=files))

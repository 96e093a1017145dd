"""Sending the forms to whose answers no link leads: what a person asks with words, and what he is shown before he acts.

The forms stand on pages that a walk has found. Each is sent as the page gives it, choices as a browser would choose
them, with a few fields filled in.
"""

import re
from dataclasses import dataclass, field

from tests.web.crawl import pattern_of, walk

CALENDAR = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//an invented fair//EN\r
BEGIN:VEVENT\r
UID:fair@harbour.invalid\r
DTSTAMP:20250801T080000Z\r
DTSTART;VALUE=DATE:20250920\r
SUMMARY:The fair\r
END:VEVENT\r
END:VCALENDAR\r
"""
TALK = b"""---
kind: memorandum of conversation
date: 3 August 2025
classification: Secret
---

# Memorandum of Conversation

Mr. Holt said that the nets had been counted.

Mr. Vesmar asked about the hospital boat. It was agreed that it would cross in any weather.
"""
WORDS = "We can guarantee the passage of the boat.\n\nThe herring are late this year, and nobody has counted the nets."


@dataclass(frozen=True)
class Of:
    """Stands for the first that a field offers, of those with these words."""

    words: str = ""


ANY = Of()
PASSAGE = object()
"""Stands for the address of a passage that some page shows."""


@dataclass(frozen=True, eq=False)
class Form:
    """A form of a kind of page: its act, its fields and files; `then` is an act of the page to which it leads."""

    page: str
    act: str
    fields: dict = field(default_factory=dict)
    files: dict | None = None
    then: tuple = ()


FORMS = (
    Form("/record", "ask", {"words": "ferry boat nets"}),
    Form("/record/who", "ask", {"name": "Vesmar"}),
    Form("/record/import", "upload", {}, {"files": ("talk-of-the-nets.md", TALK)}),
    Form("/words/statements", "ask", {"about": "boat"}),
    Form("/words/pegs/audit", "ask", {"about": "boat"}),
    Form("/words/assurances", "ask", {"until": "2025-08-01"}),
    Form("/words/tensions", "ask", {"ours": "yes", "window": "48"}),
    Form("/words/tensions", "ask", {"show": "told"}),
    Form("/words/readings", "suggest", {"letter": ANY}),
    Form("/words/quotes", "check", {"text": WORDS}),
    Form("/words/answers/{number}", "lay", {"text": WORDS}),
    Form("/words/leaks", "look", {"text": WORDS}),
    Form("/words/screening", "screen", {"text": WORDS}, then=(("ask", {"keeper": Of("Ekdal")}),)),
    Form("/words/fresh", "compare", {"text": WORDS}),
    Form("/words/tone", "hold", {"text": WORDS, "channel": ANY}),
    Form(
        "/words/claims", "add",
        {"claim": "Nothing has appeared.", "by": "Ragna Holt", "channel": ANY, "up_to": "2025-08-01"},
        then=(("test", {"text": WORDS}),),
    ),
    Form("/releases/leak", "forge", {"author": Of("Vesmar"), "words": "I confess."}),
    Form("/releases/new", "begin", {"letter": ANY}, then=(("look", {"purpose": "For the record", "then": "propose"}),)),
    Form("/release/{release}", "hours", {"capitals": "Tokyo=Asia/Tokyo"}),
    Form("/release/{release}", "check"),
    Form("/channel/{channel}/verify", "verify"),
    Form("/channel/{channel}/charter/amend", "look", {"why": "Letters grow long", "retention_days": "90"}),
    Form(
        "/channels/new", "look",
        {"title": "The quay", "write": ANY, "release": ANY, "withholding": ANY, "courier": ANY},
    ),
    Form("/document/{number}/redact", "look", {"place": ANY, "reason": "other talks"}),
    Form("/case/{case}/calendar/date", "read", {"words": "Friday of this week", "read_on": "2025-08-05"}),
    Form("/case/{case}/calendar/files", "look", {}, {"file": ("fair.ics", CALENDAR)}),
    Form("/case/{case}/calendar/{stage}", "slip", {"days": "2", "unit": "days", "way": "later"}),
    Form("/case/{case}/comments", "look", {"what": PASSAGE}),
    Form("/case/{case}/guidelines", "hold", {}, {"file": ("draft.md", WORDS.encode())}),
    Form("/case/{case}/interests", "hold", {}, {"file": ("draft.md", WORDS.encode())}),
    Form("/case/{case}/linkage", "ask", {"issue": ANY}),
    Form("/case/{case}/allies/wedge", "ask", {"issue": ANY}),
    Form("/case/{case}/points", "raise", {"name": "The calendar", "says": "In winter.", "onto": ANY}),
    Form("/case/{case}/telegrams", "write", {"channel": ANY, "text": "Four boats may pass."}),
    Form("/cases/asked/{id}", "answer", {"stance": ANY, "words": "Gladly."}),
    Form(
        "/case/{case}/press", "record",
        {"topic": "the nets", "line": "The nets are counted.", "owner": "Ragna Holt", "speakers": "Ragna Holt",
         "voucher": "Ragna Holt", "begins": "2025-08-01", "onto": ANY},
    ),
)  # fmt: skip
"""Every form that leads on to a page to which nothing else does, on the pages of a played desk."""


def forms(html, act):
    """The forms of an act on a page, as they are written."""
    return [form for form in re.findall(r"<form\b.*?</form>", html, re.DOTALL) if f'name="do" value="{act}"' in form]


def lists(form):
    """The lists of a form: name -> (value, words, whether it is chosen) of each choice."""
    return {
        name: [(value, words, bool(on)) for value, on, words in re.findall(OPTION, within)]
        for name, within in re.findall(r'<select[^>]*name="([\w-]+)"[^>]*>(.*?)</select>', form, re.DOTALL)
    }


OPTION = r'<option value="([^"]*)"( selected)?>([^<]*)'
BOX = r'<input type="(?:checkbox|radio)" name="{}"[^>]*value="([^"]+)"[^>]*>(.*?)</label>'


def offered(form, name, wanted):
    """What a field of a form offers first, of those with some words: a choice that is not empty, a box or a button."""
    found = [(value, words) for value, words, _ in lists(form).get(name, ())]
    found += re.findall(BOX.format(name), form, re.DOTALL)
    fits = [value for value, words in found if value and wanted.words in words]
    assert fits, f"{name} offers nothing of “{wanted.words}”: {found}"
    return fits[0]


def send(visitor, address, act, fields, files=None):
    """Send a form of a page, and wait where its answer is a work; give the page that is come to."""
    read = visitor.get(address)
    which = next(form["fields"].get("which", "") for form in read.forms if form["fields"].get("do") == act)
    form = forms(read.html, act)[0]
    given = {name: next((one[0] for one in of if one[2]), of[0][0]) for name, of in lists(form).items() if of}
    given |= {name: offered(form, name, value) if isinstance(value, Of) else value for name, value in fields.items()}
    done = visitor.do(address, act, which, files=files, **given)
    while done.address.startswith("/work/") and "Cancel" in done.html:
        done = visitor.get(done.address)
    return done


def stands(form, found):
    """The address of a page on which a form stands, of those that were found; or none."""
    kind = (address for address in found if pattern_of(address) == form.page)
    return next((address for address in kind if forms(found[address].html, form.act)), None)


def ask(visitor, found, sent):
    """Send every form that was not sent before and stands on a page of a walk's finding; give where they led.

    `sent` is added to: form -> the page that its answer was.
    """
    led = []
    for form in FORMS:
        address = None if form in sent else stands(form, found)
        if address is None:
            continue
        fields = {name: shown(found) if value is PASSAGE else value for name, value in form.fields.items()}
        done = send(visitor, address, form.act, fields, form.files)
        led.append(done.address)
        for act, more in form.then:
            done = send(visitor, done.address, act, more)
            led.append(done.address)
        sent[form] = done
        found |= walk(visitor, (done.address,), of_each=2, within=BEYOND)
    return led


def shown(found):
    """The address of a passage, as pages of a case show it beside the words on which something rests."""
    return next(one[1] for read in found.values() if (one := re.search(SHOWN, read.html)))


SHOWN = r"<bdi>([^<]+/[a-z]+-[0-9]+/[0-9]+)</bdi>"
BEYOND = {"/record/volumes/{source}", "/document/{number}", "/document/{number}/redact"}
"""Pages with further forms, to which a form's answer leads: those of what was just brought in."""

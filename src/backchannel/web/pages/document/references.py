"""What a document points to and what points to it; and where its paper lies, with its neighbours in the same file."""

from collections import Counter

from backchannel.desk import copies, crossreferences
from backchannel.desk.archive import Item
from backchannel.desk.consulting import consult
from backchannel.desk.crossreferences import STATES
from backchannel.record.address import read as read_address
from backchannel.record.printed.source_note import house_form
from backchannel.web import addresses
from backchannel.web.answers import Answer, Page, View
from backchannel.web.pages.document.opened import of_document, tabs
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_ROWS = 100


@of_document
def _refs(visit: Visit, item: Item) -> Answer:
    found = consult(visit.desk, item.number)
    led = {
        target: addresses.place(number, read_address(target).place if target.count("/") > 1 else "")
        for target, number in found.numbers.items()
    }
    into, part = crossreferences.incoming(visit.desk, item.id), visit.number("part")
    return View(
        "document/refs.html",
        {
            "item": item,
            "tabs": tabs(item),
            "pointers": found.pointers,
            "led": led,
            "led_place": lambda place: addresses.place(item.number, place),
            "states": STATES,
            "counts": Counter(one.state for one in found.pointers),
            "into": [
                (address, addresses.place(one.number, one.place), one.text)
                for address, one in into[(part - 1) * _ROWS : part * _ROWS]
            ],
            "pointed": len(into),
            "part": part,
            "count": -(-len(into) // _ROWS),
        },
    )


@of_document
def _source(visit: Visit, item: Item) -> Answer:
    found = copies.source(visit.desk, item.id)
    return View(
        "document/source.html",
        {
            "item": item,
            "tabs": tabs(item),
            "note": found.note,
            "house": house_form(found.note) if found.note else "",
            "neighbours": found.neighbours[:_ROWS],
            "more": max(0, len(found.neighbours) - _ROWS),
        },
    )


PAGES = (
    Page("/document/{number}/refs", _refs),
    Page("/document/{number}/source", _source),
)

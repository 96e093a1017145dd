"""Who said what in a talk, how, and with what authority, as far as its record says so."""

from backchannel.desk.archive import Item
from backchannel.desk.statements import spoken
from backchannel.record.markings import banner
from backchannel.web.answers import Answer, Page, View
from backchannel.web.pages.document.opened import of_document, tabs
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_ROWS = 100


@of_document
def _statements(visit: Visit, item: Item) -> Answer:
    found = spoken(visit.desk, item.id)
    document = found.found.document
    speakers = list(dict.fromkeys(one.named or one.speaker for one in found.statements if one.speaker))
    by, part = visit.number("by", 0) if visit.query.get("by") else 0, visit.number("part")
    speaker = speakers[by - 1] if 0 < by <= len(speakers) else None
    chosen = [one for one in found.statements if speaker is None or (one.named or one.speaker) == speaker]
    return View(
        "document/statements.html",
        {
            "item": item,
            "tabs": tabs(item),
            "banner": banner(document),
            "document": document,
            "statements": chosen[(part - 1) * _ROWS : part * _ROWS],
            "speakers": speakers,
            "speaker": speaker,
            "by": by,
            "spoken": sum(one.speaker is not None for one in found.statements),
            "with_authority": sum(one.authority is not None for one in found.statements),
            "part": part,
            "count": -(-len(chosen) // _ROWS),
        },
    )


PAGES = (Page("/document/{number}/statements", _statements),)

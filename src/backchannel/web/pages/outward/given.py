"""What a person gives to be looked at, in memory only: a draft that is pasted, uploaded or at this desk; articles."""

from dataclasses import dataclass, replace

from backchannel.desk import archive
from backchannel.desk.words import drafts
from backchannel.desk.words.collected import Text, Unread, given
from backchannel.errors import UsageError
from backchannel.record.document import Document
from backchannel.web.answers import Answer, Go
from backchannel.web.visit import Visit
from backchannel.web.works import Job

__all__ = ["Draft", "begun", "typed_articles", "typed_draft"]

_PATIENCE_SECONDS = 0.8
"""How long somebody waits for a work that may be over at once, before he is shown how far it is."""
_PASTED = "pasted.txt"


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """A draft with what a person calls it; `address` is where it lies at this desk, '' where it was given."""

    name: str
    document: Document
    address: str = ""


def typed_draft(visit: Visit) -> Draft:
    """Give the draft of a form: its fields `text` and `address`, its upload `file`. UsageError for none, or several."""
    text, address, file = visit.form.text("text"), visit.form.one("address"), visit.form.upload("file")
    if sum((bool(text.strip()), bool(address), file is not None)) != 1:
        raise UsageError("Give the draft in one way: paste it, choose its file, or say its address at this desk.")
    if file is not None:
        return Draft(file.name, drafts.from_bytes(file.name, file.data))
    if address:
        return Draft(address, archive.find(visit.desk, address).document, address)
    return Draft("the pasted text", drafts.from_bytes(_PASTED, text.encode()))


def typed_articles(visit: Visit, text: str = "text", files: str = "files") -> list[Text | Unread]:
    """Give the texts of a form: what was pasted, and each uploaded file; what cannot be read says why."""
    pasted, uploads = visit.form.text(text), visit.form.uploads.get(files, ())
    found: list[Text | Unread] = []
    if pasted.strip():
        found += [replace(one, name="the pasted text") for one in given([(_PASTED, pasted.encode())])]
    return [*found, *given((one.name, one.data) for one in uploads)]


def begun(visit: Visit, what: str, job: Job, unit: str = "") -> Answer:
    """Begin a work and give its answer if it comes at once, else the page that shows how far it is."""
    work = visit.works.start(what, job, unit=unit)
    visit.works.wait(work, _PATIENCE_SECONDS)
    if work.state == "refused":
        raise UsageError(work.refusal)
    if work.state == "done" and work.answer is not None:
        return work.answer
    return Go(f"/work/{work.id}")

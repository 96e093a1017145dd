"""Circulars at the hub: what went to the posts, the lists of posts, and a new one."""

from collections.abc import Callable

from backchannel.desk.channels import joined
from backchannel.desk.desk import Desk
from backchannel.desk.planning import circulars
from backchannel.desk.planning.circulars import Planned, Sent
from backchannel.errors import UsageError
from backchannel.record import use_marks
from backchannel.record.document import Document
from backchannel.record.readers import draft
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.pages.case.confirming import Going, Pending, ask
from backchannel.web.pages.case.frame import case_of, view
from backchannel.web.visit import Visit
from backchannel.web.works import Work

__all__ = ["MANY", "PAGES", "asked_about", "began", "posts_of", "sent", "typed_document"]

Run = Callable[[Desk, Work | None], Sent]
MANY = 20
"""Posts from which on a run is a work with progress."""


def _list(visit: Visit) -> Answer:
    case, desk = case_of(visit), visit.desk
    found = circulars.every(desk, case)
    values = {
        "found": found[::-1],
        "lists": circulars.lists(desk, case),
        "posts": [(one.id.hex(), one.name, False) for one in joined(desk)],
    }
    return view(visit, "abroad/circulars.html", values)


def _make_list(visit: Visit) -> Answer:
    form = visit.form
    if not form.every("posts"):
        raise UsageError("Choose the posts of the list.")
    circulars.made_list(
        visit.desk,
        form.one("name"),
        form.every("posts"),
        case=case_of(visit),
        onto=form.one("onto"),
        settle=form.is_on("settle"),
    )
    return Go(visit.address, "The list is made.")


def _new(visit: Visit) -> Answer:
    values = {
        "lists": [(one.id.hex(), one.says.name, False) for one in circulars.lists(visit.desk, case_of(visit))],
        "posts": [(one.id.hex(), one.name, False) for one in joined(visit.desk)],
        "uses": tuple(use_marks.Use),
    }
    return view(visit, "abroad/circular_new.html", values)


def typed_document(visit: Visit) -> tuple[Document, list[str]]:
    """Give the text that was typed or uploaded, with what was inferred of it."""
    form, upload = visit.form, visit.form.upload("file")
    text = form.text("text")
    if (upload is not None) is bool(text.strip()):
        raise UsageError("Give the text or a file, one of the two.")
    data, called = (upload.data, upload.name) if upload is not None else (text.encode(), "")
    return draft.read(data, called, allow_hidden=form.is_on("hidden"))


def _prepare(visit: Visit) -> Answer:
    form, case = visit.form, case_of(visit)
    document, inferred = typed_document(visit)
    name, to, on = form.one("name"), form.every("to"), form.every("on")
    series, let_out, onto = form.one("series"), form.text("let_out"), form.one("onto")
    planned = circulars.plan(visit.desk, name, document, to=to, on=on, series_name=series, let_out=let_out, case=case)

    def run(desk: Desk, work: Work | None) -> Sent:
        watch = work.tell if work else lambda _: None
        return circulars.send(
            desk,
            name,
            document,
            to=to,
            on=on,
            series_name=series,
            let_out=let_out,
            case=case,
            onto=onto,
            watch=watch,
        )

    facts = asked_about(planned, inferred, let_out)
    return ask(
        visit,
        Pending(
            title="Lay this circular on the channels of these posts?",
            button="Seal it for every post",
            back=visit.address,
            goes=posts_of(planned),
            do=lambda again: began(again, case, len(planned.posts), run),
            facts=(("Called", name), *facts),
            passages=tuple(one.text for one in planned.document.passages),
            rules=_RULES,
        ),
    )


_RULES = (
    "Each post’s channel is sealed for itself and carries the letter alone: no list, no case, no other post, no count.",
    "A letter that was sealed cannot be taken back; it can be corrected, at exactly the posts that had it.",
)


def asked_about(planned: Planned, inferred: list[str], let_out: str) -> tuple[tuple[str, str], ...]:
    """Give what is to be known of a run before it, as lines of what and words."""
    marked = sum(1 for _ in use_marks.marks(planned.document))
    count = len(planned.document.passages)
    found = [
        ("Number", planned.document.number or ""),
        ("Points", f"{count}, of which {marked} say what may be done with them"),
    ]
    found += [("Posts that had it before, and are left out", str(planned.before))] if planned.before else []
    found += [("Words of private letters go out, because", let_out)] if let_out.strip() else []
    return (*found, *(("Of the text", one) for one in inferred))


def posts_of(planned: Planned) -> tuple[Going, ...]:
    """Give for each post who will read the letter there, and how it travels."""
    return tuple(Going(post, ways, why) for post, ways, why in planned.posts)


def began(visit: Visit, case: str, posts: int, run: Run) -> Answer:
    """Do a run at once where it is short, else as a work with progress; its answer leads to the circular."""
    if posts < MANY:
        return sent(case, run(visit.desk, None))
    work = visit.works.start(
        "Sealing a circular for every post", lambda desk, work: sent(case, run(desk, work)), unit="posts", total=posts
    )
    return Go(addresses.work(work.id))


def sent(case: str, done: Sent) -> Go:
    """Go on to a circular after a run, and say what it reached."""
    count = "1 post" if len(done.laid) == 1 else f"{len(done.laid)} posts"
    missed = f"; {len(done.missed)} could not be reached: they are named below" if done.missed else ""
    address = addresses.case(bytes.fromhex(case), "circulars", done.circular.id.hex()[:16])
    return Go(address, f"Sealed for {count}{missed}. It lies ready for the next exchange.")


PAGES = (
    Page("/case/{case}/circulars", _list, {"list": _make_list}),
    Page("/case/{case}/circulars/new", _new, {"prepare": _prepare}, large=True),
)

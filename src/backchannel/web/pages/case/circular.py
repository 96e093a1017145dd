"""One circular at the hub: how each of its texts stands at each post, its points on a day, and its corrections."""

from backchannel.desk.desk import Desk
from backchannel.desk.planning import circulars, guidance
from backchannel.desk.planning.circulars import Sent
from backchannel.errors import UsageError
from backchannel.record.dates import parse
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.pages.case.circulars import asked_about, began, posts_of, sent, typed_document
from backchannel.web.pages.case.confirming import Pending, ask, going
from backchannel.web.pages.case.frame import asked_day, case_of, view
from backchannel.web.pages.guidance import grouped
from backchannel.web.visit import Visit
from backchannel.web.works import Work

__all__ = ["PAGES"]

POSTS = 100


def _show(visit: Visit) -> Answer:
    case, name = case_of(visit), visit.path["id"]
    status = circulars.status(visit.desk, name, case=case)
    part, waits = visit.number("part"), circulars.waits_for(visit.desk, name, case=case)
    values = {
        "status": status,
        "part": part,
        "parts": max(1, -(-max((len(one.posts) for one in status.texts), default=0) // POSTS)),
        "begins": (part - 1) * POSTS,
        "ends": part * POSTS,
        "waits": waits,
        "events": [(one, one) for one in waits],
        "is_ours": _is_author(visit, status),
    }
    return view(visit, "abroad/circular.html", values)


def _is_author(visit: Visit, status: circulars.Status) -> bool:
    versions = status.course.of(0)
    writer = versions[0].act.writer if versions else None
    return writer is not None and (writer.person, writer.party) == (visit.desk.card.person, visit.desk.card.party)


def _points(visit: Visit) -> Answer:
    on = asked_day(visit) or visit.desk.clock().date()
    found = guidance.points(visit.desk, visit.path["id"], parse(on.isoformat()), case=case_of(visit))
    values = {"found": found, "on": on, "groups": grouped(found), "layout": "case/base.html", "post": None}
    return view(visit, "abroad/points.html", values)


def _correct(visit: Visit) -> Answer:
    case, name, let_out = case_of(visit), visit.path["id"], visit.form.text("let_out")
    document, inferred = typed_document(visit)
    planned = circulars.plan_correction(visit.desk, name, document, let_out=let_out, case=case)

    def run(desk: Desk, work: Work | None) -> Sent:
        watch = work.tell if work else lambda _: None
        return circulars.correct(desk, name, document, let_out=let_out, case=case, watch=watch)

    return ask(
        visit,
        Pending(
            title="Send this correction?",
            button="Seal the correction for every post",
            back=visit.address,
            goes=posts_of(planned),
            do=lambda again: began(again, case, len(planned.posts), run),
            facts=asked_about(planned, inferred, let_out),
            passages=tuple(one.text for one in planned.document.passages),
            rules=("It goes to exactly the posts that had the first text, and takes its place there.",),
        ),
    )


def _happened(visit: Visit) -> Answer:
    case, name, event = case_of(visit), visit.path["id"], visit.form.one("event")
    waits = circulars.waits_for(visit.desk, name, case=case)
    if event not in waits:
        raise UsageError("No point of this circular waits for that.")
    status = circulars.status(visit.desk, name, case=case)
    newest: dict[str, str] = {one.channel: one.post for text in status.course.versions for one in text.laid}

    def do(again: Visit) -> Answer:
        done = circulars.happened(again.desk, name, event, case=case)
        answer = sent(case, done)
        return Go(answer.address, answer.said.replace("Sealed for", "Told"))

    return ask(
        visit,
        Pending(
            title="Tell the posts that this has happened?",
            button="Tell every post that has it",
            back=visit.address,
            goes=tuple(going(visit.desk, channel, post) for channel, post in newest.items()),
            do=do,
            facts=(("What has happened", event),),
            rules=("The points that wait for it may then be used at the posts. It cannot be taken back.",),
        ),
    )


PAGES = (
    Page("/case/{case}/circulars/{id}", _show, {"correct": _correct, "happened": _happened}, large=True),
    Page("/case/{case}/circulars/{id}/points", _points),
)

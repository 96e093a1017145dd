"""Telegrams of a numbered series, and a circular to the posts: use-marks, a receipt, an adaptation, a correction."""

from dataclasses import replace

from backchannel.demo.cast import EKDAL
from backchannel.demo.planning.company import BERG, LUNDE, OFFICE, OWN, required
from backchannel.demo.planning.papers import Papers, document
from backchannel.demo.stage import Stage
from backchannel.desk import letters, series
from backchannel.desk.planning import circulars, guidance, numbering
from backchannel.errors import RuleError
from backchannel.record.dates import parse

__all__ = ["CIRCULAR", "SERIES", "guide", "telegraph"]

SERIES, CIRCULAR = "Quay", "The bank, for the posts"
_POSTS = {"Post Corvin": LUNDE, "Post Dunmore": BERG}
_LIST = "posts beside the bank"


def telegraph(stage: Stage, papers: Papers) -> None:
    """Number a telegram in a series that was handed over, and try to use the number again."""
    stage.step("A telegram of Ekdal’s, numbered in a series in which no number is used twice.")
    stage.at("2025-08-18T16:00")
    ekdal = stage.desks[EKDAL]
    numbering.hand_over(ekdal, SERIES, 7, OFFICE)
    address = papers.write(EKDAL, OFFICE, "telegram")
    stage.tell(f"{SERIES} 7: {address}, {len(document('telegram').passages)} passages.")
    again = replace(document("telegram"), heading="Another")
    stage.refused(
        f"A second {SERIES} 7 with other words",
        lambda: letters.write(ekdal, "Post Corvin", replace(again, passages=again.passages[:1])),
        RuleError,
    )
    (run,) = series.runs(ekdal, SERIES)
    required(not run.gaps, f"The series {SERIES}")


def guide(stage: Stage) -> None:
    """Send guidance to two posts, of which neither learns of the other; and a correction to exactly these."""
    stage.step("A circular to two posts: what may be said, what may be left in writing, and what not before a day.")
    stage.at("2025-08-25T09:00")
    ekdal = stage.desks[EKDAL]
    circulars.made_list(ekdal, _LIST, list(_POSTS), onto=OWN)
    sent = circulars.send(ekdal, CIRCULAR, document("circular"), to=[_LIST], onto=OWN)
    stage.pass_on(EKDAL, *_POSTS.values())
    stage.tell(f"{sent.number} is laid on {len(sent.laid)} channels, and no post learns of another.")
    for point in guidance.points(ekdal, CIRCULAR, parse("2025-08-25")).points:
        held = ", held until then" if point.held else ""
        stage.tell(f"{point.number}. {_marked(point)}{held}: “{' '.join(point.text.split())}”")
    stage.at("2025-08-27T09:00")
    guidance.acknowledge(stage.desks[LUNDE], _newest(stage, "Post Corvin"), "Understood.")
    guidance.adapt(
        stage.desks[BERG], _newest(stage, "Post Dunmore"), "Said to the harbour board, without the neighbours.", [2]
    )
    for person in _POSTS.values():
        stage.pass_on(person, EKDAL)
    stage.at("2025-08-28T09:00")
    better = circulars.correct(ekdal, CIRCULAR, document("circular-corrected"))
    stage.pass_on(EKDAL, *_POSTS.values())
    guidance.acknowledge(stage.desks[BERG], _newest(stage, "Post Dunmore"))
    stage.pass_on(BERG, EKDAL)
    stage.tell(f"{better.number}, with “for five years”, goes to exactly those that had the first.")
    status = circulars.status(ekdal, CIRCULAR)
    for one in status.texts:
        missing = ", ".join(post.laid.post for post in one.without_receipt) or "nobody"
        stage.tell(
            f"{one.version.number}: sent {len(one.posts)}, received {one.received}, adapted {one.changed}; "
            f"no receipt: {missing}."
        )
    told = [(one.received, one.changed, [post.laid.post for post in one.without_receipt]) for one in status.texts]
    required(told[-1] == (1, 0, ["Post Corvin"]) and told[0][:2] == (2, 1), "The circular")


def _marked(point: guidance.Point) -> str:
    return point.mark.use.value if point.mark else "unmarked"


def _newest(stage: Stage, post: str) -> str:
    """Give the address of what a post had last."""
    return f"{post}/{letters.every(stage.desks[_POSTS[post]], post)[-1].reference}"

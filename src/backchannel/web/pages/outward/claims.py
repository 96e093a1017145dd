"""Claims of silence: that nothing of some letters was published; put on record, tested, withdrawn."""

from dataclasses import dataclass

from backchannel.desk import channels
from backchannel.desk.desk import Desk
from backchannel.desk.words import claims, silence
from backchannel.desk.words.claims import Claim
from backchannel.desk.words.silence import Verdict
from backchannel.errors import BadInputError, UsageError
from backchannel.record.dates import DocumentDate, in_words, parse, read_written
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.numbers import whole_number
from backchannel.web.pages.outward.given import begun, typed_articles
from backchannel.web.visit import Visit
from backchannel.web.works import Work

__all__ = ["PAGES"]

_PART = 25


@dataclass(frozen=True, slots=True, repr=False)
class _Tested:
    """What came of a test."""

    verdict: Verdict


def _lines(visit: Visit, name: str) -> list[str]:
    return [one for line in visit.form.text(name).splitlines() if (one := line.strip())]


def _date(text: str) -> DocumentDate | None:
    try:
        return read_written(text) if text else None
    except BadInputError:
        raise UsageError(f"“{text[:40]}” is no date; write one such as 1963-01-19.") from None


def _day(text: str) -> str:
    return in_words(parse(text)) if text else "a day that is not known"


def _show(visit: Visit) -> Answer:
    named = [(one.channel.name, one.channel.name, False) for one in channels.every_standing(visit.desk)]
    return View(
        "outward/claims.html",
        {"claims": list(reversed(claims.every(visit.desk))), "channels": named, "day_in_words": _day},
    )


def _add(visit: Visit) -> Answer:
    form = visit.form
    claim = claims.add(
        visit.desk,
        form.text("claim"),
        by=form.one("by"),
        about=[*form.every("channel"), *_lines(visit, "about")],
        up_to=_date(form.one("up_to")),
        words=_lines(visit, "words"),
        not_searched=_lines(visit, "not_searched"),
    )
    return Go(f"/words/claims/{claim.number}", f"On record as claim {claim.number}; it can be tested below.")


def _claim(visit: Visit) -> Claim:
    wanted = whole_number(visit.path["number"], 999_999)
    found = next((one for one in claims.every(visit.desk) if one.number == wanted), None)
    if found is None:
        raise UsageError("There is no such claim on record; look in the list of claims.")
    return found


def _one(visit: Visit) -> Answer:
    return View("outward/claim.html", {"claim": _claim(visit), "day_in_words": _day})


def _test(visit: Visit) -> Answer:
    claim, words, shelf = _claim(visit), _lines(visit, "words"), visit.shelf
    texts = typed_articles(visit)

    def job(desk: Desk, work: Work) -> Answer:
        work.tell(0, len(texts) or None)
        verdict = silence.test(desk, claim.number, words=words, texts=texts)
        return Go(f"/words/claims/{claim.number}/tested/{shelf.keep(_Tested(verdict))}")

    return begun(visit, "Testing a claim of silence", job, "texts")


def _tested(visit: Visit) -> Answer:
    verdict = visit.shelf.get(visit.path["kept"], _Tested).verdict
    part = visit.number("part")
    return View(
        "outward/claim_tested.html",
        {
            "claim": verdict.claim,
            "verdict": verdict,
            "hits": verdict.hits[(part - 1) * _PART : part * _PART],
            "part": part,
            "parts": max(1, -(-len(verdict.hits) // _PART)),
            "day_in_words": _day,
        },
    )


def _leaving(visit: Visit) -> Answer:
    return View("outward/claim_withdraw.html", {"claim": _claim(visit), "day_in_words": _day})


def _withdraw(visit: Visit) -> Answer:
    claim = claims.withdraw(visit.desk, _claim(visit).number, visit.form.text("why"))
    return Go(f"/words/claims/{claim.number}", f"Claim {claim.number} is withdrawn, and stays on record.")


PAGES = (
    Page("/words/claims", _show, {"add": _add}),
    Page("/words/claims/{number}", _one, {"test": _test}, large=True),
    Page("/words/claims/{number}/tested/{kept}", _tested),
    Page("/words/claims/{number}/withdraw", _leaving, {"withdraw": _withdraw}),
)

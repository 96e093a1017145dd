"""The line of the day at a desk: no denial, no private word, true as somebody says who knows, and nothing beside it."""

import json
from dataclasses import replace
from datetime import date

import pytest
from tests.desk.planning.office import DESK, GROUP, NORLUND
from tests.desk.table import LINE, dump

from backchannel.desk.planning import cases, press
from backchannel.desk.planning.acting import Acting
from backchannel.errors import RuleError, UsageError
from backchannel.planning.bound import bound
from backchannel.planning.press import (
    CONFIRMED,
    LAID,
    OF,
    Confirmed,
    Line,
    Remark,
    SaidOnce,
    Standing,
)
from backchannel.planning.press import (
    LINE as LINE_KIND,
)
from backchannel.record.dates import parse

LETTER = "Pilots from the northern lighthouse would guide four grey ferries past the ice markers each morning."
WORDS = "The ministers follow the matter closely, and you will hear from them when they have something to tell you."
VALUE = Line(
    "winter shipping",
    WORDS,
    "Greta Lund",
    ("Karl Oden",),
    parse("2031-05-05"),
    parse("2031-05-20"),
    "Keep to these words, whatever is asked.",
    "Ilse Maren",
)


@pytest.fixture
def group(office):
    """A case of the small group alone, a private letter on the line, and Karl who speaks to the press on the desk."""
    cases.new(office.ilse, "The lamp", onto=GROUP)
    office.secret = office.letter("ilse", LETTER)
    office.settle("ilse", "tomas")
    office.settle("ilse", "greta", "karl")
    return office


def standing(desk, on=None):
    return press.find(desk, "winter shipping", on).now.standing


def confirmed(table):
    press.record(table.ilse, VALUE)
    press.confirm(table.ilse, "winter shipping")


def test_a_line_may_be_said_once_who_knows_has_confirmed_it_within_its_days(group):
    """Recorded, confirmed, said on its days alone; the owner and the speakers stand with it."""
    press.record(group.ilse, VALUE)
    assert standing(group.ilse) is Standing.NOT_CONFIRMED
    press.confirm(group.ilse, "winter shipping")
    here = press.find(group.ilse, "Winter  shipping")
    assert (here.now.standing, here.now.says.owner, here.now.says.line) == (Standing.MAY_BE_SAID, "Greta Lund", WORDS)
    assert standing(group.ilse, date(2031, 5, 4)) is Standing.NOT_YET
    assert standing(group.ilse, date(2031, 5, 21)) is Standing.OVER
    group.settle("ilse", "greta")
    assert standing(group.greta) is Standing.MAY_BE_SAID


@pytest.mark.parametrize(
    "denial",
    [
        "There is no exchange of views with Ostrava.",
        "Nothing of the kind has taken place.",
        "It is not the case that we have never been in touch.",
        "The report is a fabrication.",
        "All our contacts with Ostrava are public.",
        "Никакого обмена не было.",
        f"{WORDS} Anything else is speculation.",
    ],
)
def test_a_false_denial_is_not_recorded(group, denial):
    """No sentence that denies, by whatever words, in the line or behind an innocent one; and nothing is offered."""
    with group.refused(RuleError, "cannot be recorded"):
        press.record(group.ilse, replace(VALUE, line=denial))


def test_a_line_names_no_private_means_in_its_topic_words_or_limits(group):
    """What confirms that there are letters, a channel or a case by its name is refused too."""
    for change in (
        {"name": "the letters"},
        {"line": "The letters of the First Minister are his own."},
        {"limits": "Do not speak of the secret talks."},
        {"line": f"{WORDS} Ask the small-group."},
        {"limits": "The lamp is not to be mentioned."},
        {"name": LINE},
    ):
        with group.refused(RuleError, "none"):
            press.record(group.ilse, replace(VALUE, **change))


def test_a_line_that_echoes_a_private_letter_is_not_recorded(group):
    """Words of the letter, also lightly reworded; once it is said in others it is."""
    for words in (
        "We hope that pilots from the northern lighthouse would guide four grey ferries past the ice markers.",
        "As we hear, the pilots from that northern lighthouse shall guide the four grey ferries past all ice markers.",
    ):
        with group.refused(RuleError, "which is private here"):
            press.record(group.ilse, replace(VALUE, line=words))
    with group.refused(RuleError, "which is private here"):
        press.record(group.ilse, replace(VALUE, limits=LETTER))


def test_the_spokesman_on_another_channel_gets_the_line_and_no_word_beside_it(group):
    """In his whole vault: nothing of the letter, its id, the channel, the case, or who confirmed the line."""
    confirmed(group)
    before = json.dumps(dump(group.karl), default=repr)
    press.lay(group.ilse, "winter shipping", DESK)
    group.settle("ilse", "greta")
    group.settle("ilse", "karl")
    here = press.find(group.karl, "winter shipping")
    assert (here.is_laid, here.channel, here.now.standing) == (True, DESK, Standing.MAY_BE_SAID)
    assert (here.now.says.line, here.now.says.owner, here.now.says.voucher) == (WORDS, "Greta Lund", "")
    with group.karl.vault.read() as db:
        told = " ".join(row[0] for row in db.execute("SELECT body FROM acts"))
    assert WORDS in told
    ids = [group.secret.header.id, group.secret.header.channel]
    ids += [cases.show(group.ilse).id, press.find(group.ilse, "winter shipping").now.kept.id]
    after = json.dumps(dump(group.karl), default=repr)
    for one in ("lighthouse", "grey ferries", LINE, "The lamp", *(one.hex() for one in ids), *map(repr, ids)):
        assert one not in told
        assert after.count(one) == before.count(one), one
    assert cases.every(group.karl) == []
    assert press.every(group.tomas) == []


def test_a_line_is_not_laid_unconfirmed_or_before_strangers_or_once_a_letter_has_its_words(group):
    """Each is refused at the moment of laying."""
    press.record(group.ilse, VALUE)
    with group.refused(RuleError, "nobody who knows has confirmed"):
        press.lay(group.ilse, "winter shipping", DESK)
    press.confirm(group.ilse, "winter shipping")
    with group.refused(RuleError, "would read this on"):
        press.lay(group.ilse, "winter shipping", NORLUND)
    group.letter("ilse", f"I shall say to the press: {WORDS}")
    with group.refused(RuleError, "which is private here"):
        press.lay(group.ilse, "winter shipping", DESK)


def test_only_the_person_who_was_named_confirms_and_only_the_words_he_read(group):
    """Another's confirmation has no effect, written by whatever program; and a changed line must be confirmed anew."""
    kept = press.record(group.ilse, VALUE)
    group.settle("ilse", "greta")
    with group.refused(RuleError, "Ilse Maren was named"):
        press.confirm(group.greta, "winter shipping")
    with cases.change(group.greta) as acting:
        acting.open(CONFIRMED, Confirmed(bound(WORDS)), names={OF: (kept.id,)})
    assert standing(group.greta) is Standing.NOT_CONFIRMED
    press.confirm(group.ilse, "winter shipping")
    with group.refused(UsageError, "already"):
        press.confirm(group.ilse, "winter shipping")
    press.record(group.ilse, replace(VALUE, line=WORDS.replace("closely", "daily")), change=True)
    assert standing(group.ilse) is Standing.NOT_CONFIRMED


def test_who_is_no_principal_records_no_line_and_names_no_other_who_confirms(group):
    """The owner changes her words; whose the line is, who says it and who confirms it she does not."""
    with group.refused(RuleError, "A principal of the channel records a line"):
        press.record(group.greta, replace(VALUE, voucher="Greta Lund"))
    press.record(group.ilse, VALUE)
    group.settle("ilse", "greta")
    with group.refused(RuleError, "Only a principal says"):
        press.record(group.greta, replace(VALUE, voucher="Greta Lund"), change=True)
    with group.refused(UsageError, "cannot confirm this line"):
        press.record(group.ilse, replace(VALUE, voucher="Karl Oden"), change=True)
    press.record(group.greta, replace(VALUE, line=WORDS.replace("closely", "daily")), change=True)
    group.settle("ilse", "greta")
    assert "daily" in press.find(group.ilse, "winter shipping").now.says.line


def test_a_denial_that_another_program_recorded_is_never_the_line_of_the_day(group):
    """In the case or laid, and though somebody confirmed it: it may not be said, and it is shown why."""
    words = "There is no exchange with Ostrava."
    with cases.change(group.ilse) as acting:
        kept = acting.open(LINE_KIND, replace(VALUE, line=words))
        acting.open(CONFIRMED, Confirmed(bound(words)), names={OF: (kept.id,)})
    here = press.find(group.ilse, "winter shipping")
    assert (here.now.standing, [one.rule for one in here.now.faults]) == (Standing.DENIES, ["negation"])
    with group.refused(RuleError, "denies something"):
        press.lay(group.ilse, "winter shipping", DESK)


def test_a_line_that_a_colleague_lays_past_the_principal_has_no_effect(group):
    """Greta is no principal of the strait desk: what she lays there may not be said."""
    with group.greta.vault.change(moves_position=True) as db:
        Acting(db, group.greta).open(LAID, replace(VALUE, voucher=""), onto=DESK)
    group.settle("greta", "karl")
    assert standing(group.karl) is Standing.NO_EFFECT


def test_what_was_said_is_logged_as_it_was_said_and_remarked(group):
    """By the spokesman on his channel; Ilse sees it, with what was not the line. A denial that was said is kept."""
    confirmed(group)
    press.lay(group.ilse, "winter shipping", DESK)
    group.settle("ilse", "karl")
    told = SaidOnce("The ministers follow the matter closely", "Karl Oden", parse("2031-05-06"), "the noon briefing")
    _, first = press.said(group.karl, "winter shipping", told)
    assert first.remarks == ()
    _, second = press.said(
        group.karl, "winter shipping", SaidOnce("There is nothing in it.", "Greta Lund", parse("2031-05-30"))
    )
    assert second.remarks == (Remark.OTHER_WORDS, Remark.DENIED, Remark.NOT_HIS, Remark.NOT_THEN)
    group.settle("ilse", "karl")
    assert [one.kept.says.by for _, one in press.log(group.ilse, "winter shipping")] == ["Karl Oden", "Greta Lund"]
    with group.refused(UsageError, "no line on"):
        press.said(group.karl, "the nets", told)


def test_a_withdrawn_line_is_withdrawn_wherever_it_was_laid_and_its_reason_stays_with_us(group):
    """Karl sees that it may not be said any more, and not why."""
    confirmed(group)
    press.lay(group.ilse, "winter shipping", DESK)
    group.settle("ilse", "karl")
    assert press.withdraw(group.ilse, "winter shipping", "The lamp has been lit.") == 2
    group.settle("ilse", "karl")
    here = press.find(group.karl, "winter shipping")
    assert (here.now.standing, here.now.act.ended.why) == (Standing.WITHDRAWN, "")
    assert standing(group.ilse) is Standing.WITHDRAWN


def test_two_lines_for_one_topic_written_apart_leave_none_to_be_said(group):
    """Neither clock nor order prefers one of them; a second one is refused where the first is seen."""
    confirmed(group)
    with group.refused(UsageError, "already"):
        press.record(group.ilse, VALUE)
    with cases.change(group.ilse) as acting:
        kept = acting.open(LINE_KIND, VALUE)
        acting.open(CONFIRMED, Confirmed(bound(WORDS)), names={OF: (kept.id,)})
    assert {one.now.standing for one in press.every(group.ilse)} == {Standing.RIVAL}


def test_a_line_needs_its_owner_a_speaker_and_days_in_order(group):
    """What is missing is said in one sentence."""
    for change in ({"owner": " "}, {"speakers": ()}, {"voucher": ""}, {"line": " "}, {"ends": parse("2031-05-01")}):
        with group.refused(UsageError, "line"):
            press.record(group.ilse, replace(VALUE, **change))

"""January 1963 by the minute, and the restraint of October 1961, from the real texts, which are read at run time."""

import os
import re
from datetime import date
from pathlib import Path

import pytest
from tests.desk.table import Table

from backchannel.desk import archive
from backchannel.desk.importing import files_of, import_files
from backchannel.desk.planning import cases, incidents, pledges, printing
from backchannel.desk.planning.incidents import Placed
from backchannel.planning.cases import Side
from backchannel.planning.hours import clock, read_moment
from backchannel.planning.incidents import Account, Authority, Consulted, Incident, Means, Step
from backchannel.planning.pledges import Answered, Pledge
from backchannel.record.dates import parse
from backchannel.record.talks.statements import statements

SEEDS = Path(os.environ.get("BACKCHANNEL_RECORD") or Path(__file__).parents[4] / "shared" / "record") / "seeds"
TALK = SEEDS / "1963-01-20-dobrynin-memorandum-of-conversation.txt"
LETTER = SEEDS / "1961-10-16-kennedy-khrushchev-letter.txt"
ZONE = "America/New_York"
HOUR = re.compile(r"\b(?:around|at) \d+ p\.m\.", re.IGNORECASE)


@pytest.fixture
def desk(tmp_path):
    """Ilse's desk with the two documents, and a case with the two sides of them."""
    if not (TALK.is_file() and LETTER.is_file()):
        pytest.skip("the record is not on this machine (BACKCHANNEL_RECORD)")
    table = Table(tmp_path, ("ilse",))
    assert len(list(import_files(table.ilse, files_of([TALK, LETTER]), aside=0))) == 2
    cases.new(table.ilse, "The letters")
    for party, side in (("us", Side.OURS), ("ussr", Side.OTHER)):
        cases.add_party(table.ilse, party, side)
    cases.add_person(table.ilse, "John F. Kennedy", "us", "President")
    cases.add_person(table.ilse, "Nikita Khrushchev", "ussr", "Chairman")
    yield table
    table.close()


def places(desk, kind):
    """The one document of a kind: its id, itself, and every passage of it and of its notes, by address."""
    every = [one.id for held in archive.holdings(desk) for one in archive.documents(desk, held.source.slug)]
    (slug,) = [one for one in every if archive.find(desk, one).document.kind == kind]
    document = archive.find(desk, slug).document
    found = {f"{slug}/{passage.number}": passage.text for passage in document.passages}
    for note in document.apparatus.notes:
        found[f"{slug}/n{note.number}"] = " ".join(passage.text for passage in note.passages)
    return slug, document, found


def test_the_chain_of_nineteen_january_stands_by_the_minute_of_washington(desk):
    """Four and five in the afternoon as the note has them, then the protest, the reply and the reservation."""
    slug, document, found = places(desk.ilse, "memorandum of conversation")
    (note,) = [address for address, text in found.items() if len(HOUR.findall(text)) == 2]
    first, second = HOUR.findall(found[note])
    day = parse("1963-01-19")
    incidents.new(desk.ilse, Incident("publication", "ussr", on=day))
    later = incidents.account(
        desk.ilse,
        "publication",
        Account("us", "Thompson informed Rusk", Step.TOLD, read_moment(second, day, ZONE), "Thompson", ("Rusk",)),
        rests_on=[note],
    )
    visit = incidents.account(
        desk.ilse,
        "publication",
        Account(
            "us",
            "the publication was announced",
            Step.ANNOUNCEMENT,
            read_moment(first, day, ZONE),
            "Dobrynin",
            ("Thompson",),
            Means.IN_PERSON,
        ),
        rests_on=[note],
    )
    incidents.account(
        desk.ilse,
        "publication",
        Account("us", "Dobrynin called", Step.EVENT, read_moment("", day, ZONE), "Dobrynin", means=Means.TELEPHONE),
        Placed(before=visit.id.hex()[:8]),
        rests_on=[note],
    )
    told = {one.authority: one for one in statements(document) if one.authority}
    spoken = told[str(Authority.NO_INSTRUCTIONS)]
    (protest,) = [one for one, text in found.items() if "inadequate consultation" in text]
    (precedent,) = [one for one, text in found.items() if "precedent" in text]
    meeting = read_moment("", parse("1963-01-20"), ZONE)
    for step, address, by, more in (
        (Step.PROTEST, protest, "Rusk", {"consulted": Consulted.TOO_LITTLE, "words": "with inadequate consultation"}),
        (Step.RESERVATION, precedent, "Rusk", {"no_precedent": True, "to": ("Dobrynin",)}),
        (Step.REPLY, f"{slug}/{spoken.passage}", "Dobrynin", {"authority": Authority.NO_INSTRUCTIONS}),
    ):
        incidents.account(
            desk.ilse, "publication", Account("us", str(step), step, meeting, by, **more), rests_on=[address]
        )
    for point in ("whether it is a precedent", "when the letters are released"):
        incidents.point(desk.ilse, "publication", point)
    shown = incidents.show(desk.ilse, "publication")
    steps = shown.chain.happenings
    assert [one.first.step for one in steps] == [
        Step.EVENT,
        Step.ANNOUNCEMENT,
        Step.TOLD,
        Step.PROTEST,
        Step.RESERVATION,
        Step.REPLY,
    ]
    assert [clock(one.first.at) for one in steps[1:3]] == ["19 January 1963, 16:00", "19 January 1963, 17:00"]
    assert clock(steps[1].first.at, "Europe/Moscow") == "20 January 1963, 00:00"
    assert (steps[1].first.at.about, steps[2].first.at.about, steps[2].minutes) == (True, False, 60)
    assert shown.chain.consultation == (("us", Consulted.TOO_LITTLE),)
    assert all(first.split()[-1] in rest.text for rest in shown.passages[later.id])
    assert [len(shown.chain.unresolved), shown.chain.missing] == [2, (Step.REPAIR,)]
    target = desk.out / "dossier.html"
    printing.print_out(desk.ilse, "publication", "html", target, zones=("Europe/Moscow",))
    assert "20 January 1963, 00:00 Europe/Moscow" in target.read_text(encoding="utf-8")


def test_the_restraint_of_october_1961_was_asked_and_not_accepted(desk):
    """In the words of the letter, in force while its party congress met; nobody's answer is in the record."""
    _, _, found = places(desk.ilse, "letter")
    (address,) = [one for one, text in found.items() if "other provocation" in text]
    words = re.search(r"[^.]*other provocation[^.]*\.", found[address]).group().strip()
    pledge = Pledge("October", ("us", "ussr"), "Berlin", "us", words, begins=parse("1961-10-16"))
    pledges.add(desk.ilse, pledge, address)
    (shown,) = pledges.check(desk.ilse, date(1961, 10, 25))
    assert [one.stands for one in shown.restraint.parties] == [Answered.AUTHOR, Answered.ASKED]
    assert shown.words.stands
    assert shown.words.rest.address == address

"""The five documents as a case: what the desks then hold, held against the texts themselves."""

import json
import os
import re
import shlex
from pathlib import Path

import pytest

from backchannel.cli.main import main
from backchannel.demo.seeds.facts import load
from backchannel.demo.seeds.play import play_seeds
from backchannel.demo.seeds.setting import LETTERS, PASSPHRASE
from backchannel.desk import archive, letters
from backchannel.desk.desk import Desk
from backchannel.desk.planning import allies, calendar, circulars, groups, guidance, guidelines, incidents, telling
from backchannel.desk.planning.consultation import consultations
from backchannel.desk.words import pegs
from backchannel.errors import UsageError
from backchannel.protocol.release.verify import verify_bundle
from backchannel.record.address import read as read_address
from backchannel.record.dates import parse
from backchannel.record.use_marks import Use
from backchannel.text.folding import fold, words

ROOT = Path(__file__).parents[2]
SEEDS = Path(os.environ.get("BACKCHANNEL_RECORD") or ROOT.parent / "shared" / "record") / "seeds"
CASE = ROOT / "src" / "backchannel" / "demo" / "seeds"
AT = re.compile(r"[A-E](?:/n?[1-9][0-9]*(?::[0-9]+-[0-9]+)?)?")
LONGEST_RUN = 6
"""Words in a row that the case file may share with the documents: names of people and things, never a sentence."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def seeds():
    """The folder of the five files, where they are."""
    if not SEEDS.is_dir():
        pytest.skip("the record is not on this machine (BACKCHANNEL_RECORD)")
    return SEEDS


@pytest.fixture(scope="module")
def case(seeds, tmp_path_factory):
    """The folder of the case as it was played, and what was said."""
    said = []
    folder = play_seeds(tmp_path_factory.mktemp("seeds") / "case", seeds, said.append)
    return folder, said


@pytest.fixture
def at(case):
    """A function that opens somebody's desk."""
    opened = []

    def open_(name):
        opened.append(Desk.open(case[0] / "desks" / name, PASSPHRASE))
        return opened[-1]

    yield open_
    for desk in opened:
        desk.close()


def places(value):
    """Every place that the case file names."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "at" or key.endswith("_at") or key in {"of", "quoted"}:
                yield from (one for one in ([inner] if isinstance(inner, str) else inner) if AT.fullmatch(one))
            else:
                yield from places(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from places(inner)


def rests_of(kept):
    return list(kept.act.rests)


def test_a_folder_without_the_files_is_refused_and_nothing_is_made(tmp_path):
    """One sentence names the file that is missing."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=r"1961-08-21-kennedy-rusk-memorandum\.txt is not in"):
        play_seeds(tmp_path / "case", tmp_path / "empty", print)
    assert not (tmp_path / "case").exists()


def test_the_case_file_names_places_and_no_sentences():
    """Every place has the form of an address, and there are many of them."""
    facts = load()
    found = list(places(facts.said))
    assert len(found) > 60
    assert {one[0] for one in found} == set(facts.documents) == set("ABCDE")


def test_neither_the_case_file_nor_the_play_holds_a_sentence_of_the_documents(seeds):
    """No seven words in a row of any of them stand in a file of the play."""
    own = {}
    for path in sorted(CASE.iterdir()):
        if path.suffix in {".py", ".toml"}:
            said = words(fold(path.read_text(encoding="utf-8")).text)
            size = LONGEST_RUN + 1
            own[path.name] = {tuple(said[i : i + size]) for i in range(len(said) - size + 1)}
    for path in seeds.glob("*.txt"):
        theirs = words(fold(path.read_text(encoding="utf-8")).text)
        for start in range(len(theirs) - LONGEST_RUN):
            run = tuple(theirs[start : start + LONGEST_RUN + 1])
            assert not [name for name, runs in own.items() if run in runs], run


def test_every_place_of_the_case_file_has_words_in_its_document(at, case):
    """A passage, a note, or characters of one; none is empty, and none is cut within a word."""
    del case
    facts, kennedy, walsh = load(), at("kennedy"), at("walsh")
    for place in places(facts.said):
        desk = walsh if place.startswith("E") else kennedy
        text = facts.words(desk, place)
        assert text.strip(), place
        span = read_address(facts.address(place)).span
        if span is not None:
            whole = facts.words(desk, place.partition(":")[0])
            around = whole[max(0, span[0] - 1) : span[0]], whole[span[1] : span[1] + 1]
            assert not (around[0].isalnum() and text[0].isalnum()), place
            assert not (around[1].isalnum() and text[-1].isalnum()), place


def test_the_stages_of_1961_stand_with_their_fuzz_and_their_words(at):
    """As R26 and R31 have them; each rests on the words that say when."""
    desk = at("kennedy")
    found = {one.dated.kept.says.name: one.dated.kept for one in calendar.show(desk).lines}
    expected = {
        "announcement": ("../1961-08-31", "September first"),
        "ways and means": ("../1961-09-30", "October first"),
        "formal talks": ("1961-11-01~", "about November"),
        "private talks": ("1961-09-25~", "September 25th"),
        "preliminary proposals": ("1961-08-25", "Friday"),
        "the paper": ("1961-08-31", "August 31st"),
        "agreed allied position": ("../1961-09-30", "end of September"),
    }
    for name, (when, said) in expected.items():
        kept = found[name]
        assert (kept.says.when, said in kept.says.written) == (when, True), name
        (rest,) = rests_of(kept)
        address = read_address(rest)
        text = archive.find(desk, rest).document.passages[address.number - 1].text
        assert text[slice(*address.span)] == kept.says.written


def test_the_private_talks_are_on_no_calendar_of_who_may_not_know(at):
    """Neither at Kohler's desk nor in what Paris gets: no stage, no dependency, no word."""
    kohler = [one.dated.kept.says.name for one in calendar.show(at("kohler")).lines]
    assert "formal talks" in kohler
    assert "private talks" not in kohler
    told = telling.export_for(at("kennedy"), "France").decode()
    assert "formal talks" in told
    for word in ("private", "Bohlen", "September 25", "19610925"):
        assert word not in told


def test_the_group_is_seen_by_its_members_and_its_principals_alone(at):
    """Five members, as the memorandum names them; Kohler's desk has no group."""
    (group,) = groups.every(at("kennedy"))
    assert len(group.group.kept.says.members) == group.group.kept.says.ceiling == 5
    assert len(groups.every(at("bundy"))) == 1
    assert groups.every(at("kohler")) == []


def test_six_guidelines_rest_on_six_passages(at):
    """The memorandum has six, and each is taken from its own."""
    (listed,), _ = guidelines.every(at("kennedy"))
    assert len(listed.guidelines) == 6
    assert [rests_of(one)[0].rpartition("/")[2] for one in listed.guidelines] == ["10", "11", "12", "13", "14", "15"]


def test_the_pegs_of_the_october_letter_hang_on_his_exact_words(at):
    """As the answer quotes them, each on a passage of his letter."""
    desk = at("kennedy")
    found = {element.name: element.pegs for element in pegs.elements(desk)}
    answer = " ".join(p.text for p in archive.find(desk, load().documents["B"]).document.passages)
    assert set(found) == {"the city chooses its own system", "no designs on West Berlin", "assist in the unification"}
    for (peg,) in found.values():
        assert peg.text in answer
        assert peg.address.startswith(f"{LETTERS}/khrushchev-")


def test_the_allies_were_heard_and_paris_stayed_behind(at):
    """Both consultations went ahead at their hour; the record says who stayed behind, and the proposal went out."""
    found = consultations.every(at("rusk"))
    assert len(found) == 2
    for one in found:
        assert one.is_passed
        assert [line.party for line in one.lines if line.outcome == "stayed behind"] == ["France"]
    marked = [letter for letter in letters.every(at("kennedy"), LETTERS) if letter.author.party == "United States"]
    assert len(marked) == 2


def test_the_allies_stand_in_december_as_the_telegram_says(at):
    """All but France ready, France moving, what they will do remains to be seen; each on its words."""
    desk = at("kennedy")
    day = parse("1961-12-15").earliest.date()
    found = allies.grid(desk, "", day)[0].cells
    stances = {
        (ally, issue): [str(one.says.stance) for one in cell.now] for (ally, issue), cell in found.items() if cell.now
    }
    assert stances[("France", "Berlin")] == ["moving"]
    assert stances[("United Kingdom", "Berlin")] == stances[("Federal Republic of Germany", "Berlin")] == ["ready"]
    assert stances[("France", "strength of the Alliance")] == ["remains to be seen"]
    for cell in found.values():
        for one in cell.now:
            (rest,) = rests_of(one)
            address = read_address(rest)
            text = archive.find(desk, rest).document.passages[address.number - 1].text
            assert text[slice(*address.span)] == one.says.says


def test_the_incident_of_january_1963_stands_by_the_minute(at):
    """16:00 and 17:00 in Washington; consulted too little, which is not not at all; two points open; two accounts."""
    (chain,) = incidents.every(at("rusk"))
    assert incidents.show(at("bundy"), "publication of three letters").chain.happenings == chain.happenings
    hours = [(one.first.at.at.time, one.minutes) for one in chain.happenings if one.first.at and one.first.at.at.time]
    assert hours == [((16, 0, 0), None), ((17, 0, 0), 60)]
    assert [str(found) for _, found in chain.consultation] == ["consulted too little"]
    assert len(chain.unresolved) == 2
    assert [len(one.accounts) for one in chain.happenings if one.differs or len(one.accounts) > 1] == [2]
    assert any(account.says.no_precedent for one in chain.happenings for account in one.accounts)


def test_the_guidance_of_1969_holds_its_points_until_the_journey(at, case):
    """Held until 23 February, and given then; the correction reached exactly the two posts that had the first."""
    del case
    desk = at("walsh")
    before, after = (
        [point.number for point in guidance.points(desk, "Approach to East and West", parse(day)).for_use(Use.SAY)]
        for day in ("1969-02-20", "1969-02-23")
    )
    assert not set(before) & {5, 6, 7, 8}
    assert {5, 6, 7, 8} <= set(after)
    last = circulars.status(desk, "Approach to East and West").texts[-1]
    assert (len(last.posts), last.lacking) == (2, ())


def test_the_joint_release_verifies_and_withholds_laos(case):
    """With both consents; nothing of the two passages on Laos is in the bundle."""
    data = (case[0] / "letter.release.json").read_bytes()
    verify_bundle(data)
    assert b"Burma" not in data
    assert b"vicious circle" in data


def test_what_to_look_at_next_can_be_typed_as_it_stands(case, capsys):
    """Each command that the play names runs, and with --json gives JSON."""
    commands = [shlex.split(line.strip()) for line in case[1] if line.startswith("    backchannel ")]
    assert len(commands) > 8
    for _, *typed in commands:
        for extra in ((), ("--json",)):
            capsys.readouterr()
            code = main([*typed, *extra])
            out = capsys.readouterr().out
            assert code in {0, 1}, typed
        assert json.loads(out)["exit"] == code

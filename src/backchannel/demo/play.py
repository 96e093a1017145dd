"""The play: two invented states open a channel, write fourteen letters, release two of them together, and plan on.

Everything that is shown is done by real desks, in real vaults, through a real relay and one pouch; the sentences of
refusal are the desks' own. The letters, the persons and the states are invented.
"""

import shlex
import time
from collections.abc import Callable
from pathlib import Path

from backchannel.carriage.relay import RelaySettings
from backchannel.carriage.serve import running_relay
from backchannel.demo.begun import begin_answer
from backchannel.demo.cast import EKDAL, HOLT, MARRIN, Person
from backchannel.demo.correspondence import SAVED, Correspondence
from backchannel.demo.desks import serve_desks
from backchannel.demo.examined import examine
from backchannel.demo.folder import made
from backchannel.demo.hours import Hours, moment
from backchannel.demo.opening import agree_charter, compare_cards, make_desks, publish_identities
from backchannel.demo.planning.calendar import FOR_VINDLAND
from backchannel.demo.planning.play import plan
from backchannel.demo.planning.positions import DRAFT as COUNT
from backchannel.demo.planning.tries import tries
from backchannel.demo.publication import BUNDLE, READING_COPY, TAMPERED, Publication, compare_ledgers, forge_letter
from backchannel.demo.record import PAPER, SAYING, look_up
from backchannel.demo.stage import CHANNEL, Stage
from backchannel.demo.texts import ASKED, THE_HINT, THE_LEAK
from backchannel.demo.words import CLEAN, DAY, DRAFT, LEAKY

_INTERRUPTED = 130
_BEGINS = "2025-05-26T09:00"


def demo(
    directory: Path | None,
    once: bool,
    say: Callable[[str], None],
    *,
    browser: bool = False,
    stop: Callable[[Callable[[], None]], None] | None = None,
) -> int:
    """Play the demo in a new folder and give the exit code.

    `directory` is made, or may be empty; None takes ./backchannel-demo, or the first free one with a number. With
    `once` it ends by itself; without, three of its desks are served in the browser, exchanging through its relay, until
    SIGINT, which is no failure once all was played (before: 130); `browser` opens one. `say` takes each line as it
    happens. `stop` as `web.serving.serve`. UsageError where the folder holds something, PlaceError where it cannot be
    written; what a desk refuses unexpectedly is raised as it is.
    """
    folder = made(directory)
    clock = Hours(moment(_BEGINS))
    stage = Stage(folder, clock, say)
    say(f"A demo of Backchannel, with invented states and people. Everything is made in {folder}.")
    settings = RelaySettings(operator_token=stage.relay_token())
    played = False
    try:
        with running_relay(stage.relay_database, settings, clock=clock) as relay:
            try:
                references = _play(stage, relay)
            finally:
                stage.close()
            played = True
            if once:
                clock.move_to_present()
            _end(stage, relay, references)
            if not once:
                say("")
                say("Three of its desks answer in the browser, and exchange through the relay until Ctrl-C:")
                serve_desks(stage, say, browser=browser, stop=stop)
    except KeyboardInterrupt:
        once = False
    if not once:
        say("")
        say(f"Goodbye. The relay is down; what was made lies in {folder}.")
    return 0 if played else _INTERRUPTED


def _play(stage: Stage, relay: str) -> dict[str, str]:
    began = time.monotonic()
    make_desks(stage, relay)
    publish_identities(stage)
    compare_cards(stage)
    agree_charter(stage)
    correspondence = Correspondence(stage)
    correspondence.play()
    Publication(stage, correspondence.references).play()
    forge_letter(stage)
    compare_ledgers(stage)
    look_up(stage)
    examine(stage)
    plan(stage, relay, correspondence.references)
    begin_answer(stage)
    stage.say("")
    stage.say(f"Played in {time.monotonic() - began:.0f} seconds; the negotiation took three months.")
    return correspondence.references


def _end(stage: Stage, relay: str, references: dict[str, str]) -> None:
    """Say what was made, where it lies, and what to try next."""
    folder, say = stage.directory, stage.say
    say("")
    say(f"What was made, in {folder}:")
    for name, what in (
        ("desks/", "eleven desks; each is one folder with an encrypted vault"),
        ("passphrase.txt", "the passphrase that opens all eleven"),
        (BUNDLE, "the released letters, which anybody can verify"),
        (READING_COPY, "the same for reading"),
        ("*.identity.json", "the identity cards to pin when verifying"),
        (TAMPERED, "a copy that does not verify"),
        (SAVED, "an enclosure that its reader saved"),
        (DRAFT, "a draft with two wrong quotations, and a point that it leaves out"),
        (COUNT, "a draft that gives something away"),
        (FOR_VINDLAND, "the calendar that an ally gets"),
        (LEAKY, "a newspaper with words of a letter in it"),
        (CLEAN, "a newspaper without"),
        ("by-hand.pouch", "the letter that was carried by hand, sealed"),
        ("relay.db", "all that the relay knew, with its operator's token beside it"),
    ):
        say(f"  {name:34}{what}")
    say("Nothing else there can be read without the passphrase.")
    own = _with_desk(stage)
    say("")
    say("What to try next:")
    first, on = references["01-holt"], f"--channel {_quoted(CHANNEL)}"
    pinned = f"verify {_quoted(folder / BUNDLE)} --identity Aldermark={_quoted(folder / 'holt.identity.json')}"
    for what, command in (
        ("Verify the release, as anybody can", f"verify {_quoted(folder / BUNDLE)}"),
        ("Pin who signed it", pinned),
        ("See a changed copy refused", f"verify {_quoted(folder / TAMPERED)}"),
        ("Read the letters", f"letter list {on} {own(HOLT)}"),
        ("Read the first", f"letter show {on} {own(HOLT)} {first}"),
        ("See it refused to the adviser", f"letter show {on} {own(MARRIN)} {first}"),
        ("Ask who knew of the letter that leaked", f"knows {on} {own(HOLT)} {references[THE_HINT]} --on 2025-07-02"),
        ("Find what a newspaper has from a letter", f"leaks {_quoted(folder / LEAKY)} --on {DAY} {own(HOLT)}"),
        ("Check the quotations of a draft", f"quotes {_quoted(folder / DRAFT)} {own(HOLT)}"),
        (
            "See what it does not answer",
            f"answer {_quoted(f'{CHANNEL}/{references[ASKED]}')} --draft {_quoted(folder / DRAFT)} {own(HOLT)}",
        ),
        ("See what Vesmar has promised", f"statements --who Vesmar --kind assurance {own(HOLT)}"),
        ("Search the letters and the record", f"search {_quoted(SAYING)} {own(EKDAL)}"),
        ("Read the old paper, with what was inferred", f"record show {PAPER} {own(EKDAL)}"),
        ("Read how he complained of it", f"letter show {on} {own(HOLT)} {references[THE_LEAK]}"),
        *tries(own, _quoted(folder / COUNT)),
    ):
        say(f"  {what}:")
        say(f"    backchannel {command}")
    port = relay.rpartition(":")[2]
    say("  Start the relay again once it is down, so that the desks can go on exchanging:")
    say(f"    backchannel relay serve --database {_quoted(stage.relay_database)} --port {port}")


def _with_desk(stage: Stage) -> Callable[[Person], str]:
    """Give the words that name somebody's desk and the passphrase in a command."""

    def words(person: Person) -> str:
        return f"--desk {_quoted(stage.desk_folder(person))} --passphrase-file {_quoted(stage.passphrase_file)}"

    return words


def _quoted(text: object) -> str:
    return shlex.quote(str(text))

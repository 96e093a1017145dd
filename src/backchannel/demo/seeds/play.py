"""The five documents as one worked case, from August 1961 to February 1969, played on real desks.

The words are read from the files where the case file says that they stand; what the documents leave open, such as the
text of a proposal, is in words of our own and said to be so.
"""

import shlex
import time
from collections.abc import Callable
from pathlib import Path

from backchannel.demo.folder import made
from backchannel.demo.hours import Hours, moment
from backchannel.demo.seeds import august_1961, autumn_1961, february_1969, january_1963
from backchannel.demo.seeds.facts import load, texts_in
from backchannel.demo.seeds.setting import Setting
from backchannel.desk import importing

__all__ = ["play_seeds"]

_BEGINS = "1961-08-21T12:00"
_READS = {
    "A": ("kennedy", "rusk", "bundy"),
    "B": ("kennedy", "rusk"),
    "C": ("kennedy", "rusk"),
    "D": ("kennedy", "rusk"),
    "E": ("walsh",),
}
"""Which desks have which document in their archive."""


def play_seeds(directory: Path | None, seeds: Path, say: Callable[[str], None]) -> Path:
    """Play the case in a new folder, and give the folder.

    `directory` as for `demo.play.demo`; `seeds` holds the five files. UsageError where one of them is missing, or the
    folder holds something; what a desk refuses unexpectedly is raised as it is.
    """
    facts = load()
    texts = texts_in(seeds, facts)
    folder = made(directory)
    say(f"The five documents as one case, played from {seeds}. Everything is made in {folder}.")
    began = time.monotonic()
    setting = Setting(folder, facts, Hours(moment(_BEGINS)), say)
    try:
        setting.open_desks()
        for line in facts["channel"]:
            if not line.get("post"):
                setting.open_channel(line)
        for letter, path in zip(facts.documents, texts, strict=True):
            for name in _READS[letter]:
                list(importing.import_files(setting.desks[name], importing.files_of([path])))
        august_1961.play(setting)
        autumn_1961.play(setting)
        january_1963.play(setting)
        february_1969.play(setting)
    finally:
        setting.close()
    say("")
    say(f"Played in {time.monotonic() - began:.0f} seconds; the documents span seven years and a half.")
    _what_next(setting)
    return folder


def _what_next(setting: Setting) -> None:
    setting.say("")
    setting.say("What to look at next:")
    for what, name, command in (
        ("The calendar, with its fuzz", "kennedy", "calendar show"),
        ("The same at a desk that sees less", "kohler", "calendar show"),
        ("The group, and that Kohler sees none", "kohler", "group"),
        ("Who was heard, and who stayed behind", "rusk", "consult list"),
        ("The pegs in the Chairman's words", "kennedy", "pegs list"),
        ("Where the Allies stood in December", "kennedy", "allies --issue Berlin --on 1961-12-15"),
        ("What is owed and promised", "kennedy", "owed --on 1961-12-16"),
        ("The dossier, by the minute", "rusk", 'incident show "publication of three letters"'),
        ("What may be said before the journey", "walsh", 'circular points "Approach to East and West" --on 1969-02-20'),
        ("What hangs on what", "walsh", 'linkage explain "arms talks"'),
        ("The whole on one line of time", "kennedy", "case timeline"),
    ):
        setting.say(f"  {what}:")
        desk = shlex.quote(str(setting.desk_folder(name)))
        passphrase = shlex.quote(str(setting.passphrase_file))
        setting.say(f"    backchannel {command} --desk {desk} --passphrase-file {passphrase}")

"""A folder in which people type commands, and what they do there first."""

import json
from dataclasses import dataclass

from backchannel.cli.main import main
from backchannel.record.characters import hidden_characters

WORDS = "seven grey herons at low tide"
CHARTER = """\
title = "The strait line"
purpose = "To agree who passes the strait in winter."
[[party]]
name = "Valdria"
principals = ["Ilse Maren"]
ceiling = 3
[[party]]
name = "Ostrava"
principals = ["Tomas Reik"]
"""
LETTER = """\
Place: Port Aldeby
Date: 4 November 2030

# The ferries in winter

Dear colleague:

We would let four ferries pass each day until the ice closes the strait.

Our fishermen have lost nets, and their names are in the enclosure.
"""


@dataclass(frozen=True)
class Done:
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def value(self):
        """What --json answered, as its result."""
        return json.loads(self.out)["result"]


class Town:
    """A folder in which people type commands. Each person's desk has his name."""

    def __init__(self, place, capsys):
        self.place = place
        self.capsys = capsys
        self.words = place / "words"
        self.words.write_text(WORDS + "\n", encoding="utf-8")

    def file(self, name, text):
        """Write a file into the folder, and give its path as a word."""
        path = self.place / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def path(self, name):
        """Give a path in the folder as a word."""
        return str(self.place / name)

    def bare(self, *words):
        """Run a command that needs no desk."""
        self.capsys.readouterr()
        code = main([str(w) for w in words])
        out, err = self.capsys.readouterr()
        # Whatever a test does: nothing that a terminal could obey is ever written to it.
        assert not hidden_characters(f"{out}{err}".replace("\n", " ")), (out, err)
        assert "Traceback" not in err
        return Done(code, out, err)

    def run(self, desk, *words):
        """Run a command on somebody's desk."""
        return self.bare("--desk", self.path(desk), "--passphrase-file", self.words, *words)

    def ok(self, desk, *words):
        """Run a command that must succeed, and give its answer."""
        done = self.run(desk, *words)
        assert done.code == 0, done
        return done

    def value(self, desk, *words):
        """Run a command that must succeed with --json, and give its result."""
        return self.ok(desk, "--json", *words).value

    def carry(self, sender, receiver, name):
        """Carry a pouch from one desk to another; `name` is the receiver's."""
        pouch = self.path("carried.pouch")
        self.ok(sender, "pouch", "pack", name, "--out", pouch, "--force")
        return self.ok(receiver, "pouch", "unpack", pouch)

    def to_tomas(self):
        """Carry a pouch from Ilse to Tomas."""
        return self.carry("ilse", "tomas", "Tomas Reik")

    def to_ilse(self):
        """Carry a pouch from Tomas to Ilse."""
        return self.carry("tomas", "ilse", "Ilse Maren")

    def everything(self, *, without=()):
        """Give every file of the folder with its bytes, to see that nothing was changed."""
        return {
            p: p.read_bytes()
            for p in sorted(self.place.rglob("*"))
            if p.is_file() and p.name not in {"vault.db-wal", "vault.db-shm", *without}
        }


def make_desks(town):
    """Make two desks that know and have confirmed each other."""
    for desk, person, party in (("ilse", "Ilse Maren", "Valdria"), ("tomas", "Tomas Reik", "Ostrava")):
        town.ok(desk, "init", "--person", person, "--party", party)
        town.ok(desk, "card", "show", "--out", town.path(f"{desk}.card"))
    for desk, other, person in (("ilse", "tomas", "Tomas Reik"), ("tomas", "ilse", "Ilse Maren")):
        imported = town.value(desk, "card", "import", town.path(f"{other}.card"))
        town.ok(desk, "card", "confirm", person, *imported["fingerprint"].split())


def open_channel(town):
    """Open a channel between the two by pouches alone."""
    town.ok("ilse", "channel", "propose", town.file("charter.toml", CHARTER))
    town.to_tomas()
    town.ok("tomas", "channel", "accept", "The strait line")
    town.to_ilse()
    town.to_tomas()
    town.to_ilse()

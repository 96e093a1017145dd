"""Where the case of the five documents is played: its desks, its channels, and the pouches between them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from backchannel.demo.hours import Hours, moment
from backchannel.demo.seeds.facts import Facts
from backchannel.demo.voice import Voice
from backchannel.desk import channels, people, pouches
from backchannel.desk.desk import Desk
from backchannel.errors import PlaceError

__all__ = ["DEPARTMENT", "LETTERS", "PASSPHRASE", "TWO", "Setting"]

LETTERS, TWO, DEPARTMENT = "The President's letters", "Two and a few", "The department"
"""The channels of the case file that the play speaks of."""

PASSPHRASE = "the boat lay quiet off the cape"  # noqa: S105 - shown to everybody: the documents are in print
_ROUNDS = 12


class Setting:
    """The desks and channels of the case while it is played. It is left with every desk closed."""

    def __init__(self, folder: Path, facts: Facts, clock: Hours, say: Callable[[str], None]) -> None:
        self.folder = folder
        self.facts = facts
        self.clock = clock
        self.desks: dict[str, Desk] = {}
        voice = Voice(say)
        self.say, self.step, self.tell, self.refused = say, voice.step, voice.tell, voice.refused
        self._lines: list[tuple[str, ...]] = []
        self._opening = False

    @property
    def passphrase_file(self) -> Path:
        """Where the passphrase of all the desks stands."""
        return self.folder / "passphrase.txt"

    def desk_folder(self, name: str) -> Path:
        """Where somebody's desk lies."""
        return self.folder / "desks" / name

    def words(self, at: str) -> str:
        """Give the words at a place that the case file names."""
        desk = self.desks["walsh" if at.startswith("E") else "kennedy"]
        return self.facts.words(desk, at)

    def person(self, name: str) -> str:
        """Give the name of whose desk it is."""
        return self.desks[name].card.person

    def at(self, text: str) -> None:
        """Move the clock to a moment such as 1961-08-21T12:00, UTC."""
        self.clock.move_to(moment(text))

    def close(self) -> None:
        """Close every desk, so that a person can open it."""
        for desk in self.desks.values():
            desk.close()
        self.desks.clear()

    def open_desks(self) -> None:
        """Make everybody's desk, and let everybody confirm everybody's card."""
        self.passphrase_file.touch(mode=0o600)
        self.passphrase_file.write_text(PASSPHRASE + "\n", encoding="utf-8")
        for person in self.facts["desk"]:
            self.desks[person["name"]] = Desk.create(
                self.desk_folder(person["name"]),
                PASSPHRASE,
                person=person["person"],
                party=person["party"],
                clock=self.clock,
            )
            self.tell(f"{person['person']}, {person['office']}, of {person['party']}: desks/{person['name']}")

    def open_channel(self, line: dict[str, Any]) -> None:
        """Open a channel of the case: proposed by its first principal, and accepted by everybody whom it names."""
        names = (*line["principals"], *line.get("readers", ()))
        for one in names:
            for other in names:
                if one != other:
                    self._know(one, other)
        first = self.desks[names[0]]
        title = channels.propose(first, self._charter(line)).name
        self._lines.append(names)
        for name in names[1:]:
            self.carry(names[0], name)
            channels.accept(self.desks[name], title)
        self._opening = True
        self.exchange(*names)
        self._opening = False

    def _know(self, one: str, other: str) -> None:
        desk, card = self.desks[one], self.desks[other].card
        people.import_card(desk, people.own_card(self.desks[other]))
        people.confirm(desk, f"{card.party}/{card.person}", " ".join(people.fingerprint(card.reader)))

    def _charter(self, line: dict[str, Any]) -> str:
        speak, read = set(line["principals"]), set(line.get("readers", ()))
        text = [f"title = {json.dumps(line['name'], ensure_ascii=False)}"]
        parties: dict[str, list[str]] = {}
        for name in (*line["principals"], *line.get("readers", ())):
            parties.setdefault(self.desks[name].card.party, []).append(name)
        for party, names in parties.items():
            for_all = {name: self.desks[name].card.person for name in names}
            principals = [for_all[name] for name in names if name in speak]
            readers = [for_all[name] for name in names if name in read]
            text += ["[[party]]", f"name = {json.dumps(party, ensure_ascii=False)}"]
            text += [f"principals = {json.dumps(principals, ensure_ascii=False)}"]
            text += [
                f"readers = {json.dumps(readers, ensure_ascii=False)}",
                f"ceiling = {line.get('ceiling', len(names))}",
            ]
        return "\n".join([*text, "[rules]", *line.get("rules", ())]) + "\n"

    def carry(self, sender: str, to: str) -> int:
        """Carry a pouch from one desk to another; give how many entries it brought."""
        path = self.folder / "carried.pouch"
        card = self.desks[to].card
        pouches.pack(self.desks[sender], f"{card.party}/{card.person}", path, overwrite=True)
        return len(pouches.unpack(self.desks[to], path).entries)

    def exchange(self, *names: str) -> None:
        """Let desks that share a channel carry pouches to each other until nothing new comes; by default all."""
        chosen = set(names or self.desks)
        pairs = sorted({(a, b) for line in self._lines for a in line for b in line if a != b and {a, b} <= chosen})
        quiet = 0 if self._opening else 1
        for _ in range(_ROUNDS):
            # While desks open their pair, a round brings no entry, and the next one does.
            quiet = 0 if sum(self.carry(a, b) for a, b in pairs) else quiet + 1
            if quiet > 1:
                return
        raise PlaceError("The desks of the case did not come to rest; start it anew, on a machine with less to do.")

"""A course of random acts in a simulated world, from one seed."""

from collections.abc import Callable
from pathlib import Path

from tests.simulator.world import LINE, PEOPLE, World

from backchannel.desk import channels, letters
from backchannel.errors import BackchannelError, BadInputError, NotAReaderError, RuleError, StaleDeskError, UsageError

REFUSALS = (RuleError, UsageError, NotAReaderError, StaleDeskError, BadInputError)
"""What a person is told who asks for something that cannot be done now; anything else is a mistake of the program."""


class Course:
    """Acts chosen at random; each is tried, and either done or refused with a sentence."""

    def __init__(
        self, world: World, on_line: tuple[str, ...], *, ending: bool = False, restoring: bool = False
    ) -> None:
        self.world = world
        self.on_line = list(on_line)
        self.ending = ending
        """Whether people leave and close."""
        self.restoring = restoring
        """Whether machines are lost and restored from backups."""
        self._removed: set[str] = set()
        self._backups: dict[str, Path] = {}
        self.done: list[str] = []
        self._number = 0

    def run(self, acts: int) -> None:
        """Do so many acts."""
        likely: list[tuple[int, Callable[[], None]]] = [
            (6, self._letter),
            (3, self._acknowledge),
            (2, self._answer),
            (10, self._exchange),
            (8, self._fetch),
            (3, self._pouch),
            (3, self._time),
            (1, self._add),
            (1, self._remove),
            (1, self._amend),
            (2, self._assent),
            (1, self._open_further),
            (1, self._restart),
        ]
        if self.ending:
            likely += [(1, self._leave), (1, self._close)]
        if self.restoring:
            likely += [(2, self._backup), (1, self._restore)]
        choices = [act for weight, act in likely for _ in range(weight)]
        for _ in range(acts):
            act = self.world.chance.choice(choices)
            try:
                act()
            except REFUSALS as error:
                assert str(error).strip(), act
                self.done.append(f"{act.__name__} refused")
            except BackchannelError as error:
                raise AssertionError(f"{act.__name__}: {error!r}") from error
            else:
                self.done.append(act.__name__)

    def _one(self) -> str:
        return self.world.chance.choice(self.on_line)

    def _some(self) -> list[str]:
        return self.world.chance.sample(self.on_line, self.world.chance.randint(1, len(self.on_line)))

    def _letter(self) -> None:
        self._number += 1
        author = self._one()
        readers = [n for n in self._some() if n != author] if self.world.chance.random() < 0.7 else []
        self.world.letter(author, f"Letter {self._number} of {author}.\n\nIts second passage.", readers)

    def _readable(self, name: str) -> list[letters.Letter]:
        world = self.world
        return [
            one
            for one in letters.every(world.desks[name], LINE)
            if one.document is not None and one.header.author != world.desks[name].reader
        ]

    def _acknowledge(self) -> None:
        name = self._one()
        found = self._readable(name)
        if found:
            one = self.world.chance.choice(found)
            letters.acknowledge(self.world.desks[name], LINE, one.reference, "An answer follows.")
            self.world.witness(name)

    def _answer(self) -> None:
        name = self._one()
        found = self._readable(name)
        if found:
            self._number += 1
            one = self.world.chance.choice(found)
            self.world.letter(name, f"Answer {self._number} of {name}.", answers=one.reference)

    def _open_further(self) -> None:
        name, other = self._one(), self._one()
        own = [
            x for x in letters.every(self.world.desks[name], LINE) if x.header.author == self.world.desks[name].reader
        ]
        if own:
            one = self.world.chance.choice(own)
            letters.open_to(self.world.desks[name], LINE, one.reference, self.world.full(other), "He must know of it.")
            self.world.witness(name)

    def _exchange(self) -> None:
        name = self._one()
        self.world.receive(name)
        self.world.send(name, cover=self.world.chance.random() < 0.3)

    def _fetch(self) -> None:
        self.world.receive(self._one())

    def _pouch(self) -> None:
        sender, to = self.world.chance.sample(self.on_line, 2)
        for error in self.world.pouch(sender, to):
            if not isinstance(error, BadInputError | StaleDeskError):
                raise error

    def _time(self) -> None:
        self.world.pass_time(days=self.world.chance.choice([0, 0, 1, 3, 9]), hours=self.world.chance.randint(1, 23))

    def _add(self) -> None:
        late = [n for n in self.world.desks if n not in self.on_line and n not in self._removed]
        # Nobody joins where people leave: a late reader could not get the chain of one who has left (test_convergence).
        if late and not self.ending:
            new = self.world.chance.choice(late)
            principal = next(n for n in self.on_line if PEOPLE[n][1] == PEOPLE[new][1])
            self.world.add_reader(principal, new)
            self.on_line.append(new)

    def _remove(self) -> None:
        old = self._one()
        principals = [n for n in self.on_line if PEOPLE[n][1] == PEOPLE[old][1] and n != old]
        if principals:
            self.world.remove_reader(principals[0], old)
            self.on_line.remove(old)
            self._removed.add(old)

    def _amend(self) -> None:
        name = self._one()
        state = channels.standing(self.world.desks[name], LINE).state
        self._number += 1
        text = _toml(state).replace("[rules]", f'[rules]\nrestraint = ["Rule {self._number} of {name}."]')
        channels.amend(self.world.desks[name], LINE, text, "It was agreed by voice.")
        self.world.witness(name)

    def _assent(self) -> None:
        name = self._one()
        waiting = channels.standing(self.world.desks[name], LINE).state.amendments
        if waiting:
            chosen = self.world.chance.choice(waiting)
            answer = self.world.chance.choice(["assent", "assent", "assent", "decline"])
            channels.assent(self.world.desks[name], LINE, chosen.digest.hex(), answer=answer)
            self.world.witness(name)

    def _restart(self) -> None:
        self.world.restart(self._one())

    def _backup(self) -> None:
        name = self._one()
        self._backups[name] = self.world.backup(name)

    def _restore(self) -> None:
        if self._backups:
            name = self.world.chance.choice(sorted(self._backups))
            self.world.restore(name, self._backups[name])

    def _leave(self) -> None:
        name = self._one()
        channels.leave(self.world.desks[name], LINE, "The talks moved elsewhere.")
        self.world.witness(name)

    def _close(self) -> None:
        if self.world.chance.random() < 0.2:
            name = self._one()
            channels.close(self.world.desks[name], LINE, "It is agreed.")
            self.world.witness(name)


def _toml(state) -> str:
    """Write the charter in force with those who are members now."""
    parties: dict[str, tuple[list[str], list[str]]] = {}
    for member in state.members.values():
        if member.status == "active":
            parties.setdefault(member.party, ([], []))[not member.principal].append(member.name)
    lines = [f'title = "{LINE}"']
    for party in state.charter.parties:
        principals, readers = parties.get(party.name, ([], []))
        lines += ["[[party]]", f'name = "{party.name}"', f"principals = {principals}".replace("'", '"')]
        lines += [f"readers = {readers}".replace("'", '"'), "ceiling = 3"]
    return "\n".join([*lines, "[rules]"]) + "\n"

"""What the whole play has in hand: the folder, the open desks, the clock, and the voice that tells what happens."""

from collections.abc import Callable
from pathlib import Path

from backchannel.carriage.serve import operator_token
from backchannel.demo.cast import AT_FIRST, Person
from backchannel.demo.hours import Hours, moment
from backchannel.demo.voice import Voice
from backchannel.desk.desk import Desk
from backchannel.desk.sync import Synced, sync
from backchannel.errors import PlaceError

CHANNEL = "The Senn correspondence"
PASSPHRASE = "the lamp on the quay is only a lamp"  # noqa: S105 - shown to everybody: the desks hold invented letters
DESKS = "desks"
_ROUNDS = 12
_TIMES_ROUND = 3


class Stage:
    """The desks and what is between them, while the demo plays. It is left with every desk closed."""

    def __init__(self, directory: Path, clock: Hours, say: Callable[[str], None]) -> None:
        self.directory = directory
        self.clock = clock
        self.say = say
        voice = Voice(say)
        self.step, self.tell, self.refused = voice.step, voice.tell, voice.refused
        self.desks: dict[Person, Desk] = {}
        self.present = list(AT_FIRST)
        """Those who are on the channel, or invited to it."""
        self._heard: dict[tuple[Person, Person], int] = {}
        """How far a desk has heard another through the relay: the number of the last entry."""

    @property
    def passphrase_file(self) -> Path:
        """Where the passphrase of all the desks stands."""
        return self.directory / "passphrase.txt"

    @property
    def relay_database(self) -> Path:
        """Where the relay keeps what it carries."""
        return self.directory / "relay.db"

    def relay_token(self) -> str:
        """Give the token that the relay asks of whoever leaves mail."""
        return operator_token(self.relay_database)

    def desk_folder(self, person: Person) -> Path:
        """Where somebody's desk lies."""
        return self.directory / DESKS / person.folder

    def close(self) -> None:
        """Close every desk, so that a person can open it."""
        for desk in self.desks.values():
            desk.close()
        self.desks.clear()

    def at(self, text: str) -> None:
        """Move the clock to a moment."""
        self.clock.move_to(moment(text))

    def exchange(self, author: Person) -> None:
        """Carry what one desk has to say to the others, and their acknowledgements to each other.

        Once round is enough, unless two desks are just opening their pair anew; then it goes round again. PlaceError
        with the relay's sentence where it cannot be reached.
        """
        for _ in range(_TIMES_ROUND):
            self._sync(author)
            others = [person for person in self.present if person is not author]
            for person in others:
                self._sync(person)
            if len({self._heard.get((person, author), 0) for person in AT_FIRST if person is not author}) == 1:
                return

    def settle(self, *persons: Person) -> None:
        """Let desks (by default all present) exchange until none of them has more to say; errors as `exchange`."""
        for _ in range(_ROUNDS):
            if not sum(_moved(self._sync(person)) for person in persons or self.present):
                return
        raise PlaceError("The desks of the demo did not come to rest; start it anew, on a machine with less to do.")

    def pass_on(self, author: Person, *readers: Person) -> None:
        """Carry what somebody has just written to those who read it, and nothing back; errors as `exchange`.

        Once round is enough, unless two desks open their pair anew, as `exchange` says.
        """
        waiting = list(readers)
        for _ in range(_TIMES_ROUND):
            self._sync(author)
            waiting = [person for person in waiting if not self._heard_from(author, self._sync(person))]
            if not waiting:
                return
        raise PlaceError(f"What {author.name} wrote did not reach {waiting[0].name}; start the demo anew.")

    def _heard_from(self, author: Person, done: Synced) -> bool:
        key = self.desks[author].reader
        return any(header.author == key for arrivals in done.arrived for _, header in arrivals.entries)

    def _sync(self, person: Person) -> Synced:
        """Let one desk receive and send; PlaceError with the relay's sentence where it cannot be reached."""
        done = sync(self.desks[person])
        if done.failed:
            raise PlaceError(done.failed[0])
        authors = {desk.reader: other for other, desk in self.desks.items()}
        for arrivals in done.arrived:
            for _, header in arrivals.entries:
                heard = person, authors[header.author]
                self._heard[heard] = max(self._heard.get(heard, 0), header.seq)
        return done


def _moved(done: Synced) -> int:
    """Give how many blobs moved."""
    return done.sent + sum(arrivals.blobs for arrivals in done.arrived)
